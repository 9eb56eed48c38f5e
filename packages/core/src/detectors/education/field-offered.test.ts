import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './field-offered.ts'

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
  programmes: {
    ...facts.programmes,
    version: 'test',
    data: {
      programmes: [
        {
          institution: 'Invented School of Art',
          fields: ['Fine Arts', 'Painting and Drawing', 'Computer Animation', 'Art History'],
          from: '2005',
          to: '2020',
        },
      ],
    },
  },
}

const studied = (area: string, endDate = '2014', institution = 'Invented School of Art') =>
  judge({ education: [{ institution, area, endDate }] }, list)

describe('education/field-offered', () => {
  it.each(['Aerospace Engineering', 'Nursing', 'BSc Mechanical Engineering', 'Accounting & Finance'])(
    'finds that %s was not taught there',
    (area) => {
      expect(studied(area)).toMatchObject({ is: 'evidence', weight: 1 })
    },
  )

  it('finds it under the school’s usual abbreviation', () => {
    expect(studied('Nursing', '2014', 'Invented Sch. of Art').is).toBe('evidence')
  })

  it.each([
    'Fine Arts',
    'BFA Fine Art',
    'Painting',
    'History of Art',
    'Computer Science',
    'Computing',
    'Animation',
    'CA',
    'General studies',
    'Bachelor of Arts',
    '美術',
    '🎨',
  ])('%s may have been', (area) => {
    expect(studied(area).is).not.toBe('evidence')
  })

  it.each([
    ['years that the catalogue does not cover', 'Nursing', '2001', 'Invented School of Art'],
    ['a year across its edge', 'Nursing', 'Winter 2020', 'Invented School of Art'],
    ['no year', 'Nursing', '', 'Invented School of Art'],
    ['another school', 'Nursing', '2014', 'Another School of Art'],
    ['no field', '', '2014', 'Invented School of Art'],
  ])('abstains on %s', (_, area, end, school) => {
    expect(studied(area, end, school).is).toBe('abstain')
  })

  it('abstains without a catalogue', () => {
    const education = [{ institution: 'Invented School of Art', area: 'Nursing', endDate: '2014' }]
    expect(judge({ education }).is).toBe('abstain')
  })
})
