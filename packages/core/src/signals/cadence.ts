import { defineAccumulator } from '../types.ts'
import { clockProblem, stepOf } from './clocks.ts'

/**
 * At which spacings the pointer's events arrive. A relay sends them on a timer of its own, so its cadence names it:
 * Microsoft's RDP client about every 105 ms with several at once, TigerVNC and x11vnc every 24 ms, a browser's
 * viewer once a frame. A device's own pointer reports every 1, 2, 4, 8, 10 or 16 ms (USB HID 1.11, bInterval).
 *
 * Events within 5 ms are one instant. A batch is cut into blocks of 40 moves; each is named by itself, so that an
 * hour of remote work in a local day is not averaged away.
 */
export const tools = {
  'microsoft-rdp': { title: 'Microsoft’s RDP client', overhead: { low: 21, high: 32 } },
  vnc: { title: 'TigerVNC or x11vnc', overhead: { low: 33, high: 74 } },
  browser: { title: 'a viewer in a browser, such as noVNC', overhead: { low: 23, high: 36 } },
  'kvm-timer': { title: 'a 10 ms timer, as PiKVM has', overhead: { low: 60, high: 120 } },
} as const
export type Tool = keyof typeof tools

export const movesInBlock = 40

export interface CadenceState {
  /** Blocks of 40 moves, and those that look like each tool. */
  blocks: number
  tools: Partial<Record<Tool, number>>
  /** Batches left out, and why. */
  backwards: number
  standing: number
  /** Finer than the clock it claims: `resolution` said less than a millisecond, times were whole ticks of 8 or more. */
  coarse: number
  /** Batches from a browser, whose events come once a frame whatever moved the pointer. */
  browser: number
  bluetooth: number
}

const nothing: CadenceState = {
  blocks: 0,
  tools: {},
  backwards: 0,
  standing: 0,
  coarse: 0,
  browser: 0,
  bluetooth: 0,
}

export const cadence = defineAccumulator({
  id: 'signals/cadence',
  version: 1,
  reads: ['pointer'],
  empty: nothing,
  add(state, batch) {
    let next = state
    for (const { data } of batch) next = merge(next, measure(data))
    return next
  },
  merge,
})

interface Moves {
  source?: string
  resolution?: number
  bus?: string
  t: readonly number[]
}

function measure({ source, resolution, bus, t }: Moves): CadenceState {
  const seen = { ...nothing, tools: {} as CadenceState['tools'] }
  if (t.length < 2) return seen
  const problem = clockProblem(t)
  if (problem) return { ...seen, [problem]: 1 }
  if ((resolution ?? 1) < 1 && stepOf(t) >= 8) return { ...seen, coarse: 1 }
  if (source === 'browser') seen.browser = 1
  if (bus === 'bluetooth') seen.bluetooth = 1
  for (let from = 0; from + movesInBlock <= t.length; from += movesInBlock) {
    seen.blocks++
    const looks = looksLike(spacings(t, from, from + movesInBlock), source === 'browser')
    // A Bluetooth link may be set to any multiple of 1.25 ms, 22.5 and 23.75 among them (Bluetooth Core 5, vol 6 B 4.5.1).
    if (looks && !(bus === 'bluetooth' && looks === 'vnc')) seen.tools[looks] = (seen.tools[looks] ?? 0) + 1
  }
  return seen
}

/** Spacings between instants, in milliseconds: events within 5 ms of an instant's first belong to it. */
export function spacings(t: readonly number[], from = 0, to = t.length): number[] {
  const out: number[] = []
  let instant = t[from]!
  for (let i = from + 1; i < to; i++)
    if (t[i]! - instant > 5) {
      out.push(t[i]! - instant)
      instant = t[i]!
    }
  return out
}

/**
 * Which relay 40 moves look like. Thresholds were chosen with the lab's recordings and both public sets of mouse
 * movements in view (bench/results/hands/cadence.json), so those figures are not of unseen data.
 */
export function looksLike(between: readonly number[], inBrowser = false): Tool | undefined {
  let [near, far, short, ten, frame, vnc] = [0, 0, 0, 0, 0, 0]
  for (const gap of between) {
    if (gap >= 400) continue // the hand rested
    if (gap >= 75) far++
    else {
      near++
      if (gap < 13) short++
      if (gap >= 9.3 && gap < 10.7) ten++
      if (gap >= 13 && gap < 20.5) frame++
      if (gap >= 20.5 && gap < 36) vnc++
    }
  }
  if (near + far >= 2 && far > 0.25 * (near + far)) return 'microsoft-rdp'
  if (inBrowser || near < 12) return undefined
  if (vnc > 0.33 * near && short < 0.35 * near && vnc > frame) return 'vnc'
  // Also what a pointer of the 60 Hz class does by itself: the detector asks the device's history.
  if (frame > 0.6 * near && short < 0.2 * near) return 'browser'
  if (ten > 0.8 * near) return 'kvm-timer'
  return undefined
}

/** The tool that most blocks look like, where at least three in ten do. */
export function toolOf(state: CadenceState): Tool | undefined {
  let best: Tool | undefined
  for (const tool of Object.keys(tools) as Tool[])
    if ((state.tools[tool] ?? 0) > (best ? state.tools[best]! : 0)) best = tool
  return best && state.tools[best]! >= 0.3 * state.blocks ? best : undefined
}

function merge(a: CadenceState, b: CadenceState): CadenceState {
  const named: CadenceState['tools'] = {}
  for (const tool of Object.keys(tools) as Tool[]) {
    const n = (a.tools[tool] ?? 0) + (b.tools[tool] ?? 0)
    if (n > 0) named[tool] = n
  }
  return {
    blocks: a.blocks + b.blocks,
    tools: named,
    backwards: a.backwards + b.backwards,
    standing: a.standing + b.standing,
    coarse: a.coarse + b.coarse,
    browser: a.browser + b.browser,
    bluetooth: a.bluetooth + b.bluetooth,
  }
}
