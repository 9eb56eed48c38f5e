/**
 * What telltale-sensor costs a laptop: processor time and memory while a real X session (Xvfb, with openbox where it is
 * installed) is typed and moved into by XTEST at the rate of a busy office hour, against a real collector over TLS, as
 * a laptop has it. Each way of running it is a fresh process; figures are of the sensor's process alone. The session's
 * hands, its X server and the collector share the machine.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serverOn } from '../../test/server-process.ts'
import { installed, type XSession, xSession } from '../../test/x-session.ts'
import { machine, seeded } from '../machine.ts'

const aim = { percent: 1, megabytes: 80 }
const warmUp = 15
const seconds = Number(process.env.BENCH_SECONDS ?? 60)
/** A fast typist who hardly stops, and a mouse at 125 reports a second for a quarter of the time. */
const rate = { keysASecond: 5, moving: 0.25, movesASecond: 125, clickEvery: 4, windowEvery: 20 }

const package_ = fileURLToPath(new URL('../../packages/sensor', import.meta.url))
const built = join(package_, 'dist/telltale-sensor/telltale-sensor.mjs')
const ways: { name: string; args: string[] }[] = [
  // As the unit in docs/endpoint-sensor.md starts it.
  {
    name: 'built, small young generation (`--max-semi-space-size=1`)',
    args: ['--max-semi-space-size=1', built],
  },
  { name: 'built, Node’s own settings', args: [built] },
  { name: 'built, without optimising compilers (`--lite-mode`)', args: ['--lite-mode', built] },
  { name: 'built, interpreted (`--jitless`)', args: ['--jitless', built] },
  { name: 'from the sources', args: [join(package_, 'bin/telltale-sensor.mjs')] },
]

interface Cost {
  name: string
  percent: number
  residentMB: number
  ownMB: number
  peakMB: number
  keys: number
  moves: number
}

export async function run(): Promise<string> {
  if (!installed('Xvfb')) throw new Error('Xvfb is not installed: nothing can be measured.')
  await build({ root: package_, configFile: join(package_, 'vite.endpoint.config.ts'), logLevel: 'silent' })
  const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const server = await serverOn(home)
  await server.start()
  const tls = await tlsTo(Number(new URL(server.url).port), home)
  const session = await xSession(572, installed('openbox') ? { manager: 'openbox' } : {})
  const costs: Cost[] = []
  const load = loadavg()[0]!
  try {
    await fetch(`${server.url}/v1/sensor/policy`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token()}` },
      body: '{"browser":false,"endpoint":true,"presence":false}',
    })
    const env = {
      ...process.env,
      TELLTALE_SENSOR_HOME: join(home, 'sensor'),
      DISPLAY: ':572',
      XDG_RUNTIME_DIR: join(home, 'run'),
      NODE_EXTRA_CA_CERTS: tls.certificate,
    }
    const enrol = ['enrol', '--url', tls.url, '--device', 'LT-1', '--token', server.token()]
    // Not spawnSync: what ends TLS in this process must go on answering.
    const enrolled = spawn(process.execPath, [built, ...enrol], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if ((await new Promise((done) => enrolled.once('exit', done))) !== 0)
      throw new Error('the sensor could not be enrolled: see above')
    for (const { name, args } of ways.slice(0, Number(process.env.BENCH_WAYS ?? ways.length)))
      costs.push(await measure(name, spawn(process.execPath, [...args, 'run'], { env }), session))
  } finally {
    await session.stop()
    tls.close()
    await server.stop().catch(() => {})
    await server.kill(true)
    rmSync(home, { recursive: true, force: true })
  }
  const result = { machine: machine(), loadBefore: load, seconds, rate, costs }
  writeFileSync(
    new URL('../results/endpoint-sensor.json', import.meta.url),
    `${JSON.stringify(result, undefined, 2)}\n`,
  )
  return page(result)
}

/** What ends TLS in front of a collector, with a certificate made for this run. */
async function tlsTo(port: number, home: string) {
  const [key, certificate] = [join(home, 'tls.key'), join(home, 'tls.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  const proxy = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (outside) => {
    const inside = connect(port, '127.0.0.1')
    for (const socket of [inside, outside])
      socket.on('error', () => [inside, outside].map((s) => s.destroy()))
    outside.pipe(inside).pipe(outside)
  })
  proxy.listen(0, '127.0.0.1')
  await new Promise((done) => proxy.once('listening', done))
  return {
    certificate,
    url: `https://localhost:${(proxy.address() as AddressInfo).port}`,
    close: () => proxy.close(),
  }
}

