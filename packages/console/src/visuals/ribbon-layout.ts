import type { Leg } from '@telltale/core'
import { legOrder } from './legs.ts'

export type Tone = 'accuse' | 'clear' | 'band'

/** One leg as drawn; everything in pixels from the collector's node. */
export interface DrawnLeg {
  leg: Leg['leg']
  number: 1 | 2 | 3
  tone: Tone
  measured?: Leg
  start: number
  tool?: { x: number; width: number }
  solid?: { x: number; width: number }
  hatch?: { x: number; width: number }
  /** Bracket ticks at the interval's ends; one at the estimate when the interval is under 3 px. */
  ticks: number[]
  /** Dashed box of fixed width: not measured, or measured behind the axis' end and so not to scale. */
  box?: { x: number; width: number }
  /** Where the leg leaves the axis. */
  slashes?: number
  /** The node at the leg's end: exit, device or hands. */
  node: number
}

export interface RibbonLayout {
  /** Milliseconds at the axis' end. */
  max: number
  pxPerMs: number
  legs: DrawnLeg[]
}

interface Frame {
  width: number
  /** Milliseconds shown; by default 130 when everything is near and 260 otherwise. */
  max?: number
  /** Width of the box of a leg that was not measured. */
  box: number
}

const tones: Record<Leg['reads'], Tone> = { contradicts: 'accuse', clears: 'clear', unremarkable: 'band' }
const number = { exit: 1, device: 2, hands: 3 } as const
/** The slashes stand this far inside the axis' end. */
const margin = 8

/**
 * Lays measured legs end to end on one linear scale from 0. Each starts where the estimate of the one before
 * ended. The tool's own time comes first inside its leg and is part of the leg's estimate. A leg that was not
 * measured is a box of fixed width that is not to scale; the scale shrinks to leave room for it.
 */
export function layout(legs: readonly Leg[], frame: Frame): RibbonLayout {
  const of = new Map(legs.map((l) => [l.leg, l]))
  const end = legs.reduce((sum, l) => sum + l.estimate, 0)
  const far = legs.reduce((sum, l) => Math.max(sum, end - l.estimate + l.high), end)
  const max = frame.max ?? (far <= 130 ? 130 : 260)
  const boxes = legOrder.filter((kind) => !of.has(kind)).length + behindAxis(legs, max)
  const pxPerMs = Math.max(0, frame.width - boxes * frame.box) / max
  const axis = max * pxPerMs
  let shift = 0
  let at = 0
  let gone = false
  const drawn = legOrder.map((kind): DrawnLeg => {
    const leg = of.get(kind)
    const base = { leg: kind, number: number[kind], ticks: [] }
    if (!leg || gone) {
      const box = { x: at, width: frame.box }
      at += frame.box
      shift += frame.box
      return { ...base, tone: leg ? tones[leg.reads] : 'band', measured: leg, start: box.x, box, node: at }
    }
    const start = at
    const clip = (ms: number) => Math.min(start + Math.max(0, ms) * pxPerMs, axis + shift)
    const tool = leg.tool ?? 0
    const path = clip(Math.min(tool, leg.estimate))
    const [low, high] = [Math.max(path, clip(leg.low)), Math.max(path, clip(leg.high))]
    const estimate = start + Math.max(0, leg.estimate) * pxPerMs
    const parts: DrawnLeg = { ...base, tone: tones[leg.reads], measured: leg, start, node: estimate }
    if (tool > 0) parts.tool = { x: start, width: path - start }
    if (estimate > axis + shift) {
      // Beyond the axis: what follows is drawn behind the slashes, in boxes, not to scale.
      gone = true
      at = axis + shift
      parts.slashes = at - margin
      parts.node = at
      parts.solid = { x: path, width: Math.max(0, at - margin - path) }
      return parts
    }
    at = estimate
    if (high - low < 3) {
      parts.solid = { x: path, width: Math.max(0, estimate - path) }
      parts.ticks = [estimate]
    } else {
      parts.solid = { x: path, width: Math.max(0, low - path) }
      parts.hatch = { x: low, width: high - low }
      parts.ticks = [low, high]
    }
    return parts
  })
  return { max, pxPerMs, legs: drawn }
}

/** How many measured legs come after the one that leaves the axis. */
function behindAxis(legs: readonly Leg[], max: number): number {
  const ordered = legOrder.flatMap((kind) => legs.find((l) => l.leg === kind) ?? [])
  let sum = 0
  const leaves = ordered.findIndex((l) => {
    sum += Math.max(0, l.estimate)
    return sum > max
  })
  return leaves < 0 ? 0 : ordered.length - 1 - leaves
}

/** Axis labels: every 40 ms, or every 20 when the axis is short. */
export function ticks(max: number): number[] {
  const step = max <= 130 ? 20 : 40
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step)
}
