import { describe, expect, it } from 'vitest'
import lever from './lever.ts'
import { rowsOf } from './rows-of.ts'

const at = 1_772_443_800_000
const opportunity = (more: object = {}) => ({
  id: 'o-1',
  name: 'Example One',
  contact: 'c-1',
  emails: ['one@x.example.org'],
  phones: [{ type: 'mobile', value: '(312) 555-0101' }],
  location: 'Austin, TX',
  links: [],
  archived: null,
  stageChanges: [],
  origin: 'applied',
  sources: ['Example Board'],
  applications: ['a-1'],
  createdAt: at,
  ...more,
})
const read = (document: unknown) => rowsOf('lever.json', JSON.stringify(document))
const stages = (values: Record<string, unknown>[]) =>
  values.filter((v) => v.kind === 'progress').map((v) => (v.data as { stage: string }).stage)

describe('lever', () => {
  it('reads a page of the list, one opportunity and a bare list, expanded or not', async () => {
    for (const document of [
      { data: [opportunity()] },
      { data: opportunity() },
      [opportunity()],
      opportunity(),
    ]) {
      const found = await read(document)
      expect(found.connector).toBe('lever')
      expect(found.values).toEqual([
        {
          id: 'application:lever-o-1',
          kind: 'application',
          at,
          about: ['application:lever-o-1'],
          data: {
            candidate: 'c-1',
            name: 'Example One',
            emails: ['one@x.example.org'],
            phones: ['(312) 555-0101'],
            place: { city: 'Austin', region: 'TX', country: 'US' },
            source: 'Example Board',
            appliedAt: at,
          },
        },
      ])
    }
  })

  it('takes what an expanded application and contact add', async () => {
    const found = await read([
      opportunity({
        contact: { id: 'c-1', emails: ['ONE@x.example.org', 'two@x.example.org'] },
        origin: 'agency',
        applications: [
          {
            id: 'a-1',
            posting: { id: 'p-1', text: 'Tester' },
            phone: { value: '312.555.0102' },
            createdAt: at + 5000,
          },
        ],
      }),
    ])
    expect(found.values[0]).toMatchObject({
      at: at + 5000,
      data: {
        emails: ['one@x.example.org', 'two@x.example.org'],
        phones: ['(312) 555-0101', '312.555.0102'],
        requisition: 'p-1',
        jobTitle: 'Tester',
        agency: 'Example Board',
      },
    })
  })

  it('reads schools and positions of the newest parsed résumé', async () => {
    const resume = (createdAt: number, org: string) => ({
      createdAt,
      parsedData: {
        positions: [
          { org, title: 'Tester', start: { month: 2, year: 2019 }, end: { month: null, year: null } },
        ],
        schools: [
          { org: 'Example College', degree: 'BSc', field: 'Physics', end: { year: 2019, month: null } },
        ],
      },
    })
    const found = await read([
      opportunity({ resumes: [resume(1, 'Old'), resume(2, 'New'), { parsedData: null }] }),
    ])
    expect(found.values[0]?.data).toMatchObject({
      work: [{ name: 'New', position: 'Tester', startDate: '2019-02' }],
      education: [{ institution: 'Example College', studyType: 'BSc', area: 'Physics', endDate: '2019' }],
    })
  })

  it('stages after the first and the archiving are progress', async () => {
    const changes = ['s1', 's2', 's3'].map((toStageId, i) => ({ toStageId, updatedAt: at + i * 86_400_000 }))
    const moved = (archived: unknown) =>
      read([opportunity({ stage: { id: 's3', text: 'Offer' }, stageChanges: changes, archived })])
    expect(stages((await moved(null)).values)).toEqual(['advanced', 'offer'])
    const archivedAt = at + 9 * 86_400_000
    expect(stages((await moved({ archivedAt, reason: 'an-id' })).values).at(-1)).toBe('rejected')
    expect(
      stages((await moved({ archivedAt, reason: { text: 'Hired', type: 'hired' } })).values).at(-1),
    ).toBe('hired')
    expect(stages((await moved({ archivedAt, reason: { text: 'Withdrew' } })).values).at(-1)).toBe(
      'withdrawn',
    )
    expect(stages((await moved({ archivedAt: null, reason: 'x' })).values)).toEqual(['advanced', 'offer'])
  })

  it('skips who was sourced and has not applied', async () => {
    expect(await read([opportunity({ origin: 'sourced', applications: [] })])).toMatchObject({
      values: [],
      bad: [],
      skipped: { 'Lever opportunity of somebody who has not applied': 1 },
    })
  })

  it('survives members of the wrong type; a bad row costs itself only', async () => {
    const found = await read([
      opportunity({ phones: 'none', emails: [null, 5], links: [{}], stageChanges: [null, 7], resumes: 'x' }),
      opportunity({ id: null }),
      opportunity({ createdAt: 'yesterday' }),
      null,
      opportunity({ id: 'o-2' }),
    ])
    expect(found.values.map((v) => v.id)).toEqual(['application:lever-o-1', 'application:lever-o-2'])
    expect(found.reasons).toEqual([
      '2 id: is missing',
      '3 createdAt: is not a time in milliseconds since 1970',
      '4 id: is missing',
    ])
  })

  it('is not certain of contact lists', () => {
    const head = JSON.stringify([{ name: 'Example', contact: 'x', emails: [], createdAt: 1 }])
    expect(lever.recognises({ name: 'contacts.json', head })).toBe(false)
  })
})
