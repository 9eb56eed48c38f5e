import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caps, memoryDays, tiers } from './caps.ts'
import { canonical } from './digest.ts'
import { score } from './scoring.ts'
import { evidenceFor as evidence } from './test-evidence.ts'
import { type Evidence, type Family, type Ratios, type Scheme, schemes } from './types.ts'

const families = Object.keys(caps) as Family[]

const hands = (weight: number, family: Family, more?: Partial<Evidence> & { on?: number }) =>
  evidence(family, { 'hands-elsewhere': weight }, more)
const weightOf = (found: readonly Evidence[], scheme: Scheme = 'hands-elsewhere') =>
  score(found).schemes.find((s) => s.scheme === scheme)!

const ratio = fc.double({ min: -6, max: 6, noNaN: true })
const ratios = fc.dictionary(fc.constantFrom(...schemes), ratio, { maxKeys: 5 }) as fc.Arbitrary<Ratios>
const findings = fc.array(
  fc
    .tuple(fc.constantFrom(...families), ratios, fc.nat(120), fc.nat(2), fc.boolean())
    .map(([family, weights, on, detector, shadow]) =>
      evidence(family, weights, { on, detector: `${family}/d${detector}`, shadow }),
    ),
  { minLength: 1, maxLength: 12 },
)

describe('a score', () => {
  it('never falls when a ratio rises', () => {
    fc.assert(
      fc.property(
        findings,
        fc.nat(),
        fc.constantFrom(...schemes),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (found, which, scheme, more) => {
          const changed = found.map((e, i) =>
            i === which % found.length
              ? { ...e, weights: { ...e.weights, [scheme]: (e.weights[scheme] ?? 0) + more } }
              : e,
          )
          const before = score(found)
          const after = score(changed)
          expect(after.probability).toBeGreaterThanOrEqual(before.probability - 1e-12)
          for (const s of schemes) {
            const [a, b] = [before, after].map((x) => x.schemes.find((y) => y.scheme === s)!)
            expect(b!.weight).toBeGreaterThanOrEqual(a!.weight)
            expect(b!.towardsCase).toBeGreaterThanOrEqual(a!.towardsCase)
          }
          if (before.listed) expect(after.listed).toBe(true)
          if (before.opens) expect(after.opens).toBe(true)
        },
      ),
    )
  })

  it('stays within the caps and floors of its families, and is a probability', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const { schemes: all, probability } = score(found)
        expect(probability).toBeGreaterThanOrEqual(0)
        expect(probability).toBeLessThan(1)
        expect(all.reduce((sum, s) => sum + s.probability, 0)).toBeCloseTo(probability, 9)
        for (const s of all)
          for (const part of s.parts) {
            expect(part.weight).toBeLessThanOrEqual(caps[part.family].cap)
            expect(part.weight).toBeGreaterThanOrEqual(caps[part.family].floor)
            expect(part.towardsCase).toBeLessThanOrEqual(caps[part.family].towardsCase)
          }
      }),
    )
  })

  it('can be recomputed from the evidence in any order, and after a trip through JSON', () => {
    const inTwoOrders = findings.chain((found) =>
      fc.tuple(
        fc.constant(found),
        fc.shuffledSubarray(found, { minLength: found.length, maxLength: found.length }),
      ),
    )
    fc.assert(
      fc.property(inTwoOrders, ([found, other]) => {
        expect(canonical(score(JSON.parse(JSON.stringify(other))))).toBe(canonical(score(found)))
      }),
    )
  })

  it('of no evidence accuses nobody', () => {
    const { weight, listed, opens, probability } = score([])
    expect({ weight, listed, opens }).toEqual({ weight: 0, listed: false, opens: false })
    expect(probability).toBeLessThan(0.01)
  })

  it('explains itself: parts, detectors and evidence that made it', () => {
    const found = [hands(1, 'loop'), hands(2, 'loop', { on: 1 }), hands(1, 'links')]
    const { parts } = weightOf(found)
    expect(parts.map((p) => [p.family, p.detectors[0]!.windows])).toEqual([
      ['loop', 2],
      ['links', 1],
    ])
    expect(parts.flatMap((p) => p.detectors.flatMap((d) => d.evidence)).sort()).toEqual(
      found.map((e) => e.id).sort(),
    )
  })
})

describe('windows', () => {
  it('do not pile up: thirty mild days weigh what one weighs', () => {
    const thirty = Array.from({ length: 30 }, (_, on) => hands(0.6, 'loop', { on }))
    expect(weightOf(thirty).weight).toBeCloseTo(0.6, 9)
  })

  it('are not diluted: one far day in five near ones is not averaged away', () => {
    const week = [hands(2.8, 'path'), ...[1, 2, 3, 4].map((on) => hands(-0.5, 'path', { on }))]
    expect(weightOf(week).weight).toBeGreaterThan(2.8 - Math.log10(5) - 1e-9)
    expect(score(week).listed).toBe(true)
  })

  it('that are near lower their own day only: never more than by counting one more day', () => {
    fc.assert(
      fc.property(
        fc.array(ratio, { minLength: 1, maxLength: 20 }),
        fc.double({ min: -6, max: 0, noNaN: true }),
        (days, near) => {
          const before = days.map((w, on) => hands(w, 'path', { on }))
          const after = [...before, hands(near, 'path', { on: days.length })]
          const mean = (found: Evidence[]) => weightOf(found).parts[0]!.mean
          expect(mean(after)).toBeGreaterThanOrEqual(
            mean(before) - Math.log10((days.length + 1) / days.length) - 1e-6,
          )
        },
      ),
    )
  })

  it('count for ninety days back from the newest of their detector', () => {
    const old = hands(2, 'path', { on: 0 })
    expect(weightOf([old, hands(0, 'path', { on: memoryDays - 1 })]).weight).toBeGreaterThan(1.5)
    expect(weightOf([old, hands(0, 'path', { on: memoryDays })]).weight).toBe(0)
    expect(weightOf([old, hands(0, 'loop', { on: memoryDays })]).weight).toBe(2)
  })
})

