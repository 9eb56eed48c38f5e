import { describe, expect, it } from 'vitest'
import { drainExample, type Observation, observeExample } from '../../index.ts'
import addressOnDocument from './address-on-document.ts'

/** What is made of answers, each a day after the one before. */
function judge(...answers: object[]) {
  const rows = answers.map((given, i) => ({
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + i * 86_400_000,
    about: ['application:A-1' as const],
    data: { form: 'address-on-document', answers: given, by: 'the recruiter' },
  }))
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const out = drainExample(addressOnDocument, example, [observeExample(example) as Observation[]])
  expect(out.faults).toEqual([])
  return { newest: out.evidence.sort((a, b) => b.to - a.to)[0], because: out.abstentions.at(-1)?.because }
}

describe('checks/address-on-document', () => {
  it('weighs a no as the catalogue of checks does', () => {
    const { newest } = judge({ answer: 'denied', offer: true })
    expect(newest).toMatchObject({
      is: 'evidence',
      weights: {
        'identity-stolen': 0.942,
        'identity-invented': 1.097,
        'device-elsewhere': 0.942,
        'hands-elsewhere': 0.574,
      },
    })
  })

  it('clears on a yes, in the schemes on which it bears', () => {
    const { newest } = judge({ answer: 'confirmed', offer: true })
    expect(newest).toMatchObject({
      is: 'clear',
      weights: {
        'identity-stolen': -0.4,
        'identity-invented': -0.768,
        'device-elsewhere': -0.342,
        'hands-elsewhere': -0.166,
      },
    })
    expect(newest?.says).toMatch(/checks out/)
  })

  it('takes the later answer, on whatever day it comes', () => {
    expect(judge({ answer: 'denied', offer: true }, { answer: 'confirmed', offer: true }).newest?.is).toBe(
      'clear',
    )
    expect(judge({ answer: 'confirmed', offer: true }, { answer: 'denied', offer: true }).newest?.is).toBe(
      'evidence',
    )
  })

  it('holds nothing against anybody when nobody could answer', () => {
    expect(judge({ answer: 'nobody', offer: true })).toMatchObject({
      newest: undefined,
      because: 'nobody could answer the check yet',
    })
    expect(judge({ answer: 'confirmed', offer: true }, { answer: 'nobody', offer: true }).newest?.is).toBe(
      'clear',
    )
  })

  it('does not read an answer from before an offer', () => {
    const { newest, because } = judge({ answer: 'denied' })
    expect(newest).toBeUndefined()
    expect(because).toMatch(/without an offer on record/)
  })
})
