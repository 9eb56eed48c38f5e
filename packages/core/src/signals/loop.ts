import { type AnyChannel, allChannels, type ChannelState, channels, grid, unit } from './reactions.ts'

/**
 * The extra delay between screen and hands, against the fleet's average person.
 *
 * A person may be slower or faster than average in everything (t with 6 degrees of freedom, scale 25 ms: heavier
 * than normal tails, because people are) and in each channel (normal, 28 ms; 45 ms where what is answered depends on
 * the work). Against that, hands elsewhere add
 * 50 to 350 ms. The ratio of the two marginal likelihoods is an e-value under this model of people, after any
 * number of reactions (Vovk and Wang 2021).
 *
 * People differ more than any model of them. What must hold is the mean of the capped ratio over honest people, and
 * without a margin it does not (bench/hands/nulls.ts): so 10^`margin` is taken off before anything is believed.
 * It then holds for people who are t with 3 degrees and 30 ms apart, for 1 % of people 150 ms slower, and for bad
 * days. It cannot hold where people spread exponentially by 60 ms: there one in a hundred is slower than 180 ms of
 * path make anybody, and only the own past tells them apart.
 */
export const people = { scale: 25, freedom: 6, channel: 28, undrawn: 45 } as const
export const elsewhere = { from: 60, to: 340 } as const

/** log10; see above. */
export const margin = 0.35

export interface Loop {
  /** log10 of the e-value for hands elsewhere, the margin taken off. */
  weight: number
  /** Extra delay in milliseconds: the median of its posterior under a flat prior from 0 to 600 ms. */
  estimate: number
  /** The posterior's 90 % interval. */
  low: number
  high: number
  /** Whether the person's own earlier days were used. */
  history: boolean
}

export const level = 0.9
const widest = 600

type States = Partial<Record<AnyChannel, ChannelState>>

/**
 * How much extra delay the reactions show. `past`: the same person's or device's reactions on earlier days, used
 * where those days look local by themselves (`usableHistory`); then the ratio is the mean of two e-values, one
 * against the average person and one against the person's own past, which is an e-value again. Pure arithmetic on
 * the grid: less than a millisecond, with history too. At least one channel is needed.
 */
export function loop(channels: States, past?: States): Loop {
  return weigh(channels, past && ownPast(past))
}

/**
 * `loop` with the past prepared once for many days. Channels of ordinary work accuse and never clear: where all
 * together point to near hands, the drawn ones alone count.
 */
export function weigh(states: States, past?: OwnPast): Loop {
  const all = believed(everything(states, past))
  if (all.weight >= 0) return all
  const drawn = Object.fromEntries(namesOf(states).flatMap((name) => (Object.hasOwn(channels, name) ? [[name, states[name]!]] : []))) // biome-ignore format: one row
  const asked = Object.keys(drawn).length
  if (asked === namesOf(states).length) return all
  return { ...all, weight: asked === 0 ? 0 : Math.min(0, everything(drawn, past).weight) }
}

/** The margin is taken off what accuses, gradually, so that a small weight stays one; what clears is left as it is. */
function believed(found: Loop): Loop {
  const { weight } = found
  return { ...found, weight: weight <= 0 ? weight : weight < 2 * margin ? weight / 2 : weight - margin }
}

function everything(channels: States, past?: OwnPast): Loop {
  const alone = ratio(againstPeople(channels))
  if (!past) return { ...alone, history: false }
  const own = ratio(againstPast(channels, past))
  return {
    ...own,
    weight: Math.log10((10 ** alone.weight + 10 ** own.weight) / 2),
    history: true,
  }
}

/** Fewest earlier reactions that tell how somebody is. */
const enoughPast = 40
/**
 * Past days count as the person's own only while they themselves point to near hands: a laptop that was driven from
 * afar from its first day must not become its own excuse. A person 30 ms slower than average passes, one at 60 ms
 * of distance does not.
 */
const looksLocal = -0.5

export function usableHistory(past: States): boolean {
  const n = namesOf(past).reduce((total, name) => total + past[name]!.n, 0)
  return n >= enoughPast && ratio(againstPeople(past)).weight <= looksLocal
}

