import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { DetectorView, Scheme, SubjectView } from '@telltale/core'
import { lazy, Suspense } from 'react'
import { type ApiError, detectors } from '../api.ts'
import { date, idOf, percent, schemeNames, signed } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { claimCells } from '../visuals/claim-cells.ts'
import { ClaimStrip } from '../visuals/claim-strip.tsx'
import { lanes } from '../visuals/lane-layout.ts'
import { WhenSeen } from '../visuals/lanes.tsx'
import { distance } from '../visuals/legs.ts'
import { ownDevices } from '../visuals/own-devices.ts'
import { Ribbon } from '../visuals/ribbon.tsx'
import { tierSentence, verdictSentence } from '../visuals/verdict-sentence.ts'
import { SchemeSwitch, Waterfall } from '../visuals/waterfall.tsx'
import { waterfallRows } from '../visuals/waterfall-rows.ts'
import { Findings } from './findings.tsx'
import { OtherRecords } from './other-records.tsx'
import { byId, Key } from './pieces.tsx'
import { Stale } from './states.tsx'
import { Aside } from './subject-aside.tsx'

const DistanceMap = lazy(() => import('../visuals/map.tsx'))
const none: DetectorView[] = []

/** The case page, and the same page for a listed subject that has no case. */
export function SubjectPage({
  view,
  error,
  since,
}: {
  view: SubjectView
  error: ApiError | null
  since: number
}) {
  const [{ scheme: chosen, cell }, change] = useUrl()
  const catalogue = useQuery(detectors).data ?? none
  const known = byId(catalogue)
  const scheme = chosen ?? view.score.scheme
  const shown = view.score.schemes.find((s) => s.scheme === scheme)!
  const counted = view.evidence.filter((e) => !e.shadow)
  const far = distance(view.evidence)
  const rows = waterfallRows(shown, view.evidence, view.abstentions, catalogue)
  const cells = claimCells(
    scheme,
    ownDevices(view.subject, view.evidence, view.subjects),
    view.claims,
    view.evidence,
    view.abstentions,
    catalogue,
  )
  const time = lanes(scheme, counted, view.abstentions, view.log)
  const leg = ({ place: 'exit', device: 'device', hands: 'hands' } as Record<string, string>)[cell ?? '']
  const hands = far.legs.find((l) => l.leg === 'hands')
  const { lat, lon } = view.claims?.place ?? {}
  // The ring is around the device. Where its place is contradicted, nobody knows where that is.
  const atClaim =
    !far.legs.some((l) => l.leg !== 'hands' && l.reads === 'contradicts') &&
    !cells.some((c) => c.cell === 'place' && c.reads === 'contradicts')
  const mapped = hands && atClaim && lat !== undefined && lon !== undefined
  useNeighbours(view)
  return (
    <Page crumbs={<Crumbs view={view} />} actions={<span className="small dim">Times: UTC</span>}>
      <div className="two">
        <div className="stack">
          <Header view={view} scheme={scheme} />
          <Stale error={error} since={since} />
          <ClaimStrip cells={cells} lit={cell} light={(c) => change({ cell: c })} />
          {far.legs.length > 0 && <Ribbon distance={far} lit={leg} />}
          <SchemeSwitch
            score={view.score}
            shown={scheme}
            choose={(s) => change({ scheme: s === view.score.scheme ? undefined : s })}
          />
          <div className={mapped ? 'beside' : 'stack'}>
            <Waterfall rows={rows} scheme={scheme} lit={cell} />
            {mapped && (
              <Suspense fallback={<div className="card" />}>
                <DistanceMap hands={hands} lat={lat} lon={lon} place={placeWords(view)} />
              </Suspense>
            )}
          </div>
          {time && <WhenSeen data={time} />}
          <Findings evidence={view.evidence} catalogue={known} scheme={scheme} />
        </div>
        <Aside view={view} catalogue={known} />
      </div>
    </Page>
  )
}

