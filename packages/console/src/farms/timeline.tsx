import { Button } from '@mantine/core'
import { type CSSProperties, useEffect, useState } from 'react'
import { date, monthName, plural, shortDate } from '../format.ts'
import { useWidth } from '../parts/pieces.tsx'
import { along, chosenDay, stepped, type Timeline } from './days.ts'

const day = 86_400_000
const barsHigh = 34

/** What was known on which day: new links per week as bars, a slider of days, and Play. */
export function TimelineView(props: {
  line: Timeline
  chosen?: string
  choose: (day: string | undefined) => void
  /** When the selected bridge was first seen. */
  bridge?: { from: number; says: string }
  /** The day shown is being read. */
  reading: boolean
}) {
  const { line, chosen, choose, bridge, reading } = props
  const [ref, width] = useWidth(800)
  const [playing, setPlaying] = useState(false)
  const at = chosen === undefined ? line.last : Date.parse(chosen)
  const x = (t: number) => along(line, t) * width
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  useEffect(() => {
    if (!playing || reading) return
    const timer = setTimeout(() => {
      const next = stepped(line, chosen, Math.max(1, Math.round((line.last - line.from) / day / 45)))
      choose(next)
      if (next === undefined) setPlaying(false)
    }, 330)
    return () => clearTimeout(timer)
  }, [playing, reading, chosen, line, choose])
  const play = () => {
    // Whoever asked for less motion moves by one week at a press, and nothing moves by itself.
    if (still) return choose(at >= line.last ? chosenDay(line, line.from) : stepped(line, chosen, 7))
    if (!playing && at >= line.last) choose(chosenDay(line, line.from))
    setPlaying(!playing)
  }
  const one = Math.min(26, Math.max(2, width / Math.max(1, line.weeks.length) - 3))
  return (
    <section className="farm-time" aria-label="What was known when">
      <div className="row middle">
        <Button variant="default" onClick={play} aria-pressed={still ? undefined : playing}>
          {still ? '▶ One week on' : playing ? '❚❚ Stop' : '▶ Play'}
        </Button>
        <span className="small dim">New links per week</span>
        <span className="push small dim" aria-live="polite">
          Showing what was known on <b className="known-on">{date(at)}</b>
        </span>
      </div>
      <div ref={ref} className="farm-bars">
        <svg width={width} height={barsHigh + 14} role="img" aria-label={spoken(line)}>
          {line.weeks.map((w) => {
            const high = w.ties === 0 ? 1 : Math.max(3, w.height * barsHigh)
            const marked = bridge && bridge.from >= w.from && bridge.from < w.from + 7 * day
            const later = w.from > at
            return (
              <g key={w.from} opacity={later ? 0.4 : 1}>
                <title>{`week of ${shortDate(w.from)}: ${plural(w.ties, 'new link')}`}</title>
                <rect
                  {...{ x: x(w.from) + 1, y: barsHigh + 12 - high, width: one, height: high, rx: 1 }}
                  fill={marked ? 'var(--accent)' : 'var(--neutral-fill)'}
                />
              </g>
            )
          })}
          {bridge && (
            <>
              <path d={`M${x(bridge.from)} 2V${barsHigh + 12}`} stroke="var(--accent)" />
              <text
                className="halo"
                {...{ x: x(bridge.from), y: 11, dx: x(bridge.from) > width * 0.7 ? -5 : 5, fontSize: 11 }}
                textAnchor={x(bridge.from) > width * 0.7 ? 'end' : 'start'}
                fill="var(--accent)"
              >
                {bridge.says}
              </text>
            </>
          )}
        </svg>
        <input
          type="range"
          className="farm-slider"
          aria-label="Day whose knowledge is shown"
          aria-valuetext={date(at)}
          style={
            { '--at': `${(100 * (at - line.from)) / Math.max(day, line.last - line.from)}%` } as CSSProperties
          }
          min={0}
          max={Math.round((line.last - line.from) / day)}
          step={1}
          value={Math.round((at - line.from) / day)}
          onChange={(e) => {
            setPlaying(false)
            choose(chosenDay(line, line.from + Number(e.currentTarget.value) * day))
          }}
        />
        <div className="farm-months small dim" aria-hidden="true">
          {ticks(line, x).map(([at, name]) => (
            <span key={at} style={{ left: x(at) }}>
              {name}
            </span>
          ))}
        </div>
      </div>
    </section>
  )
}

/** Months, or weeks where there are few months, as far as their names don't meet. */
function ticks(line: Timeline, x: (t: number) => number): [at: number, name: string][] {
  const months = line.months.length > 2
  const all = months ? line.months : line.weeks.map((w) => w.from)
  let free = 0
  return all
    .filter((at) => {
      if (x(at) < free) return false
      free = x(at) + (months ? 36 : 60)
      return true
    })
    .map((at) => [at, months ? monthName(at) : shortDate(at)])
}

function spoken(line: Timeline): string {
  const busy = line.weeks.filter((w) => w.ties > 0)
  return `New links per week: ${busy.map((w) => `${shortDate(w.from)} ${w.ties}`).join(', ') || 'none'}`
}
