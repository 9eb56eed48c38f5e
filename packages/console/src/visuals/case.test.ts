import {
  type Abstention,
  caps,
  type DetectorView,
  type Evidence,
  type Exhibit,
  type Family,
  fold,
  type Leg,
  type Ratios,
  schemes,
  score,
} from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimCells } from './claim-cells.ts'
import { lanes } from './lane-layout.ts'
import { distance } from './legs.ts'
import { ownDevices } from './own-devices.ts'
import { tierSentence, verdictSentence } from './verdict-sentence.ts'
import { waterfallDomain, waterfallRows } from './waterfall-rows.ts'

const day = 86_400_000
const start = 1_767_225_600_000
let next = 0

function finding(detector: string, family: Family, weights: Ratios, more: Partial<Evidence> = {}): Evidence {
  const id = `e${next++}`
  return {
    id,
    detector,
    version: 1,
    family,
    stage: 'work',
    is: Object.values(weights).some((w) => w > 0) ? 'evidence' : 'clear',
    subject: 'device:LT-1',
    subjects: ['device:LT-1', 'person:W-1'],
    weighsOn: ['person:W-1'],
    weights,
    weight: Object.values(weights).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0),
    says: `${detector} says`,
    exhibits: [],
    from: start,
    to: start + day,
    status: 'final',
    shadow: false,
    calibration: { basis: 'assumed', on: 'nothing' },
    lists: {},
    ...more,
  }
}

type Known = Pick<DetectorView, 'id' | 'title' | 'family' | 'tests' | 'bears'>
const catalogue: Known[] = [
  { id: 'hands/first-response', title: 'Hands', family: 'loop', tests: 'hands', bears: ['hands-elsewhere'] },
  { id: 'network/layer-gap', title: 'Gap', family: 'layer', tests: 'device', bears: ['device-elsewhere'] },
  {
    id: 'device/ip-kvm',
    title: 'KVM',
    family: 'mechanism',
    tests: 'device',
    bears: ['hands-elsewhere', 'job-shared'],
  },
  {
    id: 'identity/degree-confirmed',
    title: 'Degree',
    family: 'records',
    tests: 'identity',
    bears: ['identity-invented'],
  },
  {
    id: 'pay/one-account',
    title: 'Account',
    family: 'links',
    tests: 'pay',
    bears: ['hands-elsewhere', 'identity-stolen'],
  },
]
const abstains = (detector: string, because = '6 of 10 echoes; 4 more needed'): Abstention => ({
  detector,
  subject: 'device:LT-1',
  weighsOn: ['person:W-1'],
  from: start,
  because,
})

describe('rows of the waterfall', () => {
  const evidence = [
    finding('hands/first-response', 'loop', { 'hands-elsewhere': 2.6 }),
    finding(
      'device/ip-kvm',
      'mechanism',
      { 'hands-elsewhere': 1.2 },
      { calibration: { basis: 'measured', on: 'x', n: 9 } },
    ),
    finding('network/layer-gap', 'layer', { 'hands-elsewhere': -0.3, 'device-elsewhere': -0.3 }),
    finding('identity/degree-confirmed', 'records', { 'identity-invented': -1 }),
  ]
  const of = (scheme: (typeof schemes)[number], abstentions: Abstention[] = []) =>
    waterfallRows(score(evidence).schemes.find((s) => s.scheme === scheme)!, evidence, abstentions, catalogue)

  it('go prior, accusing by size, clearing, total', () => {
    expect(of('hands-elsewhere').map((r) => [r.kind, r.key])).toEqual([
      ['prior', 'prior'],
      ['accuses', 'loop'],
      ['accuses', 'mechanism'],
      ['clears', 'layer'],
      ['total', 'total'],
    ])
  })

  it('leave out what does not bear on the scheme: a degree does not clear distant hands', () => {
    expect(of('hands-elsewhere').some((r) => r.family === 'records')).toBe(false)
    expect(of('identity-invented').find((r) => r.family === 'records')?.value).toBe(-1)
  })

  it('say in words that a cap cut the weight, and hatch what was not measured', () => {
    const [, loop, mechanism] = of('hands-elsewhere')
    expect(loop).toMatchObject({ value: 2, cut: 'capped from 2.6', assumed: true })
    expect(mechanism).toMatchObject({ assumed: false, basis: 'measured' })
    expect(mechanism?.cut).toBeUndefined()
  })

  it('show an abstention as missing, spanning what its family could do both ways', () => {
    const missing = of('hands-elsewhere', [abstains('pay/one-account')]).filter((r) => r.kind === 'missing')
    const total = of('hands-elsewhere').at(-1)!.value!
    expect(missing).toHaveLength(1)
    expect(missing[0]?.value).toBeUndefined()
    expect(missing[0]?.from).toBeCloseTo(total + caps.links.floor)
    expect(missing[0]?.to).toBeCloseTo(total + caps.links.cap)
  })

  it('show no missing row for a family that was judged, an unknown detector or another scheme', () => {
    const others = [
      abstains('network/layer-gap'),
      abstains('private/unknown'),
      abstains('identity/degree-confirmed'),
    ]
    expect(of('hands-elsewhere', others).some((r) => r.kind === 'missing')).toBe(false)
  })

  it('show a missing row under the schemes that the detector bears on, and under no other', () => {
    const missing = (scheme: (typeof schemes)[number]) =>
      of(scheme, [abstains('pay/one-account')]).some((r) => r.kind === 'missing')
    expect(schemes.filter(missing)).toEqual(['hands-elsewhere', 'identity-stolen'])
  })

  it('end at prior plus the scheme’s weight, each bar starting where the last ended', () => {
    const families = Object.keys(caps) as Family[]
    const any = fc.array(
      fc.tuple(fc.constantFrom(...families), fc.constantFrom(...schemes), fc.integer({ min: -30, max: 40 })),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(any, (drawn) => {
        const found = drawn.map(([f, s, w]) => finding(`${f}/x`, f, { [s]: w / 10 }))
        for (const scored of score(found).schemes) {
          const rows = waterfallRows(scored, found, [], [])
          const bars = rows.slice(1, -1)
          expect(rows.at(-1)!.value).toBeCloseTo(scored.prior + scored.weight, 2)
          for (const [i, bar] of bars.entries()) expect(bar.from).toBeCloseTo(rows[i]!.to, 9)
          const [low, high] = waterfallDomain(rows)
          expect(rows.every((r) => Math.min(r.from, r.to) >= low && Math.max(r.from, r.to) <= high)).toBe(
            true,
          )
        }
      }),
    )
  })
})

