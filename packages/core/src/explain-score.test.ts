import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caps, tiers } from './caps.ts'
import { detectors } from './detectors/index.ts'
import { canonical } from './digest.ts'
import { explainScore, type ToExplain } from './explain-score.ts'
import { defaultModel, modelVersion } from './model.ts'
import { score } from './scoring.ts'
import { standingOf } from './standing.ts'
import { evidenceFor } from './test-evidence.ts'
import type { Abstention, Evidence, Family, Ratios, Scheme } from './types.ts'
import { schemes } from './types.ts'

const known = new Map(detectors.map((d) => [d.id, d]))
const explain = (evidence: readonly Evidence[], more: Partial<ToExplain> = {}) =>
  explainScore({ subject: 'person:W-1', evidence, abstentions: [], detectors: known, ...more })
const of = (found: ReturnType<typeof explain>, scheme: Scheme = 'hands-elsewhere') =>
  found.schemes.find((s) => s.scheme === scheme)!
const missing = (found: ReturnType<typeof explain>, family: Family) =>
  of(found).missing.find((m) => m.family === family)

const far = evidenceFor('loop', { 'hands-elsewhere': 1.8 }, { detector: 'hands/first-response' })
const kvm = evidenceFor(
  'mechanism',
  { 'hands-elsewhere': 2.2, 'job-shared': 1 },
  { detector: 'device/ip-kvm', subject: 'device:LT-1' },
)
const near = evidenceFor('touch', { 'hands-elsewhere': -0.8 }, { detector: 'hands/time-to-touch' })
const shared = evidenceFor(
  'links',
  { 'hands-elsewhere': 1.5 },
  { detector: 'location/same-roof', subject: 'network:n1' },
)

