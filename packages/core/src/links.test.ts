import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './digest.ts'
import { type AttributeState, hubMembers, stepLinks } from './links.ts'
import type { SubjectRef } from './observations/kind.ts'
import type { Share } from './out.ts'
import { plan } from './plan.ts'
import { defineLinkDetector, type Evidence, type Shared, schemes, type Verdict } from './types.ts'

function detector(detect: (shared: Shared) => Verdict) {
  return defineLinkDetector({
    id: 'test/shared',
    version: 1,
    title: 'A detector of this test',
    why: 'It repeats what it sees.',
    benign: ['none'],
    clears: ['nothing'],
    check: 'nothing',
    references: [{ title: 'none' }],
    attack: [],
    status: 'stable',
    family: 'links',
    stage: 'work',
    tests: 'device',
    bears: schemes,
    calibration: { basis: 'assumed', on: 'nothing at all' },
    links: ['network'],
    reads: ['inventory'],
    detect,
    examples: [
      { title: 'a', gives: 'evidence', rows: [] },
      { title: 'b', gives: 'clear', rows: [] },
      { title: 'c', gives: 'abstain', rows: [] },
    ],
  })
}

function found(says: unknown, members?: SubjectRef[]): Verdict {
  return {
    is: 'evidence',
    weight: { 'device-elsewhere': 1 },
    says: canonical(says),
    exhibits: [{ type: 'number', label: 'n', value: 1, unit: '' }],
    ...(members && { members }),
  }
}

const everything = plan([detector(({ members, size, hub }) => found([members, size, hub]))])
const attribute = { ref: 'network:n1', shown: 'network' } as const

function share(subject: SubjectRef, day: number, person?: SubjectRef, city?: string): Share {
  return {
    key: `${attribute.ref}\0${subject}\0${day}`,
    attribute,
    subject,
    day,
    holders: [{ ...(person && { person }), ...(city && { claims: { place: { city } } }) }],
  }
}

/** What stands after the shares, given in these batches. */
function standing(batches: Share[][], p = everything) {
  const states = new Map<SubjectRef, AttributeState>()
  const evidence = new Map<string, Evidence>()
  for (const batch of batches) {
    const out = stepLinks(p, states, batch)
    for (const id of out.withdrawn) evidence.delete(id)
    for (const e of out.evidence) evidence.set(e.id, e)
  }
  return { evidence: [...evidence.values()], states }
}

const shares = fc.uniqueArray(
  fc
    .tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(2),
      fc.constantFrom('Boise', 'Tampa', undefined),
    )
    .map(([n, day, holder, city]) =>
      share(`device:LT-${n}`, day, holder ? `person:W-${holder}` : undefined, city),
    ),
  { selector: (s) => s.key, maxLength: 20 },
)

