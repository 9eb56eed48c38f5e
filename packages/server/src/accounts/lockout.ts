import { isIPv6 } from 'node:net'
import type { Millis } from '@telltale/core'

/** Failures that cost nothing: of one address with one name, and of all addresses with it. */
const freeHere = 5
const freeAnywhere = 50
const shortest: Millis = 15_000
const longestHere: Millis = 15 * 60_000
const longestAnywhere: Millis = 2 * 60_000
/** Failures are forgotten after as long without one. */
const memory: Millis = 24 * 3_600_000
const keptAtMost = 20_000

interface Count {
  failures: number
  last: Millis
}

/**
 * Slows down guessing, and never locks anybody out for good. An address that fails waits, twice as long each time, up to a
 * quarter of an hour. Many addresses that fail with one name make everybody wait, up to two minutes, but those addresses
 * from which that account has signed in before. Names that no account has are counted alike, so that waiting tells
 * nothing. Passkeys, the company's own sign-in and links from this machine are not counted: there is nothing to guess.
 */
export interface Lockout {
  /** How long this address has to wait before its next attempt with the name; 0 where it need not. */
  waitFor(name: string, address: string): Millis
  /** Says whether waiting begins with this failure. */
  failed(name: string, address: string): boolean
  succeeded(name: string, address: string): void
}

export function lockout(now: () => Millis): Lockout {
  const counts = new Map<string, Count>()
  const trusted = new Map<string, Millis>()
  const count = (key: string): Count => {
    const found = counts.get(key)
    return found && now() - found.last < memory ? found : { failures: 0, last: 0 }
  }
  const keep = <T>(map: Map<string, T>, key: string, value: T) => {
    map.delete(key)
    map.set(key, value)
    if (map.size > keptAtMost) map.delete(map.keys().next().value as string)
  }
  const wait = (key: string, free: number, longest: Millis): Millis => {
    const { failures, last } = count(key)
    if (failures < free) return 0
    const pause = Math.min(shortest * 2 ** (failures - free), longest)
    return Math.max(0, last + pause - now())
  }
  const keysOf = (name: string, address: string) => {
    const who = name.trim().toLowerCase()
    return { here: `${who}\0${networkOf(address)}`, anywhere: who }
  }
  const waitFor: Lockout['waitFor'] = (name, address) => {
    const { here, anywhere } = keysOf(name, address)
    const alone = wait(here, freeHere, longestHere)
    return trusted.has(here) ? alone : Math.max(alone, wait(anywhere, freeAnywhere, longestAnywhere))
  }
  return {
    waitFor,
    failed(name, address) {
      const { here, anywhere } = keysOf(name, address)
      for (const key of [here, anywhere])
        keep(counts, key, { failures: count(key).failures + 1, last: now() })
      return waitFor(name, address) > 0
    },
    succeeded(name, address) {
      const { here } = keysOf(name, address)
      counts.delete(here)
      keep(trusted, here, now())
    },
  }
}

/** One household or company has a /64: it changes addresses within at will. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const gap = tail === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array(Math.max(0, gap)).fill('0'), ...rest].slice(0, 4).join(':')
}
