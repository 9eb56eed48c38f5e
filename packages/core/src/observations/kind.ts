import type { ConnectionId } from './connection.ts'
import type { Problem, Schema } from './schema.ts'

/** Milliseconds since the epoch. */
export type Millis = number

export const subjectTypes = ['application', 'person', 'device'] as const
export type SubjectType = (typeof subjectTypes)[number]

export const attributeTypes = [
  'phone',
  'email',
  'address',
  'account',
  'network',
  'display',
  'authenticator',
  'profile',
  'handle',
  'exit',
  'resume',
  'submission',
  'recipient',
  'gadget',
  'relay',
] as const
export type AttributeType = (typeof attributeTypes)[number]

/** `device:LT-0042`, `person:W-17`, or a shared attribute's stable surrogate, `display:…`. */
export type SubjectRef = `${SubjectType | AttributeType}:${string}`

export function typeOf(ref: SubjectRef): SubjectType | AttributeType {
  return ref.slice(0, ref.indexOf(':')) as SubjectType | AttributeType
}

/** A place as claimed or measured. Coordinates in degrees; the words are shown, never compared. */
export interface Place {
  lat?: number
  lon?: number
  country?: string
  region?: string
  city?: string
}

/**
 * What somebody says of themselves at a time: the card that travels with a window and with each share.
 * Deliberately without a readable name, birth date or photograph: no detector may read those.
 */
export interface ClaimCard {
  place?: Place
  /** The claimed home, as a blind-index reference: equal means the same home. */
  home?: SubjectRef
  /** First day of work, or of the application. */
  start?: Millis
  /** First instant of the last day, where the person has left. */
  end?: Millis
  /**
   * Gross pay in a year, in a currency of ISO 4217. Exposure only: what is at stake. Windows and shares come without it
   * (`judgedClaimOf`), so that no detector can read it.
   */
  pay?: { yearly: number; currency: string }
  employer?: string
  role?: string
  timeZone?: string
  /** What an application was made for. */
  requisition?: string
  /**
   * The written name behind the keyed blind index: equal means the same name, and that is all that can be told.
   * Read by linkage only, together with a contact, to see that somebody applied twice.
   */
  who?: string
  /** E-mail addresses and phone numbers as surrogates, for the same purpose. */
  contacts?: SubjectRef[]
  /** The agency that an application came through, in one form; what it shares within one agency is the agency's. */
  agency?: string
  /** Who is named as having referred them: a person, a mailbox or a written name as a surrogate. */
  referredBy?: string[]
  /** Interviews that were not called off, by their beginning; the newest 20. From notes. */
  interviews?: Meeting[]
  /** True where people confirmed an earlier finding, and nobody has cleared it since. From notes. */
  confirmed?: true
  /** True where the address that a device goes to was changed between offer and shipment. From notes. */
  redirected?: true
}

/** An interview as it stands in a calendar. */
export interface Meeting {
  from: Millis
  until: Millis
  /** It is known to have taken place. */
  held: boolean
}

/**
 * Something that others say of a subject, beside what it claims itself; it travels on the claim card that is published
 * to link detectors. Of two notes of one name the newer one counts; one without content takes the earlier one back.
 */
export interface Note {
  name: string
  says?:
    | { agency: string }
    | { interview: Meeting }
    | { confirmed: true }
    | { redirected: true }
    | { cleared: true }
}

/** A shared attribute as found in the data, normalised, before ingest replaces it with a surrogate. */
export interface RawAttribute {
  type: AttributeType
  /** Normalised: equal text means the same thing. */
  value: string
  /** What people are shown. Masked where the value identifies a person. */
  shown: string
}

/** A shared attribute after ingest: a surrogate behind the keyed blind index, and what people are shown. */
export interface Attribute {
  ref: SubjectRef
  shown: string
  /** What two résumés have in common, where that is what is shared: see `resumes/likeness.ts`. */
  alike?: { wording: number; passages: number }
}

/** What ingest adds to an observation: attributes by surrogate, and anything looked up in versioned lists. */
export interface Derived {
  attributes: Attribute[]
  /** The claimed home's surrogate, where the data has an address. */
  home?: SubjectRef
  /** The written name's surrogate: see `ClaimCard.who`. */
  who?: string
  /** The referrer's surrogates: see `ClaimCard.referredBy`. */
  referredBy?: string[]
  /** Country (ISO 3166 alpha-2) that the public address of an application, sign-in or call is registered in. */
  ipCountry?: string
  /** What the sanctions list answered on arrival: how well it agrees, never the name. For counsel only. */
  sanctions?: SanctionsMatch
  /** Who receives mail for others at the address that a device was sent to, as the lists of arrival have it. */
  receives?: string
  /** How a text is written, where it is English prose: see `signals/style.ts`. The text itself is dropped. */
  style?: Style
  /** Versions of the lists that arrival looked at, cited by whoever reads what they gave. */
  lists?: Record<string, string>
}

/** A text as counts of its small words, punctuation, lengths and phrases. No word of it can be read from them. */
export interface Style {
  words: number
  counts: number[]
}

/** How well an applicant agrees with one entry of a sanctions list. A name alone is no match. */
export interface SanctionsMatch {
  /** The list's own number of the entry. */
  entry: string
  /** What agreed: a wallet or a document each identify, a birth date corroborates a name, a birth year barely does. */
  agrees: ('name' | 'birth date' | 'birth year' | 'document' | 'wallet')[]
}

/** `subject` belongs to `person` from the observation's time on (a device handed out, an application hired). */
export interface Belonging {
  subject: SubjectRef
  person: SubjectRef
}

/** One kind of observation. The file's name is the kind. */
export interface KindDefinition<T> {
  /** What one observation of this kind says, in a sentence. */
  title: string
  /** What a company connects to receive it, any one of these. */
  from: readonly ConnectionId[]
  schema: Schema<T>
  /** What of it is personal, how long it is kept and what is dropped. Shown in docs and notices. */
  privacy: string
  /** Timing kinds lose their raw data once the window has closed; the accumulator's state is what stays. */
  timing?: true
  /** Members that are replaced by nothing once their attributes have been hashed: they are never stored. */
  secrets?: readonly string[]
  /** Members that people and linkage read and no detector: see `privacy/firewall.ts`. */
  unread?: readonly string[]
  /** Members that tell who somebody is: encrypted where they are stored. */
  identifying?: readonly string[]
  /** Shared attributes found in the data. */
  attributes?(data: T): RawAttribute[]
  /** The claimed home address as text to be normalised and hashed. */
  home?(data: T): string | undefined
  /** The written name, to be normalised and hashed. */
  who?(data: T): string | undefined
  /** The claim that this observation makes about its person or application. */
  claim?(data: T, at: Millis): ClaimCard
  belongs?(data: T, about: readonly SubjectRef[]): Belonging[]
  /** Who referred them, as written: an e-mail address, a name, or a person's id. */
  referrer?(data: T): string | undefined
  /** A text of which only the style is kept. */
  prose?(data: T): string | undefined
  notes?(data: T): Note[]
  /** Parts that can't be used though the row can: each goes to quarantine by field, the rest is processed. */
  remarks?(data: T): Problem[]
}

/** Carries the names of `unread`, so that types of detectors leave them out. */
export function defineKind<T, const U extends keyof T & string = never>(
  definition: KindDefinition<T> & { unread?: readonly U[]; identifying?: readonly (keyof T & string)[] },
): Omit<KindDefinition<T>, 'unread'> & { unread?: readonly U[] } {
  return definition
}
