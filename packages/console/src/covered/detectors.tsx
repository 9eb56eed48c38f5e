import type { CoverageView, DetectorCoverage } from '@telltale/core'
import { count } from '../format.ts'
import { DetectorLink } from '../parts/pieces.tsx'
import { Bar, words } from './shares.tsx'

/** Every detector with the share that it could judge, and why it could not judge the others. */
export function ByDetector({ view }: { view: CoverageView }) {
  const rows = [...view.detectors].filter((d) => d.population > 0).sort(byShare)
  return (
    <section className="card">
      <header className="card-head">
        <h2>By detector</h2>
        <span className="small dim">what it judged, and why it judged nothing of the others</span>
      </header>
      <div className="scroll-x">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Detector</th>
              <th scope="col">Of</th>
              <th scope="col" style={{ width: 160 }}>
                Measured
              </th>
              <th scope="col" className="num">
                How many
              </th>
              <th scope="col">Where something was received and was not enough</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((d) => (
              <tr key={d.detector + d.of}>
                <td>
                  <DetectorLink id={d.detector} />{' '}
                  {d.status === 'shadow' && <span className="tag outlined">shadow</span>}
                </td>
                <td className="dim">{d.of}</td>
                <td>
                  <span className="row middle">
                    <Bar share={d} />
                    <span className="small nowrap">{words(d)}</span>
                  </span>
                </td>
                <td className="num">
                  {count(d.measured)} of {count(d.population)}
                </td>
                <td className="small dim">
                  {d.reasons.slice(0, 2).map((r) => (
                    <span key={r.because}>
                      {count(r.subjects)}: {r.because}.{' '}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function byShare(a: DetectorCoverage, b: DetectorCoverage): number {
  return b.measured / b.population - a.measured / a.population || (a.detector < b.detector ? -1 : 1)
}
