import type { ToldFinding } from '@telltale/core'
import { day } from './times.ts'

/** Findings in plain words, each with what else could explain it and what would clear it. The newest of each kind first. */
export function Findings({ title, findings }: { title: string; findings: readonly ToldFinding[] }) {
  if (findings.length === 0) return null
  const kinds = Map.groupBy(findings, (f) => f.title)
  return (
    <section className="stack tight" aria-label={title}>
      <h2 className="person-title">{title}</h2>
      {[...kinds.values()].map((same) => (
        <Finding key={same[0]!.id} newest={same[0]!} earlier={same.slice(1)} />
      ))}
    </section>
  )
}

function Finding({ newest, earlier }: { newest: ToldFinding; earlier: readonly ToldFinding[] }) {
  const { is, says, why, benign, clears, title, from } = newest
  return (
    <article className="card person-finding">
      <div className="stack tight">
        <p className="small dim">
          {title} · {day(from)}
        </p>
        <p className="person-says">{says}</p>
        <p className="small dim">{why}</p>
        {earlier.length > 0 && (
          <details className="small">
            <summary>{earlier.length === 1 ? 'Once more before' : `${earlier.length} more before`}</summary>
            <ul className="check-list">
              {earlier.map((e) => (
                <li key={e.id}>
                  {day(e.from)}: {e.says}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {is === 'accuses' && (
        <div className="person-sides">
          <div>
            <h3>How else it could be</h3>
            <ul className="check-list">
              {benign.map((b) => (
                <li key={b}>{b}</li>
              ))}
            </ul>
          </div>
          <div>
            <h3>What would clear it</h3>
            <ul className="check-list">
              {clears.map((c) => (
                <li key={c}>{c}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </article>
  )
}
