import { detectors, plan, type SubjectRef, type Word } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { applied, ringStart } from '../../../../test/ring.ts'
import { accepted, shuffled } from '../../../../test/world.ts'
import { sayWord, undoWord } from '../engine/heed.ts'
import { type Engine, startEngine, take } from '../engine/loop.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { type LiveLinkage, liveLinkage, maskedText } from './live.ts'

/** Over every store: who is one person is the same live, after a restart, and whatever the order. */

const day = 86_400_000
const thePlan = plan(detectors)
const people = ['Wilhelmina Achterberg', 'Tomasz Wierzbicki', 'Adaeze Nwosu', 'Lorenzo Bianchi']
const rows = people.flatMap((name, n) => {
  const mail = `${name.toLowerCase().replace(' ', '.')}@example.net`
  const contacts = { name, emails: [mail], phones: [`+1 512 555 01${10 + n}`] }
  const [family] = name.split(' ').reverse()
  return [
    applied(`${n}-1`, n, contacts),
    applied(`${n}-2`, n + 4, { ...contacts, name: `${family}, ${name[0]}.`, phones: [] }),
    { ...applied(`${n}-1`, n + 8, { ...contacts, phones: [] }), id: `again-${n}` },
    {
      ...{ id: `hired-${n}`, kind: 'person', at: ringStart + 12 * day, about: [`person:W-${n}`] },
      data: { name, emails: [mail, `w${n}@company.example`] },
    },
  ]
})
const all = rows.map((r) => accepted(r))

const running: LiveLinkage[] = []
afterEach(() => {
  for (const live of running.splice(0)) live.stop()
})

async function started(store: Store): Promise<{ engine: Engine; live: LiveLinkage }> {
  const engine = await startEngine(thePlan, store)
  const live = liveLinkage(engine, store, () => ringStart)
  running.push(live)
  await live.ready()
  return { engine, live }
}

function entities(live: LiveLinkage): string[] {
  return [...live.linkage().entities()].map((e) => `${e.id}: ${e.records.join(' ')}`).sort()
}

function word(is: Word['is'], a: string, b: string): Word {
  const refs = { a: a as SubjectRef, b: b as SubjectRef }
  return { ...{ id: `W-${is} ${a} ${b}`, is, ...refs }, because: 'Met.', by: 'Ana', at: ringStart }
}

describe.each(backends())('linkage of the store, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('is the same one observation at a time, in any order, replayed, and read anew at a start', async () => {
    const { store, again } = await fresh()
    const { engine, live } = await started(store)
    for (const row of all) await take(engine, { rows: [row], quarantined: [] })
    const expected = entities(live)
    expect(expected).toHaveLength(people.length)
    for (const line of expected) expect(line.split(' ')).toHaveLength(4)

    live.stop()
    expect(entities((await started(await again())).live)).toEqual(expected)

    const other = await fresh()
    const second = await started(other.store)
    await take(second.engine, { rows: shuffled(all, 4), quarantined: [] })
    await take(second.engine, { rows: shuffled(all, 5), quarantined: [] })
    expect(entities(second.live)).toEqual(expected)
  })

  it('keeps what people said over a restart, said before the records or after, until it is undone', async () => {
    const { store, again } = await fresh()
    const { engine, live } = await started(store)
    const apart = word('different-people', 'application:0-1', 'person:W-0')
    await sayWord(engine, apart)
    await take(engine, { rows: all, quarantined: [] })
    const one = word('same-person', 'application:1-1', 'application:2-1')
    await sayWord(engine, one)
    const of = (l: LiveLinkage, id: string) => l.linkage().entityOf(id)!.records
    const told = (l: LiveLinkage) => [
      of(l, 'application:0-1').includes('person:W-0'),
      of(l, 'application:1-1').includes('application:2-1'),
    ]
    expect(told(live)).toEqual([false, true])
    live.stop()
    const later = await started(await again())
    expect(told(later.live)).toEqual([false, true])
    await take(later.engine, { rows: all, quarantined: [] })
    for (const w of [apart, one]) await undoWord(later.engine, w, { by: 'Ben', at: ringStart + 1 })
    expect(told(later.live)).toEqual([true, false])
    const untouched = await fresh()
    const plain = await started(untouched.store)
    await take(plain.engine, { rows: all, quarantined: [] })
    expect(entities(later.live)).toEqual(entities(plain.live))
  })

  it('hears a word about a candidate in the applications of theirs, those that come later too', async () => {
    const { store, again } = await fresh()
    const { engine, live } = await started(store)
    const alike = { name: people[0], emails: ['kim@example.net'], phones: ['+1 512 555 0150'] }
    const candidate = (id: string, n: number, c: string) =>
      accepted(applied(id, n, { ...alike, candidate: c }))
    await take(engine, { rows: [candidate('C-1', 0, 'x'), candidate('C-2', 1, 'y')], quarantined: [] })
    expect(entities(live)).toHaveLength(1)
    const split = word('different-people', 'person:candidate-x', 'person:candidate-y')
    await sayWord(engine, split)
    expect(entities(live)).toEqual([])
    await take(engine, { rows: [candidate('C-3', 2, 'y')], quarantined: [] })
    const apart = [['application:C-2', 'application:C-3']]
    const of = (l: LiveLinkage) => [...l.linkage().entities()].map((e) => [...e.records].sort())
    expect(of(live)).toEqual(apart)
    live.stop()
    const later = await started(await again())
    expect(of(later.live)).toEqual(apart)
    await undoWord(later.engine, split, { by: 'Ben', at: ringStart + 1 })
    expect(of(later.live)).toEqual([['application:C-1', 'application:C-2', 'application:C-3']])
  })

  it('forgets who is removed', async () => {
    const { store } = await fresh()
    const { engine, live } = await started(store)
    await take(engine, { rows: all, quarantined: [] })
    live.remove((id) => id === 'person:W-0')
    expect(live.linkage().entityOf('person:W-0')).toBeUndefined()
    expect(live.linkage().entityOf('application:0-1')!.records.sort()).toEqual([
      'application:0-1',
      'application:0-2',
    ])
    expect(live.state().records).toBe(11)
  })
})

describe('what people are shown of a record', () => {
  it.each([
    ['familyName', 'achterberg', 'a…'],
    ['givenName', 'anna maría', 'a… m…'],
    ['birthDate', '1988-04-17', '1988'],
    ['email', 'w.achterberg@example.net, wa@example.org', '…@example.net, …@example.org'],
    ['phone', '15125550143', '…43'],
    ['document', 'x1234567', '…67'],
    ['account', 'de89370400440532013000', '…00'],
    ['profile', 'github.com/achterberg', 'g…/a…'],
    ['street', 'wallaby place', 'w… p…'],
    ['number', '7', '7'],
    ['region', 'ny', 'ny'],
    ['given name and birth date', 'wilhelmina, 1988-04-17', 'w…, …17'],
    ['e-mail', '', ''],
  ])('%s %s is %s', (field, text, shown) => {
    expect(maskedText(field, text)).toBe(shown)
  })
})
