import { Tooltip } from '@mantine/core'
import { ms, range } from '../format.ts'
import { pathOf } from './legs.ts'
import type { DrawnLeg, RibbonLayout } from './ribbon-layout.ts'

export const legNames = { exit: 'Network exit', device: 'Device', hands: 'Hands' } as const
export const toneInk = { accuse: 'var(--accuse)', clear: 'var(--clear)', band: 'var(--ink)' } as const
const toneFill = { accuse: 'var(--accuse-fill)', clear: 'var(--clear-fill)', band: 'var(--band)' } as const

/** The legs' bodies, shared by the large ribbon and the one in a table row. */
export function Bars({ drawn, height, lit }: { drawn: RibbonLayout; height: number; lit?: string }) {
  return drawn.legs.map((leg) => {
    const dim = lit && lit !== leg.leg ? 'unlit' : undefined
    const fill = toneFill[leg.tone]
    const large = height > 12
    const body = (
      <g
        key={leg.leg}
        className={dim}
        tabIndex={large ? 0 : undefined}
        role={large ? 'graphics-symbol' : undefined}
        aria-label={large ? spoken(leg) : undefined}
      >
        {leg.box && (
          <>
            <rect
              x={leg.box.x + 1}
              y={0.5}
              width={Math.max(0, leg.box.width - 2)}
              height={height - 1}
              rx={2}
              fill="var(--surface)"
              stroke={large ? 'var(--ink-3)' : 'var(--neutral-fill)'}
              strokeDasharray={large ? '3 2' : '2 1.5'}
            />
            {large && (
              <text
                x={leg.box.x + leg.box.width / 2}
                y={15}
                fontSize="11"
                fill="var(--ink-2)"
                textAnchor="middle"
              >
                {leg.measured ? ms(leg.measured.estimate) : 'not measured'}
              </text>
            )}
          </>
        )}
        {leg.solid && leg.solid.width > 0 && (
          <rect x={leg.solid.x} y={0} width={leg.solid.width} height={height} style={{ fill }} />
        )}
        {leg.tool && (
          <>
            <rect
              x={leg.tool.x}
              y={0.5}
              width={leg.tool.width}
              height={height - 1}
              style={{
                fill: leg.tone === 'clear' ? 'var(--clear-tint)' : 'var(--accuse-tint)',
                stroke: fill,
              }}
            />
            {large && leg.tool.width > 44 && (
              <text
                x={leg.tool.x + leg.tool.width / 2}
                y={15}
                fontSize="11"
                fill={toneInk[leg.tone]}
                textAnchor="middle"
              >
                tool {Math.round(leg.measured?.tool ?? 0)}
              </text>
            )}
          </>
        )}
        {leg.hatch && (
          <rect
            x={leg.hatch.x}
            y={0}
            width={leg.hatch.width}
            height={height}
            fill={`url(#hatch-${leg.tone})`}
          />
        )}
        {(large ? leg.ticks : nodes(leg)).map((x) => (
          <line
            key={x}
            x1={x}
            x2={x}
            y1={large ? -4 : 0}
            y2={large ? height + 4 : height}
            stroke={large && leg.tone !== 'band' ? toneInk[leg.tone] : 'var(--ink)'}
            strokeWidth={large ? 1 : 1.5}
          />
        ))}
        {leg.slashes !== undefined && (
          <Slashes x={leg.slashes} height={height} words={large ? ms(leg.measured!.estimate) : undefined} />
        )}
      </g>
    )
    return large && leg.measured ? (
      <Tooltip key={leg.leg} label={spoken(leg)} multiline withinPortal>
        {body}
      </Tooltip>
    ) : (
      body
    )
  })
}

function Slashes({ x, height, words }: { x: number; height: number; words?: string }) {
  return (
    <g>
      <path
        d={`M${x - 1} ${height + 2} l5 ${-height - 4} M${x + 4} ${height + 2} l5 ${-height - 4}`}
        stroke="var(--ink)"
        strokeWidth="1.4"
      />
      {words && (
        <text x={x - 8} y={15} fontSize="12" fontWeight="600" fill="var(--ink)" textAnchor="end">
          {words}
        </text>
      )}
    </g>
  )
}

/** A row's small ribbon ticks its nodes, not its intervals. */
function nodes(leg: DrawnLeg): number[] {
  return leg.measured && !leg.box && leg.slashes === undefined ? [leg.node] : []
}

function spoken(leg: DrawnLeg): string {
  const m = leg.measured
  if (!m) return `${legNames[leg.leg]}: not measured`
  const tool = m.tool ? `, after ${Math.round(m.tool)} ms in the remote tool` : ''
  const path = pathOf(m)
  return `${legNames[leg.leg]}: ${ms(path.estimate)}, ${range(path.low, path.high)} (${Math.round(m.level * 100)} %)${tool}. ${m.basis}`
}

export function Node({ leg, y }: { leg: DrawnLeg; y: number }) {
  if (leg.slashes !== undefined) return null
  const missing = !leg.measured
  if (leg.leg === 'hands' && !missing) return <circle cx={leg.node} cy={y} r={7} fill="var(--ink)" />
  return (
    <circle
      cx={leg.node}
      cy={y}
      r={5}
      fill="var(--surface)"
      stroke={missing ? 'var(--ink-3)' : 'var(--ink)'}
      strokeWidth="1.8"
      strokeDasharray={missing ? '2.4 2' : undefined}
    />
  )
}
