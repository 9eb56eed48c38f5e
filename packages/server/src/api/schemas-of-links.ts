import {
  type Commonness,
  type EntityView,
  type FarmView,
  type LeadsView,
  type LinkageState,
  type PairExplanation,
  type ReviewView,
  type Word,
  type WordView,
  wordKinds,
} from '@telltale/core'
import { z } from 'zod'
import { evidence, queueItem, subjectRef } from './schemas.ts'

/** The shapes of replies about links, held to their views in core by the compiler. See schemas.ts. */

const millis = z.number().describe('milliseconds since the epoch')
const log10 = z.number().describe('log10')
const probability = z.number().min(0).max(1)

const commonness = z.object({ known: z.number(), shared: z.number() }).meta({
  id: 'Commonness',
  description: 'Attributes of one type, and those on two or more subjects',
}) satisfies z.ZodType<Commonness>

const pay = z
  .object({ amount: z.number(), currency: z.string(), yearly: z.number(), from: millis, until: millis })
  .describe('pay since the first day, as far as it is known')

const member = z.object({
  subject: subjectRef,
  standing: z.enum(['case', 'listed', 'tied']),
  devices: z.array(subjectRef),
  employer: z.string().optional(),
  start: millis.optional(),
  tiedSince: millis,
  item: queueItem,
  pay: pay.optional(),
})

const tie = z.object({
  attribute: subjectRef,
  shown: z.string(),
  members: z.array(subjectRef),
  devices: z.array(subjectRef),
  weight: log10,
  size: z.number(),
  evidence: z.array(z.string()),
  from: millis,
  to: millis,
  leaves: z
    .array(z.array(subjectRef))
    .optional()
    .describe('where the farm falls apart without this attribute: the parts that remain'),
  commonness,
})

const sure = z.object({
  probability,
  low: probability,
  high: probability,
  restsOn: subjectRef.optional(),
  prior: log10,
  parts: z.array(z.object({ type: z.string(), weight: log10, capped: z.boolean() })),
})

export const farm = z
  .object({
    id: z.string(),
    members: z.array(member),
    ties: z.array(tie),
    doors: z.array(z.object({ attributes: z.array(subjectRef), members: z.array(subjectRef) })),
    keeper: z
      .object({ by: z.enum(['recipient', 'account', 'local']), ref: subjectRef, says: z.string() })
      .optional(),
    sure,
    firstSeen: millis,
    lastSeen: millis,
    evidence: z.array(evidence),
    pay: z.array(z.object({ amount: z.number(), currency: z.string(), members: z.number() })),
    weeks: z.array(z.object({ from: millis, ties: z.number() })),
    asOf: millis.optional(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Farm' }) satisfies z.ZodType<FarmView>

const undone = z.object({ because: z.string().optional(), by: z.string(), at: millis })
export const word = z
  .object({
    id: z.string(),
    is: z.enum(wordKinds),
    a: subjectRef,
    b: subjectRef.optional(),
    because: z.string(),
    by: z.string(),
    at: millis,
    undone: undone.optional(),
  })
  .meta({ id: 'Word', description: 'What a person said of a link' }) satisfies z.ZodType<Word>

export const wordShown = word
  .extend({ shown: z.string().optional().describe('of not-tied: what people are shown of the attribute') })
  .meta({
    id: 'WordShown',
    description: 'A word, with its attribute as people are shown it',
  }) satisfies z.ZodType<WordView>

const pseudonym = z.object({ subject: subjectRef, pseudonym: z.string() })
export const leads = z
  .object({
    leads: z.array(
      z.object({
        subject: subjectRef,
        item: queueItem,
        confirmed: subjectRef,
        confirmedPseudonym: z.string(),
        path: z.array(
          z.object({
            attribute: subjectRef,
            shown: z.string(),
            weight: log10,
            to: subjectRef,
            pseudonym: z.string(),
          }),
        ),
        before: probability,
        after: probability,
        basis: z.literal('assumed'),
        cleared: z.literal(true).optional(),
      }),
    ),
    confirmed: z.array(pseudonym),
  })
  .meta({ id: 'ConfirmedLeads' }) satisfies z.ZodType<LeadsView>

const explanation = z
  .object({
    a: z.string(),
    b: z.string(),
    fields: z.array(
      z.object({
        field: z.string(),
        level: z.string(),
        a: z.string().describe('masked'),
        b: z.string().describe('masked'),
        weight: log10,
        oneIn: z.number().optional(),
      }),
    ),
    prior: log10,
    weight: log10,
    threshold: log10,
    linked: z.boolean(),
    rule: z.string().optional(),
    blocks: z.array(z.string()),
    model: z.string(),
  })
  .meta({ id: 'PairExplanation' }) satisfies z.ZodType<PairExplanation>

export const entity = z
  .object({
    id: z.string(),
    records: z.array(
      z.object({
        id: z.string(),
        subject: subjectRef,
        pseudonym: z.string(),
        kind: z.enum(['application', 'person']),
        at: millis.optional(),
      }),
    ),
    pairs: z.array(explanation),
    words: z.array(word),
    also: z.array(
      z.object({ subject: subjectRef, seen: z.array(z.object({ ref: subjectRef, shown: z.string() })) }),
    ),
    model: z.string(),
  })
  .meta({ id: 'Entity' }) satisfies z.ZodType<EntityView>

export const linkage = z
  .object({
    state: z.enum(['reading', 'ready', 'failed']),
    problem: z.string().optional(),
    records: z.number(),
    entities: z.number(),
    model: z.object({
      version: z.string(),
      learned: z.object({ at: millis, records: z.number(), by: z.string() }).optional(),
    }),
  })
  .meta({ id: 'Linkage' }) satisfies z.ZodType<LinkageState>

export const review = z
  .object({
    linkage,
    pairs: z.array(
      explanation.extend({ subjects: z.array(z.object({ ref: subjectRef, pseudonym: z.string() })) }),
    ),
    blocks: z.array(
      z.object({
        rule: z.string(),
        blocks: z.number(),
        largest: z.number(),
        off: z.array(z.object({ shown: z.string(), size: z.number() })),
      }),
    ),
  })
  .meta({ id: 'Review' }) satisfies z.ZodType<ReviewView>
