import {
  type CanariesView,
  type CoverageView,
  connections,
  type DecidedTrendsView,
  grounds,
  type Kind,
  kinds,
  type SampleDraw,
  schemes,
  type TrendCasesView,
} from '@telltale/core'
import { z } from 'zod'
import { subjectRef } from '../api/schemas.ts'

/** The shapes of replies about coverage, samples, canaries and trends, held to their views in core by the compiler. */

const millis = z.number().describe('milliseconds since the epoch')
const who = z.enum(['workers', 'applicants'])
const cell = z.enum(['place', 'device', 'hands', 'identity', 'pay'])
export const stage = z.enum(['application', 'onboarding', 'work'])
export const scheme = z.enum(schemes)
const kind = z.enum(Object.keys(kinds) as [Kind, ...Kind[]])
const connection = z.enum(Object.keys(connections) as [keyof typeof connections])
const measured = { of: who, measured: z.number(), population: z.number() }

export const coverageView = z
  .object({
    at: millis,
    days: z.number(),
    workers: z.number(),
    applicants: z.number(),
    detectors: z.array(
      z.object({
        detector: z.string(),
        title: z.string(),
        tests: cell,
        stage,
        status: z.enum(['shadow', 'experimental', 'stable', 'retired']),
        ...measured,
        reasons: z.array(z.object({ because: z.string(), subjects: z.number() })),
        otherReasons: z.number(),
      }),
    ),
    cells: z.array(z.object({ name: cell, ...measured, detectors: z.array(z.string()) })),
    schemes: z.array(z.object({ name: scheme, ...measured, detectors: z.array(z.string()) })),
    blindSpots: z.array(
      z.object({
        cell,
        of: who,
        subjects: z.number(),
        population: z.number(),
        says: z.string(),
        often: z.string().optional(),
      }),
    ),
    next: z.array(
      z.object({
        connection,
        title: z.string(),
        hours: z.number().describe('assumed'),
        connected: z.boolean(),
        kinds: z.array(kind),
        cells: z.array(cell),
        detectors: z.array(z.string()),
        workers: z.number().describe('at most'),
        applicants: z.number().describe('at most'),
      }),
    ),
    stale: z.array(z.object({ kind: z.string(), count: z.number(), receivedAt: millis, days: z.number() })),
  })
  .meta({ id: 'Coverage' }) satisfies z.ZodType<CoverageView>

const ranged = z.object({ estimate: z.number(), low: z.number(), high: z.number() })

export const sampleSettings = z.object({
  workers: z.number().int().min(0).max(10_000).describe('drawn each quarter; 0 draws nobody'),
  applicants: z.number().int().min(0).max(10_000),
  check: z.string().trim().min(1).max(1000).describe('what everybody who is drawn is offered'),
})

export const sampleDraw = z
  .object({
    quarter: z.string(),
    of: who,
    drawnAt: millis,
    by: z.string(),
    frame: z.number().describe('how many could have been drawn'),
    size: z.number(),
    check: z.string(),
    commitment: z.string(),
    subjects: z.array(
      z.object({
        subject: subjectRef,
        pseudonym: z.string(),
        outcome: z.enum(['waiting', 'cleared', 'confirmed', 'skipped']),
        at: millis.optional(),
        by: z.string().optional(),
        because: z.string().optional(),
      }),
    ),
    recall: z.object({
      checked: z.number(),
      waiting: z.number(),
      skipped: z.number(),
      missedInSample: z.number(),
      found: z.number(),
      missed: ranged.optional(),
      recall: ranged.optional(),
      wantedForHalf: z.number().optional(),
      says: z.string(),
    }),
  })
  .meta({ id: 'SampleDraw' }) satisfies z.ZodType<SampleDraw>

export const sampleOutcome = z.object({
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/, 'expected a quarter such as 2026-Q4'),
  of: who,
  subject: subjectRef,
  outcome: z.enum(['cleared', 'skipped']).describe('against somebody only a case with two people decides'),
  ground: z.enum(grounds).optional(),
  because: z.string().trim().min(1).max(2000),
})

