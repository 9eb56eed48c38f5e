import type { Check } from './checks.ts'
import type { About } from './model.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import type { Score } from './scoring.ts'
import type { Calibration, Evidence, Family, Ratios, Scheme, Stage } from './types.ts'

/**
 * A score taken apart: what the server answers and the console draws. Types only; weights are log10, probabilities
 * 1 − P(honest) unless a scheme is named.
 */

/** Where a score puts somebody: nowhere, into the queue, or into a case. */
export type Tier = 'nothing' | 'listed' | 'case'

/** What a score comes to, in short. */
export interface Standing {
  scheme: Scheme
  weight: number
  probability: number
  tier: Tier
}

/** `measured` and `simulated` say on what and, where known, on how many; so does `assumed`. */
export type Basis = Calibration

/** What one family adds to one scheme. */
export interface FamilyAdds {
  family: Family
  title: string
  /** What counts: within cap and floor. */
  weight: number
  /** Before cap and floor. */
  mean: number
  capped: boolean
  /** Most that it counts towards opening a case. */
  towardsCase: number
  cap: number
  floor: number
  /** Of the cap itself. */
  basis: Calibration['basis']
  /** Ids of its pieces, the weightiest first. */
  pieces: string[]
}

/** What could not be measured of one scheme, and how far it could move the score either way. */
export interface Missing {
  family: Family
  title: string
  /** The detectors that could judge it, each with why it has not; `because` is absent where nothing was heard at all. */
  detectors: { detector: string; title: string; because?: string }[]
  /** True where other detectors of the family have judged. */
  partly: boolean
  /** What the family adds now, and could add at the least and at the most. */
  now: number
  least: number
  most: number
  /** P(misrepresentation) were it measured at its least and at its most, all else as it is. */
  ifLeast: number
  ifMost: number
}

export interface SchemeExplained {
  scheme: Scheme
  prior: number
  weight: number
  towardsCase: number
  probability: number
  /** The weightiest first. */
  accuses: FamilyAdds[]
  clears: FamilyAdds[]
  missing: Missing[]
  /** The scheme's weight if everything that is missing cleared, and if everything accused. */
  least: number
  most: number
}

/** One piece of evidence, with what would stand without it. */
export interface PieceExplained {
  evidence: string
  detector: string
  title: string
  family: Family
  is: Evidence['is']
  says: string
  weights: Ratios
  /** About a shared attribute. */
  link: boolean
  basis: Basis
  without: Standing
  /** P(misrepresentation) as it is, less what it would be without: positive where the piece accuses. */
  adds: number
  /** Without it the subject would be in another tier. */
  decides: boolean
}

/**
 * One thing that evidence was taken from and that is taken to be the subject's: a device, an application, a shared
 * attribute. `without`: what would stand if that were wrong.
 */
export interface Tie {
  to: SubjectRef
  pieces: string[]
  without: Standing
  decides: boolean
}

export interface ScoreExplained {
  now: Standing
  score: Score
  /** Version of the model. */
  model: string
  /** Whose priors hold, and where they come from. */
  prior: { stage?: Stage; population: string; because: string }
  /** What the probability rests on, in a few words: "assumed model", "calibrated on 62 decisions". */
  restsOn: string
  /** The likeliest first. */
  schemes: SchemeExplained[]
  /** Counted evidence, by how much it adds either way. */
  pieces: PieceExplained[]
  ties: Tie[]
  /** Evidence that stands and counts nothing, and why. */
  uncounted: { evidence: string; why: 'shadow' | 'set-aside' | 'older' | 'replaced' }[]
}

/** What may come out of a check, and what would stand then. */
export interface SettlingOutcome extends Standing {
  outcome: 'confirmed' | 'denied' | 'nobody' | 'near' | 'far'
  /** How likely it is by the score as it stands. */
  likelihood: number
}

/** A check that would move the score, with what an hour of it is worth. */
export interface SettlingCheck {
  /** Of the check catalogue, or of the measures. */
  id: string
  is: 'check' | 'measure'
  title: string
  /** Minutes of work for those who make it. */
  minutes: number
  needs?: Check['needs']
  /** Evidence that it would settle. */
  because: string[]
  /** Families that it would measure. */
  families: Family[]
  /** Expected absolute change of P(misrepresentation), 0 to 1; and per hour of work. */
  moves: number
  movesPerHour: number
  /** Expected absolute change of the log10 odds of misrepresentation; and per hour of work. */
  shifts: number
  shiftsPerHour: number
  outcomes: SettlingOutcome[]
  /** "If near 7 %, if far 99.97 %." */
  says: string
  basis: Basis
}

/** Reply of `GET /v1/cases/:id/explained` and `GET /v1/subjects/:ref/explained`. */
export interface ExplainedView extends ScoreExplained {
  subject: SubjectRef
  /** Best first; the first one is what to offer. */
  settles: SettlingCheck[]
}

/** What of a finding a past score was made from, and its words; exhibits are not kept. */
export type Piece = Pick<
  Evidence,
  | 'id'
  | 'detector'
  | 'version'
  | 'family'
  | 'stage'
  | 'is'
  | 'subject'
  | 'subjects'
  | 'weighsOn'
  | 'weights'
  | 'weight'
  | 'says'
  | 'history'
  | 'from'
  | 'to'
  | 'status'
  | 'shadow'
  | 'calibration'
>

/** Reply of `GET /v1/cases/:id/score?at=`. */
export interface ScoreThen {
  subject: SubjectRef
  case?: string
  at: Millis
  /** False before it first came into the queue and while it had left it: then nothing was shown of it. */
  recorded: boolean
  /** From when to when exactly this stood; `until` is absent while it still does. */
  since?: Millis
  until?: Millis
  model?: string
  about?: About
  score?: Score
  tier?: Tier
  pieces: Piece[]
  /** In a sentence, what is not known of that time. */
  note?: string
}

export interface ReliabilityRow {
  /** Of the assumed probability. */
  from: number
  to: number
  n: number
  confirmed: number
  /** Mean assumed probability, and mean calibrated one, cross-validated, where there is a curve. */
  assumed: number
  calibrated?: number
  /** Share confirmed, with its exact 95 % interval. */
  share: number
  low: number
  high: number
}

export interface Accuracy {
  brier: number
  logLoss: number
}

/** Reply of `GET /v1/calibration`. */
export interface CalibrationView {
  /** "assumed model" or "calibrated on n decisions". */
  is: 'assumed' | 'fitted'
  says: string
  /** Decisions with independent ground: the only ones that calibrate. */
  n: number
  confirmed: number
  cleared: number
  byGround: Record<string, { confirmed: number; cleared: number }>
  /** Decisions that don't calibrate, by why. */
  apart: { withoutGround: number; unsure: number; withoutScore: number; simulated: number }
  /** How many are needed, of both kinds together and of each. */
  needs: { n: number; ofEach: number }
  /** How well the assumed model does on them; absent while there are none. */
  assumed?: Accuracy
  /** Each method, cross-validated; absent below `needs`. */
  methods?: { method: 'assumed' | 'isotonic' | 'beta'; accuracy: Accuracy; chosen: boolean }[]
  reliability: ReliabilityRow[]
  /** Version of the model that calibrated ones would replace. */
  model: string
  /** True once the model in force carries a curve that holds for it. */
  inForce: boolean
  /** A curve foretells these decisions better than the assumed model does: it can be put in force. */
  canFit: boolean
  notes: string[]
}
