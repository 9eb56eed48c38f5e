import { type Act, foldActs, type SubjectRef } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../../../test/world.ts'
import { auditLog } from '../audit/audit.ts'
import { newSigningKey, signer } from '../audit/checkpoint.ts'
import { exportLines } from '../audit/export.ts'
import { verify } from '../audit/verify.ts'
import { cipherOf } from '../privacy/data-key.ts'
import { decidedCasesOf, recordOf } from './acts.ts'
import { postgresStore } from './postgres.ts'
import type { Erasure } from './privacy.ts'
import { isStaleAct, openAct, openFile, sealAct, sealFile, subjectsIn } from './sealing-work.ts'
import type { Store } from './store.ts'
import { backends, cipher, storesOf } from './test-stores.ts'

const at = 20_000 * 86_400_000
const secret = 'Quillon'
const w1: SubjectRef = 'person:W-1'
const bytes = Buffer.from(`%PDF ${secret} \0\xff`, 'latin1')
const meta = { type: 'application/pdf', bytes: bytes.length, sha256: 'a'.repeat(64) }

const deeds = [
  { is: 'commented', text: `${secret} called` },
  { is: 'tasked', task: 't1', title: `ask ${secret}` },
  { is: 'playbook', playbook: 'confirm', owner: 'ana' },
  { is: 'ticked', playbook: 'confirm', item: 'call', note: `${secret} agreed` },
  {
    is: 'attached',
    attachment: { id: 'f1', name: `${secret}.pdf`, from: `a mail of ${secret}`, ...meta },
  },
  { is: 'replied', text: `I am ${secret}`, attachments: ['f1'] },
  { is: 'moved', to: 'triage', because: `${secret} moved house` },
  { is: 'viewed', conclusion: 'cleared', because: `${secret} was there` },
  { is: 'moved', to: 'investigating' },
] as const

const actsOf = (id: string): Act[] =>
  deeds.map((deed, n) => ({ id: `${id}-${n}`, case: id, at: at + n + 1, by: 'ana', ...deed }) as Act)

const erasing = (subject: SubjectRef): Erasure => ({
  ...{ subjects: [subject], windows: [], emptied: [], forget: true, events: [] },
  links: { attributes: [], evidence: [], withdrawn: [], abstentions: [], answered: [], faults: [] },
})

/** A case with everything that somebody writes on one. */
async function work(store: Store, subject: SubjectRef, id: string): Promise<Act[]> {
  await store.commitFold([{ subject, case: { id, openedAt: at } }])
  let done = await store.acts(id)
  for (const act of actsOf(id)) {
    done = [...done, act]
    const state = foldActs(done)!
    const told = accepted({
      ...{ id: `d-${act.id}`, kind: 'disposition', at, about: [subject] },
      data: { subject, outcome: 'cleared', because: `said ${secret}` },
    })
    await store.addAct({
      ...{ act, record: recordOf(state), decisions: decidedCasesOf(state) },
      ...(act.is === 'attached' && { bytes }),
      ...(act.is === 'viewed' && { tell: [told] }),
      audit: [
        { at: act.at, by: 'ana', did: `case.${act.is}`, about: subject, details: { because: secret, n: 1 } },
      ],
    })
  }
  return done
}

