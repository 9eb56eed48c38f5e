import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { QueueItem, StatusView } from '@telltale/core'
import { type ApiError, queue, status } from '../api.ts'
import { ago, count, longDate, percent, plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Filter } from '../parts/filter.tsx'
import { Key } from '../parts/pieces.tsx'
import { matches, pageOf, QueueTable } from '../parts/queue-table.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'

export default function Today() {
  const [{ q }] = useUrl()
  const list = useQuery(queue)
  const state = useQuery(status)
  const now = Date.now()
  const items = list.data?.items ?? []
  const first = worst(items)
  const navigate = useNavigate()
  useKeys(Object.fromEntries(first.map((item, i) => [String(i + 1), () => void navigate(pageOf(item))])))
  const shown = items.filter((i) => matches(i, q))
  return (
    <Page crumbs={<span>Today</span>} actions={<Filter what="the queue" />}>
      <div className="two">
        <div className="stack">
          <header className="row">
            <h1>{longDate(now)}</h1>
            <span className="push small dim">
              {state.data?.demo ? 'Demo company: everything here is simulated' : state.data?.company}
            </span>
          </header>
          {list.isPending && <Loading what="the queue" rows={5} />}
          {list.isError && !list.data && (
            <Failed error={list.error as ApiError} what="queue" retry={() => void list.refetch()} />
          )}
          {list.data && items.length === 0 && <NobodyListed status={state.data} />}
          {first.length > 0 && (
            <div className="three">
              {first.map((item, i) => (
                <Task key={item.subject} item={item} n={i + 1} now={now} />
              ))}
            </div>
          )}
          {items.length > 0 && (
            <section>
              <header className="row" style={{ marginBottom: 4, marginTop: 8 }}>
                <h2>Queue</h2>
                <span className="small dim">
                  ranked by weight · probabilities by the assumed model · {plural(items.length, 'subject')},{' '}
                  {plural(items.filter((i) => i.case).length, 'case')}
                </span>
                <span className="push">
                  <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
                </span>
              </header>
              {shown.length > 0 ? (
                <QueueTable items={shown} now={now} />
              ) : (
                <Empty title={`Nobody in the queue matches “${q}”`}>
                  The filter looks at pseudonyms, ids, what stands out and the check. Clear it to see all{' '}
                  {items.length}.
                </Empty>
              )}
              <footer className="row small dim wrap" style={{ marginTop: 8 }}>
                <span className="row" style={{ gap: 4 }}>
                  <Key>J</Key>
                  <Key>K</Key> move
                </span>
                <span className="row" style={{ gap: 4 }}>
                  <Key>↵</Key> open
                </span>
                <span className="row" style={{ gap: 4 }}>
                  <Key>/</Key> filter
                </span>
                <span className="row" style={{ gap: 4 }}>
                  <Key>?</Key> all keys
                </span>
                <span className="push">
                  ribbon ticks: exit, device, hands · hatched: interval · dashed: not measured
                </span>
              </footer>
            </section>
          )}
        </div>
        <aside>
          {state.data && <Heard status={state.data} now={now} />}
          <section className="card stack tight">
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
        </aside>
      </div>
    </Page>
  )
}

/** The first three of the queue; a farm stands for all its cases by the weightiest of them. */
function worst(items: readonly QueueItem[]): QueueItem[] {
  return items.filter((i, at) => !i.farm || items.findIndex((j) => j.farm === i.farm) === at).slice(0, 3)
}

function Task({ item, n, now }: { item: QueueItem; n: number; now: number }) {
  const navigate = useNavigate()
  return (
    <section className="card stack" style={{ gap: 6, gridTemplateRows: 'auto auto 1fr auto' }}>
      <div className="row small dim">
        <span className="nowrap">{item.case ?? 'Listed, no case'}</span>
        {item.farm && (
          <Link to="/farms/$id" params={{ id: item.farm }} className="nowrap">
            {item.farm}
          </Link>
        )}
        <span className="push nowrap">{ago(item.lastSign, now)}</span>
      </div>
      <div className="row">
        <h3 style={{ fontSize: 15, lineHeight: '20px' }}>{item.pseudonym}</h3>
        <span className="push small dim nowrap">{percent(item.score.probability)}</span>
      </div>
      <p className="dim">
        <span className="clamp-3">{item.standsOut}</span>
      </p>
      <div className="row middle">
        <Button
          variant={n === 1 ? 'filled' : 'default'}
          className={n === 1 ? 'on-accent' : undefined}
          onClick={() => void navigate(pageOf(item))}
          rightSection={<Key>{n}</Key>}
          style={{ flex: 'none' }}
        >
          Read
        </Button>
        <span className="small dim clamp-2">Next check: {item.check}</span>
      </div>
    </section>
  )
}

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

const stale = 3 * 86_400_000

function Heard({ status, now }: { status: StatusView; now: number }) {
  const { counts } = status
  return (
    <section className="card">
      <header className="card-head">
        <h2>What was read</h2>
        <span className="push small dim">heard from</span>
      </header>
      <ul className="small">
        {status.heardFrom.map((h) => (
          <li key={h.kind} className="row heard">
            <span aria-hidden="true" className={now - h.receivedAt > stale ? 'caution' : 'clears'}>
              {now - h.receivedAt > stale ? '△' : '●'}
            </span>
            <span>{h.kind}</span>
            <span className="push dim">{count(h.count)}</span>
            <span className="dim nowrap right" style={{ width: 72 }}>
              {ago(h.receivedAt, now)}
            </span>
          </li>
        ))}
        {status.heardFrom.length === 0 && <li className="dim">Nothing yet</li>}
      </ul>
      <p className="small dim" style={{ marginTop: 8 }}>
        {plural(counts.observations, 'observation')} about {plural(counts.subjects, 'subject')};{' '}
        {plural(counts.evidence, 'finding')}.{' '}
        {counts.quarantined > 0 ? (
          <Link to="/quarantine">{plural(counts.quarantined, 'row')} set aside</Link>
        ) : (
          'No row was set aside.'
        )}
      </p>
    </section>
  )
}
