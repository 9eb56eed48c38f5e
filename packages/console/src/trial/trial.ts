import type { Leg } from '@telltale/core'
import { assess, type Hands } from '@telltale/core/signals/hands'
import { type Channel, type ChannelState, channels, reactions } from '@telltale/core/signals/reactions'

/** One thing that was shown and what came of it. Milliseconds on the page's clock. */
export interface Answer {
  stimulus: Channel
  shownAt: number
  respondedAt?: number
}

export interface RoundTrips {
  transport: number[]
  application: number[]
  via?: string
  collector?: { name: string }
}

export interface Trial {
  answers: readonly Answer[]
  rtt?: RoundTrips
  clock?: { error: number; exchanges: number }
  /** Reactions of the person's earlier runs in this tab. */
  past?: Partial<Record<Channel, ChannelState>>
}

export const wanted = { prompts: 10, targets: 9, echoes: 10, exchanges: 4, history: 40 } as const
/** Sooner than any eye and hand: the ring was guessed, not seen (Luce 1986, section 2.3). */
export const guessed = 100
/** In the lab no hand 110 ms away answered a prompt sooner than this. Simulated people. */
export const soonestFar = 330

/** What an answer took; undefined while it is open or was guessed. */
export function took({ shownAt, respondedAt }: Answer): number | undefined {
  if (respondedAt === undefined) return undefined
  const ms = respondedAt - shownAt
  return ms >= guessed ? ms : undefined
}

/** The answers as core keeps them. Guesses are left out: they would count as near whatever the distance. */
export function statesOf(answers: readonly Answer[]): Partial<Record<Channel, ChannelState>> {
  const events = answers
    .filter((a) => took(a) !== undefined)
    .map((a) => ({ ...a, by: channels[a.stimulus].by }))
  const row = { source: 'trial', id: '', kind: 'reaction' as const, at: 0, receivedAt: 0, about: [] }
  return reactions.add(reactions.empty, [{ ...row, data: { events }, derived: { attributes: [] } }]).channels
}

/** Fewest answers before anything is said of the hands. */
export const enough = 5

/**
 * What the answers say of the hands; undefined while they are too few. Late answers in one way only, such as keys
 * without a pointer, are `oneWay`: the detector says nothing against those either (hands/first-response).
 */
export function handsOf(trial: Trial): (Hands & { oneWay?: true }) | undefined {
  const states = statesOf(trial.answers)
  const n = Object.values(states).reduce((total, s) => total + s.n, 0)
  if (n < enough) return undefined
  const found = assess(states, { past: trial.past })
  if (!found.path || found.history || Object.values(states).filter((s) => s.n >= 4).length > 1) return found
  const { path: _path, km: _km, ...rest } = found
  return {
    ...rest,
    oneWay: true,
    band: 'unremarkable',
    sentence: `${n} answers came ${found.estimate} ms later than the average person’s, in one way only: it takes keys and pointer to tell distance from a habit or an aid.`,
  }
}

/** The three legs, as far as they have been measured. */
export function legsOf(trial: Trial): Leg[] {
  const legs: Leg[] = []
  const { transport = [], application = [] } = trial.rtt ?? {}
  const exit = Math.min(...transport)
  if (transport.length > 0)
    legs.push({
      leg: 'exit',
      estimate: exit,
      low: exit,
      high: exit,
      level: 0.9,
      basis: `smallest of ${transport.length} TCP round trips`,
      reads: 'unremarkable',
    })
  if (transport.length > 0 && application.length >= wanted.echoes) {
    const gap = Math.max(0, Math.min(...application) - exit)
    legs.push({
      leg: 'device',
      estimate: gap,
      low: Math.max(0, gap - 3),
      high: gap + 3,
      level: 0.9,
      basis: `smallest of ${application.length} echoes minus TCP`,
      reads: gap >= 15 ? 'contradicts' : gap < 5 ? 'clears' : 'unremarkable',
    })
  }
  const hands = handsOf(trial)
  if (hands) {
    const { estimate, low, high, n, band, history } = hands
    legs.push({
      leg: 'hands',
      estimate,
      low,
      high,
      level: 0.9,
      basis: `${n} reactions against ${history ? 'your own earlier run' : 'the average person'}`,
      reads: band === 'local' ? 'clears' : band === 'unremarkable' ? 'unremarkable' : 'contradicts',
    })
  }
  return legs
}

export interface Missing {
  what: string
  note: string
  have: number
  need: number
}

/** What is still needed for each of the three distances, in the order it comes. */
export function missingOf(trial: Trial): Missing[] {
  const answered = (stimulus: Channel) =>
    trial.answers.filter((a) => a.stimulus === stimulus && took(a) !== undefined).length
  const prompts = answered('prompt')
  const echoes = trial.rtt?.application.length ?? 0
  const past = Object.values(trial.past ?? {}).reduce((total, s) => total + s.n, 0)
  return [
    {
      what: 'Prompts',
      note: prompts < wanted.prompts ? 'enough for 180 ms with the targets' : 'answered',
      have: Math.min(prompts, wanted.prompts),
      need: wanted.prompts,
    },
    {
      what: 'Pointer targets',
      note: 'move to nine dots; with the prompts enough for 110 ms',
      have: Math.min(answered('target'), wanted.targets),
      need: wanted.targets,
    },
    {
      what: 'Path floor',
      note: trial.rtt && trial.rtt.transport.length === 0 ? 'TCP can’t be timed on this server' : 'for ①',
      have: Math.min(1, trial.rtt?.transport.length ?? 0),
      need: 1,
    },
    { what: 'Application echoes', note: 'for ②', have: Math.min(echoes, wanted.echoes), need: wanted.echoes },
    {
      what: 'Clock',
      note: trial.clock ? `offset ± ${trial.clock.error.toFixed(1)} ms` : 'compared by exchange',
      have: Math.min(trial.clock?.exchanges ?? 0, wanted.exchanges),
      need: wanted.exchanges,
    },
    {
      what: 'Own earlier runs',
      note: 'finds 60 ms as well, and is fair to a slow hand',
      have: Math.min(past, wanted.history),
      need: wanted.history,
    },
  ]
}

/** Low quantile with a distribution-free 80 % interval from order statistics; undefined below four answers. */
export function p10(values: readonly number[]): { at: number; low: number; high: number } | undefined {
  if (values.length < 4) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (p: number) => {
    const i = p * (sorted.length - 1)
    const below = sorted[Math.floor(i)]!
    return below + (i - Math.floor(i)) * (sorted[Math.ceil(i)]! - below)
  }
  return { at: at(0.1), low: sorted[0]!, high: at(Math.min(1, 0.1 + 1.28 * Math.sqrt(0.09 / sorted.length))) }
}

/** Wait before the next stimulus, milliseconds: exponential, so that having waited tells nothing. */
export function foreperiod(random: number): number {
  return 900 + Math.min(3200, -900 * Math.log(1 - random))
}