describe('answers of checks', () => {
  const answer = (weight: number, on: number, detector = 'checks/one') =>
    evidence('checks', { 'identity-invented': weight }, { on, detector })
  const invented = (...found: Evidence[]) => weightOf(found, 'identity-invented').weight

  it('replace the answer of an earlier day', () => {
    expect(invented(answer(1.4, 0), answer(-1, 3))).toBe(-1)
    expect(invented(answer(-1, 3), answer(1.4, 0))).toBe(-1)
    expect(invented(answer(-1, 0), answer(1.4, 3))).toBe(1.4)
  })

  it('do not replace the answer of another check', () => {
    expect(invented(answer(1, 0), answer(1, 3, 'checks/two'))).toBe(1)
  })
})

describe('families', () => {
  it('multiply, while detectors of one family are averaged', () => {
    expect(weightOf([hands(1, 'path'), hands(1, 'layer')]).weight).toBe(2)
    const together = weightOf([
      hands(1, 'layer', { detector: 'layer/one' }),
      hands(1, 'layer', { detector: 'layer/two' }),
    ])
    expect(together.weight).toBe(1)
  })

  it('of links are one, however many shares there are', () => {
    const found = Array.from({ length: 20 }, (_, i) => hands(3, 'links', { detector: `links/${i % 4}` }))
    expect(weightOf(found).weight).toBe(caps.links.cap)
    expect(score(found).opens).toBe(false)
  })

  it('of links count their strongest attribute: one more share never weighs less', () => {
    const mailbox = hands(2, 'links', { subject: 'email:m' })
    const phone = hands(1.5, 'links', { subject: 'phone:p' })
    const wifi = hands(-0.3, 'links', { subject: 'network:n' })
    expect(weightOf([mailbox]).weight).toBe(2)
    expect(weightOf([mailbox, phone, wifi]).weight).toBe(2)
    expect(weightOf([wifi]).weight).toBe(-0.3)
  })

  it('of links count their strongest detector too: a parcel store beside a router weighs no less than the router', () => {
    const router = hands(2, 'links', { subject: 'network:n', detector: 'links/roof' })
    const parcels = hands(0.2, 'links', { subject: 'address:a', detector: 'links/parcels' })
    const kin = hands(-0.3, 'links', { subject: 'account:k', detector: 'links/account' })
    expect(weightOf([router, parcels, kin]).weight).toBe(2)
  })

  it('bear on the schemes that their evidence names, and on no other', () => {
    const degree = evidence('records', { 'identity-invented': -1 })
    const stolen = evidence('links', { 'identity-stolen': 3, 'identity-invented': 3 })
    expect(weightOf([stolen, degree], 'identity-stolen').weight).toBe(3)
    expect(weightOf([stolen, degree], 'identity-invented').weight).toBe(2)
    expect(score([stolen, degree]).scheme).toBe('identity-stolen')
  })

  it('measured on simulated people fill the queue, and count ten to one towards a case', () => {
    const loop = hands(6, 'loop')
    expect(score([loop]).listed).toBe(true)
    expect(weightOf([loop]).towardsCase).toBe(1)
    expect(score([loop, hands(2, 'layer')]).opens).toBe(false)
    expect(score([loop, hands(3, 'links')]).opens).toBe(true)
  })

  it('in shadow score nothing', () => {
    const quiet = [hands(1, 'layer')]
    const withShadow = [...quiet, hands(6, 'path', { shadow: true }), hands(-6, 'layer', { shadow: true })]
    expect(canonical(score(withShadow))).toBe(canonical(score(quiet)))
  })
})

describe('tiers', () => {
  it('list at a hundred to one, not below', () => {
    expect(score([hands(tiers.listed, 'path')]).listed).toBe(true)
    expect(score([hands(tiers.listed - 0.001, 'path')]).listed).toBe(false)
  })

  it('list nobody whose probability is below 5 %, whatever the weight of one scheme', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const s = score(found)
        if (s.listed) expect(s.probability).toBeGreaterThanOrEqual(tiers.listedProbability)
      }),
    )
  })

  it('open a case at ten thousand to one from two families', () => {
    expect(score([hands(3, 'path'), hands(1, 'layer')]).opens).toBe(true)
    expect(score([hands(3, 'path'), hands(0.9, 'layer')]).opens).toBe(false)
    expect(score([hands(9, 'path')]).opens).toBe(false)
  })

  it('do not take a family that hardly says anything for a second one', () => {
    const found = [hands(3, 'path'), hands(2, 'layer'), hands(0.1, 'links')]
    expect(weightOf(found).families).toBe(2)
    expect(weightOf([hands(3, 'path'), hands(0.4, 'layer')]).families).toBe(1)
  })

  it('do not add up over schemes: two half cases are no case', () => {
    const found = [evidence('path', { 'device-elsewhere': 3 }), evidence('links', { 'job-shared': 3 })]
    expect(score(found).opens).toBe(false)
    expect(score(found).listed).toBe(true)
  })
})
