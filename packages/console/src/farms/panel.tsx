import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DetectorView, Evidence, FarmTieView, FarmView, SubjectRef, WordView } from '@telltale/core'
import type { ReactNode } from 'react'
import { observations } from '../api.ts'
import { count, idOf, plural, signed, windowDates, withIds } from '../format.ts'
import { ObservationsLink } from '../parts/observations-link.tsx'
import { DetectorLink } from '../parts/pieces.tsx'
import type { Search } from '../url.ts'
import { ExhibitView } from '../visuals/exhibits.tsx'
import { useMe } from '../work/me.ts'
import { partsInWords } from './bridges.ts'
import { Weights } from './weights.tsx'
import { attributeName, howCommon, ifWrong, namer, nounOf, strongestOf } from './words.ts'

/** Why this link: what, how common, when, its weight, how else, and what would be left without it. */
export function LinkPanel(props: {
  farm: FarmView
  tie: FarmTieView
  known: Map<string, DetectorView>
  hidden: boolean
  hide: () => void
  never: () => void
  same: () => void
  /** What stands of what was said, and what was taken back. */
  said: ReactNode
  undone: ReactNode
}) {
  const { works } = useMe()
  const { farm, tie, known, hidden } = props
  const found = farm.evidence.filter((e) => tie.evidence.includes(e.id))
  const strongest = strongestOf(found)
  const detector = strongest && known.get(strongest.detector)
  const wrong = ifWrong(farm, tie, tie.leaves ? partsInWords(tie.leaves, farm.members) : '')
  return (
    <aside aria-label="Why this link" className="farm-panel">
      <div className="farm-why">
        {props.said}
        <header className="stack tight">
          <span className="small dim">Why this link</span>
          <h2 className="farm-ends">
            <Ends farm={farm} tie={tie} />
          </h2>
          <p>{strongest ? withIds(strongest.says) : `One ${nounOf(tie.attribute)} on all of them.`}</p>
        </header>
        <dl className="facts small farm-facts">
          <dt>Attribute</dt>
          <dd className="mono">{attributeName(tie.attribute, tie.shown)}</dd>
          <dt>How common</dt>
          <dd>{howCommon(tie)}</dd>
          <dt>Seen on</dt>
          <dd>
            {count(tie.size)} in all, {Math.max(tie.members.length, tie.devices.length)} of them here
          </dd>
          <SeenOn farm={farm} evidence={strongest} fallback={tie} />
          {strongest && (
            <>
              <dt>Detector</dt>
              <dd>
                <DetectorLink id={strongest.detector}>
                  {strongest.detector} v{strongest.version}
                </DetectorLink>
              </dd>
            </>
          )}
        </dl>
        <Weights tie={tie} farm={farm} found={found} />
        {strongest && strongest.exhibits.length > 0 && (
          <details>
            <summary>{plural(strongest.exhibits.length, 'exhibit')} of the strongest finding</summary>
            <div className="stack" style={{ marginTop: 8 }}>
              {strongest.exhibits.map((x, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a finding's exhibits are a fixed list.
                <ExhibitView key={`${strongest.id} ${i}`} exhibit={x} evidence={strongest} />
              ))}
            </div>
          </details>
        )}
        {found.length > 1 && <More found={found.filter((e) => e !== strongest)} />}
        {detector && (
          <section className="farm-section">
            <h3>How else?</h3>
            <ul className="bullets">
              {detector.benign.map((b) => (
                <li key={b}>{b}</li>
              ))}
            </ul>
            <h3 className="small" style={{ marginTop: 8 }}>
              What would settle it
            </h3>
            <ul className="bullets checks">
              {detector.clears.map((c) => (
                <li key={c}>{c}</li>
              ))}
            </ul>
          </section>
        )}
        <section className="farm-section stack tight">
          <h3>If this link is wrong</h3>
          <p className="small dim">{wrong.falls}</p>
          {wrong.sure && <p className="small dim">{wrong.sure}</p>}
        </section>
        {props.undone}
      </div>
      <footer className="farm-acts">
        {strongest && <OpenObservations of={strongest} />}
        <div className="farm-pair">
          <Button variant="default" onClick={props.hide}>
            {hidden ? 'Show link' : 'Hide link'}
          </Button>
          {works && (
            <Button variant="default" onClick={props.never}>
              Never again…
            </Button>
          )}
        </div>
        {works && (
          <p className="small dim">
            “Never again” asks for a reason, survives re-runs and can be undone. Hiding is for this view
            alone.{' '}
            <button type="button" className="plain-button" onClick={props.same}>
              Same person…
            </button>
          </p>
        )}
      </footer>
    </aside>
  )
}

