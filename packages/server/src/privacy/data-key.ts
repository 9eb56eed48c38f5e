import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secretFile } from '../secrets.ts'
import { StoreProblem } from '../store/problem.ts'

/** Encrypts what identifies people where it is stored: AES-256-GCM, a random nonce a value, the key's id in each. */
export interface DataCipher {
  /** The id of the key that new values are sealed with. */
  readonly current: string
  /** `context` is bound in: a value that is put in another row does not open. */
  seal(text: string, context: string): string
  /** Throws where the key of the value is not there, or the value was changed. */
  open(sealed: string, context: string): string
  /** Whether the value is sealed with the current key. */
  isCurrent(sealed: string): boolean
  /** The same of bytes, as bytes: the key's id in ASCII, nonce, what is sealed, tag. */
  sealBytes(bytes: Uint8Array, context: string): Buffer
  openBytes(sealed: Uint8Array, context: string): Buffer
  /** The beginning, from the key's id on, is enough. */
  isCurrentBytes(sealed: Uint8Array): boolean
}

/** The keys of an installation, the current one first: the others open what has not been sealed anew yet. */
export interface DataKeys extends DataCipher {
  /** Makes a new current key. Throws a sentence where the keys come from the environment. */
  renew(): void
  /** Gives up all keys but the current one: nothing is sealed with them any more. */
  retire(): void
  /** How many keys are held beside the current one. */
  old(): number
  /** Where the keys are: a path, or the setting. */
  where: string
}

const nonceBytes = 12
const tagBytes = 16
/** Characters of a key's id, each one byte. */
const idBytes = 6

interface Key {
  id: string
  bytes: Buffer
}

function keyOf(secret: string): Key {
  return {
    id: hash('sha256', `telltale data key id\0${secret}`, 'base64url').slice(0, idBytes),
    bytes: Buffer.from(hkdfSync('sha256', secret, '', 'telltale data', 32)),
  }
}

/** Seals with the first of the secrets and opens with any. */
export function cipherOf(secrets: readonly string[]): DataCipher {
  const keys = secrets.map(keyOf)
  const [current] = keys
  if (!current) throw new Error('there is no data key')
  const byId = new Map(keys.map((key) => [key.id, key]))
  const encrypt = (bytes: Uint8Array, context: string): Buffer => {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce)
    cipher.setAAD(Buffer.from(context))
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  const decrypt = (id: string, body: Uint8Array, context: string): Buffer => {
    const key = byId.get(id)
    if (!key)
      throw new StoreProblem(
        `What identifies people is sealed with the data key ${id}, which is not among the ${keys.length} that are there: restore the file data-key of TELLTALE_HOME, or TELLTALE_DATA_KEY.`,
      )
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, body.subarray(0, nonceBytes))
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(body.subarray(body.length - tagBytes))
    return Buffer.concat([
      decipher.update(body.subarray(nonceBytes, body.length - tagBytes)),
      decipher.final(),
    ])
  }
  const idIn = (sealed: Uint8Array) => Buffer.from(sealed.subarray(0, idBytes)).toString('latin1')
  return {
    current: current.id,
    seal: (text, context) =>
      `${current.id}.${encrypt(Buffer.from(text, 'utf8'), context).toString('base64url')}`,
    open(sealed, context) {
      const id = sealed.slice(0, sealed.indexOf('.'))
      return decrypt(id, Buffer.from(sealed.slice(id.length + 1), 'base64url'), context).toString('utf8')
    },
    isCurrent: (sealed) => sealed.startsWith(`${current.id}.`),
    sealBytes: (bytes, context) =>
      Buffer.concat([Buffer.from(current.id, 'latin1'), encrypt(bytes, context)]),
    openBytes: (sealed, context) => decrypt(idIn(sealed), sealed.subarray(idBytes), context),
    isCurrentBytes: (sealed) => idIn(sealed) === current.id,
  }
}

/**
 * The data keys: TELLTALE_DATA_KEY (`given`), where a key store hands them over, or the file `data-key` of the home, one a
 * line, made on first use. The newest is the first of them.
 */
export function dataKeys(home: string, given: string | undefined): DataKeys {
  const path = join(home, 'data-key')
  const listed = (text: string) => text.split(/[\s,]+/).filter((secret) => secret !== '')
  let secrets = listed(given ?? secretFile(home, 'data-key'))
  if (secrets.some((secret) => secret.length < 32))
    throw new Error(
      `A key in ${given ? 'TELLTALE_DATA_KEY' : path} has fewer than 32 characters: set keys made at random, the newest first.`,
    )
  let cipher = cipherOf(secrets)
  const keep = (next: string[]) => {
    const fresh = `${path}.${randomBytes(6).toString('hex')}`
    writeFileSync(fresh, `${next.join('\n')}\n`, { mode: 0o600, flush: true })
    renameSync(fresh, path)
    secrets = next
    cipher = cipherOf(next)
  }
  return {
    where: given ? 'TELLTALE_DATA_KEY' : path,
    get current() {
      return cipher.current
    },
    seal: (text, context) => cipher.seal(text, context),
    open: (sealed, context) => cipher.open(sealed, context),
    isCurrent: (sealed) => cipher.isCurrent(sealed),
    sealBytes: (bytes, context) => cipher.sealBytes(bytes, context),
    openBytes: (sealed, context) => cipher.openBytes(sealed, context),
    isCurrentBytes: (sealed) => cipher.isCurrentBytes(sealed),
    old: () => secrets.length - 1,
    renew() {
      if (given)
        throw new Error(
          'The data keys come from TELLTALE_DATA_KEY: put a new one before the others there, start anew, and rotate.',
        )
      keep([randomBytes(32).toString('base64url'), ...secrets])
    },
    retire() {
      if (!given && secrets.length > 1) keep(secrets.slice(0, 1))
    },
  }
}
