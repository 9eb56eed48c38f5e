import type { DetectorView, ExplainedView, SubjectView } from '@telltale/core'
import { useState } from 'react'
import { capital, signed } from '../format.ts'
import { DetectorLink } from '../parts/pieces.tsx'

const most = 3

/** Checks by what an hour of them is worth; the first is the one to offer. */
export function Settles(props: {
  view: SubjectView
  explained: ExplainedView | undefined
  /** Whether anything accuses at all. */
  accused: boolean
}) {
  const { view, explained, accused } = props
  const [all, setAll] = useState(false)
  const checks = [...(explained?.settles ?? [])].sort((a, b) => b.shiftsPerHour - a.shiftsPerHour)
  return (
    <section className="card" aria-label="What would settle it">
      <header className="card-head">
        <h2>What would settle it</h2>
        {checks.length > 0 && (
          <span className="push small dim" title="expected change of log₁₀ odds for an hour of work">
            weight per hour
          </span>
        )}
      </header>
      {checks.length === 0 && (
        <p className={explained || !accused ? 'small dim' : undefined}>
          {!accused
            ? 'Nothing accuses, so there is nothing to settle.'
            : explained
              ? 'No check is worth an hour: nothing would move it.'
              : capital(view.check)}
        </p>
      )}
      <ul className="list">
        {(all ? checks : checks.slice(0, most)).map((c) => (
          <li key={c.id} className="settles">
            <span className="semi">{c.title}</span>
            <span title={`${c.basis.basis}: ${c.basis.on}`}>{c.shiftsPerHour.toFixed(1)}</span>
            <span className="small dim">
              {c.minutes} min. {capital(c.says.replaceAll(' %', '\u00a0%'))}
              {c.needs && `. ${needs[c.needs]}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="row small" style={{ marginTop: 6 }}>
        <span className="faint">The same for everybody in this role; nobody is asked why they are slow.</span>
        {checks.length > most && (
          <button type="button" className="plain-button push nowrap" onClick={() => setAll((was) => !was)}>
            {all ? 'Fewer' : `All ${checks.length}`}
          </button>
        )}
      </p>
    </section>
  )
}

const needs = { offer: 'Only once an offer was made.', consent: 'Only with recorded consent.' }

/** Innocent reasons of what accuses, the weightiest first. None is ruled out by silence. */
export function HowElse({ accusing }: { accusing: readonly { detector: DetectorView; weight: number }[] }) {
  const [all, setAll] = useState(false)
  if (accusing.length === 0) return null
  const more = accusing.length > most || accusing.some((a) => a.detector.benign.length > 1)
  return (
    <section className="card" aria-label="How else could it be explained?">
      <header className="card-head">
        <h2>How else could it be explained?</h2>
      </header>
      <ul className="stack" style={{ gap: all ? 8 : 2 }}>
        {(all ? accusing : accusing.slice(0, most)).map(({ detector, weight }) => (
          <li key={detector.id}>
            <ul className="bullets">
              {detector.benign.slice(0, all ? undefined : 1).map((b) => (
                <li key={b} className="ink">
                  <span className={all ? undefined : 'clamp-2'} title={b}>
                    {b}
                  </span>
                </li>
              ))}
            </ul>
            {all && (
              <p className="small row how-of">
                <DetectorLink id={detector.id} />
                <span className="push faint">{signed(weight)}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p className="row small faint" style={{ marginTop: 6 }}>
        ◌ not ruled out by what was read
        {more && (
          <button type="button" className="plain-button push" onClick={() => setAll((was) => !was)}>
            {all ? 'Fewer' : 'All reasons'}
          </button>
        )}
      </p>
    </section>
  )
}
