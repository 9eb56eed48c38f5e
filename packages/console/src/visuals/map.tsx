import type { Leg } from '@telltale/core'
import { geoAzimuthalEquidistant, geoGraticule10, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import land from 'world-atlas/land-110m.json'
import { kilometres } from '../format.ts'
import { Chart, Table, toneInkOf } from '../parts/pieces.tsx'
import { reach } from './kilometres.ts'

const radius = 88
const earth = 6371

/** A distance, never a direction: the hands are a ring around the claimed place, coastlines only. */
export default function DistanceMap({
  hands,
  lat,
  lon,
  place,
}: {
  hands: Leg
  lat: number
  lon: number
  place: string
}) {
  const { band } = reach(hands)
  const shownKm = Math.min(20_000, Math.max(4000, band[1] * 1.08))
  const projection = geoAzimuthalEquidistant()
    .rotate([-lon, -lat])
    .scale((radius * earth) / shownKm)
    .translate([radius, radius])
    .clipAngle(Math.min(179.9, (shownKm / earth) * (180 / Math.PI)))
  const draw = geoPath(projection)
  const topology = land as unknown as Topology
  const coast = draw(feature(topology, topology.objects.land as GeometryCollection)) ?? undefined
  const [inner, outer] = band.map((km) => (km / shownKm) * radius) as [number, number]
  const tone = hands.reads === 'contradicts' ? 'accuse' : hands.reads === 'clears' ? 'clear' : 'band'
  const ring = `M${radius - outer} ${radius}a${outer} ${outer} 0 1 0 ${2 * outer} 0a${outer} ${outer} 0 1 0 ${-2 * outer} 0zM${radius - inner} ${radius}a${inner} ${inner} 0 1 0 ${2 * inner} 0a${inner} ${inner} 0 1 0 ${-2 * inner} 0z`
  const ink = toneInkOf(tone)
  return (
    <Chart
      title="Map"
      note="a distance, never a direction"
      table={
        <Table
          columns={['What', 'Where']}
          rows={[
            ['Claimed place', place],
            ['Hands', `within ${kilometres(band[0])}–${kilometres(band[1])} km of the device (90 %)`],
          ]}
        />
      }
      chart={
        <div className="row middle" style={{ gap: 12 }}>
          <svg
            width={radius * 2}
            height={radius * 2}
            style={{ flex: 'none' }}
            role="img"
            aria-label={`Ring from ${kilometres(band[0])} to ${kilometres(band[1])} km around ${place}`}
          >
            <circle cx={radius} cy={radius} r={radius - 0.5} fill="var(--surface)" stroke="var(--line-2)" />
            <path
              d={draw(geoGraticule10()) ?? undefined}
              fill="none"
              stroke="var(--line)"
              strokeWidth="0.5"
            />
            <path d={coast} style={{ fill: 'var(--line)', stroke: 'var(--line-2)' }} strokeWidth="0.6" />
            <path d={ring} fillRule="evenodd" fill={`url(#hatch-${tone})`} opacity="0.5" />
            <circle cx={radius} cy={radius} r={outer} fill="none" stroke={ink} />
            {inner > 2 && <circle cx={radius} cy={radius} r={inner} fill="none" stroke={ink} />}
            {[inner, outer].map((r, i) => (
              <text
                key={r}
                x={radius}
                y={radius + r - 6}
                fontSize="11"
                fontWeight="600"
                textAnchor="middle"
                fill={ink}
                stroke="var(--surface)"
                strokeWidth="3"
                paintOrder="stroke"
              >
                {r > 22 ? `${kilometres(band[i]!)} km` : ''}
              </text>
            ))}
            <path
              d={`M${radius} ${radius - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`}
              fill="var(--surface)"
              stroke="var(--ink)"
              strokeWidth="1.4"
            />
          </svg>
          <dl className="small stack tight">
            <dt className="semi">◇ Claimed</dt>
            <dd className="dim">{place}</dd>
            <dt className="semi" style={{ color: ink }}>
              ▨ Hands
            </dt>
            <dd className="dim">somewhere within this ring, 90 %</dd>
          </dl>
        </div>
      }
    />
  )
}
