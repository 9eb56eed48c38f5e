import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'

const header = 'Interview ID,Application ID,Candidate ID,Interviewer,Start,End,Duration,Status,Round'
const read = (...rows: string[]) => rowsOf('interviews-2026-03-05.csv', [header, ...rows].join('\n'))
const start = Date.UTC(2026, 2, 3, 21)

describe('interviews-csv', () => {
  it('reads an interview of an application', async () => {
    const found = await read(
      'I-1,A-17,77,Quill,2026-03-03T15:00:00-06:00,2026-03-03T15:30:00-06:00,,Completed,Panel',
    )
    expect(found.connector).toBe('interviews-csv')
    expect(found.values[0]).toMatchObject({
      kind: 'interview',
      at: start,
      about: ['application:A-17'],
      data: { meeting: 'I-1', startAt: start, endAt: start + 1_800_000, state: 'held', round: 'Panel' },
    })
  })

  it('is about the candidate where there is no application', async () => {
    const found = await read('I-1,,77,Quill,2026-03-03T21:00:00Z,,,,')
    expect(found.values[0]).toMatchObject({
      about: ['person:candidate-77'],
      data: { endAt: start + 3_600_000 },
    })
  })

  it('dates what is still to come by the export, and what changed since as another row', async () => {
    const row = (status: string) => `I-1,A-17,,Quill,2026-04-01T10:00:00Z,,,${status},`
    const found = await read(row('Scheduled'), row('Cancelled by candidate'))
    expect(found.values.map((v) => v.at)).toEqual([Date.UTC(2026, 2, 5), Date.UTC(2026, 2, 5)])
    expect(found.values.map((v) => (v.data as { state: string }).state)).toEqual(['scheduled', 'cancelled'])
    expect(new Set(found.values.map((v) => v.id)).size).toBe(2)
  })

  it.each([
    ['45', 45],
    ['45 minutes', 45],
    ['1:30', 90],
    ['0:45:00', 45],
  ])('takes %j for a duration', async (duration, minutes) => {
    const found = await read(`I-1,A-17,,Quill,2026-03-03T21:00:00Z,,${duration},,`)
    expect(found.values[0]).toMatchObject({ data: { endAt: start + minutes * 60_000 } })
  })

  it.each([
    ['No show', 'missed'],
    ['Canceled', 'cancelled'],
    ['Complete', 'held'],
    ['Awaiting feedback', 'held'],
    ['Confirmed', 'scheduled'],
    ['Strong yes', undefined],
  ])('reads %j as %s', async (status, state) => {
    const found = await read(`I-1,A-17,,Quill,2026-03-03T21:00:00Z,,,${status},`)
    expect((found.values[0]!.data as { state?: string }).state).toBe(state)
  })

  it('names what can’t be used, by its column, and goes on', async () => {
    const found = await read(
      'I-1,,,Quill,2026-03-03T21:00:00Z,,,,',
      'I-2,A-17,,Quill,soon,,,,',
      'I-3,A-17,,Quill,,,,,',
      'I-4,A-17,,Quill,2026-03-03T21:00:00Z,2026-03-03T20:00:00Z,,,',
      'I-5,A-17,,Quill,2026-03-03T21:00:00Z,,forever,,',
      'I-6,A-17,,Quill,2026-03-03T21:00:00Z,,,,',
    )
    expect(found.reasons).toEqual([
      '2 Application ID: is empty: an interview needs the id of an application or a candidate',
      expect.stringMatching(/^3 Start: "soon" can't be read/),
      '4 Start: is empty',
      '5 End: is not after the start',
      '6 Duration: "forever" is no number of minutes up to a day',
    ])
    expect(found.values).toHaveLength(1)
  })

  it('leaves tables of applicants to their own connector', async () => {
    const applicants = 'Name,Email,Applied On,Job,Interviewer\nFern,fern@x.example,2026-03-02,R-1,Quill\n'
    expect((await rowsOf('applicants.csv', applicants)).connector).toBe('applicants-csv')
  })
})
