import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import detector from './watched-institution.ts'

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
  'high-risk-institutions': {
    ...facts['high-risk-institutions'],
    version: 'test',
    data: { institutions: [{ name: 'Invented State University', reason: 'Three denied degrees in 2025.' }] },
  },
}

const wentTo = (institution: string, lists: Partial<FactLists> = list) =>
  judge({ education: [{ institution }] }, lists)

describe('education/watched-institution', () => {
  it('says that the list is the company’s own, why, and that it decides nothing', () => {
    const found = wentTo('Invented State Univ.')
    expect(found).toMatchObject({ is: 'evidence', weight: 0.2 })
    expect(found.says).toBe(
      'Invented State Univ. is on your company’s own list of schools to look at twice (“Three denied degrees in 2025.”). It decides nothing by itself.',
    )
  })

  it.each([
    'Invented University',
    'State University',
    'Invented Valley State University',
    'Cornell University',
  ])('does not take %s for an entry', (name) => {
    expect(wentTo(name).is).toBe('clear')
  })

  it('is empty until a company fills it', () => {
    expect(facts['high-risk-institutions'].data.institutions).toEqual([])
    expect(wentTo('Invented State University', {}).is).toBe('abstain')
    expect(judge({}, list).is).toBe('abstain')
  })
})
