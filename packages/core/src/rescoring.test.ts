import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cap, caps } from './caps.ts'
import { type About, defaultModel, type Model, modelVersion } from './model.ts'
import { prepare, rescore, standingAt, withoutEach } from './rescoring.ts'
import { familyOrder, score } from './scoring.ts'
import { standingOf } from './standing.ts'
import { evidenceFor } from './test-evidence.ts'
import { type Family, type Ratios, schemes } from './types.ts'

const families = Object.keys(caps) as Family[]
const ratio = fc.double({ min: -6, max: 6, noNaN: true })
const ratios = fc.dictionary(fc.constantFrom(...schemes), ratio, { maxKeys: 5 }) as fc.Arbitrary<Ratios>
const finding = fc
  .record({
    family: fc.constantFrom(...families),
    weights: ratios,
    on: fc.nat(120),
    detector: fc.nat(2),
    shadow: fc.boolean(),
    history: fc.boolean(),
    link: fc.boolean(),
  })
  .map(({ family, weights, on, detector, shadow, history, link }) =>
    evidenceFor(family, weights, {
      ...{ on, shadow, detector: `${family}/d${detector}${link ? 'l' : ''}` },
      ...(history && { history: true }),
      subject: link ? 'network:n1' : 'device:LT-1',
    }),
  )
const findings = fc.array(finding, { maxLength: 24 })

const about: fc.Arbitrary<About | undefined> = fc.option(
  fc.record({ stage: fc.constantFrom('application', 'onboarding', 'work') }, { requiredKeys: ['stage'] }),
  { nil: undefined },
)
const model: fc.Arbitrary<Model> = fc
  .record({
    prior: fc.double({ min: -5, max: 0, noNaN: true }),
    onboarding: fc.double({ min: -5, max: 0, noNaN: true }),
    stretch: fc.double({ min: 0.1, max: 3, noNaN: true }),
    listed: fc.double({ min: 0.5, max: 4, noNaN: true }),
    familyCounts: fc.double({ min: 0.1, max: 1, noNaN: true }),
    memoryDays: fc.constantFrom(1, 30, 90),
    fitted: fc.boolean(),
  })
  .map(({ prior, onboarding, stretch, listed, familyCounts, memoryDays, fitted }): Model => {
    const made: Model = {
      priors: { ...defaultModel.priors, 'job-shared': prior },
      populations: [
        { name: 'new', stage: 'onboarding', priors: { 'identity-stolen': onboarding }, because: 'a test' },
      ],
      caps: Object.fromEntries(
        families.map((f) => {
          const cap: Cap = caps[f]
          return [f, { ...cap, cap: cap.cap * stretch, floor: cap.floor * stretch }]
        }),
      ) as Model['caps'],
      tiers: { ...defaultModel.tiers, listed, familyCounts },
      memoryDays,
    }
    if (!fitted) return made
    const curve = { method: 'beta' as const, a: 0.8, b: 0.9, c: 0.1, n: 60, confirmed: 30, from: -1, to: 3 }
    return { ...made, calibration: { of: modelVersion(made), ...curve } }
  })

describe('rescoring', () => {
  it('says what score says, bit by bit, of any evidence by any model', () => {
    fc.assert(
      fc.property(fc.array(findings, { maxLength: 5 }), model, about, (subjects, by, whom) => {
        const found = rescore(
          prepare(subjects, by),
          by,
          subjects.map(() => whom),
        )
        subjects.forEach((evidence, i) => {
          const one = score(evidence, by, whom)
          expect(standingAt(found, i)).toEqual(standingOf(one))
          expect(found.tier[i]! & 1).toBe(one.listed ? 1 : 0)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('needs no new preparation for other priors, caps and tiers', () => {
    fc.assert(
      fc.property(fc.array(findings, { maxLength: 4 }), model, (subjects, other) => {
        const by: Model = { ...other, memoryDays: defaultModel.memoryDays }
        const found = rescore(prepare(subjects, defaultModel), by)
        subjects.forEach((evidence, i) => {
          expect(standingAt(found, i)).toEqual(standingOf(score(evidence, by)))
        })
      }),
    )
  })

  it('refuses a model that reads the evidence differently, and says what to do', () => {
    const prepared = prepare([[evidenceFor('loop', { 'hands-elsewhere': 2 })]], defaultModel)
    expect(() => rescore(prepared, { ...defaultModel, memoryDays: 30 })).toThrow('prepare them again')
  })

  it('gives what stands without some of the evidence, as score would', () => {
    fc.assert(
      fc.property(findings, model, about, (evidence, by, whom) => {
        const losses = [...evidence.map((e) => new Set([e])), new Set(evidence), new Set<never>()]
        const left = withoutEach(evidence, losses, by, whom)
        losses.forEach((lost, i) => {
          const remaining = evidence.filter((e) => !(lost as Set<unknown>).has(e))
          expect(left[i]).toEqual(standingOf(score(remaining, by, whom)))
        })
      }),
    )
  })

  it('has a bit for each family', () => {
    expect(familyOrder.length).toBeLessThanOrEqual(255)
    expect(schemes.length).toBeLessThanOrEqual(8)
  })
})
