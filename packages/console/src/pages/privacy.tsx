import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ApiError, queryClient, session } from '../api.ts'
import { count, date, moment } from '../format.ts'
import { Table } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { dataKeys, notice, retention, runRetention } from '../privacy/api.ts'
import { Policies } from '../privacy/policies.tsx'
import { Rights } from '../privacy/rights.tsx'
import { Page } from '../shell.tsx'
import { actorWords } from '../work/words.ts'

const documents = [
  ['dpia', 'Data protection impact assessment'],
  ['notices', 'Notices'],
  ['annex', 'Annex for employees’ representatives'],
] as const

/** How people's data is treated: for those who answer for it, and to look at for auditors. */
export default function Privacy() {
  const who = useQuery(session)
  const role = who.data?.role
  const may = role === 'counsel' || role === 'lead' || role === 'people-partner'
  return (
    <Page
      crumbs={
        <>
          <Link to="/settings">Settings</Link>
          <span className="faint">/</span>
          <span>Privacy</span>
        </>
      }
    >
      <div className="stack">
        <header className="row">
          <h1>Privacy</h1>
          {!may && (
            <span className="small dim">changed by leads, people partners and counsel; you may look</span>
          )}
        </header>
        <Policies may={may} />
        <section className="card">
          <h2>What people are told</h2>
          {(['browser', 'endpoint', 'presence', 'gateway'] as const).map((sensor) => (
            <NoticeOf key={sensor} sensor={sensor} />
          ))}
        </section>
        <Retained may={may} />
        {may && <Rights counsel={role === 'counsel'} />}
        <section className="card">
          <h2>Documents</h2>
          <p className="small dim">Made from what is switched on now. Drafts, not legal advice.</p>
          <div className="row" style={{ flexWrap: 'wrap' }}>
            {documents.map(([name, title]) => (
              <Button
                key={name}
                component="a"
                variant="default"
                size="compact-sm"
                href={`/v1/privacy/documents/${name}`}
              >
                {title}
              </Button>
            ))}
          </div>
        </section>
        <KeyOf />
      </div>
    </Page>
  )
}

function NoticeOf({ sensor }: { sensor: string }) {
  const { data } = useQuery(notice(sensor))
  if (!data) return null
  return (
    <details>
      <summary>
        {data.title}: {data.collected.length > 0 ? data.collected.join(', ') : 'nothing is collected'}
      </summary>
      <pre className="snippet" style={{ whiteSpace: 'pre-wrap' }}>
        {data.text}
      </pre>
    </details>
  )
}

function Retained({ may }: { may: boolean }) {
  const found = useQuery(retention)
  const run = useMutation({
    mutationFn: runRetention,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: retention.queryKey }),
  })
  return (
    <section className="card">
      <header className="card-head">
        <h2>Retention</h2>
        {may && (
          <Button
            className="push"
            size="compact-sm"
            variant="default"
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            Run now
          </Button>
        )}
      </header>
      {found.isPending && <Loading what="retention" rows={3} />}
      {found.isError && (
        <Failed error={found.error as ApiError} what="retention" retry={() => void found.refetch()} />
      )}
      {run.isError && <Failed error={run.error as ApiError} what="run" retry={() => run.reset()} />}
      {found.data && (
        <>
          <p className="small dim">
            The service removes what is too old once a day{found.data.due ? ', and has not for two days' : ''}
            . Kept all the same: what a legal hold or an open case is about, what a decision rests on for{' '}
            {found.data.appealDays} days, and what HR said of who works here.
          </p>
          {found.data.runs.length > 0 && (
            <div style={{ overflowX: 'auto' }}>
              <Table
                columns={['Run', 'By', 'Removed', 'Kept by a floor', 'Forgotten']}
                rows={found.data.runs.slice(0, 7).map((r) => [
                  moment(r.endedAt),
                  actorWords(r.by),
                  r.lines
                    .filter((l) => l.removed > 0)
                    .map((l) => `${count(l.removed)} ${l.what}`)
                    .join(', ') || 'nothing',
                  count(r.lines.reduce((n, l) => n + l.kept, 0)),
                  count(r.forgotten),
                ])}
              />
            </div>
          )}
          <details>
            <summary>How long what is kept</summary>
            <div style={{ overflowX: 'auto' }}>
              <Table
                columns={['what', 'days', 'at least', 'of']}
                rows={found.data.periods.map((p) => [p.what, count(p.days), count(p.least), p.says])}
              />
            </div>
          </details>
        </>
      )}
    </section>
  )
}

function KeyOf() {
  const { data } = useQuery(dataKeys)
  if (!data?.key) return null
  return (
    <section className="card">
      <h2>Data key</h2>
      <p>
        What identifies people is sealed with the key <span className="mono">{data.key}</span> in{' '}
        <span className="mono">{data.where}</span>. Keep a copy apart from the database: without it nobody can
        read it.
        {data.rotation?.doneAt !== undefined && ` Last changed ${date(data.rotation.doneAt)}.`}
        {data.rotation?.running && ` Being changed: ${count(data.rotation.sealed)} values so far.`}
      </p>
      <p className="small dim mono">telltale keys rotate</p>
    </section>
  )
}
