import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A secret kept in a file that only its owner may read (0600), made on first use: of 256 bits, or by `make`.
 * `name` is `key` (the blind index), `token` (the API), `audit-key` (signs checkpoints) or `data-key` (seals what
 * identifies people) or `outputs-key` (seals secrets of systems that are told), or `sample-key` (the order of random draws). Throws with a sentence when
 * the file can't be used.
 */
export function secretFile(
  home: string,
  name: 'key' | 'token' | 'audit-key' | 'data-key' | 'outputs-key' | 'sample-key',
  make: () => string = () => randomBytes(32).toString('base64url'),
): string {
  const path = join(home, name)
  const known = read(path)
  if (known !== undefined) return known
  const fresh = `${path}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(home, { recursive: true })
    writeFileSync(fresh, `${make()}\n`, { mode: 0o600, flush: true })
    // A link fails where the file exists: of two processes that start together both use the first one's secret.
    try {
      linkSync(fresh, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  } catch (error) {
    throw new Error(
      `The ${name} can't be written to ${path} (${(error as Error).message}): make the folder writable, or set TELLTALE_HOME to one that is.`,
    )
  }
  return read(path)!
}

function read(path: string): string | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} can't be read (${(error as Error).message}): run as the user who owns it.`)
  }
  if (text.length < 32)
    throw new Error(`${path} is damaged (${text.length} characters): restore it from a backup.`)
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path} can be read by other users: run "chmod 600 ${path}".`)
  return text
}