describe('a score taken apart', () => {
  it('says what accuses and what clears, per scheme, with cap, floor and what the ratio rests on', () => {
    const found = explain([far, kvm, near])
    expect(found.schemes[0]!.scheme).toBe('hands-elsewhere')
    const hands = of(found)
    expect(hands.accuses.map((a) => [a.family, a.weight])).toEqual([
      ['mechanism', 2.2],
      ['loop', 1.8],
    ])
    expect(hands.clears.map((a) => [a.family, a.weight])).toEqual([['touch', -0.8]])
    expect(hands.accuses[1]).toMatchObject({
      cap: caps.loop.cap,
      floor: caps.loop.floor,
      basis: 'simulated',
      towardsCase: 1,
    })
    expect(of(found, 'identity-stolen').accuses).toEqual([])
    expect(found.pieces.every((p) => p.basis.on === 'nothing' && p.basis.basis === 'assumed')).toBe(true)
    expect(found.restsOn).toBe('assumed model')
    expect(found.prior).toEqual({
      population: 'everybody',
      because: 'Assumed; no company’s true rate is known.',
    })
  })

  it('adds up: prior and families give the weight, missing ones the span, and every counterfactual is a score', () => {
    const ratios = fc.dictionary(fc.constantFrom(...schemes), fc.double({ min: -4, max: 4, noNaN: true }), {
      maxKeys: 3,
    }) as fc.Arbitrary<Ratios>
    const pool = detectors.filter((d) => d.stage !== 'application')
    const findings = fc.array(
      fc
        .tuple(fc.constantFrom(...pool), ratios, fc.nat(100), fc.boolean(), fc.boolean())
        .map(([d, weights, on, shadow, own]) =>
          evidenceFor(d.family, weights, {
            ...{ on, shadow, detector: d.id },
            // A detector judges shared attributes or none.
            subject: 'links' in d ? (own ? 'network:n1' : 'display:d1') : own ? 'person:W-1' : 'device:LT-1',
          }),
        ),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(findings, (evidence) => {
        const found = explain(evidence)
        expect(found.now).toEqual(standingOf(score(evidence)))
        for (const s of found.schemes) {
          const sum = [...s.accuses, ...s.clears].reduce((n, a) => n + a.weight, 0)
          expect(sum).toBeCloseTo(s.weight, 6)
          expect(s.least).toBeLessThanOrEqual(s.weight + 1e-9)
          expect(s.most).toBeGreaterThanOrEqual(s.weight - 1e-9)
          for (const m of s.missing) {
            expect(m.least).toBeLessThanOrEqual(m.now)
            expect(m.most).toBeGreaterThanOrEqual(m.now)
            expect(m.ifLeast).toBeLessThanOrEqual(m.ifMost)
            expect(m.detectors.length).toBeGreaterThan(0)
          }
        }
        for (const p of found.pieces) {
          const without = score(evidence.filter((e) => e.id !== p.evidence))
          expect(p.without).toEqual(standingOf(without))
          expect(p.decides).toBe(p.without.tier !== found.now.tier)
        }
        const counted = new Set(found.pieces.map((p) => p.evidence))
        for (const u of found.uncounted) expect(counted.has(u.evidence)).toBe(false)
        expect(counted.size + found.uncounted.length).toBe(evidence.length)
        expect(canonical(explain([...evidence].reverse()))).toBe(canonical(found))
      }),
    )
  })

  it('says of each piece whether the case would stand without it', () => {
    const found = explain([far, kvm, shared])
    expect(found.now.tier).toBe('case')
    const piece = (e: Evidence) => found.pieces.find((p) => p.evidence === e.id)!
    expect(piece(kvm)).toMatchObject({ decides: true, without: { tier: 'listed' } })
    expect(piece(shared).link).toBe(true)
    expect(piece(far).link).toBe(false)
    expect(found.pieces[0]!.adds).toBeGreaterThan(0)
    // One piece alone that lists somebody: without it they are nowhere.
    const alone = explain([evidenceFor('mechanism', { 'hands-elsewhere': 2.4 })])
    expect(alone.pieces[0]).toMatchObject({ decides: true, without: { tier: 'nothing', weight: 0 } })
  })

  it('says what would stand if the laptop, or what is shared, were not theirs', () => {
    const found = explain([far, kvm, shared, near])
    expect(found.ties.map((t) => [t.to, t.pieces])).toEqual([
      ['device:LT-1', [kvm.id]],
      ['network:n1', [shared.id]],
    ])
    expect(found.ties[0]!.without).toEqual(standingOf(score([far, shared, near])))
    expect(explain([far]).ties).toEqual([])
  })

  it('gives an answer back its place when the answer that replaced it goes', () => {
    const denied = evidenceFor(
      'checks',
      { 'identity-stolen': 1.9 },
      { on: 1, detector: 'checks/owner-asked' },
    )
    const confirmed = evidenceFor(
      'checks',
      { 'identity-stolen': -1.2 },
      { on: 5, detector: 'checks/owner-asked' },
    )
    const found = explain([denied, confirmed])
    expect(found.uncounted).toEqual([{ evidence: denied.id, why: 'replaced' }])
    expect(found.pieces[0]!.without).toEqual(standingOf(score([denied])))
  })

  it('lists what counts nothing, and why', () => {
    const old = evidenceFor('loop', { 'hands-elsewhere': 1 }, { on: 0, detector: 'hands/first-response' })
    const recent = evidenceFor(
      'loop',
      { 'hands-elsewhere': 1 },
      { on: 100, detector: 'hands/first-response' },
    )
    const shadow = evidenceFor('path', { 'device-elsewhere': 3 }, { shadow: true })
    expect(
      explain([old, recent, shadow])
        .uncounted.map((u) => u.why)
        .sort(),
    ).toEqual(['older', 'shadow'])
  })
})

