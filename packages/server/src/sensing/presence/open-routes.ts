import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App, Context } from '../../api/context.ts'
import { Problem } from '../../api/problem.ts'
import { addressOfClient } from '../client.ts'
import { deliver } from '../deliver.ts'
import { networkOf, proofHolds, shown, within } from './binding.ts'
import { type Check, type Checks, ended, stateOf } from './checks.ts'
import { over, type Page, unknownLink, userAgentOf } from './page.ts'
import { aboutOf, rowsOf, sourceOf } from './rows.ts'
import { numbered, type Sessions } from './sessions.ts'
import { ask, isMiss, keepKnown, knownOf, patience, siteOf, tookOf, verifyTouch } from './touch.ts'

const bytesLimit = 4 * 1024 * 1024
const rowsLimit = 400
const touchesLimit = 6
const config = { access: 'open' as const, rateLimit: { max: 60, timeWindow: 60_000 } }
const stop = '/v1/presence/stop'
const id = z.string().min(1).max(100)

/** An open check: every call is signed with the key of the browser that opened it, and comes from its network. */
export async function openRoutes(
  app: App,
  context: Context,
  { opened, allowed }: Page,
  kept: Checks,
  running: Sessions,
): Promise<void> {
  const { store, now } = context
  const { company } = context.config
  await app.register(async (bound) => {
    // The proof is over the bytes as they were sent.
    bound.removeAllContentTypeParsers()
    bound.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesLimit }, (_r, body, done) =>
      done(null, body),
    )

    /** A call of the browser that opened the check, from the network it was opened in. Else refused, and recorded. */
    async function proven<T extends { check: string }>(
      request: FastifyRequest,
      shape: z.ZodType<T>,
      stopping: boolean,
    ): Promise<{ check: Check; body: T }> {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const body = parsed(raw, shape)
      const found = await kept.find(body.check)
      if (!found?.bound) throw unknownLink()
      const state = stateOf(found, now())
      if (!proofHolds(found.bound.key, request.routeOptions.url!, raw, request.headers['telltale-proof'])) {
        await kept.refuse(found.id, now(), `another browser, from ${seen(request)}`)
        throw new Problem(
          403,
          'This is not the browser that opened the check. It works only there; whoever sent it can send another.',
        )
      }
      if (state !== 'opened') throw new Problem(409, over[state]!)
      // Nothing keeps anybody from stopping.
      if (stopping) return { check: found, body }
      await allowed()
      const networks = within(found.bound.networks, addressOfClient(request))
      if (!networks) {
        await kept.refuse(found.id, now(), `another network midway: ${seen(request)}`)
        throw new Problem(
          403,
          'Your network has changed since you began (a VPN, another Wi-Fi, a phone’s hotspot). Go back to the first one and try again; nothing is lost.',
        )
      }
      if (networks !== found.bound.networks)
        await kept.change(found.id, async (c) => [{ ...c, bound: { ...c.bound!, networks } }, undefined])
      return { check: found, body }
    }

    const route = <T extends { check: string }>(
      path: string,
      summary: string,
      shape: z.ZodType<T>,
      work: (given: { check: Check; body: T }, request: FastifyRequest) => Promise<unknown>,
    ) =>
      bound.post(path, { config, schema: { summary } }, async (request, reply) =>
        reply.send(await work(await proven(request, shape, path === stop), request)),
      )

    route(
      '/v1/presence/resume',
      'The page was loaded again in its tab',
      z.object({ check: id }).strict(),
      ({ check }) => opened(check),
    )

    route(
      stop,
      'The person stops: what was measured is thrown away, recorded as declined',
      z.object({ check: id, instead: z.boolean().default(false) }).strict(),
      async ({ check, body: { instead } }) => {
        await kept.change(check.id, async (c) => [
          c.is === 'opened' ? { ...ended(c, 'declined', now()), instead } : c,
          undefined,
        ])
        running.end(check.id)
        return { state: 'declined' }
      },
    )

    route(
      '/v1/presence/touch',
      'Asks for a touch: options for navigator.credentials, with a challenge that is good once',
      z.object({ check: id, another: z.boolean().default(false) }).strict(),
      async ({ check, body: { another } }, request) => {
        const site = siteOf(request.headers.host)
        if (!site)
          throw new Problem(409, 'No authenticator answers to an address: open this page by its host name.')
        const session = running.of(check.id, now())
        if (session.touched + session.missed >= touchesLimit)
          throw new Problem(409, 'That is enough touches for one check.')
        const known = another ? undefined : (session.credential ?? (await knownOf(store, check.subject)))
        const { options, pending } = await ask(site, company, check.subject, known, now())
        session.pending = pending
        return { ...options, patience }
      },
    )

    route(
      '/v1/presence/touched',
      'The authenticator’s answer, or that none came',
      z
        .object({
          check: id,
          took: z.number().min(0).max(600_000),
          response: z.unknown().optional().describe('as JSON; absent when nothing was touched'),
        })
        .strict(),
      async ({ check, body }, request) => {
        const session = running.of(check.id, now())
        const { pending } = session
        const site = siteOf(request.headers.host)
        session.pending = undefined // good once, whatever comes of it
        if (!pending || !site)
          throw new Problem(409, 'No touch is being waited for: press the button and try again.')
        const at = now()
        const event = (more: object) => ({
          id: `touch-${hash('sha256', pending.challenge, 'base64url').slice(0, 16)}`,
          kind: 'reaction',
          at: pending.issuedAt,
          data: { source: 'browser', events: [{ stimulus: 'touch', shownAt: pending.issuedAt, ...more }] },
        })
        if (body.response === undefined || body.response === null) {
          if (!isMiss(pending.issuedAt, at)) return { outcome: 'cancelled' }
          session.missed++
          session.rows.push(event(pending.known ? { authenticator: pending.known.facts } : {}))
          return { outcome: 'missed' }
        }
        try {
          const { facts, known } = await verifyTouch(body.response, pending, site, userAgentOf(request), at)
          const took = tookOf(body.took, pending.issuedAt, at)
          session.touched++
          session.credential = known
          session.rows.push(
            event({ respondedAt: pending.issuedAt + took, by: 'touch', authenticator: facts }),
          )
          return { outcome: 'touched', took, authenticator: facts }
        } catch (error) {
          request.log.warn({ err: error }, 'an authenticator’s answer did not hold')
          throw new Problem(
            400,
            'The authenticator’s answer could not be verified: try again, or go on without.',
          )
        }
      },
    )

    route(
      '/v1/presence/finish',
      'Everything the page measured; from here on it is kept, and the check is over',
      z.object({ check: id, rows: z.array(z.unknown()).max(rowsLimit) }).strict(),
      async ({ body }) => {
        const session = running.of(body.check, now())
        for (const hand of session.lines) hand()
        const took = await kept.change(body.check, async (check) => {
          if (stateOf(check, now()) !== 'opened') return [check, undefined]
          const about = aboutOf(check)
          const own = session.rows.map((row) => ({ ...row, about }))
          const all = [...rowsOf(check, body.rows, now()), ...numbered(own)]
          const { accepted, quarantined } = await deliver(context, sourceOf(check), all)
          if (session.credential) await keepKnown(store, check.subject, session.credential)
          const { touched, missed } = session
          const took = { rows: accepted, setAside: quarantined, touched, missed }
          return [{ ...check, is: 'done', endedAt: now(), took }, took]
        })
        running.end(body.check)
        if (!took) throw new Problem(409, over.done!)
        return took
      },
    )
  })
}

function seen(request: FastifyRequest): string {
  return shown(networkOf(addressOfClient(request)))
}

function parsed<T>(raw: Buffer, shape: z.ZodType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(raw.toString('utf8'))
  } catch {
    throw new Problem(400, 'The body is not JSON.')
  }
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const wrong = result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
  throw new Problem(400, `body is not as expected: ${wrong.join('; ')}`)
}
