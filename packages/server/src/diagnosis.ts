import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { detectors as builtIn, facts, type Kind, kinds, type StatusView } from '@telltale/core'
import { ask } from './client.ts'
import { addressOf, type Config } from './config.ts'
import { allDetectors } from './engine/all-detectors.ts'
import { transport } from './transport.ts'

/** One thing that was looked at. `missing` can be done without; `broken` can't. */
export interface Finding {
  is: 'ok' | 'missing' | 'broken'
  what: string
  fix?: string
}

const day = 86_400_000

/** Looks at everything that Telltale needs on this machine, changes nothing, and says how to mend what is wrong. */
export async function diagnose(config: Config, now: number): Promise<Finding[]> {
  const running = await isRunning(config)
  return [
    node(),
    folder(config),
    ...['key', 'token', ...(config.dataKey ? [] : ['data-key'])].flatMap((name) => secret(config, name)),
    await port(config, running),
    ...transport(config),
    await store(config, running),
    consoleBuilt(),
    ...(await detectors(config)),
    ...Object.entries(facts).map(([id, { title, version }]) =>
      ok(`List ${id}: ${title}, version ${version}`),
    ),
    ...(running ? [...(await heard(config, now)), ...(await privacy(config, now))] : []),
  ]
}

function ok(what: string): Finding {
  return { is: 'ok', what }
}

function reason(error: unknown): string {
  return error instanceof Error && error.message
    ? error.message
    : String((error as { code?: string }).code ?? error)
}

function node(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const what = `Node ${process.versions.node}`
  if (major > 24 || (major === 24 && minor >= 2)) return ok(what)
  return { is: 'broken', what: `${what} is older than 24.2`, fix: 'run "npm ci", or install Node 24' }
}

function folder({ home }: Config): Finding {
  if (!existsSync(home))
    return { is: 'missing', what: `Folder ${home} does not exist yet`, fix: 'the first start makes it' }
  try {
    accessSync(home, constants.W_OK | constants.X_OK)
    return ok(`Folder ${home} can be written`)
  } catch (error) {
    return {
      is: 'broken',
      what: `Folder ${home} can't be written (${reason(error)})`,
      fix: 'give it to the user who runs Telltale, or set TELLTALE_HOME to another one',
    }
  }
}

function secret(config: Config, name: string): Finding[] {
  if (name === 'token' && config.token) return [ok('Token from TELLTALE_TOKEN; ingest asks for it too')]
  const path = join(config.home, name)
  if (!existsSync(path))
    return [{ is: 'missing', what: `No ${name} in ${config.home}`, fix: 'the first start makes one' }]
  const mode = statSync(path).mode & 0o777
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return [
      {
        is: 'broken',
        what: `The ${name} can be read by other users (mode ${mode.toString(8).padStart(4, '0')})`,
        fix: `run "chmod 600 ${path}"`,
      },
    ]
  return [ok(`The ${name} is in ${path}, readable by its owner only`)]
}

async function isRunning(config: Config): Promise<boolean> {
  try {
    const reply = await fetch(`${addressOf(config)}/openapi.json`, { signal: AbortSignal.timeout(3000) })
    return ((await reply.json()) as { info?: { title?: string } }).info?.title === 'Telltale'
  } catch {
    return false
  }
}

async function port(config: Config, running: boolean): Promise<Finding> {
  if (running) return ok(`Telltale runs at ${addressOf(config)}`)
  const taken = await new Promise<boolean>((resolve) => {
    const { hostname, port } = new URL(addressOf(config))
    const probe = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeout: 2000 })
    const done = (is: boolean) => {
      probe.destroy()
      resolve(is)
    }
    probe
      .on('connect', () => done(true))
      .on('error', () => done(false))
      .on('timeout', () => done(false))
  })
  return taken
    ? {
        is: 'broken',
        what: `Something else listens at ${addressOf(config)}`,
        fix: 'stop it, or set TELLTALE_PORT to another port',
      }
    : ok(`Telltale does not run; port ${config.port} on ${config.host} is free`)
}

async function store(config: Config, running: boolean): Promise<Finding> {
  if (running) {
    try {
      await ask(config, 'GET', '/readyz')
      return ok('The store answers and the engine runs')
    } catch (error) {
      return { is: 'broken', what: reason(error), fix: 'its log says more' }
    }
  }
  if (config.databaseUrl) return external(config.databaseUrl)
  const version = join(config.home, 'postgres', 'PG_VERSION')
  try {
    return ok(`Embedded Postgres ${readFileSync(version, 'utf8').trim()}, set up, not running`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES') return ok('Embedded Postgres, set up by another user, not running')
    return { is: 'missing', what: 'The embedded Postgres is not set up yet', fix: 'the first start does it' }
  }
}

async function external(url: string): Promise<Finding> {
  const { default: pg } = await import('pg')
  const fix = 'set DATABASE_URL to postgres://user:password@host:5432/database of a Postgres 15 or later'
  let client: InstanceType<typeof pg.Client> | undefined
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    const major = Math.floor(Number(rows[0]!.server_version_num) / 10_000)
    return major >= 15
      ? ok(`Postgres ${major} at DATABASE_URL answers`)
      : { is: 'broken', what: `Postgres ${major} at DATABASE_URL is older than 15`, fix }
  } catch (error) {
    return { is: 'broken', what: `DATABASE_URL can't be reached (${reason(error)})`, fix }
  } finally {
    await client?.end().catch(() => {})
  }
}

