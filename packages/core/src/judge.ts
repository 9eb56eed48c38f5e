import { digest } from './digest.ts'
import { cardKey, type Directory, holderOf, judgedClaimOf, withNotes } from './directory.ts'
import type { ClaimCard, Millis, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { Out, Share } from './out.ts'
import { day, type Plan, thresholdOf } from './plan.ts'
import type { AnyAccumulator, Kind, SubjectDetector, Verdict, Window } from './types.ts'
import { evidenceOf, failed, forget, settle } from './verdicts.ts'
import { type Loaded, shareSlot, stateName, timeline, type WindowState } from './windows.ts'

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
    const card = judgedClaimOf(directory, holders[0]!, window.to - 1)
    if (card) return card
  }
  return holders.length > 1 ? undefined : judgedClaimOf(directory, window.subject, window.to - 1)
}

/** Judges one window by every detector of its slot that has something to read; a window of shares is published. */
export function judgeWindow(
  plan: Plan,
  directory: Directory,
  loaded: Loaded,
  window: WindowState,
  out: Out,
): void {
  if (window.slot === shareSlot) {
    publish(directory, window, out)
    return
  }
  const slot = plan.slots.find((s) => s.key === window.slot)
  if (!slot) return // its detectors are gone; what they found stays readable
  const holders = holdersIn(directory, window)
  const weighsOn = holders.length > 0 ? [...holders] : [window.subject]
  const subjects = [...new Set([window.subject, ...holders])]
  const looked: Looked = { lists: {} }
  const shown = view(plan, directory, loaded, window, holders, looked)
  for (const detector of slot.detectors) {
    if (!detector.reads.some((kind: Kind) => window.counts[kind])) {
      // What it read was withdrawn.
      if (window.verdicts[detector.id] !== undefined)
        forget(window, detector, out, { subject: window.subject, from: window.from })
      continue
    }
    const lists: Record<string, string> = {}
    looked.lists = lists
    looked.detector = detector
    let verdict: Verdict
    try {
      verdict = detector.detect(shown)
    } catch (error) {
      out.faults.push({
        detector: detector.id,
        subject: window.subject,
        from: window.from,
        message: error instanceof Error ? error.message : String(error),
      })
      verdict = { is: 'abstain', because: failed }
    }
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

/** Which detector is looking at the moment, and at which lists it has looked. */
interface Looked {
  detector?: SubjectDetector
  lists: Record<string, string>
}

function view(
  plan: Plan,
  directory: Directory,
  loaded: Loaded,
  window: WindowState,
  holders: SubjectRef[],
  looked: Looked,
): Window<Kind> {
  return {
    subject: window.subject,
    from: window.from,
    to: window.to,
    holders,
    claims: claimsIn(directory, window, holders),
    get: (accumulator) => (window.states[stateName(accumulator)] ?? accumulator.empty) as never,
    known(profile) {
      mayRemember(looked.detector, profile)
      return (window.through[stateName(profile)] ?? profile.empty) as never
    },
    past(profile) {
      mayRemember(looked.detector, profile)
      const row = timeline(loaded, window.subject, window.slot)
      const before = row[row.indexOf(window) - 1]
      return (before?.through[stateName(profile)] ?? profile.empty) as never
    },
    facts(list) {
      looked.lists[list] = plan.facts[list].version
      return plan.facts[list].data
    },
    threshold: (name) => thresholdOf(plan, looked.detector!, name),
  }
}

function mayRemember(detector: SubjectDetector | undefined, profile: AnyAccumulator): void {
  if (!detector?.remembers?.includes(profile))
    throw new Error(`${detector?.id} reads the past of ${profile.id} without naming it in "remembers"`)
}

/** The claim cards that travel with a share of a subject: one for each who held it, or its own. */
export function cardsOf(
  directory: Directory,
  subject: SubjectRef,
  holders: readonly SubjectRef[],
  at: Millis,
): Share['holders'] {
  const own = judgedClaimOf(directory, subject, at)
  if (holders.length === 0) return [{ claims: withNotes(directory, [subject], own) }]
  return holders.map((person) => ({
    person,
    claims: withNotes(directory, [subject, person], judgedClaimOf(directory, person, at) ?? own),
  }))
}

function publish(directory: Directory, window: WindowState, out: Out): void {
  const cards = cardsOf(directory, window.subject, holdersIn(directory, window), window.to - 1)
  const shown = Object.entries(window.attributes).sort(([a], [b]) => (a < b ? -1 : 1))
  const held = cards.map(({ person, claims }) => [person, claims && cardKey(claims)])
  const now = digest(JSON.stringify([shown, held]))
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
