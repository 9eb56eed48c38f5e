import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../packages/server/src/store/embedded.ts'
import { postgresStore } from '../../packages/server/src/store/postgres.ts'
import { finding } from '../../packages/server/src/work/test-cases.ts'
import { type ServerProcess, serverOn } from '../../test/server-process.ts'
import { seeded } from '../../test/world.ts'
import { cpuSeconds, peakMemory } from '../process-tree.ts'
import type { Bench, Target } from '../section.ts'

/** How many cases lie in the store; TELLTALE_BENCH_CASES tries another size than the aim names. */
const cases = Number(process.env.TELLTALE_BENCH_CASES ?? 1_000_000)
/** One case in this many is open. */
const openOne = 100
const reads = 3000
const pages = 300
const acts = 1000
const day = 86_400_000

/** The case API over HTTP on the real server with its embedded Postgres, most cases closed. */
export default {
  title: 'Cases over HTTP',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
    let server: ServerProcess | undefined
    try {
      await fill(home)
      server = await serverOn(home)
      await server.start() // folds the open cases into the queue
      await server.stop()
      const began = performance.now()
      await server.start()
      const starts = (performance.now() - began) / 1000
      const watched = new AbortController()
      const memory = peakMemory(server.pid(), watched.signal)
      const busy = cpuSeconds(server.pid())
      const measured = await measure(server)
      const each = ((cpuSeconds(server.pid()) - busy) * 1000) / (reads + 2 * pages + acts)
      watched.abort()
      const peak = await memory
      const aim = (what: string, times: number[], n: string): Target => ({
        ...{ what, aim: 'p99 < 50 ms', n },
        measured: `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}`,
        met: at(times, 0.99) < 50,
      })
      const open = Math.floor(cases / openOne)
      return [
        {
          title: `${cases.toLocaleString('en')} cases, ${open.toLocaleString('en')} of them open`,
          targets: [
            aim('one case (GET /v1/cases/:id)', measured.one, `${reads} cases at random, each read once`),
            aim('a page of 100 closed cases', measured.closed, `${pages} pages in a row`),
            aim('a page of 100 open cases', measured.open, `${pages} pages, from the first on and again`),
            aim('one act (POST /v1/cases/:id/acts)', measured.act, `${acts} comments on cases at random`),
          ],
          notes: [
            `One client, one request after the other, over loopback; each case has two to three findings and four to five acts. Reading a case notes in the audit log who looked, and an act is on the disk with its entry of the audit log before it is answered: both wait for the disk.`,
            `Processor time of server and database together: ${each.toFixed(1)} ms a request; load of the machine, other work on it included: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores.`,
            `With that many cases the server starts in ${starts.toFixed(1)} s. Memory at most: server ${peak.server} MB, database ${peak.database} MB.`,
          ],
        },
      ]
    } finally {
      await server?.kill(true)
      rmSync(home, { recursive: true, force: true })
    }
  },
} satisfies Bench

async function measure(server: ServerProcess) {
  const random = seeded(11)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, body?: object) => timed(server, agent, method, path, body)
  const some = () => `C-${1 + Math.floor(random() * cases)}`
  for (let i = 0; i < 100; i++) await ask('GET', `/v1/cases/${some()}`)
  const found = { one: [] as number[], closed: [] as number[], open: [] as number[], act: [] as number[] }
  for (let i = 0; i < reads; i++) found.one.push((await ask('GET', `/v1/cases/${some()}`)).took)
  for (const state of ['closed', 'open'] as const) {
    let after: string | undefined
    for (let i = 0; i < pages; i++) {
      const only = state === 'closed' ? '&state=closed' : ''
      const { took, next } = await ask('GET', `/v1/cases?limit=100${only}${after ? `&after=${after}` : ''}`)
      found[state].push(took)
      after = next
    }
  }
  for (let i = 0; i < acts; i++) {
    const { took } = await ask('POST', `/v1/cases/${some()}/acts`, { is: 'commented', text: 'A word on it.' })
    found.act.push(took)
  }
  agent.destroy()
  return found
}

