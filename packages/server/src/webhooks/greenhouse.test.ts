import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import greenhouse from './greenhouse.ts'

const secret = 'a secret of the test'
const application = (more: object = {}) => ({
  id: 71,
  applied_at: '2026-03-02T09:30:00Z',
  last_activity_at: '2026-03-09T10:00:00Z',
  rejected_at: null,
  prospect: false,
  status: 'active',
  current_stage: { id: 1, name: 'Application Review' },
  jobs: [{ id: 9, name: 'Tester', requisition_id: 'REQ-9' }],
  candidate: {
    id: 5,
    first_name: 'Example',
    last_name: 'One',
    email_addresses: [{ value: 'one@x.example.org', type: 'personal' }],
    phone_numbers: [{ value: '(312) 555-0101', type: 'mobile' }],
  },
  ...more,
})
const event = (action: string, more: object = {}) => ({ action, payload: { application: application(more) } })
const signed = (body: unknown, key = secret) => {
  const raw = Buffer.from(JSON.stringify(body))
  return { raw, headers: { signature: `sha256 ${createHmac('sha256', key).update(raw).digest('hex')}` } }
}
const rows = (body: unknown) =>
  greenhouse.rows(body).map((r) => (r.problem ? r.problem : r.value) as Record<string, unknown>)

describe('verify', () => {
  const { raw, headers } = signed(event('new_candidate_application'))

  it('takes what was signed with the secret', () => {
    expect(greenhouse.verify(headers, raw, secret, 0)).toBe(true)
  })

  it.each([
    ['another secret', headers, raw, 'another'],
    [
      'an empty secret',
      { signature: `sha256 ${createHmac('sha256', '').update(raw).digest('hex')}` },
      raw,
      '',
    ],
    ['a changed body', headers, Buffer.from(raw.toString().replace('Tester', 'Taster')), secret],
    ['a body that was cut off', headers, raw.subarray(0, 50), secret],
    ['no body', headers, Buffer.alloc(0), secret],
    ['no signature', {}, raw, secret],
    ['half a signature', { signature: headers.signature.slice(0, 40) }, raw, secret],
    ['a signature of no algorithm', { signature: headers.signature.slice(7) }, raw, secret],
    [
      'a weaker algorithm',
      { signature: `sha1 ${createHmac('sha1', secret).update(raw).digest('hex')}` },
      raw,
      secret,
    ],
  ])('refuses %s', (_, given, body, key) => {
    expect(greenhouse.verify(given, body, key, 0)).toMatch(/sign/)
  })

  it('says nothing of the secret or of the signature that it expects', () => {
    expect(greenhouse.verify({ signature: `sha256 ${'0'.repeat(64)}` }, raw, secret, 0)).not.toContain(secret)
  })
})

describe('deliveryId', () => {
  it('is the event’s, whatever the attempt; of the body where there is none', () => {
    const body = event('new_candidate_application')
    expect(greenhouse.deliveryId({ 'greenhouse-event-id': 'e-1' }, body)).toBe('greenhouse-e-1')
    expect(greenhouse.deliveryId({}, body)).toBe(greenhouse.deliveryId({}, structuredClone(body)))
    expect(greenhouse.deliveryId({}, body)).not.toBe(greenhouse.deliveryId({}, event('reject_candidate')))
  })
})

describe('rows', () => {
  it('a new application, as the connector reads it', () => {
    expect(rows(event('new_candidate_application'))).toEqual([
      {
        id: expect.stringMatching(/^application:greenhouse-71@/),
        kind: 'application',
        at: Date.UTC(2026, 2, 9, 10),
        about: ['application:greenhouse-71'],
        data: {
          candidate: '5',
          name: 'Example One',
          emails: ['one@x.example.org'],
          phones: ['(312) 555-0101'],
          requisition: 'REQ-9',
          jobTitle: 'Tester',
          appliedAt: Date.UTC(2026, 2, 2, 9, 30),
        },
      },
    ])
  })

  it('a replay says the same under the same ids; a change is another version', () => {
    const first = rows(event('application_updated'))
    expect(rows(event('application_updated'))).toEqual(first)
    const changed = rows(event('application_updated', { location: { address: 'Austin, TX' } }))
    expect(changed[0]?.about).toEqual(first[0]?.about)
    expect(changed[0]?.id).not.toEqual(first[0]?.id)
  })

  it.each([
    ['candidate_stage_change', { current_stage: { name: 'Phone Interview' } }, 'interview'],
    ['candidate_stage_change', { current_stage: { name: 'Offer' } }, 'offer'],
    ['candidate_stage_change', {}, 'advanced'],
    [
      'reject_candidate',
      {
        rejected_at: '2026-03-09T10:00:00Z',
        rejection_reason: { name: 'x', type: { name: 'We rejected them' } },
      },
      'rejected',
    ],
    [
      'reject_candidate',
      {
        rejected_at: '2026-03-09T10:00:00Z',
        rejection_reason: { name: 'x', type: { name: 'They rejected us' } },
      },
      'withdrawn',
    ],
    ['unreject_candidate', {}, 'advanced'],
    ['hire_candidate', { offer: { resolved_at: '2026-03-09T10:00:00Z' } }, 'hired'],
  ])('%s %j is %s', (action, more, stage) => {
    const moved = rows(event(action, more)).filter((v) => v.kind === 'progress')
    expect(moved).toMatchObject([
      {
        at: Date.UTC(2026, 2, 9, 10),
        about: ['application:greenhouse-71'],
        data: { stage, requisition: 'REQ-9' },
      },
    ])
  })

  it('a hire that leaves out when somebody applied is still a hire', () => {
    const found = rows(
      event('hire_candidate', { applied_at: undefined, offer: { resolved_at: '2026-03-09T10:00:00Z' } }),
    )
    expect(found.map((v) => v.kind)).toEqual(['progress'])
  })

  it('an offer that was sent', () => {
    const offer = { id: 1, application_id: 71, sent_on: '2026-03-10' }
    expect(rows({ action: 'offer_created', payload: offer })).toMatchObject([
      { about: ['application:greenhouse-71'], at: Date.UTC(2026, 2, 10), data: { stage: 'offer' } },
    ])
    expect(rows({ action: 'offer_created', payload: { ...offer, sent_on: null } })).toEqual([])
  })

  it('a date that can’t be read is a problem with its field', () => {
    expect(rows(event('new_candidate_application', { applied_at: 'soon' }))).toMatchObject([
      { field: 'payload.application.applied_at', reason: expect.stringMatching(/can't be read as a date/) },
    ])
  })

  it.each([
    [{ action: 'ping', payload: { web_hook_id: 1 } }],
    [{ action: 'update_candidate', payload: { candidate: { id: 5 } } }],
    [{ action: 'delete_application', payload: { application: { id: 71 } } }],
    [{ action: 'job_created', payload: { job: {} } }],
    [event('new_prospect_application', { prospect: true })],
    [null],
  ])('nothing from %j', (body) => {
    expect(rows(body)).toEqual([])
  })
})
