import type { DecidedTrendsView } from '@telltale/core'
import { percent } from '../format.ts'
import { Chart, DetectorLink, Table } from '../parts/pieces.tsx'
import type { Open } from './behind.tsx'

const shown = 10

/** Confirmed cases of those decided in which a detector fired, each with its exact interval. */
export function Precision({ view, open }: { view: DecidedTrendsView; open: Open }) {
  const { detectors } = view
  if (detectors.length === 0)
    return (
      <section className="card stack tight">
        <h2>Precision by detector</h2>
        <p className="small dim">No case has been decided in this time in which a detector had fired.</p>
      </section>
    )
  const left = detectors.length - shown
  return (
    <Chart
      title="Precision by detector"
      note="95 % interval"
      chart={
        <>
          <p className="small dim">Confirmed cases, of those decided in which it fired</p>
          <ul className="precision">
            {detectors.slice(0, shown).map((d) => (
              <li key={d.detector}>
                <DetectorLink id={d.detector}>
                  <span title={d.detector}>{d.detector}</span>
                </DetectorLink>
                <Interval low={d.low} high={d.high} at={d.confirmed / d.decided} />
                <button
                  type="button"
                  className="figure small right"
                  onClick={() => open({ behind: 'decided', detector: d.detector })}
                >
                  {d.confirmed} of {d.decided}
                </button>
              </li>
            ))}
          </ul>
          <div className="precision axis" aria-hidden="true">
            <span />
            <span className="ends small faint">
              <span>0</span>
              <span>50</span>
              <span>100 %</span>
            </span>
            <span />
          </div>
          {left > 0 && <p className="small faint">{left} more in the table</p>}
        </>
      }
      table={
        <Table
          columns={['Detector', 'Confirmed', 'Decided', 'Precision', 'From', 'To']}
          rows={detectors.map((d) => [
            d.detector,
            String(d.confirmed),
            String(d.decided),
            percent(d.confirmed / d.decided),
            percent(d.low),
            percent(d.high),
          ])}
        />
      }
    />
  )
}

/** A share between 0 and 1 as a dot on its interval. */
export function Interval({ low, high, at }: { low: number; high: number; at: number }) {
  const percentOf = (v: number) => `${(100 * v).toFixed(2)}%`
  return (
    <span className="interval">
      <span className="half" />
      <span className="range" style={{ left: percentOf(low), width: percentOf(high - low) }} />
      <span className="dot" style={{ left: percentOf(at) }} />
      <span className="sr-only">
        {percent(at)}, {percent(low)} to {percent(high)}
      </span>
    </span>
  )
}
