import { describe, expect, it } from 'vitest'
import { rtt } from '../api/test-service.ts'
import { memoryStore } from '../store/memory.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { day, relayed, start, type TunedService, tunedService } from './tuned-service.ts'

const proposal = (over: object = {}) => ({
  scope: { on: 'subject', subject: 'person:W-1' },
  detector: 'network/layer-gap',
  because: 'The company’s gateway in Chicago, as the network team confirmed.',
  owner: 'Network team',
  until: start + 10 * day,
  ...over,
})
const relays = async (s: TunedService, subject: string) => {
  const { body } = await s.call('analyst', 'GET', `/v1/subjects/${encodeURIComponent(subject)}`)
  return body.evidence.filter((e: { detector: string }) => e.detector === 'network/layer-gap')
}

describe.each(backends())('a suppression, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('sets aside what stands of one subject, keeps it in sight, and lets nobody else go', async () => {
    const { store } = await fresh()
    const s = await tunedService(store)
    await s.send(...relayed(1), ...relayed(2))
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed', 'person:W-2': 'listed' })
    const preview = await s.call('analyst', 'POST', '/v1/suppressions/preview', proposal())
    expect(preview.body).toMatchObject({
      ...{ hides: { evidence: 4, clearing: 0 }, counts: { unlisted: 1, unopened: 0, worse: 0 } },
      ...{ now: { listed: 2 }, would: { listed: 1 } },
      moved: [{ subject: 'person:W-1', was: 'listed', would: 'nothing' }],
    })
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed', 'person:W-2': 'listed' })
    const said = await s.call('analyst', 'POST', '/v1/suppressions', proposal())
    expect(said).toMatchObject({ status: 201, body: { state: 'in-force', by: 'local-analyst' } })
    expect(await s.queue()).toEqual({ 'person:W-2': 'listed' })
    for (const e of await relays(s, 'person:W-1'))
      expect(e).toMatchObject({
        shadow: true,
        setAside: { suppression: said.body.id, owner: 'Network team', until: start + 10 * day },
      })
    const view = (await s.call('analyst', 'GET', '/v1/subjects/person%3AW-1')).body
    expect(view).toMatchObject({ score: { weight: 0 }, setAside: { pieces: 4, weight: 2 } })
    for (const e of await relays(s, 'person:W-2')) expect(e).not.toHaveProperty('setAside')
    expect(await store.audit({ did: 'configuration.suppression', limit: 9 })).toMatchObject([
      { by: 'local-analyst', about: 'person:W-1', details: { reaches: 'person:W-1' } },
    ])
    await s.end()
  })

  it('holds over a restart and a replay, and comes to the same whether said before or after', async () => {
    const before = await fresh()
    const first = await tunedService(before.store)
    await first.send(...relayed(2))
    await first.call('analyst', 'POST', '/v1/suppressions', proposal())
    await first.send(...relayed(1))
    expect(await first.queue()).toEqual({ 'person:W-2': 'listed' })
    await first.end()
    const again = await tunedService(await before.again())
    await again.send(...relayed(1), ...relayed(2))
    expect(await again.queue()).toEqual({ 'person:W-2': 'listed' })
    expect((await relays(again, 'person:W-1'))[0]).toHaveProperty('setAside')
    await again.end()

    const after = await tunedService(memoryStore())
    await after.send(...relayed(1), ...relayed(2))
    await after.call('analyst', 'POST', '/v1/suppressions', proposal())
    expect(await after.queue()).toEqual({ 'person:W-2': 'listed' })
    await after.end()
  })

  it('ends by itself at its time, and is then listed for renewal', async () => {
    const { store, again } = await fresh()
    const s = await tunedService(store)
    await s.send(...relayed(1))
    const { body } = await s.call('analyst', 'POST', '/v1/suppressions', proposal({ until: start + day }))
    expect(await s.queue()).toEqual({})
    await s.pass(day - 1)
    expect(await s.queue()).toEqual({})
    await s.pass(1)
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed' })
    const list = (await s.call('analyst', 'GET', '/v1/suppressions')).body
    expect(list).toMatchObject({ suppressions: [{ id: body.id, state: 'ended' }], renew: [body.id] })
    await s.end()
    const later = await tunedService(await again(), { at: start + 2 * day })
    expect(await later.queue()).toEqual({ 'person:W-1': 'listed' })
    await later.end()
  })

  it('that ended while nothing ran counts again at the next start', async () => {
    const { store, again } = await fresh()
    const s = await tunedService(store)
    await s.send(...relayed(1))
    await s.call('analyst', 'POST', '/v1/suppressions', proposal({ until: start + day }))
    await s.end()
    const later = await tunedService(await again(), { at: start + 3 * day })
    await later.context.tuner.tick()
    expect(await later.queue()).toEqual({ 'person:W-1': 'listed' })
    await later.end()
  })

  it('whose consequences a crash cut off is followed at the next start', async () => {
    const { store, again } = await fresh()
    const s = await tunedService(store)
    await s.send(...relayed(1), ...relayed(2))
    const { raw } = s.context.engine
    const { commitFold } = raw
    raw.commitFold = async () => {
      throw new Error('cut off')
    }
    expect((await s.call('analyst', 'POST', '/v1/suppressions', proposal())).status).toBe(500)
    raw.commitFold = commitFold
    await s.stop()
    const later = await tunedService(await again())
    expect(await later.queue()).toEqual({ 'person:W-2': 'listed' })
    await later.end()
  })

  it('is lifted by a word with a reason, and stays on record', async () => {
    const { store } = await fresh()
    const s = await tunedService(store)
    await s.send(...relayed(1))
    const { body } = await s.call('analyst', 'POST', '/v1/suppressions', proposal())
    const url = `/v1/suppressions/${body.id}/lift`
    expect((await s.call('analyst', 'POST', `${url}/preview`)).body).toMatchObject({
      counts: { listed: 1 },
    })
    expect((await s.call('analyst', 'POST', url, {})).status).toBe(400)
    const lifted = await s.call('analyst', 'POST', url, { because: 'The gateway has gone.' })
    expect(lifted.body).toMatchObject({ state: 'lifted', lifted: { because: 'The gateway has gone.' } })
    expect(await s.queue()).toEqual({ 'person:W-1': 'listed' })
    expect((await s.call('analyst', 'GET', '/v1/suppressions')).body.suppressions).toHaveLength(1)
    await s.end()
  })
})

