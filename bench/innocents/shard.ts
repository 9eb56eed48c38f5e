import {
  accept,
  close,
  collect,
  detectors,
  digest,
  type Evidence,
  emptyDirectory,
  type Fault,
  fold,
  type Loaded,
  learn,
  lessons,
  plan,
  type Score,
  type Share,
  type SubjectRef,
  score,
} from '@telltale/core'
import { random } from '../../packages/server/src/demo/random.ts'
import { first, type InnocentKind, innocent, kindOf } from './population.ts'
import { type WorkedUp, workUp } from './workflow.ts'

const day = 86_400_000
const compiled = plan(detectors)

/** What became of one worker over the whole time. */
export interface Outcome {
  person: SubjectRef
  kind: InnocentKind
  /** Checks at which the queue listed the person, of all checks. */
  listed: number
  checks: number
  listedLast: boolean
  opened: boolean
  heaviest: number
  scheme: string
  /** Detectors that gave at least 0.5 towards the heaviest score. */
  detectors: string[]
  /** By detector and scheme the most that it ever came to, where that is at least 0.5; listed or not. */
  accused: Record<string, number>
  /** Of those who were listed: what two analysts would come to from the heaviest day. */
  worked?: WorkedUp
}

/** What counts as accusing. */
const accuses = 0.5

/** One thread's workers: judged one after another in stage 1; their evidence is kept until the links are known. */
export interface Shard {
  judged: { person: SubjectRef; n: number; evidence: Evidence[] }[]
  shares: Share[]
  observations: number
  faults: Fault[]
}

/** Stage 1 for every worker with `n % of === part`, through the same door and engine as any other input. */
export function judge(seed: number, workers: number, days: number, part: number, of: number): Shard {
  const shard: Shard = { judged: [], shares: [], observations: 0, faults: [] }
  for (let n = part; n < workers; n += of) {
    const directory = emptyDirectory()
    const rows = []
    for (const row of innocent(seed, n, days)) {
      const accepted = accept(
        row,
        { source: 'bench', id: '', receivedAt: first + 400 * day },
        (type, value) => digest(`${type} ${value}`),
      )
      if (!accepted.observation) throw new Error(`${row.id}: ${JSON.stringify(accepted.problems)}`)
      rows.push(accepted.observation)
      for (const lesson of lessons(accepted.observation)) learn(directory, lesson)
    }
    const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
    collect(compiled, loaded, rows)
    const out = close(compiled, directory, loaded)
    shard.observations += rows.length
    shard.faults.push(...out.faults)
    shard.shares.push(...out.shares)
    // Sentences and exhibits are not scored; a year of them for thousands would fill the memory.
    const evidence = out.evidence.map((e) => ({ ...e, says: '', exhibits: [], subjects: e.weighsOn }))
    shard.judged.push({ person: `person:W-${n}`, n, evidence })
  }
  return shard
}

/** Days on which the queue is looked at: each of the first fourteen, when means rest on few days, then weekly. */
export function checkDays(days: number): number[] {
  const out: number[] = []
  for (let d = 1; d <= days; d += d < 14 ? 1 : 7) out.push(d)
  if (out.at(-1) !== days) out.push(days)
  return out
}

/** Scores every worker of a shard on each check day with what was known by then. */
export function check(shard: Shard, days: number, links: ReadonlyMap<SubjectRef, LinkFinding[]>): Outcome[] {
  return shard.judged.map(({ person, n, evidence }) => {
    const outcome: Outcome = {
      person,
      kind: kindOf(n),
      listed: 0,
      checks: 0,
      listedLast: false,
      opened: false,
      heaviest: 0,
      scheme: '',
      detectors: [],
      accused: {},
    }
    let heaviest: Evidence[] = []
    const mine = links.get(person) ?? []
    for (const d of checkDays(days)) {
      const now = first + d * day
      const known = evidence.filter((e) => e.to <= now && e.to > now - 90 * day)
      const tied = mine.filter((l) => l.since <= d && d < l.until).map((l) => l.evidence)
      const { listing, case: opened } = fold(person, [...known, ...tied])
      outcome.checks++
      noteAccused(outcome, listing?.score ?? score([...known, ...tied]))
      outcome.listedLast = listing !== undefined
      if (!listing) continue
      outcome.listed++
      if (opened) outcome.opened = true
      if (listing.score.weight <= outcome.heaviest) continue
      outcome.heaviest = listing.score.weight
      outcome.scheme = listing.score.scheme
      heaviest = [...known, ...tied]
      const parts = listing.score.schemes.find((s) => s.scheme === outcome.scheme)!.parts
      outcome.detectors = parts
        .flatMap((p) => p.detectors)
        .filter((x) => x.mean >= accuses)
        .map((x) => x.detector)
    }
    if (outcome.listed > 0) outcome.worked = workUp(person, heaviest, random(`analysts/${n}`))
    return outcome
  })
}

function noteAccused({ accused }: Outcome, { schemes }: Score): void {
  for (const { scheme, parts } of schemes)
    for (const { detectors } of parts)
      for (const { detector, mean } of detectors) {
        if (mean < accuses) continue
        const key = `${detector} ${scheme}`
        accused[key] = Math.max(accused[key] ?? 0, mean)
      }
}

/** Link evidence that stood from one day to another. */
export interface LinkFinding {
  since: number
  until: number
  evidence: Evidence
}
