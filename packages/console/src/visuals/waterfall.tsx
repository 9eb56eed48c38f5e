import { Tooltip } from '@mantine/core'
import { type Scheme, type Score, schemes } from '@telltale/core'
import type { ReactNode } from 'react'
import { oneIn, percent, schemeNames, signed } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { probabilityOf, type WaterfallRow, waterfallDomain } from './waterfall-rows.ts'

const rowHeight = 22

/** How the weights add up for one scheme, as running log10 odds with the probability beneath. */
export function Waterfall(props: {
  rows: readonly WaterfallRow[]
  scheme: Scheme
  lit?: string
  /** What would stand without a row, in a few words. */
  without?: (row: WaterfallRow) => string | undefined
  /** The row that is opened, and what is shown of it below. */
  opened?: string
  open?: (key?: string) => void
  below?: ReactNode
}) {
  const { rows, lit, without, opened, open } = props
  return (
    <Chart
      title="Weight of evidence"
      note="← clears · accuses → · hatched: assumed or simulated · hollow: missing"
      table={
        <Table
          columns={['Row', 'Rests on', 'log₁₀ weight', 'Running from', 'to', 'Basis', 'Without it']}
          rows={rows.map((r) => [
            r.label,
            r.note,
            r.value === undefined ? '?' : signed(r.value),
            signed(r.from),
            signed(r.to),
            [r.basis ?? '', r.cut ?? ''].filter(Boolean).join('; '),
            without?.(r) ?? '',
          ])}
        />
      }
      chart={
        <>
          <Falls {...{ rows, lit, without, opened, open }} />
          {props.below}
        </>
      }
    />
  )
}

type Opens = Pick<Parameters<typeof Waterfall>[0], 'rows' | 'lit' | 'without' | 'opened' | 'open'>

function Falls({ rows, lit, without, opened, open }: Opens) {
  const [ref, width] = useWidth(280)
  const [low, high] = waterfallDomain(rows)
  const x = (value: number) => 16 + ((value - low) / (high - low)) * (width - 32)
  const height = rows.length * rowHeight
  const whole = Array.from({ length: high - low + 1 }, (_, i) => low + i)
  const every = (width - 32) / (high - low) < 34 ? 2 : 1
  const dimmed = (row: WaterfallRow) =>
    lit && row.tests.length > 0 && !(row.tests as string[]).includes(lit) ? 'unlit' : ''
  return (
    <div className="falls">
      {rows.map((row, i) => {
        const classes = `${dimmed(row)} ${row.kind === 'total' ? 'fall-total strong' : ''}`
        const ink = row.kind === 'accuses' ? 'accuses' : row.kind === 'clears' ? 'clears' : ''
        const note = row.kind === 'prior' ? oneIn(row.from) : [row.note, row.cut].filter(Boolean).join(', ')
        return [
          <span
            key={`${row.key} label`}
            className={`fall-label clamp-1 ${row.kind === 'missing' ? 'faint' : 'semi'} ${classes}`}
            style={{ gridColumn: 1, gridRow: i + 1 }}
          >
            {row.label}
          </span>,
          <span
            key={`${row.key} note`}
            className={`fall-note clamp-1 ${classes}`}
            style={{ gridColumn: 2, gridRow: i + 1, fontWeight: 400 }}
            title={note}
          >
            {note}
          </span>,
          <span
            key={`${row.key} value`}
            className={`fall-value ${ink} ${row.kind === 'total' ? '' : 'semi'} ${classes}`}
            style={{ gridColumn: 4, gridRow: i + 1 }}
          >
            {row.value === undefined ? <span className="faint">?</span> : signed(row.value)}
          </span>,
        ]
      })}
      <div ref={ref} style={{ gridColumn: 3, gridRow: `1 / span ${rows.length + 1}`, minWidth: 0 }}>
        <svg width={width} height={height + 34} style={{ overflow: 'visible' }} aria-label="Weights as bars">
          {whole.map((v) => (
            <g key={v}>
              <line
                x1={x(v)}
                x2={x(v)}
                y1={0}
                y2={height}
                stroke={v === 0 ? 'var(--line-2)' : 'var(--line)'}
              />
              {v % every === 0 && (
                <>
                  <text x={x(v)} y={height + 14} fontSize="11" fill="var(--ink-3)" textAnchor="middle">
                    {v === 0 ? '0' : signed(v).replace('.0', '')}
                  </text>
                  <text x={x(v)} y={height + 28} fontSize="11" fill="var(--ink-3)" textAnchor="middle">
                    {axisPercent(v)}
                  </text>
                </>
              )}
            </g>
          ))}
          <line
            x1={0}
            x2={width}
            y1={height - rowHeight + 0.5}
            y2={height - rowHeight + 0.5}
            stroke="var(--line-2)"
          />
          {rows.map((row, i) => (
            <g key={row.key} className={dimmed(row)}>
              {i > 0 && row.kind !== 'missing' && (
                <line
                  x1={x(row.from)}
                  x2={x(row.from)}
                  y1={(lastSolid(rows, i) + 0.5) * rowHeight}
                  y2={(i + 0.5) * rowHeight}
                  stroke="var(--ink-3)"
                />
              )}
              <Bar
                {...{ row, x, y: i * rowHeight }}
                without={without?.(row)}
                opened={row.key === opened}
                {...(open && { open: () => open(row.key === opened ? undefined : row.key) })}
              />
            </g>
          ))}
        </svg>
      </div>
      <span
        className="faint"
        style={{ gridColumn: '1 / span 2', gridRow: rows.length + 1, lineHeight: '15px', paddingTop: 3 }}
      >
        log₁₀ odds
        <br />
        probability
      </span>
    </div>
  )
}

