import { hash, randomBytes } from 'node:crypto'
import type { BlindIndex } from '@telltale/core'
import { secretFile } from '../secrets.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The keyed hash behind which shared attributes live: HMAC-SHA-256 over type and value, its first 80 bits in
 * lower-case base 32 (RFC 4648), 16 characters. Without the key nobody can test whether a phone number is known.
 */
export function blindIndex(key: string): BlindIndex {
  const hmac = hmacSha256(key)
  return (type, value) => base32(hmac(`${type}\0${value}`))
}

const block = 64

/**
 * HMAC-SHA-256 (RFC 2104) by two one-shot hashes: an application has five or more values to be hashed, and making an
 * Hmac object for each cost more than hashing.
 */
function hmacSha256(key: string): (message: string) => Uint8Array {
  const bytes = Buffer.from(key, 'utf8')
  const padded = Buffer.alloc(block)
  ;(bytes.length > block ? hash('sha256', bytes, 'buffer') : bytes).copy(padded)
  const inner = Buffer.from(padded.map((byte) => byte ^ 0x36))
  const outer = Buffer.alloc(block + 32)
  outer.set(padded.map((byte) => byte ^ 0x5c))
  return (message) => {
    const first = hash('sha256', Buffer.concat([inner, Buffer.from(message, 'utf8')]), 'buffer')
    outer.set(first, block)
    return hash('sha256', outer, 'buffer')
  }
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
