import { ms, range, windowDates } from '../format.ts'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { Kilometres } from './kilometres-rows.tsx'
import { type Distance, pathOf } from './legs.ts'
import { layout, type RibbonLayout, ticks } from './ribbon-layout.ts'
import { Bars, legNames, Node, toneInk } from './ribbon-marks.tsx'

export const left = 112
const ends = { exit: 'Exit', device: 'Device', hands: 'Hands' } as const

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

/** What stands at the left of the two lines; a trial in a page has no claim and no collector to speak of. */
interface Names {
  claim: string
  measured: string
  note?: string
}

export function Legs(props: {
  distance: Distance
  drawn: RibbonLayout
  width: number
  lit?: string
  names?: Names
}) {
  const { distance, drawn, width } = props
  const names = props.names ?? {
    claim: 'Claim, if true',
    measured: 'Measured',
    note: distance.collector && `from ${distance.collector}`,
  }
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
            {names.claim}
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
        {names.measured}
      </text>
      {names.note && (
        <text x={0} y={bar + 24} fontSize="11" fill="var(--ink-3)">
          {names.note}
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

export function LegNotes({
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
