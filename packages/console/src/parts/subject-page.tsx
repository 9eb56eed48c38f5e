import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CaseView, DetectorView, SubjectView } from '@telltale/core'
import { lazy, Suspense, useState } from 'react'
import { type ApiError, detectors } from '../api.ts'
import { idOf } from '../format.ts'
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
import { SchemeSwitch, Waterfall } from '../visuals/waterfall.tsx'
import { type WaterfallRow, waterfallRows } from '../visuals/waterfall-rows.ts'
import { people as colleagues, explained } from '../work/calls.ts'
import { CaseActions } from '../work/case-actions.tsx'
import { type Asked, CaseBar, CaseDialog } from '../work/case-bar.tsx'
import { Counterfactual } from '../work/counterfactual.tsx'
import { DecisionCard } from '../work/decision.tsx'
import { milestones } from '../work/milestones.ts'
import { namesIn } from '../work/names.ts'
import { Past } from '../work/past.tsx'
import { tierOf, withoutFamily, withoutWords } from '../work/without.ts'
import { actorWords } from '../work/words.ts'
import { WorkColumns } from '../work/work-columns.tsx'
import '../work/work.css'
import { Findings } from './findings.tsx'
import { byId, Key } from './pieces.tsx'
import { Stale } from './states.tsx'
import { Aside } from './subject-aside.tsx'
import { placeWords, SubjectHead } from './subject-head.tsx'

const DistanceMap = lazy(() => import('../visuals/map.tsx'))
const none: DetectorView[] = []

/** The case page, and the same page for a listed subject that has no case. */
export function SubjectPage({
  view,
  error,
  since,
}: {
  view: SubjectView | CaseView
  error: ApiError | null
  since: number
}) {
  const aCase = 'work' in view ? view : undefined
  const [{ scheme: chosen, cell, sel }, change] = useUrl()
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
  const people = useQuery({ ...colleagues, enabled: aCase !== undefined }).data
  const name = aCase ? namesIn(aCase.work, people) : actorWords
  const time = lanes(scheme, counted, view.abstentions, aCase ? milestones(aCase.work, name) : view.log)
  const apart = useQuery(explained(view)).data
  const now = { probability: view.score.probability, tier: tierOf(view) }
  const chosenRow = rows.find((r) => r.key === sel)
  const without = (row: WaterfallRow) => {
    const then = row.family && row.value !== undefined ? withoutFamily(view.score, row.family) : undefined
    return then && withoutWords(now, then)
  }
  const [asked, ask] = useState<Asked>()
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
    <Page crumbs={<Crumbs view={view} />} actions={<CaseActions view={view} />}>
      <div className="two">
        <div className="stack">
          <SubjectHead view={view} scheme={scheme} {...(aCase && { work: aCase.work })} />
          <Stale error={error} since={since} />
          {aCase && <CaseBar view={aCase} name={name} ask={ask} />}
          {aCase && <Past view={aCase} />}
          <ClaimStrip cells={cells} lit={cell} light={(c) => change({ cell: c })} />
          {far.legs.length > 0 && <Ribbon distance={far} lit={leg} />}
          <SchemeSwitch
            score={view.score}
            shown={scheme}
            choose={(s) => change({ scheme: s === view.score.scheme ? undefined : s })}
          />
          <div className={mapped ? 'beside' : 'stack'}>
            <Waterfall
              {...{ rows, scheme, without }}
              lit={cell}
              opened={chosenRow?.key}
              open={(key) => change({ sel: key })}
              below={
                chosenRow?.family && (
                  <Counterfactual
                    row={chosenRow}
                    now={now}
                    whole={withoutFamily(view.score, chosenRow.family)}
                    pieces={apart?.pieces ?? []}
                    close={() => change({ sel: undefined })}
                  />
                )
              }
            />
            {mapped && (
              <Suspense fallback={<div className="card" />}>
                <DistanceMap hands={hands} lat={lat} lon={lon} place={placeWords(view)} />
              </Suspense>
            )}
          </div>
          {time && <WhenSeen data={time} />}
          {aCase && <WorkColumns view={aCase} name={name} addTask={() => ask('tasked')} />}
          <Findings evidence={view.evidence} catalogue={known} scheme={scheme} />
        </div>
        <Aside view={view} catalogue={known} explained={apart}>
          {aCase && <DecisionCard view={aCase} catalogue={known} name={name} ask={ask} />}
        </Aside>
      </div>
      {aCase && <CaseDialog view={aCase} asked={asked} close={() => ask(undefined)} />}
    </Page>
  )
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
