import { type Act, type Deed, detectors, foldActs, openingOf, plan, type SubjectRef } from '@telltale/core'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../../../test/world.ts'
import { startEngine } from '../engine/loop.ts'
import { type ActChange, decidedCasesOf, recordOf } from './acts.ts'
import { up } from './migrations/0011-acts.ts'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what people do on cases. */

const at = 20_000 * 86_400_000
const w1: SubjectRef = 'person:W-1'

const opened = (store: Store, subject: SubjectRef, id: string, openedAt = at) =>
  store.commitFold([{ subject, case: { id, openedAt } }])

/** Adds an act as the server would, with one entry of the audit log. */
async function did(
  store: Store,
  id: string,
  deed: Deed,
  more: Partial<Act> & Pick<ActChange, 'bytes' | 'tell' | 'refold'> = {},
) {
  const { bytes, tell, refold, ...over } = more
  const before = await store.acts(id)
  const n = before.length
  const act = { ...deed, id: `${id}-${n}`, case: id, at: at + n, by: 'ana', person: 'p-ana', role: 'analyst', because: 'so', ...over } as Act // biome-ignore format: one act
  const state = foldActs([...before, act])!
  const decisions = decidedCasesOf(state)
  await store.addAct({
    ...{ act, record: recordOf(state), decisions },
    ...(bytes && { bytes }),
    ...(tell && { tell }),
    ...(refold && { refold }),
    audit: [{ at: act.at, by: act.by, did: `case.${act.is}`, about: state.subject }],
  })
  return act
}

async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const one of of) out.push(one)
  return out
}

