import { canonical, digest } from './digest.ts'
import { claimOf, companions, type Directory, holderOf, type Learned, learn, lessons } from './directory.ts'
import { facts as builtIn, type Facts } from './facts/index.ts'
import type { Attribute, ClaimCard, Millis, SubjectRef, SubjectType } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { day, type Plan, routed, type Slot } from './plan.ts'
import {
  type Abstention,
  type AnyAccumulator,
  type Detector,
  type Evidence,
  type Fault,
  type Kind,
  type Observation,
  type Ratios,
  type SubjectDetector,
  schemes,
  type Verdict,
  type Window,
} from './types.ts'

/** How long after its end a window stays open for rows that arrive out of order. */
export const grace: Millis = 3_600_000

/** Shares are published once per subject and day from a slot of their own. */
const shareSlot = 'shares/1d'
const sharePreference: readonly SubjectType[] = ['device', 'application', 'person']

/** What is kept of one window of one subject. Plain JSON; a store keeps it as it is. */
export interface WindowState {
  subject: SubjectRef
  slot: string
  from: Millis
  to: Millis
  /** How many observations of each kind it has seen. */
  counts: Partial<Record<Kind, number>>
  /** People named beside the subject in its own observations. */
  beside: SubjectRef[]
  states: Record<string, unknown>
  /** Profiles merged over all windows up to and including this one. */
  through: Record<string, unknown>
  attributes: Record<SubjectRef, string>
  /** Per detector: the id of the standing evidence, or why it abstains. */
  verdicts: Record<string, string>
  /** Digest of what was last published to link detectors. */
  published: string
  closed: boolean
}

/** An attribute seen on a subject on a day, with the claim cards of those who held the subject then. */
export interface Share {
  /** Attribute, subject and day: a later share with the same key replaces the earlier one. */
  key: string
  attribute: Attribute
  subject: SubjectRef
  day: number
  holders: { person?: SubjectRef; claims?: ClaimCard }[]
}

/** What `step` needs to have before it. Windows by `windowKey`; see `needed`. */
export interface Loaded {
  windows: Map<string, WindowState>
  watermarks: Map<SubjectRef, Millis>
  /** Limits the step to subjects that this worker owns; an observation is given to the owner of each subject it names. */
  owns?: (subject: SubjectRef) => boolean
}

/** Everything that one step changes, to be committed together with the observations in one transaction. */
export interface Out {
  windows: WindowState[]
  watermarks: [SubjectRef, Millis][]
  learned: Learned[]
  evidence: Evidence[]
  /** Ids of evidence that no longer stands. */
  withdrawn: string[]
  abstentions: Abstention[]
  /** Abstentions that no longer stand. Like `withdrawn`, to be applied before what is new is added. */
  answered: Answered[]
  faults: Fault[]
  shares: Share[]
  /** Rows that arrived after their window had closed or should have; each gave a new revision of it. */
  late: number
}

export type Answered = Pick<Abstention, 'detector' | 'subject' | 'from'>

export function windowKey(w: { subject: SubjectRef; slot: string; from: Millis }): string {
  return `${w.subject}\0${w.slot}\0${w.from}`
}

export function windowFrom(at: Millis, days: number): Millis {
  return Math.floor(at / (days * day)) * days * day
}

/**
 * The subjects whose windows a step over `batch` will read, each with the start of the earliest one; 0 means all.
 * The window just before that one is read too, for what is remembered. The directory is updated by this call;
 * `learned` is what must be stored of it.
 */
export function needed(plan: Plan, directory: Directory, batch: readonly Observation[]): Needed {
  const from = new Map<SubjectRef, Millis>()
  const rejudge = new Set<SubjectRef>()
  const learned: Learned[] = []
  const longest = Math.max(1, ...plan.slots.map((s) => s.days))
  for (const observation of batch) {
    for (const subject of observation.about) {
      const start = windowFrom(observation.at, longest)
      const earlier = from.get(subject)
      if (earlier === undefined || start < earlier) from.set(subject, start)
    }
    for (const lesson of [...lessons(observation), ...companions(directory, observation)]) {
      learned.push(lesson)
      for (const subject of learn(directory, lesson)) rejudge.add(subject)
    }
  }
  for (const subject of rejudge) from.set(subject, 0)
  return { from, rejudge, learned }
}

