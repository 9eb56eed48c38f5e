import type { EntityView, FarmView, LeadsView, QueueView, ReviewView, SubjectRef, Word } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { applied, crew, decided, ring } from '../../../../test/ring.ts'
import * as schemas from './schemas.ts'
import * as links from './schemas-of-links.ts'
import { ndjson, noon, type TestService, testService } from './test-service.ts'

let service: TestService

beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

async function send(...rows: object[]): Promise<void> {
  const reply = await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations' },
    headers: { 'content-type': 'application/x-ndjson' },
    payload: ndjson(...rows),
  })
  expect(reply.statusCode).toBe(202)
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
}

async function call<T>(
  method: 'GET' | 'POST',
  url: string,
  body?: object,
): Promise<{ status: number; body: T }> {
  const reply = await service.app.inject({
    ...{ method, url, headers: { authorization: `Bearer ${service.token}` } },
    ...(body && { payload: body }),
  })
  return { status: reply.statusCode, body: reply.json() as T }
}
const get = async <T>(url: string) => (await call<T>('GET', url)).body
const farmsNow = async () => (await get<{ farms: FarmView[] }>('/v1/farms')).farms
const problem = (body: unknown) => (body as { detail: string }).detail

/** The reply holds exactly what its schema says: nothing that OpenAPI does not tell of. */
function holds(schema: z.ZodType, body: unknown): void {
  expect(schema.parse(body)).toEqual(body)
}

const members = (farm: FarmView | undefined) => farm?.members.map((m) => m.subject)
const everybody = ['application:A-0', 'application:A-1', 'application:A-2', 'application:A-3']
const workers = ['person:W-0', 'person:W-1', 'person:W-2', 'person:W-3']

describe('farms', () => {
  it('are one thing: members with their place in the queue, ties with how common such a share is, weeks', async () => {
    await send(...crew(), ...ring())
    const [farm, ...others] = await farmsNow()
    expect(others).toEqual([])
    holds(links.farm, farm)
    expect(members(farm)).toEqual(workers)
    expect(farm!.members.map((m) => m.item.farm)).toEqual(workers.map(() => farm!.id))
    const email = farm!.ties.find((t) => t.attribute.startsWith('email:'))!
    expect(email).toMatchObject({ members: workers, size: 4, commonness: { known: 4, shared: 2 } })
    expect(email.shown).toContain('example.net')
    expect(farm!.evidence.map((e) => e.id)).toEqual(expect.arrayContaining(email.evidence))
    expect(farm!.weeks).toEqual([{ from: Date.UTC(2026, 1, 2), ties: farm!.ties.length }])
    expect(farm).toMatchObject({ pay: [], simulated: false })
    expect((await call('GET', `/v1/farms/${farm!.id}`)).body).toEqual(farm)
    const { items, counts } = await get<QueueView>('/v1/queue')
    expect(counts.farms).toBe(1)
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) expect(item.farm).toBe(workers.includes(item.subject) ? farm!.id : undefined)
    expect((await call('GET', '/v1/farms/F-NONE')).status).toBe(404)
  })

  it('as they were known before a day: fewer members, and none before there was a farm', async () => {
    await send(...crew())
    const [farm] = await farmsNow()
    const asOf = async (day: number) => get<FarmView>(`/v1/farms/${farm!.id}?asOf=${Date.UTC(2026, 1, day)}`)
    const third = await asOf(5)
    holds(links.farm, third)
    expect(members(third)).toEqual(workers.slice(0, 3))
    expect(third).toMatchObject({ id: farm!.id, asOf: Date.UTC(2026, 1, 5) })
    expect(members(await asOf(6))).toEqual(workers)
    expect(members(await asOf(3))).toEqual([])
    holds(links.farm, await asOf(3))
    expect((await call('GET', `/v1/farms/${farm!.id}?asOf=yesterday`)).status).toBe(400)
  })

  it('fall away with the word that took their ties, and come back when it is undone', async () => {
    await send(...crew())
    const [farm] = await farmsNow()
    const said: Word[] = []
    for (const tie of farm!.ties) {
      const { body } = await call<Word>('POST', '/v1/link-words', {
        ...{ is: 'not-tied', a: tie.attribute, because: 'Our own front desk.', by: 'Ana' },
      })
      said.push(body)
    }
    expect(await farmsNow()).toEqual([])
    expect((await get<QueueView>('/v1/queue')).counts.farms).toBe(0)
    for (const { id } of said) await call('POST', `/v1/link-words/${id}/undo`, { by: 'Ben' })
    expect(members((await farmsNow())[0])).toEqual(workers)
  })

  it('lose the one whom a word takes out of what ties them', async () => {
    await send(...crew())
    const [farm] = await farmsNow()
    for (const { attribute: a } of farm!.ties)
      await call('POST', '/v1/link-words', { is: 'not-tied', a, b: 'person:W-2', because: 'Typed over.' })
    expect(members((await farmsNow())[0])).toEqual(['person:W-0', 'person:W-1', 'person:W-3'])
  })

  it('count pay from the first day on until the member left, or was last seen', async () => {
    const pay = [
      { startDate: '2025-02-05', pay: { yearly: 120_000, currency: 'USD' } },
      { startDate: '2025-02-05', endDate: '2025-08-06', pay: { yearly: 100_000, currency: 'EUR' } },
      { pay: { yearly: 90_000, currency: 'USD' } },
      { startDate: '2026-02-03', pay: { yearly: 365_250, currency: 'USD' } },
    ]
    await send(...crew(4, (n) => pay[n]!))
    const [farm] = await farmsNow()
    expect(new Date(farm!.lastSeen).toISOString()).toBe('2026-02-06T00:00:00.000Z')
    // A year and a day; half a year; no first day; three days.
    expect(farm!.members.map((m) => m.pay?.amount)).toEqual([120_246, 49_829, undefined, 3000])
    expect(farm!.pay).toEqual([
      { currency: 'USD', amount: 123_246, members: 2 },
      { currency: 'EUR', amount: 49_829, members: 1 },
    ])
    const then = await get<FarmView>(`/v1/farms/${farm!.id}?asOf=${Date.UTC(2026, 1, 5)}`)
    expect(then.members.map((m) => m.pay?.amount)).toEqual([119_918, 49_829, undefined])
  })
})

