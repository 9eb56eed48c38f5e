import { Link } from '@tanstack/react-router'
import type { CaseWork } from '@telltale/core'
import { date } from '../format.ts'

const how = { manager: 'manages the person', referrer: 'referred the person', other: 'declared a conflict' }

/** Cases that were merged into this one or that it was merged into, who may not sit, who reads it where it is sealed. */
export function Related({ work, name }: { work: CaseWork; name: (by: string) => string }) {
  const { merged, mergedInto, conflicts, readers } = work
  if (merged.length === 0 && !mergedInto && conflicts.length === 0 && !readers) return null
  return (
    <section className="card" aria-label="Who and what else">
      <ul className="list small">
        {mergedInto && (
          <li>
            Merged into{' '}
            <Link to="/cases/$id" params={{ id: mergedInto }}>
              {mergedInto}
            </Link>
            : decisions are made there.
          </li>
        )}
        {merged.map((m) => (
          <li key={m.case}>
            <Link to="/cases/$id" params={{ id: m.case }}>
              {m.pseudonym}, {m.case}
            </Link>{' '}
            <span className="dim">is of the same human, merged {date(m.at)}</span>
          </li>
        ))}
        {conflicts.map((c) => (
          <li key={`${c.account} ${c.how}`}>
            {name(c.account)} <span className="dim">{how[c.how]} and takes no seat</span>
            {!c.declared && <span className="dim"> (by HR’s records)</span>}
          </li>
        ))}
        {readers && (
          <li>
            Sealed: read by {readers.map(name).join(', ')} <span className="dim">and nobody else</span>
          </li>
        )}
      </ul>
    </section>
  )
}
