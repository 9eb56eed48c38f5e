import { Tooltip } from '@mantine/core'
import type { ScreenedPeriod, TrendsView } from '@telltale/core'
import { count, date, plural } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import {
  axis,
  axisLabels,
  growthWords,
  type Measure,
  measures,
  periodName,
  running,
  topOf,
} from './totals.ts'

const lane = 74
const left = 84

/** One lane for each measure over the same periods; each lane has a scale of its own, whose top is written on it. */
export function PeriodBars({ periods, by }: { periods: readonly ScreenedPeriod[]; by: TrendsView['by'] }) {
  const now = Date.now()
  const { shown, left: older } = axis(periods, by)
  return (
    <Chart
      title={`Applications each ${by}`}
      note="by day of application and gravest outcome; each lane has its own scale; dashed: not over yet"
      chart={<Lanes periods={shown} by={by} />}
      aside={older > 0 && <span>{plural(older, `older ${by}`)} in the table</span>}
      table={
        <Table
          columns={[
            by === 'week' ? 'Week' : 'Quarter',
            'From',
            ...measures.map((m) => m.name),
            'Screened, change',
            'Held, change',
          ]}
          rows={periods.map((p) => [
            periodName(p.period),
            date(p.from),
            ...measures.map((m) => count(p[m.key])),
            (running(p, by, now) ? 'not over yet' : growthWords(p.growthScreened)) ?? '–',
            (running(p, by, now) ? 'not over yet' : growthWords(p.growthHeld)) ?? '–',
          ])}
        />
      }
    />
  )
}

function Lanes({ periods, by }: { periods: readonly ScreenedPeriod[]; by: TrendsView['by'] }) {
  const [ref, width] = useWidth(640)
  const step = (width - left) / Math.max(1, periods.length)
  const bar = Math.max(2, Math.min(40, step * 0.7))
  const middle = (i: number) => left + (i + 0.5) * step
  const height = measures.length * lane
  const labels = axisLabels(periods, by)
  return (
    <div ref={ref}>
      <svg width={width} height={height + 22} aria-label="Applications by period">
        {measures.map((m, row) => (
          <Lane
            key={m.key}
            measure={m.key}
            periods={periods}
            y={row * lane}
            {...{ by, width, middle, bar }}
          />
        ))}
        {labels.map(
          (label, i) =>
            label && (
              <text
                key={periods[i]!.period}
                x={middle(i)}
                y={height + 16}
                fontSize="11"
                fill="var(--ink-3)"
                textAnchor="middle"
              >
                {label}
              </text>
            ),
        )}
      </svg>
    </div>
  )
}

function Lane(props: {
  measure: Measure
  periods: readonly ScreenedPeriod[]
  by: TrendsView['by']
  y: number
  width: number
  middle: (i: number) => number
  bar: number
}) {
  const { measure, periods, by, y, width, middle, bar } = props
  const { name, fill } = measures.find((m) => m.key === measure)!
  const values = periods.map((p) => p[measure])
  const top = topOf(values)
  const base = y + lane - 8
  const high = lane - 26
  return (
    <g>
      <text x={0} y={base - high / 2 + 4} fontSize="13" fill="var(--ink)">
        {name}
      </text>
      <line x1={left} x2={width} y1={base - high} y2={base - high} stroke="var(--line)" />
      <text x={left - 6} y={base - high + 4} fontSize="11" fill="var(--ink-3)" textAnchor="end">
        {count(top)}
      </text>
      <line x1={left} x2={width} y1={base + 0.5} y2={base + 0.5} stroke="var(--line-2)" />
      {periods.map((p, i) => {
        const value = p[measure]
        if (value === 0) return null
        const open = running(p, by, Date.now())
        const words = `${periodName(p.period)}, from ${date(p.from)}: ${count(value)} ${name.toLowerCase()}${open ? ' so far' : ''}`
        const tall = Math.max(1.5, (value / top) * high)
        return (
          <Tooltip key={p.period} label={words}>
            {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: focus only brings up its words. */}
            <g tabIndex={0} role="graphics-symbol" aria-label={words}>
              <rect
                x={middle(i) - bar / 2}
                y={base - tall}
                width={bar}
                height={tall}
                style={open ? { fill: 'none', stroke: fill, strokeDasharray: '3 2' } : { fill }}
              />
            </g>
          </Tooltip>
        )
      })}
    </g>
  )
}
