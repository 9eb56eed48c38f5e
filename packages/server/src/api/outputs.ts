import { hash } from 'node:crypto'
import type { Role } from '@telltale/core'
import { z } from 'zod'
import { outputsBody } from '../outputs/delivery/settings.ts'
import { stixBundle } from '../outputs/stix.ts'
import { contactsOf } from '../outputs/stix-contacts.ts'
import { secretFile } from '../secrets.ts'
import { type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { readerOf } from './reader.ts'
import * as schemas from './schemas-of-outputs.ts'

const set: readonly Role[] = ['lead', 'administrator']
/** No case, no person and no secret stands in what these see. */
const look: readonly Role[] = ['lead', 'administrator', 'analyst', 'people-partner', 'counsel', 'auditor']
const run: readonly Role[] = ['lead', 'administrator', 'analyst']
const letters = 100

/** Systems that are told what Telltale found and people decided. */
export const outputRoutes: Routes = async (app, context) => {
  const { outputs, audit, work, store, engine, config, now } = context
  const api = typed(app)
  const targetParams = z.object({ target: z.string().max(40) })
  const known = (id: string) => {
    const target = outputs.settings().targets.find((t) => t.id === id)
    const ids = outputs.settings().targets.map((t) => t.id)
    if (!target)
      throw new Problem(404, `There is no target ${JSON.stringify(id)}: there ${ids.length ? `are ${ids.join(', ')}` : 'is none yet'}.`) // biome-ignore format: one sentence
    return target
  }

  api.get(
    '/v1/outputs',
    {
      config: { seenBy: look },
      schema: {
        summary: 'Systems that are told, and how delivery to each stands; no secrets',
        response: { 200: schemas.outputs },
      },
    },
    async () => outputs.view(),
  )

  api.put(
    '/v1/outputs',
    {
      config: { seenBy: set },
      bodyLimit: 1024 * 1024,
      schema: {
        summary: 'Sets which systems are told what. A secret that is left out stays as it is',
        body: outputsBody,
        response: { 200: schemas.outputsSet },
      },
    },
    async (request) => {
      const { body } = request
      const ids = body.targets.map((t) => t.id)
      const twice = ids.find((id, i) => ids.indexOf(id) !== i)
      if (twice) throw new Problem(400, `Two targets have the id ${JSON.stringify(twice)}.`)
      if (ids.includes('stix')) throw new Problem(400, 'The id "stix" is taken: give the target another one.')
      for (const t of body.targets)
        if ((t.is === 'slack' || t.is === 'teams') && t.secret === undefined) {
          const before = outputs.settings()
          const same = before.targets.some((o) => o.id === t.id && o.is === t.is)
          if (!same || before.secrets[t.id] === undefined)
            throw new Problem(400, `The target ${t.id} needs its webhook's address as "secret".`)
        }
      const { made } = await outputs.set(body)
      await audit.record({
        ...{ by: readerOf(request).id, did: 'configuration.outputs-set' },
        details: body.targets.map(({ id, is, on, sealed, simulated, tells }) => ({
          ...{ id, is, on, sealed, simulated, tells },
        })),
      })
      return { outputs: await outputs.view(), made }
    },
  )

  api.post(
    '/v1/outputs/:target/test',
    {
      config: { seenBy: run },
      schema: {
        summary: 'Sends one message that concerns nobody, now',
        params: targetParams,
        response: { 200: schemas.tested },
      },
    },
    async (request) => {
      const { id } = known(request.params.target)
      const because = await outputs.test(id)
      await audit.record({
        ...{ by: readerOf(request).id, did: 'configuration.outputs-tested' },
        details: { target: id, delivered: because === undefined },
      })
      return { delivered: because === undefined, ...(because !== undefined && { because }) }
    },
  )

  api.get(
    '/v1/outputs/:target/dead',
    {
      config: { seenBy: look },
      schema: {
        summary: 'Messages that were given up on, oldest first; not what they say',
        params: targetParams,
        response: { 200: schemas.deadLetters },
      },
    },
    async ({ params }) => ({ letters: await outputs.dead(known(params.target).id, letters) }),
  )

  api.post(
    '/v1/outputs/:target/replay',
    {
      config: { seenBy: run },
      schema: {
        summary: 'Lets dead letters, or everything since a time, be sent again',
        params: targetParams,
        body: schemas.replayBody,
        response: { 200: z.object({ replayed: z.number() }) },
      },
    },
    async (request) => {
      const { id } = known(request.params.target)
      const replayed = await outputs.replay(id, request.body)
      await audit.record({
        ...{ by: readerOf(request).id, did: 'configuration.outputs-replayed' },
        details: { target: id, ...request.body, replayed },
      })
      return { replayed }
    },
  )

  api.post(
    '/v1/outputs/stix/sign',
    {
      config: { seenBy: ['counsel'] },
      schema: {
        summary: 'Counsel allows indicators of confirmed cases to be given to other companies',
        body: schemas.signBody,
        response: { 200: schemas.outputs },
      },
    },
    async (request) => {
      const { id: by } = readerOf(request)
      const { stix } = outputs.settings()
      const { because } = request.body
      await outputs.setStix({ ...stix, since: stix.since ?? now(), signed: { by, at: now(), because } })
      await audit.record({ by, did: 'configuration.stix-signed', details: { because, tlp: stix.tlp } })
      return outputs.view()
    },
  )

  api.delete(
    '/v1/outputs/stix/sign',
    {
      config: { seenBy: ['counsel'] },
      schema: { summary: 'Counsel takes that back', response: { 200: schemas.outputs } },
    },
    async (request) => {
      const { signed: _gone, ...stix } = outputs.settings().stix
      await outputs.setStix(stix)
      await audit.record({ by: readerOf(request).id, did: 'configuration.stix-unsigned' })
      return outputs.view()
    },
  )

  api.get(
    '/v1/outputs/stix/bundle',
    {
      config: { seenBy: ['lead', 'counsel'] },
      schema: {
        summary: 'Confirmed cases as a STIX 2.1 bundle; contacts by keyed hash, overturned ones revoked',
        response: { 200: z.looseObject({ type: z.literal('bundle'), id: z.string() }) },
      },
    },
    async (request, reply) => {
      const { stix } = outputs.settings()
      const sharedKey = outputs.stixKey()
      if (!stix.signed)
        throw new Problem(409, 'Counsel has not signed for indicators to leave: POST /v1/outputs/stix/sign.')
      if (sharedKey === undefined)
        throw new Problem(409, 'No key is set that contacts are compared under: agree on one with the receivers, and set it under Settings, Outputs.') // biome-ignore format: one sentence
      const reader = readerOf(request)
      // An overturned case was confirmed once: what was given out of it has to be revoked.
      const confirmed = (await work.decisions()).filter(
        (d) =>
          d.conclusion === 'misrepresentation' &&
          work.sealed(d.subject) === undefined &&
          !d.subject.includes(':larkspur-'),
      )
      const cases = await Promise.all(
        confirmed.map(async (d) => ({
          ...{
            case: d.case,
            decidedAt: d.at,
            ...(d.overturned !== undefined && { overturned: d.overturned }),
          },
          contacts: await contactsOf(store, engine.directory, d.subject),
          attack: (await store.evidence({ subject: d.subject, limit: 1000 }))
            .filter((e) => e.is === 'evidence' && !e.shadow)
            .flatMap((e) => engine.detectors.get(e.detector)?.attack ?? []),
        })),
      )
      const bundle = stixBundle(cases, {
        ...{ company: config.company, tlp: stix.tlp, sharedKey, signedAt: stix.since ?? stix.signed.at },
        ownKey: secretFile(config.home, 'outputs-key'),
      })
      const text = JSON.stringify(bundle)
      await audit.record({
        ...{ by: reader.id, did: 'export.made' },
        details: { what: 'stix', cases: cases.length, sha256: hash('sha256', text), tlp: stix.tlp },
      })
      reply.type('application/stix+json;version=2.1')
      return bundle as unknown as { type: 'bundle'; id: string }
    },
  )
}
