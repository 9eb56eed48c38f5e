import { isSimulated, type Kind, kinds, type PersonView, type SubjectRef, typeOf } from '@telltale/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cookieIn, giveCookie } from '../accounts/cookie.ts'
import { type Context, type Routes, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { exportOf } from '../privacy/export.ts'
import { exportPage } from '../privacy/export-page.ts'
import type { SubjectDeed } from '../work/work.ts'
import { type PersonLink, personLinks, stateOf, visitLife } from './links.ts'
import { toldOf } from './told.ts'

export const personCookie = 'telltale_person'
const limited = (max: number) => ({ access: 'open' as const, rateLimit: { max, timeWindow: 60_000 } })
const fileLimit = 20 * 1024 * 1024
const filesLimit = 20
const text = z.string().trim().min(1, 'write a sentence').max(20_000)
const senders = ['lead', 'people-partner', 'counsel'] as const

const linkView = z.object({
  id: z.string(),
  by: z.string(),
  sentAt: z.number(),
  expiresAt: z.number(),
  openedAt: z.number().optional(),
  state: z.enum(['sent', 'opened', 'expired', 'revoked']),
})

/** The page of the person whom a case is about, by a link that opens once; and for those who send it. */
export const personPageRoutes: Routes = async (app, context) => {
  const { store, now, work, audit, config } = context
  const api = typed(app)
  const links = personLinks(store, now)
  const shown = ({ case: _, session: __, until: ___, revokedAt: ____, ...link }: PersonLink) => ({
    ...link,
    state: stateOf(
      {
        ...link,
        case: _,
        ...(___ !== undefined && { until: ___ }),
        ...(____ !== undefined && { revokedAt: ____ }),
      },
      now(),
    ),
  })

  api.post(
    '/v1/cases/:id/person-links',
    {
      config: { seenBy: senders },
      schema: {
        summary:
          'Makes the link to the person’s own page, good once; links of the case before it stop working',
        description: 'The link is in this answer and nowhere else; only a digest of it is stored.',
        params: z.object({ id: z.string() }),
        response: { 201: z.object({ link: z.string(), sent: linkView }) },
      },
    },
    async (request, reply) => {
      const reader = readerOf(request)
      const state = await work.state(request.params.id)
      if (!state || !reader.sees(state.subject))
        throw new Problem(404, 'There is no such case: GET /v1/cases lists them.')
      if (!state.notice)
        throw new Problem(409, 'The person has not been given notice yet: do that first, then send the link.')
      const { secret, link } = await links.issue(state.id, reader.id)
      await audit.record({ by: reader.id, did: 'case.link-sent', about: state.subject })
      reply.code(201)
      return { link: `${baseOf(config.names, request)}/person#${secret}`, sent: shown(link) }
    },
  )

  api.get(
    '/v1/cases/:id/person-links',
    {
      schema: {
        summary: 'Links that were sent to the person, newest first',
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ links: z.array(linkView) }) },
      },
    },
    async (request) => {
      const state = await work.state(request.params.id)
      if (!state || !readerOf(request).sees(state.subject))
        throw new Problem(404, 'There is no such case: GET /v1/cases lists them.')
      return { links: (await links.ofCase(state.id)).map(shown) }
    },
  )

  api.post(
    '/v1/person/open',
    {
      config: limited(20),
      schema: {
        summary: 'Opens the person’s page, once, in this browser',
        body: z.object({ link: z.string().min(1).max(100) }).strict(),
        response: { 204: z.null().describe('A cookie for this page alone') },
      },
    },
    async (request, reply) => {
      const opened = await links.open(request.body.link)
      if (!opened) {
        const link = await links.find(request.body.link)
        throw new Problem(link ? 409 : 404, link ? whyNot[stateOf(link, now())] : whyNot.unknown)
      }
      const state = await work.state(opened.link.case)
      await audit.record({ by: 'subject', did: 'case.link-opened', ...(state && { about: state.subject }) })
      return setVisit(reply, opened.session, request)
    },
  )

  /** The visit and its case; refused where this browser has none. */
  async function visiting(request: FastifyRequest) {
    const link = await links.visit(cookieIn(request, personCookie))
    const state = link && (await work.state(link.case))
    if (!state)
      throw new Problem(
        401,
        'Open the link that you were sent: it works once, in the browser that opened it first.',
      )
    return state
  }

  async function view(request: FastifyRequest): Promise<PersonView> {
    const state = await visiting(request)
    const told = toldOf({
      company: isSimulated(state.subject) ? 'Larkspur Instruments' : config.company,
      ...{ state, detectors: context.engine.detectors, now: now() },
      ...(await knownOf(context, state.subject)),
    })
    if (!told) throw new Problem(404, 'There is nothing to see here at the moment.')
    return told
  }

  async function did(request: FastifyRequest, deed: SubjectDeed): Promise<PersonView> {
    const state = await visiting(request)
    await work.actAsSubject(state.id, deed)
    return view(request)
  }

  api.get(
    '/v1/person',
    {
      config: limited(120),
      schema: {
        summary: 'What the person concerned sees',
        response: { 200: z.any().describe('PersonView') },
      },
    },
    view,
  )

  const files = z.array(z.string().max(100)).max(filesLimit).default([])
  api.post(
    '/v1/person/reply',
    {
      config: limited(20),
      schema: {
        summary: 'The person answers',
        body: z.object({ text, files }).strict(),
        response: { 200: z.any().describe('PersonView') },
      },
    },
    (request) => did(request, { is: 'replied', text: request.body.text, attachments: request.body.files }),
  )
  api.post(
    '/v1/person/appeal',
    {
      config: limited(20),
      schema: {
        summary: 'The person appeals: two people who did not decide look at it anew',
        body: z.object({ text }).strict(),
        response: { 200: z.any().describe('PersonView') },
      },
    },
    (request) => did(request, { is: 'appealed', text: request.body.text }),
  )
  api.post(
    '/v1/person/accommodation',
    {
      config: limited(20),
      schema: {
        summary: 'The person asks for the equal check that is not about timing; nobody asks why',
        response: { 200: z.any().describe('PersonView') },
      },
    },
    (request) => did(request, { is: 'accommodation-asked' }),
  )

  api.get(
    '/v1/person/export',
    {
      config: limited(10),
      schema: {
        summary: 'Everything that is kept of the person, for themselves; nobody else is in it',
        querystring: z.object({ as: z.enum(['html', 'json']).default('html') }),
        response: { 200: z.any().describe('a page, or JSON') },
      },
    },
    async (request, reply) => {
      const { subject } = await visiting(request)
      const own = await exportOf(context, subject, false)
      if (!own) throw new Problem(404, 'Nothing is kept of you any more.')
      await audit.record({ by: 'subject', did: 'export.own-data', about: subject })
      const { as } = request.query
      reply.header('content-disposition', `attachment; filename="about-you.${as}"`)
      return as === 'json'
        ? reply.type('application/json').send(own)
        : reply.type('text/html; charset=utf-8').send(exportPage(own))
    },
  )

  await app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: fileLimit }, (_r, body, done) =>
      done(null, body),
    )
    typed(uploads).post(
      '/v1/person/files',
      {
        config: limited(30),
        schema: {
          summary: 'A file that the person gives with an answer: at most 20 MB',
          querystring: z.object({
            name: z.string().trim().min(1).max(200),
            type: z.string().max(100).default('application/octet-stream'),
          }),
          response: {
            201: z.object({ id: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() }),
          },
        },
      },
      async (request, reply) => {
        const state = await visiting(request)
        const own = state.attachments.filter((a) => a.by === 'subject')
        if (own.length >= filesLimit)
          throw new Problem(409, `${filesLimit} files are taken already: write where others can be seen.`)
        const bytes = request.body as Buffer
        if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem(400, 'The file is empty.')
        const { id, name, sha256 } = await work.attachAsSubject(state.id, { ...request.query, bytes })
        reply.code(201)
        return { id, name, bytes: bytes.length, sha256 }
      },
    )
  })

  function setVisit(reply: FastifyReply, session: string, request: FastifyRequest) {
    const secure = baseOf(config.names, request).startsWith('https:')
    return giveCookie(reply, personCookie, session, { maxAge: visitLife / 1000, secure })
      .code(204)
      .send(null)
  }
}

