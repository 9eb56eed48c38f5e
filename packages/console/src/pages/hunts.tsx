import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { DetectorView, HuntRequest, HuntsView, HuntView } from '@telltale/core'
import { useEffect, useRef, useState } from 'react'
import '../hunts/hunts.css'
import { type ApiError, detectors, queryClient } from '../api.ts'
import { plural } from '../format.ts'
import { hunts, removeHunt, runHunt, saveHunt } from '../hunts/calls.ts'
import { type Draft, draftOf, isName, requestOf } from '../hunts/draft.ts'
import { RunBar, Sql, Thresholds } from '../hunts/hunt-form.tsx'
import { HuntResult } from '../hunts/result.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useMe } from '../work/me.ts'

/** Names that no saved hunt has, for one that is not saved. */
const fresh: Record<string, Draft> = { '+detector': { typed: {} }, '+sql': { typed: {}, sql: '' } }

/** Saved hypotheses, and what one would have raised on history, at what cost on those whom people cleared. */
export default function Hunts() {
  const params: { name?: string } = useParams({ strict: false })
  const { works } = useMe()
  const list = useQuery(hunts)
  const known = useQuery(detectors).data ?? []
  const view = list.data
  const hunt = view?.hunts.find((h) => h.name === params.name)
  return (
    <Page
      crumbs={
        <>
          {params.name ? <Link to="/hunts">Hunts</Link> : <span>Hunts</span>}
          {params.name && (
            <>
              <span className="faint">/</span>
              <span>{params.name in fresh ? 'new' : params.name}</span>
            </>
          )}
        </>
      }
      actions={
        works && (
          <>
            <Link to="/hunts/$name" params={{ name: '+detector' }} className="small">
              Other thresholds
            </Link>
            <Link to="/hunts/$name" params={{ name: '+sql' }} className="small">
              SQL
            </Link>
          </>
        )
      }
    >
      {list.isPending && <Loading what="the hunts" rows={5} />}
      {list.isError && !view && (
        <Failed error={list.error as ApiError} what="hunts" retry={() => void list.refetch()} />
      )}
      {view && (
        <div className="hunt">
          <Saved view={view} />
          <div className="stack hunt-main">
            <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
            {params.name === undefined ? (
              <Intro view={view} />
            ) : hunt || params.name in fresh ? (
              <One key={params.name} name={params.name} hunt={hunt} view={view} detectors={known} />
            ) : (
              <Empty title={`No hunt is called “${params.name}”`}>
                It may have been removed, or the address is mistyped. <Link to="/hunts">Hunts</Link>
              </Empty>
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

function Saved({ view }: { view: HuntsView }) {
  return (
    <nav className="hunt-list" aria-label="Saved hunts">
      <p className="small dim">{plural(view.hunts.length, 'saved hunt')}</p>
      <ul>
        {view.hunts.map((h) => (
          <li key={h.name}>
            <Link to="/hunts/$name" params={{ name: h.name }} activeProps={{ className: 'active' }}>
              <span className="semi">{h.name}</span>
              <span className="small dim clamp-2">{h.says}</span>
              <span className="small faint">
                {h.detector ?? 'SQL'}
                {h.shipped && ' · comes with Telltale'}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {view.problems.length > 0 && (
        <div className="small caution" role="alert">
          {view.problems.map((p) => (
            <p key={p}>△ {p}</p>
          ))}
        </div>
      )}
    </nav>
  )
}

function Intro({ view }: { view: HuntsView }) {
  const { works } = useMe()
  return (
    <>
      <header className="stack tight">
        <h1>Hunts</h1>
        <p className="verdict">What would have been raised, had a detector’s numbers been others?</p>
      </header>
      <div className="card stack tight prose">
        <p>
          A hunt is a supposition that is run on all of history: a detector with other thresholds, or
          read-only SQL. It shows whom it would have raised and dropped, and how many of those whom people
          cleared it would have accused.
        </p>
        <p className="small dim">
          Nothing that a hunt finds is stored as evidence, and nobody’s score moves. A threshold changes for
          everybody only in the detector itself, with its version.
        </p>
        {works ? (
          <p>
            {view.hunts.length > 0 ? 'Open one at the left, or start ' : 'Start '}
            <Link to="/hunts/$name" params={{ name: '+detector' }}>
              with other thresholds
            </Link>{' '}
            or{' '}
            <Link to="/hunts/$name" params={{ name: '+sql' }}>
              with SQL
            </Link>
            .
          </p>
        ) : (
          <p>Open one at the left to see what it supposes; those who work on cases run it.</p>
        )}
      </div>
    </>
  )
}

function One(props: { name: string; hunt?: HuntView; view: HuntsView; detectors: readonly DetectorView[] }) {
  const { hunt, view, detectors } = props
  const [draft, setDraft] = useState<Draft>(hunt ? draftOf(hunt) : fresh[props.name]!)
  const thresholds = detectors.find((d) => d.id === draft.detector)?.thresholds
  const asked = requestOf(draft, thresholds)
  const abort = useRef<AbortController>(undefined)
  const running = useMutation({
    mutationFn: (request: HuntRequest) => {
      abort.current = new AbortController()
      return runHunt(request, abort.current.signal)
    },
  })
  const seconds = useSeconds(running.isPending)
  // Whoever leaves the page does not wait for it any more.
  useEffect(() => () => abort.current?.abort(), [])
  const stopped = running.isError && abort.current?.signal.aborted
  const sql = draft.sql !== undefined
  const { works } = useMe()
  return (
    <>
      <header className="stack tight">
        <h1>{hunt ? hunt.name : sql ? 'A query of your own' : 'A detector with other thresholds'}</h1>
        <p className="verdict">{hunt?.says ?? 'Not saved yet.'}</p>
      </header>
      <section className="card stack" aria-label="What is tried">
        {sql ? (
          <>
            {view.noSql && (
              <p className="small caution" role="alert">
                △ {view.noSql}
              </p>
            )}
            <Sql draft={draft} change={setDraft} view={view} />
          </>
        ) : (
          <Thresholds draft={draft} change={setDraft} detectors={detectors} fixed={hunt !== undefined} />
        )}
        <RunBar
          because={
            !works
              ? 'It is run by those who work on cases.'
              : 'because' in asked
                ? asked.because
                : sql && view.noSql
                  ? 'SQL can’t be run here.'
                  : undefined
          }
          running={running.isPending}
          seconds={seconds}
          run={() => 'request' in asked && running.mutate(asked.request)}
          abort={() => abort.current?.abort()}
        />
      </section>
      {running.isError &&
        (stopped ? (
          <p className="small dim" role="status">
            Stopped before it was done; nothing was changed.
          </p>
        ) : (
          <Failed error={running.error as ApiError} what="not run" retry={() => running.reset()} />
        ))}
      {running.data && <HuntResult run={running.data} />}
      {works && <Save hunt={hunt} request={'request' in asked ? asked.request : undefined} />}
    </>
  )
}

/** Keeps what is tried under a name, so that it can be run again, from here and from the command line. */
function Save({ hunt, request }: { hunt?: HuntView; request?: HuntRequest }) {
  const own = hunt && !hunt.shipped
  const [name, setName] = useState(own ? hunt.name : '')
  const [says, setSays] = useState(hunt?.says ?? '')
  const navigate = useNavigate()
  const saving = useMutation({
    mutationFn: saveHunt,
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: hunts.queryKey })
      void navigate({ to: '/hunts/$name', params: { name: saved?.name ?? name } })
    },
  })
  const removing = useMutation({
    mutationFn: removeHunt,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: hunts.queryKey })
      void navigate({ to: '/hunts' })
    },
  })
  const wrong =
    name !== '' && !isName(name)
      ? 'A name has lower-case letters, digits and hyphens.'
      : !request
        ? 'There is nothing to save yet.'
        : name === '' || says.trim() === ''
          ? 'It takes a name, and what it supposes.'
          : undefined
  return (
    <details>
      <summary>
        {own ? 'Save the change, or remove it' : hunt ? 'Save a copy under a name of your own' : 'Save it'}
      </summary>
      <form
        className="card stack"
        style={{ marginTop: 8 }}
        onSubmit={(e) => {
          e.preventDefault()
          if (request && !wrong) saving.mutate({ name, says: says.trim(), ...request })
        }}
      >
        <label className="field">
          Name
          <input
            className="plain-field mono"
            maxLength={64}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
        </label>
        <label className="field">
          What it supposes, in a sentence
          <input
            className="plain-field"
            maxLength={500}
            value={says}
            onChange={(e) => setSays(e.currentTarget.value)}
          />
        </label>
        {saving.error && <Failed error={saving.error as ApiError} what="not saved" />}
        {removing.error && <Failed error={removing.error as ApiError} what="not removed" />}
        <div className="row middle">
          <Button type="submit" variant="default" disabled={wrong !== undefined || saving.isPending}>
            {saving.isPending ? 'Saving…' : 'Save'}
          </Button>
          <span className="small dim">{wrong}</span>
          {own && (
            <button
              type="button"
              className="plain-button push"
              disabled={removing.isPending}
              onClick={() => removing.mutate(hunt.name)}
            >
              Remove {hunt.name}
            </button>
          )}
        </div>
      </form>
    </details>
  )
}

function useSeconds(counting: boolean): number {
  const [seconds, set] = useState(0)
  useEffect(() => {
    set(0)
    if (!counting) return
    const timer = setInterval(() => set((s) => s + 1), 1000)
    return () => clearInterval(timer)
  }, [counting])
  return seconds
}
