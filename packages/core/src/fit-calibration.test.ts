import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrated, curveAt } from './calibration.ts'
import {
  accuracy,
  calibrationNeeds,
  fitBeta,
  fitCalibration,
  fitIsotonic,
  type GroundedDecision,
} from './fit-calibration.ts'
import { defaultModel, type Model, modelVersion } from './model.ts'
import { score } from './scoring.ts'
import { evidenceFor } from './test-evidence.ts'

/** Outcomes in the shares that `truth` gives, without chance: of each hundred of one odds the right number. */
function decided(n: number, truth: (odds: number) => number): GroundedDecision[] {
  const per = 20
  return Array.from({ length: n }, (_, i) => {
    const odds = -1.5 + (4.5 * Math.floor(i / per)) / Math.floor((n - 1) / per)
    return { odds, confirmed: (i % per) + 0.5 < truth(odds) * per }
  })
}
const logistic = (x: number) => 1 / (1 + Math.exp(-x))
/** The assumed model claims twice the log odds that there are. */
const sure = (odds: number) => logistic((odds * Math.LN10) / 2)
const any = fc.array(
  fc.record({ odds: fc.double({ min: -6, max: 8, noNaN: true }), confirmed: fc.boolean() }),
  { minLength: 1, maxLength: 200 },
)
const rising = (of: (x: number) => number) => {
  let before = -1
  for (let x = -7; x < 9; x += 0.05) {
    const p = of(x)
    expect(p).toBeGreaterThanOrEqual(before - 1e-12)
    expect(p).toBeGreaterThanOrEqual(0)
    expect(p).toBeLessThanOrEqual(1)
    before = p
  }
}

