import {
  type EntityView,
  type PairExplanation,
  pseudonym,
  type ReviewView,
  type SubjectRef,
  typeOf,
} from '@telltale/core'
import { z } from 'zod'
import { masked, maskedText } from '../linkage/live.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { shown } from './queue.ts'
import { type Reader, readerOf } from './reader.ts'
import { subjectRef } from './schemas.ts'
import * as schemas from './schemas-of-links.ts'

/** Pairs that are explained of one entity; of a larger one each record beside the earliest. */
const mostPairs = 120

/** Who is one person across applications and employment. Names are read by linkage and shown masked. */
export const entityRoutes: Routes = async (app, context) => {
  const { linkage } = context
  const api = typed(app)

  api.get(
    '/v1/entities',
    {
      schema: {
        summary: 'Pairs of records that a person’s word would help most, and the state of linkage',
        querystring: z.object({ review: z.coerce.number().int().min(0).max(500).default(20) }),
        response: { 200: schemas.review },
      },
    },
    async (request): Promise<ReviewView> => {
      const { query } = request
      const { sees } = readerOf(request)
      const live = linkage.linkage()
      return {
        linkage: linkage.state(),
        pairs: live
          .review(query.review)
          .filter(({ a, b }) => [a, b].every((ref) => sees(ref as SubjectRef)))
          .map((pair) => ({
            ...masked(pair),
            subjects: [pair.a, pair.b].map((ref) => ({
              ref: ref as SubjectRef,
              pseudonym: pseudonym(ref as SubjectRef),
            })),
          })),
        blocks: live.blocks().map((b) => ({
          ...b,
          off: b.off.slice(0, 20).map(({ shown, size }) => ({ shown: maskedText(b.rule, shown), size })),
        })),
      }
    },
  )

  api.get(
    '/v1/entities/:id',
    {
      schema: {
        summary: 'One entity, by any id that it ever had',
        params: z.object({ id: z.string() }),
        response: { 200: schemas.entity },
      },
    },
    async (request) => {
      const { id } = request.params
      const entity = seen(linkage.linkage().entity(id), readerOf(request))
      if (!entity) throw missing(context, `There is no entity ${shown(id)}`)
      return entityView(context, entity, readerOf(request))
    },
  )

  api.get(
    '/v1/subjects/:ref/entity',
    {
      schema: {
        summary: 'The entity of an application or person; of a device, its holder’s',
        params: z.object({ ref: z.string().describe('such as person:W-17, URL-encoded') }),
        response: { 200: schemas.entity },
      },
    },
    async (request) => {
      const { params } = request
      const reader = readerOf(request)
      const ref = subjectRef.safeParse(params.ref)
      if (!ref.success)
        throw new Problem(400, `${shown(params.ref)} is not a subject: expected one such as person:W-17.`)
      const entity = (reader.sees(ref.data as SubjectRef) ? recordsOf(context, ref.data) : [])
        .map((id) => seen(linkage.linkage().entityOf(id), reader))
        .find((found) => found !== undefined)
      if (!entity)
        throw missing(context, `No application and no person record is known of ${shown(params.ref)}`)
      return entityView(context, entity, reader)
    },
  )

  api.post(
    '/v1/linkage/learn',
    {
      schema: {
        summary: 'Learns the linkage model from the records in the store, freezes it, and links by it',
        body: z.object({ by: z.string().trim().min(1).max(300).optional() }).nullish(),
        response: { 200: schemas.linkage },
      },
    },
    async ({ body }) => {
      try {
        await linkage.learn(body?.by ?? 'an analyst')
      } catch (error) {
        throw new Problem(
          409,
          `No model was learnt: ${(error as Error).message} The one before is still used.`,
        )
      }
      return linkage.state()
    },
  )
}

/** The subject's own record, else one of whom it belongs to or of what belongs to it. */
function recordsOf({ engine }: Context, subject: SubjectRef): SubjectRef[] {
  const { belongs, holds } = engine.directory
  const owner = belongs.get(subject)?.at(-1)?.value
  return [subject, ...(owner ? [owner] : []), ...(holds.get(owner ?? subject) ?? [])]
}

function missing({ linkage }: Context, what: string): Problem {
  const { state, records, problem } = linkage.state()
  if (state === 'reading')
    return new Problem(
      503,
      `Records are being read, ${records} so far: ask again in a moment.`,
      {},
      { 'Retry-After': '5' },
    )
  if (state === 'failed') return new Problem(503, problem!)
  return new Problem(404, `${what}.`)
}

/** An entity without the records that are sealed to the reader. */
function seen<E extends { records: string[] }>(entity: E | undefined, { sees }: Reader): E | undefined {
  const records = entity?.records.filter((ref) => sees(ref as SubjectRef)) ?? []
  return entity && records.length > 0 ? { ...entity, records } : undefined
}

async function entityView(
  context: Context,
  { id, records }: { id: string; records: string[] },
  { sees }: Reader,
): Promise<EntityView> {
  const { linkage, engine } = context
  const live = linkage.linkage()
  const pairs: PairExplanation[] = []
  const all = (records.length * (records.length - 1)) / 2 <= mostPairs
  for (const [i, a] of records.entries())
    for (const b of all ? records.slice(i + 1) : i === 0 ? records.slice(1, mostPairs + 1) : []) {
      const pair = live.explain(a, b)
      if (pair) pairs.push(masked(pair))
    }
  const named = new Set(records)
  const words = [...engine.words.all.values()]
    .filter((w) => w.is !== 'not-tied' && (named.has(w.a) || (w.b !== undefined && named.has(w.b))))
    .filter((w) => sees(w.a) && (w.b === undefined || sees(w.b)))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
  return {
    id,
    records: records.map((record) => {
      const subject = record as SubjectRef
      const about = linkage.about(record)
      return {
        ...{ id: record, subject, pseudonym: pseudonym(subject), kind: about?.kind ?? 'application' },
        ...(about && { at: about.at }),
      }
    }),
    pairs,
    words,
    also: await Promise.all(records.map((record) => seenWith(context, record as SubjectRef))),
    model: live.model.version,
  }
}

/** Devices that the subject holds, and what was seen on it and them; contacts are in the pairs. */
async function seenWith(
  { engine, store }: Context,
  subject: SubjectRef,
): Promise<EntityView['also'][number]> {
  const devices = [...(engine.directory.holds.get(subject) ?? [])]
    .filter((s) => typeOf(s) === 'device')
    .sort()
  const attributes = await store.attributesOn([subject, ...devices])
  return {
    subject,
    seen: [
      ...devices.map((ref) => ({ ref, shown: ref.slice(ref.indexOf(':') + 1) })),
      ...attributes
        .filter((a) => !['phone', 'email'].includes(typeOf(a.ref)))
        .map(({ ref, shown }) => ({ ref, shown })),
    ],
  }
}
