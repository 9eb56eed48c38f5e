import { describe, expect, it } from 'vitest'
import { drainExample, type Observation, observeExample } from '../../index.ts'
import workShown from './work-shown.ts'

/** What is made of answers, each a day after the one before. */
function judge(...answers: object[]) {
  const rows = answers.map((given, i) => ({
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + i * 86_400_000,
    about: ['application:A-1' as const],
    data: { form: 'work-shown', answers: given, by: 'the recruiter' },
  }))
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const out = drainExample(workShown, example, [observeExample(example) as Observation[]])
  expect(out.faults).toEqual([])
  return { newest: out.evidence.sort((a, b) => b.to - a.to)[0], because: out.abstentions.at(-1)?.because }
}

describe('checks/work-shown', () => {
  it('weighs a no as the catalogue of checks does', () => {
    const { newest } = judge({ answer: 'denied' })
    expect(newest).toMatchObject({
      is: 'evidence',
      weights: { 'identity-stolen': 1.0, 'identity-invented': 1.0, 'job-shared': 0.699 },
    })
  })

  it('clears on a yes, in the schemes on which it bears', () => {
    const { newest } = judge({ answer: 'confirmed' })
    expect(newest).toMatchObject({
      is: 'clear',
      weights: { 'identity-stolen': -0.426, 'identity-invented': -0.426, 'job-shared': -0.204 },
    })
    expect(newest?.says).toMatch(/checks out/)
  })

  it('takes the later answer, on whatever day it comes', () => {
    expect(judge({ answer: 'denied' }, { answer: 'confirmed' }).newest?.is).toBe('clear')
    expect(judge({ answer: 'confirmed' }, { answer: 'denied' }).newest?.is).toBe('evidence')
  })

  it('holds nothing against anybody when nobody could answer', () => {
    expect(judge({ answer: 'nobody' })).toMatchObject({
      newest: undefined,
      because: 'nobody could answer the check yet',
    })
    expect(judge({ answer: 'confirmed' }, { answer: 'nobody' }).newest?.is).toBe('clear')
  })

  it('says nothing about where somebody sits', () => {
    const weights = judge({ answer: 'denied' }).newest!.weights
    expect(weights).not.toHaveProperty('hands-elsewhere')
    expect(weights).not.toHaveProperty('device-elsewhere')
  })
})
