import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './institution-existed.ts'

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

const list = (complete?: string[]) => ({
  institutions: {
    ...facts.institutions,
    version: 'test',
    data: {
      institutions: [
        { id: 'opened', names: ['Invented University of Roses'], country: 'US', from: '2005' },
        { id: 'closed', names: ['Invented Maritime College'], country: 'US', from: '1950', to: '2012' },
        {
          id: 'renamed',
          names: ['Invented Metropolitan University'],
          country: 'GB',
          from: '1970',
          was: [{ name: 'Invented Polytechnic', until: '1992' }],
        },
        {
          id: 'trade',
          names: ['Invented Trade Institute'],
          country: 'US',
          degrees: ['certificate' as const],
        },
        { id: 'twin-1', names: ['Invented National University'], country: 'PE', from: '2010' },
        { id: 'twin-2', names: ['Invented National University'], country: 'CO', from: '1950' },
        { id: 'undated', names: ['Invented Evening College'], country: 'US' },
      ],
      ...(complete && { complete }),
    },
  },
})

const studied = (institution: string, startDate?: string, endDate?: string, studyType?: string) =>
  judge({ education: [{ institution, startDate, endDate, studyType }] }, list())

describe('education/institution-existed', () => {
  it('finds a degree from before the school was founded, and says both dates', () => {
    const found = studied('Invented University of Roses', '1996', '2000')
    expect(found).toMatchObject({ is: 'evidence', weight: 1.35 })
    expect(found.says).toBe('The résumé has Invented University of Roses until 2000; it was founded in 2005.')
    expect(found.lists).toEqual({ institutions: 'test' })
  })

  it.each(['Invented Univ. of Roses', 'Invented Univeristy of Roses', 'The Invented University of Rosess'])(
    'finds it when written %s',
    (name) => {
      expect(studied(name, '1996', '2000').weight).toBe(1.35)
    },
  )

  it('finds a study that began after the school had closed', () => {
    expect(studied('Invented Maritime College', 'Sep 2015', 'Jun 2018').weight).toBe(1.35)
    expect(studied('Invented Maritime College', '2011', '2018').weight).toBe(0.6)
  })

  it('finds a bachelor’s degree where none are granted', () => {
    expect(studied('Invented Trade Institute', '2010', '2014', 'B.Sc.')).toMatchObject({ weight: 0.6 })
    expect(studied('Invented Trade Institute', '2010', '2014', 'Certificate').is).toBe('clear')
    expect(studied('Invented Trade Institute', '2010', '2014').is).toBe('abstain')
  })

  it('weighs an old name little, and only years after the change', () => {
    expect(studied('Invented Polytechnic', '2005', '2009').weight).toBe(0.2)
    expect(studied('Invented Polytechnic', '1995', '1998').is).toBe('clear')
    expect(studied('Invented Metropolitan University', '1980', '1983').is).toBe('clear')
  })

  it.each([
    ['Invented University of Roses', '2004', '2008'],
    ['Invented University of Roses', '2003', '2004'],
    ['Invented University of Roses', undefined, '2009'],
    ['Invented Maritime College', '2009', '2013'],
    ['Invented Maritime College', '2010', '2015'],
    ['Invented Maritime College', '1980', 'present'],
  ])('%s from %s to %s is possible', (name, from, to) => {
    const found = studied(name, from, to)
    // "Present" at a closed school is three years late at the earliest.
    expect(found.is).toBe(to === 'present' ? 'evidence' : 'clear')
    if (to === 'present') expect(found.weight).toBe(0.6)
  })

  it('holds against a name only what holds for every school that bears it', () => {
    expect(studied('Invented National University', '1990', '1994').is).toBe('clear')
    expect(studied('Invented National University', '1930', '1934').weight).toBe(1.35)
  })

  it.each([
    ['a name that was met loosely', 'Roses, Invented University of', '1996', '2000'],
    ['a school that is not on the list', 'Some Other University', '1996', '2000'],
    ['no dates', 'Invented University of Roses', '', ''],
    ['dates that can’t be read', 'Invented University of Roses', 'long ago', 'then'],
    ['a school whose years are not known', 'Invented Evening College', '1996', '2000'],
    [
      'several schools in one line',
      'Invented Maritime College; Invented University of Roses',
      '1996',
      '2000',
    ],
  ])('abstains on %s', (_, name, from, to) => {
    expect(studied(name, from, to).is).toBe('abstain')
  })

  it('does not look up secondary schools', () => {
    expect(studied('Invented University of Roses High School', '1996', '2000').is).toBe('abstain')
  })

  it('holds absence against a name only where the list is complete, and weakly', () => {
    const education = [{ institution: 'Nowhere Valley University, Austin, TX', endDate: '2014' }]
    expect(judge({ education }, list()).is).toBe('abstain')
    expect(judge({ education }, list(['US']))).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(judge({ education }, list(['GB'])).is).toBe('abstain')
    const elsewhere = [{ institution: 'Nowhere Valley University', endDate: '2014' }]
    expect(judge({ education: elsewhere }, list(['US'])).is).toBe('abstain')
  })

  it('takes the worst of several entries, in whatever order', () => {
    const education = [
      { institution: 'Invented Metropolitan University', startDate: '2001', endDate: '2004' },
      { institution: 'Invented University of Roses', startDate: '1996', endDate: '2000' },
    ]
    const found = judge({ education }, list())
    expect(found.weight).toBe(1.35)
    expect(judge({ education: education.toReversed() }, list()).says).toBe(found.says)
  })

  it('reads any text without failing', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('x'.repeat(2000)))
    fc.assert(
      fc.property(text, text, fc.string({ maxLength: 100 }), (institution, area, endDate) => {
        expect(['abstain', 'clear', 'evidence']).toContain(
          judge({ education: [{ institution, area, endDate, startDate: '1700' }] }, list(['US'])).is,
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('education/institution-existed, on the list that ships', () => {
  const shipped = (institution: string, startDate: string, endDate: string) =>
    judge({ education: [{ institution, startDate, endDate }] })

  it.each([
    // A faculty still has the university's former name; the name is still the one in law.
    ['Newark College of Engineering', '2012', '2016'],
    ['Carnegie Institute of Technology', '2004', '2008'],
    ['University of Western Ontario', '2022', '2026'],
    // Another school's present name is this one's former one, or one letter away from it.
    ['Madison College', '2012', '2014'],
    ['SRM University', '2024', '2028'],
    ['Northwestern Polytechnic University', '1978', '1982'],
    ['Northcentral University', '1986', '1990'],
    ['National University', '1962', '1966'],
    ['Newbury College', '2022', '2024'],
    // Alumni of what it came out of write the new name.
    ['Nanyang Technological University', '1970', '1974'],
    ['Case Western Reserve University', '1958', '1962'],
    ['Concordia University Montreal', '1966', '1970'],
    // The year in which it began, and the year in which its last students left.
    ['UC Merced', '2005', '2009'],
    ['Wells College', '2020', '2024'],
  ])('has nothing against %s from %s to %s', (institution, start, end) => {
    expect(shipped(institution, start, end).is).not.toBe('evidence')
  })

  it.each([
    ['Western Governors University', '1986', '1990'],
    ['Indian Institute of Technology Hyderabad', '1996', '2000'],
    ['Wells College', '2026', '2027'],
    ['Daniel Webster College', '2020', '2024'],
  ])('still finds %s from %s to %s', (institution, start, end) => {
    expect(shipped(institution, start, end)).toMatchObject({ is: 'evidence', weight: 1.35 })
  })
})
