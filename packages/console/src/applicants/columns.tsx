import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ApplicantItem, Outcome, RequisitionView } from '@telltale/core'
import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '../api.ts'
import { ago, count, idOf, plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { type Search, useUrl } from '../url.ts'
import { useMe } from '../work/me.ts'
import { addressOf, applicants } from './calls.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import { dueWords, outcomes, requisitionName } from './words.ts'

/** A recruiter's start: the requisitions, the one applied to last first, with how their applicants came out. */
export function RequisitionColumn({ items, add }: { items: readonly RequisitionView[]; add: () => void }) {
  const now = Date.now()
  return (
    <section className="desk-list" aria-label="Requisitions">
      <header className="desk-head">
        <h2>Requisitions</h2>
        <p className="small dim">{plural(items.length, 'requisition')}, the one applied to last first</p>
      </header>
      <ul>
        {items.map((r) => (
          <li key={r.id}>
            <Link to="/applicants/$requisition" params={{ requisition: r.id }} className="desk-row">
              <span className="row">
                <span className="semi clamp-1">{requisitionName(r)}</span>
                {r.newest > 0 && <span className="push small dim nowrap">{ago(r.newest, now)}</span>}
              </span>
              <span className="small dim">{tally(r)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Foot add={add} />
    </section>
  )
}

function Foot({ add, settings }: { add: () => void; settings?: () => void }) {
  const changes = useMe().role !== 'auditor'
  return (
    <footer className="desk-foot stack">
      {changes && (
        <div>
          <Button variant="default" onClick={add}>
            Add résumés
          </Button>
        </div>
      )}
      <p className="small dim">
        Every applicant for a role gets the same checks. Telltale never rejects anyone.{' '}
        {changes && settings && (
          <button type="button" className="plain-button" onClick={settings}>
            Set the checks
          </button>
        )}
      </p>
    </footer>
  )
}

export function tally({ proceed, verify, hold }: Pick<RequisitionView, Outcome>): string {
  return [
    proceed > 0 && `${count(proceed)} proceed`,
    verify > 0 && `${count(verify)} verify`,
    hold > 0 && `${count(hold)} hold`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What the filter looks at: pseudonym, id, outcome and stage. */
export function matchesApplicant(item: ApplicantItem, q: string | undefined): boolean {
  const text = [item.pseudonym, item.application, outcomes[item.outcome].words, item.stage]
    .join(' ')
    .toLowerCase()
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const page = 200

/** Everybody who applied under one requisition; J and K go from one to the next. */
export function ApplicantColumn(props: {
  requisition: RequisitionView | undefined
  id: string
  selected?: string
  add: () => void
  settings: () => void
}) {
  const { requisition, id, selected } = props
  const [{ q, outcome }, change] = useUrl()
  const [limit, setLimit] = useState(page)
  const list = useQuery(applicants({ requisition: id, outcome, limit }))
  const items = (list.data?.items ?? []).filter((i) => matchesApplicant(i, q))
  const total = list.data?.total ?? 0
  const open = useOpen(id)
  const at = items.findIndex((i) => addressOf(i.application) === selected)
  const move = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) open(next)
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
  const first = items[0]
  // Whoever opens a requisition reads its first applicant: the one whose check is worth most.
  const settled = !list.isPlaceholderData
  useEffect(() => {
    if (!selected && first && settled) open(first)
  }, [selected, first, settled, open])
  return (
    <section className="desk-list" aria-label="Applicants">
      <header className="desk-head stack tight">
        <h2>{requisitionName(requisition ?? { id })}</h2>
        {requisition && <p className="small dim">{tally(requisition)}</p>}
        <OutcomeSwitch chosen={outcome} choose={(o) => change({ outcome: o })} />
        <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
      </header>
      {list.isPending && (
        <div className="desk-pad">
          <Loading what="the applicants" rows={5} />
        </div>
      )}
      {list.isError && !list.data && (
        <div className="desk-pad">
          <Failed error={list.error as ApiError} what="applicants" retry={() => void list.refetch()} />
        </div>
      )}
      {list.data && items.length === 0 && (
        <div className="desk-pad">
          <Empty
            title={
              q
                ? `Nobody matches “${q}”`
                : outcome
                  ? `Nobody is at “${outcomes[outcome].words}”`
                  : 'Nobody applied yet'
            }
          >
            {q || outcome
              ? 'Clear the filter to see everybody.'
              : 'Add résumés, or connect the applicant system.'}
          </Empty>
        </div>
      )}
      <ul>
        {items.map((item) => (
          <Row
            key={item.application}
            item={item}
            requisition={id}
            selected={addressOf(item.application) === selected}
          />
        ))}
      </ul>
      {total > limit && (
        <p className="desk-pad small dim">
          {count(limit)} of {count(total)} shown.{' '}
          <button type="button" className="plain-button" onClick={() => setLimit(limit + page)}>
            Show more
          </button>
        </p>
      )}
      <Foot add={props.add} settings={props.settings} />
    </section>
  )
}

function useOpen(requisition: string): (item: ApplicantItem) => void {
  const navigate = useNavigate()
  const latest = useRef<(item: ApplicantItem) => void>(() => {})
  latest.current = (item) =>
    void navigate({
      to: '/applicants/$requisition/$application',
      params: { requisition, application: addressOf(item.application) },
      search: ({ q, outcome }: Search) => ({ ...(q && { q }), ...(outcome && { outcome }) }),
      replace: true,
    })
  const stable = useRef((item: ApplicantItem) => latest.current(item))
  return stable.current
}

function Row(props: { item: ApplicantItem; requisition: string; selected: boolean }) {
  const { item, requisition, selected } = props
  const now = Date.now()
  const row = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const due = dueWords(item, now)
  return (
    <li>
      <Link
        ref={row}
        to="/applicants/$requisition/$application"
        params={{ requisition, application: addressOf(item.application) }}
        search={({ q, outcome }: Search) => ({ ...(q && { q }), ...(outcome && { outcome }) })}
        className={`desk-row${selected ? ' selected' : ''}`}
        aria-current={selected ? 'true' : undefined}
      >
        <span className="row middle">
          <span className="semi clamp-1">{item.pseudonym}</span>
          <span className="push">
            <OutcomeTag outcome={item.outcome} />
          </span>
        </span>
        <span className="small dim row">
          <span className="clamp-1">
            {item.appliedAt > 0 ? `applied ${ago(item.appliedAt, now)}` : idOf(item.application)}
            {item.stage && ` · ${item.stage}`}
          </span>
          {due && (
            <span className={`push nowrap ${item.overdue && !item.settled ? 'caution' : ''}`}>
              {item.overdue && !item.settled && '△ '}
              {due}
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}

function OutcomeSwitch({ chosen, choose }: { chosen?: Outcome; choose: (o?: Outcome) => void }) {
  const choices: [Outcome | undefined, string][] = [
    [undefined, 'all'],
    ['proceed', 'proceed'],
    ['verify', 'verify'],
    ['hold', 'hold'],
  ]
  return (
    <div className="scheme-switch" role="radiogroup" aria-label="Outcome shown">
      {choices.map(([outcome, words]) => (
        // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
        <button
          key={words}
          type="button"
          role="radio"
          aria-checked={outcome === chosen}
          onClick={() => choose(outcome)}
        >
          {words}
        </button>
      ))}
    </div>
  )
}
