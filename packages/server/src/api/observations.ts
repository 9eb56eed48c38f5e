import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type Checked,
  check,
  demoSource,
  jsonRows,
  ndjsonRows,
  parse,
  type RawRow,
} from '../ingest/delivery.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import * as schemas from './schemas.ts'

/** Bytes of one request once inflated. */
export const bodyLimit = 32 * 1024 * 1024
export const rowLimit = 10_000
/** Deliveries that may wait for the engine, and bytes that may be in the hands of requests at one time. */
const depthLimit = 20_000
const memoryLimit = 256 * 1024 * 1024
const problemsShown = 100

const ndjson = ['application/x-ndjson', 'application/ndjson', 'application/jsonl']
const json = ['application/json']

/** The one way in: `POST /v1/observations`. The reply is 202 only when every row taken would survive a power cut. */
export const observationRoutes: Routes = async (app, { inbox, index, enrich, metrics, now, timing }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([...ndjson, ...json], (_request, payload, done) => done(null, payload))
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(unknownContent)
  })
  let held = 0

  typed(app).post(
    '/v1/observations',
    {
      config: { access: 'local' },
      schema: {
        summary: 'Takes observations: one a line, a JSON list, or one object; gzip welcome',
        description: `At most ${rowLimit} rows and ${bodyLimit / 1024 / 1024} MB (inflated) a request. Sending the same rows again changes nothing. By default one bad row refuses the request and nothing is taken.`,
        querystring: z.object({
          bad: z
            .enum(['refuse', 'quarantine'])
            .default('refuse')
            .describe('quarantine: keep the good rows, set the others aside with the reason'),
        }),
        headers: z.object({
          'telltale-source': z
            .string()
            .regex(/^[\w.:@ -]{1,100}$/, 'expected 1 to 100 letters, digits, spaces or . : @ - _')
            .default('api')
            .describe('names the sender; (source, id) names an observation for ever'),
        }),
        response: { 202: schemas.taken },
      },
    },
    async (request, reply) => {
      const source = request.headers['telltale-source']
      if (source === demoSource)
        throw new Problem(400, `Telltale-Source: ${demoSource} is kept for the simulated demo company.`)
      if ((await inbox.depth()) >= depthLimit) throw busy('The engine is behind')
      const receivedAt = now()
      let mine = 0
      try {
        const body = await readBody(request, (bytes) => {
          mine += bytes
          held += bytes
          if (held > memoryLimit) throw busy('Too many large requests at one time')
        })
        const checked = await check(
          rowsOf(body, mediaType(request)),
          { source, receivedAt, digest: hash('sha256', body, 'base64url').slice(0, 22) },
          index,
          enrich(),
        )
        if (checked.rows.length + checked.badRows === 0)
          throw new Problem(
            400,
            'The body holds no row: send one observation a line, or a JSON list of them.',
          )
        if (checked.badRows > 0 && request.query.bad === 'refuse') {
          metrics.setAside(checked.problems)
          throw badRows(checked)
        }
        const sifted = await timing.sift(checked.rows)
        await inbox
          .append({ rows: sifted.rows, quarantined: checked.quarantined })
          .catch((error: unknown) => {
            request.log.error({ err: error }, 'the inbox refused a delivery')
            throw busy('The store can’t write at the moment')
          })
        metrics.ingested(sifted.rows.length)
        metrics.setAside(checked.quarantined)
        metrics.refused(sifted.refused.rows)
        return await reply.code(202).send({
          accepted: sifted.rows.length,
          quarantined: checked.quarantined.length,
          rows: [...checked.problems, ...checked.remarks].slice(0, problemsShown),
          ...(sifted.refused.rows > 0 && { refused: sifted.refused }),
        })
      } finally {
        held -= mine
      }
    },
  )
}

const unknownContent = new Problem(
  415,
  `Send Content-Type: ${ndjson[0]} (one observation a line) or ${json[0]} (a list, or one object).`,
)

function busy(why: string): Problem {
  return new Problem(
    503,
    `${why}: send again in a few seconds, nothing was taken.`,
    {},
    { 'Retry-After': '5' },
  )
}

function badRows({ problems, badRows, rows }: Checked): Problem {
  const { row, field, reason } = problems[0]!
  return new Problem(
    400,
    `${badRows} of ${badRows + rows.length} rows can't be used; the first is row ${row}${field && `, ${field}`}: ${reason}. Nothing was taken: correct them, or add ?bad=quarantine to set them aside and keep the rest.`,
    { rows: problems.slice(0, problemsShown), total: problems.length },
  )
}

function mediaType(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
}

function* rowsOf(body: string, type: string): Generator<RawRow> {
  let rows: Iterable<RawRow>
  if (ndjson.includes(type)) rows = ndjsonRows(body)
  else {
    const parsed = parse(body)
    if (parsed.problem) throw new Problem(400, `The body ${parsed.problem.reason}. Nothing was taken.`)
    rows = jsonRows(parsed.value)
  }
  let count = 0
  for (const row of rows) {
    if (++count > rowLimit)
      throw new Problem(413, `At most ${rowLimit} rows a request are taken: send them in several.`, {
        limit: rowLimit,
      })
    yield row
  }
}

/** Reads the whole body as text, inflated where it is gzip. Stops at the limit, so that a bomb stays small. */
async function readBody(request: FastifyRequest, hold: (bytes: number) => void): Promise<string> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new Problem(415, `Content-Encoding ${JSON.stringify(encoding)} is not known: send gzip, or none.`)
  const payload = request.body as Readable | undefined | null
  if (!payload) throw unknownContent // neither a body nor a type
  const tooLarge = () => {
    payload.resume() // let the sender finish, so that it reads the answer
    return new Problem(
      413,
      `The body is larger than ${bodyLimit / 1024 / 1024} MB${encoding === 'gzip' ? ' once inflated' : ''}: send it in several requests.`,
      { limit: bodyLimit },
      { Connection: 'close' },
    )
  }
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) throw tooLarge()
  const gunzip = encoding === 'gzip' ? createGunzip() : undefined
  if (gunzip) {
    payload.on('error', (error) => gunzip.destroy(error))
    payload.pipe(gunzip)
  }
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of (gunzip ?? payload).iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length
      if (size > bodyLimit) throw tooLarge()
      hold((chunk as Buffer).length)
      chunks.push(chunk as Buffer)
    }
  } catch (error) {
    if (gunzip) {
      payload.unpipe(gunzip)
      gunzip.destroy()
    }
    payload.resume()
    if (error instanceof Problem) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR')
      throw new Problem(400, 'The gzip stream breaks off before its end. Nothing was taken.')
    if (code?.startsWith('Z_'))
      throw new Problem(400, 'The body is not gzip, though its Content-Encoding says so.')
    throw error
  }
  const body = Buffer.concat(chunks)
  const utf16 = size > 1 && (body[0] === 0 || body[1] === 0)
  if (utf16 || !isUtf8(body)) throw new Problem(400, 'The body is not UTF-8. Nothing was taken.')
  const text = body.toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
