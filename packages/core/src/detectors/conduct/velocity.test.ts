import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import velocity from './velocity.ts'

const at = 1_767_225_600_000
const day = 86_400_000

function judge(...rows: object[]) {
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([velocity]), [observations])
  expect(out.faults).toEqual([])
  const split = drain(
    plan([velocity]),
    observations.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const apply = (n: number, data: object, on = 0) => ({
  kind: 'application',
  at: at + on * day + n * 1000,
  about: [`application:A-${n}`],
  data: { emails: ['kim.lee@letters.example'], name: 'Kim Lee', requisition: `R-${n}`, ...data },
})
const roles = (n: number, data: object = {}, on: (i: number) => number = () => 0) =>
  Array.from({ length: n }, (_, i) => apply(i, data, on(i)))

describe('conduct/velocity', () => {
  it('sees a dozen roles in a day, and more in thirty', () => {
    expect(judge(...roles(12)).evidence?.weight).toBe(0.3)
    const tool = judge(...roles(30))
    expect(tool.evidence?.weight).toBe(0.6)
    expect(tool.evidence?.says).toBe('They applied for 30 roles in one day.')
  })

  it('sees forty in a week that no day shows', () => {
    const { evidence } = judge(...roles(42, {}, (i) => i % 6))
    expect(evidence?.weight).toBe(0.3)
    expect(evidence?.says).toBe('They applied for 42 roles in one week.')
  })

  it('counts one candidate of an applicant system, whatever the name says', () => {
    const rows = Array.from({ length: 14 }, (_, i) => apply(i, { candidate: '77', name: undefined }))
    expect(judge(...rows).evidence?.weighsOn).toEqual(['person:candidate-77'])
  })

  it('keeps to what it has seen where a contact is on very many', () => {
    expect(judge(...roles(90)).evidence?.says).toMatch(/roles or more in one day/)
  })

  it('leaves a keen student alone', () => {
    const { evidence } = judge(...roles(11))
    expect(evidence).toMatchObject({ is: 'clear', weights: {} })
    expect(judge(...roles(39, {}, (i) => i % 7)).evidence?.is).toBe('clear')
  })

  it('counts a role once, however often somebody applies to it', () => {
    expect(judge(...roles(20, { requisition: 'R-1' })).all).toEqual([])
  })

  it('does not count what an agency submits, nor people who only share a contact', () => {
    expect(judge(...roles(20, { agency: 'Example Staffing' })).because).toMatch(/by itself/)
    const crowd = Array.from({ length: 20 }, (_, i) => apply(i, { name: `Person Number${i}` }))
    expect(judge(...crowd).because).toMatch(/no identity/)
  })

  it('has nothing to say of a role a year', () => {
    expect(judge(...roles(5, {}, (i) => i * 365)).because).toMatch(/within a week/)
  })
})