describe('what is written on a case', () => {
  const row = { case_id: 'C-1', id: 'C-1-0' }
  const own = cipherOf(['one-key-of-the-tests-that-is-long-enough'])
  const other = cipherOf(['another-key-of-the-tests-that-is-long-enough'])

  it('opens in its row as it was written, and in no other', () => {
    for (const act of actsOf('C-1')) {
      const stored = JSON.parse(JSON.stringify(sealAct(own, row, act)))
      expect(JSON.stringify(stored)).not.toContain(secret)
      expect(openAct(own, row, stored)).toEqual(act)
      expect(stored).toMatchObject({ id: act.id, case: act.case, at: act.at, by: act.by, is: act.is })
      expect(openAct(own, row, act)).toEqual(act)
      if (!('~' in stored)) continue
      expect(() => openAct(own, { ...row, id: 'C-1-1' }, stored)).toThrow()
      expect(() => openAct(own, { ...row, case_id: 'C-2' }, stored)).toThrow()
      expect(() => openAct(undefined, row, stored)).toThrow('opened without a data key')
      expect(() => openAct(other, row, stored)).toThrow(/data key .* not among the 1 that are there/)
      expect([isStaleAct(own, stored), isStaleAct(other, stored), isStaleAct(own, act)]).toEqual([
        ...[false, true, true],
      ])
    }
    const silent = actsOf('C-1').at(-1)!
    expect(sealAct(own, row, silent)).toEqual(silent)
    expect(isStaleAct(own, silent)).toBe(false)
  })

  it('is the same of a file’s bytes, whatever they are', () => {
    for (const file of [bytes, Buffer.alloc(0), Buffer.from('~x'), Buffer.alloc(100_000, 7)]) {
      const stored = sealFile(own, row, file)
      expect(Buffer.from(openFile(own, row, stored)).equals(file)).toBe(true)
      expect(Buffer.from(openFile(own, row, file)).equals(file)).toBe(true)
      expect(() => openFile(own, { ...row, id: 'f2' }, stored)).toThrow()
      const changed = Buffer.from(stored)
      changed[changed.length - 1]! ^= 1
      expect(() => openFile(own, row, changed)).toThrow()
    }
  })

  it('names subjects by whole references only', () => {
    const details = {
      with: w1,
      'device:L 1': [{ deep: 'application:A-1' }],
      text: `"${w1}"`,
      url: 'https://x',
    }
    expect(subjectsIn(JSON.stringify(details)).sort()).toEqual(['application:A-1', 'device:L 1', w1])
    expect(subjectsIn('"no"')).toEqual([])
    expect(subjectsIn('"person:\\u0000 \\"x\\""')).toEqual(['person:\0 "x"'])
  })
})