describe('a shared attribute', () => {
  it('is judged the same whatever the order and the splitting of its shares, and when they come twice', () => {
    const twoWays = shares.chain((all) =>
      fc.record({
        all: fc.constant(all),
        other: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        at: fc.nat(all.length),
      }),
    )
    fc.assert(
      fc.property(twoWays, ({ all, other, at }) => {
        const whole = canonical(standing([all]).evidence)
        expect(canonical(standing([other]).evidence)).toBe(whole)
        expect(canonical(standing([other.slice(0, at), other.slice(at), all]).evidence)).toBe(whole)
      }),
    )
  })

  it('counts a replaced share as never said: what was published before does not linger', () => {
    fc.assert(
      fc.property(shares, shares, (before, after) => {
        const replaced = before.filter((s) => after.some((a) => a.key === s.key))
        const clean = canonical(standing([after]).evidence)
        expect(canonical(standing([replaced, after]).evidence)).toBe(clean)
      }),
    )
  })

  it('with a single member is never judged', () => {
    const { evidence } = standing([
      [share('device:LT-1', 1, 'person:W-1'), share('device:LT-1', 2, 'person:W-1')],
    ])
    expect(evidence).toEqual([])
  })

  it('that has lost its second member takes its evidence back', () => {
    const twoHolders: Share = {
      ...share('device:LT-1', 1),
      holders: [{ person: 'person:W-1' }, { person: 'person:W-2' }],
    }
    expect(standing([[twoHolders]]).evidence).toHaveLength(1)
    expect(standing([[twoHolders], [share('device:LT-1', 1, 'person:W-2')]]).evidence).toEqual([])
  })

  it('shows a reassigned device as two members with their own days', () => {
    const { evidence } = standing([
      [
        share('device:LT-1', 1, 'person:W-1', 'Boise'),
        share('device:LT-1', 2, 'person:W-1', 'Boise'),
        share('device:LT-1', 5, 'person:W-2', 'Tampa'),
      ],
    ])
    expect(JSON.parse(evidence[0]!.says)[0]).toEqual([
      { subject: 'device:LT-1', holder: 'person:W-1', days: [1, 2], claims: { place: { city: 'Boise' } } },
      { subject: 'device:LT-1', holder: 'person:W-2', days: [5], claims: { place: { city: 'Tampa' } } },
    ])
    expect(evidence[0]!.weighsOn).toEqual(['person:W-1', 'person:W-2'])
  })

  it('weighs on the members that the detector names, and on no other', () => {
    const naming = plan([detector(() => found('x', ['device:LT-2']))])
    const { evidence } = standing(
      [
        [
          share('device:LT-1', 1, 'person:W-1'),
          share('device:LT-2', 4, 'person:W-2'),
          share('device:LT-3', 9),
        ],
      ],
      naming,
    )
    expect(evidence[0]!.weighsOn).toEqual(['person:W-2'])
    expect(evidence[0]!.subjects).toEqual(['device:LT-2', 'person:W-2'])
    expect(evidence[0]!.from).toBe(4 * 86_400_000)
  })

  it('abstains where a detector names only strangers', () => {
    const naming = plan([detector(() => found('x', ['device:LT-9']))])
    const states = new Map<SubjectRef, AttributeState>()
    const out = stepLinks(naming, states, [share('device:LT-1', 1), share('device:LT-2', 1)])
    expect(out.evidence).toEqual([])
    expect(out.abstentions[0]!.because).toContain('strangers')
  })

  it('turns a detector that throws into a fault', () => {
    const throwing = plan([
      detector(() => {
        throw new Error('no such roof')
      }),
    ])
    const out = stepLinks(throwing, new Map(), [share('device:LT-1', 1), share('device:LT-2', 1)])
    expect(out.faults.map((f) => [f.subject, f.message])).toEqual([['network:n1', 'no such roof']])
  })
})

describe('a hub', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => share(`device:LT-${i}`, 1 + (i % 7)))
  const seen = (all: Share[]) => JSON.parse(standing([all]).evidence[0]!.says) as [unknown[], number, boolean]

  it('is exact up to its limit', () => {
    const [members, size, hub] = seen(many(hubMembers))
    expect([members.length, size, hub]).toEqual([hubMembers, hubMembers, false])
  })

  it('keeps sixty-four members, the same ones in every order', () => {
    const all = many(300)
    const [members, , hub] = seen(all)
    expect([members.length, hub]).toEqual([hubMembers, true])
    expect(canonical(seen(all.toReversed()))).toBe(canonical(seen(all)))
    const { states } = standing([all])
    expect(Object.keys(states.get('network:n1')!.members)).toHaveLength(hubMembers)
  })

  it.each([200, 2000, 10_000])('estimates a size of %i within two fifths (three standard errors)', (n) => {
    const [, size] = seen(many(n))
    expect(Math.abs(size - n) / n).toBeLessThan(0.4)
  })

  it('keeps the whole history of the members that it keeps', () => {
    const all = [...many(200), ...many(200).map((s) => ({ ...s, day: s.day + 30, key: `${s.key}/later` }))]
    for (const { days } of seen(all)[0] as { days: number[] }[]) expect(days).toHaveLength(2)
  })
})
