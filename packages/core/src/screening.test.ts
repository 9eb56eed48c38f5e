import { describe, expect, it } from 'vitest'
import sharedContact from './detectors/identity/shared-contact.ts'
import {
  answerRatios,
  type CheckId,
  checks,
  day,
  detectors,
  drainExample,
  dueAt,
  type Evidence,
  observeExample,
  outcomeOf,
  schemes,
  score,
  screen,
} from './index.ts'

const known = new Map(detectors.map((d) => [d.id, d]))
const application = 'application:A-1'

function found(over: Partial<Evidence>): Evidence {
  return {
    ...{ id: 'e1', detector: 'identity/shared-contact', version: 1, family: 'links', stage: 'application' },
    ...{ is: 'evidence', subject: 'phone:x', subjects: [application], weighsOn: [application], weight: 0 },
    ...{ weights: {}, says: 'It says so.', exhibits: [], from: 0, to: day, status: 'final', shadow: false },
    ...{ calibration: { basis: 'assumed', on: 'a test' }, lists: {} },
    ...over,
  } as Evidence
}

const of = (weight: number, over: Partial<Evidence> = {}) =>
  found({ weight, weights: { 'identity-invented': weight }, ...over })

const screened = (evidence: Evidence[], over: Partial<Parameters<typeof screen>[0]> = {}) =>
  screen({ application, evidence, abstentions: [], detectors: known, ...over })

describe('the outcome', () => {
  it('is to proceed where nothing, or one weak thing, stands out', () => {
    expect(screened([]).outcome).toBe('proceed')
    expect(screened([of(0.3)]).outcome).toBe('proceed')
    expect(screened([]).offered).toEqual([])
  })

  it('is to verify from one contradiction, and to hold from what the queue lists', () => {
    expect(screened([of(1)]).outcome).toBe('verify')
    expect(screened([of(2.5)]).outcome).toBe('hold')
    expect(score([of(2.5)]).listed).toBe(true)
  })

  it('does not change by what is in shadow or for counsel alone', () => {
    const counsel = [...known.values()].find((d) => d.audience === 'counsel')
    const withCounsel = [of(1), of(3, { id: 'e2', shadow: true })]
    if (counsel) withCounsel.push(of(3, { id: 'e3', detector: counsel.id, family: counsel.family }))
    const { doesNotFit, outcome } = screened(withCounsel)
    expect(outcome).toBe('verify')
    expect(doesNotFit.map((f) => f.evidence)).toEqual(['e1'])
  })

  it('says what it would be without each finding', () => {
    const phone = of(1, { id: 'e2', detector: 'education/diploma-mill', family: 'education' })
    const { doesNotFit, outcome } = screened([of(1.2), phone])
    expect(outcome).toBe('hold')
    expect(doesNotFit.map((f) => [f.evidence, f.without])).toEqual([
      ['e1', 'verify'],
      ['e2', 'verify'],
    ])
    expect(screened([of(1)]).doesNotFit[0]!.without).toBe('proceed')
  })

  it('does not depend on the order of the evidence', () => {
    const many = [of(1.2), of(0.8, { id: 'e2', family: 'phone' }), of(-0.2, { id: 'e3', is: 'clear' })]
    expect(screened([...many].reverse())).toEqual(screened(many))
  })
})

describe('checks', () => {
  it('are at most two, follow from what was found, and say what follows from each answer', () => {
    const { offered } = screened([of(1)])
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.length).toBeLessThanOrEqual(2)
    for (const { check, after, because } of offered) {
      expect(sharedContact.settledBy).toContain(check)
      expect(because).toEqual(['e1'])
      expect(after.confirmed.probability).toBeLessThan(after.nobody.probability)
      expect(after.denied.probability).toBeGreaterThan(after.nobody.probability)
    }
  })

  it('that need an offer wait for it', () => {
    const mailbox = [...known.values()].find((d) => d.settledBy?.includes('address-on-document'))
    if (!mailbox) return expect(checks['address-on-document'].needs).toBe('offer')
    const evidence = [of(1, { detector: mailbox.id, family: mailbox.family })]
    const ids = (offers: boolean) =>
      screened(evidence, { requisition: { id: 'R', baseline: [], offers } }).offered.map((o) => o.check)
    expect(ids(false)).not.toContain('address-on-document')
  })

  it('that have been answered are not offered again', () => {
    const degree = [...known.values()].find(
      (d) => d.settledBy?.includes('verify-degree') && d.judgesForm === undefined,
    )
    const evidence = [of(1.5, { detector: degree?.id ?? 'identity/degree-confirmed' })]
    const answered = found({
      ...{ id: 'e9', detector: 'identity/degree-confirmed', family: 'records', is: 'clear' },
    })
    expect(screened([...evidence, answered]).answered).toEqual(['degree-verification'])
    expect(screened([...evidence, answered]).offered.map((o) => o.check)).not.toContain('verify-degree')
  })

  it.each(Object.entries(checks))(
    '%s: answers of an honest applicant are likelier to confirm',
    (_, check) => {
      const [confirmed, denied] = check.honest
      expect(confirmed + denied).toBeLessThanOrEqual(1)
      expect(confirmed).toBeGreaterThan(denied)
      for (const scheme of schemes) {
        const odds = check.false[scheme]
        if (!odds) continue
        expect(odds[0] + odds[1]).toBeLessThanOrEqual(1)
        expect(answerRatios(check, 'confirmed')[scheme]).toBeLessThan(0)
        expect(answerRatios(check, 'denied')[scheme]).toBeGreaterThan(0)
      }
      expect(answerRatios(check, 'nobody')).toEqual({})
    },
  )

  it('have forms of their own', () => {
    const forms = Object.values(checks).map((c) => c.form)
    expect(new Set(forms).size).toBe(forms.length)
  })

  it('named by detectors exist', () => {
    for (const d of known.values())
      for (const id of d.settledBy ?? []) expect(Object.hasOwn(checks, id as CheckId)).toBe(true)
  })
})

it('a couple and their landline proceed; two lives on one mailbox do not', () => {
  const outcomes = sharedContact.examples.map((example) => {
    const rows = observeExample(example)
    if ('problem' in rows) throw new Error(rows.problem.reason)
    const { evidence } = drainExample(sharedContact, example, [rows])
    return outcomeOf(score(evidence.filter((e) => e.subjects.includes(application))))
  })
  expect(outcomes[0]).not.toBe('proceed')
  expect(outcomes[2]).toBe('proceed')
})

describe('the service level', () => {
  it.each([
    ['2026-11-23T09:00:00Z', '2026-11-26T00:00:00Z', 'Monday: by the end of Wednesday'],
    ['2026-11-26T23:59:00Z', '2026-12-01T00:00:00Z', 'Thursday: by the end of Monday'],
    ['2026-11-28T10:00:00Z', '2026-12-02T00:00:00Z', 'Saturday: by the end of Tuesday'],
  ])('%s is due before %s (%s)', (since, due) => {
    expect(new Date(dueAt(Date.parse(since))).toISOString()).toBe(new Date(due).toISOString())
  })
})