export interface Needed {
  from: Map<SubjectRef, Millis>
  /** Subjects whose claim or holder changed: all their windows are judged again. */
  rejudge: Set<SubjectRef>
  learned: Learned[]
}

/**
 * One step of the loop: adds new observations to their windows, judges every window that changed, and says
 * what to commit. Pure but for `loaded` and `directory`, which it brings up to date. `batch` holds only
 * observations that were never committed before; the store removes replays.
 */
export function step(
  plan: Plan,
  directory: Directory,
  loaded: Loaded,
  batch: readonly Observation[],
  need: Needed,
): Out {
  const out: Out = {
    windows: [],
    watermarks: [],
    learned: need.learned,
    evidence: [],
    withdrawn: [],
    abstentions: [],
    answered: [],
    faults: [],
    shares: [],
    late: 0,
  }
  const dirty = new Set<WindowState>()
  for (const [window, rows] of gather(plan, loaded, batch)) {
    accumulate(plan, window, rows)
    dirty.add(window)
    if (window.closed || isOver(window, loaded)) out.late += rows.length
  }
  const moved = new Set<SubjectRef>()
  for (const { about, at } of batch)
    for (const subject of about)
      if (
        (loaded.owns?.(subject) ?? true) &&
        at > (loaded.watermarks.get(subject) ?? Number.NEGATIVE_INFINITY)
      ) {
        loaded.watermarks.set(subject, at)
        moved.add(subject)
      }
  for (const window of loaded.windows.values()) if (need.rejudge.has(window.subject)) dirty.add(window)
  for (const window of remember(plan, loaded, dirty)) dirty.add(window)
  for (const window of loaded.windows.values())
    if (!window.closed && (moved.has(window.subject) || dirty.has(window)) && isOver(window, loaded)) {
      window.closed = true
      dirty.add(window)
    }
  const ordered = [...dirty].sort((a, b) =>
    a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.from - b.from,
  )
  for (const window of ordered) judgeWindow(plan, directory, loaded, window, out)
  out.windows = ordered
  out.watermarks = [...moved].map((subject) => [subject, loaded.watermarks.get(subject)!])
  return out
}

/** True once the subject has been heard of past the window's end and grace. */
function isOver(window: WindowState, loaded: Loaded): boolean {
  return window.to + grace <= (loaded.watermarks.get(window.subject) ?? Number.NEGATIVE_INFINITY)
}

/**
 * Adds rows to their windows without judging: for input that is complete and sorted by subject, where `close`
 * judges each window once. `loaded` is brought up to date.
 */
export function collect(plan: Plan, loaded: Loaded, batch: readonly Observation[]): void {
  for (const [window, rows] of gather(plan, loaded, batch)) accumulate(plan, window, rows)
}

/** Closes windows that no more rows are expected for, so that their evidence becomes final. */
export function close(plan: Plan, directory: Directory, loaded: Loaded): Out {
  for (const window of loaded.windows.values()) window.closed = true
  const everything = new Set([...loaded.windows.values()].map((w) => w.subject))
  return step(plan, directory, loaded, [], { from: new Map(), rejudge: everything, learned: [] })
}

/** The subjects whose windows an observation goes to; none when no detector reads its kind and it shares nothing. */
export function destinations(plan: Plan, observation: Observation): Set<SubjectRef> {
  const out = new Set<SubjectRef>()
  for (const slot of plan.slotsOf.get(observation.kind) ?? [])
    for (const subject of routed(observation, slot.about)) out.add(subject)
  if (observation.derived.attributes.length > 0)
    for (const subject of routed(observation, sharePreference)) out.add(subject)
  return out
}