function namesOf(channels: States): AnyChannel[] {
  return Object.keys(channels).sort() as AnyChannel[]
}

/** Marginal likelihood at each delay 0, step, 2·step, …: the person's shift and the channels' are averaged over. */
function againstPeople(channels: States): number[] {
  const at = new Float64Array(grid.points).fill(1)
  for (const name of namesOf(channels)) {
    const smoothed = smooth(scaled(channels[name]!.likelihood), priorOf(name))
    for (let i = 0; i < grid.points; i++) at[i]! *= smoothed[i]!
  }
  const marginal: number[] = []
  for (let delay = 0; delay <= widest; delay += grid.step) marginal.push(given(at, delay / grid.step))
  return marginal
}

/** What earlier days tell of a person: how likely each common shift is, and under it each channel's own. */
export interface OwnPast {
  common: { shift: number; likely: number }[]
  /** By channel, then by place in `common`: likelihoods by shift, which sum to 1. */
  channels: Partial<Record<AnyChannel, Sparse[]>>
}

/** The likely ones of the grid's shifts and how likely they are. */
interface Sparse {
  shifts: number[]
  likely: number[]
}

/** Shifts that are this much less likely than the likeliest are left out. */
const negligible = 1e-8

/** What earlier reactions tell of a person; undefined where they are too few or do not look local. */
export function ownPast(past: States): OwnPast | undefined {
  if (!usableHistory(past)) return undefined
  const names = Object.keys(allChannels) as AnyChannel[]
  const rows = names.map((name) => priorRows(name, past[name] && scaled(past[name].likelihood)))
  const fits = personPrior.map((prior, g) => rows.reduce((product, row) => product * sum(row[g]!), prior))
  const least = negligible * Math.max(...fits)
  const common = Array.from(fits, (likely, shift) => ({ shift, likely })).filter(
    ({ likely }) => likely >= least,
  )
  return {
    common,
    channels: Object.fromEntries(
      names.map((name, k) => [name, common.map(({ shift }) => sparse(rows[k]![shift]!))]),
    ),
  }
}

/** Channels that the past has nothing of: their rows are the prior's alone, and always the same. */
const unseen = new Map<AnyChannel, Float64Array[]>()

/** Likelihood of each channel shift under each common shift. Plain loops: this is most of the work of a window. */
function priorRows(name: AnyChannel, before: Float64Array | undefined): Float64Array[] {
  const known = before ? undefined : unseen.get(name)
  if (known) return known
  const prior = priorOf(name)
  const rows: Float64Array[] = []
  for (let g = 0; g < grid.points; g++) {
    const row = new Float64Array(grid.points)
    for (let s = 0; s < grid.points; s++) row[s] = prior[Math.abs(s - g)]! * (before ? before[s]! : 1)
    rows.push(row)
  }
  if (!before) unseen.set(name, rows)
  return rows
}

function sparse(row: Float64Array): Sparse {
  const total = sum(row)
  const shifts = Array.from(row.keys()).filter((s) => row[s]! >= negligible * total)
  return { shifts, likely: shifts.map((s) => row[s]! / total) }
}

/**
 * The same against the person's own past: prior of the common shift and of each channel's from the past, then
 * today's drift, common and by channel.
 */
function againstPast(today: States, past: OwnPast): number[] {
  const steps = widest / grid.step
  const taps = driftOfDay.length - 1
  const marginal = new Array<number>(steps + 1).fill(0)
  const names = namesOf(today)
  const smoothed = names.map((name) => smooth(scaled(today[name]!.likelihood), driftOf(name)))
  past.common.forEach(({ likely }, i) => {
    const joint = new Float64Array(steps + 1 + 2 * taps).fill(likely)
    names.forEach((name, k) => {
      multiply(joint, past.channels[name]![i]!, smoothed[k]!, taps)
    })
    for (let delay = 0; delay <= steps; delay++)
      for (let t = -taps; t <= taps; t++)
        marginal[delay]! += joint[delay + taps + t]! * driftOfDay[Math.abs(t)]!
  })
  return marginal
}

