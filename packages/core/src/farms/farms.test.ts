import { describe, expect, it } from 'vitest'
import type { SubjectRef } from '../observations/kind.ts'
import { day } from '../plan.ts'
import type { Evidence } from '../types.ts'
import { farmAround, farms } from './farms.ts'
import { tieIndex } from './ties.ts'
import type { Farm, FarmInput } from './types.ts'

const start = 20_454 * day

/** A finding that ties people by one attribute. */
function tied(attribute: SubjectRef, names: string, weight: number, more: Partial<Evidence> = {}): Evidence {
  const weighsOn = [...names].map((n): SubjectRef => `person:${n}`)
  return {
    id: `${attribute} ${names} ${weight}`,
    detector: 'location/one',
    version: 1,
    family: 'links',
    stage: 'work',
    is: weight > 0 ? 'evidence' : 'clear',
    subject: attribute,
    subjects: weighsOn,
    weighsOn,
    weights: { 'hands-elsewhere': weight },
    weight,
    says: 'something is shared',
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

const cases = (names: string): FarmInput['standing'] =>
  new Map([...names].map((n) => [`person:${n}` as const, 'case' as const]))
const nobody: FarmInput['standing'] = new Map()
const found = (ties: Evidence[], standing = nobody, more: Partial<FarmInput> = {}) =>
  farms({ ties, standing, ...more })
const names = (farm: Farm) => farm.members.map((m) => m.subject.slice(7)).join('')

describe('a farm', () => {
  it('is three or more who share what strangers don’t, with a case or without', () => {
    const [farm, ...none] = found(
      [tied('network:n', 'ABC', 2.8)],
      new Map([
        ['person:A', 'case'],
        ['person:B', 'listed'],
      ]),
    )
    expect(none).toEqual([])
    expect(farm!.members.map((m) => m.standing)).toEqual(['case', 'listed', 'tied'])
    expect(farm!.ties).toMatchObject([{ attribute: 'network:n', weight: 2.8, from: start, to: start + day }])
  })

  it('is not two who share, however much, until both have a case', () => {
    const couple = [tied('network:n', 'AB', 3), tied('display:d', 'AB', 2.5), tied('account:a', 'AB', 2)]
    expect(found(couple)).toEqual([])
    expect(found(couple, cases('A'))).toEqual([])
    expect(found(couple, cases('AB')).map(names)).toEqual(['AB'])
  })

  it('takes in nobody who shares with one member only, until both have a case', () => {
    const ties = [tied('network:n', 'ABC', 2.8), tied('display:d', 'CX', 2.5), tied('account:a', 'XY', 2.5)]
    expect(found(ties).map(names)).toEqual(['ABC'])
    expect(found(ties, cases('C')).map(names)).toEqual(['ABC'])
    expect(found(ties, cases('CX')).map(names)).toEqual(['ABCX'])
  })

  it('is not a couple with a monitor that one of them bought from a third', () => {
    const couple = [tied('network:n', 'AB', 2.5), tied('account:a', 'AB', 2.4), tied('display:d', 'BC', 2.5)]
    expect(found(couple)).toEqual([])
    expect(found(couple, cases('BC')).map(names)).toEqual(['BC'])
    expect(found([...couple, tied('phone:p', 'AC', 1.5)]).map(names)).toEqual(['ABC'])
  })

  it('is not made by shares that weigh less together than the prior', () => {
    expect(found([tied('address:a', 'ABC', 0.4), tied('phone:p', 'ABC', 1.5)])).toEqual([])
    expect(found([tied('network:n', 'ABC', 2.4)])).toEqual([])
  })

  it('is not made by clear or shadow evidence, nor by evidence about a person or a device', () => {
    const ties = [
      tied('network:n', 'ABC', -0.3),
      tied('network:m', 'ABC', 3, { shadow: true }),
      tied('device:L', 'ABC', 3),
    ]
    expect(found(ties, cases('ABC'))).toEqual([])
  })

  it('keeps two doors apart, and those on whom a single weak share hangs', () => {
    const doors = [tied('network:n', 'ABCD', 3), tied('network:m', 'EFGH', 3)]
    const [first, second, ...none] = found([...doors, tied('phone:p', 'DE', 1.5), tied('email:e', 'AX', 2)])
    expect([first!, second!].map(names).sort()).toEqual(['ABCD', 'EFGH'])
    expect(none).toEqual([])
  })

  it('is one behind two doors where a monitor moved from one to the other, and shows that bridge', () => {
    const ties = [tied('network:n', 'ABC', 3), tied('network:m', 'DEFG', 3), tied('display:d', 'CD', 2.5)]
    const [farm, ...none] = found(ties)
    expect(none).toEqual([])
    expect(names(farm!)).toBe('ABCDEFG')
    const bridge = farm!.ties.find((t) => t.attribute === 'display:d')!
    expect(bridge.leaves!.map((part) => part.length)).toEqual([4, 3])
    expect(farm!.doors.map((d) => d.members.length)).toEqual([4, 3])
  })

  it('is one where many weak shares hold two doors together', () => {
    const doors = [tied('network:n', 'ABC', 3), tied('network:m', 'DEF', 3)]
    const weak = ['AD', 'BE', 'CF', 'AE'].map((pair, i) => tied(`phone:${i}`, pair, 0.7))
    expect(found([...doors, ...weak]).map(names)).toEqual(['ABCDEF'])
    expect(
      found([...doors, ...weak.slice(2)])
        .map(names)
        .sort(),
    ).toEqual(['ABC', 'DEF'])
  })

  it('names no tie without which it holds as one on which it hangs', () => {
    const [farm] = found([tied('network:n', 'ABC', 3), tied('account:a', 'ABC', 2.5)])
    expect(farm!.ties.map((t) => t.leaves)).toEqual([undefined, undefined])
  })

  it('tries every tie where a few light ones hold it together, and finds what it hangs on', () => {
    const ties = [
      tied('network:n', 'ABCD', 1.4),
      tied('account:a', 'ABCD', 1.4),
      tied('gadget:g', 'ABCD', 0.8),
    ]
    const leaves = found(ties)[0]!.ties.map((t) => [t.attribute, t.leaves?.length])
    expect(Object.fromEntries(leaves)).toEqual({
      'network:n': undefined,
      'account:a': undefined,
      'gadget:g': undefined,
    })
    const two = found([tied('network:n', 'ABCD', 2), tied('account:a', 'ABCD', 1)])[0]!
    expect(two.ties.map((t) => t.leaves?.length)).toEqual([4, 4])
  })

  it('takes one router that is seen by three addresses for one reason and one door', () => {
    const router = ['network:n1', 'network:n2', 'network:n3'] as const
    const brief = router.map((ref) => tied(ref, 'ABC', 1.3))
    expect(found(brief)).toEqual([])
    const [farm] = found(router.map((ref) => tied(ref, 'ABC', 3)))
    expect(farm!.doors).toMatchObject([{ attributes: [...router] }])
    expect(farm!.ties.map((t) => t.leaves?.length)).toEqual([3, 3, 3])
    expect(farm!.sure.low).toBeLessThan(0.01)
  })

  it('says since when each was tied: not before their own first day', () => {
    const months = { from: start, to: start + 90 * day }
    const cards = (s: SubjectRef) => ({
      employer: 'Larkspur',
      start: s === 'person:C' ? start + 40 * day : start - day,
    })
    const [farm] = found([tied('network:n', 'ABC', 2.8, months)], nobody, { cards })
    expect(farm!.members.map((m) => m.tiedSince)).toEqual([start, start, start + 40 * day])
    expect(farm!.members[2]).toMatchObject({ employer: 'Larkspur', start: start + 40 * day })
  })

  it('keeps its id while others join', () => {
    const first = tied('network:n', 'BCD', 3)
    const later = tied('display:d', 'ABCD', 2.5, { from: start + 9 * day, to: start + 10 * day })
    expect(found([first, later])[0]!.id).toBe(found([first])[0]!.id)
  })
})

describe('how sure it is', () => {
  it('is the prior with each kind of attribute within its cap, and one door counts once', () => {
    const [farm] = found([
      tied('network:n', 'ABC', 3.6),
      tied('address:a', 'ABC', 1.5),
      tied('account:c', 'ABC', 2),
    ])
    expect(farm!.sure.parts).toEqual([
      { type: 'door', weight: 3, capped: true },
      { type: 'account', weight: 2, capped: false },
    ])
    expect(farm!.sure.probability).toBeCloseTo(1 / (1 + 10 ** -2.5), 6)
    expect(farm!.sure.restsOn).toBe('account:c')
  })

  it('grows where one router ties them for longer than an offsite takes, and not by parcels of years', () => {
    const months = { from: start, to: start + 90 * day }
    const brief = [tied('network:n', 'ABC', 2.3), tied('address:a', 'ABC', 1.5)]
    const long = [tied('network:n', 'ABC', 2.3, months), tied('address:a', 'ABC', 1.5)]
    expect(found(brief)).toEqual([])
    expect(found(long)[0]!.sure.parts).toContainEqual({ type: 'time', weight: 0.3, capped: false })
    expect(found([brief[0]!, tied('address:a', 'ABC', 1.5, months)])).toEqual([])
  })

  it('is half as sure where one of two doors is a mistake away', () => {
    const ties = [tied('network:n', 'ABC', 3), tied('network:m', 'DEF', 3), tied('display:d', 'CD', 2.5)]
    const { sure } = found(ties)[0]!
    expect(sure.low).toBeLessThan(sure.probability / 2)
    expect(sure.high).toBe(sure.probability)
  })
})

describe('a keeper', () => {
  const door = [tied('network:n', 'ABC', 3), tied('address:a', 'ABCK', 2.6)]
  const home = (ref: SubjectRef) => (s: SubjectRef) => (s === 'person:K' ? { home: ref } : { home: s })

  it('is the one local whose home is the door', () => {
    const [farm] = found(door, nobody, { cards: home('address:a') })
    expect(farm!.keeper).toMatchObject({ by: 'local', ref: 'person:K' })
    expect(found(door, nobody, { cards: home('address:elsewhere') })[0]!.keeper).toBeUndefined()
  })

  it('is whoever signs for the parcels, before anybody else', () => {
    const recipients = (s: SubjectRef) => (s === 'person:A' ? [undefined] : ['recipient:r' as const])
    const [farm] = found(door, nobody, { cards: home('address:a'), recipients })
    expect(farm!.keeper).toEqual({ by: 'recipient', ref: 'recipient:r', says: 'signed for 3 of 4 parcels' })
  })

  it('signs for parcels of its own door: those of the other do not count', () => {
    const ties = [tied('network:n', 'ABC', 3), tied('network:m', 'DEF', 3), tied('display:d', 'CD', 2.5)]
    const recipients = (s: SubjectRef) =>
      'ABC'.includes(s.slice(-1)) ? ['recipient:r' as const] : [undefined]
    expect(found(ties, nobody, { recipients })[0]!.keeper!.says).toBe('signed for 3 of 3 parcels')
  })

  it('is the one whom evidence saw at the door without accusing them', () => {
    const seen = (...refs: SubjectRef[]): Partial<Evidence> => ({
      exhibits: [
        {
          type: 'subjects',
          label: 'Behind one router',
          subjects: refs.map((ref) => ({ ref, note: '9 days' })),
        },
      ],
    })
    const door = (...others: SubjectRef[]) =>
      found([tied('network:n', 'ABC', 3, seen('person:A', 'person:B', 'person:C', ...others))])
    expect(door('person:K')[0]!.keeper).toMatchObject({ by: 'local', ref: 'person:K' })
    expect(door()[0]!.keeper).toBeUndefined()
    expect(door('person:K', 'person:L')[0]!.keeper).toBeUndefined()
  })

  it('is the account that pay of several goes to', () => {
    const ties = [tied('network:n', 'ABC', 3), tied('account:c', 'AB', 2)]
    expect(found(ties, nobody, { shown: () => 'account •••17' })[0]!.keeper).toEqual({
      by: 'account',
      ref: 'account:c',
      says: 'pay of 2 of 3 members goes to account •••17',
    })
  })
})

describe('in any order', () => {
  /** A small generator of its own: the same numbers everywhere. */
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const types = ['network', 'display', 'phone', 'account', 'address'] as const
  const draw = (seed: number) => {
    const next = random(seed)
    const pick = <T>(list: readonly T[] | string) => list[Math.floor(next() * list.length)] as T
    return Array.from({ length: 14 }, (_, i) => {
      const people = new Set(
        Array.from({ length: 2 + Math.floor(next() * 4) }, () => pick<string>('ABCDEFGHIJKLMNOP')),
      )
      if (people.size < 2) people.add('Z')
      return tied(`${pick(types)}:${i % 11}`, [...people].sort().join(''), Math.round(next() * 3000) / 1000)
    })
  }

  it('one at a time, around each subject, gives what the whole batch gives', () => {
    let farmsSeen = 0
    for (let seed = 1; seed <= 150; seed++) {
      const ties = draw(seed)
      const standing = cases('ABCDEFGH')
      const whole = farms({ ties, standing })
      farmsSeen += whole.length
      const next = random(seed)
      const index = tieIndex()
      for (const e of [...ties].sort(() => next() - 0.5)) index.add(e)
      expect(farms({ ties: index, standing })).toEqual(whole)
      for (const n of 'ABCDEFGHIJKLMNOPZ') {
        const around = farmAround({ ties: index, standing }, `person:${n}`)
        expect(around).toEqual(whole.find((f) => f.members.some((m) => m.subject === `person:${n}`)))
      }
    }
    expect(farmsSeen).toBeGreaterThan(100)
  })

  it('what is taken back leaves no trace', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const [gone, ...ties] = draw(seed)
      const index = tieIndex([gone!, ...ties])
      index.remove(gone!.id)
      expect(farms({ ties: index, standing: nobody })).toEqual(farms({ ties, standing: nobody }))
    }
  })
})
