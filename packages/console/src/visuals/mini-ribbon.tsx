import type { Leg } from '@telltale/core'
import { ms } from '../format.ts'
import { legOrder } from './legs.ts'
import { layout } from './ribbon-layout.ts'
import { Bars } from './ribbon-marks.tsx'

const names = { exit: 'exit', device: 'device', hands: 'hands' }

/** The ribbon in a table row: 140 × 8 on 0–240 ms, the same states. */
export function MiniRibbon({ legs }: { legs: readonly Leg[] }) {
  const width = 140
  const spoken =
    legs.length === 0
      ? 'No distance measured'
      : legs
          .map((l) => `${names[l.leg]} ${ms(l.estimate)}${l.reads === 'contradicts' ? ', not local' : ''}`)
          .join('; ')
  // What was not measured beyond the last measured leg is one box, so that a row stays readable.
  const last = Math.max(-1, ...legs.map((l) => legOrder.indexOf(l.leg)))
  const drawn = layout(legs, {
    width: legs.length === 0 ? 0 : width,
    max: 240,
    box: legs.length === 0 ? width / 3 : 24,
  })
  if (legs.length > 0) drawn.legs = drawn.legs.slice(0, Math.min(3, last + 2))
  return (
    <svg width={width} height={8} role="img" aria-label={spoken} style={{ overflow: 'visible' }}>
      <title>{spoken}</title>
      <line x1={0} x2={width} y1={4} y2={4} stroke="var(--line)" />
      {legs.length === 0 ? (
        <rect
          x={0.5}
          y={0.5}
          width={width - 1}
          height={7}
          rx={2}
          fill="var(--canvas)"
          stroke="var(--neutral-fill)"
          strokeDasharray="2 1.5"
        />
      ) : (
        <Bars drawn={drawn} height={8} />
      )}
    </svg>
  )
}

/** Clearing to the left, accusing to the right of one line, 10 px a power of ten. */
export function WeightBar({ accuses, clears }: { accuses: number; clears: number }) {
  const centre = 24
  const right = Math.min(52, accuses * 9)
  const leftward = Math.min(22, -clears * 9)
  return (
    <svg width={78} height={12} aria-hidden="true">
      <line x1={centre} x2={centre} y1={0} y2={12} stroke="var(--line-2)" />
      {leftward > 0 && (
        <rect
          x={centre - 1 - leftward}
          y={2}
          width={leftward}
          height={8}
          rx={1}
          style={{ fill: 'var(--clear-fill)' }}
        />
      )}
      {right > 0 && (
        <rect x={centre + 1} y={2} width={right} height={8} rx={1} style={{ fill: 'var(--accuse-fill)' }} />
      )}
    </svg>
  )
}