describe('what a suppression reaches', () => {
  const on = async (rows: object[], work: (s: TunedService) => Promise<void>) => {
    const s = await tunedService(memoryStore())
    await s.send(...rows)
    await work(s)
    await s.end()
  }

  it('a network: windows in which every address lies in it, and no others', async () => {
    const away = relayed(2).map((row) => {
      const { kind, data } = row as { kind: string; data: { ip?: string } }
      return kind === 'rtt' ? { ...row, data: { ...data, ip: '203.0.113.9' } } : row
    })
    // On W-3's days there is an address of the network and another one.
    const both = [0, 1, 2, 3].map((d) => {
      const row = rtt(`o${d}`, 190, { at: start - d * day + 1000, about: ['device:LT-3', 'person:W-3'] })
      return { ...row, data: { ...(row.data as object), ip: '203.0.113.9' } }
    })
    await on([...relayed(1), ...away, ...relayed(3), ...both], async (s) => {
      const scope = { on: 'network', network: '198.51.100.0/24' }
      expect((await s.call('analyst', 'POST', '/v1/suppressions', proposal({ scope }))).status).toBe(403)
      const preview = await s.call('lead', 'POST', '/v1/suppressions/preview', proposal({ scope }))
      expect(preview.body.moved.map((m: { subject: string }) => m.subject)).toEqual(['person:W-1'])
      await s.call('lead', 'POST', '/v1/suppressions', proposal({ scope }))
      expect(Object.keys(await s.queue()).sort()).toEqual(['person:W-2', 'person:W-3'])
    })
  })

  it('a group: those of whom the claim card says so, from one detector', async () => {
    await on([...relayed(1), ...relayed(2)], async (s) => {
      const scope = { on: 'group', by: 'employer', is: 'northgate' }
      const all = await s.call('lead', 'POST', '/v1/suppressions', proposal({ scope, detector: undefined }))
      expect(all).toMatchObject({ status: 400, body: { detail: expect.stringContaining('never from all') } })
      await s.call('lead', 'POST', '/v1/suppressions', proposal({ scope }))
      expect(await s.queue()).toEqual({ 'person:W-1': 'listed' })
    })
  })

  it('a help desk’s session: the windows that it lies in, for the subject of its ticket', async () => {
    await on([...relayed(1), ...relayed(2)], async (s) => {
      const scope = {
        ...{ on: 'session', subject: 'device:LT-1', ticket: 'HD-4711' },
        ...{ from: start - 1000, to: start + 3_600_000 },
      }
      const { body } = await s.call('analyst', 'POST', '/v1/suppressions/preview', proposal({ scope }))
      expect(body.hides.evidence).toBe(1)
      expect(body.notes.join(' ')).toMatch(/the session is 4 % of it/)
      await s.call('analyst', 'POST', '/v1/suppressions', proposal({ scope }))
      const found = await relays(s, 'person:W-1')
      expect(found.filter((e: object) => 'setAside' in e)).toHaveLength(1)
      expect(await relays(s, 'person:W-2')).toHaveLength(4)
      const long = { ...scope, to: start + 2 * day }
      expect(await s.call('analyst', 'POST', '/v1/suppressions', proposal({ scope: long }))).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('scope.to: is more than a day') },
      })
    })
  })

  it('evidence that speaks for somebody only where it says so, and where it is meant', async () => {
    const clears = [4, 5, 6].map((d) =>
      rtt(`c${d}`, 0, { at: start - d * day, about: ['device:LT-1', 'person:W-1'] }),
    )
    await on([...relayed(1), ...clears], async (s) => {
      const aside = { ...proposal(), clearing: true, detector: undefined }
      const usual = await s.call(
        'analyst',
        'POST',
        '/v1/suppressions/preview',
        proposal({ detector: undefined }),
      )
      expect(usual.body.hides.clearing).toBe(0)
      const { body } = await s.call('analyst', 'POST', '/v1/suppressions/preview', aside)
      expect(body.hides.clearing).toBeGreaterThan(0)
    })
  })

  it('refuses to make somebody look worse unseen', async () => {
    // The smallest of the findings lowers the mean: without it, the others weigh more.
    const weak = rtt('w', 20, { at: start - 5 * day, about: ['device:LT-1', 'person:W-1'] })
    await on([...relayed(1), weak], async (s) => {
      const scope = {
        ...{ on: 'session', subject: 'person:W-1', ticket: 'HD-1' },
        ...{ from: start - 5 * day, to: start - 5 * day + 60_000 },
      }
      const refused = await s.call('analyst', 'POST', '/v1/suppressions', proposal({ scope }))
      expect(refused).toMatchObject({ status: 409, body: { worse: 1 } })
      const meant = await s.call('analyst', 'POST', '/v1/suppressions', proposal({ scope, worse: true }))
      expect(meant.status).toBe(201)
    })
  })

  it.each([
    [{ until: undefined }, 'until'],
    [{ until: start }, 'until: is not in the future'],
    [{ until: start + 400 * day }, 'until: is more than a year away'],
    [{ owner: ' ' }, 'owner'],
    [{ because: '' }, 'because'],
    [{ scope: { on: 'network', network: '198.51.100.300/24' } }, 'is no network'],
    [{ scope: { on: 'network', network: '0.0.0.0/0' } }, 'wider than'],
    [{ detector: 'network/nothing' }, 'There is no detector'],
  ])('refuses %j', async (over, says) => {
    await on([], async (s) => {
      const reply = await s.call('lead', 'POST', '/v1/suppressions', proposal(over))
      expect([400, 404]).toContain(reply.status)
      expect(reply.body.detail).toContain(says)
    })
  })
})
