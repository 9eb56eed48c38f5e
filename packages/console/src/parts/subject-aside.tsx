import type { DetectorView, SubjectView } from '@telltale/core'
import { capital, signed } from '../format.ts'
import { ownDevices } from '../visuals/own-devices.ts'
import { DetectorLink } from './pieces.tsx'
import { PresenceChecks } from './presence-checks.tsx'

/** The right column: what would settle it, how else it could be explained, what is not measured, who decides. */
export function Aside({ view, catalogue }: { view: SubjectView; catalogue: Map<string, DetectorView> }) {
  const accusing = accusers(view, catalogue)
  const missing = view.abstentions.filter((a) => !view.evidence.some((e) => e.detector === a.detector))
  return (
    <aside>
      <section className="card">
        <header className="card-head">
          <h2>What would settle it</h2>
          {accusing.length > 0 && <span className="push small dim">offer the first</span>}
        </header>
        <ul className="list">
          <li>
            {accusing.length > 0 ? (
              <>
                <p className="semi">{capital(view.check)}</p>
                <p className="small dim">
                  The same check for everybody in this role; nobody is asked why they are slow.
                </p>
              </>
            ) : (
              <p className="small dim">Nothing accuses, so there is nothing to settle.</p>
            )}
          </li>
          {accusing.slice(0, 3).map(({ detector }) => (
            <li key={detector.id}>
              <p className="small">{detector.clears[0]}</p>
              <p className="small faint">
                would clear <DetectorLink id={detector.id} />
              </p>
            </li>
          ))}
        </ul>
      </section>
      {/^(?:person|application):/.test(view.subject) && (
        <PresenceChecks
          subject={view.subject}
          simulated={view.simulated}
          devices={ownDevices(view.subject, view.evidence, view.subjects)}
        />
      )}
      {accusing.length > 0 && (
        <section className="card">
          <header className="card-head">
            <h2>How else could it be explained?</h2>
          </header>
          <ul className="stack" style={{ gap: 10 }}>
            {accusing.map(({ detector, weight }) => (
              <li key={detector.id}>
                <p className="small row">
                  <DetectorLink id={detector.id} />
                  <span className="push faint">{signed(weight)}</span>
                </p>
                <ul className="bullets">
                  {detector.benign.slice(0, 3).map((b) => (
                    <li key={b}>{b}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          <p className="small faint" style={{ marginTop: 8 }}>
            ◌ not ruled out by what was read
          </p>
        </section>
      )}
      {missing.length > 0 && (
        <section className="card">
          <header className="card-head">
            <h2>Not measured</h2>
            <span className="push small dim">counts neither way</span>
          </header>
          <ul className="list small">
            {missing.map((a) => (
              <li key={`${a.detector} ${a.subject}`}>
                <DetectorLink id={a.detector} />
                <p className="dim">{capital(a.because)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="card stack tight">
        <h2>Telltale does not decide</h2>
        <p className="small dim">
          A weight is a reason to check, not a finding about a person. Nothing changes for anybody because of
          this page. Offer the check, hear the person, read what speaks against it; an adverse decision takes
          two people and a written reason.
        </p>
      </section>
    </aside>
  )
}

/** Detectors with accusing evidence here, the weightiest first. */
function accusers(view: SubjectView, catalogue: Map<string, DetectorView>) {
  const weights = new Map<string, number>()
  for (const e of view.evidence)
    if (e.is === 'evidence' && !e.shadow && e.weight > 0)
      weights.set(e.detector, Math.max(weights.get(e.detector) ?? 0, e.weight))
  return [...weights]
    .sort((a, b) => b[1] - a[1])
    .flatMap(([id, weight]) => {
      const detector = catalogue.get(id)
      return detector ? [{ detector, weight }] : []
    })
}
