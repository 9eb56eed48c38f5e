import { channels } from '@telltale/core/signals/reactions'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { type Answer, p10, soonestFar, took } from './trial.ts'

const from = 100
const to = 620
const bin = 20
const height = 236
const base = 176
const square = 12

/** What a prompt takes the average person, and the same behind 150 ms: ex-Gaussian, as core's estimator has it. */
function density(shift: number): [ms: number, y: number][] {
  const { location, sigma, tau } = channels.prompt
  let tail = 0
  const points: [number, number][] = []
  for (let ms = 0; ms <= to; ms += 2) {
    const z = (ms - location - shift) / sigma
    const keep = Math.exp(-2 / tau)
    tail = tail * keep + (Math.exp(-0.5 * z * z) * (1 - keep)) / sigma
    if (ms >= from) points.push([ms, tail])
  }
  return points
}

/** The prompts' first responses, one square each, between what near and distant hands look like. */
export function Responses({ answers }: { answers: readonly Answer[] }) {
  const [ref, width] = useWidth(460)
  const prompts = answers.filter((a) => a.stimulus === 'prompt')
  const times = prompts.map(took).filter((ms) => ms !== undefined)
  const quantile = p10(times)
  const x = (ms: number) => 16 + ((Math.min(to, ms) - from) / (to - from)) * (width - 32)
  /** The label stands on the side of its mark that has room for it. */
  const beside = quantile !== undefined && x(quantile.at) + 9 < width - 190
  const near = density(0)
  const far = density(150)
  const top = Math.max(...near.map(([, y]) => y))
  const line = (points: [number, number][]) =>
    points
      .map(([ms, y], i) => `${i ? 'L' : 'M'}${x(ms).toFixed(1)} ${(base - (y / top) * 108).toFixed(1)}`)
      .join('')
  const stacked = new Map<number, number>()
  return (
    <Chart
      title="Your first responses"
      note={`${times.length} so far, one square each`}
      table={
        <Table
          columns={['Prompt', 'First response']}
          rows={prompts.map((a, i) => [
            i + 1,
            took(a) === undefined ? 'guessed or not answered' : `${Math.round(took(a)!)} ms`,
          ])}
        />
      }
      chart={
        <div ref={ref}>
          <svg width={width} height={height} aria-label="Your first responses">
            {[160, 240, 320, 400, 480, 560].map((t) => (
              <g key={t}>
                <line x1={x(t)} x2={x(t)} y1={16} y2={base} stroke="var(--line)" />
                <text x={x(t)} y={base + 15} fontSize="11" textAnchor="middle" fill="var(--ink-3)">
                  {t === 560 ? '560 ms' : t}
                </text>
              </g>
            ))}
            <line
              x1={x(soonestFar)}
              x2={x(soonestFar)}
              y1={8}
              y2={base}
              stroke="var(--ink-2)"
              strokeDasharray="2 2"
            />
            <text x={x(soonestFar) + 6} y={18} fontSize="11" fill="var(--ink-2)">
              {soonestFar}: no hand 110 ms away has
            </text>
            <text x={x(soonestFar) + 6} y={32} fontSize="11" fill="var(--ink-2)">
              answered sooner in our (simulated) trials
            </text>
            <path d={line(near)} fill="none" stroke="var(--clear-fill)" strokeWidth="1.5" />
            <path
              d={line(far)}
              fill="none"
              stroke="var(--accuse-fill)"
              strokeWidth="1.5"
              strokeDasharray="5 3"
            />
            <text x={x(250)} y={base - 92} fontSize="11" textAnchor="end" fill="var(--clear)">
              at the keyboard
            </text>
            <text x={x(560)} y={base - 116} fontSize="11" textAnchor="middle" fill="var(--accuse)">
              150 ms away
            </text>
            {times.map((ms, i) => {
              const column = Math.floor(Math.min(ms, to - 1) / bin)
              const level = stacked.get(column) ?? 0
              stacked.set(column, level + 1)
              return (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: answers are only ever added at the end.
                  key={i}
                  x={x(column * bin + bin / 2) - square / 2}
                  y={base - 2 - (level + 1) * (square + 1.5)}
                  width={square}
                  height={square}
                  rx={2}
                  fill="var(--ink)"
                  stroke="var(--surface)"
                />
              )
            })}
            {quantile && (
              <g fill={quantile.at < soonestFar ? 'var(--clear)' : 'var(--ink)'}>
                <path d={`M${x(quantile.at)} ${base + 20} l4.5 8 h-9z`} />
                <text
                  x={x(quantile.at) + (beside ? 9 : -9)}
                  y={base + 30}
                  textAnchor={beside ? 'start' : 'end'}
                  fontSize="12"
                  fontWeight="600"
                >
                  p10 {Math.round(quantile.at)} ms ({Math.round(quantile.low)}–{Math.round(quantile.high)})
                </text>
              </g>
            )}
          </svg>
          <p className="small dim">
            The low end decides. One late answer changes nothing: nobody can react before the screen reaches
            them.
          </p>
        </div>
      }
    />
  )
}
