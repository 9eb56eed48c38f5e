import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BlindIndex } from '@telltale/core'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Attribute values behind HMAC-SHA-256, 80 bits of it: equal values meet, and nobody without the key can look one up. */
export function blindIndex(key: Buffer): BlindIndex {
  return (type, value) => {
    const mac = createHmac('sha256', key).update(`${type}\0${value}`).digest()
    let out = ''
    for (let bit = 0; bit < 80; bit += 5)
      out += alphabet[(mac.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31]
    return out
  }
}

/**
 * The index under the key of this installation, `key` in `home`, which is made (readable by its owner only) on
 * first use. Where it can't be kept, a key for this process serves and `remark` says what follows from that.
 */
export function openBlindIndex(home: string): { index: BlindIndex; remark?: string } {
  const file = join(home, 'key')
  try {
    return { index: blindIndex(readKey(file)) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const key = randomBytes(32)
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { index: blindIndex(readKey(file)) } // another process was first
    return {
      index: blindIndex(key),
      remark: `The key file ${file} could not be made (${(error as Error).message}); ids of shared attributes will differ in the next run. Set TELLTALE_HOME to a folder that can be written.`,
    }
  }
  return { index: blindIndex(key) }
}

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64')
  if (key.length < 32)
    throw new Error(
      `${file} is no key: expected 32 bytes in base64. Restore it from a backup; a new key would not match what is stored.`,
    )
  return key
}

/** True when others than the owner may read the key. */
export function keyIsOpen(home: string): boolean {
  return (statSync(join(home, 'key')).mode & 0o077) !== 0
}
