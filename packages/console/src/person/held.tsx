import type { PersonView } from '@telltale/core'
import { count } from '../format.ts'
import { inSentence } from './company.ts'

/** What is held about the person and why, what could not be measured, and a copy of all of it. */
export function Held({ told }: { told: PersonView }) {
  return (
    <section className="card stack" aria-label="What is held about you">
      <div className="row middle">
        <h2>What {inSentence(told.company)} holds about you here</h2>
        <span className="push row">
          <a href="/v1/person/export?as=html" download>
            A copy to read
          </a>
          <a href="/v1/person/export?as=json" download>
            A copy as data
          </a>
        </span>
      </div>
      <ul className="person-held">
        {told.measured.map(({ kind, title, privacy, count: n }) => (
          <li key={kind}>
            <p>
              {title} <span className="small dim">{count(n)}</span>
            </p>
            <p className="small dim">{privacy}</p>
          </li>
        ))}
      </ul>
      {told.notMeasured.length > 0 && (
        <details className="small">
          <summary>What could not be measured, and counts neither way ({told.notMeasured.length})</summary>
          <ul className="check-list">
            {told.notMeasured.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="small dim">
        You can ask {inSentence(told.company)} to correct what is wrong, or to erase what it no longer needs.
        What a decision rests on is kept until it can no longer be challenged.
      </p>
    </section>
  )
}
