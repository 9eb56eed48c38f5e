import type { DecidedTrendsView } from '@telltale/core'
import { count } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'
import { changeWords, daysWords, middleWords, roundTop } from './decided-words.ts'
import { periodName } from './totals.ts'

const day = 86_400_000
const shown = 6

/** Median and middle half from the first sign to the decision, quarter by quarter; the table has the growth as well. */
export function TimeToDecide({ view }: { view: DecidedTrendsView }) {
  const quarters = view.quarters.filter((q) => q.decide).slice(-shown)
  if (quarters.length === 0)
    return (
      <section className="card stack tight">
        <h2>Time to decide</h2>
        <p className="small dim">Nothing has been decided that had a first sign.</p>
      </section>
    )
  const top = roundTop(Math.max(...quarters.map((q) => q.decide!.high / day)))
  const at = (ms: number) => `${(100 * ms) / day / top}%`
  return (
    <Chart
      title="Time to decide"
      note="from first sign"
      chart={
        <>
          <ul className="quarters">
            {quarters.map(({ period, running, decide }) => (
              <li key={period}>
                <span className={running ? 'semi' : 'dim'}>
                  {running ? `${periodName(period).split(' ')[0]} to date` : periodName(period)}
                </span>
                <span className="span">
                  <span
                    className="middle-half"
                    style={{ left: at(decide!.low), width: at(decide!.high - decide!.low) }}
                  />
                  <span className="median" style={{ left: at(decide!.median) }} />
                </span>
                <span className="small right">{daysWords(decide!.median)}</span>
              </li>
            ))}
          </ul>
          <div className="quarters axis small faint" aria-hidden="true">
            <span />
            <span className="ends">
              <span>0</span>
              <span>{top / 2}</span>
              <span>{top} days</span>
            </span>
            <span />
          </div>
          <p className="small faint" style={{ marginTop: 8 }}>
            median and middle half
          </p>
        </>
      }
      table={
        <Table
          columns={[
            'Quarter',
            'Confirmed',
            'on the quarter before',
            'on the year before',
            'Cleared',
            'Median',
            'Middle half',
            'Decided',
          ]}
          rows={view.quarters.map((q) => [
            q.running ? `${periodName(q.period)} to date` : periodName(q.period),
            count(q.confirmed),
            q.onQuarter ? changeWords(q.onQuarter.confirmed, 'it') : q.running ? 'not over yet' : '–',
            q.onYear ? changeWords(q.onYear.confirmed, 'it') : '–',
            count(q.cleared),
            q.decide ? daysWords(q.decide.median) : '–',
            q.decide ? `${middleWords(q.decide)} days` : '–',
            q.decide ? count(q.decide.n) : '–',
          ])}
        />
      }
    />
  )
}
