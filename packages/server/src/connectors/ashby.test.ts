import { describe, expect, it } from 'vitest'
import ashby from './ashby.ts'
import { rowsOf } from './rows-of.ts'

const candidate = (more: object = {}) => ({
  id: 'c-1',
  createdAt: '2026-03-02T09:30:00.000Z',
  name: 'Example One',
  primaryEmailAddress: { value: 'one@x.example.org', type: 'Personal', isPrimary: true },
  emailAddresses: [{ value: 'One@x.example.org' }, { value: 'two@x.example.org' }],
  phoneNumbers: [{ value: '(312) 555-0101' }],
  socialLinks: [{ type: 'GitHub', url: 'https://github.com/example-one' }],
  school: 'Example College',
  company: 'Example Works',
  position: 'Tester',
  location: { locationSummary: 'Austin, TX' },
  applicationIds: ['a-1'],
  ...more,
})
const application = (more: object = {}) => ({
  id: 'a-1',
  createdAt: '2026-03-03T09:30:00.000Z',
  updatedAt: '2026-03-09T09:30:00.000Z',
  status: 'Active',
  candidate: { id: 'c-1', name: 'Example One', primaryEmailAddress: { value: 'one@x.example.org' } },
  currentInterviewStage: { id: 's', title: 'Application Review' },
  job: { id: 'j-1', title: 'Backend Developer' },
  ...more,
})
const read = (document: unknown) => rowsOf('ashby.json', JSON.stringify(document))
const moves = (values: Record<string, unknown>[]) =>
  values.filter((v) => v.kind === 'progress').map((v) => [(v.data as { stage: string }).stage, v.at])

describe('ashby', () => {
  it('reads candidate.list, candidate.info and a bare list', async () => {
    for (const document of [
      { success: true, results: [candidate()] },
      { success: true, results: candidate() },
      [candidate()],
    ]) {
      const found = await read(document)
      expect(found.connector).toBe('ashby')
      expect(found.values).toHaveLength(1)
      expect(found.values[0]).toMatchObject({
        id: 'application:ashby-a-1',
        at: Date.UTC(2026, 2, 2, 9, 30),
        data: {
          candidate: 'c-1',
          emails: ['one@x.example.org', 'two@x.example.org'],
          phones: ['(312) 555-0101'],
          place: { city: 'Austin', region: 'TX', country: 'US' },
          education: [{ institution: 'Example College' }],
          work: [{ name: 'Example Works', position: 'Tester' }],
          profiles: [{ network: 'github', username: 'example-one', url: 'https://github.com/example-one' }],
        },
      })
    }
  })

  it('joins applications with their candidates where one document has both', async () => {
    const found = await read({
      candidates: [candidate(), candidate({ id: 'c-2', applicationIds: ['a-2'] })],
      applications: [application()],
    })
    expect(found.values.map((v) => v.id)).toEqual(['application:ashby-a-1', 'application:ashby-a-2'])
    expect(found.values[0]).toMatchObject({
      at: Date.UTC(2026, 2, 3, 9, 30),
      data: { requisition: 'j-1', jobTitle: 'Backend Developer', phones: ['(312) 555-0101'] },
    })
  })

  it('archived is rejected, or withdrawn when the candidate ended it; hired is hired', async () => {
    const archived = (reasonType: string, more = {}) =>
      application({ status: 'Archived', archiveReason: { text: 'A reason', reasonType }, ...more })
    const at = Date.UTC(2026, 2, 9, 9, 30)
    expect(moves((await read({ results: [archived('RejectedByOrg')] })).values)).toEqual([['rejected', at]])
    expect(moves((await read({ results: [archived('RejectedByCandidate')] })).values)).toEqual([
      ['withdrawn', at],
    ])
    const own = archived('Other', { archivedAt: '2026-03-08T00:00:00Z' })
    expect(moves((await read({ results: [own] })).values)).toEqual([['rejected', Date.UTC(2026, 2, 8)]])
    expect(moves((await read({ results: [application({ status: 'Hired' })] })).values)).toEqual([
      ['hired', at],
    ])
    expect(moves((await read({ results: [application()] })).values)).toEqual([])
  })

  it('reads the history of application.info without its first step', async () => {
    const step = (title: string, day: number) => ({ title, enteredStageAt: `2026-03-0${day}T00:00:00Z` })
    const applicationHistory = [
      step('Offer', 7),
      step('Application Review', 3),
      step('Phone Screen', 5),
      { title: 'x' },
    ]
    const found = await read({ results: application({ applicationHistory }) })
    expect(moves(found.values)).toEqual([
      ['interview', Date.UTC(2026, 2, 5)],
      ['offer', Date.UTC(2026, 2, 7)],
    ])
  })

  it('skips leads and candidates who have not applied', async () => {
    expect(await read({ results: [candidate({ applicationIds: [] })] })).toMatchObject({
      values: [],
      bad: [],
      skipped: { 'Ashby candidate who has not applied': 1 },
    })
    expect(await read({ results: [application({ status: 'Lead' })] })).toMatchObject({
      values: [],
      skipped: { 'Ashby lead who has not applied': 1 },
    })
  })

  it('survives members of the wrong type; a bad row costs itself only', async () => {
    const found = await read({
      results: [
        candidate({ emailAddresses: 'none', socialLinks: [null, 'https://one.example.org'], location: null }),
        candidate({ createdAt: 'soon' }),
        application({ id: null }),
        application({ id: 'a-9', archiveReason: 5, status: 'Archived', updatedAt: 'x' }),
      ],
    })
    expect(found.values.map((v) => v.id)).toEqual(['application:ashby-a-9', 'application:ashby-a-1'])
    expect(found.reasons).toEqual([
      '1 id: is missing',
      expect.stringMatching(/^4 createdAt: "soon" can't be read/),
    ])
  })

  it('is not certain of other lists of results', () => {
    const head = JSON.stringify({ success: true, results: [{ id: 1, candidate: 'x', name: 'Example' }] })
    expect(ashby.recognises({ name: 'x.json', head })).toBe(false)
  })
})
