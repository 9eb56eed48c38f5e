import type {
  HuntFound,
  HuntMeasured,
  HuntRequest,
  HuntRows,
  HuntRun,
  HuntsView,
  HuntTable,
  HuntTally,
  HuntView,
} from '@telltale/core'
import { z } from 'zod'
import { subjectRef } from './schemas.ts'

/** The shapes of replies about hunts, each held to its view in core by the compiler. */

export const hunt = z
  .object({
    name: z.string(),
    says: z.string().describe('what it supposes'),
    detector: z.string().optional(),
    thresholds: z.record(z.string(), z.number()).optional().describe('those that are tried otherwise'),
    sql: z.string().optional(),
    shipped: z.boolean().describe('comes with Telltale'),
  })
  .meta({ id: 'Hunt' }) satisfies z.ZodType<HuntView>

const table = z.object({
  name: z.string(),
  says: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), says: z.string() })),
}) satisfies z.ZodType<HuntTable>

export const hunts = z
  .object({
    hunts: z.array(hunt),
    problems: z.array(z.string()).describe('files that can’t be used: file, field, and what to do'),
    noSql: z.string().optional().describe('why SQL can’t be run here'),
    views: z.array(table).describe('what SQL may read'),
  })
  .meta({ id: 'Hunts' }) satisfies z.ZodType<HuntsView>

const level = z.enum(['nothing', 'evidence', 'verify', 'listed', 'case'])

const subject = z.object({
  subject: subjectRef,
  pseudonym: z.string(),
  says: z.string(),
  weight: z.number().describe('log10, by the hunt'),
  weightNow: z.number().describe('log10, as it stands'),
  wouldBe: level,
  already: level.describe('what it is as it stands'),
  decided: z.enum(['confirmed', 'cleared', 'unsure']).optional(),
  case: z.string().optional().describe('an open case: it stays open'),
  to: z.number(),
})

const measured = z.object({
  of: z.number(),
  raised: z.number(),
  low: z.number().describe('exact 95 % interval (Clopper and Pearson)'),
  high: z.number(),
  listed: z.number(),
}) satisfies z.ZodType<HuntMeasured>

const tally = z.object({
  accused: z.number(),
  listed: z.number(),
  cases: z.number(),
  cleared: measured.describe('the false-alarm cost'),
  confirmed: measured,
}) satisfies z.ZodType<HuntTally>

const found = z.object({
  detector: z.string(),
  thresholds: z.array(
    z.object({ name: z.string(), value: z.number(), was: z.number(), unit: z.string(), says: z.string() }),
  ),
  raised: z.array(subject),
  dropped: z.array(subject),
  counts: z.object({ raised: z.number(), dropped: z.number() }),
  now: tally,
  would: tally,
  judged: z.object({ windows: z.number(), attributes: z.number(), subjects: z.number() }),
  notes: z.array(z.string()),
}) satisfies z.ZodType<HuntFound>

const rows = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  truncated: z.boolean(),
}) satisfies z.ZodType<HuntRows>

export const huntRun = z
  .object({
    name: z.string().optional(),
    says: z.string().optional(),
    took: z.number().describe('milliseconds'),
    found: found.optional().describe('of a hunt with a detector'),
    table: rows.optional().describe('of a hunt in SQL'),
  })
  .meta({ id: 'HuntRun' }) satisfies z.ZodType<HuntRun>

export const huntRequest = z.strictObject({
  name: z.string().max(100).optional().describe('a saved hunt'),
  detector: z.string().max(200).optional(),
  thresholds: z.record(z.string(), z.number()).optional(),
  sql: z.string().max(20_000).optional(),
  minutes: z.number().min(0.01).max(120).optional().describe('stopped after this long; 10 unless given'),
}) satisfies z.ZodType<HuntRequest>
