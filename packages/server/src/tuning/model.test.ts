import { type Detector, detectors } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { day, relayed, start, type TunedService, tunedService } from './tuned-service.ts'

const gap = 'network/layer-gap'
const asDetector = (over: Partial<Detector>): Detector[] =>
  detectors.map((d) => (d.id === gap ? ({ ...d, ...over } as Detector) : d))
const url = (did: string) => `/v1/detectors/${encodeURIComponent(gap)}/${did}`
const because = 'Looked at all whom it concerns.'

describe.each(backends())('what people set, $name', (backend) => {
  const { fresh } = storesOf(backend)
  const running: TunedService[] = []
  const on = async (store: Store, options: Parameters<typeof tunedService>[1] = {}) => {
    const s = await tunedService(store, options)
    running.push(s)
    return s
  }
  afterEach(async () => {
    for (const s of running.splice(0)) await s.end()
  })
  const stop = async (s: TunedService) => {
    running.splice(running.indexOf(s), 1)
    await s.end()
  }

  it('a detector in shadow counts once a lead has looked at its dry run, and for that version', async () => {
    const { store, again } = await fresh()
    const s = await on(store, { known: asDetector({ status: 'shadow' }) })
    await s.send(...relayed(1), ...relayed(2))
    expect(await s.queue()).toEqual({})
    expect((await s.call('analyst', 'POST', url('promote'), { because })).status).toBe(403)
    const unseen = await s.call('lead', 'POST', url('promote'), { because })
    expect(unseen).toMatchObject({ status: 409, body: { detail: expect.stringContaining('dry run') } })
    // Somebody else's look is not the lead's.
    await s.call('analyst', 'POST', url('dry-run'))
    expect((await s.call('lead', 'POST', url('promote'), { because })).status).toBe(409)
    const { body } = await s.call('lead', 'POST', url('dry-run'))
    expect(body).toMatchObject({ counted: true, counts: { listed: 2 }, findings: 8, accusing: 8 })
    expect(await s.queue()).toEqual({})
    const promoted = await s.call('lead', 'POST', url('promote'), { because })
    expect(promoted.body).toMatchObject({ counted: true, acts: [{ is: 'promoted', version: 1 }] })
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed', 'person:W-2': 'listed' })
    expect(await store.audit({ did: 'configuration.detector-promoted', limit: 9 })).toMatchObject([
      { by: 'local-lead', details: { detector: gap, version: 1, because } },
    ])
    await stop(s)

    // The next version can find something else: it is in shadow again, what the looked-at one found still counts.
    const next = await on(await again(), { known: asDetector({ status: 'shadow', version: 2 }) })
    await next.send(...relayed(3))
    expect(await next.queue()).toEqual({ 'person:W-1': 'listed', 'person:W-2': 'listed' })
    const { promotions } = (await next.call('lead', 'GET', '/v1/promotions')).body
    expect(promotions.find((p: { detector: string }) => p.detector === gap)).toMatchObject({
      ...{ version: 2, counted: false, status: 'shadow' },
    })
  })

  it('a detector that counts is put into shadow, whatever its version, until it is promoted', async () => {
    const { store, again } = await fresh()
    const s = await on(store)
    await s.send(...relayed(1))
    const { body } = await s.call('lead', 'POST', url('dry-run'))
    expect(body).toMatchObject({ counted: false, counts: { unlisted: 1 } })
    await s.call('lead', 'POST', url('demote'), { because })
    expect(await s.queue()).toEqual({})
    await stop(s)
    const next = await on(await again(), { known: asDetector({ version: 2 }) })
    await next.send(...relayed(2))
    expect(await next.queue()).toEqual({})
  })

  it('a model is tried on 90 days first, then holds for everything that stands, and over a restart', async () => {
    const { store, again } = await fresh()
    const s = await on(store)
    await s.send(...relayed(1), ...relayed(2, { employer: 'Larch' }))
    const changes = { tiers: { listed: 2.5 } }
    expect((await s.call('lead', 'PUT', '/v1/model', { changes, because })).status).toBe(409)
    const tried = await s.call('lead', 'POST', '/v1/model/preview', { changes })
    expect(tried.body).toMatchObject({
      ...{ now: { listed: 2, byStage: { work: { listed: 2 } } }, would: { listed: 0 } },
      ...{ counts: { unlisted: 2 }, days: 90 },
    })
    // Other numbers than those that were looked at, and somebody who has not looked.
    const other = { tiers: { listed: 2.6 } }
    expect((await s.call('lead', 'PUT', '/v1/model', { changes: other, because })).status).toBe(409)
    expect((await s.call('analyst', 'PUT', '/v1/model', { changes, because })).status).toBe(403)
    const set = await s.call('lead', 'PUT', '/v1/model', { changes, because })
    expect(set.body).toMatchObject({ version: tried.body.version, inForce: { by: 'local-lead', because } })
    await s.context.tuner.applied()
    expect(await s.queue()).toEqual({})
    await stop(s)
    const next = await on(await again())
    await next.send(...relayed(3))
    expect(await next.queue()).toEqual({})
    const { models } = (await next.call('analyst', 'GET', '/v1/models')).body
    expect(models).toMatchObject([{ version: tried.body.version, by: 'local-lead', at: start }])
  })

  it('priors of one population move nobody else', async () => {
    const { store } = await fresh()
    const s = await on(store)
    await s.send(...relayed(1), ...relayed(2))
    const priors = { 'device-elsewhere': -6, 'identity-stolen': -6, 'identity-invented': -6 }
    const changes = { populations: [{ name: 'Northgate', employer: 'Northgate', priors, because }] }
    const tried = await s.call('lead', 'POST', '/v1/model/preview', { changes })
    expect(tried.body.moved).toMatchObject([{ subject: 'person:W-2', was: 'listed', would: 'nothing' }])
    await s.call('lead', 'PUT', '/v1/model', { changes, because })
    await s.context.tuner.applied()
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed' })
  })

  it('a change that a crash cut off is finished at the next start', async () => {
    const { store, again } = await fresh()
    const s = await on(store)
    await s.send(...relayed(1))
    const changes = { tiers: { listed: 2.5 } }
    await s.call('lead', 'POST', '/v1/model/preview', { changes })
    const { raw } = s.context.engine
    raw.markUnfolded = async () => {
      throw new Error('cut off')
    }
    await s.call('lead', 'PUT', '/v1/model', { changes, because })
    expect((await raw.queue()).map((q) => q.subject)).toEqual(['person:W-1'])
    await stop(s)
    const next = await on(await again())
    await next.context.tuner.resume()
    await next.context.tuner.applied()
    expect(await next.queue()).toEqual({})
  })

  it('a budget draws a line through a day, hides nobody, and is the same over a restart', async () => {
    const { store, again } = await fresh()
    const s = await on(store)
    await s.send(...relayed(1), ...relayed(2), ...relayed(3))
    const set = { perDay: 1, owner: 'Ana', because: 'One of us is away.' }
    expect((await s.call('analyst', 'PUT', '/v1/alert-budget', set)).status).toBe(403)
    const preview = await s.call('lead', 'POST', '/v1/alert-budget/preview', { perDay: 1 })
    expect(preview.body).toMatchObject({ arrivals: 3, above: 1, below: 2, added: -2, undecided: 2 })
    const { body } = await s.call('lead', 'PUT', '/v1/alert-budget', set)
    expect(body).toMatchObject({ perDay: 1, today: { above: 1, below: ['person:W-2', 'person:W-3'] } })
    expect(Object.keys(await s.queue())).toHaveLength(3)
    await s.pass(day)
    await s.send(...relayed(4))
    const later = (await s.call('analyst', 'GET', '/v1/alert-budget')).body.today
    expect(later).toMatchObject({ above: 1, below: ['person:W-2', 'person:W-3'] })
    await stop(s)
    const next = await on(await again(), { at: start + day })
    expect((await next.call('analyst', 'GET', '/v1/alert-budget')).body.today).toEqual(later)
  })
})

describe('a model', () => {
  it.each([
    [{ tiers: { listed: 0 } }, 'changes.tiers.listed 0 is not between 1 and 5'],
    [{ tiers: { opens: 3, listed: 4 } }, 'tiers.opens is not above tiers.listed'],
    [{ caps: { nothing: { cap: 1 } } }, 'there is no kind of evidence nothing'],
    [{ caps: { sanctions: { cap: 1 } } }, 'caps.sanctions.cap is 0 for good'],
    [{ caps: { jitter: { towardsCase: 0.2 } } }, 'caps.jitter.towardsCase is 0 for good'],
    [{ priors: { 'job-shared': 0 } }, 'changes.priors.job-shared 0 is not between'],
    [{ populations: [{ name: 'All', priors: {}, because }] }, 'says of nobody whom it holds for'],
    [{ colour: 1 }, 'colour'],
  ])('with %j is refused', async (changes, says) => {
    const s = await tunedService(memoryStore())
    const reply = await s.call('lead', 'POST', '/v1/model/preview', { changes })
    await s.end()
    expect(reply).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } })
  })
})
