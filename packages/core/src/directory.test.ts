import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from './accept.ts'
import { digest } from './digest.ts'
import {
  claimOf,
  companions,
  emptyDirectory,
  holderOf,
  type Learned,
  learn,
  lessons,
  withNotes,
} from './directory.ts'
import type { SubjectRef } from './observations/kind.ts'

const at = 1_767_225_600_000
const day = 86_400_000

function observe(kind: string, about: SubjectRef[], data: object, on = 0) {
  const row = { id: `${kind}${about}${on}`, kind, at: at + on * day, about, data }
  const accepted = accept(row, { source: 'test', id: '', receivedAt: at + 90 * day }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

const city = (directory: ReturnType<typeof emptyDirectory>, person: SubjectRef, on: number) =>
  claimOf(directory, person, at + on * day)?.place?.city

const lesson = fc
  .tuple(fc.nat(2), fc.nat(6), fc.nat(3), fc.constantFrom('claim', 'belongs', 'note'))
  .map(([n, on, value, is]): Learned => {
    const key = `test\0${n}.${on}.${value}`
    if (is === 'note') {
      const note = { name: `${value % 2}`, ...(value > 1 && { says: { agency: `${value}.${on}` } }) }
      return { is, subject: `person:W-${n}`, at: on, key, note }
    }
    return is === 'claim'
      ? { is: 'claim', subject: `person:W-${n}`, at: on, key, card: { place: { city: `${value}` } } }
      : { is: 'belongs', subject: `device:LT-${n}`, at: on, key, person: `person:W-${value}` }
  })

describe('the directory', () => {
  it('knows the same whatever the order in which it learns, and when it learns twice', () => {
    const twoWays = fc
      .array(lesson, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      )
    fc.assert(
      fc.property(twoWays, fc.nat(7), ([all, other], when) => {
        const [a, b] = [emptyDirectory(), emptyDirectory()]
        for (const l of all) learn(a, l)
        for (const l of [...other, ...all]) learn(b, l)
        for (const n of [0, 1, 2]) {
          expect(claimOf(b, `person:W-${n}`, when)).toEqual(claimOf(a, `person:W-${n}`, when))
          expect(holderOf(b, `device:LT-${n}`, when)).toEqual(holderOf(a, `device:LT-${n}`, when))
          expect(withNotes(b, [`person:W-${n}`], {})).toEqual(withNotes(a, [`person:W-${n}`], {}))
        }
      }),
    )
  })

  it('says whom to judge again whenever an answer changes', () => {
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 12 }), (all) => {
        const directory = emptyDirectory()
        for (const l of all) {
          const asked = (s: number) =>
            JSON.stringify(
              Array.from({ length: 8 }, (_, when) => [
                claimOf(directory, `person:W-${s}`, when),
                holderOf(directory, `device:LT-${s}`, when),
                withNotes(directory, [`person:W-${s}`], {}),
              ]),
            )
          const before = [0, 1, 2].map(asked)
          const told = learn(directory, l)
          for (const n of [0, 1, 2])
            if (asked(n) !== before[n])
              expect(told.some((s) => s === `person:W-${n}` || s === `device:LT-${n}`)).toBe(true)
        }
      }),
    )
  })

  it('answers with the claim in force on the day, and with the first one for the days before it', () => {
    const directory = emptyDirectory()
    for (const [on, place] of [
      [10, 'Tampa'],
      [2, 'Boise'],
    ] as const)
      for (const l of lessons(observe('person', ['person:W-1'], { place }, on))) learn(directory, l)
    expect([0, 2, 9, 10, 50].map((on) => city(directory, 'person:W-1', on))).toEqual([
      'Boise',
      'Boise',
      'Boise',
      'Tampa',
      'Tampa',
    ])
    expect(city(directory, 'person:W-2', 5)).toBeUndefined()
  })

  it('hands a device from one person to the next on the day of the assignment', () => {
    const directory = emptyDirectory()
    for (const [on, assignedTo] of [
      [0, 'W-1'],
      [7, 'person:W-2'],
    ] as const)
      for (const l of lessons(observe('device', ['device:LT-1'], { assignedTo }, on))) learn(directory, l)
    expect(holderOf(directory, 'device:LT-1', at + 6 * day)).toBe('person:W-1')
    expect(holderOf(directory, 'device:LT-1', at + 7 * day)).toBe('person:W-2')
  })

  it('ties an application to the person who was hired from it, and the card holds no name', () => {
    const directory = emptyDirectory()
    const hired = observe('person', ['person:W-1'], {
      name: 'Fern Vernier',
      application: 'A-9',
      place: 'Boise',
    })
    for (const l of lessons(hired)) learn(directory, l)
    expect(holderOf(directory, 'application:A-9', at)).toBe('person:W-1')
    expect(JSON.stringify([...directory.claims])).not.toContain('Vernier')
  })

  it('remembers once whom a device was seen with, so that a late claim reaches it', () => {
    const directory = emptyDirectory()
    const row = observe('rtt', ['device:LT-1', 'person:W-1'], { transport: [20] })
    const [first, ...more] = companions(directory, row)
    expect(more).toEqual([])
    expect(learn(directory, first!)).toEqual([])
    expect(companions(directory, row)).toEqual([])
    const [claim] = lessons(observe('person', ['person:W-1'], { place: 'Boise' }))
    expect(learn(directory, claim!)).toEqual(['person:W-1', 'device:LT-1'])
  })

  it('learns nothing from kinds that claim nothing', () => {
    expect(lessons(observe('signin', ['person:W-1'], { ip: '198.18.0.1' }))).toEqual([])
  })
})