const whyNot = {
  unknown:
    'This link is not known here. It may have been cut off when it was copied: open it whole, or ask for another.',
  sent: 'This link is being opened at this moment: wait, and load the page again.',
  opened:
    'This link has been opened already. It works once, in the browser that opened it first; ask for another.',
  expired: 'This link has expired. Ask for another.',
  revoked: 'A newer link has been sent, or this one was taken back. Ask for another.',
}

/** What is held and was found about the person, their devices and applications. */
async function knownOf({ store, engine }: Context, subject: SubjectRef) {
  const own = new Set<SubjectRef>([subject])
  for (const held of engine.directory.holds.get(subject) ?? []) if (typeOf(held) !== 'person') own.add(held)
  const [standing, abstentions, ...counts] = await Promise.all([
    store.standing([subject]),
    store.abstentions(subject),
    ...(Object.keys(kinds) as Kind[]).map(async (kind) => {
      const { total } = await store.observations({
        ...{ subjects: [subject], kinds: [kind], limit: 1 },
        ...{ from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER },
      })
      return [kind, total] as const
    }),
  ])
  return {
    own,
    evidence: [...(standing.get(subject) ?? [])].sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1)),
    abstentions,
    held: new Map(counts.filter(([, n]) => n > 0)),
  }
}

/** Where the person will open the link: behind a proxy the name it answers to, with TLS. */
function baseOf(names: readonly string[], request: FastifyRequest): string {
  return names[0] ? `https://${names[0]}` : `${request.protocol}://${request.headers.host ?? 'localhost'}`
}
