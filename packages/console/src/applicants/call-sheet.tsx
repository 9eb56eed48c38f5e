import { Button } from '@mantine/core'
import { type ApplicantView, type Check, type CheckId, checks } from '@telltale/core'
import { useState } from 'react'
import { date, plural } from '../format.ts'
import { copyText } from '../parts/copy-text.ts'
import { useUrl } from '../url.ts'
import { AnswerForm } from './answer-form.tsx'
import { addressOf } from './calls.ts'
import { sheetId } from './sheet-id.ts'

/** The right column: what to ask and say, the answer, the checks that everybody gets, what is never used. */
export function CallSheet({ view, settings }: { view: ApplicantView; settings: () => void }) {
  const [{ check: started }, change] = useUrl()
  const { screening } = view
  const shown = started ?? screening.offered[0]?.check
  return (
    <aside className="desk-aside" aria-label="Call sheet and baseline">
      {shown ? (
        <Sheet key={`${view.application} ${shown}`} view={view} id={shown} started={started === shown} />
      ) : (
        <section className="stack tight">
          <h2>Call sheet</h2>
          <p className="small dim">
            {screening.outcome === 'proceed'
              ? 'No check is asked for beyond those that everybody gets.'
              : 'No further check would move this: what could be asked has been answered, or waits for an offer.'}
          </p>
        </section>
      )}
      <Baseline view={view} open={(check) => change({ check })} settings={settings} />
      <section className="stack tight never">
        <h2>Never used here</h2>
        <p className="small dim">
          Name, photograph, accent, birthplace, immigration status, first language, or anything that stands in
          for them.
        </p>
      </section>
    </aside>
  )
}

function Sheet({ view, id, started }: { view: ApplicantView; id: CheckId; started: boolean }) {
  const check: Check = checks[id]
  return (
    <>
      <section className="stack" style={{ gap: 8 }}>
        <header className="row">
          <h2 id={sheetId} tabIndex={-1}>
            Call sheet
          </h2>
          <span className="push small dim">{plural(check.asks.length, 'question')}</span>
        </header>
        {started && <p className="small semi">{check.title}</p>}
        {!(started && check.fields) && (
          <ol className="steps small">
            {check.asks.map((ask) => (
              <li key={ask}>{ask}</li>
            ))}
          </ol>
        )}
        <p className="small faint">{check.care}</p>
      </section>
      {check.say && <WhatToSay words={check.say} />}
      {started && view.simulated && (
        <p className="small dim">
          This applicant is simulated: nobody would answer. Try an answer, and see what follows from it.
        </p>
      )}
      {started && <AnswerForm id={addressOf(view.application)} check={id} view={view} />}
    </>
  )
}

function WhatToSay({ words }: { words: string }) {
  const [copied, setCopied] = useState<boolean>()
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h2>What to say</h2>
      <blockquote className="say">“{words}”</blockquote>
      <div className="row middle" aria-live="polite">
        <Button variant="default" onClick={() => void copyText(words).then(setCopied)}>
          Copy
        </Button>
        {copied !== undefined && (
          <span className="small dim">
            {copied ? 'Copied' : 'This browser does not copy: select the words'}
          </span>
        )}
      </div>
    </section>
  )
}

const given = { confirmed: 'confirmed', denied: 'denied', nobody: 'nobody answered' }

function Baseline(props: { view: ApplicantView; open: (check: CheckId) => void; settings: () => void }) {
  const { view, open, settings } = props
  const { baseline, offers } = view.requisitionView
  return (
    <section className="stack" style={{ gap: 6 }} aria-label="Checks for everybody">
      <header className="row">
        <h2>Everybody in this role gets</h2>
        <button type="button" className="plain-button push" onClick={settings}>
          Change
        </button>
      </header>
      {baseline.length === 0 && <p className="small dim">No check is set for this requisition.</p>}
      <ul className="stack tight">
        {baseline.map((id) => {
          const check: Check = checks[id]
          const waits = check.needs === 'offer' && !offers
          const last = view.answers.findLast((a) => a.check === id)
          return (
            <li key={id} className="small">
              {waits ? (
                <span className="dim">{check.title}</span>
              ) : (
                <button type="button" className="plain-button left" onClick={() => open(id)}>
                  {check.title}
                </button>
              )}
              <p className="faint">
                {waits
                  ? 'only once offers are being made'
                  : last
                    ? `${last.answer ? given[last.answer] : 'answered'} ${date(last.at)}`
                    : `${check.minutes} min, not answered yet`}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
