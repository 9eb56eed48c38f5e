import type { CaseWork } from '@telltale/core'
import { count, date } from '../format.ts'

const most = 6

/** What they can reach, in the order in which it is revoked, and what they used. Says how urgent it is, not how likely. */
export function ExposureCard({ exposure }: { exposure: NonNullable<CaseWork['exposure']> }) {
  const { reach, touched, asOf } = exposure
  return (
    <section className="card" aria-label="Exposure">
      <header className="card-head">
        <h2>Exposure</h2>
        <span className="push small dim">
          {asOf === undefined ? 'no report of access' : `as of ${date(asOf)}`} · moves no probability
        </span>
      </header>
      <ol className="list small">
        {reach.map(({ reach: kind, title, names }) => (
          <li key={kind}>
            <span className="semi">{title}</span> {count(names.length)}
            <p className="dim">
              {names.slice(0, most).join(', ')}
              {names.length > most && ` and ${count(names.length - most)} more`}
            </p>
          </li>
        ))}
        {touched.length > 0 && (
          <li>
            <span className="semi">Used since the first day</span>
            <p className="dim">
              {touched
                .slice(0, most)
                .map((t) => `${t.system} ${count(t.times)} times, last ${date(t.last)}`)
                .join('; ')}
            </p>
          </li>
        )}
      </ol>
    </section>
  )
}
