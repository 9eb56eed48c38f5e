import {
  type Answer,
  type ApplicantItem,
  type ApplicantView,
  type Check,
  type CheckId,
  checks,
  type Finding,
  type ListView,
  type OfferedCheck,
  type Outcome,
  type RequisitionView,
  type SanctionsLead,
  type ScreenedPeriod,
  type ScreenedReply,
  type Screening,
  schemes,
  type TrendsView,
} from '@telltale/core'
import { z } from 'zod'
import { subjectRef } from './schemas.ts'

/** The shapes of replies about applicants, each held to its view in core by the compiler. */

const millis = z.number().describe('milliseconds since the epoch')
const weight = z.number().describe('log10 likelihood ratio against honest')
const scheme = z.enum(schemes)
export const outcome = z
  .enum(['proceed', 'verify', 'hold'])
  .meta({ id: 'Outcome', description: 'hold: for two people to decide' }) satisfies z.ZodType<Outcome>
export const answer = z.enum(['confirmed', 'denied', 'nobody']) satisfies z.ZodType<Answer>
export const checkId = z.enum(Object.keys(checks) as [CheckId, ...CheckId[]]).meta({ id: 'CheckId' })
export const stage = z.enum(['advanced', 'interview', 'offer', 'hired', 'rejected', 'withdrawn'])
const decided = z.enum(['confirmed', 'cleared', 'unsure'])

const finding = z
  .object({
    evidence: z.string(),
    detector: z.string(),
    title: z.string(),
    says: z.string(),
    weight,
    without: outcome.optional().describe('what the outcome would be without it'),
    benign: z.array(z.string()).readonly(),
    clears: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Finding' }) satisfies z.ZodType<Finding>

const after = z.object({ outcome, weight, probability: z.number() })
const offered = z
  .object({
    check: checkId,
    title: z.string(),
    minutes: z.number(),
    because: z.array(z.string()),
    moves: z.number().describe('by how much P(misrepresentation) is expected to move'),
    after: z.object({ confirmed: after, denied: after, nobody: after }),
  })
  .meta({ id: 'OfferedCheck' }) satisfies z.ZodType<OfferedCheck>

const screeningShape = {
  application: subjectRef,
  outcome,
  weight,
  probability: z.number(),
  scheme,
  doesNotFit: z.array(finding),
  checksOut: z.array(finding),
  notChecked: z.array(z.object({ detector: z.string(), title: z.string(), because: z.string() })),
  offered: z.array(offered),
  baseline: z.array(checkId),
  answered: z.array(z.string()),
}
export const screening = z.object(screeningShape).meta({ id: 'Screening' }) satisfies z.ZodType<Screening>

const remark = z.object({ field: z.string(), reason: z.string() })
export const screenedReply = z
  .object({
    ...screeningShape,
    durable: z.literal(true),
    took: z.number().describe('milliseconds'),
    remarks: z.array(remark),
  })
  .meta({ id: 'ScreenedReply' }) satisfies z.ZodType<ScreenedReply>
export const screenedFile = z.object({
  screened: z.array(screenedReply),
  taken: z.number().describe('rows that are on the disk'),
  problems: z.array(z.object({ row: z.number(), field: z.string(), reason: z.string() })),
})

const itemShape = {
  application: subjectRef,
  pseudonym: z.string(),
  requisition: z.string(),
  appliedAt: millis,
  screenedAt: millis,
  since: millis,
  outcome,
  weight,
  probability: z.number(),
  scheme,
  worth: z.number().describe('what its best check is expected to move, for each minute: ranks the list'),
  settled: z.boolean(),
  dueAt: millis.optional(),
  overdue: z.boolean().optional(),
  stage: stage.optional(),
  reason: z.string().optional(),
  decided: decided.optional(),
  simulated: z.boolean(),
}
export const applicantItem = z.object(itemShape).meta({ id: 'Applicant' }) satisfies z.ZodType<ApplicantItem>
export const applicants = z.object({ items: z.array(applicantItem), total: z.number() })

export const requisition = z
  .object({
    id: z.string(),
    title: z.string().optional(),
    baseline: z.array(checkId),
    offers: z.boolean(),
    proceed: z.number(),
    verify: z.number(),
    hold: z.number(),
    newest: millis,
  })
  .meta({ id: 'Requisition' }) satisfies z.ZodType<RequisitionView>

export const applicant = z
  .object({
    ...itemShape,
    screening,
    requisitionView: requisition,
    answers: z.array(
      z.object({
        at: millis,
        form: z.string(),
        check: checkId.optional(),
        answer: answer.optional(),
        by: z.string().optional(),
      }),
    ),
    log: z.array(z.object({ at: millis, did: z.string(), by: z.string().optional() })),
  })
  .meta({ id: 'ApplicantView' }) satisfies z.ZodType<ApplicantView>

export const period = z
  .object({
    period: z.string(),
    from: millis,
    screened: z.number(),
    verified: z.number(),
    held: z.number(),
    confirmed: z.number(),
    cleared: z.number(),
    rejectedOfProceed: z.number().optional(),
    rejectedOfVerify: z.number().optional(),
    growthHeld: z.number().optional(),
    growthScreened: z.number().optional(),
  })
  .meta({ id: 'ScreenedPeriod' }) satisfies z.ZodType<ScreenedPeriod>
const rate = z.tuple([z.number(), z.number()])
export const trends = z
  .object({
    by: z.enum(['week', 'quarter']),
    periods: z.array(period),
    afterVerify: z
      .object({ ratio: z.number(), low: z.number(), high: z.number(), verify: rate, proceed: rate })
      .optional()
      .describe('selection rate after verify over that after proceed, with its 95 % interval'),
    overdue: z.number(),
  })
  .meta({ id: 'Trends' }) satisfies z.ZodType<TrendsView>

const odds = z.tuple([z.number(), z.number()]).readonly()
export const check = z
  .object({
    title: z.string(),
    minutes: z.number(),
    form: z.string(),
    asks: z.tuple([z.string()], z.string()).readonly(),
    fields: z.array(z.string()).readonly().optional(),
    care: z.string(),
    say: z.string().optional(),
    honest: odds.describe('P(confirmed) and P(denied) of an honest claim: assumed'),
    false: z.partialRecord(scheme, odds),
    needs: z.enum(['offer', 'consent']).optional(),
    baseline: z.boolean(),
  })
  .meta({ id: 'Check' }) satisfies z.ZodType<Check>

export const lead = z
  .object({
    subject: subjectRef,
    pseudonym: z.string(),
    says: z.string(),
    at: millis,
    lists: z.record(z.string(), z.string()),
  })
  .meta({ id: 'SanctionsLead' }) satisfies z.ZodType<SanctionsLead>

export const list = z
  .object({
    id: z.string(),
    title: z.string(),
    source: z.string(),
    licence: z.string(),
    version: z.string(),
    date: z.string().optional(),
    entries: z.number(),
    bytes: z.number(),
    ageDays: z.number().optional(),
    origin: z.enum(['built-in', 'npm', 'loaded', 'company', 'none']),
    stale: z.boolean(),
    into: z.string().optional(),
  })
  .meta({ id: 'List' }) satisfies z.ZodType<ListView>
