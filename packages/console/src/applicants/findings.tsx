import type { Finding, Screening } from '@telltale/core'
import { capital, plural } from '../format.ts'
import { Sign } from '../parts/icons.tsx'
import { outcomes, weightWord } from './words.ts'

/** What does not fit yet beside what checks out, and what could not be judged. */
export function FitColumns({ screening }: { screening: Screening }) {
  const { doesNotFit, checksOut, notChecked } = screening
  return (
    <div className="fit">
      <section aria-label="Does not fit yet">
        <h2>Does not fit yet</h2>
        <ul>
          {doesNotFit.map((f) => (
            <Line
              key={f.evidence}
              finding={f}
              mark={<span className="accuses fit-mark">≠</span>}
              word={weightWord(f, doesNotFit)}
              outcome={screening.outcome}
            />
          ))}
          {doesNotFit.length === 0 && (
            <li className="small dim">Nothing that was checked stands against it.</li>
          )}
          {notChecked.length > 0 && <NotChecked items={notChecked} />}
        </ul>
      </section>
      <section aria-label="Checks out">
        <h2>Checks out</h2>
        <ul>
          {checksOut.map((f) => (
            <Line
              key={f.evidence}
              finding={f}
              mark={<span className="clears fit-mark">✓</span>}
              outcome={screening.outcome}
            />
          ))}
          {checksOut.length === 0 && (
            <li className="small dim">Nothing was confirmed yet. That counts neither for nor against.</li>
          )}
        </ul>
      </section>
    </div>
  )
}

function Line(props: {
  finding: Finding
  mark: React.ReactNode
  word?: string
  outcome: Screening['outcome']
}) {
  const { finding, mark, word, outcome } = props
  const { without, benign, clears } = finding
  const accuses = word !== undefined
  return (
    <li className="fit-line">
      {mark}
      <div className="stack tight">
        <p className="row">
          <span>{finding.says}</span>
          {word && <span className="push small dim">{word}</span>}
        </p>
        <p className="small dim">
          {finding.title}
          {accuses && without && without !== outcome && (
            <>
              {' '}
              Without this, the outcome is <b>{outcomes[without].words}</b>.
            </>
          )}
        </p>
        {accuses && benign.length > 0 && (
          <details>
            <summary>How else could it be explained?</summary>
            <ul className="bullets">
              {benign.map((b) => (
                <li key={b}>{b}</li>
              ))}
            </ul>
            {clears.length > 0 && (
              <>
                <p className="small strong" style={{ marginTop: 8 }}>
                  What would settle it
                </p>
                <ul className="bullets checks">
                  {clears.map((c) => (
                    <li key={c}>{c}</li>
                  ))}
                </ul>
              </>
            )}
          </details>
        )}
      </div>
    </li>
  )
}

function NotChecked({ items }: { items: Screening['notChecked'] }) {
  return (
    <li className="fit-line">
      <span className="fit-mark">
        <Sign is="missing" />
      </span>
      <div className="stack tight">
        <p className="says">Not checked</p>
        <p className="small dim">
          {plural(items.length, 'question')} could not be judged.{' '}
          {items.length === 1 ? 'It counts' : 'They count'} neither for nor against.
        </p>
        <details>
          <summary>Which, and why</summary>
          <ul className="bullets">
            {items.map((i) => (
              <li key={i.detector}>
                {i.title} {capital(i.because)}.
              </li>
            ))}
          </ul>
        </details>
      </div>
    </li>
  )
}
