import { describe, expect, it } from 'vitest'
import {
  checks,
  detectors,
  drainExample,
  type ExampleRow,
  type Observation,
  observeExample,
  type SubjectRef,
  score,
} from '../index.ts'

const judging = detectors.filter((d) => d.family === 'checks')
const day = 86_400_000

const answer = (form: string, on: number, answers: object, by = 'the recruiter'): ExampleRow => ({
  kind: 'attestation',
  at: 1_767_225_600_000 + on * day,
  about: ['application:A-1' as SubjectRef],
  data: { form, answers: { consent: true, offer: true, ...answers }, by },
})

function drained(form: string, rows: ExampleRow[], batches?: (all: Observation[]) => Observation[][]) {
  const detector = judging.find((d) => d.judgesForm === form)!
  const example = { title: 'test', gives: 'evidence' as const, rows }
  const all = observeExample(example) as Observation[]
  return drainExample(detector, example, batches ? batches(all) : [all]).evidence
}

describe('answers of checks', () => {
  it('have a detector each, but for those that have one of their own', () => {
    const elsewhere = ['degree-verification', 'interview']
    expect(judging.map((d) => d.judgesForm).sort()).toEqual(
      Object.values(checks)
        .map((c) => c.form)
        .filter((form) => !elsewhere.includes(form))
        .sort(),
    )
  })

  it.each(judging.map((d) => [d.judgesForm!]))(
    '%s: a correction on a later day is all that counts',
    (form) => {
      const rows = [answer(form, 0, { answer: 'denied' }), answer(form, 9, { answer: 'confirmed' })]
      for (const order of [rows, rows.toReversed()])
        expect(score(drained(form, order)).weight).toBeLessThanOrEqual(0)
      expect(
        score(drained(form, rows, (all) => all.toReversed().map((o) => [o]))).weight,
      ).toBeLessThanOrEqual(0)
    },
  )

  it.each(judging.map((d) => [d.judgesForm!]))('%s: nobody’s answer takes nothing back', (form) => {
    const rows = [answer(form, 0, { answer: 'denied' }), answer(form, 9, { answer: 'nobody' })]
    expect(score(drained(form, rows)).weight).toBeGreaterThan(0)
  })

  it('are never read from another form, another word or half a form', () => {
    for (const data of [
      { form: 'unheard-of', answers: { answer: 'denied' } },
      { form: 'contact-asked', answers: { answer: 'DENIED' } },
      { form: 'contact-asked' },
    ]) {
      const row = { ...answer('contact-asked', 0, {}), data } as ExampleRow
      expect(drained('contact-asked', [row])).toEqual([])
    }
  })

  it('survive names of any length, and two answers at one instant in any order', () => {
    const long = answer('employer-call', 0, { answer: 'denied', employer: 'x'.repeat(50_000) })
    expect(JSON.stringify(drained('employer-call', [long])).length).toBeLessThan(3000)
    const both = [
      answer('contact-asked', 0, { answer: 'denied' }),
      answer('contact-asked', 0, { answer: 'confirmed' }),
    ]
    for (const order of [both, both.toReversed()])
      expect(drained('contact-asked', order)[0]?.is).toBe('clear')
  })
})
