import type { ApplicantsView, ApplicantView, ScreenedReply, TrendsView } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon, type TestService, testService } from './test-service.ts'

let service: TestService

beforeEach(async () => {
  service = await testService()
})
afterEach(() => service.end())

const bearer = () => ({ authorization: `Bearer ${service.token}` })

function cookie(as: 'analyst' | 'recruiter' | 'counsel'): { cookie: string } {
  const { access } = service.context
  return { cookie: `telltale_session=${access.exchange(access.issue(as).token)}` }
}

async function post(url: string, payload: object, headers: Record<string, string> = bearer()) {
  return service.app.inject({ method: 'POST', url, payload, headers })
}

async function get<T>(url: string, headers: Record<string, string> = bearer()): Promise<T> {
  const reply = await service.app.inject({ url, headers })
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json() as T
}

/** Until the loop has taken in what is in the inbox and what it says has come true. */
async function until<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const value = await look()
    if (good(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('it did not come true')
}

const list = (headers?: Record<string, string>) => get<ApplicantsView>('/v1/applications', headers)

const mills = {
  id: 'A-1',
  name: 'Jordan Mills',
  emails: ['j.mills.dev@gmail.com'],
  place: { lat: 33.45, lon: -112.07 },
  requisition: 'REQ-1',
  appliedAt: noon,
}
const other = {
  ...mills,
  ...{ id: 'A-2', name: 'Sam Okafor', emails: ['JMillsDev+jobs@gmail.com'], place: { lat: 39.96, lon: -83 } },
}

describe('POST /v1/applications', () => {
  it('answers with the outcome, and what the loop finds later is the same', async () => {
    const first = await post('/v1/applications', mills)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json<ScreenedReply>()).toMatchObject({
      ...{ application: 'application:A-1', outcome: 'proceed', durable: true, offered: [] },
    })
    await until(list, (l) => l.items.length === 1)

    const second = (await post('/v1/applications', other)).json<ScreenedReply>()
    expect(second.outcome).not.toBe('proceed')
    expect(second.doesNotFit[0]!.says).toContain('2 identities')
    expect(second.doesNotFit[0]!.without).toBe('proceed')
    expect(second.offered.length).toBeGreaterThan(0)
    await until(list, (l) => l.items.length === 2)
    const view = await get<ApplicantView>('/v1/applications/A-2')
    expect(view.screening.doesNotFit).toEqual(second.doesNotFit)
    expect(view.screening.outcome).toBe(second.outcome)
    expect(view.screening.notChecked).toEqual(second.notChecked)
  })

  it('says nothing of another applicant', async () => {
    await post('/v1/applications', mills)
    await until(list, (l) => l.items.length === 1)
    const { body } = await post('/v1/applications', other)
    for (const secret of ['Jordan', 'Jordan Mills', 'jmillsdev', 'A-1', 'j.mills'])
      expect(body.toLowerCase()).not.toContain(secret.toLowerCase())
  })

  it('changes nothing when it is sent again, and takes an edited one as the newer version', async () => {
    for (let i = 0; i < 3; i++) expect((await post('/v1/applications', mills)).statusCode).toBe(200)
    await until(list, (l) => l.items.length === 1)
    const moved = { ...mills, requisition: 'REQ-2', updatedAt: noon + 1000 }
    expect((await post('/v1/applications', moved)).statusCode).toBe(200)
    const [row] = (await until(list, (l) => l.items[0]!.requisition === 'REQ-2')).items
    expect(row!.appliedAt).toBe(noon)
  })

  it.each([
    ['no id', { emails: ['a@b.example'] }, /id/],
    ['an id with a space', { ...mills, id: 'A 1' }, /id/],
    ['a phone that is a number', { ...mills, phones: [5] }, /phones/],
    ['a time in the year 1970', { ...mills, appliedAt: 5 }, /at/],
    ['a time far ahead', { ...mills, appliedAt: noon + 10 * 86_400_000 }, /day after/],
    ['half a surrogate pair', { ...mills, name: '\ud800' }, /surrogate/],
  ])('refuses %s in a sentence, and takes nothing', async (_, body, says) => {
    const reply = await post('/v1/applications', body)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().detail).toMatch(says)
    expect(await service.inbox.depth()).toBe(0)
  })

  it.each([
    ['empty fields', { name: '', emails: [''], phones: [''], address: '', education: [{}], work: [{}] }],
    ['a name of one word', { name: 'Sukarno' }],
    ['a name from right to left', { name: 'سارة الحداد', emails: ['sara@mail.example'] }],
    ['a name with a picture in it', { name: '🦊 Fox', phones: ['☎ 212 736 5000'] }],
    ['two megabytes of résumé', { resumeText: 'reliable services '.repeat(111_000) }],
    ['dates in words', { work: [{ name: 'Initech', startDate: 'Spring 2019', endDate: 'present' }] }],
  ])('takes %s, and holds nothing against anybody for it', async (_, over) => {
    const reply = await post('/v1/applications', { ...mills, id: 'A-9', ...over })
    expect(reply.statusCode, reply.body).toBe(200)
    expect(reply.json().outcome).toBe('proceed')
  })
})

