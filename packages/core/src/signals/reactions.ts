import { type Data, defineAccumulator } from '../types.ts'

/**
 * How long a person takes to answer what the screen shows, as a log likelihood of the loop's extra delay.
 *
 * One reaction of a channel takes its location plus a shift s (the person, the device and the distance of the
 * hands together) plus a residual that is, in a mixture, a prompt answer (ex-Gaussian), a late one
 * (log-normal: the person was doing something else) or anything at all (uniform: anticipation, a stray key).
 * The second and third parts make the sum a low-quantile estimator: late and odd answers cost next to nothing.
 *
 * Luce 1986, Response Times (ex-Gaussian reaction times). Constants: LAG.md's mixture, location and spread
 * fitted by maximum likelihood, with one shift a person, on 8 of the lab's 15 people; the other 7 give 344 and
 * 269 ms. Lab reactions are simulated, so these are a model of people and not a measurement of them.
 */
export const channels = {
  /** Something asks for a key; until the first key press. */
  prompt: { by: 'key', location: 345, sigma: 35, tau: 90 },
  /** Something to point at appears; until the pointer first moves. */
  target: { by: 'motion', location: 271, sigma: 30, tau: 45 },
} as const

export type Channel = keyof typeof channels

/**
 * What a working day shows without anything of ours being drawn. These only ever accuse: a person knows what comes
 * next and may act before the screen has said it, so a quick answer is no credit.
 */
export const undrawn = {
  /**
   * A held key was let go; until the next key, for which the screen must be seen to have come to rest. Fitted on the
   * holds of the same 8 people of the lab (sessions whose overshoot is right).
   */
  settle: { location: 470, sigma: 45, tau: 130 },
  /**
   * A held key's repeats reached where they should stop; until it was let go. Only the first hold of a batch: people
   * learn to let go ahead of what they see. Fitted on six first holds of the range (npm run lab -- --tuning).
   */
  overshoot: { location: -10, sigma: 45, tau: 40 },
  /** A dialog opened or a shell's prompt came back; until a key. Fitted on office sessions of the range (npm run lab -- --tuning). */
  workKey: { location: 345, sigma: 45, tau: 90 },
  /** A menu or window opened, or a page was painted after a click; until the pointer moves. Fitted likewise. */
  workPointer: { location: 295, sigma: 35, tau: 50 },
} as const

export type AnyChannel = Channel | keyof typeof undrawn
export const allChannels: Record<AnyChannel, { location: number; sigma: number; tau: number }> = {
  ...channels,
  ...undrawn,
}

/** Milliseconds that it takes longer to see what came, beyond a menu or a shell's prompt that one waits for. */
const unfamiliar = { dialog: 120, window: 120, paint: 120 } as const

/** Parts of the mixture. In a working day most of what opens is not waited for. */
const shares = {
  drawn: { prompt: 0.58, late: 0.4, any: 0.02 },
  undrawn: { prompt: 0.35, late: 0.57, any: 0.08 },
} as const
const late = { median: 1500, spread: 0.9 }
/** Sooner after something opened by itself than a person could begin to answer it: they were moving already. */
const alreadyMoving = 120

/** Reactions outside this range, in milliseconds, are not used. Before it lies what no anticipation explains. */
export const usable = { from: -1200, to: 4000 } as const

/** Shifts at which the likelihood is kept, in milliseconds. */
export const grid = { from: -400, step: 20, points: 56 } as const

/** A log likelihood is kept as a whole number of these, so that sums do not depend on their order. */
export const unit = 1e-2

/** Reaction times are kept only as counts: bins of 50 ms, the first holds all below 0, the last all from 1500 on. */
export const bins = { from: -50, step: 50, count: 32 } as const

export interface ChannelState {
  /** Usable reactions. */
  n: number
  /** Log likelihood at each shift of the grid, in `unit`. */
  likelihood: number[]
  counts: number[]
  /** Shortest and longest usable reaction, whole milliseconds: equal ones were not made by a person. */
  shortest: number
  longest: number
}

export interface Reactions {
  channels: Partial<Record<AnyChannel, ChannelState>>
  /** Events of any stimulus, used or not. */
  events: number
  /** Answered more than 1.2 s before they were shown: the clock or the recording is wrong. */
  impossible: number
  /** Not answered, or so late that they say nothing. */
  missed: number
}

/** Likelihood and counts of the reactions of a window. Raw times are not kept. */
export const reactions = defineAccumulator({
  id: 'signals/reactions',
  version: 2,
  reads: ['reaction'],
  empty: { channels: {}, events: 0, impossible: 0, missed: 0 } as Reactions,
  add(state, batch) {
    const next: Reactions = { ...state, channels: {} }
    for (const name of Object.keys(state.channels) as AnyChannel[])
      next.channels[name] = copy(state.channels[name]!)
    for (const { data } of batch) {
      const firstHold = data.events.find(held)
      for (const event of data.events) {
        next.events++
        for (const heard of hear(event, event === firstHold)) {
          if (heard === 'missed' || heard.took > usable.to) next.missed++
          else if (heard.took < usable.from) next.impossible++
          else {
            const own = next.channels[heard.channel] ?? nothing()
            next.channels[heard.channel] = own
            include(own, heard.channel, heard.took)
          }
        }
      }
    }
    return next
  },
  merge(a, b) {
    const merged: Reactions = {
      channels: {},
      events: a.events + b.events,
      impossible: a.impossible + b.impossible,
      missed: a.missed + b.missed,
    }
    for (const name of Object.keys(allChannels) as AnyChannel[]) {
      const x = a.channels[name]
      const y = b.channels[name]
      const either = x && y ? join(x, y) : (x ?? y)
      if (either) merged.channels[name] = either
    }
    return merged
  },
})

