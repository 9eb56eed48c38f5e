import { isIP } from 'node:net'
import type { SubjectRef } from '@telltale/core'
import type { Store } from '../store/store.ts'

/** What other devices on one network needed to this collector: stated on each round-trip observation that it is known for. */
export interface Peers {
  network: string
  n: number
  p95: number
}

interface Kept {
  /** Smallest TCP round trip of a day, milliseconds, and that day since the epoch. */
  devices: Record<string, [ms: number, day: number]>
}

const prefix = 'sensor-peers:'
const dayLength = 86_400_000
/** Older than this, a network may have changed; and more than this of one network tell nothing new. */
const kept = { days: 30, devices: 200 }

/**
 * The server's own memory of networks, so that a line can be compared with its neighbours'. A network is an address
 * block (/16, IPv6 /32): no list of autonomous systems comes with Telltale. Kept per device: the smallest round trip of
 * 30 days and its day.
 */
export function peers(store: Pick<Store, 'setting' | 'putSetting'>) {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  return {
    /** Notes `ms` for `subject`, and says what the others on its network need; undefined where there is none or nobody else. */
    note(
      collector: string,
      ip: string,
      subject: SubjectRef,
      ms: number,
      now: number,
    ): Promise<Peers | undefined> {
      const network = networkOf(ip)
      if (!network || !(ms > 0)) return Promise.resolve(undefined)
      return inTurn(async () => {
        const key = `${prefix}${collector}:${network}`
        const today = Math.floor(now / dayLength)
        const { devices } = ((await store.setting(key)) as Kept | undefined) ?? { devices: {} }
        const fresh = Object.entries(devices).filter(([, [, day]]) => day > today - kept.days)
        const own = devices[subject]
        if (
          !own ||
          ms < own[0] ||
          own[1] <= today - kept.days ||
          fresh.length < Object.keys(devices).length
        ) {
          const others = fresh.filter(([name]) => name !== subject)
          const newest = others.sort((a, b) => b[1][1] - a[1][1]).slice(0, kept.devices - 1)
          const best = own && own[1] > today - kept.days ? Math.min(own[0], ms) : ms
          await store.putSetting(key, {
            devices: { ...Object.fromEntries(newest), [subject]: [best, today] },
          })
        }
        const times = fresh.filter(([name]) => name !== subject).map(([, [t]]) => t)
        if (times.length === 0) return undefined
        times.sort((a, b) => a - b)
        return {
          network,
          n: times.length,
          p95: times[Math.min(times.length - 1, Math.floor(0.95 * times.length))]!,
        }
      })
    },
  }
}

/** The address block that stands for a network; undefined for addresses that many places share. */
export function networkOf(ip: string): string | undefined {
  if (isIP(ip) === 4) {
    const [a, b] = ip.split('.').map(Number) as [number, number]
    const shared =
      a === 10 ||
      a === 127 ||
      a === 0 ||
      a >= 224 ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b < 128)
    return shared ? undefined : `${a}.${b}.0.0/16`
  }
  if (isIP(ip) !== 6 || !/^[23]/.test(ip)) return undefined
  const [one = '', two = ''] = ip.split(':')
  return `${one}:${two || '0'}::/32`
}
