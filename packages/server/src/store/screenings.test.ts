import { detectors, type Out, plan, type SubjectRef } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../../../test/world.ts'
import { startEngine, take } from '../engine/loop.ts'
import { memoryStore } from './memory.ts'
import type { Move, Screened } from './screenings.ts'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what screening said, and where applications stand. */

const day = 86_400_000
const at = 20_000 * day
const a1 = 'application:A-1'
const out: Out = {
  ...{ windows: [], watermarks: [], learned: [], evidence: [], withdrawn: [], abstentions: [] },
  ...{ answered: [], faults: [], shares: [], late: 0 },
}

function screened(application: SubjectRef, over: Partial<Screened> = {}): Screened {
  return {
    ...{ application, requisition: 'REQ-1', appliedAt: at, screenedAt: at + 1000, outcome: 'proceed' },
    ...{ weight: 0.1, probability: 0.01, scheme: 'identity-invented', worth: 0, settled: false },
    ...over,
  }
}

const folded = (store: Store, ...rows: Screened[]) =>
  store.commitFold(rows.map((row) => ({ subject: row.application, screened: [row] })))
const moved = (store: Store, ...moves: Move[]) => store.commit({ rows: [], quarantined: [], out, moves })

describe.each(backends())('screenings, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('keep the newest outcome, since when it is, and the gravest one', async () => {
    const { store, again } = await fresh()
    await folded(store, screened(a1, { outcome: 'verify', worth: 0.2 }))
    await folded(store, screened(a1, { outcome: 'verify', screenedAt: at + 2000, weight: 0.9 }))
    const [first] = (await store.screenings({ application: a1, limit: 5 })).rows
    expect(first).toMatchObject({ since: at + 1000, screenedAt: at + 1000, reached: 'verify', weight: 0.9 })
    await folded(store, screened(a1, { outcome: 'proceed', screenedAt: at + 3000, settled: true }))
    const { rows } = await (await again()).screenings({ application: a1, limit: 5 })
    expect(rows).toEqual([
      {
        ...screened(a1, { outcome: 'proceed', settled: true }),
        ...{ since: at + 3000, reached: 'verify' },
      },
    ])
  })

  it('are listed by what their check is worth, within a limit, by requisition and outcome', async () => {
    const { store } = await fresh()
    await folded(
      store,
      screened('application:A-1', { outcome: 'verify', worth: 0.1 }),
      screened('application:A-2', { outcome: 'hold', worth: 0.3, requisition: 'REQ-2', appliedAt: at + 5 }),
      screened('application:A-3'),
    )
    const ids = async (filter: object) =>
      (await store.screenings({ limit: 9, ...filter })).rows.map((r) => r.application.slice(12))
    expect(await ids({})).toEqual(['A-2', 'A-1', 'A-3'])
    expect(await ids({ outcome: 'verify' })).toEqual(['A-1'])
    expect(await ids({ requisition: 'REQ-1' })).toEqual(['A-1', 'A-3'])
    expect(await store.screenings({ limit: 1 })).toMatchObject({ total: 3, rows: [{ worth: 0.3 }] })
    expect(await store.requisitions()).toEqual([
      { requisition: 'REQ-2', proceed: 0, verify: 0, hold: 1, newest: at + 5 },
      { requisition: 'REQ-1', proceed: 1, verify: 1, hold: 0, newest: at },
    ])
  })

  it('count the days, with what became of the applications', async () => {
    const { store } = await fresh()
    await folded(
      store,
      screened('application:A-1', { outcome: 'verify' }),
      screened('application:A-2'),
      screened('application:A-3', { appliedAt: at + day }),
    )
    await moved(
      store,
      { application: 'application:A-1', at, key: 'k', stage: 'rejected', reason: 'for other reasons' },
      { application: 'application:A-2', at, key: 'k', stage: 'offer' },
      { application: 'application:A-1', at, key: 'k', decided: 'confirmed' },
    )
    const zero = { screened: 1, confirmed: 0, cleared: 0, rejected: 0, advanced: 0 }
    expect(await store.screenedDays()).toEqual([
      { ...zero, day: 20_000, reached: 'proceed', advanced: 1 },
      { ...zero, day: 20_000, reached: 'verify', rejected: 1, confirmed: 1 },
      { ...zero, day: 20_001, reached: 'proceed' },
    ])
  })

  it('take moves that come before the application, and show none of them until it is screened', async () => {
    const { store } = await fresh()
    await moved(store, { application: a1, at, key: 'k', stage: 'interview' })
    expect(await store.screenings({ limit: 9 })).toEqual({ rows: [], total: 0 })
    expect(await store.requisitions()).toEqual([])
    await folded(store, screened(a1))
    expect((await store.screenings({ limit: 9 })).rows).toMatchObject([
      { stage: 'interview', outcome: 'proceed' },
    ])
  })

  it('end the same whatever the order of moves, like the memory store', async () => {
    const moves = fc.array(
      fc.record({
        application: fc.constant(a1 as SubjectRef),
        at: fc.integer({ min: at, max: at + 3 }),
        key: fc.constantFrom('a', 'b', 'c'),
        stage: fc.constantFrom('advanced', 'rejected', 'offer', undefined),
        decided: fc.constantFrom('confirmed', 'cleared', undefined),
      }),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(moves, async (some) => {
        // One instant and key say one thing.
        const distinct = [...new Map(some.map((m) => [`${m.at} ${m.key}`, m])).values()] as Move[]
        const { store } = await fresh()
        const model = memoryStore()
        for (const s of [store, model]) await folded(s, screened(a1))
        for (const one of distinct) await moved(store, one)
        await moved(model, ...[...distinct].reverse())
        const of = async (s: Store) => (await s.screenings({ limit: 1 })).rows
        expect(await of(store)).toEqual(await of(model))
        await store.close()
      }),
      { numRuns: backend.connection ? 6 : 60 },
    )
  })

  it('of the demo company go away with it', async () => {
    const { store } = await fresh()
    await folded(store, screened('application:larkspur-A-1'), screened(a1))
    await store.removeSimulated()
    expect((await store.screenings({ limit: 9 })).rows.map((r) => r.application)).toEqual([a1])
  })

  it('begin with the applications of a store that an earlier version made', async (test) => {
    if (!backend.connection) return test.skip('a store in memory has no earlier version')
    const { store, again } = await fresh()
    const engine = await startEngine(plan(detectors), store)
    const rows = [
      accepted({ id: 'r1', kind: 'application', at, about: [a1], data: { requisition: 'REQ-1' } }),
    ]
    await take(engine, { rows, quarantined: [] })
    await stores.asBefore('0005')
    const later = await again()
    await startEngine(plan(detectors), later)
    expect((await later.screenings({ limit: 9 })).rows).toMatchObject([
      { application: a1, outcome: 'proceed' },
    ])
  })
})
