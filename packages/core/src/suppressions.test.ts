import { describe, expect, it } from 'vitest'
import { belowTheLine, budgetEffect } from './budget.ts'
import { isWithin, networkOf } from './networks.ts'
import type { SubjectRef } from './observations/kind.ts'
import { score } from './scoring.ts'
import { type Beside, type Scope, type Suppression, suppressedBy } from './suppressions.ts'
import { countedBy, type TuningAct, treated, treatedForAll, tuningOf } from './tuning.ts'
import type { Evidence } from './types.ts'

const day = 86_400_000
const at = 20_000 * day
const shared: Evidence = {
  ...{ id: 'e1', detector: 'links/a', version: 1, family: 'links', stage: 'application', is: 'evidence' },
  ...{ subject: 'phone:p1', subjects: ['application:A', 'application:B', 'application:C'] },
  weighsOn: ['application:A', 'application:B', 'application:C'],
  ...{ weights: { 'identity-invented': 2 }, weight: 2, says: 'One phone.', exhibits: [] },
  ...{ from: at, to: at + day, status: 'final', shadow: false, lists: {} },
  calibration: { basis: 'assumed', on: 'nothing' },
}
const nothing: Beside = { groups: () => undefined, addresses: () => undefined }
const on = (scope: Scope, over: Partial<Suppression> = {}): Suppression => ({
  ...{ id: 'S-1', scope, because: 'Ours.', owner: 'Ana', until: at + 9 * day, by: 'a', at: 0, ...over },
})
const by = (...inForce: Suppression[]) => ({ tuning: { promotions: new Map() }, inForce, beside: nothing })

describe('a suppression', () => {
  it('of one subject leaves a share on everybody else', () => {
    const s = on({ on: 'subject', subject: 'application:B' })
    const forB = treated(shared, 'application:B', by(s))
    expect(forB).toMatchObject({ shadow: true, setAside: { suppression: 'S-1' } })
    expect(score([forB]).weight).toBe(0)
    expect(treated(shared, 'application:A', by(s))).toBe(shared)
    expect(treatedForAll(shared, by(s))).toMatchObject({
      ...{ shadow: false, weighsOn: ['application:A', 'application:C'] },
    })
  })

  it('of an attribute takes the share from all', () => {
    const all = treatedForAll(shared, by(on({ on: 'attribute', attribute: 'phone:p1' })))
    expect(all).toMatchObject({ shadow: true, setAside: {}, weighsOn: shared.weighsOn })
    expect(treatedForAll(shared, by(on({ on: 'attribute', attribute: 'phone:p2' })))).toBe(shared)
  })

  it('treats evidence the same in any order, and twice as once', () => {
    const several = [
      on({ on: 'subject', subject: 'application:B' }, { id: 'S-2', until: at + 3 * day }),
      on({ on: 'attribute', attribute: 'phone:p1' }, { id: 'S-3', until: at + 5 * day }),
      on({ on: 'subject', subject: 'application:A' }, { id: 'S-4' }),
    ]
    const once = treated(shared, 'application:B', by(...several))
    expect(once.setAside?.suppression).toBe('S-3') // the one that ends last
    expect(treated(shared, 'application:B', by(...[...several].reverse()))).toEqual(once)
    expect(treated(once, 'application:B', by(...several))).toEqual(once)
  })

  it('leaves what speaks for somebody unless it says otherwise', () => {
    const clear: Evidence = { ...shared, is: 'clear', weights: { 'identity-invented': -0.5 }, weight: -0.5 }
    const scope: Scope = { on: 'subject', subject: 'application:B' }
    expect(suppressedBy(clear, 'application:B', [on(scope)], nothing)).toBeUndefined()
    expect(suppressedBy(clear, 'application:B', [on(scope, { clearing: true })], nothing)?.id).toBe('S-1')
  })

  it('of a session leaves a finding that shows something outside of it', () => {
    const timed = (...times: number[]): Evidence => ({
      ...{ ...shared, subject: 'device:LT-1', weighsOn: ['person:W-1'] },
      exhibits: [{ type: 'timeline', label: 'Sessions', events: times.map((t) => ({ at: t, label: 'x' })) }],
    })
    const scope: Scope = {
      on: 'session',
      subject: 'device:LT-1',
      from: at + 1000,
      to: at + 9000,
      ticket: 'T',
    }
    const found = (e: Evidence) => suppressedBy(e, 'person:W-1', [on(scope)], nothing)?.id
    expect(found(timed(at + 2000))).toBe('S-1')
    expect(found(timed(at + 2000, at + 20_000))).toBeUndefined()
    expect(found({ ...timed(at + 2000), subject: 'device:LT-2' })).toBeUndefined()
    expect(found({ ...timed(), from: at + day, to: at + 2 * day })).toBeUndefined()
  })

  it('of a network needs every address to lie in it, and to be known', () => {
    const scope: Scope = { on: 'network', network: '203.0.113.0/24' }
    const found = (...addresses: string[]) =>
      suppressedBy(shared, 'application:A', [on(scope)], { ...nothing, addresses: () => addresses })?.id
    expect(found('203.0.113.7', '203.0.113.250')).toBe('S-1')
    expect(found('203.0.113.7', '198.51.100.1')).toBeUndefined()
    expect(found()).toBeUndefined()
  })
})

