import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import detector from './conferral-date.ts'

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

const graduated = (institution: string, endDate: string, studyType = 'BSc') =>
  judge({ education: [{ institution, endDate, studyType }] })

describe('education/conferral-date', () => {
  it('weighs a month in which hardly anybody graduates there, and next to nothing', () => {
    const found = graduated('Cornell University', '2014-10')
    expect(found).toMatchObject({ is: 'evidence', weight: 0.1 })
    expect(found.says).toContain('October 2014')
    expect(graduated('University of Oxford', 'Feb 2014').is).toBe('evidence')
  })

  it.each([
    ['Cornell University', 'May 2014'],
    ['Cornell University', '12/2014'],
    ['University of Oxford', 'July 2013'],
  ])('%s in %s is clear', (school, end) => {
    expect(graduated(school, end).is).toBe('clear')
  })

  it.each([
    ['a year alone', 'Cornell University', '2014', 'BSc'],
    ['the first of January', 'Cornell University', '2014-01-01', 'BSc'],
    ['either of two months', 'Cornell University', '10/11/2014', 'BSc'],
    ['a season', 'Cornell University', 'Fall 2014', 'BSc'],
    ['a month to come', 'Cornell University', 'October 2027', 'BSc'],
    ['a study under way', 'Cornell University', 'present', 'BSc'],
    ['a doctorate', 'Cornell University', '2014-10', 'PhD'],
    ['a certificate', 'Cornell University', '2014-10', 'Certificate'],
    ['a degree that is not named', 'Cornell University', '2014-10', ''],
    ['a degree taken online', 'Cornell University (online)', '2014-10', 'BSc'],
    ['a country without a calendar', 'Technische Universität München', '2014-10', 'BSc'],
    ['an unknown school', 'Nowhere Valley University', '2014-10', 'BSc'],
  ])('abstains on %s', (_, school, end, type) => {
    expect(graduated(school, end, type).is).toBe('abstain')
  })
})