function consoleBuilt(): Finding {
  const index = fileURLToPath(new URL('../../console/dist/index.html', import.meta.url))
  return existsSync(index)
    ? ok('The console is built')
    : {
        is: 'missing',
        what: 'The console is not built',
        fix: '"npm start" builds it, or run "npm run build"',
      }
}

async function detectors(config: Config): Promise<Finding[]> {
  const count = new Map<string, number>()
  for (const { status } of builtIn) count.set(status, (count.get(status) ?? 0) + 1)
  const by = [...count].map(([status, n]) => `${n} ${status}`).join(', ')
  const own = ok(`${builtIn.length} built-in detectors: ${by}`)
  if (!config.detectors) return [own]
  try {
    const loaded = (await allDetectors(config.detectors)).slice(builtIn.length)
    return [
      own,
      ok(`${loaded.length} of your own from ${config.detectors}: ${loaded.map((d) => d.id).join(', ')}`),
    ]
  } catch (error) {
    return [
      own,
      {
        is: 'broken',
        what: `Your own detectors: ${reason(error)}`,
        fix: 'correct it; "telltale detectors" tries again',
      },
    ]
  }
}

/** Which kinds arrive, and which detectors wait for one that does not. */
/** Whether what is past its time is removed, and whether what is switched on is covered. */
async function privacy(config: Config, now: number): Promise<Finding[]> {
  try {
    const { runs } = await ask<{ runs: { endedAt: number }[] }>(config, 'GET', '/v1/privacy/retention')
    const { policies } = await ask<{ policies: unknown[] }>(config, 'GET', '/v1/privacy/policies')
    const sensors = await ask<Record<string, boolean>>(config, 'GET', '/v1/sensor/policy')
    const [last] = runs
    const late = last === undefined || now - last.endedAt > 2 * day
    const out: Finding[] = [
      late
        ? {
            is: 'missing',
            what: last
              ? `Retention ran last on ${new Date(last.endedAt).toISOString().slice(0, 10)}: that is more than two days ago`
              : 'Retention has not run yet',
            fix: 'the service runs it within an hour of its start and then daily; or run "telltale retention run"',
          }
        : ok(`Retention ran on ${new Date(last.endedAt).toISOString().slice(0, 10)}`),
    ]
    if (policies.length > 0)
      out.push(ok(`${policies.length} timing ${policies.length === 1 ? 'policy' : 'policies'}`))
    else if (Object.values(sensors).includes(true))
      out.push({
        is: 'missing',
        what: 'Sensors are switched on and no timing policy covers anybody: nothing of time is kept',
        fix: 'set one under Settings, Privacy (docs/privacy.md)',
      })
    return out
  } catch (error) {
    return [{ is: 'broken', what: reason(error), fix: 'run this as the user who runs Telltale' }]
  }
}

async function heard(config: Config, now: number): Promise<Finding[]> {
  let status: StatusView
  try {
    status = await ask<StatusView>(config, 'GET', '/v1/status')
  } catch (error) {
    return [{ is: 'broken', what: reason(error), fix: 'run this as the user who runs Telltale' }]
  }
  const known = new Map(status.heardFrom.map((h) => [h.kind, h]))
  const out: Finding[] = []
  if (status.demo)
    out.push(ok(`The demo company is loaded: ${status.demo.observations} simulated observations`))
  for (const kind of Object.keys(kinds) as Kind[]) {
    const seen = known.get(kind)
    const readers = builtIn.filter((d) => (d.reads as readonly string[]).includes(kind)).map((d) => d.id)
    if (seen) {
      const days = Math.floor((now - seen.receivedAt) / day)
      const ago = days < 1 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`
      const what = `${kind}: ${seen.count.toLocaleString('en')} observations, the last ${ago}`
      out.push(days < 7 ? ok(what) : { is: 'missing', what, fix: 'see whether its source still sends' })
    } else if (readers.length > 0) {
      out.push({
        is: 'missing',
        what: `${kind}: never received`,
        fix: `${readers.join(', ')} can't judge without it`,
      })
    }
  }
  return out
}
