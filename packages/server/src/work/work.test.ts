import type { CasesView, CaseView, CaseWork, Deed, SubjectRef } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import * as schemas from '../api/schemas-of-cases.ts'
import { ndjson, type TestService, testService } from '../api/test-service.ts'
import { clearing, finding, openCase } from './test-cases.ts'

const day = 86_400_000
let service: TestService
let people = 0
beforeAll(async () => {
  service = await testService()
  const hr = { name: 'Mara Alder', manager: 'lea@larch.example' }
  await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', headers: { 'content-type': 'application/x-ndjson' } },
    payload: ndjson(
      { id: 'hr1', kind: 'person', at: service.context.now(), about: ['person:W-900'], data: hr },
      { id: 'ap1', kind: 'application', at: service.context.now(), about: ['application:A-900'], data: { requisition: 'R', referrer: 'person:W-77' } },
      { id: 'hr2', kind: 'person', at: service.context.now(), about: ['person:W-901'], data: { name: 'B', application: 'A-900' } },
    ), // biome-ignore format: rows
  })
  while ((await service.inbox.depth()) > 0) await new Promise((r) => setTimeout(r, 5))
})
afterAll(() => service.end())

type Who = ReturnType<TestService['account']>
/** Four people with accounts of their own. */
const ana = () => service.account('ana', 'analyst', { email: 'ana@larch.example' })
const lea = () => service.account('lea', 'lead', { email: 'lea@larch.example' })
const pat = () => service.account('pat', 'people-partner', { subject: 'person:W-77' })
const col = () => service.account('col', 'counsel')

const newSubject = (): SubjectRef => `person:W-${++people}`
const newCase = (subject = newSubject(), more: Parameters<typeof openCase>[2] = []) =>
  openCase(service.context, subject, more)
async function call(
  method: 'GET' | 'POST',
  url: string,
  who: Who | { authorization: string },
  payload?: object,
) {
  const reply = await service.app.inject({ method, url, headers: who, ...(payload && { payload }) })
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers }
}
const post = (who: Who, id: string, deed: Deed, because?: string) =>
  call('POST', `/v1/cases/${id}/acts`, who, { ...deed, ...(because && { because }) })
async function does(who: Who, id: string, deed: Deed, because = 'for a reason') {
  const { status, body } = await post(who, id, deed, because)
  if (status !== 201) throw new Error(`${status} ${body.detail}`)
  return body
}
const see = async (who: Who, id: string): Promise<CaseView> =>
  (await call('GET', `/v1/cases/${id}`, who)).body
const work = async (who: Who, id: string): Promise<CaseWork> => (await see(who, id)).work
function holds(schema: z.ZodType, body: unknown) {
  expect(schema.parse(body)).toEqual(body)
}
const against: Deed = { is: 'viewed', conclusion: 'misrepresentation' }

async function heard(id: string) {
  await does(ana(), id, { is: 'moved', to: 'investigating' })
  await does(lea(), id, { is: 'noticed', until: service.context.now() + day })
  service.pass(2 * day)
}
async function decided(id: string) {
  await heard(id)
  await does(ana(), id, against)
  await does(lea(), id, { ...against, ground: 'admission' } as Deed)
}
const settled = async () => {
  for (let i = 0; i < 200; i++) {
    await new Promise((r) => setTimeout(r, 5))
    if ((await service.inbox.depth()) === 0 && (await service.store.tellings(1)).length === 0) return
  }
}

