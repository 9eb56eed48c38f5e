import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { FarmView, SubjectRef, Word } from '@telltale/core'
import { type ReactNode, useState } from 'react'
import '../farms/farms.css'
import { type ApiError, detectors } from '../api.ts'
import { bridgesOf, partsWithout } from '../farms/bridges.ts'
import { farm, farmAsOf, words } from '../farms/calls.ts'
import { Canvas } from '../farms/canvas.tsx'
import { endOf, stepped, timeline } from '../farms/days.ts'
import { FarmHead } from '../farms/farm-head.tsx'
import { farmGraph } from '../farms/graph.ts'
import { Legend } from '../farms/legend.tsx'
import { LinkPanel, wordsOf } from '../farms/panel.tsx'
import { StandingWords } from '../farms/standing-words.tsx'
import { FarmTables } from '../farms/tables.tsx'
import { TimelineView } from '../farms/timeline.tsx'
import { type Saying, WordDialog } from '../farms/word-dialog.tsx'
import { attributeName, namer, reachesBeyond } from '../farms/words.ts'
import { date, plural, shortDate } from '../format.ts'
import { useKeys } from '../keys.ts'
import { copyText } from '../parts/copy-text.ts'
import { byId } from '../parts/pieces.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { type Search, useUrl } from '../url.ts'

type Shows = NonNullable<Search['show']>[number]

export default function Farm() {
  const { id } = useParams({ from: '/farms/$id' })
  const [{ show = [], word }, change] = useUrl()
  const view = useQuery(farm(id))
  const [copied, setCopied] = useState<boolean>()
  const table = show.includes('table')
  const toggle = (what: Shows) =>
    change({ show: show.includes(what) ? show.filter((s) => s !== what) : [...show, what] })
  const crumbs = (
    <>
      <Link to="/farms">Farms</Link>
      <span className="faint">/</span>
      <span>{id}</span>
    </>
  )
  if (!view.data || (view.isError && (view.error as ApiError).status === 404))
    return (
      <Page crumbs={crumbs}>
        {view.isError ? (
          <Gone id={id} error={view.error as ApiError} word={word} retry={() => void view.refetch()} />
        ) : (
          <Loading what="the farm" rows={5} />
        )}
      </Page>
    )
  return (
    <Page
      crumbs={crumbs}
      actions={
        <>
          <div className="scheme-switch" role="radiogroup" aria-label="Drawing or table">
            {(['Graph', 'Table'] as const).map((name) => (
              // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
              <button
                key={name}
                type="button"
                role="radio"
                aria-checked={table === (name === 'Table')}
                onClick={() => table !== (name === 'Table') && toggle('table')}
              >
                {name}
              </button>
            ))}
          </div>
          <Button
            variant="default"
            onClick={() => void copyText(location.href).then(setCopied)}
            onBlur={() => setCopied(undefined)}
          >
            {copied === undefined ? 'Copy link' : copied ? 'Copied' : 'Copy it from the address bar'}
          </Button>
        </>
      }
    >
      <Drawn
        farm={view.data}
        stale={<Stale error={view.error as ApiError | null} since={view.dataUpdatedAt} />}
        toggle={toggle}
      />
    </Page>
  )
}

/** A farm that no longer stands: perhaps somebody just said so, then it can be undone here. */
function Gone(props: { id: string; error: ApiError; word?: string; retry: () => void }) {
  const all = useQuery(words).data ?? []
  const last = all.filter((w) => w.id === props.word)
  if (props.error.status !== 404) return <Failed error={props.error} what={props.id} retry={props.retry} />
  return (
    <div className="stack" style={{ maxWidth: 560 }}>
      <Empty title={`${props.id} does not stand any more`}>
        Nothing that is left ties two of its identities, or it was never here. Each case keeps its other
        evidence. <Link to="/farms">Farms</Link>
      </Empty>
      {last.length > 0 && (
        <section className="card">
          <StandingWords words={last} name={namer([], [])} />
        </section>
      )}
    </div>
  )
}