describe.each(backends().filter((b) => b.connection))('work on cases on the disk, $name', (backend) => {
  const stores = storesOf(backend)
  const count = async (table: string, like: string) =>
    (await stores.query(`select count(*)::int as n from ${stores.schema()}.${table} t where ${like}`)).rows[0]
      .n as number
  /** Everywhere in the store where the secret stands in clear. */
  const inClear = async () => {
    const { rows } = await stores.query(
      `select table_name from information_schema.tables where table_schema = '${stores.schema()}'`,
    )
    const found: string[] = []
    for (const { table_name: table } of rows)
      if ((await count(table, `t::text ilike '%${secret}%'`)) > 0) found.push(table)
    if ((await count('attachments', `position('${secret}'::bytea in bytes) > 0`)) > 0)
      found.push('attachments')
    return found.sort()
  }
  const key = signer(newSigningKey())
  const log = (store: Store) => {
    let time = at
    return auditLog(store, () => time++)
  }
  const check = async (store: Store) => {
    return verify(
      (async function* () {
        for await (const lines of exportLines(store, key, { company: 'Acme', now: at, told: true }))
          yield Buffer.from(lines)
      })(),
    )
  }

  it('stands nowhere in clear, and is read as it was written', async () => {
    const { store, again } = await stores.fresh()
    const done = await work(store, w1, 'C-1')
    expect(await inClear()).toEqual([])
    const later = await again()
    expect(await later.acts('C-1')).toEqual(done)
    for await (const acts of later.openActs()) expect(acts).toEqual(done)
    expect(Buffer.from((await later.attachmentBytes('C-1', 'f1'))!).equals(bytes)).toBe(true)
    expect((await later.tellings(9)).map((t) => t.row.observation.data)).toMatchObject([
      { because: `said ${secret}` },
    ])
    expect((await later.audit({ limit: 1 }))[0]).toMatchObject({ details: { because: secret } })
    const found = await check(later)
    expect(found.broken).toBeUndefined()
    expect(found).toMatchObject({ entries: deeds.length + 1, withheld: 0 })
    // A text that was put into another entry is found out.
    await stores.query(
      `update ${stores.schema()}.audit_details d set body = e.body, salt = e.salt from ${stores.schema()}.audit_details e where d.seq = 2 and e.seq = 3`,
    )
    await expect(later.audit({ limit: 99 })).rejects.toThrow()
  })

  it('that an earlier version stored in clear is read, sealed page by page, and sealed anew', async () => {
    const { store } = await stores.fresh()
    await store.close()
    const { cipher: _, ...unsealed } = stores.connection()
    const old = await postgresStore(unsealed)
    const done = await work(old, w1, 'C-1')
    await work(old, 'person:W-2', 'C-2')
    await log(old).record({ by: 'ana', did: 'case.read', about: w1, details: { with: 'person:W-2' } })
    const mark = `delete from ${stores.schema()}.audit_named` // as it was before who is named stood apart
    await stores.query(mark)
    expect(await inClear()).toEqual(['acts', 'attachments', 'audit_details', 'to_tell'])
    await old.close()

    const reseal = async (from: Store, to: typeof cipher) => {
      let [pages, sealed] = [0, 0]
      for (let page = await from.reseal(to, '', 3); page; page = await from.reseal(to, page.after, 3)) {
        pages++
        sealed += page.sealed
      }
      return { pages, sealed }
    }
    const reading = await postgresStore(stores.connection())
    expect(await reading.acts('C-1')).toEqual(done)
    expect(Buffer.from((await reading.attachmentBytes('C-1', 'f1'))!).equals(bytes)).toBe(true)
    const first = await reseal(reading, cipher)
    expect(first.pages).toBeGreaterThan(10)
    expect(await inClear()).toEqual([])
    expect((await reseal(reading, cipher)).sealed).toBe(0)
    expect(await reading.acts('C-1')).toEqual(done)
    const next = cipherOf(['another-key-of-the-tests-that-is-long-enough'])
    expect(await reseal(reading, next)).toEqual(first)
    await reading.close()

    const renewed = await postgresStore({ ...stores.connection(), cipher: next })
    try {
      expect(await renewed.acts('C-1')).toEqual(done)
      expect(Buffer.from((await renewed.attachmentBytes('C-2', 'f1'))!).equals(bytes)).toBe(true)
      expect(await renewed.tellings(9)).toHaveLength(2)
      expect((await check(renewed)).broken).toBeUndefined()
      // Whom a text names was found when it was sealed: the other's entry goes with them.
      await renewed.erase(erasing('person:W-2'))
      expect((await renewed.audit({ did: 'case.read', limit: 1 }))[0]).toMatchObject({
        about: w1,
        details: null,
      })
      expect(await renewed.acts('C-2')).toEqual([])
      expect(await renewed.attachmentBytes('C-2', 'f1')).toBeUndefined()
      expect((await renewed.audit({ did: 'case.commented', about: w1, limit: 9 }))[0]).toMatchObject({
        details: { because: secret },
      })
      expect(await count('audit_named', `named = 'person:W-2'`)).toBe(0)
      expect((await check(renewed)).broken).toBeUndefined()
    } finally {
      await renewed.close()
    }
  })

  it('is forgotten in the audit log where it names an erased person, sealed or in clear, and only there', async () => {
    const { store, again } = await stores.fresh()
    const audit = log(store)
    const about = 'person:W-1'
    await audit.record({ by: 'ana', did: 'case.merged', about, details: { into: 'person:W-2', why: secret } })
    await audit.record({
      by: 'ana',
      did: 'case.merged',
      about,
      details: { into: 'person:W-22', why: secret },
    })
    await audit.record({ by: 'ana', did: 'case.read', details: ['device:L', { 'person:W-2': 1 }] })
    await audit.record({ by: 'ana', did: 'case.read', about: 'person:W-2', details: { why: secret } })
    const { rows } = await stores.query(`select body from ${stores.schema()}.audit_details order by seq`)
    expect(rows.every((r: { body: string }) => /^~[\w-]{6}\./.test(r.body))).toBe(true)
    await store.erase(erasing('person:W-2'))
    const later = await again()
    expect((await later.audit({ limit: 9 })).map((e) => e.details)).toEqual([
      ...[null, null, { into: 'person:W-22', why: secret }, null],
    ])
    expect(await check(later)).toMatchObject({ entries: 4, withheld: 3 })
    expect(await count('audit_named', 'true')).toBe(1)
  })
})
