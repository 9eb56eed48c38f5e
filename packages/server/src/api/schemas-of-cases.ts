import {
  type Act,
  type Attachment,
  type BulkView,
  type CaseSummary,
  type CasesView,
  type CaseTemplates,
  type CaseView,
  type CaseWork,
  caseStates,
  conclusions,
  type Deed,
  grounds,
  playbookNames,
  reaches,
} from '@telltale/core'
import { z } from 'zod'
import * as schemas from './schemas.ts'

/** Shapes of work on cases. Times are milliseconds since the epoch. */

const millis = z.number().int().min(0).max(8.64e15)
const words = z.string().trim().min(1, 'write a sentence').max(20_000)
const name = z.string().trim().min(1).max(300)
const because = z.string().trim().max(5000).optional().describe('always needed where somebody is affected')
const conclusion = z.enum(conclusions)
const ground = z.enum(grounds)
const playbook = z.enum(playbookNames)
const how = z.enum(['manager', 'referrer', 'other'])

/** What people may post; the rest is entered by calls of its own. */
export const deed = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('moved'), to: z.enum(['triage', 'investigating']) }),
    z.object({ is: z.literal('assigned'), to: name.nullable() }),
    z.object({ is: z.literal('commented'), text: words }),
    z.object({
      ...{ is: z.literal('tasked'), task: name, title: name },
      ...{ to: name.optional(), due: millis.optional() },
    }),
    z.object({ is: z.literal('task-done'), task: name }),
    z.object({ is: z.literal('playbook'), playbook, owner: name }),
    z.object({
      ...{ is: z.literal('ticked'), playbook, item: name },
      ...{ note: words.optional(), due: millis.optional() },
    }),
    z.object({ is: z.literal('unticked'), playbook, item: name }),
    z.object({ is: z.literal('read'), what: name }),
    z.object({ is: z.literal('noticed'), until: millis }),
    z.object({ is: z.literal('notice-delayed'), until: millis }),
    z.object({ is: z.literal('replied'), text: words, attachments: z.array(name).max(50).default([]) }),
    z.object({ is: z.literal('accommodation-asked') }),
    z.object({ is: z.literal('appealed'), text: words }),
    z.object({ is: z.literal('viewed'), conclusion, ground: ground.optional() }),
    z.object({ is: z.literal('view-withdrawn') }),
    z.object({ is: z.literal('closed') }),
    z.object({ is: z.literal('reopened') }),
    z.object({ is: z.literal('sealed'), readers: z.array(name).min(1).max(100) }),
    z.object({ is: z.literal('unsealed') }),
    z.object({ is: z.literal('held') }),
    z.object({ is: z.literal('released') }),
    z.object({ is: z.literal('merged'), into: name }),
    z.object({ is: z.literal('unmerged') }),
    z.object({ is: z.literal('conflicted'), account: name, how }),
  ])
  .meta({ id: 'Deed' })
export const posted = z.intersection(deed, z.object({ because }))
/** Never a view: each is one person's, about one case that they have read. */
export const bulk = z.object({
  cases: z.array(z.string().max(100)).min(1).max(500),
  deed: deed.refine(
    ({ is }) => bulkDeeds.includes(is),
    'is not done to many cases at once: only moved, assigned, commented, tasked and closed are',
  ),
  because,
})
const bulkDeeds: readonly Deed['is'][] = ['moved', 'assigned', 'commented', 'tasked', 'closed']

export const act = z
  .looseObject({
    ...{ id: z.string(), case: z.string(), at: z.number(), by: z.string(), is: z.string() },
    ...{ role: z.string().optional(), because: z.string().optional() },
  })
  .meta({ id: 'Act', description: 'A deed with who did it, when and why' }) as unknown as z.ZodType<Act>

const decision = {
  ...{ conclusion: conclusion.exclude(['unsure']), at: z.number(), ground: ground.optional() },
}
export const summary = z
  .object({
    ...{ id: z.string(), subject: schemas.subjectRef, state: z.enum(caseStates) },
    ...{ owner: z.string().optional(), ownerName: z.string().optional() },
    ...{ openedAt: z.number(), touchedAt: z.number() },
    waitingFor: z
      .enum([
        ...(['triage', 'first-seat', 'second-seat', 'third-view', 'reply'] as const),
        ...(['notice', 'appeal', 'playbook', 'closing'] as const),
      ])
      .optional(),
    due: z.number().optional(),
    signed: z.literal(true).optional().describe('in lists: the reader’s own view stands'),
    ...{ sealed: z.literal(true).optional(), held: z.literal(true).optional() },
    decided: z.object(decision).optional(),
    mergedInto: z.string().optional(),
    exposure: z.object({ urgency: z.enum(['low', 'raised', 'high']), says: z.string() }).optional(),
  })
  .meta({ id: 'CaseSummary' }) satisfies z.ZodType<CaseSummary>

