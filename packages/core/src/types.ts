import type { caps } from './caps.ts'
import type { CheckId } from './checks.ts'
import type { Facts } from './facts/index.ts'
import type { Data, Kind } from './observations/index.ts'
import type {
  Attribute,
  AttributeType,
  ClaimCard,
  Derived,
  Millis,
  SubjectRef,
  SubjectType,
} from './observations/kind.ts'
import type { Seen } from './privacy/firewall.ts'
import type { SetAside } from './suppressions.ts'

export type { Data, Facts, Kind }

/** One fact, seen at one time, about one or more subjects. Immutable; never judged, never edited. */
export interface Observation<K extends Kind = Kind> {
  /** Where it came from: a connector, a sensor, a file's digest. (source, id) names it for ever. */
  source: string
  id: string
  kind: K
  at: Millis
  receivedAt: Millis
  about: readonly SubjectRef[]
  data: Data[K]
  derived: Derived
}

/**
 * A measurement that is built up batch by batch. States are plain JSON and small; the order and the splitting
 * of batches must not change the final state (use integers, sets and extremes, not running floating sums).
 */
export interface Accumulator<K extends Kind, S> {
  id: string
  version: number
  reads: readonly K[]
  empty: S
  add(state: S, batch: readonly Seen<K>[]): S
  merge(a: S, b: S): S
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds accumulators of different states; `Window.get` gives each its own type back.
export type AnyAccumulator<K extends Kind = any> = Accumulator<K, any>

/** The ways in which a claim can be false, each weighed against honest. */
export const schemes = [
  'hands-elsewhere',
  'device-elsewhere',
  'identity-stolen',
  'identity-invented',
  'job-shared',
] as const
export type Scheme = (typeof schemes)[number]

/** log10 likelihood ratios against honest, per scheme; a scheme that is absent has 0. */
export type Ratios = Partial<Record<Scheme, number>>

/** What a subject claims, and a detector tests: the five cells of the claim strip. */
export type ClaimTested = 'place' | 'device' | 'hands' | 'identity' | 'pay'

/** One underlying cause. Detectors of one family are averaged, families are multiplied. Caps: `caps.ts`. */
export type Family = keyof typeof caps

export type Stage = 'application' | 'onboarding' | 'work'

/** A leg of the distance ribbon, in milliseconds of round trip. `level` is the interval's, 0.9 for 90 %. */
export interface Leg {
  leg: 'exit' | 'device' | 'hands'
  estimate: number
  low: number
  high: number
  level: number
  /** Quantile, n, what was removed. */
  basis: string
  reads: 'contradicts' | 'clears' | 'unremarkable'
  /** Milliseconds that the remote-control tool itself takes, inside the leg. */
  tool?: number
}

/** What the console draws. A closed union: detectors choose, they don't bring their own drawing. */
export type Exhibit =
  | { type: 'number'; label: string; value: number; unit: string; expected?: { low: number; high: number } }
  | {
      type: 'histogram'
      label: string
      unit: string
      from: number
      step: number
      counts: number[]
      mark?: number
    }
  | { type: 'timeline'; label: string; events: { at: Millis; label: string }[] }
  | { type: 'table'; label: string; columns: string[]; rows: (string | number)[][] }
  | {
      type: 'ribbon'
      legs: Leg[]
      collector?: string
      claim?: { estimate: number; low: number; high: number; label: string }
      /** Great-circle kilometres between collector and claimed place. */
      claimKm?: number
    }
  | { type: 'subjects'; label: string; subjects: { ref: SubjectRef; note: string }[] }

export type Verdict =
  | {
      is: 'evidence'
      weight: Ratios
      says: string
      exhibits: [Exhibit, ...Exhibit[]]
      members?: SubjectRef[]
      /** It was weighed against the same person's own earlier days: see `Cap.withHistory`. */
      history?: boolean
    }
  | { is: 'clear'; weight?: Ratios; says: string; exhibits?: Exhibit[]; history?: boolean }
  | { is: 'abstain'; because: string }

/** Where a detector's ratios come from. Simulated and assumed are said wherever the weight is shown. */
export interface Calibration {
  basis: 'measured' | 'simulated' | 'assumed'
  on: string
  n?: number
}

/** One window of one subject, as a detector sees it. `K` is what the detector declares in `reads`. */
export interface Window<in K extends Kind> {
  readonly subject: SubjectRef
  readonly from: Millis
  readonly to: Millis
  /** The measurement of this window. */
  get<A extends K, S>(accumulator: Accumulator<A, S>): S
  /** What is remembered of the subject from before this window. Only for accumulators in `remembers`. */
  past<A extends K, S>(profile: Accumulator<A, S>): S
  /** What is remembered up to and including this window. Only for accumulators in `remembers`. */
  known<A extends K, S>(profile: Accumulator<A, S>): S
  /** The claim card in force at the window's end, of the subject or of the one person who holds the device. */
  readonly claims: ClaimCard | undefined
  /** The people that the device or application belongs to in this window. */
  readonly holders: readonly SubjectRef[]
  /** A versioned snapshot of reference data; the version is cited in the evidence. */
  facts<L extends keyof Facts>(list: L): Facts[L]
  /** The value of one of the detector's own `thresholds`; a hunt may have put another in its place. */
  threshold(name: string): number
}

/** A number that decides, which a hunt may try otherwise on history. Its source stands in `calibration` or `says`. */
export interface Threshold {
  value: number
  unit: string
  /** What it does, in a sentence, with its source or "assumed". */
  says: string
}

interface About {
  /** Equals the file's path below `detectors/`; permanent. */
  id: string
  /** Bumped when output can change. */
  version: number
  title: string
  why: string
  /** Innocent causes, shown beside every finding. */
  benign: readonly [string, ...string[]]
  /** What would clear the person. */
  clears: readonly [string, ...string[]]
  /** The one check to offer first, as the queue puts it: "offer a presence check". */
  check: string
  /** Checks of the catalogue (`checks.ts`) that would settle what it finds on an application, the best first. */
  settledBy?: readonly CheckId[]
  /** The form of attestation that it reads: once it has judged one, the check need not be offered again. */
  judgesForm?: string
  /** `counsel`: its findings are shown to counsel alone, and weigh nothing. */
  audience?: 'counsel'
  references: readonly [Reference, ...Reference[]]
  /** MITRE ATT&CK technique ids. */
  attack: readonly string[]
  status: 'shadow' | 'experimental' | 'stable' | 'retired'
  family: Family
  stage: Stage
  tests: ClaimTested
  /** The schemes that its verdicts can weigh, either way; no example may weigh another. */
  bears: readonly [Scheme, ...Scheme[]]
  calibration: Calibration
  /** Numbers that a hunt may try otherwise: read with `threshold(name)`, so that a hunt needs no copy of the detector. */
  thresholds?: Readonly<Record<string, Threshold>>
}

export interface Reference {
  title: string
  url?: string
}

/** An observation in an example: ids, source and receipt are filled in. */
export type ExampleRow = {
  [K in Kind]: {
    kind: K
    at: Millis
    about: SubjectRef[]
    data: Data[K]
    /** What the server would have looked up on arrival. */
    derived?: Partial<Derived>
  }
}[Kind]

/** Runs as a test and shows in the docs. Rows go through the real engine. */
export interface Example {
  title: string
  gives: 'evidence' | 'clear' | 'abstain'
  rows: ExampleRow[]
  /** Lists that the company supplied, in place of the built-in ones. */
  lists?: { [L in keyof Facts]?: Facts[L] }
}

export type Examples = readonly [Example, Example, Example, ...Example[]]

/** Judges one window of one application, person or device. */
export interface SubjectDetector<K extends Kind = Kind> extends About {
  /** In order of preference: an observation is judged once, at the first of these types that it names. */
  about: readonly SubjectType[]
  reads: readonly K[]
  measures: readonly AnyAccumulator<K>[]
  remembers?: readonly AnyAccumulator<K>[]
  /** Length of the tumbling window in days; 1 unless said. */
  days?: number
  /** True where absolute dates matter, so that shifting all times may change the verdict. */
  calendar?: boolean
  detect(window: Window<K>): Verdict
  examples: Examples
}

/** One subject on which a shared attribute was seen. */
export interface Member {
  subject: SubjectRef
  /** The person it belonged to on those days; absent when unknown. */
  holder?: SubjectRef
  claims?: ClaimCard
  /** Days since the epoch (UTC) on which it was seen, ascending. */
  days: number[]
  /** All that people said are one person with it, itself among them: see words.ts. Only where somebody did. */
  same?: SubjectRef[]
  /** All that people said are never again to be taken for one person with it. */
  apart?: SubjectRef[]
}

/** A shared attribute and everything it was seen on, as a link detector sees it. */
export interface Shared {
  readonly attribute: Attribute
  /** At most `hubMembers`; the rest are only counted. */
  readonly members: readonly Member[]
  /** How many subjects it was seen on: exact up to `hubMembers`, an estimate above. */
  readonly size: number
  readonly hub: boolean
  facts<L extends keyof Facts>(list: L): Facts[L]
  /** See `Window.threshold`. */
  threshold(name: string): number
}

/** Judges one shared attribute over everything it was seen on. Its evidence weighs on each member it names. */
export interface LinkDetector extends About {
  links: readonly AttributeType[]
  reads: readonly Kind[]
  calendar?: boolean
  detect(shared: Shared): Verdict
  examples: Examples
}

// The engine holds detectors of every K together; only the engine calls `detect`, with a window built for it.
// biome-ignore lint/suspicious/noExplicitAny: K is erased here and nowhere else.
export type Detector = SubjectDetector<any> | LinkDetector

/** A detector's finding about one subject in one window, as it is stored, scored and shown. */
export interface Evidence {
  /** Derived from detector, version, subject, window and content: the same finding always has the same id. */
  id: string
  detector: string
  version: number
  family: Family
  stage: Stage
  is: 'evidence' | 'clear'
  subject: SubjectRef
  /** Everybody and everything it names, the subject first unless that is an attribute. */
  subjects: SubjectRef[]
  /** The people and applications whose score it moves; a device stands for itself while nobody holds it. */
  weighsOn: SubjectRef[]
  weights: Ratios
  /** The largest of `weights` by size; 0 when there are none. */
  weight: number
  says: string
  /** Weighed against the same person's own earlier days. */
  history?: true
  exhibits: Exhibit[]
  from: Millis
  to: Millis
  status: 'provisional' | 'final'
  /** Shadow evidence is shown and scores nothing. */
  shadow: boolean
  /** A person set it aside, as far as it weighs on whom it is read for; `shadow` is true then. Never stored. */
  setAside?: SetAside
  calibration: Calibration
  /** Versions of the lists that the verdict looked at. */
  lists: Record<string, string>
}

/** Why a detector could not judge a window: shown as "not measured", counted neither way. */
export interface Abstention {
  detector: string
  subject: SubjectRef
  weighsOn: SubjectRef[]
  from: Millis
  because: string
}

/** A detector that threw. The window's other detectors are not affected. */
export interface Fault {
  detector: string
  subject: SubjectRef
  from: Millis
  message: string
}

/** Gives the literal types that `Window` is driven by. */
export function defineDetector<const K extends Kind>(detector: SubjectDetector<K>): SubjectDetector<K> {
  return detector
}

export function defineLinkDetector(detector: LinkDetector): LinkDetector {
  return detector
}

export function defineAccumulator<const K extends Kind, S>(
  accumulator: Accumulator<K, S>,
): Accumulator<K, S> {
  return accumulator
}
