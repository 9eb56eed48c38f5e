import type { Millis } from '../observations/kind.ts'

/**
 * One record about one identity, as linkage reads it: everything as written, linkage normalises. Linkage is the only
 * part of Telltale, beside the sanctions look-up, that reads names; what it gives on is an entity's id and weights.
 */
export interface LinkRecord {
  /** Names the record for ever: `application:A-1`, `person:W-17`, or source and row of a file. */
  id: string
  /** The whole name as written, where the source does not have its parts. */
  name?: string
  givenName?: string
  familyName?: string
  birthDate?: string
  phones?: readonly string[]
  emails?: readonly string[]
  /** Whole addresses as written, where the source does not have their parts. */
  addresses?: readonly string[]
  /** House number and street: "7 Wallaby Place". */
  street?: string
  /** Where the source has it apart from the street. */
  streetNumber?: string
  /** The second line of an address: building, flat, locality. */
  line2?: string
  city?: string
  region?: string
  postcode?: string
  country?: string
  /** A national identifier or document number. */
  documents?: readonly string[]
  /** Pay accounts, or their surrogates. */
  accounts?: readonly string[]
  /** Professional and developer profiles. */
  profiles?: readonly string[]
  /** When the record was first seen. The earliest record of an entity names it: see `Entity.id`. */
  at?: Millis
}

/** What one field says of a pair: the row of an explanation. Weights are log10 of m/u, term frequency included. */
export interface FieldWeight {
  field: string
  /** The level that holds, in words: "the same", "one letter apart", "a nickname", "not on both". */
  level: string
  /** As both have it, shown to those who may see names. */
  a: string
  b: string
  weight: number
  /** How common the agreeing value is: one in so many records. Only where frequency changed the weight. */
  oneIn?: number
}

/** Why two records are, or are not, taken for one person. */
export interface PairExplanation {
  a: string
  b: string
  fields: FieldWeight[]
  /** log10 of the prior odds of two candidates. */
  prior: number
  /** Prior and fields together, before any rule. */
  weight: number
  /** The weight from which on a pair is linked. */
  threshold: number
  linked: boolean
  /** The rule that decided otherwise than the weight: "a name alone never links", "a person said never again". */
  rule?: string
  /** The blocking rules under which the two were compared; empty where none brought them together. */
  blocks: string[]
  /** Of the frozen model. */
  model: string
}

/** Records that are one person, as far as the model and people say. */
export interface Entity {
  /**
   * Digest of the earliest record (`at`, then id). It stays while later records join, and every id ever shown leads to
   * the entity that holds its record today.
   */
  id: string
  records: string[]
}

/** What a person said of two records. It stands until it is undone, through re-runs, restarts and re-ingestion. */
export interface LinkWord {
  is: 'same-person' | 'different-people'
  a: string
  b: string
}
