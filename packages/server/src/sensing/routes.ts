import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Kind, type Role, type SubjectRef, subjectTypes, timingKinds } from '@telltale/core'
import { z } from 'zod'
import { configuredBy } from '../api/access.ts'
import { type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { secretFile } from '../secrets.ts'
import { inflated } from './body.ts'
import { unfit } from './closed.ts'
import { allowOrigin, checkOrigin, preflight } from './cross-site.ts'
import { deliver } from './deliver.ts'
import { deviceRoutes } from './devices.ts'
import { echoRoutes } from './echo.ts'
import { enrolledDevices } from './enrolled.ts'
import { policies, policySchema } from './policy.ts'
import { presenceChecks } from './presence/index.ts'
import { kindsOfPages } from './sensors.ts'
import { type Tickets, tickets } from './tickets.ts'

const rowsLimit = 200
const bytesLimit = 256 * 1024
const taken: ReadonlySet<Kind> = new Set(kindsOfPages)
const script = fileURLToPath(new URL('../../../sensor/dist/telltale.js', import.meta.url))
const subject = z.string().regex(new RegExp(`^(?:${subjectTypes.join('|')}):[^\\s]{1,200}$`))

const ticketRequest = z.union([
  z.object({ try: z.literal(true) }).strict(),
  z
    .object({
      about: z.array(subject).min(1).max(5).describe('whom and what the page’s input is about'),
      origins: z
        .array(z.url())
        .max(20)
        .default([])
        .describe('origins whose pages may use it; any when empty'),
      minutes: z.number().int().min(1).max(720).default(60),
    })
    .strict(),
])

/** Everything that sensors call, and how a person switches them on. */
export const sensorRoutes: Routes = async (app, context) => {
  const { store, config, now } = context
  const policy = policies(store)
  const devices = enrolledDevices(store)
  const known: Tickets = tickets(secretFile(config.home, 'key'), now)
  const api = typed(app)

  api.get(
    '/v1/sensor/policy',
    {
      config: { access: 'open', crossSite: true },
      schema: {
        summary: 'Which sensors may measure; of one laptop, whether a timing policy covers it too',
        querystring: z.object({ device: z.string().max(100).optional() }),
        response: { 200: policySchema },
      },
    },
    async (request, reply) => {
      allowOrigin(request, reply)
      const { device } = request.query
      const allowed = await policy.get()
      if (device === undefined || !allowed.endpoint) return allowed
      if ((await devices.of(device))?.revoked) return { ...allowed, endpoint: false }
      const endpoint = (await context.timing.refusal([`device:${device}`], timingKinds)) === undefined
      return { ...allowed, endpoint }
    },
  )

  api.put(
    '/v1/sensor/policy',
    {
      config: { seenBy: configuredBy },
      schema: {
        summary: 'Switches sensors on or off; off stops running ones',
        body: policySchema,
        response: { 200: policySchema },
      },
    },
    async (request) => {
      await policy.set(request.body)
      return policy.get()
    },
  )

  api.post(
    '/v1/sensor/tickets',
    {
      // Whoever tries it measures themselves and nothing is stored: every role may.
      config: { seenBy: 'everybody' },
      schema: {
        summary: 'A ticket for one page: the company’s backend asks for it and hands it to the page',
        body: ticketRequest,
        response: { 201: z.object({ ticket: z.string(), expiresAt: z.number() }) },
      },
    },
    async (request, reply) => {
      const { body } = request
      const { role } = readerOf(request)
      if ('about' in body && !(configuredBy as readonly Role[]).includes(role))
        throw new Problem(403, `A ticket about somebody is not for your sign-in (${role}); one that stores nothing is: {"try": true}.`) // biome-ignore format: one sentence
      const why =
        'about' in body ? await context.timing.refusal(body.about as SubjectRef[], timingKinds) : undefined
      if (why) throw new Problem(403, `${why} No ticket was made.`)
      const minutes = 'try' in body ? 60 : body.minutes
      const expiresAt = now() + minutes * 60_000
      const ticket = known.issue(
        'try' in body
          ? { about: [], origins: [], expiresAt, try: true }
          : {
              about: body.about as SubjectRef[],
              origins: body.origins.map((o) => new URL(o).origin),
              expiresAt,
            },
      )
      return reply.code(201).send({ ticket, expiresAt })
    },
  )

  app.get(
    '/v1/sensor/telltale.js',
    { config: { access: 'open', crossSite: true }, schema: { summary: 'The browser sensor' } },
    async (request, reply) => {
      if (!existsSync(script))
        throw new Problem(404, 'The browser sensor has not been built: run "npm run build" and start again.')
      allowOrigin(request, reply)
      return reply
        .headers({ 'Cache-Control': 'public, max-age=300', 'Cross-Origin-Resource-Policy': 'cross-origin' })
        .type('text/javascript; charset=utf-8')
        .send(readFileSync(script))
    },
  )

  app.options(
    '/v1/sensor/*',
    { config: { access: 'open', crossSite: true }, schema: { hide: true } },
    async (request, reply) => preflight(request, reply),
  )

  await app.register(async (pages) => {
    // A page can send JSON without a preflight only as text; a beacon has no headers at all.
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesLimit }, (_r, body, done) =>
      done(null, body),
    )
    pages.post(
      '/v1/sensor/rows',
      {
        config: {
          access: 'open',
          crossSite: true,
          rateLimit: { max: 120, timeWindow: 60_000 },
        },
        schema: { summary: 'Rows of a browser sensor: { ticket, rows }; the ticket is the proof' },
      },
      async (request, reply) => {
        allowOrigin(request, reply)
        const { ticket: given, rows } = parsed(await inflated(request.body, bytesLimit))
        const ticket = known.read(given)
        if (!ticket || ticket.try)
          throw new Problem(401, 'The ticket is not good or has expired: ask for a new one.')
        if (ticket.check) throw new Problem(403, 'A presence check sends its rows when it is finished.')
        checkOrigin(request, ticket)
        if (!(await policy.get()).browser)
          throw new Problem(403, 'The policy of this company switches this sensor off; nothing was taken.')
        const raw = rows.map((row, i) => {
          const problem = unfit(row, taken)
          if (problem) return { row: i + 1, problem }
          return { row: i + 1, value: { ...(row as object), about: ticket.about } }
        })
        return reply.code(202).send(await deliver(context, `sensor:browser:${ticket.nonce}`, raw))
      },
    )
  })

  await deviceRoutes(app, context, policy, devices)
  echoRoutes(app, context, policy, known, await presenceChecks(app, context, policy, known), devices)
}

function parsed(body: Buffer): { ticket: unknown; rows: unknown[] } {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Problem(400, 'The body is not JSON: send { ticket, rows }.')
  }
  const { ticket, rows } = (value ?? {}) as { ticket?: unknown; rows?: unknown }
  if (!Array.isArray(rows) || rows.length > rowsLimit)
    throw new Problem(400, `rows must be a list of at most ${rowsLimit}: send { ticket, rows }.`)
  return { ticket, rows }
}