export const drawProof = z.object({
  quarter: z.string(),
  of: who,
  holds: z.boolean(),
  says: z.string(),
  frame: z.number(),
  key: z.string().optional().describe('once the quarter is over'),
})

export const canariesView = z
  .object({
    canaries: z.array(
      z.object({
        id: z.string(),
        subject: subjectRef,
        scheme,
        what: z.string(),
        by: z.string(),
        plantedAt: millis,
        endedAt: millis.optional(),
        arrived: z.boolean(),
        found: z.object({ at: millis, as: z.enum(['case', 'listed', 'verify', 'hold']) }).optional(),
      }),
    ),
    recall: z.object({ found: z.number(), of: z.number(), low: z.number(), high: z.number() }),
    time: z.object({ median: z.number(), low: z.number(), high: z.number(), n: z.number() }).optional(),
    says: z.string(),
  })
  .meta({ id: 'Canaries' }) satisfies z.ZodType<CanariesView>

const change = z.object({ change: z.number(), low: z.number(), high: z.number() })
const changes = z.object({ confirmed: change, cleared: change })
const half = z.object({ median: z.number(), low: z.number(), high: z.number(), n: z.number() })
const tally = { confirmed: z.number(), cleared: z.number() }

export const decidedTrends = z
  .object({
    from: millis,
    to: millis,
    ...tally,
    clearedOnAppeal: z.number(),
    open: z.number(),
    onBefore: changes,
    onYear: changes,
    weeks: z.array(z.object({ from: millis, ...tally, open: z.number() })),
    quarters: z.array(
      z.object({
        period: z.string(),
        from: millis,
        ...tally,
        running: z.boolean(),
        onQuarter: changes.optional(),
        onYear: changes.optional(),
        decide: half.optional(),
      }),
    ),
    detectors: z.array(
      z.object({
        detector: z.string(),
        confirmed: z.number(),
        decided: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    ),
    stages: z.array(z.object({ name: stage, ...tally })),
    schemes: z.array(z.object({ name: scheme, ...tally })),
    falseAccusations: z.object({ overturned: z.number(), confirmed: z.number(), high: z.number() }),
    times: z.object({
      detect: half.optional(),
      decide: half.optional(),
      deciding: half.optional(),
      decideYearBefore: half.optional(),
    }),
    pay: z.object({
      sums: z.array(
        z.object({
          currency: z.string(),
          low: z.number(),
          high: z.number(),
          people: z.number(),
          toContractEnd: z.number(),
        }),
      ),
      unknown: z.number(),
      says: z.string(),
    }),
    cameOut: z.object({
      screened: z.number(),
      verified: z.number(),
      held: z.number(),
      cases: z.number(),
    }),
    cameOutChanges: z.object({
      screened: z.object({ onBefore: change, onYear: change }),
      verified: z.object({ onBefore: change, onYear: change }),
      held: z.object({ onBefore: change, onYear: change }),
    }),
    filter: z.object({
      stage: stage.optional(),
      scheme: scheme.optional(),
      detector: z.string().optional(),
    }),
    simulated: z.boolean(),
  })
  .meta({ id: 'DecidedTrends' }) satisfies z.ZodType<DecidedTrendsView>

export const trendCases = z
  .object({
    cases: z.array(
      z.object({
        subject: subjectRef,
        pseudonym: z.string(),
        case: z.string().optional(),
        outcome: z.enum(['confirmed', 'cleared', 'open']),
        at: millis,
        openedAt: millis.optional(),
        firstSign: millis.optional(),
        overturned: z.literal(true).optional(),
        fired: z.array(z.string()),
      }),
    ),
    total: z.number(),
  })
  .meta({ id: 'TrendCases' }) satisfies z.ZodType<TrendCasesView>
