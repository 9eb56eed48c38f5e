import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { digest } from '@telltale/core'
import { rolePrefix } from '../hunts/sql/role.ts'
import { type Binaries, blockedAt, type Owner, postgresBinaries, postgresOwner } from './binaries.ts'
import { lockFolder } from './folder-lock.ts'
import type { Connection } from './postgres.ts'
import { pidFile, stopOrphan } from './postmaster.ts'
import { diskProblem, StoreProblem } from './problem.ts'

export interface PostgresHandle extends Connection {
  /** The postmaster's process id; its children are the rest of the database. */
  pid: number
  /** Shuts the database down cleanly and unlocks the folder. */
  stop(): Promise<void>
}

const systemHome = '/var/lib/telltale'
const user = 'telltale'
/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the closing NUL included; "/.s.PGSQL.5432" takes 14. */
const longestSocketFolder = 103 - 14

const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '24',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
  fsync: 'on',
  jit: 'off',
  log_min_messages: 'warning',
}

/**
 * Starts the Postgres that comes with npm on a folder, and makes the folder on first use. It listens on a Unix
 * socket only, for this user only. A database that a killed Telltale left running is shut down first.
 * Rejects with a `StoreProblem` when folder, disk or database can't be used. `say` hears of anything slow.
 */
export async function startEmbedded(
  home: string,
  say: (line: string) => void = () => {},
): Promise<PostgresHandle> {
  if (process.platform === 'win32')
    throw new StoreProblem(
      'On Windows Telltale does not start a Postgres of its own yet: name one (15 or newer) with DATABASE_URL.',
    )
  const folder = resolve(home)
  const owner = postgresOwner()
  makeHome(folder, owner)
  const unlock = lockFolder(folder)
  try {
    const data = join(folder, 'postgres')
    const binaries = postgresBinaries(owner ? systemHome : folder, owner)
    await stopOrphan(data, say)
    if (!existsSync(join(data, 'PG_VERSION'))) {
      say('Making the database…')
      initialise(binaries, folder, data, owner)
    }
    checkMajor(binaries, data)
    const socket = socketFolder(folder, owner)
    admitOnlyUs(data, owner)
    const child = await start(binaries, folder, data, socket, owner, say)
    return {
      to: { host: socket, port: 5432, user, database: 'postgres', ssl: false },
      where: folder,
      pid: child.pid!,
      async stop() {
        await shutDown(child)
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw diskProblem(error, folder)
  }
}

function makeHome(folder: string, owner: Owner | undefined): void {
  try {
    mkdirSync(folder, { recursive: true, mode: owner ? 0o711 : 0o700 })
    if (owner && (statSync(folder).mode & 0o001) === 0) chmodSync(folder, statSync(folder).mode | 0o011)
  } catch (error) {
    throw diskProblem(error, folder)
  }
  const blocked = blockedAt(folder, owner)
  if (blocked)
    throw new StoreProblem(
      `Telltale's folder ${folder} can't be used: the database runs as user ${owner?.name}, who may not enter ${blocked}. Name a folder such as ${systemHome} with TELLTALE_HOME.`,
    )
}

/** `initdb` into a folder beside, put in place when complete: a first start that is killed leaves nothing half made. */
function initialise(binaries: Binaries, folder: string, data: string, owner: Owner | undefined): void {
  const unfinished = join(folder, 'postgres.new')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  if (owner) chownSync(unfinished, owner.uid, owner.gid)
  const { status, stderr, error } = spawnSync(
    binaries.initdb,
    ['-D', unfinished, '-U', user, '--encoding=UTF8', '--locale=C', '--auth=reject', '--no-instructions'],
    { ...as(owner), encoding: 'utf8' },
  )
  if (error) throw error
  if (status !== 0) throw failed('could not make its data folder', stderr, folder)
  renameSync(unfinished, data)
}

function checkMajor({ major }: Binaries, data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (found !== major)
    throw new StoreProblem(
      `${data} was written by Postgres ${found} and this Telltale brings Postgres ${major}: run the Telltale that wrote it, or move the data with pg_dump.`,
    )
}

/** Only the operating system's user who runs Telltale may connect; there is no password to keep. */
function admitOnlyUs(data: string, owner: Owner | undefined): void {
  let name: string | undefined
  try {
    name = userInfo().username
  } catch {
    name = undefined // a container's user without a name; the socket's folder is closed to others all the same
  }
  // Hunts in SQL run as roles of their own, which may read a few views: we let ourselves in as those too.
  const roles = [user, `/^${rolePrefix}`]
  const how = name ? 'peer map=telltale' : 'trust'
  write('pg_hba.conf', roles.map((role) => `local all ${role} ${how}\n`).join(''))
  write('pg_ident.conf', name ? roles.map((role) => `telltale "${name}" ${role}\n`).join('') : '')
  function write(file: string, text: string): void {
    writeFileSync(join(data, file), text, { mode: 0o600 })
    if (owner) chownSync(join(data, file), owner.uid, owner.gid)
  }
}

function socketFolder(folder: string, owner: Owner | undefined): string {
  const short = `telltale-${digest(folder).slice(0, 10)}`
  const runtime = process.env.XDG_RUNTIME_DIR
  const places = [
    join(folder, 'run'),
    ...(!owner && runtime ? [join(runtime, short)] : []),
    join(tmpdir(), short),
    `/tmp/${short}`,
  ]
  const socket = places.find((place) => Buffer.byteLength(place) <= longestSocketFolder)!
  mkdirSync(socket, { recursive: true, mode: 0o700 })
  const found = lstatSync(socket)
  const uids = [process.getuid?.(), owner?.uid]
  if (!found.isDirectory() || !uids.includes(found.uid))
    throw new StoreProblem(
      `${socket} belongs to somebody else: remove it, or name another folder with TELLTALE_HOME.`,
    )
  chmodSync(socket, 0o700)
  if (owner) chownSync(socket, owner.uid, owner.gid)
  return socket
}

async function start(
  binaries: Binaries,
  folder: string,
  data: string,
  socket: string,
  owner: Owner | undefined,
  say: (line: string) => void,
): Promise<ChildProcess> {
  const log = join(folder, 'postgres.log')
  const flags = Object.entries({ ...settings, unix_socket_directories: socket }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ])
  for (let attempt = 0; ; attempt++) {
    const before = existsSync(log) ? statSync(log).size : 0
    const fd = openSync(log, before > 1 << 20 ? 'w' : 'a', 0o600)
    // A session of its own: Ctrl-C reaches Telltale alone, which then shuts the database down in order. Its
    // messages go to a file, not a pipe, so that it does not depend on this process while it shuts down.
    const child = spawn(binaries.postgres, ['-D', data, ...flags], {
      ...as(owner),
      detached: true,
      stdio: ['ignore', fd, fd],
    })
    closeSync(fd)
    const because = await ready(child, data, say)
    if (because === undefined) return watched(child)
    const said = readFileSync(log)
      .subarray(before > 1 << 20 ? 0 : before)
      .toString()
    // The children of a postmaster that was killed hold its memory until they notice.
    if (attempt < 40 && /shared memory block|lock file .* already exists/i.test(said)) {
      await sleep(250)
      continue
    }
    throw failed(because, said, folder)
  }
}

/** Resolves with nothing once connections are accepted, or with what happened instead. */
async function ready(
  child: ChildProcess,
  data: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  let ended: string | undefined
  child.once('error', (error) => {
    ended = `could not be started (${error.message})`
  })
  child.once('exit', (code, signal) => {
    ended ??= `stopped at once (${signal ?? `status ${code}`})`
  })
  for (let waited = 0; ; waited += 10) {
    const state = pidFile(data)
    if (ended === undefined && state?.pid === child.pid && state?.ready) return undefined
    if (ended !== undefined) return ended
    if (waited === 1000) say('The database is recovering after it was stopped hard…')
    await sleep(10)
  }
}

/** Also stops the database when this process ends without having called `stop`. */
function watched(child: ChildProcess): ChildProcess {
  const atExit = () => child.kill('SIGINT')
  process.once('exit', atExit)
  child.once('exit', () => process.off('exit', atExit))
  child.unref()
  return child
}

/** Shuts down fast and clean (SIGINT); what hangs for 30 s is cut off (SIGQUIT) and recovers at the next start. */
async function shutDown(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGINT')
  const cutOff = setTimeout(() => child.kill('SIGQUIT'), 30_000)
  await gone
  clearTimeout(cutOff)
}

function as(owner: Owner | undefined) {
  return {
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(owner && { uid: owner.uid, gid: owner.gid }),
  }
}

/** What the database said, as one sentence. */
function failed(what: string, said: string, folder: string): unknown {
  const codes: [RegExp, string][] = [
    [/No space left on device/i, 'ENOSPC'],
    [/Read-only file system/i, 'EROFS'],
    [/Permission denied/i, 'EACCES'],
  ]
  const code = codes.find(([pattern]) => pattern.test(said))?.[1]
  if (code) return diskProblem({ code }, folder)
  const lines = said.trim().split('\n')
  const last = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? ''
  return new StoreProblem(
    `The embedded database ${what}: ${last.replace(/^.*?(?:FATAL|PANIC|error):\s*/i, '') || 'it gave no reason'} (more in ${join(folder, 'postgres.log')}).`,
  )
}