describe('a case', () => {
  it('is opened by software, told to listeners, and in the list with the work on it', async () => {
    const heardOf: string[] = []
    const stop = service.context.work.onAct((act, now) => heardOf.push(`${act.is} ${now.state}`))
    const id = await newCase()
    await does(ana(), id, { is: 'assigned', to: 'ana' })
    stop()
    expect(heardOf).toEqual(['opened new', 'assigned new'])
    const { body } = await call('GET', '/v1/cases?owner=me', ana())
    holds(schemas.cases, body)
    expect(body.cases).toMatchObject([
      { case: id, work: { state: 'new', owner: 'ana', waitingFor: 'triage' } },
    ])
    const view = await see(ana(), id)
    holds(schemas.caseView, view)
    expect(view.log.map((l) => l.did)).toEqual(['opened the case', 'gave it to ana'])
    expect(view.work.may).toContain('moved')
    expect(service.context.work.of(view.subject)).toMatchObject({ id, owner: 'ana' })
  })

  it('is decided by two who do not know of each other, becomes a disposition, and counts', async () => {
    const subject = newSubject()
    const id = await newCase(subject, [clearing(subject, 'near-home')])
    await heard(id)
    const unread = await post(ana(), id, against, 'the path')
    expect(unread).toMatchObject({ status: 409, body: { detail: expect.stringContaining('1 piece') } })
    for (const who of [ana(), lea()]) await does(who, id, { is: 'read', what: 'near-home' })
    await does(ana(), id, against, 'the path')

    const before = await work(lea(), id)
    expect(before).toMatchObject({ waitingFor: 'second-seat', mine: { canSit: 'second', unread: [] } })
    expect(before.seats).toEqual([
      { act: expect.any(String), by: 'ana', name: 'ana', at: expect.any(Number), round: 0 },
    ])
    expect(JSON.stringify(await see(lea(), id))).not.toContain('the path')
    expect((await work(ana(), id)).seats[0]).toMatchObject({
      conclusion: 'misrepresentation',
      because: 'the path',
    })

    await does(lea(), id, { ...against, ground: 'admission' } as Deed, 'admitted on the phone')
    expect((await work(col(), id)).decided).toMatchObject({
      conclusion: 'misrepresentation',
      ground: 'admission',
    })
    await settled()
    const { observations } = await service.store.observations({
      ...{ subjects: [subject], kinds: ['disposition'], from: 0, to: Number.MAX_SAFE_INTEGER, limit: 9 },
    })
    expect(observations).toMatchObject([
      { source: 'telltale', data: { subject, outcome: 'confirmed', by: 'ana, lea', ground: 'admission' } },
    ])
    expect(await service.context.work.decisions(service.context.now() - day)).toMatchObject([
      { case: id, subject, conclusion: 'misrepresentation', seats: ['ana', 'lea'], grounds: ['admission'] },
    ])
    const audit = await service.store.audit({ about: subject, did: 'decision', limit: 9 })
    expect(JSON.stringify(audit[2])).not.toContain('misrepresentation')
    expect(audit[0]).toMatchObject({
      details: {
        conclusion: 'misrepresentation',
        views: [{ by: 'ana', because: 'the path' }, { by: 'lea' }],
      },
    })
    expect(audit.map((e) => [e.by, e.did])).toEqual([
      ['telltale', 'decision.made'],
      ['lea', 'decision.viewed'],
      ['ana', 'decision.viewed'],
    ])
  })

  it('is decided by nobody alone: not by one human in two roles, not by the token', async () => {
    const id = await newCase()
    await heard(id)
    await does(service.as('analyst'), id, against)
    expect(await post(service.as('counsel'), id, against, 'again')).toMatchObject({ status: 409 })
    const token = { authorization: `Bearer ${service.token}` }
    const refused = await call('POST', `/v1/cases/${id}/acts`, token, { ...against, because: 'I can' })
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('A program can comment') },
    })
    expect(
      (await call('POST', `/v1/cases/${id}/acts`, token, { is: 'commented', text: 'ticket 7' })).status,
    ).toBe(201)
    expect((await work(lea(), id)).decided).toBeUndefined()
  })

  it('is worked on by accounts of the demo company only where it is simulated itself', async () => {
    const demo = service.account('demo', 'lead', { simulated: true })
    const real = await post(demo, await newCase(), { is: 'moved', to: 'triage' })
    expect(real).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('simulated cases alone') },
    })
    const id = await newCase('person:larkspur-9001')
    expect((await post(demo, id, { is: 'moved', to: 'triage' })).status).toBe(201)
  })

  it('refuses with a sentence: 403 for the role, 404 for no case, 409 for now, 400 for a deed that is none', async () => {
    const id = await newCase()
    expect(await post(ana(), id, { is: 'held' }, 'x')).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('for counsel') },
    })
    expect(await post(col(), id, { is: 'held' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('reason') },
    })
    expect((await post(ana(), 'C-NONE', { is: 'held' }, 'x')).status).toBe(404)
    expect(
      (await call('POST', `/v1/cases/${id}/acts`, ana(), { is: 'opened', subject: 'person:W-1' })).status,
    ).toBe(400)
    expect((await call('GET', `/v1/cases/${id}`, service.as('recruiter'))).status).toBe(403)
    expect(await post(ana(), id, { is: 'assigned', to: 'nobody' })).toMatchObject({ status: 409 })
  })

  it('blocks the manager and the referrer of the person, by the company’s own records', async () => {
    const managed = await newCase('person:W-900')
    expect((await work(lea(), managed)).conflicts).toEqual([
      { account: 'lea', how: 'manager', declared: false },
    ])
    expect(await post(lea(), managed, { is: 'moved', to: 'triage' })).toMatchObject({
      ...{ status: 409, body: { detail: expect.stringContaining('you manage them') } },
    })
    expect((await post(ana(), managed, { is: 'moved', to: 'triage' })).status).toBe(201)
    const referred = await newCase('person:W-901')
    expect((await post(pat(), referred, { is: 'moved', to: 'triage' })).body.detail).toMatch(
      /you referred them/,
    )
    const own = await newCase('person:W-77')
    expect((await work(pat(), own)).mine).toMatchObject({
      canSit: false,
      why: expect.stringContaining('Conflict'),
    })
  })

  it('is appealed and overturned: a false accusation, told as cleared', async () => {
    const subject = newSubject()
    const id = await newCase(subject)
    await decided(id)
    const bill = await service.context.work.attachAsSubject(id, {
      name: 'bill.pdf',
      type: 'application/pdf',
      bytes: Buffer.from('the bill'),
    })
    await service.context.work.actAsSubject(id, { is: 'appealed', text: 'It was the provider' })
    await expect(service.context.work.actAsSubject(id, { is: 'appealed', text: 'again' })).rejects.toThrow(
      /appealed/,
    )
    const appeal = (await work(pat(), id)).replies[0]!
    expect((await work(pat(), id)).attachments).toMatchObject([{ id: bill.id, by: 'subject' }])
    await does(pat(), id, { is: 'read', what: appeal.act })
    await does(pat(), id, { is: 'viewed', conclusion: 'cleared' })
    expect(await service.context.work.decisions()).toContainEqual(
      expect.objectContaining({ case: id, conclusion: 'misrepresentation', overturned: expect.any(Number) }),
    )
    await settled()
    expect((await service.store.dispositions()).find((d) => d.subject === subject)?.outcome).toBe('cleared')
  })

  it('leaves queue and memory when it is closed, and comes back when it is reopened', async () => {
    const subject = newSubject()
    const id = await newCase(subject)
    await does(ana(), id, { is: 'moved', to: 'triage' })
    await does(ana(), id, { is: 'viewed', conclusion: 'cleared' }, 'seen at the office')
    await does(ana(), id, { is: 'closed' })
    await service.context.turns.between(async () => {})
    expect(service.context.work.of(subject)).toBeUndefined()
    expect(service.context.engine.ranking.items().some((q) => q.subject === subject)).toBe(false)
    const { body } = await call('GET', '/v1/cases?state=closed&limit=1', ana())
    holds(schemas.cases, body)
    expect((body as CasesView).cases).toMatchObject([
      { case: id, work: { state: 'closed', decided: { conclusion: 'cleared' } } },
    ])
    expect((await see(ana(), id)).work.state).toBe('closed')
    // What is found later lists the person again; people reopen the case.
    const later = service.context.now() + day
    await openCase(service.context, subject, [
      finding(subject, 'later-a', { to: later }),
      finding(subject, 'later-b', { to: later, family: 'mechanism' }),
    ])
    expect(service.context.engine.ranking.items().find((q) => q.subject === subject)).toMatchObject({
      case: id,
    })
    await does(lea(), id, { is: 'reopened' }, 'new evidence')
    await service.context.turns.between(async () => {})
    expect(service.context.work.of(subject)).toMatchObject({ id, state: 'investigating' })
    await settled()
    expect((await service.store.dispositions()).find((d) => d.subject === subject)?.outcome).toBe('unsure')
  })

  it('keeps files as they came, and records who opened them', async () => {
    const id = await newCase()
    const url = `/v1/cases/${id}/attachments`
    const put = (query: string, payload: string | Buffer) =>
      service.app.inject({
        method: 'POST',
        url: `${url}?${query}`,
        headers: { ...ana(), 'content-type': 'application/pdf' },
        payload,
      })
    const kept = await put(
      'name=..%2Fbill%22.pdf&type=application/pdf&from=by%20mail',
      Buffer.from([0, 1, 2, 255]),
    )
    expect(kept.json()).toMatchObject({
      name: 'bill.pdf',
      bytes: 4,
      from: 'by mail',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const reply = await service.app.inject({
      method: 'GET',
      url: `${url}/${kept.json().id}`,
      headers: service.as('auditor'),
    })
    expect([...reply.rawPayload]).toEqual([0, 1, 2, 255])
    expect(reply.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    })
    expect((await work(ana(), id)).attachments[0]!.custody.map((c) => [c.did, c.by])).toEqual([
      ['captured', 'ana'],
      ['opened', 'local-auditor'],
    ])
    expect((await put('name=empty', '')).statusCode).toBe(400)
    expect((await put('name=big', Buffer.alloc(20 * 1024 * 1024 + 1))).statusCode).toBe(413)
    expect((await service.app.inject({ method: 'GET', url: `${url}/none`, headers: ana() })).statusCode).toBe(
      409,
    )
    const audited = await service.store.audit({ did: 'case.attachment-opened', limit: 1 })
    expect(audited).toMatchObject([{ by: 'local-auditor', details: { attachment: kept.json().id } }])
  })

  it('is sealed: absent for everybody but its readers, the audit log says who sealed it', async () => {
    const subject = newSubject()
    const id = await newCase(subject)
    await does(col(), id, { is: 'sealed', readers: ['col', 'pat'] }, 'a board member')
    expect(service.context.work.sealed(subject)).toEqual(['col', 'pat'])
    expect((await call('GET', `/v1/cases/${id}`, ana())).status).toBe(404)
    expect((await post(ana(), id, { is: 'commented', text: 'x' })).status).toBe(404)
    const lists = async (who: Who) =>
      ((await call('GET', '/v1/cases', who)).body as CasesView).cases.map((c) => c.case)
    expect(await lists(ana())).not.toContain(id)
    expect(await lists(pat())).toContain(id)
    expect((await work(pat(), id)).readers).toEqual(['col', 'pat'])
    await does(col(), id, { is: 'held' }, 'a claim')
    expect(service.context.work.held(subject)).toBe(true)
    await does(col(), id, { is: 'unsealed' }, 'over')
    expect((await call('GET', `/v1/cases/${id}`, ana())).status).toBe(200)
  })

  it('is shown under another of the same human, decided with it, and can be taken out again', async () => {
    const [one, other] = [newSubject(), newSubject()]
    const [main, second] = [await newCase(one), await newCase(other)]
    await does(ana(), second, { is: 'merged', into: main }, 'one human, two records')
    const lists = ((await call('GET', '/v1/cases', ana())).body as CasesView).cases.map((c) => c.case)
    expect(lists).toContain(main)
    expect(lists).not.toContain(second)
    expect((await work(ana(), main)).merged).toMatchObject([{ case: second, subject: other }])
    await does(ana(), main, { is: 'moved', to: 'triage' })
    await does(ana(), main, { is: 'viewed', conclusion: 'cleared' }, 'twins')
    await settled()
    const outcomes = (await service.store.dispositions()).filter((d) => [one, other].includes(d.subject))
    expect(outcomes.map((d) => d.outcome)).toEqual(['cleared', 'cleared'])
    expect(await post(ana(), second, { is: 'unmerged' }, 'two humans')).toMatchObject({ status: 409 })
    await does(lea(), main, { is: 'reopened' })
    await does(ana(), second, { is: 'unmerged' }, 'two humans')
    expect((await work(ana(), main)).merged).toEqual([])
  })

  it('offers the playbook that follows, with drafts filled in as far as the case tells', async () => {
    const id = await newCase()
    await decided(id)
    const offered = (await work(lea(), id)).playbooks
    expect(offered).toMatchObject([{ playbook: 'confirm' }])
    expect(offered[0]).not.toHaveProperty('owner')
    expect(offered[0]!.items.find((i) => i.item === 'block-pay')?.draft).toContain(id)
    await does(lea(), id, { is: 'playbook', playbook: 'confirm', owner: 'lea' })
    const due = service.context.now() + 14 * day
    await does(col(), id, { is: 'ticked', playbook: 'confirm', item: 'block-pay', due, note: 'account 7' })
    const [playbook] = (await work(lea(), id)).playbooks
    const of = (item: string) => playbook!.items.find((i) => i.item === item)!
    expect(of('block-pay')).toMatchObject({ due, ticked: { by: 'col', note: 'account 7' } })
    expect(of('pay-wages')).toMatchObject({ instead: 'block-pay' })
    expect((await call('GET', '/v1/case-templates', ana())).body.playbooks).toHaveLength(3)
  })
})

