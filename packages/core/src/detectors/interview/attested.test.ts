import { describe, expect, it } from 'vitest'
import { drainExample, type Observation, observeExample } from '../../index.ts'
import attested from './attested.ts'

const fine = { cameraOn: true, samePerson: true, spokeFreely: true, knewPlace: true }

/** Forms of one day, an hour apart; `by` is the interviewer. */
function judge(...forms: { answers?: unknown; by?: string; form?: string }[]) {
  const rows = forms.map(({ answers, by = 'one', form = 'interview' }, i) => ({
    kind: 'attestation' as const,
    at: 1_767_225_600_000 + i * 3_600_000,
    about: ['application:A-1' as const],
    data: { form, answers, by },
  }))
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const out = drainExample(attested, example, [observeExample(example) as Observation[]])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('interview/attested', () => {
  it('weighs little of one no that has innocent causes', () => {
    for (const q of ['cameraOn', 'spokeFreely', 'knewPlace']) {
      const { evidence } = judge({ answers: { ...fine, [q]: false } })
      expect(evidence?.is).toBe('evidence')
      expect(evidence?.weight).toBeLessThanOrEqual(0.3)
    }
  })

  it('adds up what several questions say, up to what the catalogue gives a denied interview', () => {
    const { evidence } = judge({
      answers: { cameraOn: false, samePerson: false, spokeFreely: false, knewPlace: false },
    })
    expect(evidence?.weights).toEqual({
      'identity-stolen': 1.176,
      'identity-invented': 0.7,
      'job-shared': 1.125,
      'hands-elsewhere': 0.5,
    })
    expect(evidence?.says).toBe(
      'The interviewer notes that the camera stayed off; that this was not the person of the round before; that answers were read aloud; that nothing plain could be said about the place where they say they live.',
    )
  })

  it('clears on all four, and on three in a first round', () => {
    const { samePerson: _, ...first } = fine
    for (const answers of [fine, first, { ...first, samePerson: null }]) {
      const { evidence } = judge({ answers })
      expect(evidence?.is).toBe('clear')
      expect(evidence?.weights['identity-stolen']).toBeLessThan(0)
    }
  })

  it('takes an interviewer’s own later form, and keeps another round’s no', () => {
    expect(judge({ answers: { ...fine, samePerson: false } }, { answers: fine }).evidence?.is).toBe('clear')
    const rounds = [
      { answers: { ...fine, samePerson: false, round: 1 }, by: 'one' },
      { answers: { ...fine, round: 2 }, by: 'two' },
    ]
    expect(judge(...rounds).evidence?.weights).toEqual({ 'identity-stolen': 0.8, 'job-shared': 0.8 })
  })

  it('reads the three answers of every check as well', () => {
    expect(judge({ answers: { answer: 'confirmed' } }).evidence?.is).toBe('clear')
    expect(judge({ answers: { answer: 'denied' } }).evidence?.weights['identity-stolen']).toBe(1.176)
    expect(judge({ answers: { answer: 'nobody' } }).because).toMatch(/no interviewer/)
  })

  it('reads nothing of a form with a question of its own, and says whose fault that is', () => {
    for (const question of ['accent', 'lookedNervous', 'whereReallyFrom', 'constructor']) {
      const { evidence, because } = judge({ answers: { ...fine, cameraOn: false, [question]: true } })
      expect(evidence).toBeUndefined()
      expect(because).toMatch(/the company should set this right/)
      expect(because).not.toContain(question)
    }
  })

  it('still reads the form of another interviewer who kept to the checklist', () => {
    const { evidence } = judge(
      { answers: { ...fine, accent: true }, by: 'one' },
      { answers: fine, by: 'two' },
    )
    expect(evidence?.is).toBe('clear')
  })

  it('does not take notes, rounds and requisitions for questions', () => {
    const answers = {
      ...fine,
      round: 2,
      requisition: 'R-1',
      interviewer: 'Kim',
      notes: 'late by five minutes',
    }
    expect(judge({ answers }).evidence?.is).toBe('clear')
  })

  it('does not call two answers enough', () => {
    expect(judge({ answers: { cameraOn: true, spokeFreely: true } }).because).toMatch(/^2 of the four/)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'fine'],
    ['words for yes and no', { cameraOn: 'no', samePerson: 0 }],
    ['a list', []],
  ])('abstains on %s', (_, answers) => {
    expect(judge({ answers }).because).toMatch(/no interviewer/)
  })

  it('reads no other form', () => {
    expect(judge({ form: 'employer-call', answers: fine }).because).toMatch(/no interviewer/)
  })
})
