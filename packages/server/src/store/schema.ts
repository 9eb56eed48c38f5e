import type { ColumnType, Generated } from 'kysely'
import type { RecordKind } from './accounts.ts'

/**
 * The tables, as Kysely sees them; `migrations/` makes them. The same on the embedded and on any Postgres 15+.
 *
 * States and findings are `json`, not `jsonb`: nothing looks inside them in SQL, `json` keeps the order of
 * members and every character (jsonb refuses \u0000 and unpaired surrogates, which real exports contain),
 * and it is cheaper to write. Times are double precision: exact for all milliseconds below 2^53, and a time
 * with a fraction is still a time. Texts that are compared are `collate "C"`, so that their order is the same
 * on every database.
 */
export interface Tables {
  observations: {
    source: string
    id: string
    digest: string
    kind: string
    at: number
    received_at: number
    about: string[]
    /** Null for timing kinds: their raw times are dropped once they have been accumulated. */
    data: Json
    derived: Json
    simulated: boolean
  }
  /** How many observations of each kind, so that nothing has to count them. */
  heard: { kind: string; simulated: boolean; count: number; received_at: number }
  windows: { subject: string; slot: string; from_ms: number; closed: boolean; state: Json }
  /** The slots that windows exist of: with them, "the window before" is one look into an index. */
  slots: { slot: string }
  watermarks: { subject: string; at: number }
  learned: { seq: Generated<number>; subject: string; lesson: Json }
  outbox: { seq: Generated<number>; subject: string; share: Json }
  /** `members`: on how many subjects it was seen, estimated for a hub. */
  attributes: { ref: string; state: Json; members: number }
  evidence: {
    id: string
    detector: string
    subject: string
    subjects: string[]
    weighs_on: string[]
    accuses: boolean
    /** Accusing evidence about a shared attribute: what ties cases into farms. */
    ties: boolean
    to_ms: number
    body: Json
  }
  abstentions: {
    seq: Generated<number>
    detector: string
    subject: string
    from_ms: number
    weighs_on: string[]
    body: Json
  }
  settings: { name: string; value: Json }
  faults: { seq: Generated<number>; body: Json }
  /** `mark` grows with each change, so that a change during folding is not lost. */
  unfolded: { subject: string; mark: Generated<number> }
  queue: { subject: string; weight: number; item: Json }
  /** `state` and what follows it are what a case's acts come to, for lists and look-ups. */
  cases: {
    subject: string
    id: string
    opened_at: number
    state: Generated<string>
    owner: string | null
    closed_at: number | null
    merged_into: string | null
    readers: string[] | null
    held: Generated<boolean>
    summary: Json
  }
  acts: { case_id: string; at: number; id: string; subject: string; body: Json }
  attachments: { case_id: string; id: string; subject: string; bytes: Uint8Array }
  decisions: { case_id: string; act: string; subject: string; at: number; conclusion: string; body: Json }
  /** Observations that acts became, on their way into the inbox. */
  to_tell: { seq: Generated<number>; subject: string; row: Json }
  /** `key` is a digest of the item, so that a delivery that comes again adds nothing. */
  /** One row an application. `outcome` is null while only a move of it is known. */
  screenings: {
    application: string
    requisition: string | null
    applied_at: number | null
    screened_at: number | null
    since: number | null
    outcome: string | null
    reached: string | null
    weight: number | null
    probability: number | null
    scheme: string | null
    worth: number | null
    settled: boolean | null
    stage: string | null
    stage_at: number | null
    stage_key: string | null
    reason: string | null
    decided: string | null
    decided_at: number | null
    decided_key: string | null
  }
  resumes: { application: string; at: number; signature: Uint8Array }
  quarantine: { seq: Generated<number>; key: string; body: Json }
  audit: {
    seq: number
    at: number
    actor: string
    did: string
    about: string | null
    details: string | null
    hash: string
  }
  audit_subjects: { subject: string; salt: string; token: string }
  audit_details: { seq: number; salt: string; body: string }
  /** Which subjects the text of an entry names. */
  audit_named: { named: string; seq: number }
  audit_head: { one: Generated<boolean>; seq: number; hash: string }
  audit_checkpoints: { seq: number; body: Json }
  words: { seq: Generated<number>; id: string; act: 'said' | 'undone'; body: Json }
  /** Accounts, credentials, sessions, tokens and links. */
  account_records: { kind: RecordKind; id: string; body: Json; simulated: boolean }
  measured: {
    subject: string
    by: string
    judged_at: number | null
    abstained_at: number | null
    because: string | null
  }
  measured_by: { by: string }
  decided: { id: string; subject: string; outcome: string; at: number; body: Json }
  canaries: { id: string; subject: string; planted_at: number; body: Json }
  sample_draws: { quarter: string; population: string; body: Json; places: Uint8Array }
  sampled: { quarter: string; population: string; subject: string; place: number; skipped: Json }
  tuning: { seq: Generated<number>; suppression: string | null; body: Json }
  begun: { seq: Generated<number>; subject: string; at: number; weight: number; opened: boolean }
  score_pieces: {
    seq: Generated<number>
    subject: string
    evidence: string
    digest: string
    since: number
    until: number | null
    body: Json
  }
  score_marks: { seq: Generated<number>; subject: string; since: number; model: string | null; about: Json }
  score_models: { version: string; body: Json }
  retention_runs: { seq: Generated<number>; at: number; body: Json }
  corrections: { id: string; subject: string; at: number; body: Json }
  inbox: { seq: Generated<number>; bytes: number; body: string }
}

/** Read as the value, written as its text. */
// biome-ignore lint/suspicious/noExplicitAny: each reader knows which value it stored.
type Json = ColumnType<any, string | null, string | null>
