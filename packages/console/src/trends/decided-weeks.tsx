import { Tooltip } from '@mantine/core'
import type { DecidedTrendsView } from '@telltale/core'
import { count, date, monthName, plural } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import type { Open } from './behind.tsx'
import { roundTop } from './decided-words.ts'

const week = 7 * 86_400_000
const height = 260
const left = 30
const foot = 22

/** Confirmed up, cleared down, hollow what is still open of the cases that opened in the week; every bar opens its cases. */
export function DecidedWeeks({ view, open }: { view: DecidedTrendsView; open: Open }) {
  return (
    <Chart
      title="Cases decided each week"
      note="every bar opens its cases"
      chart={<Weeks view={view} open={open} />}
      table={
        <Table
          columns={['Week from', 'Confirmed', 'Cleared', 'Still open']}
          rows={view.weeks.map((w) => [date(w.from), count(w.confirmed), count(w.cleared), count(w.open)])}
        />
      }
    />
  )
}

function Weeks({ view: { weeks }, open }: { view: DecidedTrendsView; open: Open }) {
  const [ref, width] = useWidth(720)
  const up = roundTop(Math.max(...weeks.map((w) => w.confirmed + w.open), 1))
  const down = roundTop(Math.max(...weeks.map((w) => w.cleared), 1))
  const unit = (height - foot - 24) / (up + down)
  const zero = 16 + up * unit
  const step = (width - left) / Math.max(1, weeks.length)
  const bar = Math.max(3, Math.min(20, step * 0.72))
  const x = (i: number) => left + (i + 0.5) * step - bar / 2
  const tick = roundTop(Math.max(up, down)) / 5
  const every = Math.max(1, tick < 1 ? 1 : Math.round(tick))
  const ticks = [...Array(Math.floor(up / every) + Math.floor(down / every) + 1)].map(
    (_, i) => (i - Math.floor(down / every)) * every,
  )
  return (
    <div ref={ref}>
      <svg width={width} height={height} aria-label="Cases decided each week">
        {ticks.map((n) => (
          <g key={n}>
            <line
              x1={left}
              x2={width}
              y1={zero - n * unit}
              y2={zero - n * unit}
              stroke={n === 0 ? 'var(--line-2)' : 'var(--line)'}
            />
            <text x={left - 8} y={zero - n * unit + 4} fontSize="11" fill="var(--ink-3)" textAnchor="end">
              {Math.abs(n)}
            </text>
          </g>
        ))}
        {weeks.map((w, i) => {
          const words = `Week from ${date(w.from)}: ${count(w.confirmed)} confirmed, ${count(w.cleared)} cleared, ${plural(w.open, 'case')} still open`
          const show = (behind: 'confirmed' | 'cleared' | 'open') => () =>
            open({ behind, first: w.from, until: w.from + week })
          return (
            <g key={w.from}>
              <Bar
                n={w.confirmed}
                words={words}
                act={show('confirmed')}
                x={x(i)}
                y={zero - w.confirmed * unit}
                width={bar}
                height={w.confirmed * unit}
                fill="var(--accuse-fill)"
              />
              <Bar
                n={w.open}
                words={words}
                act={show('open')}
                x={x(i)}
                y={zero - (w.confirmed + w.open) * unit}
                width={bar}
                height={w.open * unit}
                hollow
              />
              <Bar
                n={w.cleared}
                words={words}
                act={show('cleared')}
                x={x(i)}
                y={zero + 1}
                width={bar}
                height={w.cleared * unit - 1}
                fill="var(--clear-fill)"
              />
            </g>
          )
        })}
        {monthsOf(weeks).map(({ at, name }) => (
          <text
            key={name + at}
            x={left + (at + 0.5) * step}
            y={height - 4}
            fontSize="11"
            fill="var(--ink-3)"
            textAnchor="middle"
          >
            {name}
          </text>
        ))}
        <text x={left + 4} y={12} fontSize="11" fill="var(--accuse)">
          confirmed ↑
        </text>
        <text x={left + 4} y={height - foot - 2} fontSize="11" fill="var(--clear)">
          cleared ↓
        </text>
        {weeks.some((w) => w.open > 0) && (
          <text x={width} y={12} fontSize="11" fill="var(--ink-3)" textAnchor="end">
            hollow: still open
          </text>
        )}
      </svg>
    </div>
  )
}

function Bar(props: {
  n: number
  words: string
  act: () => void
  x: number
  y: number
  width: number
  height: number
  fill?: string
  hollow?: boolean
}) {
  const { n, words, act, hollow, fill, ...place } = props
  if (n === 0) return null
  return (
    <Tooltip label={words}>
      {/* biome-ignore lint/a11y/useSemanticElements: a bar of a drawing that acts as a button. */}
      <rect
        {...place}
        tabIndex={0}
        role="button"
        aria-label={words}
        className="bar"
        onClick={act}
        onKeyDown={(e) => (e.key === 'Enter' || e.key === ' ') && act()}
        style={
          hollow ? { fill: 'transparent', stroke: 'var(--neutral-fill)', strokeDasharray: '2 2' } : { fill }
        }
      />
    </Tooltip>
  )
}

/** Each month under the middle of its weeks. */
function monthsOf(weeks: DecidedTrendsView['weeks']): { at: number; name: string }[] {
  const out: { first: number; last: number; name: string }[] = []
  for (const [i, w] of weeks.entries()) {
    const name = monthName(w.from)
    const last = out.at(-1)
    if (last?.name === name) last.last = i
    else out.push({ first: i, last: i, name })
  }
  return out.filter((m) => m.last > m.first).map((m) => ({ at: (m.first + m.last) / 2, name: m.name }))
}
