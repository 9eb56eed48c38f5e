/**
 * The server with its embedded Postgres under the load of more than 20,000 batches of 200 keys a minute, each with a row of
 * reactions, so that every batch moves a window. Beside it, probes on devices of their own: the time from just
 * before a row is sent until its provisional evidence is read back over the API. Server, database and the load
 * share the machine.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerProcess, serverOn } from '../../test/server-process.ts'
import { machine, seeded } from '../machine.ts'
import { cpuSeconds, peakMemory } from '../process-tree.ts'

const aim = 20_000
/** A tenth above the aim, so that the aim is met with the rate and not just touched. */
const batchesAMinute = Number(process.env.BENCH_RATE ?? 22_000)
const devices = 1000
const warmUpSeconds = 10
const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const probesASecond = 8
/** More requests than this at one time and the load waits: then the rate below says so. */
const atOneTime = 64

export async function run(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const server = await serverOn(home)
  const agent = new Agent({ keepAlive: true, maxSockets: atOneTime + 32 })
  try {
    const before = performance.now()
    await server.start()
    const readyMs = performance.now() - before
    const token = readFileSync(join(home, 'token'), 'utf8').trim()
    await load(server, agent, warmUpSeconds)
    const cpu = cpuSeconds(server.pid())
    const samples: number[] = []
    const watching = new AbortController()
    const memory = peakMemory(server.pid(), watching.signal)
    const [sent] = await Promise.all([
      load(server, agent, seconds),
      probe(server, agent, token, seconds, samples),
    ])
    const busy = cpuSeconds(server.pid()) - cpu
    const drainStart = performance.now()
    await send(server, agent, 'POST', '/v1/drain', '', token)
    const drainMs = performance.now() - drainStart
    watching.abort()
    const peak = await memory
    samples.sort((a, b) => a - b)
    const at = (q: number) =>
      Math.round(samples[Math.min(samples.length - 1, Math.floor(q * samples.length))] ?? Number.NaN)
    const result = {
      machine: machine(),
      batchesAMinute: Math.round((sent.accepted / sent.seconds) * 60),
      keysABatch: 200,
      refused: sent.refused,
      seconds: Math.round(sent.seconds),
      probes: samples.length,
      evidenceMs: {
        p50: at(0.5),
        p90: at(0.9),
        p99: at(0.99),
        max: Math.round(samples.at(-1) ?? Number.NaN),
      },
      acknowledgedMs: { p50: sent.quantile(0.5), p99: sent.quantile(0.99) },
      cpuSecondsOfServerAndDatabase: Math.round(busy),
      peakMemoryMB: peak,
      readyFromNothingMs: Math.round(readyMs),
      drainAfterwardsMs: Math.round(drainMs),
    }
    writeFileSync(
      new URL('../results/embedded-server.json', import.meta.url),
      `${JSON.stringify(result, undefined, 2)}\n`,
    )
    return page(result)
  } finally {
    agent.destroy()
    await server.stop().catch(() => {})
    await server.kill(true)
    rmSync(home, { recursive: true, force: true })
  }
}

type Result = Record<string, unknown> & {
  batchesAMinute: number
  evidenceMs: { p50: number; p90: number; p99: number; max: number }
  acknowledgedMs: { p50: number; p99: number }
  peakMemoryMB: { server: number; database: number; together: number }
}

function page(r: Result): string {
  const met = r.batchesAMinute >= aim && r.evidenceMs.p99 < 1000
  return `# The server with its embedded Postgres

${r.machine}. The load and its client share the machine with server and database.

| | measured | aim |
|---|---|---|
| batches of ${r.keysABatch} keys a minute, each with a reaction row | ${r.batchesAMinute.toLocaleString('en')} over ${r.seconds} s, ${r.refused} refused | ${aim.toLocaleString('en')} |
| observation → provisional evidence, read back over the API (${r.probes} probes) | p50 ${r.evidenceMs.p50} ms, p90 ${r.evidenceMs.p90} ms, p99 ${r.evidenceMs.p99} ms, longest ${r.evidenceMs.max} ms | p99 < 1,000 ms |
| request → 202, durable | p50 ${r.acknowledgedMs.p50} ms, p99 ${r.acknowledgedMs.p99} ms | |
| processor time of server and database | ${r.cpuSecondsOfServerAndDatabase} s | |
| peak memory (proportional set size) | server ${r.peakMemoryMB.server} MB, database ${r.peakMemoryMB.database} MB, together ${r.peakMemoryMB.together} MB | |
| from an empty folder to ready | ${r.readyFromNothingMs} ms | 10,000 ms |

${met ? 'Met.' : 'Not met.'} \`npm run bench embedded-server\` measures it again.
`
}

