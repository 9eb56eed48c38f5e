interface Exchange {
  t1: number
  t2: number
  t3: number
  t4: number
}

/** What one connection has shown since it was last stored. Milliseconds. */
export interface Measured {
  transport: number[]
  application: number[]
  via?: string
  exchanges: Exchange[]
  events: { eventAt: number; receivedAt: number }[]
}

const kept = { times: 500, exchanges: 64, events: 2000, mirrored: 64 }

/** Collects round trips, clock exchanges and events under way; bounded, whatever the other side sends. */
export function measurement() {
  let now: Measured = { transport: [], application: [], exchanges: [], events: [] }
  let lately: Pick<Measured, 'transport' | 'application'> = { transport: [], application: [] }
  let by: string | undefined
  /** The newest exchanges, stored ones too: a clock's offset is sought among up to 64, and few come in a minute. */
  let exchanges: Exchange[] = []
  let fresh = 0
  const keep = (list: number[], value: number, most: number) => {
    if (list.length < most) list.push(round(value))
  }
  return {
    transport(ms: number, via: string) {
      by = via
      keep(now.transport, ms, kept.times)
      lately = { ...lately, transport: [...lately.transport, round(ms)].slice(-kept.mirrored) }
    },
    application(ms: number) {
      keep(now.application, ms, kept.times)
      lately = { ...lately, application: [...lately.application, round(ms)].slice(-kept.mirrored) }
    },
    /** A finished exchange, as the other side tells it. Anything that is not four finite numbers is nothing. */
    exchange(given: unknown) {
      if (given === null || typeof given !== 'object') return
      const { t1, t2, t3, t4 } = given as Partial<Exchange>
      if (![t1, t2, t3, t4].every((t) => Number.isFinite(t))) return
      exchanges = [...exchanges, { t1: t1!, t2: t2!, t3: t3!, t4: t4! }].slice(-kept.exchanges)
      fresh++
    },
    /** The newest of a group is the one that had not waited. */
    events(given: unknown, receivedAt: number) {
      if (!Array.isArray(given) || given.length === 0 || given.length > 200) return
      const times = given.filter((t): t is number => Number.isFinite(t))
      if (times.length > 0 && now.events.length < kept.events)
        now.events.push({ eventAt: Math.max(...times), receivedAt })
    },
    rtt: () => lately,
    via: () => by,
    /**
     * Everything since the last time, when there are at least `least` round trips or clock exchanges; else waits. Events
     * come with the newest exchanges, those that were given before among them.
     */
    take(least: number): Measured | undefined {
      if (now.application.length + fresh < least) return undefined
      const taken = { ...now, exchanges: fresh > 0 || now.events.length > 0 ? exchanges : [], via: by }
      fresh = 0
      now = { transport: [], application: [], exchanges: [], events: [] }
      return taken
    },
  }
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
