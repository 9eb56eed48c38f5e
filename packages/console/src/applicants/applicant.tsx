import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ApplicantView, OfferedCheck } from '@telltale/core'
import { checks } from '@telltale/core'
import { date, idOf, shortDate } from '../format.ts'
import { OtherRecords } from '../parts/other-records.tsx'
import { useUrl } from '../url.ts'
import { FitColumns } from './findings.tsx'
import { OutcomeTag } from './outcome-tag.tsx'
import { OutcomeScale } from './scale-view.tsx'
import { sheetId } from './sheet-id.ts'
import { afterWords, dueWords, plainSentence } from './words.ts'

/** One applicant: what does not fit, what would settle it, what follows from each answer, and what happened. */
export function Applicant({ view, analyst }: { view: ApplicantView; analyst: boolean }) {
  const [{ check }, change] = useUrl()
  const { screening } = view
  const { offered } = screening
  const shown = offered.find((o) => o.check === check) ?? (check ? undefined : offered[0])
  return (
    <article className="desk-main stack" aria-label={view.pseudonym}>
      <Header view={view} />
      <OutcomeScale screening={screening} offered={shown} />
      {offered.length > 0 && (
        <ul className="stack" style={{ gap: 8 }} aria-label="Checks to offer">
          {offered.map((o, i) => (
            <Offer
              key={o.check}
              offered={o}
              first={i === 0}
              started={check === o.check}
              shown={shown?.check === o.check}
              start={() => {
                change({ check: o.check })
                // The sheet is drawn by then; whoever uses a keyboard or a screen reader goes on there.
                requestAnimationFrame(() => document.getElementById(sheetId)?.focus())
              }}
            />
          ))}
        </ul>
      )}
      <FitColumns screening={screening} />
      <SoFar view={view} />
      <footer className="desk-decide">
        {analyst && (
          <Link to="/subjects/$ref" params={{ ref: view.application }}>
            Open the evidence
          </Link>
        )}
        {analyst && <OtherRecords subject={view.application} />}
        <p className="small dim right push">
          Moving on is always yours.
          <br />
          Rejecting for this reason takes two people.
        </p>
      </footer>
    </article>
  )
}

function Header({ view }: { view: ApplicantView }) {
  const { screening } = view
  const [before, strong, after] = plainSentence(screening)
  const due = dueWords(view, Date.now())
  const late = view.overdue && !view.settled
  return (
    <header className="stack" style={{ gap: 6 }}>
      <div className="row middle wrap">
        <h1 className="trial-title">{view.pseudonym}</h1>
        <span className="tag mono">{idOf(view.application)}</span>
        <OutcomeTag outcome={view.outcome} />
        {view.simulated && <span className="tag caution">△ simulated</span>}
        {due && (
          <span className={`tag ${late ? 'caution' : 'outlined'}`}>
            {late && '△ '}
            {due}
          </span>
        )}
      </div>
      <p className="verdict">
        {before}
        <strong>{strong}</strong>
        {after}
      </p>
      <p className="small dim">
        {[
          view.appliedAt > 0 && `applied ${date(view.appliedAt)}`,
          view.stage && `in the applicant system: ${view.stage}${view.reason ? `, “${view.reason}”` : ''}`,
          view.decided && `decided by people: ${view.decided}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  )
}

function Offer(props: {
  offered: OfferedCheck
  first: boolean
  started: boolean
  shown: boolean
  start: () => void
}) {
  const { offered, first, started, shown, start } = props
  const words = checks[offered.check].say && !first ? 'Use the neutral wording' : 'Start the call sheet'
  return (
    <li className={`card offer${shown ? ' shown' : ''}`}>
      <div className="stack tight">
        <h3>{offered.title}</h3>
        <p className="small dim">
          {offered.minutes} min · {afterWords(offered.after)}
        </p>
      </div>
      <Button variant={first ? undefined : 'default'} onClick={start} aria-expanded={started}>
        {started ? 'Go to the call sheet' : words}
      </Button>
    </li>
  )
}

function SoFar({ view }: { view: ApplicantView }) {
  return (
    <section aria-label="So far">
      <h2>So far</h2>
      {view.log.length === 0 ? (
        <p className="small dim">Nothing but the application.</p>
      ) : (
        <ol className="so-far small dim">
          {view.log.map((e) => (
            <li key={`${e.at} ${e.did}`}>
              {shortDate(e.at)} {e.did}
              {e.by && `, ${e.by}`}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
