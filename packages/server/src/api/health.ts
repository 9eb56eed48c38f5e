import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { closeOld } from '../engine/close-old.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'

const patience = 2000

/** For probes and operators: alive, ready, measured, drained. */
export const healthRoutes: Routes = async (app, context) => {
  const { store, inbox, engine, turns, metrics, trouble } = context
  const api = typed(app)
  const ok = z.object({ status: z.literal('ok') })

  api.get(
    '/healthz',
    {
      config: { access: 'open', anyHost: true },
      schema: { summary: 'The process answers', response: { 200: ok } },
    },
    async () => ({ status: 'ok' as const }),
  )

  api.get(
    '/readyz',
    {
      config: { access: 'open', anyHost: true },
      schema: { summary: 'The store is reachable and the loop runs', response: { 200: ok } },
    },
    async () => {
      const why = trouble() ?? (await unreachable(context))
      if (why) throw new Problem(503, why, {}, { 'Retry-After': '5' })
      return { status: 'ok' as const }
    },
  )

  api.get(
    '/metrics',
    {
      config: { access: 'local', anyHost: true },
      schema: {
        summary: 'Counts and times for Prometheus',
        response: { 200: z.string().describe('text exposition format') },
      },
    },
    async (_, reply) =>
      reply
        .type(metrics.registry.contentType)
        .serializer((text: string) => text)
        .send(await metrics.registry.metrics()),
  )

  api.post(
    '/v1/drain',
    {
      config: { access: 'local' },
      schema: {
        summary: 'Waits until everything received is judged, then closes all windows: evidence is final',
        response: { 200: z.object({ evidence: z.number().describe('standing, accusing') }) },
      },
    },
    async (request) => {
      while ((await inbox.depth()) > 0) {
        if (request.socket.destroyed) throw new Problem(408, 'The caller has gone.')
        if (trouble()) throw new Problem(503, trouble()!, {}, { 'Retry-After': '5' })
        await setTimeout(20)
      }
      await closeOld(engine, turns)
      return { evidence: (await store.counts()).evidence }
    },
  )
}

/** A sentence when the store does not answer in time; undefined when it does. */
async function unreachable({ store }: Context): Promise<string | undefined> {
  const slow = new AbortController()
  try {
    return await Promise.race([
      store.known([]).then(() => undefined),
      setTimeout(patience, `The store has not answered for ${patience / 1000} s.`, { signal: slow.signal }),
    ])
  } catch (error) {
    return `The store can't be reached: ${(error as Error).message}`
  } finally {
    slow.abort()
  }
}
