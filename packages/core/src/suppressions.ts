import { digest } from './digest.ts'
import { isWithin, networkOf } from './networks.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { attributeTypes, subjectTypes, typeOf } from './observations/kind.ts'
import { day } from './plan.ts'
import type { Evidence } from './types.ts'

/** What a group is told by: what a claim card says of work. Never a place, a name or an origin. */
export const groupings = ['employer', 'agency', 'role', 'requisition'] as const
export type Grouping = (typeof groupings)[number]

/** What a suppression reaches. */
export type Scope =
  /** What weighs on one person or application, or is about one device. */
  | { on: 'subject'; subject: SubjectRef }
  /** Link evidence about one shared attribute. */
  | { on: 'attribute'; attribute: SubjectRef }
  /** Evidence from windows in which every address that was seen lies in this network; CIDR. */
  | { on: 'network'; network: string }
  /** A help desk's remote session under a ticket: evidence about the subject whose window has the session in it. */
  | { on: 'session'; subject: SubjectRef; from: Millis; to: Millis; ticket: string }
  /** Everything of a detector about those of whom the claim card says so. */
  | { on: 'group'; by: Grouping; is: string }

/**
 * A person's word that some evidence is to weigh nothing until a day: kept for ever, lifted by adding who lifted it.
 * Nothing that was found is taken away by it.
 */
export interface Suppression {
  id: string
  scope: Scope
  /** Every detector where absent; a group always has one. */
  detector?: string
  /** Evidence that speaks for somebody is set aside only where this says so: it makes them look worse. */
  clearing?: true
  because: string
  /** Who answers for it and is asked before it ends. */
  owner: string
  /** It ends by itself here. */
  until: Millis
  by: string
  at: Millis
  lifted?: { by: string; at: Millis; because: string }
}

/** A suppression before anybody has signed it. */
export type Proposed = Pick<Suppression, 'scope' | 'detector' | 'clearing' | 'because' | 'owner' | 'until'>

/** What stands on a piece of evidence that is set aside. */
export interface SetAside {
  suppression: string
  by: string
  because: string
  owner: string
  until: Millis
}

/** What is known beside a piece of evidence and not written in it. */
export interface Beside {
  /** What the subject's claim card says at that time. */
  groups(subject: SubjectRef, at: Millis): Partial<Record<Grouping, string>> | undefined
  /** Every address that was seen in its window; undefined or empty where none is known. */
  addresses(e: Evidence): readonly string[] | undefined
}

/** A session of a help desk lasts hours, not weeks: longer than this is an exception for the subject. */
export const longestSession = day
/** Nothing is set aside for longer without being looked at again. */
export const longestSuppression = 366 * day

/** What is wrong with it, as the end of a sentence that begins with the field's name; undefined when nothing is. */
export function suppressionProblem(
  { scope, detector, until }: Proposed,
  now: Millis,
): { field: string; reason: string } | undefined {
  if (!(until > now)) return { field: 'until', reason: 'is not in the future: say when it is to end' }
  if (until > now + longestSuppression)
    return { field: 'until', reason: 'is more than a year away: set a nearer day, and renew it then' }
  if (scope.on === 'subject' || scope.on === 'session')
    if (!(subjectTypes as readonly string[]).includes(typeOf(scope.subject)))
      return { field: 'scope.subject', reason: `${scope.subject} is no application, person or device` }
  if (scope.on === 'attribute' && !(attributeTypes as readonly string[]).includes(typeOf(scope.attribute)))
    return { field: 'scope.attribute', reason: `${scope.attribute} is no shared attribute` }
  if (scope.on === 'network') {
    const network = networkOf(scope.network)
    if (!network)
      return {
        field: 'scope.network',
        reason: `${scope.network} is no network: write it as 203.0.113.0/24 or 2001:db8::/32`,
      }
    if (network.prefix < (scope.network.includes(':') ? 24 : 96 + 8))
      return {
        field: 'scope.network',
        reason: 'is wider than a /8 (IPv6: /24): name the network that is meant',
      }
  }
  if (scope.on === 'session') {
    if (!(scope.to > scope.from)) return { field: 'scope.to', reason: 'is not after scope.from' }
    if (scope.to - scope.from > longestSession)
      return {
        field: 'scope.to',
        reason: 'is more than a day after scope.from: a longer exception is one for the subject',
      }
    if (scope.ticket.trim() === '') return { field: 'scope.ticket', reason: 'is empty: name the ticket' }
  }
  if (scope.on === 'group' && detector === undefined)
    return { field: 'detector', reason: 'is missing: a group is excepted from one detector, never from all' }
  return undefined
}

/** The same suppression, said by the same person at the same time, always has the same id. */
export function suppressionId(s: Omit<Suppression, 'id' | 'lifted'>): string {
  const said = JSON.stringify([s.scope, s.detector ?? '', s.clearing ?? false, s.until, s.owner, s.because])
  return `S-${digest(['suppression', said, s.by, s.at].join('\0')).slice(1, 9)}`
}

export function isInForce({ at, until, lifted }: Suppression, now: Millis): boolean {
  return !lifted && at <= now && now < until
}

/**
 * The suppression that sets evidence aside as far as it weighs on `subject`; of several the one that ends last. What
 * one subject is excepted from still weighs on everybody else whom it names.
 */
export function suppressedBy(
  e: Evidence,
  subject: SubjectRef,
  inForce: readonly Suppression[],
  beside: Beside,
): Suppression | undefined {
  let found: Suppression | undefined
  for (const s of inForce) {
    if (s.detector !== undefined && s.detector !== e.detector) continue
    if (!s.clearing && !accuses(e)) continue
    if (!reaches(s.scope, e, subject, beside)) continue
    if (!found || s.until > found.until || (s.until === found.until && s.id < found.id)) found = s
  }
  return found
}

function accuses(e: Evidence): boolean {
  return e.is === 'evidence' && Object.values(e.weights).some((w) => w > 0)
}

function reaches(scope: Scope, e: Evidence, subject: SubjectRef, beside: Beside): boolean {
  switch (scope.on) {
    case 'subject':
      return scope.subject === subject || scope.subject === e.subject
    case 'attribute':
      return scope.attribute === e.subject
    case 'session':
      return (
        (scope.subject === subject || scope.subject === e.subject) &&
        scope.from < e.to &&
        scope.to > e.from &&
        nothingElse(scope, e)
      )
    case 'network': {
      const network = networkOf(scope.network)
      const seen = beside.addresses(e) ?? []
      return network !== undefined && seen.length > 0 && seen.every((ip) => isWithin(network, ip))
    }
    case 'group':
      return beside.groups(subject, e.to - 1)?.[scope.by]?.toLowerCase() === scope.is.toLowerCase()
  }
}

/** A finding that shows when something happened is set aside only where all of it happened in the session. */
function nothingElse({ from, to }: { from: Millis; to: Millis }, e: Evidence): boolean {
  return e.exhibits.every(
    (x) =>
      x.type !== 'timeline' ||
      x.events.every(({ at }) => at < e.from || at >= e.to || (at >= from && at <= to)),
  )
}

/** Who is meant, in a few words: "person:W-1", "198.51.100.0/24", "agency Northgate". */
export function scopeInWords(scope: Scope): string {
  if (scope.on === 'attribute') return scope.attribute
  if (scope.on === 'network') return `the network ${scope.network}`
  if (scope.on === 'group') return `everybody whose ${scope.by} is ${scope.is}`
  if (scope.on === 'subject') return scope.subject
  return `${scope.subject} under ticket ${scope.ticket}`
}
