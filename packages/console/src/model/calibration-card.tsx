import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CalibrationView, Ground } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { count, percent, plural } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { groundWords } from '../work/words.ts'
import './model.css'
import { calibration } from './calls.ts'
import { PutInForce } from './put-in-force.tsx'
import { Reliability } from './reliability.tsx'

/** How well probabilities agree with decisions that have independent ground, and the curve that would come of them. */
export function CalibrationCard({ may }: { may: boolean }) {
  const { data, error, isPending } = useQuery(calibration)
  if (isPending) return <Loading what="the calibration" rows={3} />
  if (!data) return <Failed error={error as ApiError} what="calibration" />
  return (
    <section className="card stack" aria-label="Calibration">
      <header className="row middle wrap">
        <h2>Calibration</h2>
        <span className={data.inForce ? 'tag' : 'tag missing'}>{data.says}</span>
        <span className="push small dim">
          rests on {plural(data.n, 'decision')} with independent ground
          {data.n > 0 && `: ${count(data.confirmed)} confirmed, ${count(data.cleared)} cleared`}
        </span>
      </header>
      {data.reliability.length === 0 ? (
        <p className="dim">
          No decision has independent ground yet, so nobody can say how right the probabilities are. Whoever
          signs a view on a case says there what it rests on. <Link to="/cases">Cases</Link>
        </p>
      ) : (
        <div className="calibration">
          <Chart
            bare
            title="Foretold against found"
            note="95 % exact"
            chart={<Reliability rows={data.reliability} />}
            table={<ReliabilityTable view={data} />}
          />
          <Accuracies view={data} />
        </div>
      )}
      <div className="calibration">
        <Needed view={data} />
        <Apart view={data} />
      </div>
      <ul className="bullets small dim" aria-label="Before relying on it">
        {data.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {data.canFit && (may ? <PutInForce /> : <p className="small dim">A lead puts the curve in force.</p>)}
    </section>
  )
}

function ReliabilityTable({ view }: { view: CalibrationView }) {
  return (
    <Table
      columns={['Foretold', 'On average', 'Calibrated', 'Confirmed', 'Decided', 'Found', 'From', 'To']}
      rows={view.reliability.map((r) => [
        `${percent(r.from)} to ${percent(r.to)}`,
        percent(r.assumed),
        r.calibrated === undefined ? '–' : percent(r.calibrated),
        count(r.confirmed),
        count(r.n),
        percent(r.share),
        percent(r.low),
        percent(r.high),
      ])}
    />
  )
}

const methods = { assumed: 'Assumed model', isotonic: 'Isotonic', beta: 'Beta' } as const

function Accuracies({ view: { assumed, methods: tried } }: { view: CalibrationView }) {
  const rows = tried ?? (assumed ? [{ method: 'assumed' as const, accuracy: assumed, chosen: false }] : [])
  return (
    <div className="stack tight">
      <h4 className="small strong">How far off it is{tried && ', cross-validated'}</h4>
      <Table
        columns={['', 'Brier', 'Log-loss, nats', '']}
        rows={rows.map((m) => [
          methods[m.method],
          m.accuracy.brier.toFixed(3),
          m.accuracy.logLoss.toFixed(3),
          m.chosen ? 'the best of these' : '',
        ])}
      />
      <p className="small faint">Less is better; 0 would have foretold each decision with certainty.</p>
    </div>
  )
}

/** What counts, by its ground, and what is missing until something may be fitted. */
function Needed({ view }: { view: CalibrationView }) {
  const { n, confirmed, cleared, needs, byGround } = view
  const lacking = [
    n < needs.n && `${count(needs.n - n)} more of them`,
    confirmed < needs.ofEach && `${count(needs.ofEach - confirmed)} more confirmed`,
    cleared < needs.ofEach && `${count(needs.ofEach - cleared)} more cleared`,
  ].filter(Boolean)
  return (
    <div className="stack tight">
      <h4 className="small strong">What counts</h4>
      <Table
        columns={['Ground', 'Confirmed', 'Cleared']}
        rows={(Object.entries(groundWords) as [Ground, string][]).map(([ground, name]) => [
          name,
          count(byGround[ground]?.confirmed ?? 0),
          count(byGround[ground]?.cleared ?? 0),
        ])}
      />
      <p className="small dim">
        {lacking.length > 0
          ? `A curve is fitted from ${needs.n} decisions with ground, ${needs.ofEach} of each outcome. Missing: ${lacking.join(', ')}.`
          : `Enough to fit: ${needs.n} are needed, ${needs.ofEach} of each outcome.`}
      </p>
    </div>
  )
}

function Apart({ view: { apart } }: { view: CalibrationView }) {
  return (
    <div className="stack tight">
      <h4 className="small strong">Counted apart</h4>
      <Table
        columns={['Decisions that calibrate nothing', 'How many']}
        rows={[
          ['Without independent ground', count(apart.withoutGround)],
          ['Unsure', count(apart.unsure)],
          ['Without a score when they were decided', count(apart.withoutScore)],
          ['Simulated', count(apart.simulated)],
        ]}
      />
    </div>
  )
}
