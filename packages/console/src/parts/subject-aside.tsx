import type { DetectorView, ExplainedView, SubjectView } from '@telltale/core'
import type { ReactNode } from 'react'
import { capital } from '../format.ts'
import { ownDevices } from '../visuals/own-devices.ts'
import { HowElse, Settles } from '../work/settles.tsx'
import { DetectorLink } from './pieces.tsx'
import { PresenceChecks } from './presence-checks.tsx'

/** The right column: what would settle it, how else it could be explained, who decides, what is not measured. */
export function Aside(props: {
  view: SubjectView
  catalogue: Map<string, DetectorView>
  explained: ExplainedView | undefined
  /** The decision, where there is a case. */
  children?: ReactNode
}) {
  const { view, catalogue, explained, children } = props
  const accusing = accusers(view, catalogue)
  const missing = view.abstentions.filter((a) => !view.evidence.some((e) => e.detector === a.detector))
  return (
    <aside>
      <Settles view={view} explained={explained} accused={accusing.length > 0} />
      <HowElse accusing={accusing} />
      {children}
      {/^(?:person|application):/.test(view.subject) && (
        <PresenceChecks
          subject={view.subject}
          simulated={view.simulated}
          devices={ownDevices(view.subject, view.evidence, view.subjects)}
        />
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
      {!children && (
        <section className="card stack tight">
          <h2>Telltale does not decide</h2>
          <p className="small dim">
            A weight is a reason to check, not a finding about a person. Nothing changes for anybody because
            of this page. Offer the check, hear the person, read what speaks against it; an adverse decision
            takes two people and a written reason.
          </p>
        </section>
      )}
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
