import { detectors, plan, type SubjectRef, type Word } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { applied, decided, ring, ringStart } from '../../../../test/ring.ts'
import { accepted } from '../../../../test/world.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { sayWord, undoWord } from './heed.ts'
import { type Engine, startEngine, take } from './loop.ts'

/** One suite over every store: what a person said of a link holds, whatever happens afterwards. */

const thePlan = plan(detectors)
const day = 86_400_000
const rows = ring().map((r) => accepted(r))
const later = (over: { suffix: string }) =>
  ring().map((r) => accepted({ ...r, id: `${r.id}${over.suffix}`, at: r.at + day }))

function word(is: Word['is'], a: string, b?: string, id = `W-${is} ${a} ${b ?? ''}`): Word {
  const refs = { a: a as SubjectRef, ...(b && { b: b as SubjectRef }) }
  return { id, is, ...refs, because: 'They were met.', by: 'Ana', at: ringStart + 30 * day }
}

async function started(store: Store, ...batches: (typeof rows)[]): Promise<Engine> {
  const engine = await startEngine(thePlan, store)
  for (const batch of batches) await take(engine, { rows: batch, quarantined: [] })
  return engine
}

/** Whom shared contacts are held against, by what ties them. */
async function accused(store: Store): Promise<string[]> {
  const found = await store.evidence({ detector: 'identity/shared-contact', limit: 1000 })
  return found
    .filter((e) => e.is === 'evidence')
    .map((e) => `${e.subject.slice(0, e.subject.indexOf(':'))}: ${[...e.weighsOn].sort().join(' ')}`)
    .sort()
}

const ref = async (store: Store, type: string): Promise<SubjectRef> =>
  (await store.attributesOn(['application:A-0'])).find((a) => a.ref.startsWith(`${type}:`))!.ref

const all = 'application:A-0 application:A-1 application:A-2 application:A-3'
const without = 'application:A-0 application:A-1 application:A-3'