/** Sends batches at the rate for so long; those that are late are sent as soon as there is room. */
async function load(server: ServerProcess, agent: Agent, duration: number) {
  const bodies = templates()
  const waits: number[] = []
  let [accepted, refused, open, n] = [0, 0, 0, 0]
  const start = performance.now()
  const due = () => ((performance.now() - start) / 60_000) * batchesAMinute
  while (performance.now() - start < duration * 1000) {
    while (n < due() && open < atOneTime) {
      const body = bodies[n % bodies.length]!(n, start)
      n++
      open++
      const sentAt = performance.now()
      send(server, agent, 'POST', '/v1/observations', body).then(({ status }) => {
        open--
        waits.push(performance.now() - sentAt)
        if (status === 202) accepted++
        else refused++
      })
    }
    await sleep(2)
  }
  while (open > 0) await sleep(2)
  waits.sort((a, b) => a - b)
  return {
    accepted,
    refused,
    seconds: (performance.now() - start) / 1000,
    quantile: (q: number) => Math.round(waits[Math.floor(q * waits.length)]!),
  }
}

/** Bodies made beforehand, so that the client takes little of the machine: only ids and times are filled in. */
function templates(): ((n: number, run: number) => string)[] {
  const random = seeded(1)
  return Array.from({ length: devices }, (_, d) => {
    const about = [`device:LT-${d}`, `person:W-${d}`]
    const press: number[] = []
    let t = 0
    for (let k = 0; k < 200; k++) {
      t += 60 + random() * 200
      press.push(Math.round(t * 1000) / 1000)
    }
    const keys = {
      press,
      release: press.map((p) => Math.round((p + 50 + random() * 80) * 1000) / 1000),
      class: press.map(() => (random() < 0.8 ? 'letter' : 'space')),
    }
    const rows = [
      { id: '%', kind: 'keys', at: 0, about, data: { source: 'endpoint', ...keys } },
      {
        id: '%',
        kind: 'reaction',
        at: 0,
        about,
        data: { source: 'endpoint', events: reactions(random, 0, 4) },
      },
    ]
    const pieces = rows.map((row) => JSON.stringify(row).split('"%"'))
    return (n, run) =>
      pieces
        .map(([head, rest], i) => `${head}"${run}-${n}-${i}"${rest!.replace('"at":0', `"at":${Date.now()}`)}`)
        .join('\n')
  })
}

function reactions(random: () => number, lateBy: number, n: number) {
  return Array.from({ length: n }, (_, k) => {
    const shownAt = Math.round((k * 30_000 + random() * 1000) * 1000) / 1000
    const answered = shownAt + lateBy + (k % 2 ? 270 : 350) + random() * 90
    const common = { shownAt, respondedAt: Math.round(answered * 1000) / 1000 }
    return {
      ...common,
      ...(k % 2 ? { stimulus: 'target', by: 'motion' } : { stimulus: 'prompt', by: 'key' }),
    }
  })
}

/** One reaction row on a device never seen before; its evidence is asked for until it is there. */
async function probe(
  server: ServerProcess,
  agent: Agent,
  token: string,
  duration: number,
  samples: number[],
) {
  const random = seeded(2)
  const start = performance.now()
  const running: Promise<void>[] = []
  for (let n = 0; n < duration * probesASecond; n++) {
    await sleep(Math.max(0, start + (n * 1000) / probesASecond - performance.now()))
    running.push(one(n))
  }
  await Promise.all(running)

  async function one(n: number): Promise<void> {
    const about = [`device:probe-${n}`]
    const row = {
      id: `probe-${n}`,
      kind: 'reaction',
      at: Date.now(),
      about,
      data: { events: reactions(random, 160, 24) },
    }
    const sentAt = performance.now()
    await send(server, agent, 'POST', '/v1/observations', JSON.stringify(row))
    for (;;) {
      const { status, body } = await send(
        server,
        agent,
        'GET',
        `/v1/evidence?subject=${about[0]}&limit=1`,
        '',
        token,
      )
      if (status !== 200) throw new Error(`evidence answered ${status}: ${body}`)
      if (body.includes('"detector"')) break
      if (performance.now() - sentAt > 60_000) throw new Error(`no evidence of ${about[0]} after a minute`)
      await sleep(20)
    }
    samples.push(performance.now() - sentAt)
  }
}

function send(
  server: ServerProcess,
  agent: Agent,
  method: string,
  path: string,
  body: string,
  token?: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(body && { 'content-type': 'application/x-ndjson', 'content-length': Buffer.byteLength(body) }),
      ...(token && { authorization: `Bearer ${token}` }),
    }
    const sent = request(`${server.url}${path}`, { method, agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
