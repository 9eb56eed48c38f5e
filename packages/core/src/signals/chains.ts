import { quiet } from '../observations/shell-packets.ts'
import { defineAccumulator } from '../types.ts'
import { stepOf } from './clocks.ts'

/** One SSH session in which enough keys stood alone. Milliseconds. */
export interface Session {
  client: string
  server: string
  role: 'client' | 'server' | ''
  keys: number
  /** Median of echo minus acknowledgement. */
  gap: number
  /** Lower quartile of echo minus the session's smallest round trip; −1 where that is not known. */
  above: number
  /** The acknowledgement came with the echo for half of the keys or more, so that `gap` says nothing. */
  rides: boolean
}

/** What a window's sessions come to. */
export interface ChainsState {
  /** Those whose answer came from furthest behind the host, furthest first. */
  furthest: Session[]
  /** Sessions that could be judged, and isolated keys in them. */
  sessions: number
  keys: number
  /** Keys of sessions with too few to judge. */
  few: number
  /** Sessions where the acknowledgement rides on the echo and no smallest round trip is known. */
  blind: number
  /** Sessions whose times run backwards, stand still, or come in coarse steps. */
  unusable: number
}

/** Fewest isolated keys that a median may rest on (AUC .998 there; bench/results/hands/chain.json). */
export const enough = 5
/** Fewest keys for the answer without an acknowledgement of its own: quartiles need more. Assumed. */
export const enoughRiding = 10
const listed = 6
/** Closer than this, acknowledgement and echo are one packet, or were sent together. */
const together = 0.5
/** Beyond this behind the host, acknowledgements come by themselves (Linux waits for 40 ms); a median below half of it is mixed. */
const delayed = 20
/** An echo that takes longer answers something else. */
const longest = 10_000
/** A capture whose times are all multiples of this is too coarse to tell 20 ms. */
const coarse = 8

const none: ChainsState = { furthest: [], sessions: 0, keys: 0, few: 0, blind: 0, unusable: 0 }

/**
 * Echo minus acknowledgement of isolated keystrokes, per session: the acknowledgement comes from the host that the
 * gateway sees, the echo from where the shell runs. Where the acknowledgement waits for the echo and rides on it (within
 * a delayed acknowledgement, 40 ms on Linux), echo minus the session's smallest round trip is taken in its place.
 */
export const chains = defineAccumulator({
  id: 'signals/chains',
  version: 1,
  reads: ['ssh'],
  empty: none,
  add(state, batch) {
    let next = state
    for (const { data } of batch) next = merge(next, session(data))
    return next
  },
  merge,
})

interface Seen {
  client?: string | null
  server?: string | null
  role?: 'client' | 'server' | null
  sent: number[]
  ack: number[]
  echo: number[]
  minimum?: number | null
}

function session({ client, server, role, sent, ack, echo, minimum }: Seen): ChainsState {
  const least = minimum && minimum > 0 ? minimum : undefined
  const gaps: number[] = []
  const above: number[] = []
  let alike = 0
  let away = 0
  let before = Number.NEGATIVE_INFINITY
  const n = Math.min(sent.length, ack.length, echo.length)
  for (let i = 0; i < n; i++) {
    const at = sent[i]!
    if (at < before) return { ...none, unusable: 1 }
    const alone = at - before >= quiet && !(echo[i]! >= (sent[i + 1] ?? Number.POSITIVE_INFINITY))
    before = at
    if (!alone || ack[i]! < at || echo[i]! < ack[i]! || echo[i]! - at > longest) continue
    gaps.push(echo[i]! - ack[i]!)
    above.push(echo[i]! - at - (least ?? 0))
    away = Math.max(away, echo[i]! - at)
    if (echo[i]! - ack[i]! < together) alike++
  }
  if (gaps.length < enough) return { ...none, few: gaps.length }
  if (away === 0 || stepOf([...sent, ...echo]) >= coarse) return { ...none, unusable: 1 }
  const rides = alike * 2 >= gaps.length
  if (rides && least === undefined) return { ...none, blind: 1 }
  return {
    ...none,
    sessions: 1,
    keys: gaps.length,
    furthest: [
      {
        client: client ?? '',
        server: server ?? '',
        role: role ?? '',
        keys: gaps.length,
        gap: quantile(gaps, 0.5),
        above: least !== undefined ? Math.max(0, quantile(above, 0.25)) : -1,
        rides,
      },
    ],
  }
}

/** The smaller neighbour, so that one late echo in five never decides; to a hundredth. */
function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort()
  return Math.round(sorted[Math.floor(q * (sorted.length - 1))]! * 100) / 100
}

/** From here on some acknowledgements came by themselves, and others waited for the echo. Milliseconds. Assumed. */
const partly = 5

/**
 * How far behind the host the answer came from, as well as this session can tell: milliseconds of round trip, and by
 * what. Where acknowledgements rode on the echo, wholly or in part, the smallest round trip tells more.
 */
export function behind({ gap, above, rides, keys }: Session): { ms: number; by: 'ack' | 'minimum' } {
  const waited = rides || (gap >= partly && gap <= delayed)
  return waited && keys >= enoughRiding && above > gap ? { ms: above, by: 'minimum' } : { ms: gap, by: 'ack' }
}

function merge(a: ChainsState, b: ChainsState): ChainsState {
  return {
    furthest: [...a.furthest, ...b.furthest].sort(further).slice(0, listed),
    sessions: a.sessions + b.sessions,
    keys: a.keys + b.keys,
    few: a.few + b.few,
    blind: a.blind + b.blind,
    unusable: a.unusable + b.unusable,
  }
}

/** A total order, so that which sessions are kept does not depend on the order in which they came. */
function further(a: Session, b: Session): number {
  return (
    behind(b).ms - behind(a).ms ||
    b.keys - a.keys ||
    (a.server < b.server ? -1 : a.server > b.server ? 1 : 0) ||
    (a.client < b.client ? -1 : a.client > b.client ? 1 : 0) ||
    (a.role < b.role ? -1 : a.role > b.role ? 1 : 0) ||
    a.above - b.above
  )
}
