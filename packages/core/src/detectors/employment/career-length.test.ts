import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import detector from './career-length.ts'

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

const school = (endDate: string, startDate = '') => ({
  institution: 'Lincoln High School',
  studyType: 'High School Diploma',
  startDate,
  endDate,
})
const degree = (startDate: string, endDate: string) => ({
  institution: 'Cornell University',
  studyType: 'BSc',
  startDate,
  endDate,
})
const job = (startDate: string, endDate: string, summary = '', position = 'Engineer') => ({
  name: 'Acme',
  position,
  startDate,
  endDate,
  summary,
})
const lives = (education: object[], ...work: object[]) => judge({ education, work })

describe('employment/career-length', () => {
  it('finds more years than there were since childhood', () => {
    const found = lives([school('2019')], job('2023', 'present', 'Engineer with 18 years of experience.'))
    expect(found).toMatchObject({ is: 'evidence', weight: 0.6 })
    expect(found.says).toContain('before the end of school in January 2019')
  })

  it('finds a full-time job that began long before the end of school', () => {
    expect(lives([school('2015-06')], job('2005-01', '2012-12')).is).toBe('evidence')
  })

  it('finds more experience than anything that is dated, first degree included', () => {
    expect(lives([degree('2016', '2020')], job('2020', 'present', '15+ years of experience.'))).toMatchObject(
      {
        is: 'evidence',
        weight: 0.3,
      },
    )
  })

  it.each<[string, object[], object[]]>([
    ['the usual', [degree('2010', '2014')], [job('2014', 'present', '12 years of experience.')]],
    ['work before a degree', [degree('2016', '2020')], [job('1998', '2016', '20 years of experience.')]],
    [
      'experience counted from the first year of study',
      [degree('2016', '2020')],
      [job('2020', 'present', '10 years of experience')],
    ],
    ['a job at school', [school('2015')], [job('2013', '2014')]],
    [
      'a team’s experience',
      [degree('2016', '2020')],
      [job('2020', 'present', 'Led a team with a combined 60 years of experience.')],
    ],
    [
      'a company’s age',
      [degree('2016', '2020')],
      [job('2020', 'present', 'For a company with 40 years of experience.')],
    ],
  ])('%s is clear', (_, education, work) => {
    expect(lives(education, ...work).is).toBe('clear')
  })

  it.each<[string, object[], object[]]>([
    [
      'earlier jobs left out and no degree dated',
      [degree('', '')],
      [job('2016', 'present', '25 years of experience.')],
    ],
    [
      'a degree whose beginning is not dated',
      [degree('', '2010')],
      [job('2016', 'present', '25 years of experience.')],
    ],
    [
      'a second degree alone',
      [{ institution: 'Cornell University', studyType: 'MBA', startDate: '2018', endDate: '2020' }],
      [job('2020', 'present', '25 years of experience.')],
    ],
    ['no education', [], [job('2016', 'present', '25 years of experience.')]],
    ['no work', [degree('2010', '2014')], []],
  ])('abstains on %s', (_, education, work) => {
    expect(lives(education, ...work).is).toBe('abstain')
  })
})
