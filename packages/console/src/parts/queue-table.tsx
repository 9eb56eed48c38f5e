import { Link, useNavigate } from '@tanstack/react-router'
import type { CaseSummary, QueueItem, SubjectRef } from '@telltale/core'
import { type RefObject, useEffect, useRef } from 'react'
import { ago, capital, idOf, percent, schemeNames } from '../format.ts'
import { useKeys } from '../keys.ts'
import { useUrl } from '../url.ts'
import { MiniRibbon, WeightBar } from '../visuals/mini-ribbon.tsx'
import { Due, waitingWords } from '../work/state-pill.tsx'
import { conclusionWords, stateWords } from '../work/words.ts'

/** Where a subject's page is: its case when it has one. */
export function pageOf(item: Pick<QueueItem, 'case' | 'subject'>) {
  return item.case
    ? ({ to: '/cases/$id', params: { id: item.case } } as const)
    : ({ to: '/subjects/$ref', params: { ref: item.subject } } as const)
}

/** What the filter looks at: pseudonym, ids, what stands out, the check. */
export function matches(item: QueueItem, q: string | undefined): boolean {
  if (!q) return true
  const text = [item.pseudonym, item.subject, item.case, item.farm, item.standsOut, item.check]
    .join(' ')
    .toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Families' weights for the likeliest scheme, accusing and clearing apart. */
function both(item: QueueItem): { accuses: number; clears: number } {
  const parts = item.score.schemes.find((s) => s.scheme === item.score.scheme)?.parts ?? []
  return {
    accuses: parts.reduce((sum, p) => sum + Math.max(0, p.weight), 0),
    clears: parts.reduce((sum, p) => sum + Math.min(0, p.weight), 0),
  }
}

/** What the table shows beside what every row has. */
interface Beside {
  /** Where open cases stand, by their id; without it there is no owner and no state. */
  work?: ReadonlyMap<string, CaseSummary>
  /** `owner`: whose it is. `state`: that and where it stands, in place of what stands out last. */
  shows?: 'owner' | 'state'
  /** Below the line of the alert budget: shown last, not counted. */
  below?: ReadonlySet<SubjectRef>
  /** Rows with a case can be picked, for bulk acts. */
  picked?: ReadonlySet<string>
  pick?: (cases: readonly string[], on: boolean) => void
}

/** The ranked list; J and K move, X picks, Enter opens. The selected row is in the address. */
export function QueueTable({ items, now, ...beside }: { items: readonly QueueItem[]; now: number } & Beside) {
  const [{ sel }, change] = useUrl()
  const navigate = useNavigate()
  const row = useRef<HTMLTableRowElement>(null)
  const { below, picked, pick, work, shows } = beside
  const above = below ? items.filter((i) => !below.has(i.subject)) : items
  const under = below ? items.filter((i) => below.has(i.subject)) : []
  const ordered = [...above, ...under]
  const at = ordered.findIndex((i) => i.subject === sel)
  const move = (by: number) => {
    const next = ordered[Math.min(ordered.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) change({ sel: next.subject })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const id = ordered[at]?.case
      if (id && pick) pick([id], !picked?.has(id))
    },
    Enter: () => {
      const item = ordered[at]
      if (item) void navigate(pageOf(item))
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves.
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'nearest' })
  }, [sel])
  const all = ordered.flatMap((i) => i.case ?? [])
  const drawn = (item: QueueItem) => (
    <Row
      key={item.subject}
      {...{ item, now, beside }}
      selected={item.subject === sel}
      ref={item.subject === sel ? row : undefined}
    />
  )
  return (
    <div className="scroll-x">
      <table className="data queue">
        <thead>
          <tr>
            {pick && (
              <th scope="col" className="pick">
                <input
                  type="checkbox"
                  aria-label="Select every case shown"
                  checked={all.length > 0 && all.every((c) => picked?.has(c))}
                  onChange={(e) => pick(all, e.currentTarget.checked)}
                />
              </th>
            )}
            <th scope="col">Subject</th>
            {shows === 'state' && <th scope="col">Waits for</th>}
            <th scope="col">What stands out</th>
            <th scope="col">Ribbon, 0–240 ms</th>
            <th scope="col" className="weight">
              Weight ←→
            </th>
            <th scope="col" className="num" title="under the assumed model until calibrated">
              Probability
            </th>
            {shows !== 'state' && <th scope="col">Best next check</th>}
            <th scope="col">Last sign</th>
            {work && <th scope="col">Owner</th>}
          </tr>
        </thead>
        <tbody>
          {above.map(drawn)}
          {under.length > 0 && (
            <tr className="line">
              <td colSpan={10} className="small dim">
                Below the line: shown, not counted in the budget
              </td>
            </tr>
          )}
          {under.map(drawn)}
        </tbody>
      </table>
    </div>
  )
}

function Row(props: {
  item: QueueItem
  now: number
  beside: Beside
  selected: boolean
  ref: RefObject<HTMLTableRowElement | null> | undefined
}) {
  const { item, now, selected } = props
  const { work, shows, below, picked, pick } = props.beside
  const navigate = useNavigate()
  const state = item.case ? work?.get(item.case) : undefined
  const classes = [selected && 'selected', below?.has(item.subject) && 'below'].filter(Boolean).join(' ')
  return (
    <tr
      ref={props.ref}
      className={classes || undefined}
      aria-selected={selected}
      onClick={(e) => {
        if (!(e.target as HTMLElement).closest('a, input')) void navigate(pageOf(item))
      }}
    >
      {pick && (
        <td className="pick">
          {item.case && (
            <input
              type="checkbox"
              aria-label={`Select ${item.pseudonym}`}
              checked={picked?.has(item.case) ?? false}
              onChange={(e) => pick([item.case!], e.currentTarget.checked)}
            />
          )}
        </td>
      )}
      <td className="nowrap">
        <Link {...pageOf(item)} className="semi">
          {item.pseudonym}
        </Link>
        <div className="small dim">
          {item.case ?? idOf(item.subject)}
          {!item.case && <span className="faint"> · no case</span>}
        </div>
      </td>
      {shows === 'state' && <td className="small">{state && <Stands work={state} now={now} />}</td>}
      <td>
        <div className="clamp-2">{item.standsOut}</div>
      </td>
      <td>
        <MiniRibbon legs={item.legs} />
      </td>
      <td className="weight">
        <WeightBar {...both(item)} />
      </td>
      <td
        className="num semi nowrap"
        title={`${schemeNames[item.score.scheme]}, ${item.score.calibrated ? `rests on ${item.score.calibrated.n} decided cases` : 'assumed model'}`}
      >
        {percent(item.score.probability)}
      </td>
      {shows !== 'state' && (
        <td>
          <div className="clamp-2">{capital(item.check)}</div>
        </td>
      )}
      <td className="small dim nowrap">{ago(item.lastSign, now)}</td>
      {work && <td className="small nowrap">{state?.owner ? (state.ownerName ?? state.owner) : '–'}</td>}
    </tr>
  )
}

/** What a case waits for and until when; decided, sealed and held beside it. */
function Stands({ work, now }: { work: CaseSummary; now: number }) {
  return (
    <>
      <div>
        {work.waitingFor
          ? waitingWords[work.waitingFor].replace(/^waiting for (?:its )?/, '')
          : stateWords[work.state]}
      </div>
      <div className="dim">
        {work.decided && `${conclusionWords[work.decided.conclusion].split(' of ')[0]!.toLowerCase()} `}
        {work.due !== undefined && <Due due={work.due} now={now} />}
        {work.sealed && ' sealed'}
        {work.held && ' on hold'}
      </div>
    </>
  )
}
