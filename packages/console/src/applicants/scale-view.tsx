import type { OfferedCheck, Screening } from '@telltale/core'
import { percent, signed } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { type ScalePoint, scalePoints, zones } from './scale.ts'
import { outcomes } from './words.ts'

const rowHeight = 26
const headHeight = 22

/** Where the application stands between the outcomes, and where each answer to one check would put it. */
export function OutcomeScale(props: { screening: Screening; offered?: OfferedCheck }) {
  const { screening, offered } = props
  const points = scalePoints(screening, offered)
  return (
    <Chart
      bare
      title={offered ? 'Where it stands, and what would follow' : 'Where it stands'}
      chart={<Scale points={points} />}
      table={
        <Table
          columns={['When', 'Outcome', 'log₁₀ weight', 'Probability (assumed model)']}
          rows={points.map((p) => [
            p.label,
            outcomes[p.outcome].words,
            signed(p.weight),
            percent(p.probability),
          ])}
        />
      }
    />
  )
}

function Scale({ points }: { points: readonly ScalePoint[] }) {
  const [ref, width] = useWidth(360)
  const height = headHeight + points.length * rowHeight + 6
  return (
    <div className="outcome-scale">
      <div style={{ paddingTop: headHeight }}>
        {points.map((p) => (
          <p
            key={p.key}
            className={p.key === 'now' ? 'strong' : 'dim'}
            style={{ lineHeight: `${rowHeight}px` }}
          >
            {p.label}
            <span className="sr">: {outcomes[p.outcome].words}</span>
          </p>
        ))}
      </div>
      <div ref={ref} style={{ minWidth: 0 }}>
        <svg width={width} height={height} aria-hidden="true">
          {zones.map((z) => (
            <g key={z.outcome}>
              <rect
                x={z.from * width + 1}
                width={Math.max(0, (z.to - z.from) * width - 2)}
                height={height}
                fill="var(--sunken)"
              />
              <text x={z.from * width + 7} y={15} fontSize="12" fill="var(--ink-2)">
                {z.outcome === 'hold' ? 'hold for two' : z.outcome}
              </text>
            </g>
          ))}
          {points.map((p, i) => (
            <Mark key={p.key} point={p} x={p.at * width} y={headHeight + (i + 0.5) * rowHeight} />
          ))}
        </svg>
      </div>
    </div>
  )
}

/** What stands is solid, what is only supposed is hollow. Beyond the scale: two slashes and the number. */
function Mark({ point, x, y }: { point: ScalePoint; x: number; y: number }) {
  const now = point.key === 'now'
  const way = point.at > 0.5 ? -1 : 1
  return (
    <g>
      <title>{`${point.label}: ${outcomes[point.outcome].words}, weight ${signed(point.weight)}`}</title>
      <circle
        cx={x}
        cy={y}
        r={5.5}
        fill={now ? 'var(--ink)' : 'var(--canvas)'}
        stroke="var(--ink)"
        strokeWidth="1.4"
      />
      {point.beyond && (
        <>
          <path
            d={`M${x + way * 14} ${y + 5} l3 -10 M${x + way * 14 + 4} ${y + 5} l3 -10`}
            stroke="var(--ink-2)"
            strokeWidth="1.2"
          />
          <text
            x={x + way * 24}
            y={y + 4}
            fontSize="11"
            fill="var(--ink-2)"
            textAnchor={way < 0 ? 'end' : 'start'}
          >
            {signed(point.weight)}
          </text>
        </>
      )}
    </g>
  )
}
