import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseRow } from '@telltale/core'
import { percent, plural } from '../format.ts'
import { scoreThen } from './calls.ts'
import { conclusionWords } from './words.ts'

const day = 86_400_000
/** How many of the newest moves are looked at, and how many are told. */
const asked = 10
const told = 5
/** A move of less is not news. */
const moves = 0.02

/** Whose probability moved since this time yesterday, which cases opened, and what was decided. */
export function SinceYesterday({ cases, now }: { cases: readonly CaseRow[]; now: number }) {
  // To the hour, so that the answer, which does not change any more, is asked for once.
  const then = Math.floor((now - day) / 3_600_000) * 3_600_000
  const touched = cases
    .filter((c) => c.lastSign >= then - day && c.work.openedAt < then)
    .sort((a, b) => b.lastSign - a.lastSign)
    .slice(0, asked)
  const before = useQueries({
    queries: touched.map((c) => ({ ...scoreThen(c.case, then), staleTime: Number.POSITIVE_INFINITY })),
  })
  const moved = touched.flatMap((c, i) => {
    const was = before[i]?.data?.score?.probability
    return was !== undefined && Math.abs(c.score.probability - was) >= moves ? [{ c, was }] : []
  })
  const opened = cases.filter((c) => c.work.openedAt >= then)
  const decided = cases.filter((c) => c.work.decided && c.work.decided.at >= then)
  if (moved.length + opened.length + decided.length === 0)
    return (
      <section aria-label="Since yesterday">
        <h2 className="aside-title">Since yesterday</h2>
        <p className="small dim">No case opened, none was decided, and no probability moved by 2 points.</p>
      </section>
    )
  return (
    <section aria-label="Since yesterday">
      <h2 className="aside-title">Since yesterday</h2>
      <ul className="small since">
        {moved.slice(0, told).map(({ c, was }) => (
          <li key={c.case}>
            <span aria-hidden="true" className={c.score.probability > was ? 'accuses' : 'clears'}>
              {c.score.probability > was ? '▲' : '▼'}
            </span>
            <span>
              <Case row={c} /> {percent(was)} → {percent(c.score.probability)}
              <span className="dim clamp-2">{c.standsOut}</span>
            </span>
          </li>
        ))}
        {decided.map((c) => (
          <li key={`${c.case} decided`}>
            <span aria-hidden="true" className="clears">
              ✓
            </span>
            <span>
              <Case row={c} /> decided
              <span className="dim">: {conclusionWords[c.work.decided!.conclusion].toLowerCase()}</span>
            </span>
          </li>
        ))}
        {opened.length > 0 && (
          <li>
            <span aria-hidden="true">+</span>
            <span>
              <span className="semi">{plural(opened.length, 'case')}</span> opened
              <span className="dim clamp-2">{opened.map((c) => c.pseudonym).join(', ')}</span>
            </span>
          </li>
        )}
      </ul>
    </section>
  )
}

function Case({ row }: { row: CaseRow }) {
  return (
    <Link to="/cases/$id" params={{ id: row.case }} className="semi plain-link">
      {row.pseudonym}
    </Link>
  )
}
