import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { signInLink } from './api/session.ts'
import { addressOf, type Config, readConfig } from './config.ts'
import { demoAnalyst } from './demo/accounts.ts'
import { allDetectors } from './engine/all-detectors.ts'
import { dataKeys } from './privacy/data-key.ts'
import { type Service, startService } from './service.ts'
import { openStore } from './store/open.ts'
import { version } from './version.ts'

export interface ServeOptions {
  /** Do not load the demo company on the very first start. */
  empty?: boolean
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Starts Telltale and runs until SIGINT or SIGTERM. Prints what takes longer than a second, then the address
 * and a one-time sign-in link. Ends with one sentence and status 1 when it can't start.
 */
export async function serve(options: ServeOptions): Promise<void> {
  try {
    await start(options)
  } catch (error) {
    process.stderr.write(`Telltale can't start. ${(error as Error).message}\n`)
    if (process.env.TELLTALE_LOG === 'debug') process.stderr.write(`${(error as Error).stack}\n`)
    process.exit(1)
  }
}

async function start({ empty }: ServeOptions): Promise<void> {
  const config = readConfig(process.env)
  await portIsFree(config)
  const detectors = await allDetectors(config.detectors, config.counted)
  const slow = setTimeout(() => say(`Starting the store in ${config.home} …`), 1000)
  makeHome(config.home)
  const keys = dataKeys(config.home, config.dataKey)
  const opened = await openStore({
    databaseUrl: config.databaseUrl,
    huntDatabaseUrl: config.huntDatabaseUrl,
    home: config.home,
    cipher: keys,
    say,
  })
  clearTimeout(slow)
  let service: Service | undefined
  let stoppingSince = 0
  const stop = async () => {
    // The second wish ends it at once; one key press can arrive twice, through npm and from the terminal.
    if (stoppingSince > 0 && Date.now() - stoppingSince > 1000) process.exit(1)
    if (stoppingSince > 0) return
    stoppingSince = Date.now()
    await service?.stop()
    await opened.stop()
    process.exit(0)
  }
  try {
    const { store, sql, volunteered } = opened
    service = await startService({
      config,
      keys,
      store,
      sql,
      volunteered,
      inbox: store.inbox,
      detectors,
      progress: progress(),
    })
    process.on('SIGINT', stop).on('SIGTERM', stop)
    await service.app.listen({ host: config.host, port: config.port })
    await firstStart(service, empty ?? false)
    const { access, accounts } = service.context
    const { token } = access.issue()
    say(`Telltale ${version} runs at ${addressOf(config)}`)
    say(`Sign in within 15 minutes, once: ${signInLink(config, token)}`)
    if (accounts.get(demoAnalyst)?.simulated)
      say(
        `As somebody of the demo company: npx telltale sign-in --account ${demoAnalyst} (analyst), j.birch (lead), s.cedar (counsel) …`,
      )
  } catch (error) {
    await service?.stop().catch(() => {})
    await opened.stop()
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new Error(portTaken(config)) : error
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true })
  } catch (error) {
    throw new Error(
      `The folder ${home} can't be made (${(error as Error).message}): set TELLTALE_HOME to one that can be written.`,
    )
  }
}

/** Loads the demo company once in the life of a TELLTALE_HOME, unless real observations are already there. */
async function firstStart(service: Service, empty: boolean): Promise<void> {
  const { config, store, demo } = service.context
  const marker = join(config.home, 'started')
  if (existsSync(marker)) return
  const { observations } = await store.counts()
  if (!empty && observations === (await store.simulated())) {
    say(`Telltale answers at ${addressOf(config)} and loads a simulated demo company first …`)
    await demo.load()
    say('A demo company, simulated from end to end, is loaded. Its three worst findings:')
    for (const finding of worst(service)) say(`  ${finding}`)
    say('Remove it in one step, in the console or with "npx telltale demo remove".')
  }
  writeFileSync(marker, `${new Date().toISOString()}\n`)
}

/** A farm counts as one finding, so that its members don't fill the list. */
function worst({ context }: Service): string[] {
  const { ranking } = context.engine
  const items = ranking.items()
  const bySubject = new Map(items.map((q) => [q.subject, q]))
  const lines = ranking.farms().map((f) => {
    const weights = f.members.map((m) => bySubject.get(m.subject)?.score.weight ?? 0)
    const says = f.ties.flatMap((t) => t.evidence.flatMap((id) => ranking.tie(id)?.says ?? []))[0]
    return {
      weight: Math.max(...weights),
      text: `${f.members.length} identities tied together (${f.id}): ${says}`,
    }
  })
  for (const q of items)
    if (!q.farm) {
      const sure = `${(q.score.probability * 100).toFixed(1)} %, assumed model`
      lines.push({
        weight: q.score.weight,
        text: `${q.pseudonym} (${q.case ?? q.subject}, ${sure}): ${q.standsOut}`,
      })
    }
  return lines
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map((line) => line.text)
}

/** Says how loading goes, at most once a second and only once it has taken one. */
function progress(): (rows: number, step: 'loading' | 'judging') => void {
  let last = Date.now()
  return (rows, step) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    const count = rows.toLocaleString('en')
    say(
      step === 'loading'
        ? `Loading the demo company: ${count} observations …`
        : `Judging ${count} observations …`,
    )
  }
}

/** Asked before the store starts, so that a taken port costs a sentence and no more. */
async function portIsFree(config: Config): Promise<void> {
  const { host, port } = config
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: portTaken(config),
        EACCES: `Port ${port} needs more rights than this user has: set TELLTALE_PORT to one above 1023.`,
        EADDRNOTAVAIL: `${host} is no address of this machine: set TELLTALE_HOST to one that is.`,
        ENOTFOUND: `${host} is no address of this machine: set TELLTALE_HOST to one that is.`,
      }
      reject(new Error(why[error.code ?? ''] ?? error.message))
    })
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  })
}

function portTaken({ host, port }: Config): string {
  return `Port ${port} on ${host} is in use: stop what listens there (another Telltale?), or set TELLTALE_PORT to another port.`
}
