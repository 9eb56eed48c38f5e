import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { isSimulated, type Kind, type SubjectRef, timingKinds } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { configurationSeenBy } from '../api/access.ts'
import { type App, type Context, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { ndjsonRows, type RawRow } from '../ingest/delivery.ts'
import { inflated } from './body.ts'
import { unfit } from './closed.ts'
import { deliver } from './deliver.ts'
import type { Policies } from './policy.ts'
import { kindsOfEndpoints } from './sensors.ts'

/** What is kept of an enrolled device. */
export interface Enrolled {
  /** Ed25519, SubjectPublicKeyInfo, DER in base64 (RFC 8410). */
  publicKey: string
  enrolledAt: number
  /** The newest batch: its number, and a digest of its bytes. */
  sequence: number
  digest: string
  heardAt?: number
}

export const devicePrefix = 'sensor-device:'
const bytesLimit = 8 * 1024 * 1024
const taken: ReadonlySet<Kind> = new Set(kindsOfEndpoints)
const deviceId = z.string().regex(/^[\w.@-]{1,100}$/, 'expected 1 to 100 letters, digits or . @ - _')

/** The signed bytes: device, number, and the body as it was sent. */
export function signed(device: string, sequence: number, body: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${device}\n${sequence}\n`), Buffer.from(body)])
}

export function signatureHolds(
  publicKey: string,
  device: string,
  sequence: number,
  body: Buffer | string,
  signature: unknown,
): boolean {
  if (typeof signature !== 'string') return false
  try {
    const key: KeyObject = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    return verify(null, signed(device, sequence, body), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/** Enrolment of laptops, and their signed batches. */
export async function deviceRoutes(app: App, context: Context, policy: Policies): Promise<void> {
  const { store, now, inbox } = context
  const name = (device: string) => `${devicePrefix}${device}`
  const of = async (device: string) => (await store.setting(name(device))) as Enrolled | undefined
  /** One batch of a device at a time: numbers are compared with what the one before has left. */
  const turn = new Map<string, Promise<unknown>>()
  const inTurn = <T>(device: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turn.get(device) ?? Promise.resolve()).then(work, work)
    turn.set(device, mine)
    const done = () => {
      if (turn.get(device) === mine) turn.delete(device)
    }
    mine.then(done, done)
    return mine
  }
  /** What contradicts itself is told to the engine: accidents happen, so a detector weighs it, not ingest. */
  const integrity = (device: string, problem: string, detail: string) =>
    deliver(context, 'sensor:integrity', [
      {
        row: 1,
        value: {
          id: hash('sha256', `${device}\0${problem}\0${detail}\0${now()}`, 'base64url').slice(0, 22),
          kind: 'integrity',
          at: now(),
          about: [`device:${device}`],
          data: { problem, count: 1, detail },
        },
      },
    ])
  const setAside = (device: string, reason: string) =>
    inbox.append({
      rows: [],
      quarantined: [{ source: `sensor:endpoint:${device}`, row: 1, field: '', reason, receivedAt: now() }],
    })

  typed(app).post(
    '/v1/sensor/devices',
    {
      config: { access: 'token' },
      schema: {
        summary: 'Enrols a laptop’s endpoint sensor with its public key',
        body: z
          .object({
            device: deviceId,
            publicKey: z.string().max(200).describe('Ed25519, SPKI DER in base64'),
            replace: z.boolean().default(false).describe('the laptop was set up anew'),
          })
          .strict(),
        response: { 201: z.object({ device: z.string(), enrolledAt: z.number() }) },
      },
    },
    async ({ body: { device, publicKey, replace } }, reply) => {
      let type: string | undefined
      try {
        type = createPublicKey({
          key: Buffer.from(publicKey, 'base64'),
          format: 'der',
          type: 'spki',
        }).asymmetricKeyType
      } catch {
        type = undefined
      }
      if (type !== 'ed25519')
        throw new Problem(400, 'publicKey is not an Ed25519 key (SPKI DER in base64): nothing was enrolled.')
      const ref: SubjectRef = `device:${device}`
      const why = isSimulated(ref) ? undefined : await context.timing.refusal([ref], timingKinds)
      if (why)
        throw new Problem(
          403,
          `${why} Nothing was enrolled. Who holds ${device} has to be known, where the policy is not for everywhere.`,
        )
      return inTurn(device, async () => {
        const known = await of(device)
        if (known && known.publicKey !== publicKey && !replace)
          throw new Problem(
            409,
            `${device} is enrolled with another key. If it was set up anew, enrol it with replace: true.`,
          )
        const enrolledAt = known?.publicKey === publicKey ? known.enrolledAt : now()
        if (known?.publicKey !== publicKey)
          await store.putSetting(name(device), { publicKey, enrolledAt, sequence: -1, digest: '' })
        return reply.code(201).send({ device, enrolledAt })
      })
    },
  )

  typed(app).get(
    '/v1/sensor/devices',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'Enrolled laptops, and when each was last heard of',
        response: {
          200: z.array(
            z.object({ device: z.string(), enrolledAt: z.number(), heardAt: z.number().optional() }),
          ),
        },
      },
    },
    async () =>
      [...(await store.settings(devicePrefix))].map(([key, value]) => {
        const { enrolledAt, heardAt } = value as Enrolled
        return { device: key.slice(devicePrefix.length), enrolledAt, heardAt }
      }),
  )

  await app.register(async (endpoints) => {
    endpoints.removeAllContentTypeParsers()
    endpoints.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesLimit }, (_r, body, done) =>
      done(null, body),
    )
    endpoints.post(
      '/v1/sensor/batches',
      {
        config: { access: 'open', crossSite: true, rateLimit: { max: 600, timeWindow: 60_000 } },
        schema: { summary: 'Signed rows of an endpoint sensor, NDJSON, gzip; the signature is the proof' },
      },
      async (request, reply) => {
        const { device, sequence, signature } = claimed(request)
        const body = request.body
        if (!Buffer.isBuffer(body)) throw new Problem(400, 'The request has no body: send NDJSON.')
        if (!(await policy.get()).endpoint)
          throw new Problem(
            403,
            'The policy of this company switches endpoint sensors off; nothing was taken.',
          )
        return inTurn(device, async () => {
          const known = await of(device)
          if (!known) throw new Problem(401, `${device} is not enrolled: run "telltale-sensor enrol" on it.`)
          if (!signatureHolds(known.publicKey, device, sequence, body, signature)) {
            const why = 'a batch in its name was not signed with the key that it enrolled with'
            await setAside(device, why)
            await integrity(device, 'signature', why)
            throw new Problem(401, `The signature is not ${device}’s: the batch was set aside.`)
          }
          const digest = hash('sha256', body, 'base64url')
          if (sequence === known.sequence && digest === known.digest)
            return reply.code(202).send({ accepted: 0, quarantined: 0, replayed: true })
          if (sequence <= known.sequence) {
            const why = `batch ${sequence} came again with other content, or after batch ${known.sequence}`
            await setAside(device, why)
            await integrity(device, 'replayed', why)
            return reply.code(202).send({ accepted: 0, quarantined: 1 })
          }
          const text = (await inflated(body, bytesLimit)).toString('utf8')
          const rows: RawRow[] = []
          for (const raw of ndjsonRows(text)) {
            const problem = 'problem' in raw ? raw.problem : unfit(raw.value, taken)
            if (problem) rows.push({ row: raw.row, problem })
            else if ('value' in raw)
              rows.push({ row: raw.row, value: { ...(raw.value as object), about: [`device:${device}`] } })
          }
          const done = await deliver(context, `sensor:endpoint:${device}`, rows)
          await store.putSetting(name(device), { ...known, sequence, digest, heardAt: now() })
          return reply.code(202).send(done)
        })
      },
    )
  })
}

function claimed(request: FastifyRequest): { device: string; sequence: number; signature: unknown } {
  const device = request.headers['telltale-device']
  const sequence = Number(request.headers['telltale-sequence'])
  if (!deviceId.safeParse(device).success || !Number.isSafeInteger(sequence) || sequence < 0)
    throw new Problem(
      400,
      'Send Telltale-Device, Telltale-Sequence (a whole number from 0) and Telltale-Signature.',
    )
  return { device: device as string, sequence, signature: request.headers['telltale-signature'] }
}
