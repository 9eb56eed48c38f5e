import { Tooltip } from '@mantine/core'
import { ms, range, windowDates } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { Kilometres } from './kilometres-rows.tsx'
import { type Distance, pathOf } from './legs.ts'
import { type DrawnLeg, layout, type RibbonLayout, ticks } from './ribbon-layout.ts'

const left = 112
const ends = { exit: 'Exit', device: 'Device', hands: 'Hands' } as const
export const legNames = { exit: 'Network exit', device: 'Device', hands: 'Hands' } as const
export const toneInk = { accuse: 'var(--accuse)', clear: 'var(--clear)', band: 'var(--ink)' } as const
const toneFill = { accuse: 'var(--accuse-fill)', clear: 'var(--clear-fill)', band: 'var(--band)' } as const

/** The distance ribbon: collector → exit → device → hands in milliseconds of round trip, and the kilometres. */
export function Ribbon({ distance, lit }: { distance: Distance; lit?: string }) {
  const [ref, width] = useWidth(860)
  const drawn = layout(distance.legs, { width: width - left - 40, box: 96 })
  const levels = [...new Set(distance.legs.map((l) => Math.round(l.level * 100)))]
  const newest = Math.max(...Object.values(distance.from).map((f) => f.to))
  return (
    <Chart
      title="Distance ribbon"
      note={`milliseconds, to scale · hatched: ${levels.length === 1 ? `${levels[0]} % interval` : 'interval'} · dashed: not measured · ◇ the claim`}
      aside={<span className="nowrap">newest {windowDates(newest - 1, newest)}</span>}
      table={<RibbonTable distance={distance} />}
      chart={
        <div ref={ref}>
          <Legs distance={distance} drawn={drawn} width={width} lit={lit} />
          <LegNotes drawn={drawn} levels={levels.length > 1} left={left} lit={lit} />
          <Kilometres distance={distance} left={left} width={width} lit={lit} />
        </div>
      }
    />
  )
}

function RibbonTable({ distance }: { distance: Distance }) {
  return (
    <Table
      columns={['Leg', 'Round trip', 'Interval', 'Level', 'Rests on', 'Reads', 'Detector', 'Window']}
      rows={(['exit', 'device', 'hands'] as const).map((kind) => {
        const leg = distance.legs.find((l) => l.leg === kind)
        const from = distance.from[kind]
        if (!leg || !from) return [legNames[kind], 'not measured', '', '', '', '', '', '']
        return [
          legNames[kind],
          ms(leg.estimate),
          range(leg.low, leg.high),
          `${Math.round(leg.level * 100)} %`,
          leg.basis,
          leg.reads,
          from.detector,
          windowDates(from.from, from.to),
        ]
      })}
    />
  )
}