/** What the link joins: two laptops or identities by name, more by number. */
function Ends({ farm, tie }: { farm: FarmView; tie: FarmTieView }) {
  const names =
    tie.devices.length === 2
      ? tie.devices.map((d) => idOf(d))
      : tie.members.length === 2
        ? farm.members.filter((m) => tie.members.includes(m.subject)).map((m) => m.item.pseudonym)
        : undefined
  const mark = (
    <svg width="34" height="8" viewBox="0 0 34 8" aria-label={tie.leaves ? 'bridge' : 'link'} role="img">
      {tie.leaves ? (
        <path d="M0 2H34M0 6H34" stroke="var(--accent)" strokeWidth="1.6" />
      ) : (
        <path d="M0 4H34" stroke="var(--neutral-fill)" strokeWidth="3" />
      )}
    </svg>
  )
  if (!names)
    return (
      <>
        {tie.members.length} identities {mark} one {nounOf(tie.attribute)}
      </>
    )
  return (
    <>
      {names[0]} {mark} {names[1]}
    </>
  )
}

/** More than this are left to the exhibit that lists them all. */
const mostSeen = 4

/** When it was seen on each, in the detector's words where it lists them. */
function SeenOn(props: { farm: FarmView; evidence: Evidence | undefined; fallback: FarmTieView }) {
  const { farm, evidence, fallback } = props
  const listed = evidence?.exhibits.find((x) => x.type === 'subjects')?.subjects ?? []
  const name = namer(farm.members, [])
  return (
    <>
      {listed.slice(0, mostSeen).map((s) => (
        <FactRow key={s.ref} name={name(s.ref)}>
          {withIds(s.note)}
        </FactRow>
      ))}
      {listed.length > mostSeen && (
        <FactRow name="">and {count(listed.length - mostSeen)} more, in the exhibits</FactRow>
      )}
      <FactRow name="Ties from">{windowDates(fallback.from, fallback.to)}</FactRow>
    </>
  )
}

function FactRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="clamp-1" title={name}>
        {name}
      </dt>
      <dd>{children}</dd>
    </>
  )
}

function More({ found }: { found: readonly Evidence[] }) {
  return (
    <details>
      <summary>{plural(found.length, 'more finding')} on this link</summary>
      <ul className="list small" style={{ marginTop: 8 }}>
        {found.map((e) => (
          <li key={e.id}>
            <p>{withIds(e.says)}</p>
            <p className="faint">
              <DetectorLink id={e.detector} /> · {windowDates(e.from, e.to)} · {signed(e.weight)} ·{' '}
              <ObservationsLink of={e} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The primary one: raw data is one press away. */
function OpenObservations({ of }: { of: Evidence }) {
  const total = useQuery(observations(of.id, 1)).data?.total
  const words =
    total === undefined
      ? 'Open the observations'
      : total === 1
        ? 'Open the one observation'
        : `Open the ${count(total)} observations`
  return (
    <Link
      to="."
      search={(was: Search) => ({ ...was, rows: of.id })}
      resetScroll={false}
      className="primary-link"
      aria-haspopup="dialog"
    >
      {words}
    </Link>
  )
}

/** Words about this farm: those that name its members or what ties them, and the one said last. */
export function wordsOf(
  farm: Pick<FarmView, 'members' | 'ties'>,
  words: readonly WordView[],
  last?: string,
): WordView[] {
  const named = new Set<SubjectRef>([
    ...farm.members.map((m) => m.subject),
    ...farm.members.flatMap((m) => m.devices),
    ...farm.ties.map((t) => t.attribute),
  ])
  return words.filter((w) => w.id === last || named.has(w.a) || (w.b !== undefined && named.has(w.b)))
}
