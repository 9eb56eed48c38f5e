import { createHmac, randomBytes } from 'node:crypto'
import type { BlindIndex } from '@telltale/core'
import { secretFile } from '../secrets.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The keyed hash behind which shared attributes live: HMAC-SHA-256 over type and value, its first 80 bits in
 * lower-case base 32 (RFC 4648), 16 characters. Without the key nobody can test whether a phone number is known.
 */
export function blindIndex(key: string): BlindIndex {
  return (type, value) => base32(createHmac('sha256', key).update(`${type}\0${value}`).digest())
}

/**
 * The index under the key in `home`, made on first use. Where the folder can't be written or read, a key that
 * is good for this run, and a remark that says so: references then differ from those of the next run.
 */
export function openBlindIndex(home: string): { index: BlindIndex; remark?: string } {
  try {
    return { index: blindIndex(secretFile(home, 'key')) }
  } catch (error) {
    return {
      index: blindIndex(randomBytes(32).toString('base64url')),
      remark: `${(error as Error).message} Until then the references of shared attributes hold for this run only.`,
    }
  }
}

function base32(bytes: Uint8Array): string {
  let out = ''
  for (let bit = 0; bit < 80; bit += 5) {
    const at = bit >> 3
    const word = (bytes[at]! << 8) | (bytes[at + 1] ?? 0)
    out += alphabet[(word >> (11 - (bit & 7))) & 31]
  }
  return out
}