describe('the claim strip', () => {
  const evidence = [
    finding('hands/first-response', 'loop', { 'hands-elsewhere': 2.6 }, { says: 'The hands answer late.' }),
    finding('network/layer-gap', 'layer', { 'device-elsewhere': -0.3 }),
    finding(
      'identity/degree-confirmed',
      'records',
      { 'identity-invented': -1 },
      { says: 'The school confirms.' },
    ),
  ]
  const cells = (scheme: (typeof schemes)[number], abstentions: Abstention[] = []) =>
    claimCells(
      scheme,
      ['device:LT-1'],
      { place: { city: 'Boise', region: 'Idaho' } },
      evidence,
      abstentions,
      catalogue,
    )

  it('has five cells, each a claim against evidence', () => {
    expect(cells('hands-elsewhere').map((c) => [c.cell, c.reads])).toEqual([
      ['place', 'not measured'],
      ['device', 'unremarkable'],
      ['hands', 'contradicts'],
      ['identity', 'unremarkable'],
      ['pay', 'not measured'],
    ])
    expect(cells('hands-elsewhere')[0]?.claim).toBe('Boise, Idaho')
    expect(cells('hands-elsewhere')[1]?.claim).toBe('LT-1, at that place')
  })

  it('weighs for the shown scheme, with the cap', () => {
    expect(cells('hands-elsewhere')[2]?.weight).toBe(2)
    expect(cells('identity-invented')[3]).toMatchObject({ reads: 'agrees', says: 'The school confirms.' })
    expect(cells('device-elsewhere')[1]?.reads).toBe('agrees')
  })

  it('says what is missing where a detector abstained, and never "agrees" for silence', () => {
    const pay = cells('hands-elsewhere', [abstains('pay/one-account', 'payroll is not connected')])[4]
    expect(pay).toMatchObject({ reads: 'not measured', says: 'Payroll is not connected' })
    expect(pay?.abstained?.detector).toBe('pay/one-account')
  })

  it('scores nothing from shadow evidence', () => {
    const shadow = evidence.map((e) => ({ ...e, shadow: true }))
    const all = claimCells('hands-elsewhere', [], undefined, shadow, [], catalogue)
    expect(all.every((c) => c.reads === 'not measured')).toBe(true)
  })
})

