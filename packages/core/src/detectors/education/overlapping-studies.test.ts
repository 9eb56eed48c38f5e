import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './overlapping-studies.ts'

const at = Date.UTC(2026, 10, 5)

function judge(data: object, lists: Partial<FactLists> = {}) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([detector], lists), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight ?? 0,
    says: evidence?.says ?? out.abstentions[0]?.because,
    exhibits: evidence?.exhibits,
    lists: evidence?.lists,
  }
}

type Entry = [institution: string, startDate: string, endDate: string, studyType?: string]

const education = (...entries: Entry[]) =>
  entries.map(([institution, startDate, endDate, studyType]) => ({
    institution,
    startDate,
    endDate,
    studyType,
  }))
const studied = (...entries: Entry[]) => judge({ education: education(...entries) })

const companies = {
  companies: {
    ...facts.companies,
    version: 'test',
    data: { companies: [{ name: 'Invented Bank', country: 'JP' }, { name: 'Invented Cloud' }] },
  },
}

describe('education/overlapping-studies', () => {
  it('finds two degrees in two countries at once, and counts only certain months', () => {
    const found = studied(
      ['Cornell University', '2009-09', '2013-05'],
      ['University of Oxford', '2009-10', '2012-06'],
    )
    expect(found).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(found.says).toContain('at least 32 months')
  })

  it('finds them in two states that are far apart', () => {
    expect(studied(['Stanford University', '2009', '2013'], ['Cornell University', '2009', '2013']).is).toBe(
      'evidence',
    )
  })

  it('finds a job at a desk elsewhere, where the company has one place', () => {
    const data = (name: string, summary = 'Trading systems.') => ({
      education: education(['Cornell University', '2009-09', '2013-05']),
      work: [{ name, startDate: '2010', endDate: '2013', summary }],
    })
    expect(judge(data('Invented Bank K.K.'), companies)).toMatchObject({ is: 'evidence', weight: 0.2 })
    expect(judge(data('Invented Bank', 'Remote, part-time.'), companies).is).toBe('abstain')
    expect(judge(data('Invented Cloud'), companies).is).toBe('abstain')
    expect(judge(data('Invented Bank')).is).toBe('abstain')
  })

  it.each<[string, Entry[]]>([
    [
      'one after the other',
      [
        ['Cornell University', '2009', '2013'],
        ['University of Oxford', '2013', '2015'],
      ],
    ],
    [
      'a year abroad',
      [
        ['Cornell University', '2009-09', '2013-05'],
        ['University of Oxford', '2011-09', '2012-06'],
      ],
    ],
    [
      'a transfer',
      [
        ['Cornell University', '2009-09', '2011-05'],
        ['Stanford University', '2010-09', '2013-05'],
      ],
    ],
    [
      'years that may touch only',
      [
        ['Cornell University', '2009', '2011'],
        ['University of Oxford', '2010', '2012'],
      ],
    ],
    [
      'neighbouring states',
      [
        ['Cornell University', '2009', '2013'],
        ['Princeton University', '2009', '2013'],
      ],
    ],
    [
      'one state',
      [
        ['Stanford University', '2009', '2013'],
        ['University of California, Berkeley', '2009', '2013'],
      ],
    ],
  ])('%s is clear', (_, entries) => {
    expect(studied(...entries).is).toBe('clear')
  })

  it.each<[string, Entry[]]>([
    [
      'an online degree',
      [
        ['Cornell University', '2009', '2013'],
        ['University of Oxford', '2009', '2013', 'MSc (part-time, online)'],
      ],
    ],
    [
      'a summer school',
      [
        ['Cornell University', '2009', '2013'],
        ['University of Oxford Summer School', '2009', '2013'],
      ],
    ],
    [
      'a doctorate',
      [
        ['Cornell University', '2009', '2013', 'PhD'],
        ['University of Oxford', '2009', '2013'],
      ],
    ],
    [
      'an unknown school',
      [
        ['Cornell University', '2009', '2013'],
        ['Nowhere Valley University', '2009', '2013'],
      ],
    ],
    [
      'no end',
      [
        ['Cornell University', '2009', '2013'],
        ['University of Oxford', '2009', ''],
      ],
    ],
    ['one school', [['Cornell University', '2009', '2013']]],
  ])('abstains on %s', (_, entries) => {
    expect(studied(...entries).is).toBe('abstain')
  })

  it('says the same whatever the order of the entries', () => {
    const entries: Entry[] = [
      ['Cornell University', '2009', '2013'],
      ['University of Oxford', '2009', '2013'],
    ]
    expect(studied(...entries).weight).toBe(studied(...entries.toReversed()).weight)
  })
})
