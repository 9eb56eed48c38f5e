import { type Tool, tools } from './cadence.ts'
import { type Loop, loop } from './loop.ts'
import { type AnyChannel, bins, type Channel, type ChannelState, channels } from './reactions.ts'

/** Where the hands are, in words that hold whatever the person: a band, not a place. */
export type Band = 'local' | 'unremarkable' | '60–110 ms' | '150 ms and more' | 'not local'

/** What reactions say of the distance between screen and hands: for a day of a device, or for a trial in a page. */
export interface Hands extends Loop {
  /** Usable reactions. */
  n: number
  band: Band
  /** Round trip of the path alone, milliseconds: the estimate without what the tool itself takes. */
  path?: { low: number; high: number; tool: string }
  /** Kilometres between which 90 % of connections with such a round trip lie. Never a place or a country. */
  km?: { low: number; high: number }
  /** What an analyst can say in a meeting. */
  sentence: string
}

/** What a remote-control tool itself adds, milliseconds, where it is not named: the lab's tools, 5th to 95th of all. */
const anyTool = { low: 20, high: 85 }
/**
 * log10 from which on the reactions contradict hands at the device, and below which they clear. Without the
 * person's own past, somebody who is always 80 ms slower than average must stay below.
 */
export const speaks = 0.225
/**
 * The same where more than a third of the drawn prompts and targets were answered late and few were not: the
 * quickest of few may be slow by chance. More with the person's own past, which makes more of each answer.
 */
export const speaksOfFew = { alone: 0.7, ownPast: 0.9 }
const late = { from: 900, share: 1 / 3, enough: 24 }
export const clears = -0.5

/**
 * Sums up one day's reactions. `past` are the same person's on earlier days, `tool` what the pointer's cadence
 * names. Pure; well under 5 ms. At least one channel is needed.
 */
export function assess(
  states: Partial<Record<AnyChannel, ChannelState>>,
  more: { past?: Partial<Record<AnyChannel, ChannelState>>; tool?: Tool } = {},
): Hands {
  const found = loop(states, more.past)
  const n = Object.values(states).reduce((total, c) => total + c.n, 0)
  const { weight, estimate, low, high } = found
  const against = found.history ? 'the same person’s on earlier days' : 'the average person’s'
  if (weight < needed(states, found.history)) {
    const band = weight <= clears ? 'local' : 'unremarkable'
    const sentence =
      band === 'local'
        ? `The hands are near: ${n} reactions are about as quick as ${found.history ? 'on the person’s own earlier days' : 'people’s at their own desk'} (extra delay below ${high} ms).`
        : `${n} reactions are ${estimate} ms later than ${against}, which is within how ${found.history ? 'a person’s days' : 'people'} differ.`
    return { ...found, n, band, sentence }
  }
  const overhead = more.tool ? tools[more.tool].overhead : anyTool
  const path = {
    low: Math.max(0, low - overhead.high),
    high: Math.max(0, high - overhead.low),
    tool: more.tool ? tools[more.tool].title : 'a remote-control tool',
  }
  const km = { low: distance(path.low).low, high: Math.min(distance(path.high).high, path.high * kmPerMs) }
  return {
    ...found,
    n,
    band: high < 130 ? '60–110 ms' : low >= 120 ? '150 ms and more' : 'not local',
    path,
    km,
    sentence: `The hands answer the screen about ${estimate} ms later than ${against} (90 % interval ${low} to ${high} ms, ${n} reactions): that points to hands that are not at the device, or to an unusually slow person or machine.`,
  }
}

/** log10 that these reactions have to reach before anything is said against somebody. */
function needed(states: Partial<Record<AnyChannel, ChannelState>>, history: boolean): number {
  const drawn = (Object.keys(channels) as Channel[]).flatMap((name) => states[name] ?? [])
  const all = drawn.reduce((total, c) => total + c.n, 0)
  const firstLate = (late.from - bins.from) / bins.step
  const slow = drawn.reduce((total, c) => total + c.counts.slice(firstLate).reduce((a, b) => a + b, 0), 0)
  if (slow <= late.share * all || all - slow >= late.enough) return speaks
  return history ? speaksOfFew.ownPast : speaksOfFew.alone
}

/** Light in fibre there and back: 100 km for each millisecond of round trip. */
const kmPerMs = 100

/**
 * Kilometres between two places, by the round trip between them: 5th and 95th percentile of public measurements
 * between 246 cities (WonderNetwork, July 2020). A round trip bounds the distance from above only: a slow path may
 * be short.
 */
const knots: readonly (readonly [ms: number, low: number, high: number])[] = [
  [0, 0, 0],
  [50, 740, 3350],
  [110, 2160, 8330],
  [150, 4320, 10_730],
  [200, 4510, 15_020],
  [300, 4510, 20_000],
]

/** Between the knots a straight line, in kilometres; beyond the last one that stands. */
export function distance(roundTrip: number): { low: number; high: number } {
  const t = Math.max(0, roundTrip)
  const after = knots.findIndex(([at]) => at >= t)
  if (after === 0) return { low: 0, high: 0 }
  if (after < 0) return { low: knots.at(-1)![1], high: knots.at(-1)![2] }
  const [a, b] = [knots[after - 1]!, knots[after]!]
  const share = (t - a[0]) / (b[0] - a[0])
  return { low: a[1] + share * (b[1] - a[1]), high: a[2] + share * (b[2] - a[2]) }
}