function timed(
  server: ServerProcess,
  agent: Agent,
  method: string,
  path: string,
  body?: object,
): Promise<{ took: number; next?: string }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${server.token()}`, 'content-type': 'application/json' }
    const sent = request(`${server.url}${path}`, { method, agent, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => {
        const took = performance.now() - began
        const text = Buffer.concat(chunks).toString()
        if ((reply.statusCode ?? 500) >= 300)
          reject(new Error(`${path} answered ${reply.statusCode}: ${text.slice(0, 300)}`))
        else resolve({ took, next: (JSON.parse(text) as { next?: string }).next })
      })
    })
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}

/**
 * Cases as they would have come to be a month ago: evidence, the acts of people, and what follows from them, made by SQL.
 * Much older ones would be forgotten by retention while they are measured.
 */
async function fill(home: string): Promise<void> {
  const database = await startEmbedded(home)
  try {
    await (await postgresStore(database)).close() // makes the tables
    const client = new pg.Client(database.to)
    await client.connect()
    const run = (sql: string, values: unknown[] = []) => client.query(sql, values)
    const opened = Date.now() - 30 * day
    const body = (id: string, over: object) =>
      JSON.stringify(
        finding('person:W-@', `e@${id}`, { from: opened - 2 * day, to: opened - day, ...over }),
      ).replaceAll('@', '%1$s')
    // Tables that were emptied in the same transaction are filled without a log, and indexes are made once everything is there.
    await run(`set maintenance_work_mem = '256MB'`)
    await run('begin')
    await run('truncate evidence, cases, acts, unfolded')
    const { rows: indexes } = await run(
      `select indexname as name, indexdef as definition from pg_indexes i
      where schemaname = current_schema() and tablename in ('evidence', 'cases', 'acts')
        and not exists (select from pg_constraint c where c.conname = i.indexname)`,
    )
    for (const { name } of indexes) await run(`drop index ${name}`)
    const evidence = [
      ['a', { family: 'path' }],
      ['b', { family: 'mechanism', weights: { 'device-elsewhere': 2.5 }, weight: 2.5 }],
    ] as const
    for (const [id, over] of evidence)
      await run(
        `insert into evidence (id, detector, subject, subjects, weighs_on, accuses, ties, to_ms, body)
        select 'e' || n || $1, 'network/layer-gap', 'person:W-' || n, array['person:W-' || n],
          array['person:W-' || n], true, false, ${opened - day}, format($2, n)::json
        from generate_series(1, $3::int) n`,
        [id, body(id, over), cases],
      )
    const closed = `n % ${openOne} <> 0`
    await run(
      `insert into cases (subject, id, opened_at, state, closed_at, summary)
      select 'person:W-' || n, 'C-' || n, ${opened}, case when ${closed} then 'closed' else 'triage' end,
        case when ${closed} then ${opened} + 3000 + n end,
        format(case when ${closed} then
          '{"id":"C-%1$s","subject":"person:W-%1$s","state":"closed","openedAt":${opened},"touchedAt":%2$s,"decided":{"conclusion":"cleared","at":${opened + 2000}}}'
        else '{"id":"C-%1$s","subject":"person:W-%1$s","state":"triage","openedAt":${opened},"touchedAt":${opened + 1000},"waitingFor":"triage"}'
        end, n, ${opened} + 3000 + n)::json
      from generate_series(1, $1::int) n`,
      [cases],
    )
    const did = [
      ['opened', 0, '"by":"telltale","is":"opened","subject":"person:W-%1$s"', 'true'],
      ['moved', 1000, '"by":"ana","person":"p-ana","role":"analyst","is":"moved","to":"triage"', 'true'],
      ['viewed', 2000, '"by":"ana","person":"p-ana","role":"analyst","is":"viewed","conclusion":"cleared","because":"Seen at the office."', closed],
      ['closed', 3000, '"by":"ana","person":"p-ana","role":"analyst","is":"closed","because":"Done."', closed],
    ] as const // biome-ignore format: a table
    for (const [is, later, act, where] of did) {
      const time = is === 'closed' ? `${opened + later} + n` : `${opened + later} + 0 * n`
      await run(
        `insert into acts (case_id, at, id, subject, body)
        select 'C-' || n, ${time}, '${is}-' || n, 'person:W-' || n,
          format('{"id":"${is}-%1$s","case":"C-%1$s","at":%2$s,${act}}', n, ${time})::json
        from generate_series(1, $1::int) n where ${where}`,
        [cases],
      )
    }
    await run(
      `insert into unfolded (subject) select 'person:W-' || n from generate_series(1, $1::int) n where not (${closed})`,
      [cases],
    )
    for (const { definition } of indexes) await run(definition)
    await run('commit')
    await run('vacuum analyze')
    await client.end()
  } finally {
    await database.stop()
  }
}

function at(times: readonly number[], quantile: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))]!
}

function ms(times: readonly number[], quantile: number): string {
  return `${at(times, quantile).toFixed(1)} ms`
}