describe.each(backends())('a word, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('that a share does not tie somebody holds over a restart, a replay and the same files read again', async () => {
    const { store, again } = await fresh()
    const engine = await started(store, rows)
    expect(await accused(store)).toEqual([`email: ${all}`, `phone: ${all}`])
    const [email, phone] = [await ref(store, 'email'), await ref(store, 'phone')]
    await sayWord(engine, word('not-tied', email, 'application:A-2'))
    await sayWord(engine, word('not-tied', phone, 'application:A-2'))
    const split = [`email: ${without}`, `phone: ${without}`]
    expect(await accused(store)).toEqual(split)
    const held = (await store.standing(['application:A-2'])).get('application:A-2')!
    expect(held.filter((e) => e.detector === 'identity/shared-contact')).toEqual([])

    const reopened = await again()
    const engine2 = await started(reopened, rows)
    expect(await accused(reopened)).toEqual(split)
    await take(engine2, { rows: later({ suffix: ' again' }), quarantined: [] })
    expect(await accused(reopened)).toEqual(split)

    const said = [...engine2.words.all.values()][0]!
    await undoWord(engine2, said, { by: 'Ben', because: 'It was another one.', at: ringStart + 31 * day })
    expect(await accused(reopened)).toEqual([`email: ${all}`, `phone: ${without}`])
    const engine3 = await started(await again())
    expect(await accused(engine3.store)).toEqual([`email: ${all}`, `phone: ${without}`])
    expect([...engine3.words.all.values()].map((w) => w.undone?.by)).toEqual(['Ben', undefined])
  })

  it('that a share ties nobody takes back all that it said, and gives it back when undone', async () => {
    const { store } = await fresh()
    const engine = await started(store, rows)
    const said = word('not-tied', await ref(store, 'email'))
    await sayWord(engine, said)
    expect(await accused(store)).toEqual([`phone: ${all}`])
    await take(engine, {
      rows: [accepted(applied('A-9', 4, { emails: ['desk.of.many@example.net'] }))],
      quarantined: [],
    })
    expect(await accused(store)).toEqual([`phone: ${all}`])
    await undoWord(engine, said, { by: 'Ana', at: ringStart + 31 * day })
    expect(await accused(store)).toEqual([`email: ${all} application:A-9`, `phone: ${all}`])
  })

  it('that two are one person or two is heard wherever both are, and gives the same said before or after', async () => {
    const { store } = await fresh()
    const before = await started(store)
    const words = [
      word('same-person', 'application:A-0', 'application:A-1'),
      word('different-people', 'application:A-0', 'application:A-2'),
    ]
    for (const w of words) await sayWord(before, w)
    await take(before, { rows, quarantined: [] })
    const other = await fresh()
    const after = await started(other.store, rows)
    for (const w of [...words].reverse()) await sayWord(after, w)
    const evidence = async (s: Store) => (await s.evidence({ limit: 1000 })).map((e) => e.id).sort()
    expect(await evidence(other.store)).toEqual(await evidence(store))
    for (const w of words) await undoWord(after, w, { by: 'Ana', at: ringStart + 31 * day })
    const untouched = await fresh()
    await started(untouched.store, rows)
    expect(await evidence(other.store)).toEqual(await evidence(untouched.store))
  })

  it('that two who look like one who applied again are two is kept apart for ever', async () => {
    const { store, again } = await fresh()
    const twice = (id: string, n: number) =>
      applied(id, n, { name: 'Kim Park', emails: ['kim.park@example.net'], place: ringPlace(n) })
    const both = [twice('K-1', 0), twice('K-2', 3)].map((r) => accepted(r))
    const engine = await started(store, both)
    expect(await accused(store)).toEqual([])
    await sayWord(engine, word('different-people', 'application:K-1', 'application:K-2'))
    expect(await accused(store)).toEqual(['email: application:K-1 application:K-2'])
    const engine2 = await started(await again(), both)
    expect(await accused(engine2.store)).toEqual(['email: application:K-1 application:K-2'])
  })

  it('whose consequences a crash cut off before the queue was folded is followed at the next start', async () => {
    const { store, again } = await fresh()
    const engine = await started(store, rows)
    const listed = async (s: Store) => (await s.queue()).map((q) => q.subject).sort()
    const before = await listed(store)
    expect(before).toContain('application:A-2')
    const { commitFold } = store
    store.commitFold = async () => {
      throw new Error('killed')
    }
    const untied = [await ref(store, 'email'), await ref(store, 'phone')].map((a) => word('not-tied', a))
    await expect(sayWord(engine, untied[0]!)).rejects.toThrow('killed')
    store.commitFold = commitFold
    const later = await started(await again())
    expect(later.words.all.size).toBe(1)
    await sayWord(later, untied[1]!)
    const clean = await fresh()
    const other = await started(clean.store, rows)
    for (const w of untied) await sayWord(other, w)
    expect(await listed(later.store)).toEqual(await listed(clean.store))
    expect(await listed(later.store)).not.toEqual(before)
  })

  it('said in memory and in the store are the same after a commit that failed', async () => {
    const { store } = await fresh()
    const engine = await started(store, rows)
    const email = await ref(store, 'email')
    const { commitLinks } = store
    engine.store.commitLinks = async () => {
      throw new Error('the disk is full')
    }
    await expect(sayWord(engine, word('not-tied', email))).rejects.toThrow('the disk is full')
    engine.store.commitLinks = commitLinks
    expect(engine.words.all.size).toBe(0)
    await take(engine, { rows: [accepted(decided('d', 'application:A-0', 'unsure'))], quarantined: [] })
    expect(await accused(store)).toEqual([`email: ${all}`, `phone: ${all}`])
    expect(await store.words()).toEqual([])
  })
})

function ringPlace(n: number): unknown {
  return ring(n + 1)[n]!.data.place
}