function Legs(props: { distance: Distance; drawn: RibbonLayout; width: number; lit?: string }) {
  const { distance, drawn, width } = props
  const { claim } = distance
  const words = claim ? `${claim.label}, ${range(claim.low, claim.high)} ms` : ''
  const after = claim ? left + Math.max(claim.high, claim.estimate) * drawn.pxPerMs + 8 : 0
  // Beside the claim where it fits, else under it.
  const beside = after + words.length * 5.6 < width
  const top = claim ? (beside ? 52 : 66) : 28
  const bar = top + 12
  const height = bar + 30
  const at = (value: number) => left + value * drawn.pxPerMs
  const marks = ticks(drawn.max)
  return (
    <svg width={width} height={height} aria-label="Distance ribbon">
      {marks.map((t) => (
        <g key={t}>
          <line x1={at(t)} x2={at(t)} y1={16} y2={height} stroke="var(--line)" />
          <text x={at(t)} y={11} fontSize="11" fill="var(--ink-3)" textAnchor={t === 0 ? 'start' : 'middle'}>
            {t === 0 ? '0 ms round trip' : t * drawn.pxPerMs > 96 ? t : ''}
          </text>
        </g>
      ))}
      {claim && (
        <g>
          <text x={0} y={38} fontSize="12" fill="var(--ink-2)">
            Claim, if true
          </text>
          <rect
            x={left}
            y={30}
            width={Math.max(2, claim.estimate * drawn.pxPerMs)}
            height={8}
            rx={1}
            fill="none"
            stroke="var(--ink-2)"
          />
          <line x1={at(claim.low)} x2={at(claim.high)} y1={34} y2={34} stroke="var(--ink-2)" />
          <line x1={at(claim.low)} x2={at(claim.low)} y1={30} y2={38} stroke="var(--ink-2)" />
          <line x1={at(claim.high)} x2={at(claim.high)} y1={30} y2={38} stroke="var(--ink-2)" />
          <circle
            cx={at(claim.estimate)}
            cy={34}
            r={4}
            fill="var(--surface)"
            stroke="var(--ink-2)"
            strokeWidth="1.4"
          />
          <rect
            x={left - 4}
            y={30}
            width={8}
            height={8}
            fill="var(--surface)"
            stroke="var(--ink-2)"
            strokeWidth="1.4"
          />
          <text x={beside ? after : left} y={beside ? 38 : 53} fontSize="11" fill="var(--ink-2)">
            {words}
          </text>
        </g>
      )}
      <text x={0} y={bar + 10} fontSize="13" fontWeight="600" fill="var(--ink)">
        Measured
      </text>
      {distance.collector && (
        <text x={0} y={bar + 24} fontSize="11" fill="var(--ink-3)">
          from {distance.collector}
        </text>
      )}
      <g transform={`translate(${left} ${bar})`}>
        <Bars drawn={drawn} height={22} lit={props.lit} />
        <rect x={-5} y={6} width={10} height={10} fill="var(--ink)" />
        {drawn.legs.map((leg) => (
          <Node key={leg.leg} leg={leg} y={11} />
        ))}
      </g>
      <EndLabels drawn={drawn} y={bar - 5} />
    </svg>
  )
}

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

function Node({ leg, y }: { leg: DrawnLeg; y: number }) {
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

const labelWidth = { exit: 22, device: 38, hands: 36 } as const

/** "Exit", "Device", "Hands" above their nodes, moved apart where nodes meet. */
function EndLabels({ drawn, y }: { drawn: RibbonLayout; y: number }) {
  const places = drawn.legs
    .filter((l) => l.slashes === undefined)
    .map((l) => ({ leg: l.leg, x: left + l.node }))
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1]!, places[i]!]
    const need = (labelWidth[a.leg] + labelWidth[b.leg]) / 2 + 8
    const lack = need - (b.x - a.x)
    if (lack <= 0) continue
    if (i === 1) a.x -= lack / 2
    b.x = a.x + need
  }
  return places.map((p) => (
    <text key={p.leg} x={p.x} y={y} fontSize="11" fill="var(--ink)" textAnchor="middle">
      {ends[p.leg]}
    </text>
  ))
}

function LegNotes({
  drawn,
  levels,
  left,
  lit,
}: {
  drawn: RibbonLayout
  levels: boolean
  left: number
  lit?: string
}) {
  return (
    <ul className="leg-notes" style={{ marginLeft: left }}>
      {drawn.legs.map((leg) => {
        const m = leg.measured
        const ink = m ? toneInk[leg.tone] : 'var(--ink-3)'
        return (
          <li key={leg.leg} className={`leg-note ${lit && lit !== leg.leg ? 'unlit' : ''}`}>
            <span className="numbered" style={{ color: ink }}>
              {leg.number}
            </span>
            <span>
              <b style={{ color: m ? ink : undefined }}>{m ? ms(pathOf(m).estimate) : 'not measured'}</b>{' '}
              {m && (
                <span className="small dim">
                  {m.low < m.high && range(pathOf(m).low, pathOf(m).high)}
                  {levels && m.low < m.high && ` (${Math.round(m.level * 100)} %)`}
                  {m.tool ? `, after ${Math.round(m.tool)} spent in the remote tool` : ''}
                </span>
              )}
            </span>
            <span className="basis">
              {m ? m.basis : `${legNames[leg.leg].toLowerCase()}: counts neither way`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The ribbon of one finding: the same marks without the kilometres. */
export function SmallRibbon({ distance }: { distance: Distance }) {
  const [ref, width] = useWidth(600)
  const drawn = layout(distance.legs, { width: width - left - 40, box: 96 })
  return (
    <div ref={ref}>
      <Legs distance={distance} drawn={drawn} width={width} />
      <LegNotes drawn={drawn} levels left={left} />
    </div>
  )
}
