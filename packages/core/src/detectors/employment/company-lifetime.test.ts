import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './company-lifetime.ts'

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

const list = {
  companies: {
    ...facts.companies,
    version: 'test',
    data: {
      companies: [
        { name: 'Invented Cloud', aliases: ['InvCloud'], founded: '2012-03' },
        { name: 'Invented Mart', founded: '1980', closed: '2013-06' },
        { name: 'Twin', founded: '1990' },
        { name: 'Twin Ltd', founded: '2010' },
        { name: 'Undated' },
      ],
    },
  },
}

const worked = (name: string, startDate: string, endDate: string, lists: Partial<FactLists> = list) =>
  judge({ work: [{ name, startDate, endDate }] }, lists)

describe('employment/company-lifetime', () => {
  it.each([
    'Invented Cloud',
    'Invented Cloud, Inc.',
    'THE INVENTED CLOUD GmbH',
    'InvCloud',
    'Invented Cloud (acquired)',
  ])('finds a job at %s that had ended before it was founded', (name) => {
    const found = worked(name, '2006', '2009')
    expect(found).toMatchObject({ is: 'evidence', weight: 1.3 })
    expect(found.says).toBe('The résumé has Invented Cloud until 2009; it was founded in March 2012.')
  })

  it('finds a job that began after the company had closed', () => {
    expect(worked('Invented Mart', '2016', 'present').weight).toBe(1.3)
  })

  it('weighs little what begins or ends outside', () => {
    expect(worked('Invented Cloud', '2008', '2014').weight).toBe(0.3)
    expect(worked('Invented Mart', '2008', '2018').weight).toBe(0.3)
  })

  it.each([
    ['the usual', 'Invented Cloud', '2013', '2016'],
    ['founders', 'Invented Cloud', '2010-06', '2014'],
    ['a year that may be after the founding', 'Invented Cloud', '2011', '2012'],
    ['a year off', 'Invented Cloud', '2010', '2011'],
    ['winding up', 'Invented Mart', '2000', '2014'],
    ['the year of closing', 'Invented Mart', '2013', '2013'],
  ])('%s is clear', (_, name, from, to) => {
    expect(worked(name, from, to).is).toBe('clear')
  })

  it.each([
    ['a company that is not on the list', 'Invented Clouds', '2006', '2009'],
    ['a name that two companies bear', 'Twin', '2000', '2005'],
    ['a company without dates', 'Undated', '2006', '2009'],
    ['no dates', 'Invented Cloud', '', ''],
    ['dates that can’t be read', 'Invented Cloud', 'early', 'late'],
  ])('abstains on %s', (_, name, from, to) => {
    expect(worked(name, from, to).is).toBe('abstain')
  })

  it('abstains without a list', () => {
    expect(worked('Invented Cloud', '2006', '2009', {})).toMatchObject({
      is: 'abstain',
      says: expect.stringMatching(/no list/),
    })
  })
})
