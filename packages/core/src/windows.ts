import { canonical } from './digest.ts'
import type { Millis, SubjectRef, SubjectType } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { day, type Plan, routed, type Slot } from './plan.ts'
import { guarded } from './privacy/firewall.ts'
import type { AnyAccumulator, Fault, Kind, Observation } from './types.ts'

/** How long after its end a window stays open for rows that arrive out of order. */
export const grace: Millis = 3_600_000

/** Shares are published once per subject and day from a slot of their own. */
export const shareSlot = 'shares/1d'
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

/** What `step` needs to have before it. Windows by `windowKey`; see `needed`. */
export interface Loaded {
  windows: Map<string, WindowState>
  watermarks: Map<SubjectRef, Millis>
  /** Limits the step to subjects that this worker owns; an observation is given to the owner of each subject it names. */
  owns?: (subject: SubjectRef) => boolean
}

export function windowKey(w: { subject: SubjectRef; slot: string; from: Millis }): string {
  return `${w.subject}\0${w.slot}\0${w.from}`
}

export function windowFrom(at: Millis, days: number): Millis {
  return Math.floor(at / (days * day)) * days * day
}

/** True once the subject has been heard of past the window's end and grace. */
export function isOver(window: WindowState, loaded: Loaded): boolean {
  return window.to + grace <= (loaded.watermarks.get(window.subject) ?? Number.NEGATIVE_INFINITY)
}

/**
 * Adds rows to their windows without judging: for input that is complete and sorted by subject, where `close`
 * judges each window once. `loaded` is brought up to date.
 */
export function collect(plan: Plan, loaded: Loaded, batch: readonly Observation[]): Fault[] {
  const faults: Fault[] = []
  for (const [window, rows] of gather(plan, loaded, batch)) faults.push(...accumulate(plan, window, rows))
  return faults
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
export function gather(
  plan: Plan,
  loaded: Loaded,
  batch: readonly Observation[],
): Map<WindowState, Observation[]> {
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

/** An accumulator that throws loses these rows and nothing else does: the fault says which. */
export function accumulate(plan: Plan, window: WindowState, rows: readonly Observation[]): Fault[] {
  const faults: Fault[] = []
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
    return faults
  }
  const seen = guarded(rows)
  for (const accumulator of slotOf(plan, window).accumulators) {
    const mine = seen.filter((row) => accumulator.reads.includes(row.kind))
    if (mine.length === 0) continue
    const name = stateName(accumulator)
    try {
      window.states[name] = accumulator.add(window.states[name] ?? accumulator.empty, mine)
    } catch (error) {
      const message = `${mine.length} rows could not be added: ${error instanceof Error ? error.message : String(error)}`
      faults.push({ detector: accumulator.id, subject: window.subject, from: window.from, message })
    }
  }
  return faults
}

function slotOf(plan: Plan, window: WindowState): Slot {
  const slot = plan.slots.find((s) => s.key === window.slot)
  if (!slot) throw new Error(`no detector uses windows of ${window.slot} any more`)
  return slot
}

export function stateName(accumulator: AnyAccumulator): string {
  return `${accumulator.id}@${accumulator.version}`
}

/** Carries profiles forward from changed windows; gives the later windows that must be judged again. */
export function remember(plan: Plan, loaded: Loaded, dirty: ReadonlySet<WindowState>): WindowState[] {
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
          // most windows hold nothing of most profiles
          if (before[name] === undefined && window.states[name] === undefined && !(name in window.through))
            continue
          const merged = profile.merge(before[name] ?? profile.empty, window.states[name] ?? profile.empty)
          // only later windows care
          if (!changed && i < row.length - 1 && canonical(merged) !== canonical(window.through[name]))
            changed = true
          window.through[name] = merged
        }
      }
    }
  }
  return again
}

const inOrder = new WeakMap<Loaded['windows'], { of: number; rows: Map<string, WindowState[]> }>()

/** A subject's windows of one slot, in order of time. Found in one pass over all windows, again when some were added. */
export function timeline(loaded: Loaded, subject: SubjectRef, slot: string): WindowState[] {
  let known = inOrder.get(loaded.windows)
  if (known?.of !== loaded.windows.size) {
    const rows = new Map<string, WindowState[]>()
    for (const window of loaded.windows.values()) {
      const key = `${window.subject}\0${window.slot}`
      const row = rows.get(key)
      if (row) row.push(window)
      else rows.set(key, [window])
    }
    for (const row of rows.values()) row.sort((a, b) => a.from - b.from)
    known = { of: loaded.windows.size, rows }
    inOrder.set(loaded.windows, known)
  }
  return known.rows.get(`${subject}\0${slot}`) ?? []
}
