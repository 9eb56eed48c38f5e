import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { QueueItem, StatusView } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queue, status } from '../api.ts'
import { count, longDate, plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { BudgetCard } from '../model/budget-card.tsx'
import { Filter } from '../parts/filter.tsx'
import { Key } from '../parts/pieces.tsx'
import { matches, pageOf, QueueTable } from '../parts/queue-table.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { BudgetLine } from '../work/budget-line.tsx'
import { BulkBar } from '../work/bulk-bar.tsx'
import { budget, casesPage } from '../work/calls.ts'
import { FalseAccusations } from '../work/false-accusations.tsx'
import { Heard } from '../work/heard.tsx'
import { useMe } from '../work/me.ts'
import { QueueChips } from '../work/queue-chips.tsx'
import { SinceYesterday } from '../work/since-yesterday.tsx'
import { TaskCard } from '../work/task-card.tsx'
import { todaysTasks } from '../work/todays-tasks.ts'
import '../work/work.css'

const openCases = casesPage({ limit: 200 })

export default function Today() {
  const [{ q, stage, owner }] = useUrl()
  const me = useMe()
  const list = useQuery(queue)
  const open = useQuery(openCases).data?.cases ?? []
  const line = useQuery(budget).data?.today
  const state = useQuery(status)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const now = Date.now()
  const items = list.data?.items ?? []
  const tasks = todaysTasks(items, open, me.role, now)
  const navigate = useNavigate()
  useKeys(Object.fromEntries(tasks.map((t, i) => [String(i + 1), () => void navigate(pageOf(t.item))])))
  const work = new Map(open.map((c) => [c.case, c.work]))
  const ownerOf = (i: QueueItem) => (i.case ? work.get(i.case)?.owner : undefined)
  const shown = items.filter(
    (i) =>
      matches(i, q) &&
      (!stage || i.subject.startsWith('application:') === (stage === 'application')) &&
      (!owner || (owner === 'nobody' ? !ownerOf(i) : ownerOf(i) === (owner === 'me' ? me.id : owner))),
  )
  const chosen = shown.flatMap((i) => (i.case && picked.has(i.case) ? (work.get(i.case) ?? []) : []))
  const pick = (cases: readonly string[], on: boolean) =>
    setPicked((was) => new Set(on ? [...was, ...cases] : [...was].filter((c) => !cases.includes(c))))
  const bulk = me.role === 'analyst' || me.role === 'lead'
  return (
    <Page crumbs={<span>Today</span>} actions={<Filter what="the queue" />}>
      <div className="two today">
        <div className="stack">
          <header className="row">
            <h1>{longDate(now)}</h1>
            <span className="push small dim">
              {line && line.perDay !== null ? (
                <BudgetLine line={line} />
              ) : state.data?.demo ? (
                'Demo company: everything here is simulated'
              ) : (
                state.data?.company
              )}
            </span>
          </header>
          {list.isPending && <Loading what="the queue" rows={5} />}
          {list.isError && !list.data && (
            <Failed error={list.error as ApiError} what="queue" retry={() => void list.refetch()} />
          )}
          {list.data && items.length === 0 && <NobodyListed status={state.data} />}
          {tasks.length > 0 && (
            <div className="three">
              {tasks.map((task, i) => (
                <TaskCard key={task.item.subject} task={task} n={i + 1} now={now} />
              ))}
            </div>
          )}
          {items.length > 0 && (
            <section>
              <header className="row middle wrap" style={{ marginBottom: 4, marginTop: 8 }}>
                <h2>Queue</h2>
                <span className="small dim">
                  ranked by weight · {plural(items.length, 'subject')},{' '}
                  {plural(items.filter((i) => i.case).length, 'case')}
                </span>
                <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
                <span className="push">
                  <QueueChips />
                </span>
              </header>
              {chosen.length > 0 && <BulkBar picked={chosen} clear={() => setPicked(new Set())} />}
              {shown.length > 0 ? (
                <QueueTable
                  {...{ items: shown, now, work }}
                  {...(line && line.below.length > 0 && { below: new Set(line.below) })}
                  {...(bulk && { picked, pick })}
                />
              ) : (
                <Empty title={q ? `Nobody in the queue matches “${q}”` : 'Nobody in the queue is left'}>
                  The filter looks at pseudonyms, ids, what stands out and the check; the buttons at stage and
                  owner. Clear them to see all {items.length}.
                </Empty>
              )}
              <footer className="row small dim wrap" style={{ marginTop: 8 }}>
                {keys
                  .filter(([, , needs]) => !needs || bulk)
                  .map(([caps, does]) => (
                    <span key={does} className="row" style={{ gap: 4 }}>
                      {caps.map((k) => (
                        <Key key={k}>{k}</Key>
                      ))}{' '}
                      {does}
                    </span>
                  ))}
                <span className="push">
                  ribbon ticks: exit, device, hands · hatched: interval · dashed: not measured
                </span>
              </footer>
            </section>
          )}
        </div>
        <aside>
          <SinceYesterday cases={open} now={now} />
          {state.data && <Heard status={state.data} now={now} />}
          <BudgetCard />
          <section className="stack tight">
            <h2>How the queue works</h2>
            <p className="small dim">
              Anybody at 10² from any one kind of evidence is listed, by pseudonym and with the check to
              offer. A case opens at 10⁴ and only when two kinds of evidence agree. Nobody under 5 % is
              listed, and nobody is decided on here.
            </p>
            <p className="small">
              <Link to="/detectors">Every cap and prior</Link>
            </p>
          </section>
          <FalseAccusations />
        </aside>
      </div>
    </Page>
  )
}

const keys: [string[], string, 'bulk'?][] = [
  [['J', 'K'], 'move'],
  [['↵'], 'open'],
  [['X'], 'select', 'bulk'],
  [['A'], 'assign', 'bulk'],
  [['/'], 'filter'],
  [['?'], 'all keys'],
]

function NobodyListed({ status }: { status?: StatusView }) {
  const none = status && status.counts.observations === 0
  return none ? (
    <Empty title="No input yet">
      Nothing has been read, so nothing can be said about anybody. Feed a folder of exports with{' '}
      <code>npx telltale scan FOLDER</code>, or send observations to <code>POST /v1/observations</code>.
    </Empty>
  ) : (
    <Empty title="Nobody is listed">
      {count(status?.counts.observations ?? 0)} observations were read and nobody reaches 10². What was not
      measured counts neither way: <Link to="/detectors">what each detector needs</Link>.
    </Empty>
  )
}
