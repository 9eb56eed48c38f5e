import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import detector from './overlapping-jobs.ts'

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

type Entry = [name: string, startDate: string, endDate: string, position?: string, summary?: string]

const worked = (...jobs: Entry[]) =>
  judge({
    work: jobs.map(([name, startDate, endDate, position, summary]) => ({
      name,
      startDate,
      endDate,
      position,
      summary,
    })),
  })

describe('employment/overlapping-jobs', () => {
  it('finds three jobs at once, names them, and counts only certain months', () => {
    const found = worked(
      ['Acme', '2019-01', '2022-12'],
      ['Globex', '2020-03', '2022-06'],
      ['Initech', '2020-01', 'present'],
    )
    expect(found).toMatchObject({ is: 'evidence', weight: 0.6 })
    expect(found.says).toBe(
      'Acme, Globex, Initech: 3 jobs at once for at least 27 months, none of them called part-time or contract.',
    )
  })

  it('weighs two jobs little', () => {
    expect(worked(['Acme', '2019-01', '2022-12'], ['Globex', '2019-01', '2022-06']).weight).toBe(0.2)
  })

  it.each<[string, Entry[]]>([
    [
      'a notice period',
      [
        ['Acme', '2016-01', '2019-03'],
        ['Globex', '2019-01', '2021-12'],
      ],
    ],
    [
      'years that may touch only',
      [
        ['Acme', '2016', '2018'],
        ['Globex', '2017', '2019'],
        ['Initech', '2018', '2020'],
      ],
    ],
    [
      'a year of two jobs',
      [
        ['Acme', '2016-01', '2018-01'],
        ['Globex', '2017-01', '2021-12'],
      ],
    ],
    [
      'three for half a year',
      [
        ['Acme', '2018-01', '2018-12'],
        ['Globex', '2018-07', '2019-12'],
        ['Initech', '2018-06', '2019-01'],
      ],
    ],
    [
      'contracts',
      [
        ['Acme', '2016', '2022', 'Contractor'],
        ['Globex', '2016', '2022', 'Engineer (contract)'],
        ['Initech', '2016', '2022'],
      ],
    ],
    [
      'an own company',
      [
        ['Acme', '2016', '2022'],
        ['My Company', '2016', '2022', 'Co-founder'],
      ],
    ],
    [
      'a board and volunteering',
      [
        ['Acme', '2016', '2022'],
        ['Charity', '2016', '2022', 'Trustee'],
        ['Club', '2016', '2022', '', 'Volunteer coach.'],
      ],
    ],
    [
      'part-time teaching',
      [
        ['Acme', '2016', '2022'],
        ['College', '2016', '2022', 'Adjunct lecturer'],
      ],
    ],
    [
      'one employer in several roles',
      [
        ['Acme Inc.', '2016', '2022', 'Engineer'],
        ['ACME', '2016', '2022', 'Lead'],
        ['Acme Cloud', '2016', '2022'],
      ],
    ],
    [
      'a consultant’s customers',
      [
        ['Acme (via Staffing Co)', '2016', '2022'],
        ['Globex', '2016', '2022', '', 'Client project.'],
        ['Initech', '2016', '2022', 'Consultant'],
      ],
    ],
  ])('%s is clear', (_, jobs) => {
    expect(worked(...jobs).is).toBe('clear')
  })

  it.each<[string, Entry[]]>([
    ['one job', [['Acme', '2016', '2022']]],
    [
      'no ends',
      [
        ['Acme', '2016', ''],
        ['Globex', '2016', ''],
      ],
    ],
    [
      'no names',
      [
        ['', '2016', '2022'],
        ['', '2016', '2022'],
      ],
    ],
    ['a list of engagements', Array.from({ length: 60 }, (_, i): Entry => [`Customer${i}`, '2016', '2022'])],
  ])('abstains on %s', (_, jobs) => {
    expect(worked(...jobs).is).toBe('abstain')
  })

  it('finds the same whatever the order of the jobs', () => {
    const month = fc.integer({ min: 0, max: 80 })
    const job = fc.tuple(fc.constantFrom('Acme', 'Globex', 'Initech', 'Hooli', 'Umbrella'), month, month)
    fc.assert(
      fc.property(fc.array(job, { minLength: 2, maxLength: 7 }), (jobs) => {
        const written = jobs.map(([name, from, length]): Entry => {
          const date = (m: number) => `${2012 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`
          return [name, date(from), date(from + length)]
        })
        const [a, b] = [worked(...written), worked(...written.toReversed())]
        expect([b.is, b.weight]).toEqual([a.is, a.weight])
      }),
      { numRuns: 60 },
    )
  })
})
