/**
 * `npm run study -- record RECORDINGS --study FOLDER [--host 0.0.0.0] [--port 7410] [--name laptop.lan] [--minutes 20]`:
 * the task page and the real collector in one process. Every row that the sensors send goes into one file a session;
 * nothing is judged and nothing shown. The product itself drops raw times, which is why a study needs this.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Observation, timingKinds } from '@telltale/core'
import { readConfig } from '../../packages/server/src/config.ts'
import type { Inbox } from '../../packages/server/src/ingest/inbox.ts'
import { policies } from '../../packages/server/src/sensing/policy.ts'
import { startService } from '../../packages/server/src/service.ts'
import { memoryStore } from '../../packages/server/src/store/memory.ts'
import { page } from './page.ts'
import { readStudy } from './predict.ts'

const sensor = fileURLToPath(new URL('../../packages/sensor/dist/telltale.js', import.meta.url))
const task = fileURLToPath(new URL('task.js', import.meta.url))

export interface Recorder {
  /** Where a session's page is: `${url}/CODE`. */
  url: string
  stop(): Promise<void>
}

/** Starts page and collector. Port 0 takes any free one; the collector takes the next. */
export async function recorder(given: {
  recordings: string
  study: string
  host: string
  port: number
  /** Host name that the laptops use for this machine. */
  name?: string
  minutes: number
  /** Prompts and targets, each, at the beginning and at the end. */
  each?: number
  /** Scales the rests between signs; 1 but in tests. */
  pace?: number
  say(line: string): void
}): Promise<Recorder> {
  if (!existsSync(sensor)) throw new Error('the browser sensor has not been built: run "npm run build" first')
  const codes = new Set(readStudy(given.study).sessions.map((s) => s.code))
  mkdirSync(given.recordings, { recursive: true, mode: 0o700 })
  const home = mkdtempSync(join(tmpdir(), 'telltale-study-home-'))
  const store = memoryStore()
  const token = randomBytes(24).toString('base64url')
  const config = readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'warn', TELLTALE_NAMES: given.name })
  const service = await startService({
    config,
    store,
    inbox: keeping(given.recordings, given.say),
    detectors: [],
    token,
  })
  await policies(store).set({ browser: true, endpoint: true, presence: false })
  await service.context.timing.put({
    ...{ entity: '*', place: '*', kinds: [...timingKinds] },
    because: 'the study: whoever takes part has agreed to be timed',
    ...{ acknowledgedBy: 'the study', setBy: 'study', setAt: Date.now() },
  })
  const ticketFor = async (code: string) => {
    const reply = await service.app.inject({
      method: 'POST',
      url: '/v1/sensor/tickets',
      headers: { host: 'localhost', authorization: `Bearer ${token}` },
      payload: { about: [`device:${code}`], minutes: 180 },
    })
    if (reply.statusCode !== 201) throw new Error(`no ticket for ${code}: ${reply.body}`)
    return (reply.json() as { ticket: string }).ticket
  }
  await service.app.listen({ host: given.host, port: given.port === 0 ? 0 : given.port + 1 })
  const collector = (service.app.server.address() as AddressInfo).port
  const pages = createServer(async (request, reply) => {
    const code = decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname.slice(1))
    if (code === 'task.js') {
      reply.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(readFileSync(task))
      return
    }
    reply.setHeader('Content-Type', 'text/html; charset=utf-8').setHeader('Cache-Control', 'no-store')
    if (!codes.has(code)) {
      reply.statusCode = 404
      reply.end(
        '<!doctype html><title>Study</title><p>This address has no session. Please call the person who runs the study.',
      )
      return
    }
    given.say(`${code}: page opened`)
    const { minutes, each = 12, pace = 1 } = given
    try {
      reply.end(page({ ticket: await ticketFor(code), collector, minutes, each, pace }))
    } catch (error) {
      given.say((error as Error).message)
      reply.statusCode = 500
      reply.end(
        '<!doctype html><title>Study</title><p>The session can’t begin. Please call the person who runs the study.',
      )
    }
  })
  await new Promise<void>((done) => pages.listen(given.port, given.host, done))
  const { port } = pages.address() as AddressInfo
  return {
    url: `http://${given.name ?? (given.host === '0.0.0.0' ? 'localhost' : given.host)}:${port}`,
    async stop() {
      pages.closeAllConnections()
      pages.close()
      await service.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** An inbox that writes what was accepted to the session's file, and hands nothing on. */
function keeping(folder: string, say: (line: string) => void): Inbox {
  return {
    async append({ rows, quarantined }) {
      for (const { observation } of rows) {
        const code = observation.about.find((ref) => ref.startsWith('device:'))?.slice('device:'.length)
        if (!code || !/^[\w-]+$/.test(code)) continue
        appendFileSync(join(folder, `${code}.ndjson`), `${JSON.stringify(kept(observation, code))}\n`, {
          mode: 0o600,
          flush: true,
        })
      }
      for (const bad of quarantined) say(`a row was not taken: ${bad.field ?? ''} ${bad.reason}`)
    },
    // biome-ignore lint/correctness/useYield: nothing is handed on; the engine waits until the recorder is stopped.
    async *batches(signal) {
      if (!signal.aborted) await once(signal, 'abort')
    },
    depth: async () => 0,
  }
}

/** A page that was opened twice has two sources: the id says which. Addresses are nobody's business here. */
function kept({ source, id, kind, at, data }: Observation, code: string) {
  const { ip: _ip, asn: _asn, org: _org, ...rest } = data as Record<string, unknown>
  return { id: `${source}/${id}`, kind, at, about: [`device:${code}`], data: rest }
}

export async function record(args: readonly string[]): Promise<string> {
  const [recordings, ...rest] = args
  const option = (name: string) => {
    const at = rest.indexOf(`--${name}`)
    return at < 0 ? undefined : rest[at + 1]
  }
  const study = option('study')
  const [port, minutes] = [Number(option('port') ?? 7410), Number(option('minutes') ?? 20)]
  if (!recordings || recordings.startsWith('-') || !study)
    throw new Error(
      'name where recordings go and the study: npm run study -- record RECORDINGS --study FOLDER',
    )
  if (!Number.isInteger(port) || port < 1 || port > 65_534 || !(minutes > 0 && minutes <= 120))
    throw new Error(
      '--port takes a port from 1 to 65534, --minutes the length of the office part, at most 120',
    )
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const running = await recorder({
    recordings,
    study,
    host: option('host') ?? '127.0.0.1',
    port,
    name: option('name'),
    minutes,
    say,
  })
  say(`Open ${running.url}/CODE on the laptop, with the session's code. Ctrl-C ends.`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await running.stop()
  return 'Stopped; every row is on disk.\n'
}
