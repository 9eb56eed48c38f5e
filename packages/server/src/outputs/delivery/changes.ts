import {
  type CaseSummary,
  type Detector,
  digest,
  type Evidence,
  type Millis,
  type QueueItem,
  type SubjectRef,
} from '@telltale/core'
import type { Told } from '../../store/outputs.ts'
import type { Finding, OutputEvent } from '../event.ts'

/** Where a subject stands now, as far as others are told of it. */
export interface Standing {
  subject: SubjectRef
  /** Its row of the queue; absent where it is not in it. */
  item?: QueueItem
  /** What weighs on it; only read where it is in the queue. */
  evidence: readonly Evidence[]
  /** Where its case stands, a closed one too. */
  work?: CaseSummary
}

export interface Changed {
  /** What has been told from now on; undefined where nothing stands. */
  told: Told | undefined
  events: OutputEvent[]
}

interface Frame {
  at: Millis
  company: string
  /** The console's address, without a slash at its end. */
  address: string
  detectors: ReadonlyMap<string, Detector>
}

/** Findings that one message carries. */
const mostFindings = 20

/**
 * What has changed about a subject since others were last told of it. The same change gives the same ids, whichever way
 * it was noticed: by a fold, by an act, or at a start after a crash.
 */
export function changes(before: Told | undefined, now: Standing, frame: Frame): Changed {
  const { item, work } = now
  const was: Told = before ?? { listed: false, pieces: [] }
  if (!item && !was.case && !work) return { told: undefined, events: [] }
  const findings = item ? findingsOf(now, frame.detectors) : []
  const pieces = findings.map(pieceOf)
  const make = maker(now, findings, frame)
  const events: OutputEvent[] = []

  const listed = item?.score.listed ?? false
  if (listed && !was.listed) events.push(make('listed', [...pieces].sort().join()))
  for (const finding of findings)
    if (!was.pieces.includes(pieceOf(finding)))
      events.push({ ...make('evidence', `${pieceOf(finding)} ${finding.from}`), findings: [finding] })

  const id = item?.case ?? work?.id ?? was.case
  if (id && !was.case) events.push(make('case-opened', id))
  let { adverse } = was
  if (work?.decided && work.decided.at !== was.decided?.at) {
    const misrepresented = work.decided.conclusion === 'misrepresentation'
    events.push(make(adverse && !misrepresented ? 'case-overturned' : 'case-decided', `${work.decided.at}`))
    adverse = misrepresented || undefined
    if (work.state === 'closed') events.push(make('case-closed', `${work.touchedAt}`))
  } else if (work && was.state && work.state !== was.state) {
    const back = was.state === 'closed' || (was.state === 'decided' && work.state === 'investigating')
    const is = work.state === 'closed' ? 'case-closed' : back ? 'case-reopened' : 'case-moved'
    events.push(make(is, `${work.state} ${work.touchedAt}`))
  }
  return {
    events,
    told: {
      listed,
      pieces,
      ...(id && { case: id }),
      ...((work?.state ?? was.state) && { state: work?.state ?? was.state }),
      ...(work?.decided
        ? { decided: { conclusion: work.decided.conclusion, at: work.decided.at } }
        : was.decided && { decided: was.decided }),
      ...(adverse && { adverse }),
    } as Told,
  }
}

function maker({ subject, item, work }: Standing, findings: readonly Finding[], frame: Frame) {
  const id = item?.case ?? work?.id
  return (is: OutputEvent['is'], what: string): OutputEvent => ({
    id: `M-${digest(`${is}\0${subject}\0${what}`)}`,
    is,
    at: frame.at,
    company: frame.company,
    subject,
    pseudonym: item?.pseudonym ?? subject,
    simulated: item?.simulated ?? false,
    score: {
      scheme: item?.score.scheme ?? 'identity-invented',
      weight: item?.score.weight ?? 0,
      probability: item?.score.probability ?? 0,
      calibrated: item?.score.calibrated !== undefined,
    },
    says: item?.standsOut ?? '',
    check: item?.check ?? 'none needed',
    findings: findings.slice(0, mostFindings),
    ...(id && {
      case: {
        id,
        state: work?.state ?? 'new',
        ...(work && { openedAt: work.openedAt }),
        ...(work?.owner && { owner: work.owner }),
        ...(work?.decided && { decided: { ...work.decided } }),
      },
    }),
    link: `${frame.address}/${id ? `cases/${id}` : `subjects/${encodeURIComponent(subject)}`}`,
  })
}

const pieceOf = ({ detector, subjects }: Finding) => `${detector}|${subjects[0]}`

/** What accuses, the newest window of each detector and subject, the heaviest first. What is for counsel alone stays. */
function findingsOf({ item, evidence }: Standing, detectors: ReadonlyMap<string, Detector>): Finding[] {
  const { scheme } = item!.score
  const newest = new Map<string, Evidence>()
  for (const e of evidence) {
    if (e.is !== 'evidence' || e.shadow || detectors.get(e.detector)?.audience === 'counsel') continue
    const key = `${e.detector}|${e.subject}`
    if ((newest.get(key)?.to ?? 0) < e.to) newest.set(key, e)
  }
  return [...newest.values()]
    .map((e): Finding => {
      const detector = detectors.get(e.detector)
      return {
        ...{ id: e.id, detector: e.detector, version: e.version, title: detector?.title ?? e.detector },
        ...{ family: e.family, says: e.says, weight: e.weights[scheme] ?? 0, from: e.from, to: e.to },
        subjects: [e.subject, ...e.subjects.filter((s) => s !== e.subject)],
        ...{ calibration: e.calibration, attack: detector?.attack ?? [], benign: detector?.benign ?? [] },
      }
    })
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
}
