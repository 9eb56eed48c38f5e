import { describe, expect, it } from 'vitest'
import { caps } from './caps.ts'
import { checks } from './checks.ts'
import { detectors } from './detectors/index.ts'
import { measures } from './measures.ts'
import { defaultModel } from './model.ts'
import { score } from './scoring.ts'
import { bestChecks, type Settled } from './settling.ts'
import { evidenceFor } from './test-evidence.ts'
import type { Evidence, Family } from './types.ts'

const known = new Map(detectors.map((d) => [d.id, d]))
const best = (evidence: readonly Evidence[], more: Partial<Settled> = {}) =>
  bestChecks({ subject: 'person:W-1', evidence, detectors: known, ...more })

const kvm = evidenceFor(
  'mechanism',
  { 'hands-elsewhere': 2.5 },
  { detector: 'device/ip-kvm', subject: 'device:LT-1' },
)
const roof = evidenceFor(
  'links',
  { 'hands-elsewhere': 1, 'device-elsewhere': 1 },
  { detector: 'location/same-roof', subject: 'network:n' },
)
const stolen = evidenceFor(
  'mailbox',
  { 'identity-stolen': 1 },
  {
    ...{ detector: 'contact/email-lookalike', subject: 'application:A-1', stage: 'application' },
    weighsOn: ['application:A-1'],
  },
)

describe('the check that would settle it best', () => {
  it('is the presence check where hands are in question and were never measured', () => {
    const [first] = best([kvm, roof])
    expect(first).toMatchObject({ id: 'presence-check', is: 'measure', minutes: 10, families: ['loop'] })
    expect(first!.says).toMatch(/^if near \d+ %, if far 9\d(\.\d+)? %$/)
    expect(first!.basis).toEqual({ basis: caps.loop.basis, on: 'cap and floor of the family' })
    const [near, far] = first!.outcomes
    expect(near!.probability).toBeLessThan(score([kvm, roof]).probability)
    expect(far!.probability).toBeGreaterThan(score([kvm, roof]).probability)
  })

  it('foresees outcomes that are probabilities, and moves that are their expectation', () => {
    for (const evidence of [[kvm], [kvm, roof], [roof], [stolen]])
      for (const check of best(evidence)) {
        const now = score(evidence).probability
        expect(check.outcomes.reduce((n, o) => n + o.likelihood, 0)).toBeCloseTo(1, 9)
        expect(check.outcomes.every((o) => o.likelihood >= 0)).toBe(true)
        const moves = check.outcomes.reduce((n, o) => n + o.likelihood * Math.abs(o.probability - now), 0)
        expect(check.moves).toBeCloseTo(moves, 12)
        expect(check.movesPerHour).toBeCloseTo((moves * 60) / check.minutes, 9)
        expect(check.shifts).toBeGreaterThan(0)
      }
  })

  it('of an uncapped measure leaves the probability where it is, on average', () => {
    // One scheme alone and nothing measured yet: the two readings are an honest bet.
    const one = { ...defaultModel, priors: { ...defaultModel.priors, 'hands-elsewhere': -0.5 } }
    const check = best([], { model: one }).find((c) => c.id === 'presence-check')!
    const now = score([], one).probability
    const mean = check.outcomes.reduce((n, o) => n + o.likelihood * o.probability, 0)
    expect(mean).toBeCloseTo(now, 9)
  })

  it('puts what moves most an hour first, but never what hardly moves', () => {
    const found = best([kvm, roof])
    const most = Math.max(...found.map((c) => c.moves))
    const worthy = found.filter((c) => c.moves >= 0.4 * most)
    expect(found.slice(0, worthy.length)).toEqual(worthy)
    const rates = worthy.map((c) => c.movesPerHour)
    expect(rates).toEqual([...rates].sort((a, b) => b - a))
  })

  it('is asked of an application from the catalogue, never a measure of work', () => {
    const found = best([stolen], { subject: 'application:A-1' })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((c) => c.is === 'check' && c.because.includes(stolen.id))).toBe(true)
    expect(found.every((c) => checks[c.id as 'ask-contact'].minutes === c.minutes)).toBe(true)
    const [first] = found
    const left = best([stolen], {
      subject: 'application:A-1',
      answered: [checks[first!.id as 'ask-contact'].form],
    })
    expect(left.map((c) => c.id)).toEqual(found.slice(1).map((c) => c.id))
  })

  it('waits for an offer where a check needs one', () => {
    const place = evidenceFor(
      'domicile',
      { 'identity-invented': 1 },
      {
        ...{ detector: 'location/mailbox-address', subject: 'application:A-1' },
      },
    )
    const ids = (offers: boolean) => best([place], { subject: 'application:A-1', offers }).map((c) => c.id)
    expect(ids(false)).not.toContain('address-on-document')
    expect(ids(true)).toContain('address-on-document')
  })

  it('has nothing to offer where no detector could read the measure', () => {
    expect(bestChecks({ subject: 'device:LT-1', evidence: [kvm], detectors: new Map() })).toEqual([])
  })

  it('never looks at what is in shadow', () => {
    const shadow = evidenceFor('loop', { 'hands-elsewhere': 2 }, { shadow: true })
    expect(best([kvm, shadow])).toEqual(best([kvm]))
  })
})

describe('measures', () => {
  it.each(Object.entries(measures))(
    '%s measures what a detector judges, and can clear as well as accuse',
    (_, m) => {
      const families: readonly Family[] = m.families
      for (const family of families) expect(detectors.some((d) => d.family === family)).toBe(true)
      expect(caps[families[0]!].cap).toBeGreaterThan(0)
      expect(families.reduce((n, f) => n + caps[f].floor, 0)).toBeLessThan(0)
      expect(m.care).not.toBe('')
    },
  )
})