describe('answers of checks', () => {
  const answer = (body: object, headers = cookie('recruiter')) =>
    post('/v1/applications/A-2/answers', body, headers)
  beforeEach(async () => {
    await post('/v1/applications', mills)
    await post('/v1/applications', other)
    await until(list, (l) => l.items.length === 2)
  })

  it('are on record, and settle what was to be verified', async () => {
    expect((await answer({ check: 'verify-degree', answer: 'confirmed' })).statusCode).toBe(202)
    const view = await until(
      () => get<ApplicantView>('/v1/applications/A-2', cookie('recruiter')),
      (v) => v.settled,
    )
    expect(view.answers).toMatchObject([{ check: 'verify-degree', answer: 'confirmed', by: 'recruiter' }])
    expect(view.log.map((e) => e.did)).toContain('Ask the school to confirm the degree: confirmed')
    expect(view.overdue).toBeUndefined()
  })

  it('that need consent are refused without it', async () => {
    const without = await answer({ check: 'call-employer', answer: 'denied' })
    expect(without.statusCode).toBe(409)
    expect(without.json().detail).toContain('consent')
    expect((await answer({ check: 'call-employer', answer: 'denied', consent: true })).statusCode).toBe(202)
  })

  it('that need an offer wait for one', async () => {
    const body = { check: 'address-on-document', answer: 'confirmed' }
    expect((await answer(body)).statusCode).toBe(409)
    const set = await service.app.inject({
      ...{ method: 'PUT', url: '/v1/requisitions/REQ-1', payload: { offers: true }, headers: bearer() },
    })
    expect(set.json()).toMatchObject({ id: 'REQ-1', offers: true, baseline: ['live-interview'] })
    expect((await answer(body)).statusCode).toBe(202)
  })

  it('count: a checklist point by point, a document once offers are being made', async () => {
    const body = { check: 'live-interview', answer: 'confirmed' }
    const fields = { cameraOn: true, samePerson: true, spokeFreely: true, knewPlace: true }
    expect((await answer({ ...body, fields })).statusCode).toBe(202)
    await service.app.inject({
      ...{ method: 'PUT', url: '/v1/requisitions/REQ-1', payload: { offers: true }, headers: bearer() },
    })
    expect((await answer({ check: 'address-on-document', answer: 'denied' })).statusCode).toBe(202)
    const { screening } = await until(
      () => get<ApplicantView>('/v1/applications/A-2'),
      (v) => v.screening.answered.length === 2,
    )
    expect(screening.checksOut.map((f) => f.detector)).toContain('interview/attested')
    expect(screening.doesNotFit.map((f) => f.detector)).toContain('checks/address-on-document')
  })

  it('of an application that nobody knows are refused', async () => {
    const reply = await post('/v1/applications/A-77/answers', { check: 'verify-degree', answer: 'denied' })
    expect(reply.statusCode).toBe(404)
  })
})

describe('the service level', () => {
  it('says what is overdue after two working days', async () => {
    await post('/v1/applications', mills)
    await post('/v1/applications', other)
    const due = (await until(list, (l) => l.items.length === 2)).items.find((i) => i.outcome !== 'proceed')!
    expect(due.overdue).toBe(false)
    service.pass(4 * 86_400_000)
    const late = (await list()).items.find((i) => i.application === due.application)!
    expect(late.overdue).toBe(true)
    expect((await get<TrendsView>('/v1/trends?by=week')).overdue).toBeGreaterThan(0)
  })
})

describe('requisitions', () => {
  it('ask the same of everybody, and refuse a check that needs a contradiction', async () => {
    const put = (payload: object) =>
      service.app.inject({ method: 'PUT', url: '/v1/requisitions/REQ-1', payload, headers: bearer() })
    expect((await put({ baseline: ['live-interview', 'verify-degree'], title: 'Support' })).statusCode).toBe(
      200,
    )
    const refused = await put({ baseline: ['call-employer'] })
    expect(refused.statusCode).toBe(400)
    await post('/v1/applications', mills)
    await until(list, (l) => l.items.length === 1)
    const view = await get<ApplicantView>('/v1/applications/A-1')
    expect(view.screening.baseline).toEqual(['live-interview', 'verify-degree'])
    expect(view.requisitionView).toMatchObject({ title: 'Support', proceed: 1, verify: 0, hold: 0 })
  })
})

