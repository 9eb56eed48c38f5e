import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors } from '@telltale/core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { noon } from '../api/test-service.ts'
import { readConfig } from '../config.ts'
import { check } from '../ingest/delivery.ts'
import { type Service, startService } from '../service.ts'
import { postgresStore } from '../store/postgres.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { dataKeys } from './data-key.ts'
import { rotate, rotationOf } from './rotating.ts'

describe('data keys', () => {
  const home = mkdtempSync(join(tmpdir(), 'telltale-keys-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it('come from a file of their own, or from the environment, the newest first', () => {
    const keys = dataKeys(home, undefined)
    const sealed = keys.seal('Kay', 'x')
    expect(dataKeys(home, undefined).open(sealed, 'x')).toBe('Kay')
    keys.renew()
    expect(keys.isCurrent(sealed)).toBe(false)
    expect(keys.open(sealed, 'x')).toBe('Kay')
    expect(dataKeys(home, undefined).open(sealed, 'x')).toBe('Kay')
    keys.retire()
    expect(() => keys.open(sealed, 'x')).toThrow(/is not among the 1 that are there/)
    const [a, b] = ['first-key-of-a-key-store-0123456789', 'second-key-of-a-key-store-012345678']
    const old = dataKeys(home, a)
    const both = dataKeys(home, `${b},${a}`)
    expect(both.open(old.seal('Lee', 'y'), 'y')).toBe('Lee')
    expect(both.current).not.toBe(old.current)
    expect(() => both.renew()).toThrow('The data keys come from TELLTALE_DATA_KEY')
    expect(() => dataKeys(home, 'short')).toThrow(/fewer than 32 characters/)
    writeFileSync(join(home, 'data-key'), 'x')
    expect(() => dataKeys(home, undefined)).toThrow(/damaged/)
  })
})

describe.each(backends().filter((b) => b.connection))('a new data key, $name', (backend) => {
  const stores = storesOf(backend)
  const home = mkdtempSync(join(tmpdir(), 'telltale-rotating-'))
  let service: Service | undefined
  afterEach(async () => {
    await service?.stop()
    rmSync(join(home, 'data-key'), { force: true })
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const people = 2300

  async function start() {
    await (await stores.fresh()).store.close()
    const keys = dataKeys(home, undefined)
    const store = await postgresStore({ ...stores.connection(), cipher: keys })
    service = await startService({
      config: readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent' }),
      ...{ store, inbox: store.inbox, detectors: detectors.slice(0, 3), now: () => noon, keys },
      token: 'a-token-for-the-tests-only',
    })
    const rows = Array.from({ length: people }, (_, i) => ({
      row: i + 1,
      value: {
        ...{ id: `p${i}`, kind: 'person', at: noon, about: [`person:W-${i}`] },
        data: { name: `Kay Quillon ${i}`, employer: 'Acme' },
      },
    }))
    const checked = await check(
      rows,
      { source: 'test', receivedAt: noon, digest: 'd' },
      service.context.index,
    )
    await store.inbox.append({
      rows: checked.rows,
      quarantined: [{ source: 't', row: 1, field: '', reason: 'no', receivedAt: noon, text: 'Kay Q' }],
    })
    while ((await store.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 10))
    return { keys, store, context: service.context }
  }
  const sealedWith = async (id: string) => {
    const { rows } = await stores.query(
      `select count(*)::int as n from ${stores.schema()}.observations where data::text like '%"~":"${id}.%'`,
    )
    return rows[0].n as number
  }

  it('seals everything anew, stays readable, and the old one is given up', async () => {
    const { keys, store, context } = await start()
    const old = keys.current
    await context.audit.record({ by: 'ana', did: 'case.read', details: { because: 'Kay Q' } })
    expect(await sealedWith(old)).toBe(people)
    const names = async () => {
      const found = new Set<unknown>()
      for await (const page of store.identities()) for (const row of page) found.add(row.data.name)
      return found.size
    }
    const rotating = rotate(context, 'test')
    await expect(rotate(context, 'test')).rejects.toThrow('being changed already')
    expect(await names()).toBe(people)
    const done = await rotating
    expect(done).toMatchObject({ key: keys.current, sealed: people + 2, doneAt: noon })
    expect(keys.current).not.toBe(old)
    expect(await sealedWith(keys.current)).toBe(people)
    expect(await names()).toBe(people)
    expect(await store.quarantine(1)).toMatchObject([{ text: 'Kay Q' }])
    expect(await store.audit({ did: 'case', limit: 1 })).toMatchObject([{ details: { because: 'Kay Q' } }])
    expect(keys.old()).toBe(0)
    expect(readFileSync(join(home, 'data-key'), 'utf8').trim().split('\n')).toHaveLength(1)
    const told = await store.audit({ did: 'privacy', limit: 5 })
    expect(told.map((e) => e.did)).toEqual(['privacy.key-rotated', 'privacy.key-rotation'])
    expect(await rotationOf(context)).toMatchObject({ running: false })
  })

  it('goes on where it was broken off', async () => {
    const { keys, context } = await start()
    let pages = 0
    const reseal = context.store.reseal
    context.store.reseal = (...args) => {
      if (++pages === 2) throw new Error('the power went')
      return reseal(...args)
    }
    await expect(rotate(context, 'test')).rejects.toThrow('the power went')
    context.store.reseal = reseal
    const key = keys.current
    const half = await sealedWith(key)
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(people)
    expect(keys.old()).toBe(1)
    const done = await rotate(context, 'test')
    expect(done).toMatchObject({ key, sealed: people + 1 })
    expect(keys.current).toBe(key)
    expect(await sealedWith(key)).toBe(people)
    expect(keys.old()).toBe(0)
  })
})
