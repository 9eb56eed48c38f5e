import type { CoverageView, DetectorCoverage } from '@telltale/core'
import { count, plural } from '../format.ts'
import { DetectorLink } from '../parts/pieces.tsx'
import { Bar, words } from './shares.tsx'

/** Every detector with the share that it could judge, and why it could not judge the others. */
export function ByDetector({ view }: { view: CoverageView }) {
  const all = view.detectors.filter((d) => d.population > 0).sort(byShare)
  const rows = all.filter((d) => d.measured > 0 || d.reasons.length > 0)
  const silent = [...new Set(all.filter((d) => !rows.includes(d)).map((d) => d.detector))]
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
                <td className="num nowrap">
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
      {silent.length > 0 && (
        <details className="small dim" style={{ marginTop: 8 }}>
          <summary>
            {plural(silent.length, 'detector')} had nothing to read, of workers, of applicants or of both
          </summary>
          {silent.map((id, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <DetectorLink id={id} />
            </span>
          ))}
        </details>
      )}
    </section>
  )
}

function byShare(a: DetectorCoverage, b: DetectorCoverage): number {
  return b.measured / b.population - a.measured / a.population || (a.detector < b.detector ? -1 : 1)
}
