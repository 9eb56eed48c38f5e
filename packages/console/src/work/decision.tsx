import { Link } from '@tanstack/react-router'
import type { CaseView, DetectorView } from '@telltale/core'
import { useRef, useState } from 'react'
import { date } from '../format.ts'
import { useMe } from './me.ts'
import { ReadDialog } from './read-dialog.tsx'
import { seatsNow } from './rounds.ts'
import { ClosedSeat, SignedSeat } from './seat.tsx'
import { toRead } from './unread.ts'
import { useAct } from './use-act.ts'
import { OpenSeat } from './view-form.tsx'
import { conclusionWords, groundWords } from './words.ts'

/** Two seats, never the same person. Software fills neither. */
export function DecisionCard(props: {
  view: CaseView
  catalogue: Map<string, DetectorView>
  name: (by: string) => string
  ask: (what: 'check' | 'held' | 'released') => void
}) {
  const { view, catalogue, name, ask } = props
  const { id: me, role } = useMe()
  const { work } = view
  const { mine, decided, may } = work
  const { now, before } = seatsNow(work)
  const [opened, open] = useState<readonly string[]>()
  const read = useRead(view, me)
  const own = now.find((s) => s.by === me)
  const withdraw = useAct(view.case)
  const closed = closedSeat(view, now.length, own !== undefined)
  return (
    <section className="card stack" style={{ gap: 8 }} aria-label="Decision">
      <header className="row">
        <h2>Decision</h2>
        <span className="push small dim">two people, never the same</span>
      </header>
      <p className="small dim">
        Telltale does not decide.
        {!decided && ' Nothing changes for the worker until both seats are signed.'}
      </p>
      {decided && (
        <p className="semi">
          Decided {date(decided.at)}: {conclusionWords[decided.conclusion].toLowerCase()}
          <span className="small dim" style={{ fontWeight: 400 }}>
            {' · '}
            {decided.ground ? groundWords[decided.ground].toLowerCase() : 'Telltale’s evidence alone'}
          </span>
        </p>
      )}
      {now.map((seat, i) => (
        <SignedSeat key={seat.act} seat={seat} n={i + 1} name={name(seat.by)} yours={seat.by === me}>
          {seat === own && may.includes('view-withdrawn') && (
            <button
              type="button"
              className="plain-button"
              disabled={withdraw.busy}
              onClick={() => withdraw.does({ is: 'view-withdrawn' })}
            >
              {withdraw.busy ? 'Withdrawing…' : 'Withdraw your view'}
            </button>
          )}
        </SignedSeat>
      ))}
      {withdraw.error && <p className="small caution">{withdraw.error.message}</p>}
      {mine.canSit ? (
        <OpenSeat
          key={`${mine.canSit} ${now.length}`}
          id={view.case}
          mine={mine}
          unread={toRead(mine.unread, view.evidence)}
          read={toRead(read, view.evidence)}
          open={open}
        />
      ) : (
        closed && <ClosedSeat {...closed} />
      )}
      {(before.length > 0 || work.decisions.length > 1 || work.decisions.some((d) => d.overturned)) && (
        <details>
          <summary>Signed before</summary>
          <div className="stack" style={{ gap: 8, marginTop: 8 }}>
            {work.decisions.map((d) => (
              <p key={d.act} className="small">
                {date(d.at)}: {conclusionWords[d.conclusion].toLowerCase()}
                {d.overturned && (
                  <span className="clears"> · overturned {date(d.overturned)}: a false accusation</span>
                )}
              </p>
            ))}
            {before.map((seat) => (
              <SignedSeat key={seat.act} seat={seat} name={name(seat.by)} yours={seat.by === me} />
            ))}
          </div>
        </details>
      )}
      <footer className="row small">
        {may.includes('tasked') && (
          <button type="button" className="plain-button" onClick={() => ask('check')}>
            Ask for a check
          </button>
        )}
        {may.includes('held') && !work.held && (
          <button type="button" className="plain-button" onClick={() => ask('held')}>
            Counsel hold
          </button>
        )}
        {may.includes('released') && work.held && (
          <button type="button" className="plain-button" onClick={() => ask('released')}>
            Release the hold
          </button>
        )}
        {(role === 'auditor' || role === 'counsel' || role === 'lead') && (
          <Link to="/audit" search={{ about: view.subject }} className="push">
            audit ✓
          </Link>
        )}
      </footer>
      {opened && (
        <ReadDialog
          view={view}
          catalogue={catalogue}
          what={opened}
          unread={mine.unread.map((u) => u.what).filter((w) => opened.includes(w))}
          close={() => open(undefined)}
        />
      )}
    </section>
  )
}

/** What the reader had to read and has: what was unread on this page before, and what own acts say. */
function useRead(view: CaseView, me: string): { what: string; says: string }[] {
  const asked = useRef(new Map<string, string>())
  for (const u of view.work.mine.unread) asked.current.set(u.what, u.says)
  const says = (what: string): string | undefined =>
    asked.current.get(what) ??
    view.evidence.find((e) => e.id === what)?.says ??
    (view.work.replies.some((r) => r.act === what) ? 'The person’s reply' : undefined)
  const done = view.work.acts.flatMap((a) => (a.is === 'read' && a.by === me ? [a.what] : []))
  return [...new Set([...done, ...asked.current.keys()])]
    .filter((what) => !view.work.mine.unread.some((u) => u.what === what))
    .flatMap((what) => {
      const words = says(what)
      return words ? [{ what, says: words }] : []
    })
}

/** The seat that is still empty, where it is not the reader's. Nothing where no seat is empty. */
function closedSeat(
  view: CaseView,
  signed: number,
  own: boolean,
): { title: string; why: string } | undefined {
  const { decided, mine, state, waitingFor } = view.work
  if (state === 'closed' || (decided && waitingFor !== 'appeal')) return undefined
  const title = signed === 0 ? 'First seat: not yours' : 'Second seat: not yours'
  return {
    title,
    why: mine.why ?? (own ? 'You hold a seat; another person takes the other one.' : 'It is open to others.'),
  }
}
