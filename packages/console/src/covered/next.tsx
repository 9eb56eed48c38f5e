import { Link } from '@tanstack/react-router'
import type { CoverageView } from '@telltale/core'
import { date, plural } from '../format.ts'
import { Sign } from '../parts/icons.tsx'

const shown = 6

/** What nobody would have seen, in words, the largest first. */
export function BlindSpots({ view }: { view: CoverageView }) {
  const spots = [...view.blindSpots].sort((a, b) => b.subjects / b.population - a.subjects / a.population)
  return (
    <section className="card">
      <header className="card-head">
        <h2>Blind spots</h2>
        <span className="small dim">if we hadn’t been looking, this is what we would not see</span>
      </header>
      {spots.length === 0 && <p className="small dim">Every part of the claim is measured of everybody.</p>}
      <ul className="stack tight">
        {spots.map((b) => (
          <li key={b.cell + b.of} className="row">
            <span style={{ paddingTop: 4 }}>
              <Sign is="missing" />
            </span>
            <span>
              {b.says}
              {b.often && (
                <span className="small faint"> Where something was received, most often: {b.often}.</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {view.stale.length > 0 && (
        <ul className="stack tight" style={{ marginTop: 12 }}>
          {view.stale.map((s) => (
            <li key={s.kind} className="small caution">
              △ {s.kind}: nothing since {date(s.receivedAt)}, {plural(s.days, 'day')}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What to connect next: the most parts of claims for an hour of work first. */
export function Next({ view }: { view: CoverageView }) {
  return (
    <section className="card">
      <header className="card-head">
        <h2>What to connect next</h2>
        <span className="small dim">hours to connect are assumed; people are upper bounds</span>
      </header>
      {view.next.length === 0 && <p className="small dim">Nothing would add to what is measured.</p>}
      <ul className="stack tight">
        {view.next.slice(0, shown).map((n) => (
          <li key={n.connection} className="row">
            <span className="hours nowrap">
              <span className="assumed">{n.hours} h</span>
            </span>
            <span>
              <span className="semi">{n.title}</span>
              {n.connected && <span className="faint"> to everybody</span>}: {n.cells.join(', ')} of{' '}
              {[
                n.workers > 0 && plural(n.workers, 'more worker'),
                n.applicants > 0 && plural(n.applicants, 'more applicant'),
              ]
                .filter(Boolean)
                .join(' and ')}
              {n.detectors.length > 0 && (
                <span className="small dim">
                  {' '}
                  · {plural(n.detectors.length, 'detector')} that read nothing yet
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="small faint" style={{ marginTop: 8 }}>
        What a detector needs follows from its own examples. <Link to="/detectors">Detectors</Link>
      </p>
    </section>
  )
}
