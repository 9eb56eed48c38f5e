import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, type SubjectRef } from '@telltale/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noon, rtt } from '../api/test-service.ts'
import { readConfig } from '../config.ts'
import { check } from '../ingest/delivery.ts'
import type { Inbox } from '../ingest/inbox.ts'
import { memoryInbox } from '../ingest/memory-inbox.ts'
import { type Service, startService } from '../service.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { eraseSubject } from './erasing.ts'
import { runRetention } from './retention.ts'
import { setRetention } from './retention-rule.ts'

const day = 86_400_000
const phone = '+1 512 555 0143'

const application = (n: number, at = noon) => ({
  ...{ id: `a${n}`, kind: 'application', at, about: [`application:AP-${n}`] },
  data: { name: `Kay Quillon${n}`, emails: [`q${n}@example.com`], phones: [phone], requisition: 'R-1' },
})
const worker = (n: number, data: object = {}) => ({
  ...{ id: `w${n}`, kind: 'person', at: noon, about: [`person:WK-${n}`] },
  data: { name: `Kay Quillon${n}`, phones: [phone], employer: 'Acme', application: `AP-${n}`, ...data },
})
const laptop = (n: number, to: number, at = noon) => ({
  ...{ id: `d${n}-${to}`, kind: 'device', at, about: [`device:LT-${n}`] },
  data: { assignedTo: `WK-${to}` },
})

