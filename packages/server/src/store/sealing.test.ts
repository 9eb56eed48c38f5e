import { detectors, plan } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../../../test/world.ts'
import { startEngine, take } from '../engine/loop.ts'
import { cipherOf } from '../privacy/data-key.ts'
import { postgresStore } from './postgres.ts'
import { openData, sealData } from './sealing.ts'
import { backends, storesOf } from './test-stores.ts'

const at = 20_000 * 86_400_000
const secret = 'Quillon'

const rows = () => [
  accepted({
    ...{ id: 'a', kind: 'application', at, about: ['application:A-1'] },
    data: {
      ...{ name: `Ada ${secret}`, emails: [`${secret}@example.com`], phones: ['+1 512 555 0143'] },
      ...{ address: `7 ${secret} Street, Columbus, OH 43004`, resumeText: `I am ${secret}.` },
      ...{ place: 'Columbus, OH', requisition: 'R-1', '~': `also ${secret}` },
    },
  }),
  accepted({
    ...{ id: 'w', kind: 'person', at, about: ['person:W-1'] },
    data: { name: `Ada ${secret}`, employer: 'Acme' },
  }),
]
const bad = {
  ...{ source: 'test', row: 1, field: 'kind', reason: 'is missing', receivedAt: at },
  text: `{"name":"${secret}"}`,
}

describe('what identifies somebody', () => {
  const cipher = cipherOf(['one-key-of-the-tests-that-is-long-enough'])
  const row = { source: 's', id: '1', kind: 'person' }

  it('opens where it was sealed, whatever it holds, and nowhere else', () => {
    for (const data of [
      { name: 'Kay \u0000 \ud800', emails: [], employer: 'Acme' },
      { '~': 'x', name: null },
      { employer: 'Acme' },
      {},
    ]) {
      const sealed = sealData(cipher, row, data)
      expect(openData(cipher, row, JSON.parse(JSON.stringify(sealed)))).toEqual(data)
    }
    const sealed = sealData(cipher, row, { name: 'Kay' })
    expect(() => openData(cipher, { ...row, id: '2' }, sealed)).toThrow()
    const other = cipherOf(['another-key-of-the-tests-that-is-long-enough'])
    expect(() => openData(other, row, sealed)).toThrow(/data key .* not among the 1 that are there/)
    expect(openData(cipher, row, { name: 'stored in clear' })).toEqual({ name: 'stored in clear' })
    expect(sealData(cipher, row, null)).toBeNull()
    expect(sealData(cipher, row, { name: 'Kay' })).not.toEqual(sealed)
  })
})

describe.each(backends().filter((b) => b.connection))('on the disk, $name', (backend) => {
  const stores = storesOf(backend)

  it('nothing is found of it in any table, and everything is read as it came', async () => {
    const { store, again } = await stores.fresh()
    const engine = await startEngine(plan(detectors), store)
    await take(engine, { rows: rows(), quarantined: [bad] })
    const inbox = (store as Awaited<ReturnType<typeof postgresStore>>).inbox
    await inbox.append({ rows: rows(), quarantined: [] })
    const { rows: tables } = await stores.query(
      `select table_name from information_schema.tables where table_schema = '${stores.schema()}'`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { table_name: table } of tables) {
      const found = await stores.query(
        `select * from ${stores.schema()}.${table} t where t::text ilike '%${secret}%'`,
      )
      expect(found.rows, table).toEqual([])
    }
    {
      const open = await again()
      const { observations } = await open.observations({
        ...{ subjects: ['application:A-1', 'person:W-1'], from: 0, to: 1e13, limit: 10 },
      })
      expect(observations.map((o) => o.data)).toEqual(rows().map((r) => r.observation.data))
      const people = []
      for await (const page of open.identities()) people.push(...page)
      expect(people.map((p) => p.data.name)).toEqual([`Ada ${secret}`, `Ada ${secret}`])
      expect(await open.quarantine(5)).toMatchObject([{ text: bad.text }])
      const { windows } = await open.load(new Map([['application:A-1', 0]]))
      expect(JSON.stringify([...windows.values()])).toContain(`${secret}@example.com`)
    }
  })

  it('a store without the key says which one is missing', async () => {
    const { store } = await stores.fresh()
    const out = { ...{ windows: [], watermarks: [], learned: [], evidence: [], withdrawn: [] }, ...{ abstentions: [], answered: [], faults: [], shares: [], late: 0 } } // biome-ignore format: an empty step
    await store.commit({ rows: rows(), quarantined: [], out })
    await store.close()
    const other = await postgresStore({
      ...stores.connection(),
      cipher: cipherOf(['another-key-of-the-tests-that-is-long-enough']),
    })
    await expect(
      other.observations({ subjects: ['person:W-1'], from: 0, to: 1e13, limit: 1 }),
    ).rejects.toThrow(/restore the file data-key/)
    await other.close()
  })
})
