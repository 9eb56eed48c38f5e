import type { AttributeType } from './observations/kind.ts'
import type { Calibration, Scheme } from './types.ts'

/**
 * Every number that turns evidence into a probability, a place in the queue or a case. People can be harmed
 * by these, so they are shown in the console and repeated in each score. All in log10.
 */
export interface Cap {
  title: string
  /** Most that the family can accuse by, per scheme. */
  cap: number
  /** Most that it can clear by, per scheme. */
  floor: number
  /** Most that it counts towards opening a case. Lower than `cap` while measured on simulated people only. */
  towardsCase: number
  basis: Calibration['basis']
  /** Most that it can accuse by where evidence rests on the same person's own earlier days. */
  withHistory?: number
  /** An answer replaces the one before: of each detector only the newest window counts, which knows of all before it. */
  newest?: true
}

/** One underlying cause each; `Family` is this table's keys. */
export const caps = {
  path: { title: 'Path floor', cap: 3, floor: -0.5, towardsCase: 3, basis: 'assumed' },
  layer: { title: 'Relay between layers', cap: 2, floor: -0.5, towardsCase: 2, basis: 'assumed' },
  loop: { title: 'Human loop', cap: 2, withHistory: 3, floor: -1, towardsCase: 1, basis: 'simulated' },
  mechanism: {
    title: 'Something that lets another drive',
    cap: 2.5,
    floor: -0.3,
    towardsCase: 2.5,
    basis: 'assumed',
  },
  cadence: { title: 'How input arrives', cap: 1, floor: -0.3, towardsCase: 1, basis: 'assumed' },
  jitter: { title: 'Input that stalls and bursts', cap: 0.3, floor: 0, towardsCase: 0, basis: 'assumed' },
  transit: { title: 'Input under way', cap: 1.5, floor: -0.3, towardsCase: 1, basis: 'assumed' },
  chain: { title: 'Shell behind a shell', cap: 2, floor: -0.5, towardsCase: 1, basis: 'assumed' },
  touch: { title: 'Somebody stands there', cap: 1.5, floor: -1, towardsCase: 1, basis: 'assumed' },
  integrity: {
    title: 'A sensor that contradicts itself',
    cap: 0.8,
    floor: 0,
    towardsCase: 0,
    basis: 'assumed',
  },
  links: { title: 'Shared with others', cap: 3, floor: -0.3, towardsCase: 3, basis: 'assumed' },
  identity: { title: 'Contacts and lives', cap: 2, floor: -1, towardsCase: 2, basis: 'assumed' },
  phone: { title: 'A phone number as written', cap: 1, floor: -0.2, towardsCase: 1, basis: 'assumed' },
  mailbox: { title: 'An e-mail address as written', cap: 1, floor: -0.2, towardsCase: 1, basis: 'assumed' },
  education: { title: 'Schools and degrees', cap: 1.3, floor: -0.2, towardsCase: 1, basis: 'assumed' },
  employment: { title: 'Jobs and skills', cap: 1.3, floor: -0.2, towardsCase: 1, basis: 'assumed' },
  footprint: { title: 'A developer’s traces', cap: 1, floor: -0.3, towardsCase: 1, basis: 'assumed' },
  conduct: { title: 'How somebody applies', cap: 1, floor: 0, towardsCase: 1, basis: 'assumed' },
  domicile: { title: 'Where an applicant lives', cap: 1, floor: -0.2, towardsCase: 1, basis: 'assumed' },
  interview: { title: 'What interviewers saw', cap: 1.5, floor: -0.5, towardsCase: 1, basis: 'assumed' },
  checks: {
    title: 'Checks that people made',
    cap: 2,
    floor: -1.5,
    towardsCase: 2,
    basis: 'assumed',
    newest: true,
  },
  watched: {
    title: 'The company’s own list of institutions',
    cap: 0.2,
    floor: 0,
    towardsCase: 0,
    basis: 'assumed',
  },
  authorship: { title: 'Another hand wrote it', cap: 0.3, floor: 0, towardsCase: 0, basis: 'assumed' },
  sanctions: { title: 'A lead for counsel', cap: 0, floor: 0, towardsCase: 0, basis: 'assumed' },
  records: { title: 'Records checked at their source', cap: 1, floor: -1, towardsCase: 1, basis: 'assumed' },
} as const satisfies Record<string, Cap>