describe.each(backends())('to forget somebody, $name', (backend) => {
  const stores = storesOf(backend)
  const home = mkdtempSync(join(tmpdir(), 'telltale-erasing-'))
  let service: Service | undefined
  let at = noon
  let store: Store
  let inbox: Inbox

  beforeAll(() => {})
  afterEach(async () => {
    await service?.stop()
    service = undefined
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  async function start(...rows: object[]) {
    at = noon
    store = (await stores.fresh()).store
    inbox = (store as Store & { inbox?: Inbox }).inbox ?? memoryInbox()
    service = await startService({
      config: readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent' }),
      ...{ store, inbox, detectors, now: () => at, token: 'a-token-for-the-tests-only' },
    })
    await take(...rows)
    return service.context
  }
  async function take(...rows: object[]) {
    const context = service!.context
    const raw = rows.map((value, i) => ({ row: i + 1, value }))
    const checked = await check(raw, { source: 'test', receivedAt: at, digest: 'd' }, context.index)
    expect(checked.problems).toEqual([])
    await inbox.append(checked)
    while ((await inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
  }
  const by = { by: 'local-counsel', because: 'asked for it' }
  const about = async (subject: SubjectRef) =>
    (await store.observations({ subjects: [subject], from: 0, to: 1e13, limit: 100 })).total

  it('takes them and what is theirs alone out of every table, and leaves everybody else', async () => {
    const context = await start(
      ...[application(1), application(2), worker(1), worker(2), laptop(1, 1), laptop(2, 2)],
      rtt('r1', 40, { about: ['device:LT-1', 'person:WK-1'] }),
      rtt('r2', 40, { about: ['device:LT-2', 'person:WK-2'] }),
    )
    await context.audit.record({ by: 'x', did: 'case.read', about: 'person:WK-1', details: { n: 1 } })
    await store.putSetting('presence-check:1', { subject: 'person:WK-1' })
    const before = await store.attributesOn(['application:AP-1'])
    expect(before.length).toBeGreaterThan(0)
    const done = await eraseSubject(context, 'person:WK-1', by)
    expect(new Set(done.subjects)).toEqual(new Set(['person:WK-1', 'application:AP-1', 'device:LT-1']))
    expect(done.removed.observations).toBeGreaterThanOrEqual(4)
    for (const gone of done.subjects) {
      expect(await about(gone)).toBe(0)
      expect(context.engine.directory.claims.has(gone)).toBe(false)
    }
    expect(await about('person:WK-2')).toBeGreaterThan(0)
    expect(await store.setting('presence-check:1')).toBeUndefined()
    const phones = (await store.attributesOn(['application:AP-2'])).filter((a) => a.ref.startsWith('phone:'))
    const state = (await store.attributes([phones[0]!.ref])).get(phones[0]!.ref)!
    expect(JSON.stringify(state)).not.toMatch(/AP-1|WK-1/)
    expect(Object.keys(state.members)).toContain('application:AP-2')
    for (const e of await store.evidence({}))
      expect(e.subjects.filter((s) => done.subjects.includes(s))).toEqual([])
    // The chain tells that somebody was erased, and not who.
    const [entry] = await store.audit({ did: 'privacy.erased', limit: 1 })
    expect(entry).toMatchObject({ by: 'local-counsel', details: { because: 'asked for it', subjects: 3 } })
    const [read] = await store.audit({ did: 'case.read', limit: 1 })
    expect(read).toMatchObject({ about: null, details: null })
    if (backend.connection) await isNowhere(/WK-1\b|AP-1\b|LT-1\b|Quillon1|q1@/)
    await expect(eraseSubject(context, 'person:WK-1', by)).rejects.toThrow('Nothing is known of person:WK-1')
  })

  /** No row of any table tells of them. */
  async function isNowhere(what: RegExp): Promise<void> {
    const { rows } = await stores.query(
      `select table_name from information_schema.tables where table_schema = '${stores.schema()}'`,
    )
    for (const { table_name: table } of rows) {
      const found = await stores.query(`select t::text as row from ${stores.schema()}.${table} t`)
      expect(
        found.rows.filter(({ row }) => what.test(row)),
        table,
      ).toEqual([])
    }
  }

  it('keeps a device that went to somebody else, without the windows of the time before', async () => {
    const context = await start(
      ...[worker(1), worker(2), laptop(1, 1, noon - 20 * day), laptop(1, 2, noon - 2 * day)],
      rtt('r1', 40, { at: noon - 10 * day, about: ['device:LT-1', 'person:WK-1'] }),
      rtt('r2', 40, { about: ['device:LT-1', 'person:WK-2'] }),
    )
    const done = await eraseSubject(context, 'person:WK-1', by)
    expect(done.subjects).not.toContain('device:LT-1')
    expect(done.stays[0]).toContain('device:LT-1, which others used too')
    const { windows } = await store.load(new Map([['device:LT-1', 0]]))
    expect([...windows.values()].every((w) => !w.beside.includes('person:WK-1'))).toBe(true)
    expect([...windows.values()].some((w) => w.beside.includes('person:WK-2'))).toBe(true)
  })

  it('is refused while a case about them is open, and says which floor it is', async () => {
    const context = await start(worker(1), rtt('r1', 400, { about: ['device:LT-1', 'person:WK-1'] }))
    await store.commitFold([
      { subject: 'person:WK-1', case: { id: 'C-1', openedAt: at }, at } as Parameters<
        Store['commitFold']
      >[0][0],
    ])
    await context.renew()
    expect(context.work.open().map((c) => c.subject)).toEqual(['person:WK-1'])
    await expect(eraseSubject(context, 'person:WK-1', by)).rejects.toMatchObject({
      status: 409,
      extra: { floor: 'open case' },
      message: expect.stringMatching(/A case about them is open.*Nothing was erased/),
    })
    expect(await about('person:WK-1')).toBe(2)
    // Nor does it run out.
    at += 3000 * day
    const run = await runRetention(context, { by: 'test', dryRun: false })
    expect(run.floors).toMatchObject({ 'open case': 2 })
    expect(await about('person:WK-1')).toBe(2)
  })

  it('by itself: what is past its time goes, what is not or works here stays, and it is proven', async () => {
    const context = await start(
      ...[application(1), application(2, noon), worker(3), worker(4, { endDate: '2026-03-31' })],
      { kind: 'progress', id: 'p', at: noon, about: ['application:AP-2'], data: { stage: 'rejected' } },
    )
    at += 400 * day
    await take({ ...application(5, at), id: 'new' })
    const dry = await runRetention(context, { by: 'test', dryRun: true })
    const line = (run: typeof dry, what: string) => run.lines.find((l) => l.what === what)
    expect(line(dry, 'application')).toMatchObject({ days: 365, examined: 2, removed: 2, kept: 0 })
    expect(await store.retentionRuns(5)).toEqual([])
    expect(await about('application:AP-1')).toBe(1)
    const run = await runRetention(context, { by: 'test', dryRun: false })
    expect(line(run, 'application')).toMatchObject({ examined: 2, removed: 2 })
    expect(line(run, 'progress')).toMatchObject({ removed: 1 })
    // Of workers three years.
    expect(line(run, 'person')).toMatchObject({ examined: 0 })
    expect(await about('application:AP-1')).toBe(0)
    expect(await about('application:AP-5')).toBe(1)
    // Nothing was left of the two applicants: they were forgotten altogether.
    expect(run.forgotten).toBe(2)
    expect(context.engine.directory.claims.has('application:AP-1')).toBe(false)
    expect(await store.retentionRuns(5)).toMatchObject([{ by: 'test', forgotten: 2 }])
    const [entry] = await store.audit({ did: 'privacy.retention-ran', limit: 1 })
    expect(entry?.details).toMatchObject({ removed: { application: 2, progress: 1 }, forgotten: 2 })
    at += 800 * day
    const later = await runRetention(context, { by: 'test', dryRun: false })
    expect(line(later, 'person')).toMatchObject({ examined: 2, removed: 1, kept: 1 })
    expect(await about('person:WK-3')).toBe(1)
    expect(await about('person:WK-4')).toBe(0)
  })

  it('keeps windows, findings and what could not be used for a time of their own', async () => {
    const context = await start(rtt('r1', 40))
    await inbox.append({
      rows: [],
      quarantined: [{ source: 's', row: 1, field: '', reason: 'no', receivedAt: at, text: 'x' }],
    })
    while ((await inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
    await setRetention(store, { measurements: 100 })
    at += 50 * day
    await take(rtt('r2', 40, { at }))
    const run = await runRetention(context, { by: 'test', dryRun: false })
    const line = (what: string) => run.lines.find((l) => l.what === what)
    expect(line('quarantine')).toMatchObject({ removed: 1 })
    expect(line('measurements')).toMatchObject({ removed: 0 })
    expect(await store.quarantine(5)).toEqual([])
    at += 60 * day
    const later = await runRetention(context, { by: 'test', dryRun: false })
    expect(later.lines.find((l) => l.what === 'measurements')!.removed).toBeGreaterThan(0)
    expect(await about('device:LT-1')).toBe(2)
  })
})