/** Multiplies `joint` at each delay by the likelihood of today's answers, the channel's own shift averaged over. */
function multiply(joint: Float64Array, own: Sparse, today: Float64Array, taps: number): void {
  const averaged = new Float64Array(joint.length)
  own.shifts.forEach((s, i) => {
    const last = Math.min(joint.length, grid.points - s + taps)
    for (let d = Math.max(0, taps - s); d < last; d++) averaged[d]! += own.likely[i]! * today[s + d - taps]!
  })
  for (let d = 0; d < joint.length; d++) joint[d]! *= averaged[d]!
}

function ratio(marginal: readonly number[]): Omit<Loop, 'history'> {
  const far = marginal.slice(elsewhere.from / grid.step, elsewhere.to / grid.step + 1)
  const quantile = quantiles(marginal)
  return {
    weight: Math.log10(sum(far) / far.length / marginal[0]!),
    estimate: quantile(0.5),
    low: quantile((1 - level) / 2),
    high: quantile((1 + level) / 2),
  }
}

/** Likelihood of the reactions when the hands add `steps` grid steps: the person's own shift is averaged over. */
function given(at: Float64Array, steps: number): number {
  let total = 0
  for (let i = 0; i + steps < grid.points; i++) total += at[i + steps]! * personPrior[i]!
  return total
}

/** Likelihood with its largest value 1. */
function scaled(likelihood: readonly number[]): Float64Array {
  let top = likelihood[0]!
  for (const v of likelihood) if (v > top) top = v
  return Float64Array.from(likelihood, (v) => Math.exp((v - top) * unit))
}

/** Averaged over a symmetric kernel, given by distance in grid steps. */
function smooth(values: Float64Array, kernel: ArrayLike<number>): Float64Array {
  const smoothed = new Float64Array(grid.points)
  for (let i = 0; i < grid.points; i++) {
    let total = 0
    for (let j = 0; j < grid.points; j++) total += values[j]! * (kernel[Math.abs(i - j)] ?? 0)
    smoothed[i] = total
  }
  return smoothed
}

/**
 * How a person differs from one day to another: in everything (t with 3 degrees of freedom, scale 15 ms, and on 3 of
 * 100 days scale 80 ms: illness, another desk) and by channel (normal, 9 ms; 18 ms in ordinary work). Assumed.
 */
const usualDay = student(14, 15)
const badDay = student(14, 80)
const driftOfDay = usualDay.map((usual, i) => 0.97 * usual + 0.03 * badDay[i]!)
const drift = { drawn: bell(4, 9), undrawn: bell(4, 18) }
const prior = { drawn: bell(grid.points, people.channel), undrawn: bell(grid.points, people.undrawn) }
const driftOf = (name: AnyChannel) => (Object.hasOwn(channels, name) ? drift.drawn : drift.undrawn)
const priorOf = (name: AnyChannel) => (Object.hasOwn(channels, name) ? prior.drawn : prior.undrawn)

/** A normal by distance in grid steps, its largest value 1. */
function bell(points: number, sd: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => Math.exp(-0.5 * ((i * grid.step) / sd) ** 2))
}

const personPrior = Float64Array.from({ length: grid.points }, (_, i) => {
  const z = (grid.from + i * grid.step) / people.scale
  return (1 + (z * z) / people.freedom) ** (-(people.freedom + 1) / 2)
})

/** t with 3 degrees of freedom by distance in grid steps, summing to 1 over both sides. */
function student(points: number, scale: number): Float64Array {
  const t = Float64Array.from(
    { length: points },
    (_, i) => (1 + (i * grid.step) ** 2 / (3 * scale ** 2)) ** -2,
  )
  const all = 2 * sum(t) - t[0]!
  return t.map((v) => v / all)
}

/** Quantiles of a posterior given at 0, step, 2·step, …: each mass is spread evenly over its cell. */
function quantiles(mass: readonly number[]): (p: number) => number {
  const all = sum(mass)
  return (p) => {
    let below = 0
    for (let i = 0; i < mass.length; i++) {
      const next = below + mass[i]! / all
      if (next >= p) {
        const inside = (p - below) / (next - below)
        return Math.round(Math.min(widest, Math.max(0, (i - 0.5 + inside) * grid.step)))
      }
      below = next
    }
    return widest
  }
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
