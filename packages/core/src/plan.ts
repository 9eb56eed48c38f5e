import { facts as builtIn, type Facts } from './facts/index.ts'
import type { FactList } from './facts/list.ts'
import type { Millis, SubjectRef, SubjectType } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { AnyAccumulator, Detector, Kind, LinkDetector, Observation, SubjectDetector } from './types.ts'

export const day: Millis = 86_400_000

/**
 * Detectors that look at the same subjects in windows of the same length share one slot: one state per subject
 * and window, in which each accumulator runs once however many detectors read it.
 */
export interface Slot {
  /** `device+person/1d`: stable, because stored states are found by it. */
  key: string
  about: readonly SubjectType[]
  days: number
  detectors: SubjectDetector[]
  accumulators: AnyAccumulator[]
  profiles: AnyAccumulator[]
  kinds: ReadonlySet<Kind>
}

/** What a set of detectors needs done for each kind of observation. Built once; pure data afterwards. */
export interface Plan {
  detectors: readonly Detector[]
  slots: readonly Slot[]
  slotsOf: ReadonlyMap<Kind, readonly Slot[]>
  links: readonly LinkDetector[]
  /** The reference lists that detectors read: the built-in ones, and what a company put over them. */
  facts: FactLists
  /** Values that a hunt tries in place of the detectors' own, by detector and name. Empty except in a hunt. */
  thresholds: Thresholds
}

export type Thresholds = Readonly<Record<string, Readonly<Record<string, number>>>>

/** What `threshold(name)` reads. Throws where the detector has none of that name: a fault of the detector. */
export function thresholdOf(plan: Pick<Plan, 'thresholds'>, detector: Detector, name: string): number {
  const own = detector.thresholds?.[name]
  if (!own) throw new Error(`${detector.id} reads the threshold ${name} without naming it in "thresholds"`)
  return plan.thresholds[detector.id]?.[name] ?? own.value
}

/** Every list by id, each with its version. */
export type FactLists = { readonly [L in keyof Facts]: FactList<Facts[L]> }

/**
 * Retired detectors are not run. Two detectors, or two accumulators of one version, may not share an id. `lists`
 * stand in for the built-in lists of the same id: an immutable snapshot, cited by version in all evidence.
 * `thresholds` are for hunts: what they find is never stored as evidence.
 */
export function plan(
  detectors: readonly Detector[],
  lists: Partial<FactLists> = {},
  thresholds: Thresholds = {},
): Plan {
  const slots = new Map<string, Slot>()
  const ids = new Set<string>()
  for (const detector of detectors) {
    if (ids.has(detector.id)) throw new Error(`two detectors are called ${detector.id}: rename one of them`)
    ids.add(detector.id)
    if ('links' in detector || detector.status === 'retired') continue
    const days = detector.days ?? 1
    const key = `${detector.about.join('+')}/${days}d`
    let slot = slots.get(key)
    if (!slot) {
      slot = {
        key,
        about: detector.about,
        days,
        detectors: [],
        accumulators: [],
        profiles: [],
        kinds: new Set(),
      }
      slots.set(key, slot)
    }
    slot.detectors.push(detector)
    for (const accumulator of [...detector.measures, ...(detector.remembers ?? [])])
      put(slot.accumulators, accumulator)
    for (const profile of detector.remembers ?? []) put(slot.profiles, profile)
  }
  const slotsOf = new Map<Kind, Slot[]>()
  for (const slot of slots.values()) {
    slot.kinds = new Set(slot.detectors.flatMap((d) => d.reads as Kind[]))
    for (const kind of slot.kinds) slotsOf.set(kind, [...(slotsOf.get(kind) ?? []), slot])
  }
  const links = detectors.filter((d): d is LinkDetector => 'links' in d && d.status !== 'retired')
  const facts = { ...builtIn, ...lists }
  return { detectors, slots: [...slots.values()], slotsOf, links, facts, thresholds }
}

function put(into: AnyAccumulator[], accumulator: AnyAccumulator): void {
  const same = into.find((a) => a.id === accumulator.id)
  if (!same) into.push(accumulator)
  else if (same !== accumulator)
    throw new Error(`two accumulators are called ${accumulator.id}: rename one of them`)
}

/** The subjects of the first type in `preference` that the observation names. */
export function routed(observation: Observation, preference: readonly SubjectType[]): SubjectRef[] {
  for (const type of preference) {
    const refs = observation.about.filter((ref) => typeOf(ref) === type)
    if (refs.length > 0) return refs
  }
  return []
}
