import { describe, expect, it } from 'vitest'
import { drainExample, type Observation, observeExample } from '../../index.ts'
import employerAsked from './employer-asked.ts'

/** What is made of answers, each a day after the one before. */
function judge(...answers: object[]) {
  const rows = answers.map((given, i) => ({
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + i * 86_400_000,
    about: ['application:A-1' as const],
    data: { form: 'employer-call', answers: given, by: 'the recruiter' },
  }))
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const out = drainExample(employerAsked, example, [observeExample(example) as Observation[]])
  expect(out.faults).toEqual([])
  return { newest: out.evidence.sort((a, b) => b.to - a.to)[0], because: out.abstentions.at(-1)?.because }
}

describe('checks/employer-asked', () => {
  it('weighs a no as the catalogue of checks does', () => {
    const { newest } = judge({ answer: 'denied', consent: true })
    expect(newest).toMatchObject({
      is: 'evidence',
      weights: { 'identity-invented': 1.477, 'identity-stolen': 0.699 },
    })
  })

  it('clears on a yes, in the schemes on which it bears', () => {
    const { newest } = judge({ answer: 'confirmed', consent: true })
    expect(newest).toMatchObject({
      is: 'clear',
      weights: { 'identity-invented': -1.146, 'identity-stolen': -0.146 },
    })
    expect(newest?.says).toMatch(/checks out/)
  })

  it('takes the later answer, on whatever day it comes', () => {
    expect(
      judge({ answer: 'denied', consent: true }, { answer: 'confirmed', consent: true }).newest?.is,
    ).toBe('clear')
    expect(
      judge({ answer: 'confirmed', consent: true }, { answer: 'denied', consent: true }).newest?.is,
    ).toBe('evidence')
  })

  it('holds nothing against anybody when nobody could answer', () => {
    expect(judge({ answer: 'nobody', consent: true })).toMatchObject({
      newest: undefined,
      because: 'nobody could answer the check yet',
    })
    expect(
      judge({ answer: 'confirmed', consent: true }, { answer: 'nobody', consent: true }).newest?.is,
    ).toBe('clear')
  })

  it.each([
    ['without consent', { answer: 'denied' }, /recorded consent/],
    ['with consent in another form', { answer: 'denied', consent: 'yes' }, /recorded consent/],
    ['from the current employer', { answer: 'denied', consent: true, current: true }, /current employer/],
  ])('does not read an answer %s', (_, given, why) => {
    const { newest, because } = judge(given)
    expect(newest).toBeUndefined()
    expect(because).toMatch(why)
    expect(judge({ answer: 'confirmed', consent: true }, given).newest?.is).toBe('clear')
  })

  it('is not talked out of one employer’s no by another’s yes, and is by that employer’s own', () => {
    const no = { answer: 'denied', consent: true, employer: 'Example Works' }
    const other = { answer: 'confirmed', consent: true, employer: 'Sample Mills' }
    expect(judge(no, other).newest?.is).toBe('evidence')
    expect(judge(no, other, { ...no, answer: 'confirmed' }).newest?.is).toBe('clear')
  })
})
