/** What Telltale makes of one session's rows, through the engine, as if they were all of a device's day. */
import {
  close,
  collect,
  detectors,
  drain,
  emptyDirectory,
  type Loaded,
  type Observation,
  plan,
} from '@telltale/core'
import { cadence, type Tool, toolOf } from '../../packages/core/src/signals/cadence.ts'
import { assess } from '../../packages/core/src/signals/hands.ts'
import {
  type Channel,
  type ChannelState,
  channels,
  grid,
  reactions,
  usable,
} from '../../packages/core/src/signals/reactions.ts'

export interface Judged {
  /** The loop detector's verdict, through the engine, on a device-day that holds this session alone. */
  is: 'evidence' | 'clear' | 'abstain'
  because?: string
  /** log10 of the ratio before any cap; the estimate and its interval in milliseconds. Absent without reactions. */
  weight?: number
  estimate?: number
  low?: number
  high?: number
  /** The volunteer's baseline was used. */
  history: boolean
}

const loopDetector = 'hands/first-response'
export const ofHands = detectors.filter(
  (d) => !('links' in d) && d.tests === 'hands' && d.status !== 'retired',
)
const thePlan = plan(ofHands)
const loopAlone = plan(ofHands.filter((d) => d.id === loopDetector))
/** The clock time of a session would tell its place in the day: all are judged at noon of one date. */
const noon = Date.UTC(2026, 0, 15, 12)
const day = 86_400_000

/** Usable reactions, each channel's most likely shift, and the tool that the pointer's pace names. */
export function measure(rows: readonly Observation[]) {
  const state = statesOf(rows)
  const tool = toolOf(
    cadence.add(
      cadence.empty,
      rows.filter((r): r is Observation<'pointer'> => r.kind === 'pointer'),
    ),
  )
  const seen = Object.entries(state) as [Channel, ChannelState][]
  return {
    tool,
    n: seen.reduce((total, [, c]) => total + c.n, 0),
    shifts: Object.fromEntries(
      seen.filter(([, c]) => c.n >= 8).map(([name, c]) => [name, likeliest(c)]),
    ) as Partial<Record<Channel, number>>,
  }
}

function statesOf(rows: readonly Observation[]) {
  return reactions.add(
    reactions.empty,
    rows.filter((r): r is Observation<'reaction'> => r.kind === 'reaction'),
  ).channels
}

/** The loop detector's verdict on these rows; `past` are the volunteer's baseline. */
export function verdict(
  rows: readonly Observation[],
  past?: readonly Observation[],
): Pick<Judged, 'is' | 'because'> {
  const at = noon - (noon % day)
  const before = past ? moved(past, -7) : []
  // As `scan` does it: every day judged once, after all rows are there.
  const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
  const faults = collect(loopAlone, loaded, [...before, ...moved(rows, 0)])
  const { evidence, abstentions, faults: more } = close(loopAlone, emptyDirectory(), loaded)
  const [fault] = [...faults, ...more]
  if (fault) throw new Error(`${fault.detector} failed on a session: ${fault.message}`)
  const found = evidence.find((e) => e.from === at)
  if (found) return { is: found.is }
  return {
    is: 'abstain',
    because: abstentions.find((a) => a.from === at)?.because ?? 'no reaction was recorded',
  }
}

/** The verdict with its figures. */
export function judge(
  rows: readonly Observation[],
  tool: Tool | undefined,
  past?: readonly Observation[],
): Judged {
  const today = statesOf(rows)
  const said = verdict(rows, past)
  if (Object.keys(today).length === 0) return { ...said, history: false }
  const { weight, estimate, low, high, history } = assess(today, { past: past && statesOf(past), tool })
  return { ...said, weight: round(weight, 1e4), estimate, low, high, history }
}

/** The rows as one device's on one date. */
function moved(rows: readonly Observation[], days: number): Observation[] {
  return rows.map((row) => ({
    ...row,
    id: `${days} ${row.id}`,
    at: noon + days * day,
    about: ['device:S' as const],
  }))
}

/** Peak of the likelihood, between the points of the grid by the parabola through the three highest. */
function likeliest({ likelihood: l }: ChannelState): number {
  const i = l.indexOf(Math.max(...l))
  const [a, b, c] = [l[i - 1] ?? l[i]!, l[i]!, l[i + 1] ?? l[i]!]
  const bend = a - 2 * b + c
  return round(grid.from + grid.step * (i + (bend < 0 ? (a - c) / (2 * bend) : 0)), 10)
}

/** The same rows with every answer earlier by its channel's milliseconds. */
export function shifted(rows: readonly Observation[], by: Partial<Record<string, number>>): Observation[] {
  return rows.map((row) => {
    if (row.kind !== 'reaction') return row
    const { events, ...rest } = (row as Observation<'reaction'>).data
    const later = events.map((e) =>
      e.respondedAt === undefined || e.respondedAt === null
        ? e
        : { ...e, respondedAt: e.respondedAt - (by[e.stimulus] ?? 0) },
    )
    return { ...row, data: { ...rest, events: later } }
  })
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts + 0
}

/** Every other detector of hands that gives evidence. */
export function otherEvidence(rows: readonly Observation[]): string[] {
  return drain(thePlan, [moved(rows, 0)])
    .evidence.filter((e) => e.is === 'evidence' && e.detector !== loopDetector)
    .map((e) => e.detector)
    .sort()
}

/** The rows with the first `n` usable reactions only, half prompts and half targets; undefined where there are fewer. */
export function firstOf(rows: readonly Observation[], n: number): Observation[] | undefined {
  const told = rows
    .filter((r): r is Observation<'reaction'> => r.kind === 'reaction')
    .flatMap(({ at, data }) => data.events.map((event) => ({ at, event })))
    .sort((a, b) => a.at - b.at || a.event.shownAt - b.event.shownAt)
    .map(({ event }) => event)
  const kept = (['prompt', 'target'] as const).map((name) =>
    told
      .filter(({ stimulus, by, shownAt, respondedAt }) => {
        const took = (respondedAt ?? Number.NaN) - shownAt
        return stimulus === name && by === channels[name].by && took >= usable.from && took <= usable.to
      })
      .slice(0, n / 2),
  )
  if (kept.some((list) => list.length < n / 2)) return undefined
  const first = rows.find((r): r is Observation<'reaction'> => r.kind === 'reaction')!
  const one = { ...first, data: { ...first.data, events: kept.flat() } }
  return [...rows.filter((r) => r.kind !== 'reaction'), one]
}