function Drawn({
  farm: view,
  stale,
  toggle,
}: {
  farm: FarmView
  stale: ReactNode
  toggle: (what: Shows) => void
}) {
  const [{ sel, day, hide = [], show = [], open, word }, change] = useUrl()
  const known = byId(useQuery(detectors).data)
  const allWords = useQuery(words).data ?? []
  const [saying, setSaying] = useState<Saying>()
  const line = timeline(view)
  // A day from another farm's address, or from before the first link, shows the nearest there is.
  const chosen = day && stepped(line, day, 0)
  const past = useQuery({ ...farmAsOf(view.id, chosen ? endOf(chosen) : 0), enabled: chosen !== undefined })
  const then = chosen === undefined ? undefined : past.data
  const nothingYet = then?.members.length === 0
  const own = show.includes('own')
  const beyond = view.ties.filter(reachesBeyond).map((t) => t.attribute)
  const hidden = new Set([...(hide as SubjectRef[]), ...(own ? beyond : [])])
  const bridges = bridgesOf(view.ties)
  const tie = view.ties.find((t) => t.attribute === sel) ?? bridges[0] ?? view.ties[0]
  const graph = farmGraph(view, { hidden, expand: show.includes('laptops'), open, selected: tie?.attribute })
  const bridge = tie?.leaves ? tie : bridges[0]
  const name = namer(view.members, view.ties)
  useKeys({
    f: () => toggle('fit'),
    e: () => toggle('laptops'),
    h: () => toggle('own'),
    ArrowLeft: () => change({ day: stepped(line, chosen, -1) }),
    ArrowRight: () => change({ day: stepped(line, chosen, 1) }),
  })
  const select = (attribute: SubjectRef) => change({ sel: attribute })
  const about = wordsOf(view, allWords, word)
  const standing = about.filter((w) => !w.undone)
  return (
    <div className="farm">
      <div className="farm-left">
        <div className="farm-canvas stack">
          <FarmHead farm={then && !nothingYet ? then : view} title={view} />
          {nothingYet && (
            <p className="small dim" role="status">
              Nothing tied any two of them yet. What stands today is drawn pale.
            </p>
          )}
          {stale}
          {past.isError && chosen && (
            <Failed
              error={past.error as ApiError}
              what={date(Date.parse(chosen))}
              retry={() => void past.refetch()}
            />
          )}
          <Hidden
            view={view}
            hidden={hidden}
            own={own ? beyond.length : 0}
            clear={() => change({ hide: undefined, show: show.filter((s) => s !== 'own') })}
          />
          {show.includes('table') ? (
            <FarmTables farm={then ?? view} hidden={hidden} selected={tie?.attribute} select={select} />
          ) : (
            <>
              <Canvas
                farm={view}
                graph={graph}
                known={then}
                selected={tie?.attribute}
                select={select}
                unfold={(door) => change({ open: door })}
                expand={() => toggle('laptops')}
                fit={show.includes('fit') ? innerHeight - 330 : undefined}
              />
              <Legend
                folded={graph.folded}
                bridges={bridges.length > 0}
                show={show}
                toggle={toggle}
                beyond={beyond.length}
              />
            </>
          )}
        </div>
        <TimelineView
          line={line}
          chosen={chosen}
          choose={(d) => change({ day: d })}
          bridge={
            bridge && {
              from: bridge.from,
              says: `${bridge === tie || bridge.leaves ? 'bridge' : 'link'} first seen ${shortDate(bridge.from)}`,
            }
          }
          reading={past.isFetching}
        />
      </div>
      {tie && (
        <LinkPanel
          farm={view}
          tie={tie}
          known={known}
          hidden={hide.includes(tie.attribute)}
          hide={() =>
            change({
              hide: hide.includes(tie.attribute)
                ? hide.filter((h) => h !== tie.attribute)
                : [...hide, tie.attribute],
            })
          }
          never={() =>
            setSaying({
              ...{ is: 'not-tied', attribute: tie.attribute, of: attributeName(tie.attribute, tie.shown) },
              among: tie.members.map((ref) => ({ ref, name: name(ref) })),
            })
          }
          same={() =>
            setSaying({
              ...{ is: 'same-person', of: `two of ${view.id}` },
              among: tie.members.map((ref) => ({ ref, name: name(ref) })),
            })
          }
          said={
            standing.length > 0 && (
              <section className="farm-said">
                <h3>What was said</h3>
                <StandingWords words={standing} name={name} />
              </section>
            )
          }
          undone={
            about.length > standing.length && (
              <details>
                <summary>{plural(about.length - standing.length, 'word')} taken back</summary>
                <StandingWords words={about.filter((w) => w.undone)} name={name} />
              </details>
            )
          }
        />
      )}
      <WordDialog
        saying={saying}
        close={() => setSaying(undefined)}
        said={(w: Word) => change({ word: w.id, sel: w.is === 'not-tied' ? undefined : sel })}
      />
    </div>
  )
}

/** What this view leaves out, and what is left of the farm without it. */
function Hidden(props: { view: FarmView; hidden: ReadonlySet<SubjectRef>; own: number; clear: () => void }) {
  const { view, hidden, own } = props
  const gone = view.ties.filter((t) => hidden.has(t.attribute))
  const n = gone.length
  if (n === 0) return null
  const parts = partsWithout(
    view.members.map((m) => m.subject),
    gone,
  ).map((p) => p.length)
  return (
    <p className="small dim" role="status">
      {plural(n, 'link')} not drawn{own > 0 && `, ${own} of them seen beyond this farm`}; what is drawn
      {parts.length === 1 ? ' holds all together' : ` falls into ${parts.join(' + ')}`}. Nothing else changes.{' '}
      <button type="button" className="plain-button" onClick={props.clear}>
        Show all
      </button>
    </p>
  )
}