describe('who sees what', () => {
  it('a recruiter sees applicants and nothing else', async () => {
    const headers = cookie('recruiter')
    expect((await list(headers)).items).toEqual([])
    expect(await get('/v1/status', headers)).not.toHaveProperty('counts')
    expect(await get('/v1/status', cookie('analyst'))).toHaveProperty('counts')
    for (const url of [
      '/v1/queue',
      '/v1/cases',
      '/v1/evidence',
      '/v1/quarantine',
      '/v1/subjects/person:W-1',
    ]) {
      const reply = await service.app.inject({ url, headers })
      expect(reply.statusCode, url).toBe(403)
    }
  })

  it('a recruiter with requisitions of their own sees the applications under these, as if there were no others', async () => {
    await post('/v1/applications', mills)
    await post('/v1/applications', { ...other, requisition: 'REQ-2' })
    await until(list, (l) => l.items.length === 2)
    const theirs = service.account('rae', 'recruiter', { requisitions: ['REQ-2'] })
    expect((await list(theirs)).items.map((i) => i.requisition)).toEqual(['REQ-2'])
    const status = async (url: string, headers: { cookie: string }) =>
      (await service.app.inject({ url, headers })).statusCode
    expect(await status('/v1/applications/A-2', theirs)).toBe(200)
    for (const url of [
      '/v1/applications/A-1',
      '/v1/applications/A-1/write-back?to=greenhouse',
      '/v1/applications/none',
    ])
      expect(await status(url, theirs), url).toBe(404)
    const { requisitions } = await get<{ requisitions: { id: string }[] }>('/v1/requisitions', theirs)
    expect(requisitions.map((r) => r.id)).toEqual(['REQ-2'])
    expect(await status('/v1/applications/A-1', service.account('rob', 'recruiter'))).toBe(200)
  })

  it('the session says as what somebody signed in', async () => {
    expect(await get('/v1/session', cookie('recruiter'))).toMatchObject({ signedIn: true, role: 'recruiter' })
    expect(await get('/v1/session', cookie('analyst'))).toMatchObject({ role: 'analyst' })
    expect(await get('/v1/session', {})).toMatchObject({ signedIn: false })
  })
})

describe('what became of applications', () => {
  it('counts rejections after verify against proceed', async () => {
    await post('/v1/applications', mills)
    await post('/v1/applications', other)
    await post('/v1/applications', { id: 'A-3', emails: ['cora@hill.example'], appliedAt: noon })
    await until(list, (l) => l.items.length === 3)
    const moved = (id: string, stage: string) => ({
      ...{ id: `${id}/${stage}`, kind: 'progress', at: noon + 5000, about: [`application:${id}`] },
      data: { stage, reason: 'for other reasons' },
    })
    await post('/v1/observations', [moved('A-2', 'rejected'), moved('A-3', 'advanced')])
    const { periods, afterVerify } = await until(
      () => get<TrendsView>('/v1/trends?by=quarter'),
      (t) => t.periods[0]?.rejectedOfProceed !== undefined,
    )
    expect(periods[0]).toMatchObject({ period: '2026-Q1', screened: 3, rejectedOfProceed: 0 })
    expect(afterVerify === undefined || afterVerify.ratio < 1).toBe(true)
  })

  it('is told to the applicant system as a note that rejects nobody', async () => {
    await post('/v1/applications', mills)
    await post('/v1/applications', { ...other, candidate: '4711' })
    await until(list, (l) => l.items.length === 2)
    const { path, body } = await get<{ path: string; body: { body: string } }>(
      '/v1/applications/A-2/write-back?to=greenhouse',
    )
    expect(path).toBe('/v1/candidates/4711/activity_feed/notes')
    expect(body.body).toContain('Rejecting for this reason takes two people')
    expect(body.body).not.toMatch(/mills|A-1/i)
  })
})

describe('POST /v1/resumes', () => {
  const upload = (name: string, content: string, query = '') =>
    service.app.inject({
      ...{ method: 'POST', url: `/v1/resumes${query}`, payload: Buffer.from(content) },
      headers: { ...bearer(), 'content-type': 'application/octet-stream', 'telltale-file-name': name },
    })

  it('screens a table of applicants under the requisition it was handed in for', async () => {
    const table =
      'Name,Email,Applied On\nCora Hill,cora@hill.example,2026-03-01\nBad Row,bad@row.example,someday\n'
    const reply = await upload('applicants.csv', table, '?requisition=REQ-7')
    expect(reply.statusCode, reply.body).toBe(200)
    const { screened, taken, problems } = reply.json()
    expect([screened.length, taken, problems.length]).toEqual([1, 1, 1])
    expect(problems[0]).toMatchObject({ row: 3 })
    const [row] = (await until(list, (l) => l.items.length === 1)).items
    expect(row!.requisition).toBe('REQ-7')
  })

  it('says what is wrong with a file that it can’t read', async () => {
    const { problems } = (await upload('photo.jpg', 'ÿØÿàJFIF')).json()
    expect(problems[0].reason).toContain('no connector recognises this file')
  })
})
