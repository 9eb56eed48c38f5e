import { Link, useNavigate } from '@tanstack/react-router'
import type { ApplicantItem, RequisitionView } from '@telltale/core'
import { useEffect, useRef } from 'react'
import { ago, count, plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useUrl } from '../url.ts'
import { addressOf } from './calls.ts'
import { matchesApplicant } from './columns.tsx'
import { OutcomeTag } from './outcome-tag.tsx'
import { mostWaiting, useWaiting } from './use-waiting.ts'
import { dueWords, requisitionName } from './words.ts'

/** Everybody who waits for somebody, over all requisitions: the check that is worth most comes first. */
export function Overview({ requisitions }: { requisitions: readonly RequisitionView[] }) {
  const [{ q, sel }, change] = useUrl()
  const navigate = useNavigate()
  const { items, more, error, retry } = useWaiting()
  const waiting = items ?? []
  const shown = waiting.filter((i) => matchesApplicant(i, q))
  const open = (item: ApplicantItem) =>
    void navigate({
      to: '/applicants/$requisition/$application',
      params: { requisition: item.requisition, application: addressOf(item.application) },
    })
  const at = shown.findIndex((i) => i.application === sel)
  const move = (by: number) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) change({ sel: next.application })
  }
  useKeys({ j: () => move(1), k: () => move(-1), Enter: () => shown[at] && open(shown[at]) })
  const screened = requisitions.reduce((sum, r) => sum + r.proceed + r.verify + r.hold, 0)
  return (
    <section className="desk-main stack" aria-label="To settle">
      <header className="stack tight">
        <h1 className="trial-title">To settle</h1>
        <p className="verdict">
          {waiting.length === 0
            ? 'Nobody waits for a check. '
            : `${plural(waiting.length, 'applicant')} waiting for a check. `}
          <span className="dim">{count(screened)} were screened; nobody is rejected by Telltale.</span>
        </p>
      </header>
      {!items && !error && <Loading what="who is to be checked" rows={5} />}
      {error && !items && <Failed error={error} what="applicants" retry={retry} />}
      {items && shown.length === 0 && (
        <Empty title={q ? `Nobody matches “${q}”` : 'Nothing to settle'}>
          {q ? 'Clear the filter to see everybody.' : 'Open a requisition to see everybody who applied.'}
        </Empty>
      )}
      {shown.length > 0 && (
        <div className="scroll-x">
          <table className="data queue">
            <thead>
              <tr>
                <th scope="col">Applicant</th>
                <th scope="col">Outcome</th>
                <th scope="col">Requisition</th>
                <th scope="col">Applied</th>
                <th scope="col">Settle by</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((i) => (
                <Row
                  key={i.application}
                  item={i}
                  requisitions={requisitions}
                  selected={i.application === sel}
                  open={() => open(i)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && (
        <p className="small dim">
          The first {mostWaiting} of each outcome are shown. Open a requisition to see all of its applicants.
        </p>
      )}
    </section>
  )
}

function Row(props: {
  item: ApplicantItem
  requisitions: readonly RequisitionView[]
  selected: boolean
  open: () => void
}) {
  const { item, requisitions, selected, open } = props
  const now = Date.now()
  const requisition = requisitions.find((r) => r.id === item.requisition) ?? { id: item.requisition }
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <tr
      ref={row}
      className={selected ? 'selected' : undefined}
      aria-selected={selected}
      onClick={(e) => {
        if (!(e.target as HTMLElement).closest('a')) open()
      }}
    >
      <td className="nowrap">
        <Link
          to="/applicants/$requisition/$application"
          params={{ requisition: item.requisition, application: addressOf(item.application) }}
          className="semi"
        >
          {item.pseudonym}
        </Link>
        {item.simulated && <div className="small faint">simulated</div>}
      </td>
      <td>
        <OutcomeTag outcome={item.outcome} />
      </td>
      <td>
        <div className="clamp-2">{requisitionName(requisition)}</div>
      </td>
      <td className="small dim nowrap">{ago(item.appliedAt, now)}</td>
      <td className={`small nowrap ${item.overdue ? 'caution' : 'dim'}`}>
        {item.overdue && '△ '}
        {dueWords(item, now)}
      </td>
    </tr>
  )
}