/** Finds or opens the window of each subject and slot that each observation belongs to. */
function gather(plan: Plan, loaded: Loaded, batch: readonly Observation[]): Map<WindowState, Observation[]> {
  const rowsOf = new Map<WindowState, Observation[]>()
  const place = (subject: SubjectRef, slot: string, days: number, observation: Observation) => {
    if (loaded.owns && !loaded.owns(subject)) return
    const from = windowFrom(observation.at, days)
    const key = windowKey({ subject, slot, from })
    let window = loaded.windows.get(key)
    if (!window) {
      window = {
        subject,
        slot,
        from,
        to: from + days * day,
        counts: {},
        beside: [],
        states: {},
        through: {},
        attributes: {},
        verdicts: {},
        published: '',
        closed: false,
      }
      loaded.windows.set(key, window)
    }
    const rows = rowsOf.get(window)
    if (rows) rows.push(observation)
    else rowsOf.set(window, [observation])
  }
  for (const observation of batch) {
    for (const slot of plan.slotsOf.get(observation.kind) ?? [])
      for (const subject of routed(observation, slot.about)) place(subject, slot.key, slot.days, observation)
    if (observation.derived.attributes.length > 0)
      for (const subject of routed(observation, sharePreference)) place(subject, shareSlot, 1, observation)
  }
  return rowsOf
}

function accumulate(plan: Plan, window: WindowState, rows: readonly Observation[]): void {
  const subjectIsPerson = typeOf(window.subject) === 'person'
  for (const row of rows) {
    window.counts[row.kind] = (window.counts[row.kind] ?? 0) + 1
    if (subjectIsPerson) continue
    for (const ref of row.about)
      if (typeOf(ref) === 'person' && !window.beside.includes(ref))
        window.beside = [...window.beside, ref].sort()
  }
  if (window.slot === shareSlot) {
    // Two tools may spell one display differently; any rule that does not depend on order would do.
    for (const row of rows)
      for (const { ref, shown } of row.derived.attributes)
        if (shown > (window.attributes[ref] ?? '')) window.attributes[ref] = shown
    return
  }
  for (const accumulator of slotOf(plan, window).accumulators) {
    const mine = rows.filter((row) => accumulator.reads.includes(row.kind))
    if (mine.length === 0) continue
    const name = stateName(accumulator)
    window.states[name] = accumulator.add(window.states[name] ?? accumulator.empty, mine)
  }
}

function slotOf(plan: Plan, window: WindowState): Slot {
  const slot = plan.slots.find((s) => s.key === window.slot)
  if (!slot) throw new Error(`no detector uses windows of ${window.slot} any more`)
  return slot
}

function stateName(accumulator: AnyAccumulator): string {
  return `${accumulator.id}@${accumulator.version}`
}

/** Carries profiles forward from changed windows; gives the later windows that must be judged again. */
function remember(plan: Plan, loaded: Loaded, dirty: ReadonlySet<WindowState>): WindowState[] {
  const again: WindowState[] = []
  for (const slot of plan.slots) {
    if (slot.profiles.length === 0) continue
    const subjects = new Set([...dirty].filter((w) => w.slot === slot.key).map((w) => w.subject))
    for (const subject of subjects) {
      const row = timeline(loaded, subject, slot.key)
      let changed = false
      for (let i = 0; i < row.length; i++) {
        const window = row[i]!
        if (changed) again.push(window)
        if (!changed && !dirty.has(window)) continue
        const before = i > 0 ? row[i - 1]!.through : {}
        for (const profile of slot.profiles) {
          const name = stateName(profile)
          const merged = profile.merge(before[name] ?? profile.empty, window.states[name] ?? profile.empty)
          if (canonical(merged) !== canonical(window.through[name])) changed = true
          window.through[name] = merged
        }
      }
    }
  }
  return again
}