async function measure(name: string, sensor: ChildProcess, session: XSession): Promise<Cost> {
  let said = ''
  for (const stream of [sensor.stdout!, sensor.stderr!])
    stream.on('data', (chunk) => {
      said += chunk
    })
  for (let tries = 0; !said.includes('recording: x11'); tries++) {
    if (tries > 300) throw new Error(`${name}: it did not begin to record: ${said}`)
    await sleep(50)
  }
  await work(session, warmUp)
  const before = processorMs(sensor.pid!)
  const from = performance.now()
  const done = await work(session, seconds)
  const spent = processorMs(sensor.pid!) - before
  const took = performance.now() - from
  const cost = {
    name,
    percent: Math.round((10_000 * spent) / took) / 100,
    residentMB: megabytes(sensor.pid!, 'status', 'VmRSS'),
    ownMB: megabytes(sensor.pid!, 'smaps_rollup', 'Pss'),
    peakMB: megabytes(sensor.pid!, 'status', 'VmHWM'),
    ...done,
  }
  const gone = new Promise((end) => sensor.once('exit', end))
  sensor.kill()
  await gone
  return cost
}

/** So many seconds of a busy office. */
async function work(session: XSession, duration: number): Promise<{ keys: number; moves: number }> {
  const random = seeded(7)
  const end = performance.now() + duration * 1000
  let [keys, moves, clicked, opened] = [0, 0, performance.now(), performance.now()]
  const typing = (async () => {
    while (performance.now() < end) {
      await session.key(24 + Math.floor(random() * 10), 60)
      keys++
      await sleep((1000 / rate.keysASecond) * (0.6 + 0.8 * random()) - 60)
    }
  })()
  while (performance.now() < end) {
    const reach = performance.now() + 1000 * rate.moving
    for (let i = 0; performance.now() < reach; i++) {
      await session.move(200 + 4 * i, 200 + Math.floor(random() * 40))
      moves++
      await sleep(1000 / rate.movesASecond - 0.6)
    }
    if (performance.now() - clicked > rate.clickEvery * 1000) {
      await session.click()
      clicked = performance.now()
    }
    if (performance.now() - opened > rate.windowEvery * 1000 && installed('xmessage')) {
      session.run('xmessage', ['-timeout', '5', 'a message'])
      opened = performance.now()
    }
    await sleep(1000 * (1 - rate.moving))
  }
  await typing
  return { keys, moves }
}

/** Processor time of all threads, to the nanosecond. proc(5), schedstat. */
function processorMs(pid: number): number {
  let ns = 0
  for (const task of readdirSync(`/proc/${pid}/task`))
    ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  return ns / 1e6
}

function megabytes(pid: number, file: string, field: string): number {
  const kb = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1]
  return Math.round(Number(kb) / 102.4) / 10
}

function page({
  costs,
  loadBefore,
  machine: where,
}: {
  costs: Cost[]
  loadBefore: number
  machine: string
}): string {
  const [first] = costs
  const met = first!.percent < aim.percent && first!.residentMB < aim.megabytes
  return `# The endpoint sensor on a busy office session

${where}. ${seconds} s after ${warmUp} s of warming up, load average before ${loadBefore.toFixed(1)}: ${first!.keys} keys (${(first!.keys / seconds).toFixed(1)} a second), ${first!.moves} movements (${(first!.moves / seconds).toFixed(0)} a second on average), a click every ${rate.clickEvery} s, a window every ${rate.windowEvery} s. X11 capture; input by XTEST into Xvfb; collector over TLS. Most of what is resident is Node’s own code, shared with other Node programs.

| | share of one core | resident | own part (Pss) | peak |
|---|---|---|---|---|
${costs.map((c) => `| ${c.name} | ${c.percent} % | ${c.residentMB} MB | ${c.ownMB} MB | ${c.peakMB} MB |`).join('\n')}
| aim | < ${aim.percent} % | < ${aim.megabytes} MB | | |

${met ? 'Met by the first.' : 'Not met by the first.'} \`npm run bench endpoint-sensor\` measures it again.
`
}