describe('words', () => {
  it('are said, listed, in the log of whom they name, and taken back with everything kept', async () => {
    await send(...ring())
    const said = await call<Word>('POST', '/v1/link-words', {
      ...{ is: 'different-people', a: 'application:A-1', b: 'application:A-0' },
      ...{ because: 'Both came in.', by: 'Ana' },
    })
    expect(said.status).toBe(201)
    holds(links.word, said.body)
    expect(said.body).toMatchObject({ a: 'application:A-0', b: 'application:A-1', by: 'Ana', at: noon })
    const again = await call<Word>('POST', '/v1/link-words', {
      ...{ is: 'different-people', a: 'application:A-0', b: 'application:A-1', because: 'Again.' },
    })
    expect(again).toEqual({ status: 200, body: said.body })
    service.pass(1000)
    const undone = await call<Word>('POST', `/v1/link-words/${said.body.id}/undo`, { because: 'A mix-up.' })
    expect(undone.body).toEqual({
      ...said.body,
      undone: { because: 'A mix-up.', by: 'an analyst', at: noon + 1000 },
    })
    expect(await get('/v1/link-words')).toEqual({ words: [undone.body] })
    expect(await service.store.words()).toEqual([undone.body])
    const { log } = await get<{ log: { did: string }[] }>('/v1/subjects/application%3AA-0')
    expect(log.map((entry) => entry.did).slice(-2)).toEqual([
      expect.stringMatching(/^said that this and .+ \(application:A-1\) are two people: Both came in\.$/),
      expect.stringMatching(/^took back that .+: A mix-up\.$/),
    ])
  })

  it.each([
    [
      'without a reason',
      { is: 'same-person', a: 'application:A-0', b: 'application:A-1', because: ' ' },
      400,
      /say why/,
    ],
    ['about one alone', { is: 'same-person', a: 'application:A-0', because: 'x' }, 400, /b: is missing/],
    ['about itself', { is: 'same-person', a: 'person:W', b: 'person:W', because: 'x' }, 400, /always itself/],
    [
      'about a device',
      { is: 'different-people', a: 'device:LT', b: 'person:W', because: 'x' },
      400,
      /no application and no person/,
    ],
    [
      'about nobody known',
      { is: 'same-person', a: 'application:A-0', b: 'application:Z', because: 'x' },
      404,
      /Nothing is known of "application:Z"/,
    ],
    [
      'about a share never seen',
      { is: 'not-tied', a: 'phone:never', because: 'x' },
      404,
      /never seen on anybody/,
    ],
    ['of an unknown sort', { is: 'friends', a: 'application:A-0', because: 'x' }, 400, /is/],
  ])('%s are refused, and nothing changes', async (_what, body, status, says) => {
    await send(...ring())
    const reply = await call('POST', '/v1/link-words', body)
    expect(reply.status).toBe(status)
    expect(problem(reply.body)).toMatch(says)
    expect(await get('/v1/link-words')).toEqual({ words: [] })
  })

  it('that contradict each other are refused until the first is taken back', async () => {
    await send(...ring())
    const both = { a: 'application:A-0', b: 'application:A-1' }
    const first = await call<Word>('POST', '/v1/link-words', {
      is: 'same-person',
      ...both,
      because: 'x',
      by: 'Ana',
    })
    const other = { is: 'different-people', ...both, because: 'y' }
    const refused = await call('POST', '/v1/link-words', other)
    expect(refused.status).toBe(409)
    expect(problem(refused.body)).toMatch(/^Ana said on 2026-03-02 that they are one person/)
    await call('POST', `/v1/link-words/${first.body.id}/undo`)
    expect((await call('POST', '/v1/link-words', other)).status).toBe(201)
    expect((await call('POST', '/v1/link-words/W-none/undo')).status).toBe(404)
  })

  it('about a subject that the share was never seen on are refused', async () => {
    await send(...crew(), ...ring())
    const a = (await farmsNow())[0]!.ties[0]!.attribute
    const reply = await call('POST', '/v1/link-words', {
      is: 'not-tied',
      a,
      b: 'application:B-0',
      because: 'x',
    })
    expect(reply.status).toBe(404)
    expect(problem(reply.body)).toMatch(/was never seen on "application:B-0"/)
  })
})

