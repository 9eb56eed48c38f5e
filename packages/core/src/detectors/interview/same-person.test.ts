import { describe, expect, it } from 'vitest'
import { drainExample, type Observation, observeExample } from '../../index.ts'
import samePerson from './same-person.ts'

/** What is made of answers, each a day after the one before. */
function judge(...answers: object[]) {
  const rows = answers.map((given, i) => ({
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + i * 86_400_000,
    about: ['application:A-1' as const],
    data: { form: 'same-person', answers: given, by: 'the recruiter' },
  }))
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const out = drainExample(samePerson, example, [observeExample(example) as Observation[]])
  expect(out.faults).toEqual([])
  return { newest: out.evidence.sort((a, b) => b.to - a.to)[0], because: out.abstentions.at(-1)?.because }
}

describe('interview/same-person', () => {
  it('weighs little while one interviewer says no, whatever else happens that day', () => {
    const { newest } = judge({ answer: 'denied', offer: true })
    expect(newest).toMatchObject({ is: 'evidence', weight: 0.5 })
    expect(newest?.says).toMatch(/^One interviewer/)
    expect(judge({ answer: 'denied', offer: true }, { answer: 'denied', offer: true }).newest?.weight).toBe(
      0.5,
    )
  })

  it('clears when the interviewer knows them again, or corrects a first no', () => {
    expect(judge({ answer: 'confirmed', offer: true }).newest?.is).toBe('clear')
    expect(judge({ answer: 'denied', offer: true }, { answer: 'confirmed', offer: true }).newest?.is).toBe(
      'clear',
    )
  })

  it('says nothing while nobody remembers, and nothing before an offer', () => {
    expect(judge({ answer: 'nobody', offer: true }).because).toMatch(/nobody could answer/)
    expect(judge({ answer: 'denied' }).because).toMatch(/offer on record/)
  })

  it('weighs in full once a second interviewer says no', () => {
    const rows = ['one', 'two'].map((by, i) => ({
      kind: 'attestation' as const,
      at: 1_767_225_600_000 + i * 86_400_000,
      about: ['person:W-1' as const],
      data: { form: 'same-person', answers: { answer: 'denied' }, by },
    }))
    const example = { title: 'test', gives: 'evidence' as const, rows }
    const out = drainExample(samePerson, example, [observeExample(example) as Observation[]])
    const [newest] = out.evidence.sort((a, b) => b.to - a.to)
    expect(newest?.weights).toEqual({ 'identity-stolen': 2, 'job-shared': 2.079 })
    expect(newest?.says).toMatch(/^Two interviewers/)
  })
})