function timeline(loaded: Loaded, subject: SubjectRef, slot: string): WindowState[] {
  return [...loaded.windows.values()]
    .filter((w) => w.subject === subject && w.slot === slot)
    .sort((a, b) => a.from - b.from)
}

function holdersIn(directory: Directory, window: WindowState): SubjectRef[] {
  if (typeOf(window.subject) === 'person') return []
  const assigned = holderOf(directory, window.subject, window.to - 1)
  return assigned && !window.beside.includes(assigned) ? [...window.beside, assigned].sort() : window.beside
}

function claimsIn(
  directory: Directory,
  window: WindowState,
  holders: readonly SubjectRef[],
): ClaimCard | undefined {
  if (holders.length === 1) {
    const card = claimOf(directory, holders[0]!, window.to - 1)
    if (card) return card
  }
  return holders.length > 1 ? undefined : claimOf(directory, window.subject, window.to - 1)
}

function judgeWindow(plan: Plan, directory: Directory, loaded: Loaded, window: WindowState, out: Out): void {
  if (window.slot === shareSlot) {
    publish(directory, window, out)
    return
  }
  const slot = plan.slots.find((s) => s.key === window.slot)
  if (!slot) return // its detectors are gone; what they found stays readable
  const holders = holdersIn(directory, window)
  for (const detector of slot.detectors) {
    if (!detector.reads.some((kind: Kind) => window.counts[kind])) continue
    const lists: Record<string, string> = {}
    let verdict: Verdict
    try {
      verdict = detector.detect(view(directory, loaded, window, holders, lists, detector))
    } catch (error) {
      out.faults.push({
        detector: detector.id,
        subject: window.subject,
        from: window.from,
        message: error instanceof Error ? error.message : String(error),
      })
      verdict = { is: 'abstain', because: failed }
    }
    const weighsOn = holders.length > 0 ? [...holders] : [window.subject]
    const subjects = [...new Set([window.subject, ...holders])]
    settle(
      window,
      detector,
      verdict,
      out,
      () =>
        evidenceOf(detector, verdict, {
          subject: window.subject,
          subjects,
          weighsOn,
          from: window.from,
          to: window.to,
          closed: window.closed,
          lists,
        }),
      { subject: window.subject, from: window.from, weighsOn },
    )
  }
}

type Settled = Pick<Out, 'evidence' | 'withdrawn' | 'abstentions' | 'answered' | 'faults'>

/** Records a verdict where it differs from the standing one, and withdraws what it replaces. */
export function settle(
  standing: { verdicts: Record<string, string> },
  detector: Detector,
  verdict: Verdict,
  out: Settled,
  evidence: () => Evidence,
  where: { subject: SubjectRef; from: Millis; weighsOn: SubjectRef[] },
): void {
  const before = standing.verdicts[detector.id]
  let found: Evidence | undefined
  let because = verdict.is === 'abstain' ? verdict.because : ''
  if (verdict.is !== 'abstain')
    try {
      found = evidence()
    } catch (error) {
      const { subject, from } = where
      out.faults.push({ detector: detector.id, subject, from, message: (error as Error).message })
      because = failed
    }
  const now = found
    ? `${found.status === 'final' ? 'f' : 'p'}:${found.id}`
    : `abstains: ${digest(canonical([because, where.weighsOn]))}`
  if (before === now) return
  // The same finding, now final, replaces nothing.
  if (!found || before?.slice(2) !== found.id) forget(standing, detector, out, where)
  standing.verdicts[detector.id] = now
  if (found) out.evidence.push(found)
  else out.abstentions.push({ detector: detector.id, ...where, because })
}

/** Takes back whatever stands: there is nothing left to judge, or another verdict takes its place. */
export function forget(
  standing: { verdicts: Record<string, string> },
  detector: Detector,
  out: Pick<Out, 'withdrawn' | 'answered'>,
  { subject, from }: { subject: SubjectRef; from: Millis },
): void {
  const before = standing.verdicts[detector.id]
  if (before === undefined) return
  delete standing.verdicts[detector.id]
  if (before.startsWith('abstains: ')) out.answered.push({ detector: detector.id, subject, from })
  else out.withdrawn.push(before.slice(2))
}

