import { createPrivateKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Who this sensor is: where it reports, as which device, with which key. */
export interface Identity {
  home: string
  url: string
  device: string
  /** The key that it has now: read anew where `telltale-sensor rotate` has put another in its place. */
  readonly key: KeyObject
  /** Sets the ids of rows apart from those of a key that this device had before. */
  mark: string
}

/** Folder for the key, the spool and the state: `$TELLTALE_SENSOR_HOME`, else below the user's own state folder. */
export function sensorHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.TELLTALE_SENSOR_HOME) return env.TELLTALE_SENSOR_HOME
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'telltale-sensor')
}

/** A new key pair: private PKCS #8 PEM, public SPKI DER in base64, as the collector takes it (RFC 8410). */
export function newKey(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

/** Writes a file that only its owner may read; the old one stays whole until the new one is. */
export function writePrivate(path: string, content: string | Buffer, { flush = false } = {}): void {
  const fresh = `${path}.new`
  writeFileSync(fresh, content, { mode: 0o600, flush })
  chmodSync(fresh, 0o600) // a file that was left from before keeps its mode otherwise
  renameSync(fresh, path)
}

/** Where the key lies that is to follow, from before the collector is told of it until it is in use. */
export function nextKeyIn(home: string): string {
  return join(home, 'key.next.pem')
}

export function saveIdentity(
  home: string,
  { url, device, privateKey }: { url: string; device: string; privateKey: string },
): void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  chmodSync(home, 0o700)
  rmSync(nextKeyIn(home), { force: true }) // it was to follow the key that is given up now
  writePrivate(join(home, 'key.pem'), privateKey, { flush: true })
  writePrivate(join(home, 'enrolled.json'), `${JSON.stringify({ url, device }, undefined, 2)}\n`)
}

/** Throws, with what to do, where the machine is not enrolled or others can read the key. */
export function readIdentity(home: string): Identity {
  const path = join(home, 'key.pem')
  let pem: string
  let enrolled: { url: string; device: string }
  try {
    pem = readFileSync(path, 'utf8')
    enrolled = JSON.parse(readFileSync(join(home, 'enrolled.json'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error(`This machine is not enrolled (nothing in ${home}): run "telltale-sensor enrol" first.`)
    throw new Error(`What is kept in ${home} can't be read (${(error as Error).message}): enrol again.`)
  }
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path} can be read by other users: run "chmod 600 ${path}".`)
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new Error(`${path} is damaged: enrol again with --replace.`)
  }
  let read = stamp(path)
  return {
    home,
    ...enrolled,
    mark: hash('sha256', pem, 'base64url').replace(/[^\w]/g, '').slice(0, 6),
    get key() {
      try {
        const now = stamp(path)
        if (now !== read) {
          key = createPrivateKey(readFileSync(path, 'utf8'))
          read = now
        }
      } catch {
        // Taken away or damaged while it ran: the one in hand is good until a new one was used.
      }
      return key
    },
  }
}

/** Tells one file in a place from another. */
function stamp(path: string): string {
  const { ino, mtimeMs } = statSync(path)
  return `${ino} ${mtimeMs}`
}

/** The signature over device, number and the body as it is sent, base64. */
export function signature(
  { key, device }: Pick<Identity, 'key' | 'device'>,
  sequence: number,
  body: Buffer | string,
): string {
  const bytes = Buffer.concat([Buffer.from(`${device}\n${sequence}\n`), Buffer.from(body)])
  return sign(null, bytes, key).toString('base64')
}
