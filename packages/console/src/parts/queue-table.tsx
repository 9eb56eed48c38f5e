import { Link, useNavigate } from '@tanstack/react-router'
import type { QueueItem } from '@telltale/core'
import { useEffect, useRef } from 'react'
import { ago, capital, idOf, percent, schemeNames } from '../format.ts'
import { useKeys } from '../keys.ts'
import { useUrl } from '../url.ts'
import { MiniRibbon, WeightBar } from '../visuals/mini-ribbon.tsx'

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

/** The ranked list; J and K move, Enter opens. The selected row is in the address. */
export function QueueTable({ items, now }: { items: readonly QueueItem[]; now: number }) {
  const [{ sel }, change] = useUrl()
  const navigate = useNavigate()
  const row = useRef<HTMLTableRowElement>(null)
  const at = items.findIndex((i) => i.subject === sel)
  const move = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) change({ sel: next.subject })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const item = items[at]
      if (item) void navigate(pageOf(item))
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves.
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'nearest' })
  }, [sel])
  return (
    <div className="scroll-x">
      <table className="data queue">
        <thead>
          <tr>
            <th scope="col">Subject</th>
            <th scope="col">What stands out</th>
            <th scope="col">Ribbon, 0–240 ms</th>
            <th scope="col">Weight ←→</th>
            <th scope="col" className="num" title="under the assumed model">
              Probability
            </th>
            <th scope="col">Best next check</th>
            <th scope="col">Last sign</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr
              key={item.subject}
              ref={item.subject === sel ? row : undefined}
              className={item.subject === sel ? 'selected' : undefined}
              aria-selected={item.subject === sel}
              onClick={(e) => {
                if (!(e.target as HTMLElement).closest('a')) void navigate(pageOf(item))
              }}
            >
              <td className="nowrap">
                <Link {...pageOf(item)} className="semi">
                  {item.pseudonym}
                </Link>
                <div className="small dim">
                  {item.case ?? idOf(item.subject)}
                  {!item.case && <span className="faint"> · no case</span>}
                </div>
              </td>
              <td>
                <div className="clamp-2">{item.standsOut}</div>
              </td>
              <td>
                <MiniRibbon legs={item.legs} />
              </td>
              <td>
                <WeightBar {...both(item)} />
              </td>
              <td className="num semi nowrap" title={`${schemeNames[item.score.scheme]}, assumed model`}>
                {percent(item.score.probability)}
              </td>
              <td>
                <div className="clamp-2">{capital(item.check)}</div>
              </td>
              <td className="small dim nowrap">{ago(item.lastSign, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