describe('the verdict in words', () => {
  const two = [
    finding('device/ip-kvm', 'mechanism', { 'hands-elsewhere': 2.5 }),
    finding('pay/one-account', 'links', { 'hands-elsewhere': 2.5 }),
  ]
  const whole = (s: { before: string; strong: string; after: string }) => s.before + s.strong + s.after

  it('is firm for a case, with the rule that opened it', () => {
    const found = fold('person:W-1', two)
    const text = whole(verdictSentence('hands-elsewhere', found.case!.score, true))
    expect(text).toContain('Points to misrepresentation of location')
    expect(tierSentence(found.case!.score)).toMatch(/^A case, because two kinds of evidence agree/)
  })

  it('stays open for a listed subject, and says why there is no case', () => {
    const s = score([two[0]!])
    expect(s.listed).toBe(true)
    expect(whole(verdictSentence('hands-elsewhere', s, false))).toMatch(/does not fit yet.*not a case/)
    expect(tierSentence(s)).toMatch(/only one kind of evidence/)
  })

  it('never calls a person anything, and never says that somebody is safe', () => {
    for (const scheme of schemes)
      for (const s of [score(two), score([two[0]!]), score([])])
        for (const isCase of [true, false])
          expect(whole(verdictSentence(scheme, s, isCase))).not.toMatch(
            /fraud|fake|suspect|threat|risk|safe|verified/i,
          )
  })

  it('does not take nothing for a clean slate', () => {
    const calm = score([finding('network/layer-gap', 'layer', { 'device-elsewhere': -0.3 })])
    expect(whole(verdictSentence('hands-elsewhere', score([]), false))).toMatch(
      /^Nothing could be judged yet/,
    )
    expect(whole(verdictSentence('hands-elsewhere', calm, false))).toMatch(/not measured counts neither way/)
  })
})

describe('the legs of many windows', () => {
  const leg = (kind: Leg['leg'], estimate: number, reads: Leg['reads'] = 'unremarkable'): Leg => ({
    leg: kind,
    estimate,
    low: estimate - 1,
    high: estimate + 1,
    level: 0.9,
    basis: '',
    reads,
  })
  const ribbon = (legs: Leg[], more = {}): Exhibit => ({ type: 'ribbon', legs, ...more })
  const on = (d: number, exhibit: Exhibit, shadow = false) =>
    finding(
      'network/layer-gap',
      'layer',
      {},
      { from: start + d * day, to: start + (d + 1) * day, exhibits: [exhibit], shadow },
    )

  it('merge to the newest of each kind, with the claim where one was stated', () => {
    const merged = distance([
      on(0, ribbon([leg('exit', 10), leg('hands', 150, 'contradicts')], { claimKm: 900 })),
      on(5, ribbon([leg('exit', 12)], { collector: 'Dallas' })),
    ])
    expect(merged.legs.map((l) => [l.leg, l.estimate])).toEqual([
      ['exit', 12],
      ['hands', 150],
    ])
    expect(merged).toMatchObject({ collector: 'Dallas', claimKm: 900 })
  })

  it('prefer of one day the leg that says something, in any order', () => {
    const rows = [on(1, ribbon([leg('exit', 20)])), on(1, ribbon([leg('exit', 20, 'contradicts')]))]
    expect(distance(rows).legs[0]?.reads).toBe('contradicts')
    expect(distance([...rows].reverse()).legs).toEqual(distance(rows).legs)
  })

  it('take nothing from shadow evidence', () => {
    expect(distance([on(0, ribbon([leg('hands', 150)]), true)]).legs).toEqual([])
  })
})

describe('lanes along time', () => {
  it('mark accusing, clearing and judged windows apart, for the shown scheme', () => {
    const evidence = [
      finding('network/layer-gap', 'layer', { 'device-elsewhere': 1.2 }),
      finding(
        'network/layer-gap',
        'layer',
        { 'device-elsewhere': -0.3 },
        { from: start + day, to: start + 2 * day },
      ),
    ]
    const tones = (scheme: (typeof schemes)[number]) =>
      lanes(scheme, evidence, [], [])?.lanes[0]?.marks.map((m) => m.tone)
    expect(tones('device-elsewhere')).toEqual(['accuse', 'clear'])
    expect(tones('job-shared')).toEqual(['band', 'band'])
    expect(lanes('job-shared', [], [], [])).toBeUndefined()
  })

  it('shows a gap only where the abstention is newer than what was judged', () => {
    const evidence = [
      finding(
        'network/layer-gap',
        'layer',
        { 'device-elsewhere': 1 },
        { from: start + 5 * day, to: start + 6 * day },
      ),
    ]
    const missing = (from: number) =>
      lanes('job-shared', evidence, [{ ...abstains('network/layer-gap'), from }], [])?.lanes[0]?.missing
    expect(missing(start)).toBeUndefined()
    expect(missing(start + 8 * day)?.because).toMatch(/echoes/)
  })
})

describe('own devices', () => {
  const shared = finding(
    'location/same-roof',
    'links',
    { 'hands-elsewhere': 1 },
    {
      subject: 'network:x',
      subjects: ['device:LT-1', 'device:LT-2', 'person:W-1', 'person:W-2'],
      weighsOn: ['person:W-1', 'person:W-2'],
    },
  )
  it('are not the devices of those one is tied to', () => {
    expect(ownDevices('person:W-2', [shared], shared.subjects)).toEqual([])
    const own = finding(
      'device/ip-kvm',
      'mechanism',
      {},
      { subject: 'device:LT-2', weighsOn: ['person:W-2'] },
    )
    expect(ownDevices('person:W-2', [shared, own], shared.subjects)).toEqual(['device:LT-2'])
  })
})
