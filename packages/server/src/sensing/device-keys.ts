import { z } from 'zod'
import { type App, type Context, typed } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { readerOf } from '../api/reader.ts'
import {
  type Devices,
  type Doubts,
  deviceId,
  ed25519,
  keyDigest,
  signatureHolds,
  signedBy,
  signedChange,
} from './enrolled.ts'

const param = z.object({ device: deviceId })

/** A key that follows another, and devices that are trusted no longer. */
export function deviceKeyRoutes(app: App, context: Context, devices: Devices, doubts: Doubts): void {
  const { now, audit } = context

  typed(app).post(
    '/v1/sensor/devices/:device/key',
    {
      config: { access: 'open', crossSite: true, rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        summary:
          'Registers a laptop’s next key, signed by the one it has; the old one is good until the next was used',
        params: param,
        body: z
          .object({
            publicKey: z.string().max(200).describe('the next key: Ed25519, SPKI DER in base64'),
            signature: z.string().max(200).describe('base64, by the key that it has, over both keys'),
            proof: z.string().max(200).describe('base64, by the next key, over the same'),
          })
          .strict(),
        response: { 201: z.object({ device: z.string(), registeredAt: z.number() }) },
      },
    },
    async ({ params: { device }, body: { publicKey, signature, proof } }, reply) => {
      if (!ed25519(publicKey))
        throw new Problem(
          400,
          'publicKey is not an Ed25519 key (SPKI DER in base64): nothing was registered.',
        )
      return devices.inTurn(device, async () => {
        const known = await devices.of(device)
        if (!known) throw new Problem(401, `${device} is not enrolled: run "telltale-sensor enrol" on it.`)
        let from = ''
        const signer = signedBy(known, (key) => {
          from = key
          return signatureHolds(key, signedChange(device, key, publicKey), signature)
        })
        if (!signer) {
          const why = 'another key was to follow its own, and was not signed with it'
          await doubts.setAside(device, why)
          await doubts.integrity(device, 'signature', why)
          throw new Problem(401, `The signature is not ${device}’s: its key stays.`)
        }
        if (signer.revoked) throw new Problem(403, `${device} was revoked: its key can’t be changed.`)
        if (!signatureHolds(publicKey, signedChange(device, from, publicKey), proof))
          throw new Problem(400, 'The proof was not made with the next key: nothing was registered.')
        if (publicKey === signer.publicKey || signer.past?.includes(keyDigest(publicKey)))
          throw new Problem(409, 'That key was used before: make a new one.')
        if (signer.next && signer.next.publicKey !== publicKey)
          throw new Problem(
            409,
            `Another key of ${device} is registered and was not used yet. If it was lost, run "telltale-sensor enrol --replace".`,
          )
        // Said again after a crash or a lost answer: it is registered.
        const registeredAt = signer.next?.at ?? now()
        await devices.put(device, { ...signer, next: { publicKey, at: registeredAt } })
        if (!signer.next)
          await audit.record({
            ...{ by: 'telltale', did: 'configuration.sensor-key-registered', about: `device:${device}` },
            details: { device, key: keyDigest(publicKey), follows: keyDigest(from) },
          })
        return reply.code(201).send({ device, registeredAt })
      })
    },
  )

  typed(app).post(
    '/v1/sensor/devices/:device/revoke',
    {
      config: { seenBy: ['lead', 'administrator'] },
      schema: {
        summary: 'Trusts a laptop’s sensor no longer: nothing that it sends from now on is taken',
        params: param,
        body: z.object({ because: z.string().trim().min(1).max(2000) }).strict(),
        response: { 200: z.object({ device: z.string(), revokedAt: z.number() }) },
      },
    },
    async (request) => {
      const { device } = request.params
      const { id: by } = readerOf(request)
      return devices.inTurn(device, async () => {
        const known = await devices.of(device)
        if (!known) throw new Problem(404, `${device} is not enrolled: there is nothing to revoke.`)
        if (known.revoked) throw new Problem(409, `${device} was revoked already.`)
        const { because } = request.body
        const at = now()
        await devices.put(device, { ...known, revoked: { at, by, because } })
        devices.revoked(device)
        await audit.record({
          ...{ by, did: 'configuration.sensor-revoked', about: `device:${device}` },
          details: { device, because },
        })
        return { device, revokedAt: at }
      })
    },
  )
}