describe('leads', () => {
  it('lead from a confirmed case to whoever shares with it, list nobody, and go when the case is cleared', async () => {
    await send(...ring(), applied('C-1', 4, { emails: ['c@example.org'] }))
    const before = await get<QueueView>('/v1/queue')
    expect(await get('/v1/confirmed-leads')).toEqual({ leads: [], confirmed: [] })
    await send(decided('d1', 'application:A-0', 'confirmed'))
    const found = await get<LeadsView>('/v1/confirmed-leads')
    holds(links.leads, found)
    expect(found.confirmed.map((c) => c.subject)).toEqual(['application:A-0'])
    expect(found.leads.map((l) => l.subject).sort()).toEqual(everybody.slice(1))
    for (const lead of found.leads) {
      expect(lead.path).toHaveLength(1)
      expect(lead.path[0]).toMatchObject({ to: lead.subject, weight: expect.any(Number) })
      expect(lead.after).toBeGreaterThan(lead.before)
      expect(lead.item.subject).toBe(lead.subject)
    }
    const after = await get<QueueView>('/v1/queue')
    holds(schemas.queue, after)
    const listed = (view: QueueView) => view.items.map((q) => q.subject).sort()
    expect(listed(after)).toEqual(listed(before))
    for (const item of after.items)
      if (everybody.slice(1).includes(item.subject))
        expect(item.lead).toMatchObject({ confirmed: 'application:A-0', links: 1 })
      else expect(item.lead).toBeUndefined()

    await send(decided('d2', 'application:A-0', 'cleared', noon - 1000))
    expect(await get('/v1/confirmed-leads')).toEqual({ leads: [], confirmed: [] })
    expect((await get<QueueView>('/v1/queue')).items.filter((q) => q.lead)).toEqual([])
  })

  it('go no further than two links, and name last whom people cleared before', async () => {
    const pair = (name: string) => ({ emails: [`${name}@example.net`] })
    const chain = (id: string, n: number, ...names: string[]) =>
      applied(id, n, { emails: names.flatMap((name) => pair(name).emails) })
    await send(
      chain('P-0', 0, 'one'),
      chain('P-1', 1, 'one', 'two'),
      chain('P-2', 2, 'two', 'three'),
      chain('P-3', 3, 'three'),
      decided('d1', 'application:P-0', 'confirmed'),
    )
    const leads = async () => (await get<LeadsView>('/v1/confirmed-leads')).leads
    expect((await leads()).map((l) => [l.subject, l.path.length])).toEqual([
      ['application:P-1', 1],
      ['application:P-2', 2],
    ])
    await send(decided('d2', 'application:P-1', 'cleared'))
    expect((await leads()).map((l) => [l.subject, l.cleared])).toEqual([['application:P-1', true]])
  })

  it('are told from a person whose application was confirmed', async () => {
    await send(
      ...ring(),
      { id: 'hired', kind: 'person', at: noon, about: ['person:W-1'], data: { application: 'A-1' } },
      decided('d1', 'application:A-1', 'confirmed'),
    )
    const { confirmed } = await get<LeadsView>('/v1/confirmed-leads')
    expect(confirmed.map((c) => c.subject)).toEqual(['person:W-1'])
  })
})

