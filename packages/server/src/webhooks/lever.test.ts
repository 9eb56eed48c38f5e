import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import lever from './lever.ts'

const secret = 'a signature token of the test'
const at = Date.UTC(2026, 2, 9, 10)
const hour = 3_600_000
const body = (more: object = {}, key = secret) => {
  const token = '0123456789abcdef'.repeat(3)
  const whole = {
    id: 'e-1',
    event: 'candidateHired',
    triggeredAt: at,
    token,
    data: { opportunityId: 'o-1' },
    ...more,
  }
  const signature = createHmac('sha256', key)
    .update(whole.token + whole.triggeredAt)
    .digest('hex')
  return { signature, ...whole }
}
const raw = (value: unknown) => Buffer.from(JSON.stringify(value))
const rows = (value: unknown) =>
  lever.rows(value).map((r) => (r.problem ? r.problem : r.value) as Record<string, unknown>)

describe('verify', () => {
  it('takes a signed event, also one that was tried again for two days', () => {
    expect(lever.verify({}, raw(body()), secret, at)).toBe(true)
    expect(lever.verify({}, raw(body()), secret, at + 48 * hour)).toBe(true)
    expect(lever.verify({}, raw(body()), secret, at - 60_000)).toBe(true)
  })

  it.each([
    ['another secret', raw(body({}, 'another')), secret, at],
    ['an empty secret', raw(body({}, '')), '', at],
    ['another token under the signature', raw({ ...body(), token: 'x'.repeat(48) }), secret, at],
    ['another time under the signature', raw({ ...body(), triggeredAt: at + 1 }), secret, at],
    ['no signature', raw({ ...body(), signature: undefined }), secret, at],
    ['a signature of another type', raw({ ...body(), signature: 5 }), secret, at],
    ['no token', raw({ ...body(), token: '' }), secret, at],
    ['a body that was cut off', raw(body()).subarray(0, 60), secret, at],
    ['no body', Buffer.alloc(0), secret, at],
    ['an old event, played again', raw(body()), secret, at + 73 * hour],
    ['an event from the future', raw(body()), secret, at - 2 * hour],
  ])('refuses %s', (_, content, key, now) => {
    expect(lever.verify({}, content, key, now)).toBeTypeOf('string')
  })
})

it('a delivery is known by its signed token: another body under it is the same delivery', () => {
  expect(lever.deliveryId({}, body())).toBe(
    lever.deliveryId({}, { ...body(), id: 'e-2', data: { opportunityId: 'o-9' } }),
  )
  expect(lever.deliveryId({}, body())).not.toBe(lever.deliveryId({}, body({ token: 'another' })))
})

describe('rows', () => {
  it.each([
    [{ event: 'candidateHired' }, 'hired', at],
    [
      { event: 'candidateStageChange', data: { opportunityId: 'o-1', toStageId: 's-2', fromStageId: 's-1' } },
      'advanced',
      at,
    ],
    [
      {
        event: 'candidateArchiveChange',
        data: { opportunityId: 'o-1', toArchived: { archivedAt: at - 5, reason: 'r-1' } },
      },
      'rejected',
      at - 5,
    ],
    [
      {
        event: 'candidateArchiveChange',
        data: {
          opportunityId: 'o-1',
          toArchived: { archivedAt: at - 5, reason: { text: 'Candidate withdrew' } },
        },
      },
      'withdrawn',
      at - 5,
    ],
    [{ event: 'candidateArchiveChange', data: { opportunityId: 'o-1', toArchived: null } }, 'advanced', at],
  ])('%j', (more, stage, when) => {
    expect(rows(body(more))).toMatchObject([
      { kind: 'progress', at: when, about: ['application:lever-o-1'], data: { stage } },
    ])
    expect(rows(body(more))).toEqual(rows(body({ ...more, token: 'another attempt' })))
  })

  it('somebody who applied is named by id only: said, with what to do', () => {
    expect(
      rows(body({ event: 'applicationCreated', data: { opportunityId: 'o-1', applicationId: 'a-1' } })),
    ).toEqual([{ field: 'data', reason: expect.stringMatching(/import opportunity o-1 from the Lever API/) }])
  })

  it.each([
    [body({ event: 'candidateDeleted' })],
    [body({ event: 'interviewCreated' })],
    [body({ data: {} })],
    [{ event: 'candidateHired', data: { opportunityId: 'o-1' } }],
    [null],
  ])('nothing from %j', (value) => {
    expect(rows(value)).toEqual([])
  })
})
