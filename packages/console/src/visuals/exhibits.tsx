import type { Evidence, Exhibit } from '@telltale/core'
import { date, plain, range, shortDate, time, withIds } from '../format.ts'
import { Chart, SubjectName, Table, useWidth } from '../parts/pieces.tsx'
import { distance } from './legs.ts'
import { SmallRibbon } from './ribbon.tsx'
import { legNames } from './ribbon-marks.tsx'

type Of<T extends Exhibit['type']> = Extract<Exhibit, { type: T }>

/** Draws one exhibit of a finding. The union is closed: a detector brings data, never a drawing. */
export function ExhibitView({ exhibit, evidence }: { exhibit: Exhibit; evidence: Evidence }) {
  const tone = evidence.is === 'clear' ? 'clear' : 'accuse'
  switch (exhibit.type) {
    case 'number':
      return (
        <Chart
          bare
          title={exhibit.label}
          chart={<NumberInRange exhibit={exhibit} tone={tone} />}
          table={
            <Table
              columns={['Measured', 'Expected', 'Unit']}
              rows={[
                [
                  plain(exhibit.value),
                  exhibit.expected ? range(exhibit.expected.low, exhibit.expected.high) : 'not known',
                  exhibit.unit,
                ],
              ]}
            />
          }
        />
      )
    case 'histogram':
      return (
        <Chart
          bare
          title={exhibit.label}
          note={exhibit.unit}
          chart={<Histogram exhibit={exhibit} />}
          table={
            <Table
              columns={[`From (${exhibit.unit})`, 'to', 'Count']}
              rows={exhibit.counts.map((n, i) => [
                plain(exhibit.from + i * exhibit.step),
                plain(exhibit.from + (i + 1) * exhibit.step),
                String(n),
              ])}
            />
          }
        />
      )
    case 'timeline':
      return (
        <Chart
          bare
          title={exhibit.label}
          chart={<Timeline exhibit={exhibit} />}
          table={
            <Table columns={['When (UTC)', 'What']} rows={exhibit.events.map((e) => [time(e.at), e.label])} />
          }
        />
      )
    case 'table':
      return (
        <section>
          <h4 className="small strong">{exhibit.label}</h4>
          <div className="scroll-x">
            <Table
              columns={exhibit.columns}
              rows={exhibit.rows.map((r) => r.map((c) => (typeof c === 'number' ? plain(c) : c)))}
            />
          </div>
        </section>
      )
    case 'ribbon':
      return (
        <Chart
          bare
          title="Distance in this window"
          chart={<SmallRibbon distance={distance([{ ...evidence, shadow: false, exhibits: [exhibit] }])} />}
          table={
            <Table
              columns={['Leg', 'Estimate (ms)', 'Interval', 'Rests on', 'Reads']}
              rows={exhibit.legs.map((l) => [
                legNames[l.leg],
                plain(l.estimate),
                range(l.low, l.high),
                l.basis,
                l.reads,
              ])}
            />
          }
        />
      )
    case 'subjects':
      return (
        <section>
          <h4 className="small strong">{exhibit.label}</h4>
          <div className="scroll-x">
            <Table
              columns={['Who or what', 'Note']}
              rows={exhibit.subjects.map((s) => [
                <SubjectName key={s.ref} subject={s.ref} />,
                withIds(s.note),
              ])}
            />
          </div>
        </section>
      )
  }
}

/** A value against the range expected: band with edges in ink, ● the value. */
function NumberInRange({ exhibit, tone }: { exhibit: Of<'number'>; tone: 'accuse' | 'clear' }) {
  const [ref, width] = useWidth(520)
  const { value, expected, unit } = exhibit
  const ends = [0, value, expected?.low ?? 0, expected?.high ?? 0]
  const [low, high] = [Math.min(...ends), Math.max(...ends) * 1.1 || 1]
  // Narrow columns have the words below.
  const plot = width < 380 ? width : width - 230
  const x = (v: number) => 8 + ((v - low) / (high - low)) * (plot - 16)
  const outside = expected && (value < expected.low || value > expected.high)
  return (
    <div ref={ref} className="row middle wrap" style={{ gap: '2px 16px' }}>
      <svg
        width={plot}
        height={34}
        style={{ flex: 'none' }}
        role="img"
        aria-label={`${plain(value)} ${unit}`}
      >
        <line x1={x(low)} x2={x(high)} y1={12} y2={12} stroke="var(--line-2)" />
        {expected && (
          <>
            <rect
              x={x(expected.low)}
              y={6}
              width={Math.max(2, x(expected.high) - x(expected.low))}
              height={12}
              style={{ fill: 'var(--band)' }}
            />
            <path d={`M${x(expected.low)} 4v16M${x(expected.high)} 4v16`} stroke="var(--ink)" />
            <text
              x={x(expected.low)}
              y={31}
              fontSize="11"
              fill="var(--ink-3)"
              textAnchor={x(expected.low) < 40 ? 'start' : 'middle'}
            >
              expected {range(expected.low, expected.high)}
            </text>
          </>
        )}
        {outside && (
          <line
            x1={x(value < expected.low ? expected.low : expected.high)}
            x2={x(value)}
            y1={12}
            y2={12}
            strokeWidth="4"
            style={{ stroke: `var(--${tone}-fill)` }}
          />
        )}
        <circle cx={x(value)} cy={12} r={5} fill="var(--ink)" />
      </svg>
      <span className="nowrap">
        <b className={outside ? (tone === 'accuse' ? 'accuses' : 'clears') : undefined}>
          {plain(value)}
          {unit && ` ${unit}`}
        </b>
        {expected && <span className="small dim"> {outside ? 'outside' : 'within'} what is expected</span>}
      </span>
    </div>
  )
}

