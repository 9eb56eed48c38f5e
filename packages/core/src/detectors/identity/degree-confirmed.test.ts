import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import degreeConfirmed from './degree-confirmed.ts'

const at = 1_767_225_600_000

function judge(
  ...forms: { answers?: unknown; by?: string; form?: string; later?: number; about?: string[] }[]
) {
  const observations = forms.map(({ answers, by, form, later, about }, i) => {
    const row = {
      kind: 'attestation',
      at: at + (later ?? i),
      about: about ?? ['application:A-1'],
      data: { form: form ?? 'degree-verification', answers, by },
    }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([degreeConfirmed]), [observations])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('identity/degree-confirmed', () => {
  it('clears an invented life and leaves a stolen one as it was', () => {
    const { evidence } = judge({ answers: { confirmed: true, institution: 'Ohio State University' } })
    expect(evidence).toMatchObject({ is: 'clear', weights: { 'identity-invented': -1 } })
    expect(evidence?.says).toMatch(/^Ohio State University confirmed the degree/)
  })

  it('reads the three answers of every check as well', () => {
    expect(judge({ answers: { answer: 'confirmed' } }).evidence?.is).toBe('clear')
    expect(judge({ answers: { answer: 'denied' } }).evidence?.is).toBe('evidence')
    expect(judge({ answers: { answer: 'nobody' } }).because).toMatch(/yes or no/)
  })

  it('accuses of an invented life only', () => {
    const { evidence } = judge({ answers: { confirmed: false }, by: 'the registrar' })
    expect(evidence).toMatchObject({ is: 'evidence', weights: { 'identity-invented': 1 } })
    expect(evidence?.says).toContain('The registrar has no such degree')
  })

  it('is not talked out of one school’s no by another’s yes', () => {
    const { evidence } = judge(
      { answers: { confirmed: false, institution: 'Reed College' } },
      { answers: { confirmed: true, institution: 'Ohio State University' } },
    )
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.says).toMatch(/^Reed College has/)
  })

  it('takes a school’s later answer, in whatever order the two arrive', () => {
    const no = { answers: { confirmed: false, institution: 'Reed College' }, later: 0 }
    const yes = { answers: { confirmed: true, institution: 'Reed College' }, later: 3_600_000 }
    expect(judge(no, yes).evidence?.is).toBe('clear')
    expect(judge(yes, no).evidence?.is).toBe('clear')
  })

  it('weighs on the application first, else on the person', () => {
    const both = { answers: { confirmed: true }, about: ['person:W-1', 'application:A-1'] }
    expect(judge(both).evidence?.subject).toBe('application:A-1')
    expect(judge({ ...both, about: ['person:W-1'] }).evidence?.subject).toBe('person:W-1')
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'confirmed'],
    ['an unsure answer', { confirmed: 'withheld' }],
    ['a number', { confirmed: 1 }],
    ['a list', [true]],
  ])('abstains on %s instead of an answer', (_, answers) => {
    expect(judge({ answers }).because).toMatch(/yes or no/)
  })

  it('reads no other form', () => {
    expect(judge({ form: 'interview', answers: { confirmed: false } }).because).toMatch(/yes or no/)
  })
})