describe('fitting a calibration', () => {
  it('rises, whatever the decisions, by both methods, and never says certainty', () => {
    fc.assert(
      fc.property(any, (decisions) => {
        const sorted = decisions.map((d) => ({ ...d, odds: d.odds + 0 })).sort((a, b) => a.odds - b.odds)
        const rest = { of: '', n: 0, confirmed: 0, from: -9, to: 9 }
        const isotonic = fitIsotonic(sorted)
        const beta = fitBeta(sorted)
        rising((x) => curveAt({ ...rest, ...isotonic }, x))
        rising((x) => curveAt({ ...rest, ...beta }, x))
        expect(Math.min(...isotonic.gives)).toBeGreaterThan(0)
        expect(Math.max(...isotonic.gives)).toBeLessThan(1)
        expect(isotonic.at).toEqual([...new Set(isotonic.at)].sort((a, b) => a - b))
      }),
    )
  })

  it('pools neighbours that are out of order, as Ayer et al. do', () => {
    const row = (odds: number, confirmed: boolean): GroundedDecision => ({ odds, confirmed })
    const found = fitIsotonic([row(0, false), row(1, true), row(2, false), row(3, true), row(3, true)])
    expect(found.at).toEqual([0, 1, 2, 3])
    const least = 1 / 7
    expect(found.gives).toEqual([least, 0.5, 0.5, 1 - least])
  })

  it('finds the curve that made the decisions', () => {
    const beta = fitBeta(decided(4000, sure).sort((a, b) => a.odds - b.odds))
    for (const odds of [-1, 0, 1, 2])
      expect(curveAt({ ...{ of: '', n: 0, confirmed: 0, from: -9, to: 9 }, ...beta }, odds)).toBeCloseTo(
        sure(odds),
        1,
      )
    const honest = fitBeta(decided(4000, (odds) => logistic(odds * Math.LN10)))
    expect(honest.a).toBeCloseTo(1, 0)
    expect(honest.b).toBeCloseTo(1, 0)
  })

  it('chooses by cross-validation, and beats a model that is too sure of itself', () => {
    const found = fitCalibration(decided(400, sure), 'M')
    expect(found.curve).toBeDefined()
    expect(found.curve).toMatchObject({ of: 'M', n: 400, from: -1.5, to: 3 })
    const of = (m: string) => found.methods!.find((x) => x.method === m)!
    expect(of(found.curve!.method).chosen).toBe(true)
    expect(of(found.curve!.method).accuracy.logLoss).toBeLessThan(of('assumed').accuracy.logLoss)
    expect(found.methods!.filter((m) => m.chosen)).toHaveLength(1)
    expect(found.assumed).toEqual(of('assumed').accuracy)
  })

  it('leaves the assumed model alone where no curve foretells better', () => {
    // Outcomes without any order: what is right on average is worth nothing on those left out.
    const found = fitCalibration(
      decided(400, (odds) => logistic(odds * Math.LN10)),
      'M',
    )
    const chosen = found.methods!.find((m) => m.chosen)!
    expect(chosen.accuracy.logLoss).toBeLessThanOrEqual(
      Math.min(...found.methods!.map((m) => m.accuracy.logLoss)),
    )
    expect(found.curve === undefined).toBe(chosen.method === 'assumed')
  })

  it('fits nothing below its minimum, of either outcome, and says how the assumed model does', () => {
    const few = decided(calibrationNeeds.n - 1, sure)
    expect(fitCalibration(few, 'M').curve).toBeUndefined()
    expect(fitCalibration(few, 'M').methods).toBeUndefined()
    expect(fitCalibration(few, 'M').assumed!.brier).toBeGreaterThan(0)
    const oneSided = Array.from(
      { length: 300 },
      (_, i): GroundedDecision => ({ odds: i / 100, confirmed: i >= 29 }),
    )
    expect(fitCalibration(oneSided, 'M').curve).toBeUndefined()
    expect(fitCalibration([], 'M')).toEqual({ reliability: [] })
  })

  it('does not depend on the order in which decisions come', () => {
    const decisions = decided(300, sure)
    expect(fitCalibration([...decisions].reverse(), 'M')).toEqual(fitCalibration(decisions, 'M'))
  })

  it('tables how often what was said to be so likely was so', () => {
    const found = fitCalibration(decided(400, sure), 'M')
    expect(found.reliability.reduce((n, r) => n + r.n, 0)).toBe(400)
    for (const r of found.reliability) {
      expect(r.share).toBe(r.confirmed / r.n)
      expect(r.low).toBeLessThanOrEqual(r.share)
      expect(r.high).toBeGreaterThanOrEqual(r.share)
      expect(r.assumed).toBeGreaterThanOrEqual(r.from)
      expect(r.assumed).toBeLessThanOrEqual(r.to)
      expect(r.calibrated).toBeDefined()
    }
    const certain = fitCalibration([{ odds: 40, confirmed: true }], 'M')
    expect(certain.reliability).toMatchObject([{ from: 0.99, to: 1, n: 1 }])
  })

  it('measures as Brier and the logarithm do', () => {
    const d = [true, false].map((confirmed) => ({ odds: 0, confirmed }))
    expect(accuracy(d, [0.8, 0.3]).brier).toBeCloseTo((0.2 ** 2 + 0.3 ** 2) / 2, 12)
    expect(accuracy(d, [0.8, 0.3]).logLoss).toBeCloseTo((-Math.log(0.8) - Math.log(0.7)) / 2, 12)
    expect(accuracy(d, [0, 1]).logLoss).toBeLessThan(30)
  })
})

describe('a curve in force', () => {
  const { curve } = fitCalibration(decided(400, sure), modelVersion(defaultModel))
  const fitted: Model = { ...defaultModel, calibration: curve! }
  const found = [
    evidenceFor('mechanism', { 'hands-elsewhere': 2.5 }),
    evidenceFor('loop', { 'hands-elsewhere': 1.5 }),
  ]

  it('replaces the assumed probability, and says on how many decisions', () => {
    const [before, after] = [score(found), score(found, fitted)]
    expect(after.calibrated).toEqual({ n: 400, assumed: before.probability })
    expect(after.probability).toBeLessThan(before.probability)
    expect(after.weight).toBe(before.weight)
    expect(after.opens).toBe(before.opens)
    const share = (s: typeof after) => s.schemes.map((x) => x.probability / s.probability)
    for (const [i, x] of share(after).entries()) expect(x).toBeCloseTo(share(before)[i]!, 9)
  })

  it('says nothing outside of what was decided', () => {
    expect(calibrated(curve, 10 ** 3.1)).toBeUndefined()
    expect(calibrated(curve, 10 ** -1.6)).toBeUndefined()
    expect(score([], fitted).calibrated).toBeUndefined()
    expect(score([], fitted).probability).toBe(score([]).probability)
  })

  it('says nothing of a model that has changed since', () => {
    const changed: Model = { ...fitted, priors: { ...fitted.priors, 'hands-elsewhere': -2.9 } }
    expect(score(found, changed).calibrated).toBeUndefined()
  })
})
