import { Link } from '@tanstack/react-router'
import type { CaseWork, Scheme, SubjectView } from '@telltale/core'
import { date, idOf, percent, schemeNames, signed } from '../format.ts'
import { tierSentence, verdictSentence } from '../visuals/verdict-sentence.ts'
import { StatePill } from '../work/state-pill.tsx'
import { OtherRecords } from './other-records.tsx'

export function placeWords(view: SubjectView): string {
  const { city, region, country } = view.claims?.place ?? {}
  return [city, region].filter(Boolean).join(', ') || country || 'the claimed place'
}

/** Who it is by pseudonym, where the case stands, what the evidence points to, and the one number. */
export function SubjectHead({ view, scheme, work }: { view: SubjectView; scheme: Scheme; work?: CaseWork }) {
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
          {work ? (
            <StatePill work={work} />
          ) : view.case ? (
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
        {work?.exposure && (
          <p className="small">
            <span className={work.exposure.urgency === 'high' ? 'caution semi' : 'dim'}>
              {work.exposure.urgency === 'high' && '△ '}Exposure
            </span>{' '}
            <span className="dim">{work.exposure.says}</span>
          </p>
        )}
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
        <div className="small dim">
          {score.calibrated
            ? `rests on ${score.calibrated.n} decided cases`
            : 'assumed model, not calibrated yet'}
        </div>
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
