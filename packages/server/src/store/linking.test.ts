import {
  detectors,
  type LinksOut,
  plan,
  type Share,
  type SubjectRef,
  stepLinks,
  type Word,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../../../test/world.ts'
import { startEngine, take } from '../engine/loop.ts'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what people said of links, and what is shared by how many. */

const day = 86_400_000
const at = 20_000 * day
const nothing: LinksOut = {
  ...{ evidence: [], withdrawn: [], abstentions: [], answered: [], faults: [], attributes: [] },
}
const out = { ...nothing, windows: [], watermarks: [], learned: [], shares: [], late: 0 }

const split: Word = {
  ...{ id: 'W-1', is: 'different-people', a: 'application:A-1', b: 'application:A-2' },
  ...{ because: 'Twins \0: both came in.', by: 'Ana', at },
} as const
const cut: Word = {
  ...{ id: 'W-2', is: 'not-tied', a: 'phone:p1' },
  because: 'Ours.',
  by: 'Ben',
  at: at + 1,
} as const

async function seen(store: Store, ...subjects: string[]): Promise<void> {
  const shares = subjects.map(
    (subject): Share => ({
      key: `phone:p1 ${subject}`,
      attribute: { ref: 'phone:p1', shown: '…17' },
      subject: subject as SubjectRef,
      day: 20_000,
      holders: [{}],
    }),
  )
  await store.commitLinks(stepLinks(plan([]), await store.attributes(['phone:p1']), shares), [])
}

describe.each(backends())('links, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('keep what people said and that it was undone, once each, over a restart', async () => {
    const { store, again } = await fresh()
    expect(await store.words()).toEqual([])
    await store.commitLinks(nothing, [], [{ said: split }])
    await store.commitLinks(nothing, [], [{ said: cut }, { said: { ...split, because: 'another' } }])
    const undone = { because: 'A mistake.', by: 'Ana', at: at + 2 }
    await store.commitLinks(nothing, [], [{ id: 'W-1', undone }])
    await store.commitLinks(nothing, [], [{ id: 'W-1', undone: { by: 'Ben', at: at + 3 } }])
    const kept = [{ ...split, undone }, cut]
    expect(await store.words()).toEqual(kept)
    expect(await (await again()).words()).toEqual(kept)
  })

  it('say how common attributes of a type are', async () => {
    const { store } = await fresh()
    expect(await store.commonness()).toEqual(new Map())
    await seen(store, 'application:A-1')
    expect(await store.commonness()).toEqual(new Map([['phone', { known: 1, shared: 0 }]]))
    await seen(store, 'application:A-2', 'application:A-3')
    expect(await store.commonness()).toEqual(new Map([['phone', { known: 1, shared: 1 }]]))
  })

  it('find the attributes that were ever seen on a subject', async () => {
    const { store } = await fresh()
    const rows = ['A-1', 'A-2'].map((id, i) =>
      accepted({
        ...{ id, kind: 'application', at: at + i, about: [`application:${id}`] as SubjectRef[] },
        data: { emails: [`${id}@example.com`], phones: ['+1 512 555 0143'] },
      }),
    )
    const engine = await startEngine(plan(detectors), store)
    for (const row of rows) await take(engine, { rows: [row], quarantined: [] })
    const types = async (...subjects: SubjectRef[]) =>
      (await store.attributesOn(subjects)).map((a) => a.ref.slice(0, a.ref.indexOf(':')))
    expect(await types('application:A-1')).toEqual(['email', 'phone'])
    expect(await types('application:A-1', 'application:A-2')).toEqual(['email', 'email', 'phone'])
    expect(await types('application:A-9')).toEqual([])
  })

  it('give the shipments of subjects, and nothing else of theirs', async () => {
    const { store } = await fresh()
    const rows = [
      accepted({
        id: 's2',
        kind: 'shipment',
        at: at + 1,
        about: ['person:W-1'],
        data: { shipTo: '9 Elm Road' },
      }),
      accepted({
        ...{ id: 's1', kind: 'shipment', at, about: ['device:LT-1', 'person:W-1'] },
        data: { shipTo: '7 Wallaby Place, Columbus', signedBy: 'Kay Sample' },
      }),
      accepted({
        id: 's3',
        kind: 'shipment',
        at,
        about: ['person:W-2'],
        data: { shipTo: '7 Wallaby Place' },
      }),
      accepted({ id: 'd', kind: 'device', at, about: ['device:LT-1'], data: { assignedTo: 'person:W-1' } }),
    ]
    await store.commit({ rows, quarantined: [], out })
    const found = await store.shipments(['person:W-1', 'device:LT-1', 'person:W-9'])
    expect(found.map((s) => [s.about, s.attributes.map((a) => a.ref.split(':')[0])])).toEqual([
      [
        ['device:LT-1', 'person:W-1'],
        ['address', 'recipient'],
      ],
      [['person:W-1'], ['address']],
    ])
  })

  it('count the members of attributes that an earlier version kept', async (test) => {
    if (!backend.connection) return test.skip('a store in memory has no earlier version')
    const { store, again } = await fresh()
    await seen(store, 'application:A-1', 'application:A-2', 'application:A-3')
    await stores.asBefore('0006')
    const later = await again()
    expect(await later.commonness()).toEqual(new Map([['phone', { known: 1, shared: 1 }]]))
    expect(await later.words()).toEqual([])
  })

  it('give every application and person, oldest first, without other kinds', async () => {
    const { store } = await fresh()
    const rows = [
      accepted({ id: 'w', kind: 'person', at: at + 5, about: ['person:W-1'], data: { name: 'Ana \ud800' } }),
      accepted({ id: 'a', kind: 'application', at, about: ['application:A-1'], data: { name: 'Ana B' } }),
      accepted({ id: 'p', kind: 'progress', at, about: ['application:A-1'], data: { stage: 'offer' } }),
    ]
    await store.commit({ rows, quarantined: [], out })
    const read = []
    for await (const page of store.identities()) read.push(...page)
    expect(read).toMatchObject([
      { source: expect.any(String), id: 'a', kind: 'application', about: ['application:A-1'] },
      { id: 'w', kind: 'person', at: at + 5, data: { name: 'Ana \ud800' } },
    ])
  })

  it('of the demo company go away with it, and with them what was said of them', async () => {
    const { store } = await fresh()
    const ours: Word = { ...split, id: 'W-3', b: 'application:larkspur-A-2' }
    await store.commitLinks(nothing, [], [{ said: split }, { said: ours }, { said: cut }])
    await store.removeSimulated()
    expect(await store.words()).toEqual([split, cut])
  })
})