/** What a window says whose detector threw. */
export const failed = 'the detector failed; see faults'

/** What an evidence is about, from whichever stage made it. */
export interface Bearing {
  subject: SubjectRef
  subjects: SubjectRef[]
  weighsOn: SubjectRef[]
  from: Millis
  to: Millis
  closed: boolean
  lists: Record<string, string>
}

export function evidenceOf(detector: Detector, verdict: Verdict, bearing: Bearing): Evidence {
  if (verdict.is === 'abstain') throw new Error('an abstention is no evidence')
  const weights: Ratios = {}
  for (const scheme of schemes) {
    const weight = verdict.weight?.[scheme]
    if (weight === undefined || weight === 0) continue
    if (!Number.isFinite(weight)) throw new Error(`${detector.id} gave a weight of ${weight} for ${scheme}`)
    weights[scheme] = Math.round(weight * 1000) / 1000
  }
  const exhibits = verdict.exhibits ?? []
  const { subject, subjects, weighsOn, from, to, lists } = bearing
  const content = canonical([weights, verdict.says, exhibits, subjects, weighsOn, from, to, lists])
  return {
    id: digest(`${detector.id}\0${detector.version}\0${subject}\0${verdict.is}\0${content}`),
    detector: detector.id,
    version: detector.version,
    family: detector.family,
    stage: detector.stage,
    is: verdict.is,
    subject,
    subjects,
    weighsOn,
    weights,
    weight: largest(weights),
    says: verdict.says,
    exhibits: [...exhibits],
    from,
    to,
    status: bearing.closed ? 'final' : 'provisional',
    shadow: detector.status === 'shadow',
    calibration: detector.calibration,
    lists,
  }
}

function largest(weights: Ratios): number {
  return Object.values(weights).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
}

function view(
  directory: Directory,
  loaded: Loaded,
  window: WindowState,
  holders: SubjectRef[],
  lists: Record<string, string>,
  detector: SubjectDetector,
): Window<Kind> {
  return {
    subject: window.subject,
    from: window.from,
    to: window.to,
    holders,
    claims: claimsIn(directory, window, holders),
    get: (accumulator) => (window.states[stateName(accumulator)] ?? accumulator.empty) as never,
    past(profile) {
      if (!detector.remembers?.includes(profile))
        throw new Error(`${detector.id} reads the past of ${profile.id} without naming it in "remembers"`)
      const row = timeline(loaded, window.subject, window.slot)
      const before = row[row.indexOf(window) - 1]
      return (before?.through[stateName(profile)] ?? profile.empty) as never
    },
    facts: citing(lists),
  }
}

/** Reads a built-in list and notes its version for the evidence. */
export function citing(lists: Record<string, string>) {
  return <L extends keyof Facts>(list: L): Facts[L] => {
    lists[list] = builtIn[list].version
    return builtIn[list].data as Facts[L]
  }
}

function publish(directory: Directory, window: WindowState, out: Out): void {
  const holders = holdersIn(directory, window)
  const own = claimOf(directory, window.subject, window.to - 1)
  const cards: Share['holders'] =
    holders.length > 0
      ? holders.map((person) => ({ person, claims: claimOf(directory, person, window.to - 1) ?? own }))
      : [{ claims: own }]
  const now = digest(canonical([window.attributes, cards]))
  if (now === window.published) return
  window.published = now
  const epochDay = window.from / day
  for (const [ref, shown] of Object.entries(window.attributes) as [SubjectRef, string][])
    out.shares.push({
      key: `${ref}\0${window.subject}\0${epochDay}`,
      attribute: { ref, shown },
      subject: window.subject,
      day: epochDay,
      holders: cards,
    })
}