function Histogram({ exhibit }: { exhibit: Of<'histogram'> }) {
  const [ref, width] = useWidth(520)
  const { counts, from, step, mark, unit } = exhibit
  const most = Math.max(1, ...counts)
  const to = from + counts.length * step
  const x = (v: number) => ((v - from) / (to - from)) * (width - 2) + 1
  const wide = (width - 2) / Math.max(1, counts.length)
  const labels = [0, 0.25, 0.5, 0.75, 1].map((f) => from + f * (to - from))
  return (
    <div ref={ref}>
      <svg
        width={width}
        height={104}
        role="img"
        aria-label={`${exhibit.label}: ${counts.reduce((a, b) => a + b, 0)} values`}
      >
        {counts.map((n, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
            key={i}
            x={1 + i * wide + 0.5}
            y={80 - (n / most) * 66}
            width={Math.max(0.5, wide - 1)}
            height={(n / most) * 66}
            style={{ fill: 'var(--neutral-fill)' }}
          />
        ))}
        <line x1={0} x2={width} y1={80.5} y2={80.5} stroke="var(--line-2)" />
        {labels.map((v, i) => (
          <text
            key={v}
            x={x(v)}
            y={96}
            fontSize="11"
            fill="var(--ink-3)"
            textAnchor={i === 0 ? 'start' : i === 4 ? 'end' : 'middle'}
          >
            {plain(v)}
          </text>
        ))}
        {mark !== undefined && mark >= from && mark <= to && (
          <>
            <line x1={x(mark)} x2={x(mark)} y1={12} y2={80} stroke="var(--ink)" strokeDasharray="2 2" />
            <text
              x={x(mark) + (x(mark) > width * 0.7 ? -5 : 5)}
              y={10}
              fontSize="11"
              fill="var(--ink)"
              textAnchor={x(mark) > width * 0.7 ? 'end' : 'start'}
            >
              {plain(mark)} {unit}
            </text>
          </>
        )}
      </svg>
    </div>
  )
}

function Timeline({ exhibit }: { exhibit: Of<'timeline'> }) {
  const [ref, width] = useWidth(520)
  const events = [...exhibit.events].sort((a, b) => a.at - b.at)
  const [first, last] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0]
  const x = (at: number) => (last === first ? width / 2 : 8 + ((at - first) / (last - first)) * (width - 16))
  return (
    <div ref={ref}>
      <svg
        width={width}
        height={38}
        role="img"
        aria-label={`${events.length} events, ${date(first)} to ${date(last)}`}
      >
        <line x1={0} x2={width} y1={12} y2={12} stroke="var(--line-2)" />
        {events.map((e) => (
          <circle key={`${e.at} ${e.label}`} cx={x(e.at)} cy={12} r={4} fill="var(--ink)">
            <title>{`${time(e.at)}: ${e.label}`}</title>
          </circle>
        ))}
        <text x={0} y={34} fontSize="11" fill="var(--ink-3)">
          {shortDate(first)}
        </text>
        <text x={width} y={34} fontSize="11" fill="var(--ink-3)" textAnchor="end">
          {shortDate(last)}
        </text>
      </svg>
      <ol className="small">
        {events.slice(0, 8).map((e) => (
          <li key={`${e.at} ${e.label}`} className="row">
            <span className="faint nowrap" style={{ width: 84 }}>
              {date(e.at)}
            </span>
            <span>{e.label}</span>
          </li>
        ))}
        {events.length > 8 && <li className="faint">and {events.length - 8} more, as table</li>}
      </ol>
    </div>
  )
}
