import {
  type Detector,
  defaultModel,
  type Evidence,
  exactInterval,
  type HuntedSubject,
  type HuntFound,
  type HuntLevel,
  type HuntMeasured,
  type HuntTally,
  pseudonym,
  type SubjectRef,
  typeOf,
} from '@telltale/core'
import { evidenceFor } from '../accounts/sealing.ts'
import { byModel } from '../engine/treating.ts'
import { type Change, type Judged, judgeHistory, type Known } from './on-history.ts'
import { rank, type Weighed, weigh } from './weighing.ts'

const subjectsAtOnce = 200
/** Of those raised, and of those dropped, this many are given. */
const shown = 200

/** What a detector with other thresholds would have raised on everything on record. Nothing of it is stored. */
export async function hunt(
  detector: Detector,
  thresholds: Readonly<Record<string, number>>,
  known: Known & { sees?: (subject: SubjectRef) => boolean },
  signal: AbortSignal,
): Promise<HuntFound> {
  const { sees = () => true } = known
  const judged = await judgeHistory(detector, thresholds, known, signal)
  const decided = new Map(
    (await known.store.dispositions()).flatMap((d) =>
      sees(d.subject) ? [[d.subject, d.outcome] as const] : [],
    ),
  )
  const queue = (await known.store.queue()).filter((q) => sees(q.subject))
  const openCase = new Map(queue.flatMap((q) => (q.case ? [[q.subject, q.case] as const] : [])))
  // What the queue shows by the score alone: a case that has opened stays in it whatever the score does.
  const levels = new Map<SubjectRef, { now: HuntLevel; would: HuntLevel }>()
  for (const { subject, score } of queue) {
    const opens = score.opens && typeOf(subject) !== 'device'
    const level = opens ? 'case' : score.listed || score.opens ? 'listed' : 'nothing'
    levels.set(subject, { now: level, would: level })
  }
  const raised: HuntedSubject[] = []
  const dropped: HuntedSubject[] = []
  for await (const { subject, now, would } of refold(judged, detector, known, signal)) {
    if (!sees(subject)) continue
    levels.set(subject, { now: now.level, would: would.level })
    const moves = rank(would.level) - rank(now.level)
    const accuses = Number(would.accusing.length > 0) - Number(now.accusing.length > 0)
    if (moves === 0 && accuses === 0) continue
    const up = moves > 0 || (moves === 0 && accuses > 0)
    const finding = (up ? would.accusing : now.accusing)[0] ?? would.accusing[0] ?? now.accusing[0]
    const decision = decided.get(subject)
    const open = openCase.get(subject)
    ;(up ? raised : dropped).push({
      subject,
      pseudonym: pseudonym(subject),
      says: (finding && evidenceFor({ sees }, finding)?.says) ?? 'What it found in favour changes.',
      ...{ weight: would.weight, weightNow: now.weight, wouldBe: would.level, already: now.level },
      ...(decision && { decided: decision }),
      ...(open && { case: open }),
      to: Math.max(0, ...[...would.accusing, ...now.accusing].map((e) => e.to)),
    })
  }
  const tally = (side: 'now' | 'would'): HuntTally => {
    const at = (level: HuntLevel) => [...levels.values()].filter((l) => rank(l[side]) >= rank(level)).length
    const isListed = (s: SubjectRef) => rank(levels.get(s)?.[side] ?? 'nothing') >= rank('listed')
    const measured = (outcome: 'cleared' | 'confirmed'): HuntMeasured => {
      const subjects = [...decided].flatMap(([s, o]) => (o === outcome ? [s] : []))
      const hit = subjects.filter((s) => judged.accused[side].has(s)).length
      return {
        ...{ of: subjects.length, raised: hit, ...exactInterval(hit, subjects.length) },
        listed: subjects.filter(isListed).length,
      }
    }
    return {
      accused: [...judged.accused[side]].filter(sees).length,
      ...{ listed: at('listed'), cases: at('case') },
      ...{ cleared: measured('cleared'), confirmed: measured('confirmed') },
    }
  }
  const result = { now: tally('now'), would: tally('would') }
  return {
    detector: detector.id,
    thresholds: Object.entries(thresholds).map(([name, value]) => {
      const { value: was, unit, says } = detector.thresholds![name]!
      return { name, value, was, unit, says }
    }),
    raised: raised.sort(gravest).slice(0, shown),
    dropped: dropped.sort(gravest).slice(0, shown),
    counts: { raised: raised.length, dropped: dropped.length },
    ...result,
    judged: { windows: judged.windows, attributes: judged.attributes, subjects: judged.changes.size },
    notes: notesOn(detector, thresholds, judged, result.now),
  }
}

/** Both sides of every subject whose findings differ. */
async function* refold(
  { changes }: Judged,
  detector: Detector,
  { store, detectors, directory, model = defaultModel }: Known,
  signal: AbortSignal,
): AsyncGenerator<{ subject: SubjectRef; now: Weighed; would: Weighed }> {
  const subjects = [...changes.keys()].sort()
  for (let i = 0; i < subjects.length; i += subjectsAtOnce) {
    signal.throwIfAborted()
    const some = subjects.slice(i, i + subjectsAtOnce)
    const [standing, naming] = await Promise.all([
      store.standing(some),
      store.naming(some.filter((s) => typeOf(s) === 'application')),
    ])
    for (const subject of some) {
      const all = naming.get(subject) ?? standing.get(subject) ?? []
      const { now, would, rest } = sides(all, changes.get(subject)!)
      const weighed = (evidence: Evidence[]) =>
        weigh(subject, evidence, detector.id, detectors, byModel(directory, model, subject, evidence))
      yield {
        subject,
        now: weighed([...rest, ...now]),
        would: weighed([...rest, ...would]),
      }
    }
  }
}

function sides(standing: readonly Evidence[], { now, would, stands }: Change) {
  const replaced = new Set([...stands, ...now.map((e) => e.id), ...would.map((e) => e.id)])
  return { now, would, rest: standing.filter((e) => !replaced.has(e.id)) }
}

function gravest(a: HuntedSubject, b: HuntedSubject): number {
  const most = (s: HuntedSubject) => Math.max(rank(s.wouldBe), rank(s.already))
  const moved = (s: HuntedSubject) => Math.abs(s.weight - s.weightNow)
  return most(b) - most(a) || moved(b) - moved(a) || (a.subject < b.subject ? -1 : 1)
}

function notesOn(
  detector: Detector,
  thresholds: Readonly<Record<string, number>>,
  judged: Judged,
  now: HuntTally,
): string[] {
  const n = (count: number) => count.toLocaleString('en-US')
  return [
    ...(Object.keys(thresholds).length === 0
      ? ['No threshold is tried otherwise: this is the detector as it stands.']
      : []),
    ...(judged.windows + judged.attributes === 0
      ? ['Nothing on record that this detector reads, so there was nothing to judge.']
      : []),
    ...(now.cleared.of === 0
      ? ['No cleared cases to measure on: what it would cost in false alarms is not known.']
      : []),
    ...(now.confirmed.of === 0 ? ['No confirmed cases to measure on: what it would find is not known.'] : []),
    ...(detector.status === 'shadow'
      ? ['The detector is in shadow: what it finds weighs nothing, so that nobody would be listed by it.']
      : []),
    ...(judged.stale > 0
      ? [
          `${n(judged.stale)} findings were last judged by earlier lists, holders or code. Both sides here are judged anew by today’s.`,
        ]
      : []),
    ...(judged.faults > 0
      ? [
          `The detector failed ${n(judged.faults)} times, and found nothing there: a value that it can’t work with?`,
        ]
      : []),
  ]
}
