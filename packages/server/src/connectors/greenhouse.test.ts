import { describe, expect, it } from 'vitest'
import greenhouse from './greenhouse.ts'
import { rowsOf } from './rows-of.ts'

const candidate = (applications: unknown[], more = {}) => ({
  id: 7,
  first_name: 'Example',
  last_name: 'One',
  email_addresses: [{ value: 'one@x.example.org', type: 'personal' }],
  phone_numbers: [],
  applications,
  ...more,
})
const applied = (id: number, at: string | null = '2026-03-02T09:30:00Z') => ({
  id,
  applied_at: at,
  prospect: false,
  jobs: [],
})
const read = (document: unknown) => rowsOf('candidates.json', JSON.stringify(document))

describe('greenhouse', () => {
  it('reads a list, one candidate, and a list under "candidates"', async () => {
    for (const document of [
      [candidate([applied(1)])],
      candidate([applied(1)]),
      { candidates: [candidate([applied(1)])] },
    ]) {
      const found = await read(document)
      expect(found.connector).toBe('greenhouse')
      expect(found.values.map((v) => v.id)).toEqual(['application:greenhouse-1'])
    }
  })

  it('an application that can’t be placed in time costs itself only', async () => {
    const found = await read([candidate([applied(1, null), applied(2), applied(3, '20260-03-02')])])
    expect(found.values.map((v) => v.id)).toEqual(['application:greenhouse-2'])
    expect(found.reasons).toEqual([
      '1 applications[0].applied_at: is missing',
      expect.stringMatching(/^1 applications\[2\]\.applied_at: "20260-03-02" can't be read as a date/),
    ])
  })

  it('counts who has not applied as skipped, not as wrong', async () => {
    const found = await read([candidate([]), candidate([{ id: 1, prospect: true, applied_at: null }])])
    expect(found).toMatchObject({
      values: [],
      bad: [],
      skipped: { 'Greenhouse candidate who has not applied': 2 },
    })
  })

  it('survives members of the wrong type', async () => {
    const found = await read([
      null,
      5,
      candidate([null, 'x', applied(3)], { educations: 'none', addresses: [5, { value: null }] }),
    ])
    expect(found.values.map((v) => v.id)).toEqual(['application:greenhouse-3'])
    expect(found.values[0]?.data).not.toHaveProperty('education')
    expect(found.reasons).toEqual(['3 applications[0].id: is missing', '3 applications[1].id: is missing'])
  })

  it('is not certain of people lists of other systems', () => {
    const head = JSON.stringify([{ first_name: 'Example', last_name: 'One', department: 'IT' }])
    expect(greenhouse.recognises({ name: 'people.json', head })).toBe(false)
  })

  it('a rejection is progress, by whom it was', async () => {
    const rejected = (type: string) => ({
      ...applied(1),
      rejected_at: '2026-03-11T16:00:00Z',
      rejection_reason: { name: 'Some reason', type: { name: type } },
    })
    for (const [type, stage] of [
      ['We rejected them', 'rejected'],
      ['They rejected us', 'withdrawn'],
      ['None specified', 'rejected'],
    ] as const) {
      const found = await read([candidate([rejected(type)])])
      expect(found.values[1]).toMatchObject({
        kind: 'progress',
        at: Date.UTC(2026, 2, 11, 16),
        about: ['application:greenhouse-1'],
        data: { stage, reason: 'Some reason' },
      })
    }
  })

  it('a stage or a status without a date is no progress', async () => {
    const found = await read([
      candidate([
        { ...applied(1), status: 'hired', current_stage: { id: 1, name: 'Offer' }, rejected_at: null },
      ]),
    ])
    expect(found.values.map((v) => v.kind)).toEqual(['application'])
  })

  it('keeps places, answers and who referred, and fetches no attachment', async () => {
    const found = await read([
      candidate(
        [
          {
            ...applied(1),
            location: { address: 'Austin, TX' },
            source: { public_name: 'Referral' },
            credited_to: { name: 'Colleague One' },
            answers: [{ question: 'Q', answer: 'A' }, { question: 'R', answer: null }, 'x'],
          },
        ],
        { attachments: [{ filename: 'resume.pdf', url: 'https://files.example.org/r', type: 'resume' }] },
      ),
    ])
    expect(found.values[0]?.data).toMatchObject({
      place: { city: 'Austin', region: 'TX', country: 'US' },
      referrer: 'Colleague One',
      answers: [{ question: 'Q', answer: 'A' }],
    })
    expect(JSON.stringify(found.values)).not.toContain('files.example.org')
  })
})