/** The row whose end the connector comes from: missing rows move nothing. */
function lastSolid(rows: readonly WaterfallRow[], i: number): number {
  for (let at = i - 1; at >= 0; at--) if (rows[at]!.kind !== 'missing') return at
  return 0
}

function axisPercent(log10: number): string {
  const p = probabilityOf(log10)
  // Said once: further right it only comes nearer to certainty, and the words would run into each other.
  if (log10 > 3) return log10 === 4 ? '> 99.9 %' : ''
  if (log10 < -3) return ''
  return log10 === 3 ? '99.9 %' : log10 === -3 ? '0.1 %' : `${Math.round(p * 100)} %`
}

function Bar(props: {
  row: WaterfallRow
  x: (v: number) => number
  y: number
  without: string | undefined
  opened: boolean
  open?: () => void
}) {
  const { row, x, y, without, opened, open } = props
  const middle = y + rowHeight / 2
  if (row.kind === 'prior')
    return (
      <circle
        cx={x(row.from)}
        cy={middle}
        r={4.5}
        fill="var(--surface)"
        stroke="var(--ink)"
        strokeWidth="1.4"
      />
    )
  if (row.kind === 'total') return <circle cx={x(row.to)} cy={middle} r={5} fill="var(--ink)" />
  const [a, b] = [Math.min(x(row.from), x(row.to)), Math.max(x(row.from), x(row.to))]
  const wide = Math.max(1.5, b - a)
  if (row.kind === 'missing')
    return (
      <rect
        x={a}
        y={middle - 5.5}
        width={wide}
        height={11}
        rx={2}
        fill="none"
        stroke="var(--ink-3)"
        strokeDasharray="3 2"
      />
    )
  const tone = row.kind === 'accuses' ? 'accuse' : 'clear'
  const tip = row.kind === 'accuses' ? b - 7 : a + 7
  const way = row.kind === 'accuses' ? 1 : -1
  const spoken = `${row.label}: ${signed(row.value ?? 0)}, ${row.note}, ${row.basis}${row.cut ? `, ${row.cut}` : ''}${without ? `. Without this: ${without}` : ''}`
  return (
    <Tooltip label={spoken}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing's part that acts as a button. */}
      <g
        tabIndex={0}
        role="button"
        className="tie"
        aria-label={spoken}
        aria-expanded={opened}
        onClick={open}
        onKeyDown={(e) => {
          if (!open || (e.key !== 'Enter' && e.key !== ' ')) return
          e.preventDefault()
          open()
        }}
      >
        <rect
          x={a}
          y={middle - 5.5}
          width={wide}
          height={11}
          rx={1.5}
          style={{
            fill: row.assumed ? `url(#hatch-${tone})` : `var(--${tone}-fill)`,
            stroke: row.assumed ? `var(--${tone}-fill)` : 'none',
          }}
        />
        {wide > 16 && !row.assumed && (
          <path
            d={`M${tip - 1.5 * way} ${middle - 3} l${3 * way} 3 ${-3 * way} 3`}
            fill="none"
            stroke="var(--surface)"
            strokeWidth="1.4"
          />
        )}
        {row.assumed && (
          <path
            d={
              row.kind === 'accuses'
                ? `M${b} ${middle - 5.5} l5 5.5 -5 5.5z`
                : `M${a} ${middle - 5.5} l-5 5.5 5 5.5z`
            }
            style={{ fill: `var(--${tone}-fill)` }}
          />
        )}
      </g>
    </Tooltip>
  )
}

/** One scheme at a time, the likeliest first; each button shows its probability. */
export function SchemeSwitch({
  score,
  shown,
  choose,
}: {
  score: Score
  shown: Scheme
  choose: (s: Scheme) => void
}) {
  const ordered = [...schemes].sort((a, b) => weightOf(score, b) - weightOf(score, a))
  return (
    <div className="scheme-switch" role="radiogroup" aria-label="Way in which the claim could be false">
      {ordered.map((scheme) => (
        // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
        <button
          key={scheme}
          type="button"
          role="radio"
          aria-checked={scheme === shown}
          onClick={() => choose(scheme)}
        >
          {schemeNames[scheme]} {percent(score.schemes.find((s) => s.scheme === scheme)!.probability)}
        </button>
      ))}
    </div>
  )
}

function weightOf(score: Score, scheme: Scheme): number {
  const found = score.schemes.find((s) => s.scheme === scheme)
  return found ? found.weight + found.prior : 0
}
