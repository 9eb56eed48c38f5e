import type { Leg } from '@telltale/core'
import { kilometres } from '../format.ts'
import { atExit, kmAxis, meaning, reach } from './kilometres.ts'
import { type Distance, legOrder } from './legs.ts'

const tones = { contradicts: 'accuse', clears: 'clear', unremarkable: 'band' } as const
const inks = { accuse: 'var(--accuse)', clear: 'var(--clear)', band: 'var(--ink-2)' } as const
const words = 262
/** Nothing on Earth is further away. */
const halfway = 20_000

/** Kilometres each leg allows: what light permits (thin), where 90 % of such legs end (hatched), the claim (◇). */
export function Kilometres(props: { distance: Distance; left: number; width: number; lit?: string }) {
  const { distance, left, width, lit } = props
  const axis = Math.max(120, width - left - words)
  const scale = axis / kmAxis
  const height = 8 + 3 * 17 + 20
  return (
    <svg
      width={width}
      height={height}
      aria-label="Kilometres it allows"
      style={{ borderTop: '1px solid var(--line)' }}
    >
      <text x={0} y={18} fontSize="12" fontWeight="600" fill="var(--ink)">
        Kilometres
      </text>
      <text x={0} y={33} fontSize="12" fontWeight="600" fill="var(--ink)">
        it allows
      </text>
      {(axis < 400 ? [0, 4, 8, 12] : [0, 2, 4, 6, 8, 10, 12, 14]).map((thousand) => (
        <g key={thousand}>
          <line
            x1={left + thousand * 1000 * scale}
            x2={left + thousand * 1000 * scale}
            y1={8}
            y2={60}
            stroke="var(--line)"
          />
          <text
            x={left + thousand * 1000 * scale}
            y={74}
            fontSize="11"
            fill="var(--ink-3)"
            textAnchor={thousand === 0 ? 'start' : 'middle'}
          >
            {thousand === 0 ? '0 km' : `${thousand},000`}
          </text>
        </g>
      ))}
      {legOrder.map((kind, i) => {
        const leg = distance.legs.find((l) => l.leg === kind)
        return (
          <g
            key={kind}
            transform={`translate(0 ${17 + i * 17})`}
            className={lit && lit !== kind ? 'unlit' : undefined}
          >
            <circle
              cx={left - 20}
              cy={0}
              r={7}
              fill="none"
              stroke={leg ? inks[toneOf(leg)] : 'var(--ink-3)'}
            />
            <text
              x={left - 20}
              y={3.5}
              fontSize="10"
              textAnchor="middle"
              fill={leg ? inks[toneOf(leg)] : 'var(--ink-3)'}
            >
              {i + 1}
            </text>
            {leg ? (
              <Row leg={leg} claimKm={distance.claimKm} scale={scale} left={left} width={width} />
            ) : (
              <>
                <line
                  x1={left}
                  x2={left + axis}
                  y1={0}
                  y2={0}
                  stroke="var(--neutral-fill)"
                  strokeDasharray="3 3"
                />
                <text x={width - 4} y={4} fontSize="12" fill="var(--ink-3)" textAnchor="end">
                  not measured
                </text>
              </>
            )}
          </g>
        )
      })}
    </svg>
  )
}

function toneOf(leg: Leg) {
  return atExit(leg) ? 'band' : tones[leg.reads]
}

function Row(props: { leg: Leg; claimKm?: number; scale: number; left: number; width: number }) {
  const { leg, claimKm, scale, left, width } = props
  const tone = toneOf(leg)
  const ink = inks[tone]
  const { light, band } = reach(leg)
  const beyond = light > kmAxis
  const end = left + Math.min(light, kmAxis) * scale
  const [from, to] = band.map((km) => left + Math.min(km, kmAxis) * scale) as [number, number]
  const claim = leg.leg === 'exit' ? claimKm : 0
  const shown =
    tone === 'band' || leg.leg === 'exit'
      ? light < halfway
        ? `≤ ${kilometres(light)} km`
        : 'any distance'
      : `${kilometres(band[0])}–${kilometres(band[1])} km`
  return (
    <>
      <line x1={left} x2={end} y1={0} y2={0} stroke="var(--ink-3)" />
      {beyond ? (
        <path d={`M${end - 5} -4 l5 4 -5 4`} fill="none" stroke="var(--ink-3)" />
      ) : (
        <line x1={end} x2={end} y1={-4} y2={4} stroke="var(--ink-3)" />
      )}
      <rect
        x={from}
        y={-4}
        width={Math.max(3, to - from)}
        height={8}
        rx={1.5}
        fill={`url(#hatch-${tone})`}
        stroke={tone === 'band' ? 'var(--neutral-fill)' : ink}
      />
      {claim !== undefined && leg.reads !== 'clears' && (
        <path
          d={`M${left + Math.min(claim, kmAxis) * scale} -5.5 l5.5 5.5 -5.5 5.5 -5.5 -5.5z`}
          fill="var(--surface)"
          stroke="var(--ink)"
          strokeWidth="1.3"
        />
      )}
      <text
        x={width - words + 22}
        y={4}
        fontSize="12"
        fontWeight="600"
        fill={tone === 'band' ? 'var(--ink)' : ink}
      >
        {shown}
      </text>
      <text
        x={width - 4}
        y={4}
        fontSize="12"
        fontWeight={tone === 'band' ? 400 : 600}
        fill={ink}
        textAnchor="end"
      >
        {meaning(leg, claimKm)}
      </text>
    </>
  )
}
