import { Link } from '@tanstack/react-router'
import type { StatusView } from '@telltale/core'
import { useState } from 'react'
import { ago, count, plural, shortDate } from '../format.ts'

const stale = 3 * 86_400_000
const shown = 7

/** What sends observations, and when it was last heard from. What is silent is said, and clears nobody. */
export function Heard({ status, now }: { status: StatusView; now: number }) {
  const { counts, heardFrom } = status
  const [all, setAll] = useState(false)
  const silent = heardFrom.filter((h) => now - h.receivedAt > stale)
  const rest = heardFrom.filter((h) => now - h.receivedAt <= stale)
  const ordered = [...silent, ...rest]
  return (
    <section className="card" aria-label="Sensors and connectors">
      <header className="card-head">
        <h2>Sensors and connectors</h2>
        <span className="push small dim">heard from</span>
      </header>
      <ul className="small">
        {(all ? ordered : ordered.slice(0, shown)).map((h) => (
          <li key={h.kind} className="row heard">
            <span aria-hidden="true" className={silent.includes(h) ? 'caution' : 'clears'}>
              {silent.includes(h) ? '△' : '●'}
            </span>
            <span>{h.kind}</span>
            <span className="push dim">{count(h.count)}</span>
            <span className="dim nowrap right" style={{ width: 72 }}>
              {ago(h.receivedAt, now)}
            </span>
          </li>
        ))}
        {heardFrom.length === 0 && <li className="dim">Nothing yet</li>}
      </ul>
      {heardFrom.length > shown && (
        <button type="button" className="plain-button" onClick={() => setAll((was) => !was)}>
          {all ? 'Fewer' : `All ${heardFrom.length} kinds`}
        </button>
      )}
      {silent.map((h) => (
        <p key={h.kind} className="small" style={{ marginTop: 6 }}>
          <span className="caution">
            {h.kind} stopped on {shortDate(h.receivedAt)}.
          </span>{' '}
          <span className="dim">
            Detectors that read it abstain until it returns; nobody is cleared by silence.
          </span>
        </p>
      ))}
      <p className="small dim" style={{ marginTop: 6 }}>
        {plural(counts.observations, 'observation')}, {plural(counts.subjects, 'subject')},{' '}
        {plural(counts.evidence, 'finding')}.{' '}
        {counts.quarantined > 0 ? (
          <Link to="/quarantine">{plural(counts.quarantined, 'row')} set aside</Link>
        ) : (
          'No row was set aside.'
        )}
      </p>
    </section>
  )
}
