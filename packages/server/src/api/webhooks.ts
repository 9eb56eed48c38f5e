import { z } from 'zod'
import { parse, type RawRow } from '../ingest/delivery.ts'
import { deliveries } from '../webhooks/deliveries.ts'
import { webhooks } from '../webhooks/index.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { take } from './screen.ts'

const bodyLimit = 4 * 1024 * 1024

/** What applicant systems tell by themselves: verified, and acknowledged only when it is on the disk. */
export const webhookRoutes: Routes = async (app, context) => {
  const { config, log } = { config: context.config, log: app.log }
  const taken = deliveries(context.store, context.now)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))

  typed(app).post(
    '/v1/webhooks/:system',
    {
      bodyLimit,
      config: { access: 'open', rateLimit: { max: 1200, timeWindow: 60_000 } },
      schema: {
        summary: 'An event of an applicant system, signed with the secret that both sides hold',
        description: webhooks.map((w) => `${w.title}: ${w.setUp} Secret here: ${variable(w.id)}.`).join(' '),
        params: z.object({ system: z.string().max(60) }),
        response: {
          200: z.object({ accepted: z.number(), quarantined: z.number(), repeated: z.boolean() }),
        },
      },
    },
    async (request) => {
      const webhook = webhooks.find((w) => w.id === request.params.system)
      if (!webhook) throw new Problem(404, `Webhooks are taken from ${webhooks.map((w) => w.id).join(', ')}.`)
      const secret = config.webhookSecrets[webhook.id]
      if (!secret)
        throw new Problem(
          404,
          `Webhooks of ${webhook.title} are not switched on: set ${variable(webhook.id)}.`,
        )
      const raw = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
      const verified = webhook.verify(request.headers, raw, secret, context.now())
      if (verified !== true) {
        log.warn({ system: webhook.id }, 'a webhook was refused')
        throw new Problem(401, `The webhook ${verified}. Nothing was taken.`)
      }
      const body = parse(raw.toString('utf8'))
      if (body.problem) throw new Problem(400, `The body ${body.problem.reason}. Nothing was taken.`)
      const delivery = `${webhook.id} ${webhook.deliveryId(request.headers, body.value)}`
      if (await taken.has(delivery)) return { accepted: 0, quarantined: 0, repeated: true }
      const rows = webhook
        .rows(body.value)
        .map(
          (r): RawRow =>
            r.problem ? { row: r.row, problem: r.problem, ...(r.text && { text: r.text }) } : r,
        )
      const checked = await take(context, rows, webhook.id)
      await taken.add(delivery, context.now())
      return { accepted: checked.rows.length, quarantined: checked.quarantined.length, repeated: false }
    },
  )
}

function variable(id: string): string {
  return `TELLTALE_WEBHOOK_${id.toUpperCase()}`
}
