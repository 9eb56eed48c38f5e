import { type AdverseImpactView, adverseImpact } from '@telltale/core'
import { z } from 'zod'
import { type Routes, typed } from '../api/context.ts'
import { readerOf } from '../api/reader.ts'
import { someoneRef } from '../api/schemas.ts'

const who = z.enum(['workers', 'applicants'])
const rate = z.object({
  k: z.number(),
  n: z.number(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
})
const ratio = z.object({
  reference: z.boolean(),
  ratio: z.number(),
  low: z.number(),
  high: z.number(),
  p: z.number().describe('Fisher’s exact test, two-sided'),
})
const impact = z
  .object({
    minimum: z.number(),
    traits: z.array(
      z.object({
        trait: z.string(),
        of: who,
        groups: z.array(
          z.object({
            value: z.string(),
            people: z.number(),
            selection: rate.optional(),
            selectionRatio: ratio.optional(),
            falseAlarms: rate,
            peaceRatio: ratio.optional(),
            says: z.string(),
          }),
        ),
        hidden: z.number(),
        says: z.string(),
      }),
    ),
  })
  .meta({ id: 'AdverseImpact' }) satisfies z.ZodType<AdverseImpactView>

const held = z.object({ subjects: z.number(), traits: z.array(z.string()), loadedAt: z.number().optional() })
const loaders = { seenBy: ['counsel', 'auditor'] as const }

/** The adverse-impact report, and the way in for what it rests on. Nothing here gives a single person’s group back. */
export const fairnessRoutes: Routes = async (app, { volunteered, oversight, audit, now }) => {
  const api = typed(app)

  api.get(
    '/v1/adverse-impact',
    {
      config: { seenBy: ['counsel', 'auditor', 'people-partner'] },
      schema: {
        summary: 'Selection and false-alarm rates by volunteered group, against the four-fifths line',
        response: { 200: impact.extend({ held }).meta({ id: 'AdverseImpactReport' }) },
      },
    },
    async (request) => {
      await oversight.describe()
      await audit.record({ by: readerOf(request).id, did: 'privacy.adverse-impact-read' })
      return { ...adverseImpact(await volunteered.counts()), held: await volunteered.held() }
    },
  )

  api.post(
    '/v1/adverse-impact/groups',
    {
      bodyLimit: 64 * 1024 * 1024,
      config: loaders,
      schema: {
        summary: 'Takes what people volunteered, or HR’s EEO export, for the report and for nothing else',
        body: z.object({
          source: z.string().trim().min(1).max(300).describe('where it comes from: a file’s name'),
          rows: z
            .array(
              z.object({
                subject: someoneRef,
                trait: z.string().trim().min(1).max(60),
                value: z.string().trim().min(1).max(120),
              }),
            )
            .max(1_000_000),
        }),
        response: { 200: held },
      },
    },
    async (request) => {
      const { source, rows } = request.body
      const traits = [...new Set(rows.map((r) => r.trait))].sort()
      await audit.record({
        by: readerOf(request).id,
        did: 'privacy.groups-loaded',
        details: { source, rows: rows.length, traits },
      })
      await volunteered.load(rows, now())
      return volunteered.held()
    },
  )

  api.delete(
    '/v1/adverse-impact/groups',
    {
      config: loaders,
      schema: { summary: 'Forgets everything that was volunteered', response: { 200: held } },
    },
    async (request) => {
      await audit.record({ by: readerOf(request).id, did: 'privacy.groups-forgotten' })
      await volunteered.forget('everybody')
      return volunteered.held()
    },
  )
}