describe('entities', () => {
  const same = {
    name: 'Wilhelmina Achterberg',
    emails: ['w.achterberg@example.net'],
    phones: ['+1 512 555 0188'],
  }
  const entityOf = (subject: string) => get<EntityView>(`/v1/subjects/${encodeURIComponent(subject)}/entity`)

  it('hold the records of one person, with the reasons masked, and follow what people say', async () => {
    await service.context.linkage.ready()
    await send(
      ...ring(2),
      applied('E-1', 0, same),
      applied('E-2', 3, { ...same, name: 'Achterberg, Wilhelmina', phones: ['512 555 0188'] }),
    )
    const entity = await entityOf('application:E-2')
    holds(links.entity, entity)
    expect(entity.records).toMatchObject([
      { subject: 'application:E-1', kind: 'application', at: expect.any(Number) },
      { subject: 'application:E-2' },
    ])
    expect(await get(`/v1/entities/${entity.id}`)).toEqual(entity)
    const shown = JSON.stringify(entity.pairs)
    expect(entity.pairs).toHaveLength(1)
    for (const name of ['chterberg', 'ilhelmina', 'w.achter', '0188'])
      expect(shown.toLowerCase()).not.toContain(name)
    expect(shown).toContain('…@example.net')
    expect(shown).toContain('…88')

    const word = { is: 'different-people', a: 'application:E-1', b: 'application:E-2', because: 'Sisters.' }
    const { body: said } = await call<Word>('POST', '/v1/link-words', word)
    const split = await entityOf('application:E-2')
    expect(split.records.map((r) => r.id)).toEqual(['application:E-2'])
    expect(split.words).toEqual([said])
    await send(applied('E-2', 3, { ...same, location: 'again' }), { ...applied('E-2', 4, same), id: 'newer' })
    expect((await entityOf('application:E-2')).records.map((r) => r.id)).toEqual(['application:E-2'])
    await call('POST', `/v1/link-words/${said.id}/undo`)
    expect((await entityOf('application:E-2')).records).toHaveLength(2)
    expect((await get<EntityView>(`/v1/entities/${split.id}`)).records).toHaveLength(2)
  })

  it('are reviewed nearest to the threshold first, with hubs as hubs and the state of linkage', async () => {
    await service.context.linkage.ready()
    await send(
      ...ring(),
      applied('E-1', 0, same),
      applied('E-2', 3, { name: same.name, phones: same.phones }),
    )
    const review = await get<ReviewView>('/v1/entities?review=5')
    holds(links.review, review)
    expect(review.linkage).toMatchObject({ state: 'ready', records: 8 })
    expect(review.linkage.model).toEqual({ version: expect.any(String) })
    expect(review.blocks.length).toBeGreaterThan(0)
  })

  it('are refused sentence by sentence where there is none', async () => {
    await service.context.linkage.ready()
    await send(...ring(1))
    expect((await call('GET', '/v1/subjects/nobody/entity')).status).toBe(400)
    const none = await call('GET', '/v1/subjects/person%3AW-9/entity')
    expect([none.status, problem(none.body)]).toEqual([
      404,
      'No application and no person record is known of "person:W-9".',
    ])
    expect((await call('GET', '/v1/entities/none')).status).toBe(404)
    const few = await call('POST', '/v1/linkage/learn', { by: 'Ana' })
    expect(few.status).toBe(409)
    expect(problem(few.body)).toMatch(/^No model was learnt: 3 records are too few; some 200 are needed\./)
  })

  it('go away with the demo company', async () => {
    await service.context.linkage.ready()
    await service.context.demo.load()
    await service.context.demo.remove()
    expect((await get<ReviewView>('/v1/entities')).linkage.records).toBe(0)
    expect(await farmsNow()).toEqual([])
    const ref: SubjectRef = 'application:larkspur-A-1'
    expect((await call('GET', `/v1/subjects/${encodeURIComponent(ref)}/entity`)).status).toBe(404)
  })
})