/** Before any evidence: 1 in 1,000 for each scheme. Assumed; no company's true rate is known. */
export const priors: Record<Scheme, number> = {
  'hands-elsewhere': -3,
  'device-elsewhere': -3,
  'identity-stolen': -3,
  'identity-invented': -3,
  'job-shared': -3,
}

export interface Tiers {
  /** An application is to be verified at this weight, of one scheme, from anything. */
  readonly verify: number
  /** A subject is listed at this weight from anything, and only at or above `listedProbability`. */
  readonly listed: number
  readonly listedProbability: number
  /** A case opens at this weight… */
  readonly opens: number
  /** …from at least this many families, each of which gives at least `familyCounts`. */
  readonly families: number
  readonly familyCounts: number
}

/** The two tiers. */
export const tiers: Tiers = {
  verify: 0.7,
  listed: 2,
  listedProbability: 0.05,
  opens: 4,
  families: 2,
  familyCounts: 0.5,
}

/** A subject's windows count for this long, back from the detector's newest window of that subject. */
export const memoryDays = 90

export interface FarmModel {
  /** log10 odds before ties are looked at. */
  prior: number
  /** What must hold a group together, log10. */
  holds: number
  lasting: { days: number; weight: number }
  /** Probability from which on a group is shown. */
  shown: number
  members: number
  caps: Partial<Record<AttributeType, number>>
  otherwise: number
  basis: Calibration['basis']
}

export interface LeadModel {
  strong: number
  /** log10 per scheme, by the number of links. */
  priors: { 1: number; 2: number }
  basis: Calibration['basis']
}

/**
 * What turns ties into a farm, all assumed. A group is one operation with `prior` before its ties are looked at: of
 * some 300 groups of colleagues who share what strangers don't, one.
 */
export const farmModel: FarmModel = {
  prior: -2.5,
  /**
   * A group is cut wherever less than this holds its sides together: a phone number (1.5) or a mailbox (2) on claims
   * that exclude each other joins no two farms, an account (2.4), a monitor (2.5) or a router of two weeks (2.5) does.
   */
  holds: 2.1,
  /** One router over more days than an offsite or a visit takes adds so much. Parcels to one counter come in for years. */
  lasting: { days: 30, weight: 0.3 },
  /** From here on a group is shown as a farm: likelier one than not. */
  shown: 0.5,
  /** Least members; two are enough where each has a case. Two who share are a couple until then. */
  members: 3,
  /** Most that one type of attribute adds, and that of a type without an entry. Of one kind of cause (a door, a contact) the
   * strongest counts. */
  caps: {
    network: 3,
    display: 2.5,
    account: 2.5,
    authenticator: 2.5,
    gadget: 2,
    address: 2,
    email: 2,
    phone: 1.5,
    profile: 1.5,
    resume: 1,
    relay: 1,
    recipient: 0.8,
    exit: 0.5,
    submission: 0.5,
    handle: 0.5,
  },
  otherwise: 1.5,
  basis: 'assumed',
}

/** What a person's confirmation of one case says of those within two strong links of it. All assumed. */
export const leadModel: LeadModel = {
  /** A link is strong from this weight on: one phone number on claims that exclude each other, a router of six days. */
  strong: 1.5,
  /**
   * Prior of each scheme at one and at two links from a confirmed case, in place of `priors`. What they share has been
   * weighed already, so this is only what the confirmation adds: ten times, and three times.
   */
  priors: { 1: -2, 2: -2.5 },
  basis: 'assumed',
}