describe('what is missing', () => {
  it('spans what a family that nobody measured could do either way', () => {
    const found = explain([kvm])
    const loop = missing(found, 'loop')!
    expect(loop).toMatchObject({ partly: false, now: 0, least: caps.loop.floor, most: caps.loop.cap })
    expect(loop.detectors[0]).toMatchObject({ detector: 'hands/first-response' })
    expect(loop.detectors[0]!.because).toBeUndefined()
    expect(loop.ifLeast).toBeLessThan(found.now.probability)
    expect(loop.ifMost).toBeGreaterThan(found.now.probability)
    // Measured by its only other judge: nothing is missing of it.
    expect(missing(explain([far]), 'loop')).toBeUndefined()
  })

  it('repeats why a detector abstained, the newest reason', () => {
    const abstain = (from: number, because: string): Abstention => ({
      ...{
        detector: 'hands/first-response',
        subject: 'device:LT-1',
        weighsOn: ['person:W-1'],
        from,
        because,
      },
    })
    const found = explain([kvm], {
      abstentions: [
        abstain(1, 'too few reactions: 3 of 12'),
        abstain(9, 'too few reactions: 8 of 12'),
        abstain(5, 'none'),
      ],
    })
    expect(missing(found, 'loop')!.detectors[0]!.because).toBe('too few reactions: 8 of 12')
  })

  it('never names what is in shadow, retired, for counsel, or adds nothing', () => {
    const named = explain([kvm]).schemes.flatMap((s) =>
      s.missing.flatMap((m) => m.detectors.map((d) => d.detector)),
    )
    for (const id of named) {
      const d = known.get(id)!
      expect(['shadow', 'retired']).not.toContain(d.status)
      expect(d.audience).toBeUndefined()
    }
    expect(named).not.toContain('identity/sanctions-lead')
    expect(
      explain([], { subject: 'application:A-1' })
        .schemes.flatMap((s) => s.missing)
        .map((m) => m.family),
    ).not.toContain('loop')
    expect(
      explain([])
        .schemes.flatMap((s) => s.missing)
        .map((m) => m.family),
    ).not.toContain('phone')
  })

  it('of another link can only accuse more, of another measurement thin what is there', () => {
    const found = explain([shared])
    const links = missing(found, 'links')!
    expect(links).toMatchObject({ partly: true, now: 1.5, least: 1.5, most: caps.links.cap })
    const cadence = evidenceFor('cadence', { 'hands-elsewhere': 0.9 }, { detector: 'hands/injected-input' })
    const partly = missing(explain([cadence]), 'cadence')!
    expect(partly.partly).toBe(true)
    expect(partly.least).toBeCloseTo(0.9 + Math.log10(1 / 3), 6)
    expect(partly.most).toBe(caps.cadence.cap)
  })
})

describe('by another model', () => {
  it('names the population and what its prior rests on', () => {
    const model = {
      ...defaultModel,
      populations: [
        {
          name: 'through an agency',
          through: 'agency' as const,
          priors: { 'job-shared': -2 },
          because: 'three of 310 in 2025',
        },
      ],
    }
    const found = explain([far], { model, about: { stage: 'work', agency: 'x' } })
    expect(found.prior).toEqual({
      stage: 'work',
      population: 'through an agency',
      because: 'three of 310 in 2025',
    })
    expect(of(found, 'job-shared').prior).toBe(-2)
    expect(found.now.tier === 'listed').toBe(found.now.weight >= tiers.listed)
  })

  it('says on how many decisions a calibrated probability rests', () => {
    const model = {
      ...defaultModel,
      calibration: {
        ...{ of: modelVersion(defaultModel), n: 62, confirmed: 20, from: -2, to: 4 },
        method: 'isotonic' as const,
        at: [-2, 4],
        gives: [0.1, 0.7],
      },
    }
    const found = explain([far, kvm], { model })
    expect(found.restsOn).toBe('calibrated on 62 decisions')
    expect(found.now.probability).toBeGreaterThan(0.1)
    expect(found.now.probability).toBeLessThan(0.7)
    expect(found.score.calibrated!.assumed).toBeGreaterThan(0.8)
    expect(found.score.schemes.reduce((n, s) => n + s.probability, 0)).toBeCloseTo(found.now.probability, 9)
    // Outside of what decisions were made at, the assumed model speaks.
    expect(explain([], { model }).restsOn).toBe('assumed model')
  })
})
