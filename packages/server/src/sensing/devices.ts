import { hash } from 'node:crypto'
import { isSimulated, type Kind, type SubjectRef, timingKinds } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { configurationSeenBy } from '../api/access.ts'
import { type App, type Context, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import { ndjsonRows, type RawRow } from '../ingest/delivery.ts'
import { inflated } from './body.ts'
import { unfit } from './closed.ts'
import { deliver } from './deliver.ts'
import { deviceKeyRoutes } from './device-keys.ts'
import {
  type Devices,
  type Doubts,
  deviceId,
  ed25519,
  keyDigest,
  pastOf,
  signatureHolds,
  signed,
  signedBy,
} from './enrolled.ts'
import type { Policies } from './policy.ts'
import { kindsOfEndpoints } from './sensors.ts'

const bytesLimit = 8 * 1024 * 1024
const taken: ReadonlySet<Kind> = new Set(kindsOfEndpoints)
const listed = z.object({
  device: z.string(),
  state: z
    .enum(['trusted', 'key-change', 'revoked'])
    .describe('key-change: its next key is registered and was not used yet'),
  enrolledAt: z.number(),
  keySince: z.number(),
  keyAge: z.number().describe('milliseconds since its key was registered'),
  heardAt: z.number().optional(),
  revoked: z.object({ at: z.number(), by: z.string(), because: z.string() }).optional(),
})

/** Enrolment of laptops, and their signed batches. */
export async function deviceRoutes(
  app: App,
  context: Context,
  policy: Policies,
  devices: Devices,
): Promise<void> {
  const { now, inbox, audit } = context
  const integrity: Doubts['integrity'] = (device, problem, detail) =>
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
  const setAside: Doubts['setAside'] = (device, reason) =>
    inbox.append({
      rows: [],
      quarantined: [{ source: `sensor:endpoint:${device}`, row: 1, field: '', reason, receivedAt: now() }],
    })
  deviceKeyRoutes(app, context, devices, { integrity, setAside })

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
    async (request, reply) => {
      const { device, publicKey, replace } = request.body
      if (!ed25519(publicKey))
        throw new Problem(400, 'publicKey is not an Ed25519 key (SPKI DER in base64): nothing was enrolled.')
      const ref: SubjectRef = `device:${device}`
      const why = isSimulated(ref) ? undefined : await context.timing.refusal([ref], timingKinds)
      if (why)
        throw new Problem(
          403,
          `${why} Nothing was enrolled. Who holds ${device} has to be known, where the policy is not for everywhere.`,
        )
      return devices.inTurn(device, async () => {
        const known = await devices.of(device)
        const same = known?.publicKey === publicKey
        const spent = known?.revoked ? pastOf(known) : known?.past
        if (spent?.includes(keyDigest(publicKey)))
          throw new Problem(409, `That key of ${device} is good no longer: enrol it with a new one.`)
        if (known && !same && !replace)
          throw new Problem(
            409,
            `${device} ${known.revoked ? 'was revoked' : 'is enrolled with another key'}. If it was set up anew, enrol it with replace: true.`,
          )
        const enrolledAt = same ? known.enrolledAt : now()
        if (!same) {
          const past = known && { past: pastOf(known) }
          await devices.put(device, { publicKey, enrolledAt, sequence: -1, digest: '', ...past })
          await audit.record({
            ...{ by: readerOf(request).id, did: 'configuration.sensor-enrolled', about: ref },
            details: { device, key: keyDigest(publicKey), replaced: known !== undefined },
          })
        }
        return reply.code(201).send({ device, enrolledAt })
      })
    },
  )

  typed(app).get(
    '/v1/sensor/devices',
    {
      config: { seenBy: configurationSeenBy },
      schema: {
        summary: 'Enrolled laptops: when each was last heard of, how old its key is, whether it is trusted',
        response: { 200: z.array(listed) },
      },
    },
    async () =>
      (await devices.all()).map(({ device, enrolled }) => {
        const { enrolledAt, keySince = enrolledAt, heardAt, next, revoked } = enrolled
        const state = revoked ? ('revoked' as const) : next ? ('key-change' as const) : ('trusted' as const)
        return { device, state, enrolledAt, keySince, keyAge: now() - keySince, heardAt, revoked }
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
        return devices.inTurn(device, async () => {
          const found = await devices.of(device)
          if (!found) throw new Problem(401, `${device} is not enrolled: run "telltale-sensor enrol" on it.`)
          const known = signedBy(found, (key) =>
            signatureHolds(key, signed(device, sequence, body), signature),
          )
          if (!known) {
            const why = 'a batch in its name was not signed with its key'
            await setAside(device, why)
            await integrity(device, 'signature', why)
            throw new Problem(401, `The signature is not ${device}’s: the batch was set aside.`)
          }
          if (known.revoked)
            throw new Problem(403, `${device} was revoked: nothing that it sends is taken. Enrol it anew.`)
          if (known !== found) await devices.put(device, known) // from here on the old key is good no more
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
          await devices.put(device, { ...known, sequence, digest, heardAt: now() })
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
