/** What the server, the console and private detectors import. */
export * from './accept.ts'
export * from './adverse-impact.ts'
export * from './budget.ts'
export * from './calibration.ts'
export * from './caps.ts'
export * from './cases.ts'
export * from './checks.ts'
export * from './coverage.ts'
export * from './decided.ts'
export * from './decided-csv.ts'
export * from './decisions/account.ts'
export * from './decisions/acts.ts'
export { standing } from './decisions/deciding.ts'
export * from './decisions/drafts.ts'
export {
  type Decided as DecidedRound,
  decisionOf,
  foldActs,
  inOrder,
  openingOf,
  type WorkState,
  withAct,
} from './decisions/fold.ts'
export { afterWorkingDays, playbookFor, playbookItem, playbooks, templates } from './decisions/playbooks.ts'
export * from './decisions/roles.ts'
export { type Asker, allowed, type Circumstances, mayDo, refusal, seatOf } from './decisions/rules.ts'
export { unread } from './decisions/seats.ts'
export { actsSeenBy, viewsHidden } from './decisions/seen-by.ts'
export { summaryOf } from './decisions/summary.ts'
export { detectors } from './detectors/index.ts'
export { canonical, digest, fraction } from './digest.ts'
export * from './directory.ts'
export * from './drain.ts'
export * from './engine.ts'
export * from './exact.ts'
export * from './examples.ts'
export * from './explain-score.ts'
export * from './exposure.ts'
export { type Facts, facts } from './facts/index.ts'
export type { FactList } from './facts/list.ts'
export * from './farms/index.ts'
export * from './fit-calibration.ts'
export * from './hunt.ts'
export { exactInterval } from './interval.ts'
export * from './linkage/index.ts'
export * from './links.ts'
export * from './measured.ts'
export { type Measure, type MeasureId, measures } from './measures.ts'
export * from './model.ts'
export * from './model-bounds.ts'
export * from './networks.ts'
export { type ConnectionId, connections } from './observations/connection.ts'
export { type Data, type Kind, kinds } from './observations/index.ts'
export * from './observations/kind.ts'
export type { JsonSchema, Problem } from './observations/schema.ts'
export * from './out.ts'
export { day, type FactLists, type Plan, plan, type Thresholds, thresholdOf } from './plan.ts'
export { isDropped, type Seen, type SeenData } from './privacy/firewall.ts'
export * from './privacy/timing-policy.ts'
export * from './privacy/withdraw.ts'
export * from './recall.ts'
export * from './rescoring.ts'
export {
  type Pair as ResumePair,
  type ResumeIndex,
  resumeIndex,
  type StoredResume,
} from './resumes/resume-index.ts'
export { foreseen, resumesIn, reuse, reused } from './resumes/reuse.ts'
export * from './score-at.ts'
export * from './scoring.ts'
export * from './screening.ts'
export { bestChecks, farOfHonest, readings, type Settled } from './settling.ts'
export * from './standing.ts'
export * from './suppressions.ts'
export * from './trends.ts'
export * from './tuning.ts'
export * from './types.ts'
export type * from './views.ts'
export type * from './views-of-applicants.ts'
export type * from './views-of-coverage.ts'
export type * from './views-of-decisions.ts'
export type * from './views-of-hunts.ts'
export type * from './views-of-links.ts'
export type * from './views-of-outputs.ts'
export type * from './views-of-person.ts'
export type * from './views-of-scoring.ts'
export type * from './views-of-trends.ts'
export type * from './views-of-tuning.ts'
export {
  collect,
  destinations,
  grace,
  type Loaded,
  shareSlot,
  type WindowState,
  windowFrom,
  windowKey,
} from './windows.ts'
export * from './words.ts'