describe('notes', () => {
  const slot = (n: number, more: object = {}) => ({
    startAt: at + n * 3_600_000,
    endAt: at + (n + 1) * 3_600_000,
    ...more,
  })
  const card = (...observations: ReturnType<typeof observe>[]) => {
    const cards = [observations, observations.toReversed()].map((all) => {
      const directory = emptyDirectory()
      for (const o of all) for (const l of lessons(o)) learn(directory, l)
      return withNotes(directory, ['application:A-1'], { who: 'w' })
    })
    expect(cards[1]).toEqual(cards[0])
    return cards[0]
  }
  const about: SubjectRef[] = ['application:A-1']

  it('put interviews that stand on the card, and take back one that was called off or moved', () => {
    const planned = observe('interview', about, slot(1, { meeting: 'm1' }))
    const moved = observe('interview', about, slot(5, { meeting: 'm1', state: 'held' }), 1)
    const off = observe('interview', about, slot(5, { meeting: 'm1', state: 'cancelled' }), 2)
    const other = observe('interview', about, slot(3), 3)
    expect(card(planned)?.interviews).toEqual([{ from: at + 3_600_000, until: at + 7_200_000, held: false }])
    expect(card(planned, moved)?.interviews).toEqual([
      { from: at + 5 * 3_600_000, until: at + 6 * 3_600_000, held: true },
    ])
    expect(card(planned, moved, off)).toEqual({ who: 'w' })
    expect(card(planned, moved, off, other)?.interviews).toHaveLength(1)
  })

  it('keep the newest twenty interviews', () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      observe('interview', about, slot(n, { meeting: `m${n}` }), n),
    )
    expect(card(...many)?.interviews?.map((m) => (m.from - at) / 3_600_000)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 10),
    )
  })

  it('say whether people confirmed a finding, until somebody is cleared', () => {
    const decide = (outcome: string, on: number) =>
      observe('disposition', about, { subject: 'application:A-1', outcome }, on)
    expect(card(decide('confirmed', 1))?.confirmed).toBe(true)
    expect(card(decide('confirmed', 1), decide('cleared', 2))).toEqual({ who: 'w' })
    expect(card(decide('unsure', 3))).toEqual({ who: 'w' })
  })

  it('say which agency sent somebody, unless the application says so itself', () => {
    const sent = observe('submission', about, { agency: 'Example Staffing, Inc.' })
    expect(card(sent)?.agency).toBe('example staffing')
    const directory = emptyDirectory()
    for (const l of lessons(sent)) learn(directory, l)
    expect(withNotes(directory, about, { agency: 'another' })?.agency).toBe('another')
  })

  it('have the subject and what it holds judged again, and nobody when nothing changed', () => {
    const directory = emptyDirectory()
    const applied = observe('application', about, { candidate: '77' })
    for (const l of lessons(applied)) learn(directory, l)
    const [met] = lessons(observe('interview', ['person:candidate-77'], slot(1)))
    expect(learn(directory, met!)).toEqual(['person:candidate-77', 'application:A-1'])
    expect(learn(directory, met!)).toEqual([])
    const [off] = lessons(observe('interview', about, slot(2, { state: 'missed' })))
    expect(learn(directory, off!)).toEqual([])
  })
})
