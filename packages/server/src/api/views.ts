import {
  type ClaimCard,
  claimOf,
  type Detector,
  type DetectorView,
  type Evidence,
  type SubjectRef,
  type SubjectView,
  typeOf,
} from '@telltale/core'
import { evidenceFor, shownTo } from '../accounts/sealing.ts'
import { queueItem } from '../engine/fold.ts'
import { byModel, setAsideOf } from '../engine/treating.ts'
import type { CaseInFull } from '../work/work.ts'
import type { Standing } from '../work/working.ts'
import { actLog, caseAbout } from './act-log.ts'
import type { Context } from './context.ts'
import type { Reader } from './reader.ts'
import { saidOf } from './word-log.ts'

/**
 * Everything that stands about one subject; undefined when nothing is known of it, or nothing that this reader may know.
 * What is for counsel alone is left out for others. `read` is what the caller has read already: what stands, of others too,
 * and the case.
 */
export async function subjectView(
  context: Context,
  subject: SubjectRef,
  reader: Reader,
  read: { standing?: Promise<Standing>; known?: CaseInFull } = {},
): Promise<SubjectView | undefined> {
  const { store, engine } = context
  if (!reader.sees(subject)) return undefined
  const [standing, naming, abstentions, found, { items }] = await Promise.all([
    read.standing ?? store.standing([subject]),
    store.evidence({ subject, limit: 1000 }),
    store.abstentions(subject),
    read.known ?? caseAbout(context, subject),
    shownTo(context, reader),
  ])
  const log = found ? actLog(context, found, reader) : []
  const counsel = reader.role === 'counsel'
  const shown = (e: { detector: string }) =>
    counsel || engine.detectors.get(e.detector)?.audience !== 'counsel'
  const seen = (all: readonly Evidence[]) => all.filter(shown).flatMap((e) => evidenceFor(reader, e) ?? [])
  const weighing = seen(standing.get(subject) ?? [])
  const evidence = newestFirst(weighing, seen(naming))
  const claims = claimsOf(context, subject)
  const words = [...engine.words.all.values()].filter((w) =>
    [w.a, w.b].every((ref) => !ref || reader.sees(ref)),
  )
  log.push(...saidOf(words, subject))
  log.sort((a, b) => a.at - b.at)
  const known = evidence.length > 0 || abstentions.length > 0 || log.length > 0 || claims !== undefined
  if (!known) return undefined
  // Most cases are closed, and in no queue that would have to be looked through.
  const listed = engine.ranking.item(subject) !== undefined
  const position = listed ? items.findIndex((q) => q.subject === subject) : -1
  const item =
    items[position] ??
    queueItem(
      subject,
      weighing,
      engine.detectors,
      undefined,
      byModel(engine.directory, engine.tuning.model, subject, weighing),
    )
  const named = evidence.filter((e) => e.is === 'evidence' && !e.shadow).flatMap((e) => e.subjects)
  return {
    ...item,
    subjects: [...new Set([subject, ...named.sort()])],
    ...setAsideOf(context.engine, subject, weighing),
    ...(claims && { claims }),
    evidence,
    abstentions: newestPerDetector(abstentions.filter(shown)),
    log,
    neighbours: {
      ...(position > 0 && { previous: items[position - 1]!.subject }),
      ...(position >= 0 && position + 1 < items.length && { next: items[position + 1]!.subject }),
      position: position + 1,
      of: items.length,
    },
  }
}

function newestFirst(...lists: readonly Evidence[][]): Evidence[] {
  const byId = new Map(lists.flat().map((e) => [e.id, e]))
  return [...byId.values()].sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1))
}

function newestPerDetector(abstentions: SubjectView['abstentions']): SubjectView['abstentions'] {
  const newest = new Map<string, SubjectView['abstentions'][number]>()
  for (const a of abstentions) if (a.from >= (newest.get(a.detector)?.from ?? 0)) newest.set(a.detector, a)
  return [...newest.values()].sort((a, b) => (a.detector < b.detector ? -1 : 1))
}

/** What people are shown of a claim card: nothing that only linkage reads. */
function claimsOf(context: Context, subject: SubjectRef): ClaimCard | undefined {
  const card = cardOf(context, subject)
  if (!card) return undefined
  const { who: _who, contacts: _contacts, ...shown } = card
  return shown
}

/** The claim card of a person or application; of a device, its holder's. */
function cardOf({ engine }: Context, subject: SubjectRef): ClaimCard | undefined {
  const { directory } = engine
  const latest = Number.MAX_SAFE_INTEGER
  const own = claimOf(directory, subject, latest)
  if (own || typeOf(subject) !== 'device') return own
  const holder = directory.belongs.get(subject)?.at(-1)?.value
  return holder && claimOf(directory, holder, latest)
}

/** A detector as others see it: what it says of itself, without its code. */
export function detectorView(detector: Detector): DetectorView {
  const link = 'links' in detector
  const { id, version, title, why, benign, clears, check, references, attack, status } = detector
  return {
    ...{ id, version, title, why, benign, clears, check, references, attack, status },
    family: detector.family,
    stage: detector.stage,
    tests: detector.tests,
    bears: detector.bears,
    calibration: detector.calibration,
    ...(!link && detector.days !== undefined && { days: detector.days }),
    ...(detector.calendar !== undefined && { calendar: detector.calendar }),
    ...(detector.thresholds && { thresholds: detector.thresholds }),
    about: link ? detector.links : detector.about,
    reads: detector.reads,
    examples: detector.examples.map(({ title, gives }) => ({ title, gives })),
  }
}
