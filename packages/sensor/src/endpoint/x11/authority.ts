import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** What a client shows an X server to be let in. Empty where there is nothing to show. */
export interface Authority {
  name: string
  data: Buffer
}

const none: Authority = { name: '', data: Buffer.alloc(0) }
const cookie = 'MIT-MAGIC-COOKIE-1'
/** Families of Xauth(7): an address of this machine by its name, and "any". */
const family = { local: 256, wild: 0xffff }

/**
 * The cookie for display `number` of this machine from an Xauthority file: records of family, address, display
 * number, name and data, each but the first with its length in two big-endian bytes (libXau, AuRead.c). A file that
 * is missing or ends in the middle of a record gives what stands before: a server may let local clients in anyway.
 */
export function authorityFor(number: number, path: string | undefined, host = hostname()): Authority {
  let file: Buffer
  try {
    file = readFileSync(path ?? '')
  } catch {
    return none
  }
  let at = 0
  let fallback: Authority | undefined
  const part = (): Buffer | undefined => {
    if (at + 2 > file.length) return undefined
    const length = file.readUInt16BE(at)
    const from = at + 2
    at = from + length
    return at > file.length ? undefined : file.subarray(from, at)
  }
  while (at + 2 <= file.length) {
    const kind = file.readUInt16BE(at)
    at += 2
    const [address, display, name, data] = [part(), part(), part(), part()]
    if (!address || !display || !name || !data) break
    if (name.toString('latin1') !== cookie) continue
    if (display.length > 0 && display.toString('latin1') !== String(number)) continue
    const found = { name: cookie, data: Buffer.from(data) }
    if (kind === family.local && address.toString('latin1') === host) return found
    if (kind === family.wild) fallback ??= found
  }
  return fallback ?? none
}
