import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, plan } from '@telltale/core'
import { run, startEngine } from '../../packages/server/src/engine/loop.ts'
import { blindIndex } from '../../packages/server/src/ingest/blind-index.ts'
import { check } from '../../packages/server/src/ingest/delivery.ts'
import { cipherOf } from '../../packages/server/src/privacy/data-key.ts'
import { openStore } from '../../packages/server/src/store/open.ts'
import type { Bench } from '../section.ts'

const rounds = Number(process.env.TELLTALE_BENCH_ROUNDS ?? 5)
const deliveries = 40
const perDelivery = 100
const at = 1_772_452_800_000

/** Workers and applicants with everything that identifies somebody, and sign-ins: what sealing costs most for. */
function rows(round: number, delivery: number): object[] {
  return Array.from({ length: perDelivery }, (_, i) => {
    const n = `${round}-${delivery}-${i}`
    const contact = { name: `Sample Person ${n}`, emails: [`p${n}@example.com`], phones: ['+1 512 555 0143'] }
    const home = { address: `${i} Sample Street, Columbus, OH 43004`, place: 'Columbus, OH' }
    if (i % 3 === 0)
      return { id: `p${n}`, kind: 'person', at, about: [`person:W-${n}`], data: { ...contact, ...home, employer: 'Acme' } } // biome-ignore format: one row
    if (i % 3 === 1)
      return {
        ...{ id: `a${n}`, kind: 'application', at, about: [`application:A-${n}`] },
        data: {
          ...contact,
          ...home,
          requisition: 'R-1',
          resumeText: `Engineer. ${'Built things. '.repeat(140)}`,
        },
      }
    return {
      id: `s${n}`,
      kind: 'signin',
      at,
      about: [`person:W-${n}`],
      data: { ip: '203.0.113.9', country: 'US' },
    }
  })
}

/** What it costs to seal what identifies people in the store, from the inbox to the commit. */
export default {
  title: 'Sealing what identifies people',
  async run() {
    const index = blindIndex('a-key-of-the-bench-that-is-long-enough')
    const rate = { sealed: [] as number[], clear: [] as number[] }
    const spent = { sealed: [] as number[], clear: [] as number[] }
    for (let round = 0; round < rounds; round++)
      for (const kind of round % 2 === 0 ? (['sealed', 'clear'] as const) : (['clear', 'sealed'] as const)) {
        const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
        const cipher =
          kind === 'sealed' ? { cipher: cipherOf(['a-data-key-of-the-bench-that-is-long-enough']) } : {}
        const opened = await openStore({ home, ...cipher })
        try {
          const { store } = opened
          const engine = await startEngine(plan(detectors), store)
          const checked = await Promise.all(
            Array.from({ length: deliveries }, async (_, d) => {
              const raw = rows(round, d).map((value, i) => ({ row: i + 1, value }))
              return check(raw, { source: 'bench', receivedAt: at, digest: `${d}` }, index)
            }),
          )
          const stop = new AbortController()
          const began = performance.now()
          const before = process.cpuUsage()
          const loop = run(engine, store.inbox.batches(stop.signal))
          await Promise.all(
            checked.map((c) => store.inbox.append({ rows: c.rows, quarantined: c.quarantined })),
          )
          while ((await store.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
          rate[kind].push((deliveries * perDelivery) / ((performance.now() - began) / 1000))
          const { user, system } = process.cpuUsage(before)
          spent[kind].push((user + system) / 1000 / ((deliveries * perDelivery) / 1000))
          stop.abort()
          await loop
        } finally {
          await opened.stop()
          rmSync(home, { recursive: true, force: true })
        }
      }
    const [sealed, clear] = [median(rate.sealed), median(rate.clear)]
    const [cpuSealed, cpuClear] = [median(spent.sealed), median(spent.clear)]
    const cost = cpuSealed / cpuClear - 1
    const n = `medians of ${rounds} rounds each, alternating, of ${(deliveries * perDelivery).toLocaleString('en')} rows`
    return [
      {
        title: 'From the inbox to the commit',
        targets: [
          {
            what: 'Processor time of the server for rows that identify people',
            aim: 'at most 15 % more sealed than in clear',
            measured: `${Math.round(cpuSealed)} ms for 1,000 rows sealed, ${Math.round(cpuClear)} ms in clear: ${cost < 0 ? '−' : '+'}${Math.abs(100 * cost).toFixed(1)} %`,
            met: cost <= 0.15,
            n,
          },
        ],
        tables: [
          {
            title: 'Rows a second, with everything else that this machine did',
            columns: ['', 'median', 'all rounds'],
            rows: [
              ['sealed', Math.round(sealed), rate.sealed.map(Math.round).join(', ')],
              ['in clear', Math.round(clear), rate.clear.map(Math.round).join(', ')],
            ],
          },
        ],
        notes: [
          'Two in three rows are workers or applicants with contacts, address and (applicants) a résumé of 2 kB; one in three is a sign-in. Each round is a fresh embedded Postgres; appending to the inbox, judging by every detector and both commits are in the time.',
          'Kinds of timing, which are most of what a fleet sends, have nothing that is sealed in the store; in the inbox every delivery is.',
        ],
      },
    ]
  },
} satisfies Bench

function median(of: number[]): number {
  return [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]!
}
