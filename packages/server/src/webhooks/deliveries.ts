import { createHash } from 'node:crypto'
import type { Millis } from '@telltale/core'

/** Where the days of deliveries are kept: the settings of the store. */
export interface Settings {
  setting(name: string): Promise<unknown>
  putSetting(name: string, value: unknown): Promise<void>
}

/** Which deliveries were taken, on the disk: a repeated one is known after a restart, too. */
export interface Deliveries {
  has(delivery: string): Promise<boolean>
  /** To be called once what it brought is durable. */
  add(delivery: string, now: Millis): Promise<void>
}

const day = 86_400_000
/** Days of deliveries that are looked back on. Lever signs a token and a time, not what it says, and is refused after three days. */
const daysKept = 5

const nameOf = (on: number) => `webhook-deliveries/${on}`

/** Deliveries by their digest, a setting for each day of receipt; those of older days are emptied. */
export function deliveries(settings: Settings, now: () => Millis): Deliveries {
  const days = new Map<number, Promise<Set<string>>>()
  const dayOf = (on: number): Promise<Set<string>> => {
    let known = days.get(on)
    if (!known) {
      known = settings
        .setting(nameOf(on))
        .then((kept) => new Set(Array.isArray(kept) ? (kept as string[]) : []))
      days.set(on, known)
    }
    return known
  }
  let writing = Promise.resolve()
  return {
    async has(delivery) {
      const today = Math.floor(now() / day)
      const known = digestOf(delivery)
      const recent = await Promise.all(Array.from({ length: daysKept }, (_, i) => dayOf(today - i)))
      return recent.some((one) => one.has(known))
    },
    add(delivery, at) {
      const today = Math.floor(at / day)
      writing = writing.then(async () => {
        const taken = await dayOf(today)
        taken.add(digestOf(delivery))
        await settings.putSetting(nameOf(today), [...taken])
        for (const old of [...days.keys()].filter((on) => on <= today - daysKept)) {
          days.delete(old)
          await settings.putSetting(nameOf(old), [])
        }
      })
      return writing
    },
  }
}

function digestOf(delivery: string): string {
  return createHash('sha256').update(delivery).digest('base64url').slice(0, 22)
}
