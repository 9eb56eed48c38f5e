import type { Millis, SubjectRef } from '../observations/kind.ts'

/**
 * A group of people and applications that share what strangers don't. It is a view over link evidence: it pools no
 * hands, device or identity weights, and membership moves nobody's score.
 */
export interface Farm {
  /** Digest of the member that was tied first; stays while others join. */
  id: string
  members: FarmMember[]
  ties: FarmTie[]
  /** Where it happens: ties by network, delivery address or exit, the one that holds most people first. */
  doors: FarmDoor[]
  keeper?: FarmKeeper
  sure: FarmSurety
  firstSeen: Millis
  lastSeen: Millis
}

export interface FarmMember {
  /** A person or an application. */
  subject: SubjectRef
  /** A case of its own, on the queue, or only tied to others. */
  standing: 'case' | 'listed' | 'tied'
  devices: SubjectRef[]
  employer?: string
  /** First day of work, or of the application. */
  start?: Millis
  /** From when on it was known to be tied. */
  tiedSince: Millis
}

/** One shared attribute and whom of the farm it ties. */
export interface FarmTie {
  attribute: SubjectRef
  shown: string
  members: SubjectRef[]
  devices: SubjectRef[]
  /** log10, the largest over schemes of its strongest finding. */
  weight: number
  /** How many subjects the attribute was seen on at all, and whether it is a hub. */
  size: number
  evidence: string[]
  /** When it was first and last seen to tie two of them. */
  from: Millis
  to: Millis
  /** Set where the farm falls apart without this one attribute: the parts that remain, largest first. */
  leaves?: SubjectRef[][]
}

export interface FarmDoor {
  /** Attributes that are one door seen several ways: a router's address and those of its access points. */
  attributes: SubjectRef[]
  members: SubjectRef[]
}

/** Who or what tends it, where something points to that. Never a name: what it did. */
export interface FarmKeeper {
  by: 'recipient' | 'account' | 'local'
  ref: SubjectRef
  /** "signed for 5 of 6 parcels" */
  says: string
}

/** How sure it is that this is one operation: from links alone, under an assumed prior. */
export interface FarmSurety {
  probability: number
  /** The range when any single tie is wrong. */
  low: number
  high: number
  /** The tie whose loss costs most, and what it leaves. */
  restsOn?: SubjectRef
  /** log10 odds: prior, and what each kind of attribute adds within its cap. */
  prior: number
  parts: { type: string; weight: number; capped: boolean }[]
}
