import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Routes, typed } from './context.ts'

/** No more often than this does a page hear that something changed. */
const atMost = 250
const heartbeat = 20_000
/** Then the browser asks anew, and is let in only while it is still signed in. */
const life = 15 * 60_000

/**
 * Tells an open console that something changed, so that it asks again: nothing of what. That is how a person sees an alert
 * within a second though pages ask by themselves every few seconds only.
 */
export const eventRoutes: Routes = async (app, { engine, work }) => {
  const open = new Set<ServerResponse>()
  let due: NodeJS.Timeout | undefined
  const tell = () => {
    if (open.size === 0) return
    due ??= setTimeout(() => {
      due = undefined
      for (const response of open) response.write('event: changed\ndata: {}\n\n')
    }, atMost)
  }
  const listener = { folded: tell }
  engine.listeners.add(listener)
  const endActs = work.onAct(tell)
  const beating = setInterval(() => {
    for (const response of open) response.write(': still here\n\n')
  }, heartbeat)
  beating.unref()
  app.addHook('preClose', async () => {
    engine.listeners.delete(listener)
    endActs()
    clearInterval(beating)
    clearTimeout(due)
    for (const response of open) response.end()
  })

  typed(app).get(
    '/v1/events',
    {
      schema: {
        summary: 'Server-sent events that say only that something changed',
        response: { 200: z.string().describe('text/event-stream: events named "changed"') },
      },
    },
    async (request, reply) => {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.write('retry: 3000\n\nevent: changed\ndata: {}\n\n')
      open.add(raw)
      const end = setTimeout(() => raw.end(), life)
      end.unref()
      request.raw.on('close', () => {
        clearTimeout(end)
        open.delete(raw)
      })
    },
  )
}
