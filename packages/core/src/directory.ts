import { canonical, digest } from './digest.ts'
import { kinds } from './observations/index.ts'
import type { ClaimCard, KindDefinition, Meeting, Millis, Note, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import type { Observation } from './types.ts'

/** One thing known from a time on. `key` is (source, id), so that two entries of one time have a fixed order. */
interface Dated<T> {
  at: Millis
  key: string
  value: T
}

/**
 * A change of the directory, as it is stored: a claim that a subject made, who a subject belongs to, that a person
 * was named beside it, or what others say of it.
 */
export type Learned =
  | { is: 'claim'; subject: SubjectRef; at: Millis; key: string; card: ClaimCard }
  | { is: 'belongs' | 'beside'; subject: SubjectRef; at: Millis; key: string; person: SubjectRef }
  | { is: 'note'; subject: SubjectRef; at: Millis; key: string; note: Note }

/**
 * Who claims what, and who holds which device or made which application, each dated. Small facts that many
 * windows need; what is known depends on the set of entries only, never on their order of arrival.
 */
export interface Directory {
  claims: Map<SubjectRef, Dated<ClaimCard>[]>
  belongs: Map<SubjectRef, Dated<SubjectRef>[]>
  /** What each person ever held or was named beside: to be judged again when the person's claim changes. */
  holds: Map<SubjectRef, Set<SubjectRef>>
  /** By subject and the note's name: only the newest is kept. */
  notes: Map<SubjectRef, Map<string, Dated<Note>>>
}

export function emptyDirectory(): Directory {
  return { claims: new Map(), belongs: new Map(), holds: new Map(), notes: new Map() }
}

const contactTypes: ReadonlySet<string> = new Set(['email', 'phone'])

/** What an observation says for the directory; most kinds say nothing. */
export function lessons(observation: Observation): Learned[] {
  const kind = kinds[observation.kind] as KindDefinition<unknown>
  if (!kind.claim && !kind.belongs && !kind.notes) return []
  const key = `${observation.source}\0${observation.id}`
  const out: Learned[] = []
  for (const { subject, person } of kind.belongs?.(observation.data, observation.about) ?? [])
    out.push({ is: 'belongs', subject, person, at: observation.at, key })
  for (const note of kind.notes?.(observation.data) ?? [])
    for (const subject of observation.about) out.push({ is: 'note', subject, at: observation.at, key, note })
  if (kind.claim) {
    const card = kind.claim(observation.data, observation.at)
    const { home, who, referredBy, attributes } = observation.derived
    if (home) card.home = home
    if (who) card.who = who
    if (referredBy) card.referredBy = referredBy
    const contacts = attributes.map((a) => a.ref).filter((ref) => contactTypes.has(typeOf(ref)))
    if (contacts.length > 0) card.contacts = contacts.sort()
    for (const subject of observation.about)
      if (typeOf(subject) === (observation.kind === 'application' ? 'application' : 'person'))
        out.push({ is: 'claim', subject, at: observation.at, key, card })
  }
  return out
}

/** Devices and applications that an observation names beside a person for the first time. */
export function companions(directory: Directory, { about, at, source, id }: Observation): Learned[] {
  if (about.length < 2) return []
  const out: Learned[] = []
  for (const person of about) {
    if (typeOf(person) !== 'person') continue
    const held = directory.holds.get(person)
    for (const subject of about)
      if (typeOf(subject) !== 'person' && !held?.has(subject))
        out.push({ is: 'beside', subject, person, at, key: `${source}\0${id}` })
  }
  return out
}

/** Adds one entry. Gives the subjects whose windows may read differently now; none when nothing changed. */
export function learn(directory: Directory, learned: Learned): SubjectRef[] {
  if (learned.is === 'note') {
    const changed = replace(directory.notes, learned)
    return changed ? [learned.subject, ...(directory.holds.get(learned.subject) ?? [])] : []
  }
  if (learned.is !== 'claim') {
    let held = directory.holds.get(learned.person)
    if (!held) {
      held = new Set()
      directory.holds.set(learned.person, held)
    }
    held.add(learned.subject)
    if (learned.is === 'beside') return [] // its own row has the window judged
    const changed = insert(directory.belongs, learned.subject, learned.at, learned.key, learned.person)
    return changed ? [learned.subject] : []
  }
  if (!insert(directory.claims, learned.subject, learned.at, learned.key, learned.card)) return []
  return [learned.subject, ...(directory.holds.get(learned.subject) ?? [])]
}

function insert<T>(
  into: Map<SubjectRef, Dated<T>[]>,
  subject: SubjectRef,
  at: Millis,
  key: string,
  value: T,
): boolean {
  let entries = into.get(subject)
  if (!entries) {
    entries = []
    into.set(subject, entries)
  }
  let i = entries.length
  while (i > 0 && (entries[i - 1]!.at > at || (entries[i - 1]!.at === at && entries[i - 1]!.key > key))) i--
  if (i > 0 && entries[i - 1]!.at === at && entries[i - 1]!.key === key) return false
  const neighbour = entries[i - 1] ?? entries[i]
  entries.splice(i, 0, { at, key, value })
  return neighbour === undefined || canonical(neighbour.value) !== canonical(value)
}

function replace(
  notes: Directory['notes'],
  { subject, at, key, note }: Extract<Learned, { is: 'note' }>,
): boolean {
  let known = notes.get(subject)
  if (!known) {
    known = new Map()
    notes.set(subject, known)
  }
  const before = known.get(note.name)
  if (before && (before.at > at || (before.at === at && before.key >= key))) return false
  known.set(note.name, { at, key, value: note })
  return canonical(before?.value ?? { name: note.name }) !== canonical(note)
}

/** The last entry at or before `at`, else the first one: exports are often dated after what they describe. */
function inForce<T>(entries: readonly Dated<T>[] | undefined, at: Millis): T | undefined {
  if (!entries || entries.length === 0) return undefined
  let found = entries[0]!
  for (const entry of entries) if (entry.at <= at) found = entry
  return found.value
}

export function claimOf(directory: Directory, subject: SubjectRef, at: Millis): ClaimCard | undefined {
  return inForce(directory.claims.get(subject), at)
}

const withoutPay = new WeakMap<ClaimCard, ClaimCard>()

/** The claim as windows and shares carry it: without what is exposure only. One object for one card. */
export function judgedClaimOf(directory: Directory, subject: SubjectRef, at: Millis): ClaimCard | undefined {
  const card = claimOf(directory, subject, at)
  if (card?.pay === undefined) return card
  let judged = withoutPay.get(card)
  if (!judged) {
    const { pay: _, ...rest } = card
    judged = rest
    withoutPay.set(card, judged)
  }
  return judged
}

export function holderOf(directory: Directory, subject: SubjectRef, at: Millis): SubjectRef | undefined {
  return inForce(directory.belongs.get(subject), at)
}

/** What people decided last of a finding about the subject; undefined where they did not, or were unsure. */
export function decidedOf(directory: Directory, subject: SubjectRef): 'confirmed' | 'cleared' | undefined {
  const says = directory.notes.get(subject)?.get('decision')?.value.says
  if (!says) return undefined
  return 'confirmed' in says ? 'confirmed' : 'cleared' in says ? 'cleared' : undefined
}

/** Interviews that one card carries at most. */
const mostMeetings = 20

/**
 * The card as link detectors get it: with what others say of the subject and of whom it belongs to, whenever they
 * said it. `card` itself where nobody said anything.
 */
export function withNotes(
  directory: Directory,
  subjects: readonly SubjectRef[],
  card: ClaimCard | undefined,
): ClaimCard | undefined {
  const said = subjects.flatMap((s) => [...(directory.notes.get(s)?.values() ?? [])].map((n) => n.value.says))
  const out: ClaimCard = {}
  const meetings: Meeting[] = []
  for (const says of said) {
    if (!says) continue
    if ('agency' in says) out.agency = out.agency && out.agency < says.agency ? out.agency : says.agency
    else if ('interview' in says) meetings.push(says.interview)
    else if ('redirected' in says) out.redirected = true
    else if ('confirmed' in says) out.confirmed = true
  }
  if (meetings.length > 0)
    out.interviews = meetings
      .sort((a, b) => a.from - b.from || a.until - b.until || Number(a.held) - Number(b.held))
      .slice(-mostMeetings)
  return Object.keys(out).length > 0 ? { ...out, ...card } : card
}

const cardKeys = new WeakMap<ClaimCard, string>()

/** Names a claim card by its content. One card goes along with everything that a subject shared on a day: it is digested once. */
export function cardKey(card: ClaimCard): string {
  let key = cardKeys.get(card)
  if (key === undefined) {
    key = digest(canonical(card))
    cardKeys.set(card, key)
  }
  return key
}
