import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { pseudonym, type RequisitionView, type ScreenedReply } from '@telltale/core'
import { type DragEvent, useRef, useState } from 'react'
import type { ApiError } from '../api.ts'
import { count, plural } from '../format.ts'
import { addressOf } from './calls.ts'
import { acceptedFiles, problemPlace } from './files.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import { type SentFile, useSending } from './use-sending.ts'
import { outcomes, requisitionName } from './words.ts'

/** Adds applicants from files. Each file is screened at once and says what became of it. */
export function AddApplicants(props: {
  opened: boolean
  close: () => void
  requisitions: readonly RequisitionView[]
  requisition?: string
}) {
  const { opened, close, requisitions } = props
  const [chosen, choose] = useState<string>()
  const requisition = chosen ?? props.requisition ?? ''
  const { files, send, sending, clear } = useSending()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    send([...event.dataTransfer.files], requisition)
  }
  const leave = () => {
    close()
    choose(undefined)
    if (!sending) clear()
  }
  return (
    <Modal opened={opened} onClose={leave} title="Add applicants" size="lg">
      <div className="stack">
        <label className="field">
          Requisition
          <select className="plain-field" value={requisition} onChange={(e) => choose(e.currentTarget.value)}>
            <option value="">as the file says</option>
            {requisitions
              .filter((r) => r.id !== 'none')
              .map((r) => (
                <option key={r.id} value={r.id}>
                  {requisitionName(r)}
                </option>
              ))}
          </select>
        </label>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first. */}
        <div
          className={`drop${over ? ' over' : ''}`}
          onDragOver={(e) => {
            e.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Button onClick={() => input.current?.click()} data-autofocus>
            Choose files
          </Button>
          <span className="dim">or drop them here</span>
          <p className="small dim">
            Résumés as PDF, DOCX, text or JSON Resume; tables of applicants as CSV. A file stays here: nothing
            is sent anywhere else.
          </p>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label="Files of applicants"
            accept={acceptedFiles}
            onChange={(e) => {
              send([...(e.currentTarget.files ?? [])], requisition)
              e.currentTarget.value = ''
            }}
          />
        </div>
        {files.length > 0 && (
          <ul className="list" aria-live="polite" aria-label="Files">
            {files.map((f) => (
              <FileLine key={f.key} file={f} leave={leave} />
            ))}
          </ul>
        )}
        <div className="row middle">
          <Button variant="default" className="push" onClick={leave}>
            {files.length > 0 ? 'Done' : 'Cancel'}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** So many are named; a table of thousands is counted. */
const most = 6

function FileLine({ file, leave }: { file: SentFile; leave: () => void }) {
  const { state, name, reply, error } = file
  const screened = reply?.screened ?? []
  const problems = reply?.problems ?? []
  return (
    <li className="stack tight">
      <div className="row">
        <span className="semi clamp-1">{name}</span>
        <span className="push small dim nowrap">
          {state === 'waiting' && 'waiting'}
          {state === 'sending' && 'reading…'}
          {state === 'done' && plural(screened.length, 'applicant')}
          {state === 'failed' && <span className="caution">△ not added</span>}
        </span>
      </div>
      {screened.length > most ? (
        <p className="small dim">{tallyOf(screened)}</p>
      ) : (
        screened.map((s) => <Screened key={s.application} screened={s} leave={leave} />)
      )}
      {state === 'failed' && error && <p className="small dim">{words(error)}</p>}
      {problems.length > 0 && (
        <ul className="bullets checks">
          {problems.slice(0, most).map((p) => (
            <li key={`${p.row} ${p.field} ${p.reason}`}>
              {problemPlace(p) && <b>{problemPlace(p)}: </b>}
              {p.reason}
            </li>
          ))}
          {problems.length > most && <li>and {count(problems.length - most)} more, kept in quarantine</li>}
        </ul>
      )}
    </li>
  )
}

function Screened({ screened, leave }: { screened: ScreenedReply; leave: () => void }) {
  const { application, outcome, remarks } = screened
  return (
    <>
      <p className="row middle">
        <Link
          to="/applicants/$requisition/$application"
          // The page asks for the application by its own id; the requisition only chooses the list beside it.
          params={{ requisition: 'any', application: addressOf(application) }}
          onClick={leave}
        >
          {pseudonym(application)}
        </Link>
        <OutcomeTag outcome={outcome} />
      </p>
      {remarks?.map((r) => (
        <p key={`${r.field} ${r.reason}`} className="small dim">
          {r.field && <b>{r.field}: </b>}
          {r.reason}
        </p>
      ))}
    </>
  )
}

function tallyOf(screened: readonly ScreenedReply[]): string {
  return (['proceed', 'verify', 'hold'] as const)
    .map((o) => [screened.filter((s) => s.outcome === o).length, outcomes[o].words] as const)
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${count(n)} ${words}`)
    .join(' · ')
}

function words(error: ApiError): string {
  return error.message || error.title
}
