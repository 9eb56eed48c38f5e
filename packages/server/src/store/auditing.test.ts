import { describe, expect, it } from 'vitest'
import { type Audit, auditLog } from '../audit/audit.ts'
import { newSigningKey, signer } from '../audit/checkpoint.ts'
import { exportLines } from '../audit/export.ts'
import { verify } from '../audit/verify.ts'
import type { Auditing } from './auditing.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: the audit log. */

const key = signer(newSigningKey())
let at = 0
const log = (store: Auditing): Audit => auditLog(store, () => ++at)

function check(store: Auditing) {
  return verify(exportLines(store, key, { company: 'Acme', now: ++at, told: true }))
}

describe.each(backends())('the audit log, $name', (backend) => {
  const { fresh, query } = storesOf(backend)

  it('keeps what was recorded at one time in one chain, over a restart', async () => {
    const { store, again } = await fresh()
    const audit = log(store)
    await Promise.all(
      Array.from({ length: 3000 }, (_, i) =>
        audit.record({ by: 'ana', did: 'case.read', about: `person:W-${i % 7}`, details: { n: i } }),
      ),
    )
    const opened = await again()
    await log(opened).record({ by: 'ben', did: 'sign-in.failed' })
    const found = await check(opened)
    expect(found.broken).toBeUndefined()
    expect(found).toMatchObject({ entries: 3001, checkpoints: 1, withheld: 0 })
    const newest = await opened.audit({ limit: 2 })
    expect(newest.map((e) => [e.seq, e.by, e.about, e.details])).toEqual([
      [3001, 'ben', undefined, undefined],
      [3000, 'ana', 'person:W-3', { n: 2999 }],
    ])
  })

  it('is read by subject, account and deed', async () => {
    const { store } = await fresh()
    const audit = log(store)
    await audit.record({ by: 'ana', did: 'case.read', about: 'person:W-1' })
    await audit.record({ by: 'ben', did: 'case.closed', about: 'person:W-1', details: '\0 "quoted"' })
    await audit.record({ by: 'ben', did: 'sign-in.ended' })
    const seqs = async (filter: Parameters<Auditing['audit']>[0]) =>
      (await store.audit(filter)).map((e) => e.seq)
    expect(await seqs({ about: 'person:W-1', limit: 9 })).toEqual([2, 1])
    expect(await seqs({ about: 'person:W-2', limit: 9 })).toEqual([])
    expect(await seqs({ by: 'ben', limit: 9 })).toEqual([3, 2])
    expect(await seqs({ did: 'case', limit: 9 })).toEqual([2, 1])
    expect(await seqs({ did: 'case.read', limit: 9 })).toEqual([1])
    expect(await seqs({ did: 'cas', limit: 9 })).toEqual([])
    expect(await seqs({ before: 3, limit: 1 })).toEqual([2])
    expect((await store.audit({ limit: 9 }))[1]!.details).toBe('\0 "quoted"')
  })

  it('forgets the demo company with its people, and stays one chain', async () => {
    const { store } = await fresh()
    const audit = log(store)
    await audit.record({
      by: 'ana',
      did: 'case.read',
      about: 'person:larkspur-0001',
      details: { because: 'x' },
    })
    await audit.record({
      by: 'ana',
      did: 'case.read',
      about: 'person:W-1',
      details: { with: 'person:larkspur-0001' },
    })
    await audit.record({ by: 'ana', did: 'case.read', about: 'person:W-1', details: { because: 'stays' } })
    await store.removeSimulated()
    expect((await store.audit({ limit: 9 })).map((e) => [e.about, e.details])).toEqual([
      ['person:W-1', { because: 'stays' }],
      ['person:W-1', null],
      [null, null],
    ])
    expect(await check(store)).toMatchObject({ entries: 3, withheld: 2 })
    expect((await check(store)).broken).toBeUndefined()
  })

  it.skipIf(!backend.connection)('can’t be changed by a statement of the database', async () => {
    const { store } = await fresh()
    await log(store).record({ by: 'ana', did: 'case.read' })
    const { rows } = await query(
      `select schemaname from pg_tables where tablename = 'audit' order by schemaname desc`,
    )
    const table = `${(rows[0] as { schemaname: string }).schemaname}.audit`
    for (const change of [`update ${table} set actor = 'x'`, `delete from ${table}`, `truncate ${table}`])
      await expect(query(change)).rejects.toThrow('added, never changed')
  })
})