describe.each(backends())('acts, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('begin with the opening, once, and it is audited', async () => {
    const { store, again } = await fresh()
    await opened(store, w1, 'C-1')
    await opened(store, w1, 'C-1', at + 5)
    const reopened = await again()
    expect(await reopened.acts('C-1')).toEqual([
      { id: openingOf('C-1'), case: 'C-1', at, by: 'telltale', is: 'opened', subject: w1 },
    ])
    expect(await reopened.audit({ limit: 9 })).toMatchObject([
      { by: 'telltale', did: 'case.opened', about: w1, details: { case: 'C-1' } },
    ])
    expect(await reopened.caseRecord('C-1')).toMatchObject({
      ...{ subject: w1, state: 'new', openedAt: at, held: false },
      summary: { waitingFor: 'triage' },
    })
  })

  it('are kept once each, in order, with what follows from them and their audit entry', async () => {
    const { store, again } = await fresh()
    await opened(store, w1, 'C-1')
    await did(store, 'C-1', { is: 'assigned', to: 'ana' })
    const act = await did(store, 'C-1', { is: 'moved', to: 'triage' })
    const record = (await store.caseRecord('C-1'))!
    await store.addAct({ act, record, audit: [{ at, by: 'ana', did: 'case.twice' }] })
    const later = await again()
    expect((await later.acts('C-1')).map((a) => a.is)).toEqual(['opened', 'assigned', 'moved'])
    expect(await later.caseRecord('C-1')).toMatchObject({ state: 'triage', owner: 'ana' })
    expect((await later.audit({ limit: 9 })).map((e) => e.did)).toEqual(['case.moved', 'case.assigned', 'case.opened']) // biome-ignore format: one line
    expect((await later.caseRecords([w1, 'person:W-2'])).get(w1)?.id).toBe('C-1')
    expect(await later.caseRecord('C-9')).toBeUndefined()
  })

  it('of a closed case are not read at the start; closed cases come by pages, the newest first', async () => {
    const { store } = await fresh()
    for (const n of [1, 2, 3, 4]) {
      await opened(store, `person:W-${n}`, `C-${n}`, at - 10)
      await did(store, `C-${n}`, { is: 'moved', to: 'triage' })
    }
    for (const n of [1, 2, 3]) {
      await did(store, `C-${n}`, { is: 'viewed', conclusion: 'cleared' })
      await did(store, `C-${n}`, { is: 'assigned', to: n === 2 ? 'bea' : 'ana' })
      await did(store, `C-${n}`, { is: 'closed' }, { at: at + (n === 1 ? 100 : 200), refold: true })
    }
    expect((await all(store.openActs())).map((acts) => acts[0]!.case)).toEqual(['C-4'])
    const ids = async (filter: object) => (await store.closedCases({ limit: 2, ...filter })).map((r) => r.id)
    expect(await ids({})).toEqual(['C-2', 'C-3'])
    expect(await ids({ after: { closedAt: at + 200, id: 'C-3' } })).toEqual(['C-1'])
    expect(await ids({ after: { closedAt: at + 200, id: 'C-2' } })).toEqual(['C-3', 'C-1'])
    expect(await ids({ owner: 'ana' })).toEqual(['C-3', 'C-1'])
    expect((await store.counts()).cases).toBe(1)
    expect((await store.unfolded(9)).sort()).toEqual(['person:W-1', 'person:W-2', 'person:W-3'])
    expect((await store.decidedCases(at, at + 50)).map((d) => [d.case, d.conclusion, d.seats])).toEqual(
      ['C-1', 'C-2', 'C-3'].map((id) => [id, 'cleared', ['ana']]),
    )
  })

  it('keep what was attached, byte by byte', async () => {
    const { store, again } = await fresh()
    await opened(store, w1, 'C-1')
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const attachment = { id: 'f1', name: 'bill.pdf', type: 'application/pdf', bytes: 256, sha256: 'ab' }
    await did(store, 'C-1', { is: 'attached', attachment }, { bytes })
    const later = await again()
    expect(Buffer.from((await later.attachmentBytes('C-1', 'f1'))!)).toEqual(Buffer.from(bytes))
    expect(await later.attachmentBytes('C-1', 'f2')).toBeUndefined()
  })

  it('become observations that wait until they are told', async () => {
    const { store, again } = await fresh()
    await opened(store, w1, 'C-1')
    const row = accepted({ id: 'd1', kind: 'disposition', at, about: [w1], data: { subject: w1, outcome: 'cleared' } }) // biome-ignore format: one row
    await did(store, 'C-1', { is: 'commented', text: 'x' }, { tell: [row] })
    const later = await again()
    const waiting = await later.tellings(9)
    expect(waiting.map((w) => w.row)).toEqual([row])
    await later.tellingDone(waiting.map((w) => w.id))
    expect(await later.tellings(9)).toEqual([])
  })

  it('say which cases are sealed or held, closed ones too', async () => {
    const { store } = await fresh()
    for (const n of [1, 2, 3]) await opened(store, `person:W-${n}`, `C-${n}`)
    await did(store, 'C-1', { is: 'sealed', readers: ['col', 'pat'] })
    await did(store, 'C-2', { is: 'held' })
    const guarded = (await store.guardedCases()).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(guarded).toMatchObject([
      { id: 'C-1', readers: ['col', 'pat'] },
      { id: 'C-2', held: true },
    ])
  })

  it('of the demo company go away with it', async () => {
    const { store } = await fresh()
    const demo: SubjectRef = 'person:larkspur-0001'
    const attachment = { id: 'f1', name: 'a', type: 'text/plain', bytes: 1, sha256: 'ab' }
    for (const [subject, id] of [
      [demo, 'C-1'],
      [w1, 'C-2'],
    ] as const) {
      await opened(store, subject, id)
      await did(store, id, { is: 'attached', attachment }, { bytes: Uint8Array.of(1) })
      await did(store, id, { is: 'moved', to: 'triage' })
      await did(store, id, { is: 'viewed', conclusion: 'cleared' })
    }
    await store.removeSimulated()
    expect(await store.acts('C-1')).toEqual([])
    expect(await store.attachmentBytes('C-1', 'f1')).toBeUndefined()
    expect(await store.caseRecord('C-1')).toBeUndefined()
    expect(await store.acts('C-2')).toHaveLength(4)
    expect(await store.attachmentBytes('C-2', 'f1')).toBeDefined()
    expect((await store.decidedCases(0, 2 * at)).map((d) => d.case)).toEqual(['C-2'])
  })

  it('of a store that an earlier version made begin with the opening', async (test) => {
    if (!backend.connection) return test.skip('a store in memory has no earlier version')
    const { store, again } = await fresh()
    const schema = stores.schema()
    await opened(store, w1, 'C-1')
    await opened(store, 'person:W-2', 'C-2', at + 1)
    await stores.query(
      `drop table ${schema}.acts, ${schema}.attachments, ${schema}.decisions, ${schema}.to_tell`,
    )
    await stores.query(`alter table ${schema}.cases drop column state, drop column owner, drop column closed_at,
      drop column merged_into, drop column readers, drop column held, drop column summary`)
    await stores.query(`drop index if exists ${schema}.cases_id`)
    // Two cases that an earlier version gave one short id.
    await stores.query(`update ${schema}.cases set id = 'C-1'`)
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool(stores.connection().to as pg.PoolConfig) }),
    })
    await up(db)
    await db.destroy()
    const later = await again()
    expect((await all(later.openActs())).map((acts) => acts.map((a) => [a.case, a.is]))).toEqual([
      [['C-1', 'opened']],
      [['C-1-2', 'opened']],
    ])
    expect((await later.caseRecords([w1])).get(w1)).toMatchObject({ id: 'C-1', state: 'new' })
    await startEngine(plan(detectors), later)
  })
})
