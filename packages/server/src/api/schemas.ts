import {
  attributeTypes,
  type BudgetLine,
  type ClaimCard,
  caps,
  type DetectorView,
  type Evidence,
  type Exhibit,
  type Family,
  type Leg,
  type ModelView,
  type ObservationsView,
  type QuarantineItem,
  type QueueItem,
  type QueueView,
  type Score,
  type StatusView,
  type SubjectRef,
  type SubjectView,
  schemes,
  subjectTypes,
} from '@telltale/core'
import { z } from 'zod'

/**
 * The shapes of replies: they type the routes and become the OpenAPI document. Each one is held to its view in
 * core by the compiler. Times are milliseconds since the epoch, weights log10 likelihood ratios.
 */

const millis = z.number().describe('milliseconds since the epoch')
const weight = z.number().describe('log10 likelihood ratio against honest')
const types = [...subjectTypes, ...attributeTypes].join('|')

export const subjectRef = z
  .string()
  .regex(new RegExp(`^(?:${types}):\\S+$`))
  .meta({ id: 'SubjectRef', examples: ['person:W-17'] }) as unknown as z.ZodType<SubjectRef, SubjectRef>
export const scheme = z.enum(schemes).meta({ id: 'Scheme' })
export const family = z.enum(Object.keys(caps) as [Family, ...Family[]]).meta({ id: 'Family' })
export const stage = z.enum(['application', 'onboarding', 'work'])
export const basis = z.enum(['measured', 'simulated', 'assumed'])
export const calibration = z
  .object({ basis, on: z.string(), n: z.number().optional() })
  .meta({ id: 'Calibration' })
export const ratios = z.partialRecord(scheme, weight)

/** A person or an application: who can be decided on, planted or grouped. */
export const someoneRef = z
  .string()
  .regex(/^(?:person|application):\S+$/, 'expected a person or an application, such as person:W-17')
  .max(300) as unknown as z.ZodType<SubjectRef>

const leg = z
  .object({
    leg: z.enum(['exit', 'device', 'hands']),
    estimate: z.number(),
    low: z.number(),
    high: z.number(),
    level: z.number(),
    basis: z.string(),
    reads: z.enum(['contradicts', 'clears', 'unremarkable']),
    tool: z.number().optional(),
  })
  .meta({
    id: 'Leg',
    description: 'A leg of the distance ribbon, in milliseconds of round trip',
  }) satisfies z.ZodType<Leg>

const interval = z.object({ low: z.number(), high: z.number() })
const exhibit = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('number'),
      label: z.string(),
      value: z.number(),
      unit: z.string(),
      expected: interval.optional(),
    }),
    z.object({
      type: z.literal('histogram'),
      label: z.string(),
      unit: z.string(),
      from: z.number(),
      step: z.number(),
      counts: z.array(z.number()),
      mark: z.number().optional(),
    }),
    z.object({
      type: z.literal('timeline'),
      label: z.string(),
      events: z.array(z.object({ at: millis, label: z.string() })),
    }),
    z.object({
      type: z.literal('table'),
      label: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number()]))),
    }),
    z.object({
      type: z.literal('ribbon'),
      legs: z.array(leg),
      collector: z.string().optional(),
      claim: interval.extend({ estimate: z.number(), label: z.string() }).optional(),
      claimKm: z.number().optional(),
    }),
    z.object({
      type: z.literal('subjects'),
      label: z.string(),
      subjects: z.array(z.object({ ref: subjectRef, note: z.string() })),
    }),
  ])
  .meta({ id: 'Exhibit' }) satisfies z.ZodType<Exhibit>