type Event = Data['reaction']['events'][number]
type Heard = { channel: AnyChannel; took: number } | 'missed'

function held({ stimulus }: Event): boolean {
  return stimulus === 'hold'
}

/** What an event says in which channel, whole milliseconds; nothing where it says nothing. */
function hear(event: Event, first: boolean): Heard[] {
  const { stimulus, shownAt, respondedAt, by, settledAt } = event
  const answered = respondedAt !== undefined && respondedAt !== null
  if (Object.hasOwn(channels, stimulus)) {
    const channel = stimulus as Channel
    if (!answered) return ['missed']
    // A click comes later than the motion towards it.
    return by === channels[channel].by ? [{ channel, took: whole(respondedAt - shownAt) }] : []
  }
  if (!answered) return []
  if (stimulus === 'hold') {
    const heard: Heard[] = []
    if (first && by === 'release') heard.push({ channel: 'overshoot', took: whole(respondedAt - shownAt) })
    if (typeof settledAt === 'number' && settledAt >= respondedAt)
      heard.push({ channel: 'settle', took: whole(settledAt - respondedAt) })
    return heard
  }
  if (!['dialog', 'shell', 'menu', 'window', 'paint'].includes(stimulus)) return []
  const channel = by === 'key' ? 'workKey' : by === 'motion' ? 'workPointer' : undefined
  if (!channel || respondedAt - shownAt < alreadyMoving) return []
  const later = Object.hasOwn(unfamiliar, stimulus) ? unfamiliar[stimulus as keyof typeof unfamiliar] : 0
  return [{ channel, took: whole(respondedAt - shownAt - later) }]
}

/** −0 does not survive JSON. */
function whole(ms: number): number {
  return Math.round(ms) + 0
}

function nothing(): ChannelState {
  return {
    n: 0,
    likelihood: new Array<number>(grid.points).fill(0),
    counts: new Array<number>(bins.count).fill(0),
    shortest: usable.to,
    longest: usable.from,
  }
}

function copy(state: ChannelState): ChannelState {
  return { ...state, likelihood: [...state.likelihood], counts: [...state.counts] }
}

function include(state: ChannelState, channel: AnyChannel, took: number): void {
  const densities = table(channel)
  let at = took - allChannels[channel].location - grid.from - tableFrom
  for (let i = 0; i < grid.points; i++, at -= grid.step) state.likelihood[i]! += densities[at]!
  state.n++
  const bin = Math.floor((took - bins.from) / bins.step)
  state.counts[Math.min(bins.count - 1, Math.max(0, bin))]!++
  state.shortest = Math.min(state.shortest, took)
  state.longest = Math.max(state.longest, took)
}

function join(a: ChannelState, b: ChannelState): ChannelState {
  return {
    n: a.n + b.n,
    likelihood: a.likelihood.map((v, i) => v + b.likelihood[i]!),
    counts: a.counts.map((v, i) => v + b.counts[i]!),
    shortest: Math.min(a.shortest, b.shortest),
    longest: Math.max(a.longest, b.longest),
  }
}

/** Residuals that the table covers: every usable reaction at every shift of the grid. */
const tableFrom = usable.from - 500 - (grid.from + grid.step * (grid.points - 1))
const tableTo = usable.to - grid.from

const tables = new Map<AnyChannel, Int32Array>()

/** Log density of a residual by whole millisecond from `tableFrom` on, in `unit`. Built at first use. */
function table(channel: AnyChannel): Int32Array {
  const ready = tables.get(channel)
  if (ready) return ready
  const { location, sigma, tau } = allChannels[channel]
  const share = Object.hasOwn(channels, channel) ? shares.drawn : shares.undrawn
  const values = new Int32Array(tableTo - tableFrom + 1)
  const keep = Math.exp(-1 / tau)
  let exGaussian = 0
  for (let i = 0; i < values.length; i++) {
    const r = tableFrom + i
    // A normal passed through an exponential filter, millisecond by millisecond, is the ex-Gaussian.
    exGaussian = exGaussian * keep + normal(r / sigma) * ((1 - keep) / sigma)
    const density =
      share.prompt * exGaussian + share.late * logNormal(r + location) + share.any / (usable.to - usable.from)
    values[i] = Math.round(Math.log(density) / unit)
  }
  tables.set(channel, values)
  return values
}

function normal(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

function logNormal(t: number): number {
  return t > 0 ? normal(Math.log(t / late.median) / late.spread) / (t * late.spread) : 0
}
