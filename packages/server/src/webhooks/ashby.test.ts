import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import ashby from './ashby.ts'

const secret = 'a secret token of the test'
const application = (more: object = {}) => ({
  id: 'a-1',
  createdAt: '2026-03-02T09:30:00.000Z',
  updatedAt: '2026-03-09T10:00:00.000Z',
  status: 'Active',
  candidate: {
    id: 'c-1',
    name: 'Example One',
    primaryEmailAddress: { value: 'one@x.example.org' },
    primaryPhoneNumber: { value: '(312) 555-0101' },
  },
  currentInterviewStage: { id: 's-1', title: 'Application Review', type: 'Active' },
  archiveReason: null,
  job: { id: 'j-1', title: 'Tester' },
  ...more,
})
const event = (action: string, more: object = {}) => ({
  webhookActionId: 'w-1',
  action,
  data: { application: application(more) },
})
const rows = (body: unknown) =>
  ashby.rows(body).map((r) => (r.problem ? r.problem : r.value) as Record<string, unknown>)
const at = Date.UTC(2026, 2, 9, 10)

describe('verify', () => {
  const raw = Buffer.from(JSON.stringify(event('applicationSubmit')))
  const sign = (key: string, algorithm = 'sha256') =>
    `${algorithm}=${createHmac(algorithm, key).update(raw).digest('hex')}`

  it('takes what was signed with the secret token, in either case of its digits', () => {
    expect(ashby.verify({ 'ashby-signature': sign(secret) }, raw, secret, 0)).toBe(true)
    expect(
      ashby.verify({ 'ashby-signature': `sha256=${sign(secret).slice(7).toUpperCase()}` }, raw, secret, 0),
    ).toBe(true)
  })

  it.each([
    ['another secret', { 'ashby-signature': sign('another') }, raw, secret],
    ['an empty secret', { 'ashby-signature': sign('') }, raw, ''],
    [
      'a changed body',
      { 'ashby-signature': sign(secret) },
      Buffer.from(raw.toString().replace('Tester', 'Taster')),
      secret,
    ],
    ['a body that was cut off', { 'ashby-signature': sign(secret) }, raw.subarray(0, 40), secret],
    ['no signature', {}, raw, secret],
    ['a weaker algorithm', { 'ashby-signature': sign(secret, 'sha1') }, raw, secret],
    ['a bare digest', { 'ashby-signature': sign(secret).slice(7) }, raw, secret],
  ])('refuses %s', (_, headers, body, key) => {
    expect(ashby.verify(headers, body, key, 0)).toMatch(/sign/)
  })
})

it('one thing told under two names is two deliveries; tried again it is one', () => {
  expect(ashby.deliveryId({}, event('applicationUpdate'))).toBe(
    ashby.deliveryId({}, event('applicationUpdate')),
  )
  expect(ashby.deliveryId({}, event('applicationUpdate'))).not.toBe(
    ashby.deliveryId({}, event('candidateStageChange')),
  )
  expect(ashby.deliveryId({}, { action: 'ping' })).toMatch(/^ashby-[0-9a-f]{32}$/)
})

describe('rows', () => {
  it('a new application, as the connector reads it', () => {
    expect(rows(event('applicationSubmit'))).toMatchObject([
      {
        id: expect.stringMatching(/^application:ashby-a-1@/),
        at: Date.UTC(2026, 2, 2, 9, 30),
        data: {
          name: 'Example One',
          emails: ['one@x.example.org'],
          phones: ['(312) 555-0101'],
          requisition: 'j-1',
        },
      },
    ])
  })

  it.each([
    ['candidateStageChange', {}, 'advanced'],
    ['candidateStageChange', { currentInterviewStage: { title: 'Technical Interview' } }, 'interview'],
    ['candidateStageChange', { currentInterviewStage: { title: 'Extended', type: 'Offer' } }, 'offer'],
    [
      'candidateStageChange',
      { status: 'Archived', archiveReason: { text: 'x', reasonType: 'RejectedByOrg' } },
      'rejected',
    ],
    [
      'applicationUpdate',
      { status: 'Archived', archiveReason: { text: 'x', reasonType: 'RejectedByCandidate' } },
      'withdrawn',
    ],
    ['candidateHire', { status: 'Hired' }, 'hired'],
  ])('%s %j is %s', (action, more, stage) => {
    expect(rows(event(action, more))).toMatchObject([
      { kind: 'progress', at, about: ['application:ashby-a-1'], data: { stage } },
    ])
    expect(rows(event(action, more))).toEqual(rows(event(action, more)))
  })

  it('later events do not put a thinner version over what is known', () => {
    expect(rows(event('applicationUpdate'))).toEqual([])
  })

  it.each([
    [{ action: 'ping', data: { webhookActionType: 'ping' } }],
    [{ action: 'candidateDelete', data: { candidate: { id: 'c-1' } } }],
    [event('applicationSubmit', { status: 'Lead' })],
    [event('jobUpdate')],
    [null],
  ])('nothing from %j', (body) => {
    expect(rows(body)).toEqual([])
  })
})