export const cases = z.object({
  cases: z.array(schemas.queueItem.extend({ case: z.string(), work: summary })),
  next: z.string().optional(),
}) satisfies z.ZodType<CasesView>

const by = { by: z.string(), name: z.string().optional(), at: z.number() }
const done = { by: z.string(), at: z.number() }
export const attachment = z
  .object({
    ...{ id: z.string(), name: z.string(), type: z.string(), bytes: z.number(), sha256: z.string() },
    from: z.string().optional(),
  })
  .meta({ id: 'Attachment' }) satisfies z.ZodType<Attachment>
const reach = z.enum(reaches.map((r) => r.reach))
const item = {
  ...{ item: z.string(), title: z.string(), how: z.string() },
  ...{ counsel: z.literal(true).optional(), choice: z.string().optional() },
  reach: reach.optional(),
}

export const work = summary
  .extend({
    exposure: summary.shape.exposure
      .unwrap()
      .extend({
        reach: z.array(z.object({ reach, title: z.string(), names: z.array(z.string()) })),
        touched: z.array(z.object({ system: z.string(), times: z.number(), last: z.number() })),
        asOf: z.number().optional(),
      })
      .optional(),
    acts: z.array(act),
    seats: z.array(
      z.object({
        ...{ act: z.string(), ...by, round: z.number(), conclusion: conclusion.optional() },
        ...{ because: z.string().optional(), ground: ground.optional() },
        lapsed: z.enum(['withdrawn', 'reply', 'conflict']).optional(),
      }),
    ),
    mine: z.object({
      canSit: z.union([z.enum(['first', 'second']), z.literal(false)]),
      ...{ why: z.string().optional(), conclusions: z.array(conclusion) },
      unread: z.array(z.object({ what: z.string(), says: z.string() })),
    }),
    may: z.array(z.string()).describe('deeds that the reader may do now') as unknown as z.ZodType<
      Deed['is'][]
    >,
    tasks: z.array(
      z.object({
        ...{ task: z.string(), title: z.string(), to: z.string().optional(), due: z.number().optional() },
        ...{ ...done, done: z.object(done).optional() },
      }),
    ),
    playbooks: z.array(
      z.object({
        ...{ playbook, title: z.string(), owner: z.string().optional(), ownerName: z.string().optional() },
        items: z.array(
          z.object({
            ...{ ...item, instead: z.string().optional(), due: z.number().optional() },
            ticked: z.object({ ...by, note: z.string().optional() }).optional(),
            draft: z.string().optional(),
          }),
        ),
      }),
    ),
    attachments: z.array(
      attachment.extend({
        ...done,
        custody: z.array(z.object({ ...done, did: z.enum(['captured', 'opened']) })),
      }),
    ),
    comments: z.array(z.object({ act: z.string(), ...by, text: z.string() })),
    replies: z.array(
      z.object({
        ...{ act: z.string(), at: z.number(), is: z.enum(['replied', 'appealed']), text: z.string() },
        attachments: z.array(z.string()),
      }),
    ),
    accommodation: z.object({ at: z.number() }).optional(),
    notice: z.object({ ...done, until: z.number() }).optional(),
    delay: z.object({ ...done, until: z.number(), because: z.string() }).optional(),
    readers: z.array(z.string()).optional(),
    merged: z.array(
      z.object({
        ...{ case: z.string(), subject: schemas.subjectRef, pseudonym: z.string(), at: z.number() },
      }),
    ),
    conflicts: z.array(z.object({ account: z.string(), how, declared: z.boolean() })),
    decisions: z.array(
      z.object({ ...decision, act: z.string(), round: z.number(), overturned: z.number().optional() }),
    ),
  })
  .meta({ id: 'CaseWork' }) satisfies z.ZodType<CaseWork>

export const caseView = schemas.subject.extend({ case: z.string(), work }) satisfies z.ZodType<CaseView>

export const bulkView = z.object({
  results: z.array(z.object({ case: z.string(), act: act.optional(), problem: z.string().optional() })),
}) satisfies z.ZodType<BulkView>

export const templates = z.object({
  comments: z.array(z.object({ name: z.string(), title: z.string(), text: z.string() })),
  tasks: z.array(z.object({ name: z.string(), title: z.string(), days: z.number() })),
  playbooks: z.array(
    z.object({
      ...{ playbook, title: z.string(), for: conclusion },
      items: z.array(z.object({ ...item, workingDays: z.number().optional() })),
    }),
  ),
}) satisfies z.ZodType<CaseTemplates>
