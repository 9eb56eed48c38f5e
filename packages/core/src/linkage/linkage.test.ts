import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultModel } from './default-model.ts'
import { type Linkage, linkage } from './linkage.ts'
import { frozen } from './model.ts'
import type { LinkRecord, LinkWord } from './types.ts'

/** Blocks of more than three are hubs here, so that a handful of records cross the cap again and again. */
const tight = frozen({ ...defaultModel, blocking: defaultModel.blocking.map((one) => ({ ...one, cap: 3 })) })

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const record = fc.record(
  {
    id: fc.constantFrom(...ids),
    givenName: fc.constantFrom('Anna', 'Ana', 'Hannah', 'Olga', 'Petrov'),
    familyName: fc.constantFrom('Petrov', 'Petrova', 'Smith', 'Anna'),
    birthDate: fc.constantFrom('1990-03-04', '1990-04-03', '1985-11-20'),
    phones: fc.subarray(['+1 614 555 0171', '+1 614 555 0172', '+1 614 555 0188'], { maxLength: 2 }),
    emails: fc.subarray(['anna.p@mail.example', 'anna.q@mail.example', 'olga@post.example'], {
      maxLength: 2,
    }),
    postcode: fc.constantFrom('43215', '43216'),
    street: fc.constantFrom('12 Oak Street', '13 Oak Street'),
    at: fc.constantFrom(1, 2, 3),
  },
  { requiredKeys: ['id'] },
) as fc.Arbitrary<LinkRecord>

const word: fc.Arbitrary<LinkWord> = fc
  .record({
    is: fc.constantFrom('same-person' as const, 'different-people' as const),
    a: fc.constantFrom(...ids),
    b: fc.constantFrom(...ids),
  })
  .filter(({ a, b }) => a !== b)

type Step = { add: LinkRecord } | { remove: string } | { say: LinkWord } | { unsay: LinkWord }

const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: record.map((add): Step => ({ add })) },
    { weight: 1, arbitrary: fc.constantFrom(...ids).map((remove): Step => ({ remove })) },
    { weight: 1, arbitrary: word.map((say): Step => ({ say })) },
    { weight: 1, arbitrary: word.map((unsay): Step => ({ unsay })) },
  ),
  { maxLength: 40 },
)

function clusters(of: Linkage): string[] {
  return [...of.entities()].map(({ id, records }) => `${id} ${records.join(' ')}`).sort()
}

const key = ({ is, a, b }: LinkWord) => `${is} ${[a, b].sort().join(' ')}`

describe('the order of records and words', () => {
  it.each([
    ['the model that ships', defaultModel],
    ['hubs from four on', tight],
  ])('changes nothing, whatever was added, replaced, removed, said and taken back: %s', (_, model) => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (done, random) => {
        const live = linkage(model)
        const records = new Map<string, LinkRecord>()
        const words = new Map<string, LinkWord>()
        for (const step of done) {
          if ('add' in step) {
            live.add(step.add)
            records.set(step.add.id, step.add)
          } else if ('remove' in step) {
            live.remove(step.remove)
            records.delete(step.remove)
          } else if ('say' in step) {
            live.say(step.say)
            words.set(key(step.say), step.say)
          } else {
            live.unsay(step.unsay)
            words.delete(key(step.unsay))
          }
        }
        const batch = linkage(model, { words: [...words.values()] })
        batch.load(records.values())
        expect(clusters(live)).toEqual(clusters(batch))
        const shuffled = [...records.values()]
          .map((one) => ({ one, at: random.next().value as number }))
          .sort((x, y) => x.at - y.at)
          .map(({ one }) => one)
        const other = linkage(model)
        for (const one of shuffled) other.add(one)
        for (const one of words.values()) other.say(one)
        expect(clusters(other)).toEqual(clusters(batch))
        expect(live.size).toBe(records.size)
        for (const id of records.keys()) expect(live.entityOf(id)).toEqual(batch.entityOf(id))
        const off = (of: Linkage) => of.blocks().map(({ off, ...rest }) => ({ ...rest, off: off.length }))
        expect(off(live)).toEqual(off(batch))
        expect(live.review(5)).toEqual(batch.review(5))
      }),
      { numRuns: 150 },
    )
  })

  it('loads in parts what it loads at once', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), fc.nat(30), (all, cut) => {
        const once = linkage(tight)
        once.load(all)
        const parts = linkage(tight)
        parts.load(all.slice(0, cut))
        parts.load(all.slice(cut))
        expect(clusters(parts)).toEqual(clusters(once))
      }),
      { numRuns: 60 },
    )
  })

  it('weighs a pair the same from either side', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const of = linkage(defaultModel)
        of.load([
          { ...a, id: 'x' },
          { ...b, id: 'y' },
        ])
        const [there, back] = [of.explain('x', 'y')!, of.explain('y', 'x')!]
        expect(back.weight).toBe(there.weight)
        expect(back.linked).toBe(there.linked)
      }),
    )
  })
})

const anna: LinkRecord = {
  id: 'application:1',
  at: 1,
  name: 'Anna Petrova',
  birthDate: '1990-03-04',
  phones: ['+1 614 555 0171'],
  emails: ['anna.p@mail.example'],
}

describe('entities', () => {
  it('keep the id of their earliest record while later ones join, and any id ever shown leads there', () => {
    const of = linkage(defaultModel)
    const first = of.add({ ...anna, id: 'application:2', at: 5 })
    expect(first.records).toEqual(['application:2'])
    const joined = of.add(anna)
    expect(joined.records).toEqual(['application:1', 'application:2'])
    expect(joined.id).not.toBe(first.id)
    expect(of.entity(first.id)).toEqual(joined)
    expect(of.add({ ...anna, id: 'person:9', at: 9 }).id).toBe(joined.id)
    expect(of.entity('E-none')).toBeUndefined()
  })

  it('are split by a word, and joined again when it is taken back', () => {
    const of = linkage(defaultModel)
    of.load([anna, { ...anna, id: 'application:2', at: 2 }, { ...anna, id: 'application:3', at: 3 }])
    const never: LinkWord = { is: 'different-people', a: 'application:1', b: 'application:2' }
    of.say(never)
    expect(of.entityOf('application:1')!.records).not.toContain('application:2')
    expect(of.explain('application:1', 'application:2')).toMatchObject({
      linked: false,
      rule: 'a person said that they are different people',
    })
    // it stands through a new version of the record
    of.add({ ...anna, id: 'application:2', at: 2, city: 'Columbus' })
    expect(of.entityOf('application:1')!.records).not.toContain('application:2')
    of.unsay(never)
    expect(of.entityOf('application:1')!.records).toHaveLength(3)
  })

  it('are joined by a word where nothing agrees, also before the records are there', () => {
    const of = linkage(defaultModel, { words: [{ is: 'same-person', a: 'x', b: 'application:1' }] })
    of.add(anna)
    expect(of.entityOf('application:1')!.records).toHaveLength(1)
    of.add({ id: 'x', name: 'Somebody Else' })
    expect(of.entityOf('x')!.records).toEqual(['application:1', 'x'])
    of.remove('application:1')
    expect(of.entityOf('x')!.records).toEqual(['x'])
  })

  it('hold "never again" against a chain of words and links', () => {
    const of = linkage(defaultModel, {
      words: [
        { is: 'same-person', a: 'a', b: 'b' },
        { is: 'same-person', a: 'b', b: 'c' },
        { is: 'different-people', a: 'a', b: 'c' },
      ],
    })
    of.load(['a', 'b', 'c'].map((id) => ({ id, name: id })))
    expect(of.entityOf('a')!.records.includes('c')).toBe(false)
  })
})