function placeWords(view: SubjectView): string {
  const { city, region, country } = view.claims?.place ?? {}
  return [city, region].filter(Boolean).join(', ') || country || 'the claimed place'
}

function Crumbs({ view }: { view: SubjectView }) {
  const { position, of } = view.neighbours
  return (
    <>
      <Link to={view.case ? '/cases' : '/'}>{view.case ? 'Cases' : 'Today'}</Link>
      <span className="faint">/</span>
      <span>{view.case ?? idOf(view.subject)}</span>
      {of > 0 && position > 0 && (
        <span className="row small dim" style={{ fontWeight: 400 }}>
          {position} of {of} <Key>J</Key>
          <Key>K</Key>
        </span>
      )}
    </>
  )
}

function Header({ view, scheme }: { view: SubjectView; scheme: Scheme }) {
  const { score, claims } = view
  const verdict = verdictSentence(score.scheme, score, view.case !== undefined)
  const shown = score.schemes.find((s) => s.scheme === scheme)!
  const bases = shown.parts
    .filter((p) => Math.abs(p.weight) >= 0.05)
    .map((p) =>
      basisOf(
        view,
        p.detectors.flatMap((d) => d.evidence),
      ),
    )
  const measured = bases.filter((b) => b).length
  return (
    <header className="subject-head">
      <div className="stack tight">
        <div className="row middle wrap">
          <h1>{view.pseudonym}</h1>
          <span className="tag mono">{idOf(view.subject)}</span>
          {view.case ? (
            <span className="tag accent">● open case</span>
          ) : (
            <span className="tag outlined">{score.listed ? 'listed, no case' : 'not listed'}</span>
          )}
          {view.simulated && <span className="tag caution">△ simulated</span>}
        </div>
        <p className="verdict">
          {verdict.before}
          <strong>{verdict.strong}</strong>
          {verdict.after}
        </p>
        <p className="small dim">{tierSentence(score)}</p>
        <p className="small dim">
          {[
            claims?.role,
            claims?.employer && `at ${claims.employer}`,
            claims?.start && `since ${date(claims.start)}`,
            claims?.place && `claims ${placeWords(view)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
          {view.farm && (
            <>
              {' · tied to others in '}
              <Link to="/farms/$id" params={{ id: view.farm }}>
                farm {view.farm}
              </Link>
            </>
          )}
        </p>
        <p className="small">
          <OtherRecords subject={view.subject} />
        </p>
        {view.lead && (
          <p className="small dim">
            {view.lead.links === 1 ? 'One strong link' : 'Two strong links'} from the confirmed case of{' '}
            {view.lead.pseudonym}, which weighs nothing: <Link to="/farms/tied">the path</Link>
          </p>
        )}
      </div>
      <div className="right subject-number">
        <div className="nowrap">
          <span className="small dim">probability </span>
          <span className="the-number">{percent(score.probability)}</span>
        </div>
        <div className="small dim">assumed model, not calibrated yet</div>
        <div className="small dim">
          {schemeNames[scheme].toLowerCase()}: weight <b>{signed(shown.weight)}</b>
        </div>
        <div className="small dim">
          kinds of evidence: {measured} measured, {bases.length - measured} not
        </div>
      </div>
    </header>
  )
}

/** Whether everything in a family's part was measured on real people. */
function basisOf(view: SubjectView, ids: readonly string[]): boolean {
  const wanted = new Set(ids)
  return view.evidence.filter((e) => wanted.has(e.id)).every((e) => e.calibration.basis === 'measured')
}

/** J and K go from case to case; a neighbour is a case id or a subject. */
function useNeighbours(view: SubjectView): void {
  const navigate = useNavigate()
  const go = (to: string | undefined) => {
    if (!to) return
    if (to.includes(':')) void navigate({ to: '/subjects/$ref', params: { ref: to } })
    else void navigate({ to: '/cases/$id', params: { id: to } })
  }
  useKeys({
    j: () => go(view.neighbours.next),
    k: () => go(view.neighbours.previous),
    e: () => document.getElementById('evidence')?.scrollIntoView(),
  })
}