describe('a network', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9', '::ffff:203.0.113.9', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/32', '203.0.113.9', false],
    ['203.0.113.0/24', 'no address', false],
  ])('%s and %s: %j', (network, address, within) => {
    expect(isWithin(networkOf(network)!, address)).toBe(within)
  })

  it.each(['203.0.113.0/33', '203.0.113/24', '2001:db8::/129', '2001::db8::1', '', '/24', '1.2.3.4/24/1'])(
    'is not %j',
    (text) => expect(networkOf(text)).toBeUndefined(),
  )
})

describe('a promotion', () => {
  const act = (is: 'promoted' | 'demoted', version: number): TuningAct => ({
    ...{ is, version, detector: 'links/a', at, by: 'a', because: 'x' },
  })
  const counted = (version: number, ...acts: TuningAct[]) => countedBy(tuningOf(acts), 'links/a', version)

  it('holds for the version that was looked at, a demotion for all until one is promoted', () => {
    expect(counted(1)).toBeUndefined()
    expect(counted(1, act('promoted', 1))).toBe(true)
    expect(counted(2, act('promoted', 1))).toBeUndefined()
    expect(counted(2, act('demoted', 1))).toBe(false)
    expect(counted(1, act('demoted', 1), act('promoted', 2))).toBeUndefined()
    expect(counted(2, act('promoted', 2), act('demoted', 2))).toBe(false)
  })

  it('counts what was kept in shadow, and sets aside all the same', () => {
    const kept = { ...shared, shadow: true }
    const tuning = tuningOf([act('promoted', 1)])
    const treating = { tuning, inForce: [], beside: nothing }
    expect(treated(kept, 'application:A', treating).shadow).toBe(false)
    const inForce = [on({ on: 'subject', subject: 'application:A' })]
    expect(treated(kept, 'application:A', { ...treating, inForce }).shadow).toBe(true)
  })
})

describe('a budget', () => {
  const arrival = (subject: SubjectRef, on: number, weight: number) => ({
    subject,
    at: at + on * day,
    weight,
  })
  const all = [
    arrival('person:1', 0, 3),
    arrival('person:2', 0.5, 5),
    arrival('person:3', 0.9, 3),
    arrival('person:4', 1, 2),
  ]

  it('is a ceiling for each day by itself, the same in any order', () => {
    expect([...belowTheLine(all, 2)]).toEqual(['person:3'])
    expect(belowTheLine([...all].reverse(), 1)).toEqual(new Set(['person:1', 'person:3']))
    expect(belowTheLine(all, 9).size).toBe(0)
  })

  it('says what another ceiling would have let through, and who that was', () => {
    const decided = new Map<SubjectRef, string>([
      ['person:1', 'confirmed'],
      ['person:3', 'cleared'],
    ])
    expect(budgetEffect(all, decided, 1, 3, 90)).toMatchObject({
      added: 2,
      confirmed: 1,
      cleared: 1,
      below: 0,
    })
    expect(budgetEffect(all, decided, null, 1, 90)).toMatchObject({ added: -2, above: 2, below: 2 })
    expect(budgetEffect(all, decided, 1, 1, 90)).toMatchObject({ added: 0, confirmed: 0, undecided: 0 })
  })
})
