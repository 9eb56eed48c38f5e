import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './diploma-mill.ts'

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
  'diploma-mills': {
    ...facts['diploma-mills'],
    version: 'test',
    data: {
      mills: [
        {
          name: 'Invented Crown University',
          aliases: ['ICU Online'],
          reason: 'Sold degrees, says our counsel.',
        },
        { name: 'Cornel University', reason: 'A look-alike, says our counsel.' },
      ],
    },
  },
}

const degreeOf = (institution: string, lists: Partial<FactLists> = list) =>
  judge({ education: [{ institution, studyType: 'MBA' }] }, lists)

describe('education/diploma-mill', () => {
  it.each(['Invented Crown University', 'Invented Crown Univ.', 'invented crown univeristy', 'ICU Online'])(
    'finds %s on the company’s list, with the reason',
    (name) => {
      const found = degreeOf(name)
      expect(found).toMatchObject({ is: 'evidence', weight: 1.35, lists: { 'diploma-mills': 'test' } })
      expect(found.says).toContain('Sold degrees, says our counsel.')
    },
  )

  it('tells a look-alike from the school that it looks like', () => {
    expect(degreeOf('Cornel University').is).toBe('evidence')
    expect(degreeOf('Cornell University').is).toBe('clear')
    expect(degreeOf('Cornell Univ').is).toBe('clear')
  })

  it.each([
    'Crown University',
    'Invented University',
    'University of Crown, Invented',
    'Invented Crown University of Applied Sciences',
    'Invented Crown University, Lagos',
  ])('does not take %s for an entry', (name) => {
    expect(degreeOf(name).is).toBe('clear')
  })

  it('abstains without a list, and without a school', () => {
    expect(degreeOf('Invented Crown University', {})).toMatchObject({
      is: 'abstain',
      says: expect.stringMatching(/no list/),
    })
    expect(judge({ education: [{ area: 'Law' }] }, list).is).toBe('abstain')
    expect(judge({}, list).is).toBe('abstain')
  })
})
