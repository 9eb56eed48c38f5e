import type { OutputsView } from '@telltale/core'
import { z } from 'zod'

/** What the routes of outputs take and answer. */

const state = z
  .object({
    waiting: z.number(),
    dead: z.number().describe('given up on, until somebody replays them'),
    withheld: z.number().describe('kept back because their case was sealed in the meantime'),
    lost: z.number().describe('not kept, because 100,000 were waiting already'),
    lastSuccess: z.number().optional(),
    lastFailure: z.object({ at: z.number(), because: z.string() }).optional(),
    nextTry: z.number().optional(),
  })
  .meta({ id: 'OutputState' })

const target = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    is: z.enum(['webhook', 'slack', 'teams', 'syslog']),
    on: z.boolean(),
    secretSet: z.boolean().describe('secrets themselves are never shown'),
    state,
  })
  .meta({ id: 'OutputTarget' }) as unknown as z.ZodType<OutputsView['targets'][number]>

export const outputs = z
  .object({
    targets: z.array(target),
    address: z.string(),
    stix: z.object({
      signed: z.object({ by: z.string(), at: z.number(), because: z.string() }).optional(),
      keySet: z.boolean(),
      tlp: z.enum(['green', 'amber', 'red']),
    }),
  })
  .meta({ id: 'Outputs' })

export const outputsSet = z.object({
  outputs,
  made: z.record(z.string(), z.string()).describe('signing secrets that were made, shown this once'),
})

export const tested = z.object({
  delivered: z.boolean(),
  because: z.string().optional().describe('why it did not arrive'),
})

export const deadLetters = z.object({
  letters: z.array(
    z.object({
      seq: z.number(),
      is: z.string(),
      at: z.number(),
      attempts: z.number(),
      because: z.string(),
    }),
  ),
})

export const replayBody = z.union([
  z.strictObject({ dead: z.literal(true) }),
  z.strictObject({ since: z.number().describe('everything told since then, delivered or not') }),
])

export const signBody = z.strictObject({ because: z.string().min(10).max(2000) })
