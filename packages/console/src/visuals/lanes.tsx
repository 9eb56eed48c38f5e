import type { LogEntry } from '@telltale/core'
import { date, monthName, shortDate, signed, windowDates } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import type { Lane, Lanes } from './lane-layout.ts'

const labels = 168
const lane = 18

/** When each detector judged, and what people did: one lane each. */
export function WhenSeen({ data }: { data: Lanes }) {
  return (
    <Chart
      title="When it was seen"
      note="one mark a window · height is weight · hatched grey: judged, no weight here"
      table={
        <Table
          columns={['Detector', 'Window', 'log₁₀ weight', 'Found']}
          rows={[
            ...data.lanes.flatMap((l) =>
              l.marks.map((m) => [l.detector, windowDates(m.from, m.to), signed(m.weight), m.says]),
            ),
            ...data.log.map((l) => [l.by, date(l.at), '', l.did]),
          ]}
        />
      }
      chart={<Drawn data={data} />}
    />
  )
}

function Drawn({ data }: { data: Lanes }) {
  const [ref, width] = useWidth(860)
  const plot = width - labels - 92
  const x = (at: number) => labels + ((at - data.from) / (data.to - data.from)) * plot
  const rows = data.lanes.length + (data.log.length > 0 ? 1 : 0)
  const height = 18 + rows * lane + 4
  return (
    <div ref={ref}>
      <svg width={width} height={height} aria-label="Windows along time">
        <text x={labels} y={10} fontSize="11" fill="var(--ink-3)">
          {shortDate(data.from)}
        </text>
        {data.months.map((m) => (
          <g key={m}>
            <line x1={x(m)} x2={x(m)} y1={2} y2={height} stroke="var(--line)" />
            {x(m) > labels + 46 && (
              <text x={x(m) + 4} y={10} fontSize="11" fill="var(--ink-3)">
                {monthName(m)}
              </text>
            )}
          </g>
        ))}
        {data.lanes.map((l, i) => (
          <LaneRow
            key={l.detector}
            lane={l}
            x={x}
            y={18 + i * lane}
            end={labels + plot}
            width={width}
            name={l.detector}
          />
        ))}
        {data.log.length > 0 && (
          <g transform={`translate(0 ${18 + data.lanes.length * lane})`}>
            <text x={0} y={13} fontSize="12" fill="var(--ink-2)">
              People
            </text>
            {labelled(data.log, x, labels + plot).map(({ entry: l, words }) => (
              <g key={`${l.at} ${l.did}`}>
                <circle cx={x(l.at)} cy={9} r={4} fill="var(--ink)" stroke="var(--surface)">
                  <title>{`${date(l.at)}, ${l.by}: ${l.did}`}</title>
                </circle>
                {words && (
                  <text
                    x={x(l.at) + (words.before ? -9 : 9)}
                    y={13}
                    fontSize="11"
                    fill="var(--ink-2)"
                    textAnchor={words.before ? 'end' : 'start'}
                  >
                    {words.says}
                  </text>
                )}
              </g>
            ))}
          </g>
        )}
      </svg>
    </div>
  )
}

function LaneRow(props: {
  lane: Lane
  x: (at: number) => number
  y: number
  end: number
  width: number
  name: string
}) {
  const { lane: l, x, y, end, width, name } = props
  return (
    <g transform={`translate(0 ${y})`}>
      <text x={0} y={13} fontSize="12" fill="var(--ink-2)">
        {name.length > 26 ? `${name.slice(0, 25)}…` : name}
        <title>{name}</title>
      </text>
      <line x1={labels} x2={end} y1={lane - 3} y2={lane - 3} stroke="var(--line)" />
      {l.marks.map((m) => {
        const tall = m.tone === 'band' ? 5 : Math.min(13, 4 + Math.abs(m.weight) * 4.5)
        const fill = { accuse: 'var(--accuse-fill)', clear: 'var(--clear-fill)', band: 'url(#hatch-band)' }[
          m.tone
        ]
        return (
          <rect
            key={`${m.from} ${m.to} ${m.says}`}
            x={x(m.from)}
            y={lane - 3 - tall}
            width={Math.max(2, x(m.to) - x(m.from) - 1)}
            height={tall}
            style={{ fill }}
          >
            <title>{`${windowDates(m.from, m.to)}: ${m.says}`}</title>
          </rect>
        )
      })}
      {l.missing && x(l.missing.from) < end - 4 && (
        <rect
          x={x(l.missing.from)}
          y={3}
          width={end - x(l.missing.from)}
          height={11}
          rx={2}
          fill="none"
          stroke="var(--ink-3)"
          strokeDasharray="3 2"
        >
          <title>{`not measured: ${l.missing.because}`}</title>
        </rect>
      )}
      <text x={width} y={13} fontSize="12" fill="var(--ink-2)" textAnchor="end">
        {l.accusing} of {l.marks.length}
      </text>
    </g>
  )
}

/**
 * Words beside the marks of people's acts where there is room: the newest to the left of its mark, then backwards as
 * far as they fit. Every mark keeps its words on hover, and in the table.
 */
function labelled(log: readonly LogEntry[], x: (at: number) => number, end: number) {
  let free = end
  return [...log]
    .sort((a, b) => b.at - a.at)
    .map((entry) => {
      const says = `${entry.did}, ${shortDate(entry.at)}`
      const wide = says.length * 6.2 + 12
      const mark = x(entry.at)
      const after = mark + wide < free
      const before = !after && mark <= free + 6 && mark - wide > labels
      if (after || before) free = Math.min(free, before ? mark - wide : mark) - 8
      else free = Math.min(free, mark - 8)
      return { entry, words: after || before ? { says, before } : undefined }
    })
}