export const evidence = z
  .object({
    id: z.string(),
    detector: z.string(),
    version: z.number(),
    family,
    stage,
    is: z.enum(['evidence', 'clear']),
    subject: subjectRef,
    subjects: z.array(subjectRef),
    weighsOn: z.array(subjectRef),
    weights: ratios,
    weight,
    says: z.string(),
    history: z.literal(true).optional().describe('weighed against the same person’s own earlier days'),
    exhibits: z.array(exhibit),
    from: millis,
    to: millis,
    status: z.enum(['provisional', 'final']),
    shadow: z.boolean(),
    setAside: z
      .object({
        suppression: z.string(),
        by: z.string(),
        because: z.string(),
        owner: z.string(),
        until: millis,
      })
      .optional()
      .describe('a person set it aside: it weighs nothing until then'),
    calibration,
    lists: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Evidence' }) satisfies z.ZodType<Evidence>

const abstention = z
  .object({
    detector: z.string(),
    subject: subjectRef,
    weighsOn: z.array(subjectRef),
    from: millis,
    because: z.string(),
  })
  .meta({ id: 'Abstention' })

export const score = z
  .object({
    scheme,
    weight,
    probability: z.number(),
    listed: z.boolean(),
    opens: z.boolean(),
    schemes: z.array(
      z.object({
        scheme,
        prior: z.number(),
        weight,
        towardsCase: z.number(),
        families: z.number(),
        probability: z.number(),
        parts: z.array(
          z.object({
            family,
            mean: z.number(),
            weight,
            towardsCase: z.number(),
            capped: z.boolean(),
            detectors: z.array(
              z.object({
                detector: z.string(),
                mean: z.number(),
                windows: z.number(),
                evidence: z.array(z.string()),
              }),
            ),
          }),
        ),
      }),
    ),
    model: z.string().describe('version of the model that it was made by'),
    calibrated: z
      .object({ n: z.number(), assumed: z.number() })
      .optional()
      .describe('on how many decisions the probability rests; absent while it is the assumed model’s'),
  })
  .meta({ id: 'Score' }) satisfies z.ZodType<Score>

export const queueItem = z
  .object({
    subject: subjectRef,
    pseudonym: z.string(),
    case: z.string().optional(),
    farm: z.string().optional(),
    score,
    standsOut: z.string(),
    check: z.string(),
    legs: z.array(leg),
    firstSign: millis,
    lastSign: millis,
    since: millis.optional().describe('when it came into the queue, or its case opened if that was later'),
    simulated: z.boolean(),
    lead: z
      .object({ confirmed: subjectRef, pseudonym: z.string(), links: z.number() })
      .optional()
      .describe('the nearest confirmed case, where one is within two strong links; weighs nothing'),
  })
  .meta({ id: 'QueueItem' }) satisfies z.ZodType<QueueItem>

const counts = z
  .object({
    observations: z.number(),
    subjects: z.number(),
    evidence: z.number(),
    listed: z.number(),
    cases: z.number(),
    farms: z.number(),
    quarantined: z.number(),
  })
  .meta({ id: 'Counts' })

export const budgetLine = z
  .object({
    day: millis,
    perDay: z.number().int().min(1).max(10_000).nullable().describe('null: no ceiling'),
    above: z.number().describe('came in on that day and stand above the line'),
    below: z.array(subjectRef).describe('not counted in the budget; never hidden'),
  })
  .meta({ id: 'BudgetLine' }) satisfies z.ZodType<BudgetLine>

export const queue = z
  .object({ items: z.array(queueItem), budget: budgetLine.optional(), counts })
  .meta({ id: 'Queue' }) satisfies z.ZodType<QueueView>

const place = z.object({
  lat: z.number().optional(),
  lon: z.number().optional(),
  country: z.string().optional(),
  region: z.string().optional(),
  city: z.string().optional(),
})
const claims = z
  .object({
    place: place.optional(),
    home: subjectRef.optional(),
    start: millis.optional(),
    end: millis.optional(),
    pay: z.object({ yearly: z.number(), currency: z.string() }).optional(),
    employer: z.string().optional(),
    role: z.string().optional(),
    timeZone: z.string().optional(),
  })
  .meta({ id: 'ClaimCard' }) satisfies z.ZodType<ClaimCard>

export const subject = queueItem
  .extend({
    setAside: z
      .object({ pieces: z.number(), weight })
      .optional()
      .describe('people set so many pieces aside; what it would weigh with them'),
    subjects: z.array(subjectRef),
    claims: claims.optional(),
    evidence: z.array(evidence),
    abstentions: z.array(abstention),
    log: z.array(z.object({ at: millis, by: z.string(), did: z.string() })),
    neighbours: z.object({
      previous: z.string().optional(),
      next: z.string().optional(),
      position: z.number(),
      of: z.number(),
    }),
  })
  .meta({ id: 'Subject' }) satisfies z.ZodType<SubjectView>

const words = z.tuple([z.string()], z.string()).readonly()
const reference = z.object({ title: z.string(), url: z.string().optional() })
export const detector = z
  .object({
    id: z.string(),
    version: z.number(),
    title: z.string(),
    why: z.string(),
    benign: words,
    clears: words,
    check: z.string(),
    references: z.tuple([reference], reference).readonly(),
    attack: z.array(z.string()).readonly(),
    status: z.enum(['shadow', 'experimental', 'stable', 'retired']),
    family,
    stage,
    tests: z.enum(['place', 'device', 'hands', 'identity', 'pay']),
    bears: z.tuple([scheme], scheme).readonly().describe('the schemes that it can weigh'),
    calibration,
    days: z.number().optional(),
    calendar: z.boolean().optional(),
    thresholds: z
      .record(z.string(), z.object({ value: z.number(), unit: z.string(), says: z.string() }))
      .optional()
      .describe('numbers that decide, which a hunt may try otherwise'),
    about: z.array(z.string()).readonly(),
    reads: z.array(z.string()).readonly(),
    examples: z
      .array(z.object({ title: z.string(), gives: z.enum(['evidence', 'clear', 'abstain']) }))
      .readonly(),
  })
  .meta({ id: 'Detector' }) satisfies z.ZodType<DetectorView>

export const model = z
  .object({
    caps: z.record(
      family,
      z.object({
        title: z.string(),
        cap: z.number(),
        withHistory: z.number().optional(),
        newest: z.literal(true).optional(),
        floor: z.number(),
        towardsCase: z.number(),
        basis,
      }),
    ),
    priors: z.record(scheme, z.number()),
    tiers: z.object({
      verify: z.number(),
      listed: z.number(),
      listedProbability: z.number(),
      opens: z.number(),
      families: z.number(),
      familyCounts: z.number(),
    }),
    memoryDays: z.number(),
    farms: z.object({
      prior: z.number(),
      holds: z.number(),
      lasting: z.object({ days: z.number(), weight: z.number() }),
      shown: z.number(),
      members: z.number(),
      caps: z.partialRecord(z.enum(attributeTypes), z.number()),
      otherwise: z.number(),
      basis,
    }),
    leads: z.object({
      strong: z.number(),
      priors: z.object({ 1: z.number(), 2: z.number() }),
      basis,
    }),
  })
  .meta({ id: 'Model' }) satisfies z.ZodType<ModelView>

export const status = z
  .object({
    company: z.string(),
    version: z.string(),
    demo: z.object({ observations: z.number() }).optional(),
    counts,
    heardFrom: z.array(z.object({ kind: z.string(), count: z.number(), receivedAt: millis })),
  })
  .meta({ id: 'Status' }) satisfies z.ZodType<StatusView>

export const statusReply = status
  .partial({ counts: true, heardFrom: true })
  .describe('Counts and kinds only for those who are signed in')

export const quarantineItem = z
  .object({
    id: z.number(),
    source: z.string(),
    row: z.number(),
    field: z.string(),
    reason: z.string(),
    receivedAt: millis,
  })
  .meta({ id: 'QuarantineItem' }) satisfies z.ZodType<QuarantineItem>

const observation = z
  .object({
    source: z.string(),
    id: z.string(),
    kind: z.string(),
    at: millis,
    receivedAt: millis,
    about: z.array(subjectRef),
    data: z.unknown().describe('as accepted, without secrets; null where raw times are not retained'),
    attributes: z.array(z.object({ ref: subjectRef, shown: z.string() })),
  })
  .meta({ id: 'KeptObservation', description: 'One observation as it is kept' })

export const observations = z
  .object({
    observations: z.array(observation),
    total: z.number().describe('how many there are; the list may hold only the newest of them'),
    note: z.string().describe('what the list does not hold, and why'),
  })
  .meta({ id: 'KeptObservations' }) satisfies z.ZodType<ObservationsView>

export const rowProblem = z
  .object({ row: z.number(), field: z.string(), reason: z.string() })
  .meta({ id: 'RowProblem' })

export const problem = z
  .looseObject({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() })
  .meta({ id: 'Problem', description: 'RFC 9457, application/problem+json' })

export const taken = z
  .object({
    accepted: z.number().describe('rows that are durable now'),
    quarantined: z.number().describe('rows and fields set aside'),
    rows: z.array(rowProblem).describe('the first 100 of them'),
    refused: z
      .object({ rows: z.number(), says: z.array(z.string()) })
      .optional()
      .describe('rows of timing that no timing policy covers: not kept anywhere'),
  })
  .meta({ id: 'Taken' })