describe('many cases at once', () => {
  it('do each what fits, and never a view', async () => {
    const [one, two] = [await newCase(), await newCase()]
    const bulk = (deed: Deed, who: Who = lea()) =>
      call('POST', '/v1/cases/acts', who, { cases: [one, two, 'C-NONE'], deed, because: 'all' })
    const moved = await bulk({ is: 'moved', to: 'triage' })
    holds(schemas.bulkView, moved.body)
    expect(moved.body.results.map((r: { problem?: string }) => r.problem === undefined)).toEqual([
      true,
      true,
      false,
    ])
    expect((await bulk({ is: 'viewed', conclusion: 'cleared' })).status).toBe(400)
    expect((await bulk({ is: 'moved', to: 'triage' }, pat())).status).toBe(403)
  })

  it('come by pages that miss and double nothing', async () => {
    const all = ((await call('GET', '/v1/cases', lea())).body as CasesView).cases.map((c) => c.case)
    const paged: string[] = []
    for (let after = ''; ; ) {
      const { body } = await call('GET', `/v1/cases?limit=3${after}`, lea())
      paged.push(...body.cases.map((c: { case: string }) => c.case))
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect(paged).toEqual(all)
    expect((await call('GET', '/v1/cases?after=nonsense', lea())).status).toBe(400)
    const closed = await call('GET', '/v1/cases?state=closed&owner=nobody', lea())
    expect(closed.body).toEqual({ cases: [] })
  })
})

describe('a commit that fails', () => {
  it('leaves the case as the store has it', async () => {
    const id = await newCase()
    const { store } = service.context
    const { addAct } = store
    store.addAct = async (change) => {
      await addAct(change)
      throw new Error('the connection broke')
    }
    expect((await post(ana(), id, { is: 'moved', to: 'triage' })).status).toBe(500)
    store.addAct = async () => {
      throw new Error('the disk is full')
    }
    expect((await post(ana(), id, { is: 'moved', to: 'investigating' })).status).toBe(500)
    store.addAct = addAct
    expect((await work(ana(), id)).state).toBe('triage')
    expect(service.context.work.of((await see(ana(), id)).subject)?.state).toBe('triage')
  })
})
