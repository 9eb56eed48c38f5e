import type { CalibrationView } from '@telltale/core'
import { percent } from '../format.ts'
import { useWidth } from '../parts/pieces.tsx'

const height = 210
const left = 40
const bottom = 32

/** Foretold across, found upwards, each with its exact interval; on the line is as foretold. */
export function Reliability({ rows }: { rows: CalibrationView['reliability'] }) {
  const [ref, width] = useWidth(420)
  const [across, up] = [Math.min(width, 560) - left - 8, height - bottom - 8]
  const x = (p: number) => left + p * across
  const y = (p: number) => 8 + (1 - p) * up
  return (
    <div ref={ref}>
      <svg width={left + across + 8} height={height} role="img" aria-label={sentence(rows)}>
        {[0, 0.25, 0.5, 0.75, 1].map((p) => (
          <g key={p} fontSize="11" fill="var(--ink-3)">
            <line x1={x(0)} x2={x(1)} y1={y(p)} y2={y(p)} stroke="var(--line)" />
            <text x={left - 6} y={y(p) + 4} textAnchor="end">
              {p * 100}
            </text>
            <text x={x(p)} y={height - bottom + 14} textAnchor={p === 1 ? 'end' : 'middle'}>
              {p === 1 ? '100 %' : p * 100}
            </text>
          </g>
        ))}
        <text x={x(0.5)} y={height - 3} fontSize="11" fill="var(--ink-3)" textAnchor="middle">
          foretold
        </text>
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--neutral-fill)" strokeDasharray="4 3" />
        {rows.map((r) => (
          <g key={r.from}>
            <title>
              {percent(r.assumed)} foretold, {percent(r.share)} found ({percent(r.low)} to {percent(r.high)}),{' '}
              {r.confirmed} of {r.n}
            </title>
            <path
              d={`M${x(r.assumed)} ${y(r.low)}V${y(r.high)}M${x(r.assumed) - 4} ${y(r.low)}h8M${x(r.assumed) - 4} ${y(r.high)}h8`}
              stroke="var(--ink-2)"
              strokeWidth="1.4"
            />
            {r.calibrated !== undefined && (
              <circle
                cx={x(r.calibrated)}
                cy={y(r.share)}
                r="4"
                fill="var(--surface)"
                stroke="var(--ink-2)"
                strokeWidth="1.4"
              />
            )}
            <circle cx={x(r.assumed)} cy={y(r.share)} r="4.5" fill="var(--ink)" />
          </g>
        ))}
      </svg>
      <p className="small faint">
        ● as the assumed model foretold
        {rows.some((r) => r.calibrated !== undefined) && ', ○ as the curve would'}; on the dashed line it
        would be as foretold
      </p>
    </div>
  )
}

function sentence(rows: CalibrationView['reliability']): string {
  return rows
    .map((r) => `${percent(r.assumed)} foretold: ${percent(r.share)} found, ${r.confirmed} of ${r.n}`)
    .join('; ')
}
