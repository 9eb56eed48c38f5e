import { describe, expect, it } from 'vitest'
import { accept, type Derived, detectors, digest, drain, plan, score, screen } from '../../index.ts'
import sanctionsLead from './sanctions-lead.ts'

const lists = { sanctions: 'SDN of 2026-11-20' }

function judge(derived: Partial<Derived>, data: object = { name: 'Kim Lee', birthDate: '1980-01-01' }) {
  const row = { kind: 'application', at: 1_767_225_600_000, about: ['application:A-1'], data }
  const accepted = accept(
    row,
    { source: 'test', id: 'r', receivedAt: 4e12 },
    (t, v) => digest(t + v),
    () => derived,
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([sanctionsLead]), [[accepted.observation]])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence, because: out.abstentions[0]?.because }
}

describe('identity/sanctions-lead', () => {
  it('says the level and the entry, never the name, and weighs nothing', () => {
    const { evidence } = judge({ lists, sanctions: { entry: '26137', agrees: ['name', 'birth date'] } })
    expect(evidence[0]).toMatchObject({
      is: 'evidence',
      weights: {},
      weight: 0,
      says: 'A lead for counsel: the birth date and the name agree with entry 26137 of the sanctions list (SDN of 2026-11-20). It decides nothing.',
    })
    expect(JSON.stringify(evidence)).not.toMatch(/kim|lee|1980/i)
    expect(score(evidence).weight).toBe(0)
  })

  it('is in nothing that a recruiter sees, and moves no outcome', () => {
    const { evidence } = judge({ lists, sanctions: { entry: '26137', agrees: ['document', 'wallet'] } })
    const screening = screen({
      application: 'application:A-1',
      evidence,
      abstentions: [],
      detectors: new Map(detectors.map((d) => [d.id, d])),
    })
    expect(screening.outcome).toBe('proceed')
    expect(JSON.stringify(screening)).not.toMatch(/sanction|26137/i)
  })

  it('is clear where nothing agrees, and says which list was asked', () => {
    expect(judge({ lists }).evidence[0]).toMatchObject({
      is: 'clear',
      weights: {},
      says: 'Agrees with no entry of the sanctions list (SDN of 2026-11-20).',
    })
  })

  it('says that it could not look where no list is loaded', () => {
    const { evidence, because } = judge({})
    expect(evidence).toEqual([])
    expect(because).toMatch(/no sanctions list is loaded/)
  })

  it('is no lead by a common name: arrival gives none', () => {
    expect(judge({ lists }, { name: 'Mohammed Ali' }).evidence[0]?.is).toBe('clear')
  })
})
