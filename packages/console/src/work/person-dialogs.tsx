import { useState } from 'react'
import { date } from '../format.ts'
import { ActDialog } from './act-dialog.tsx'
import { DayField, dayOf, endOf } from './day-field.tsx'

const day = 86_400_000
interface Props {
  id: string
  close(): void
}

/** The person is told, and until when they may answer. */
export function NoticeDialog({ id, close }: Props) {
  const [until, set] = useState(dayOf(Date.now() + 14 * day))
  const end = endOf(until)
  const late = end === undefined || end <= Date.now()
  return (
    <ActDialog
      id={id}
      close={close}
      title="Tell the person"
      follows="They learn what is measured, why, and what the evidence says in plain words, and may answer, upload and ask for another check. Send them the link to their page."
      does="Record that they are told"
      doing={late ? undefined : { is: 'noticed', until: end }}
      missing={late ? 'A day after today.' : undefined}
      reason="optional"
    >
      <DayField label="They may answer until the end of" value={until} set={set} focus />
    </ActDialog>
  )
}

/** Counsel delays telling, with a reason and an end. */
export function DelayDialog({ id, close }: Props) {
  const [until, set] = useState(dayOf(Date.now() + 14 * day))
  const end = endOf(until)
  const late = end === undefined || end <= Date.now()
  return (
    <ActDialog
      id={id}
      close={close}
      title="Delay telling the person"
      follows="They are told at the end at the latest. The reason stays on record and is given with the notice."
      does={end && !late ? `Delay until ${date(end)}` : 'Delay'}
      doing={late ? undefined : { is: 'notice-delayed', until: end }}
      missing={late ? 'A day after today.' : undefined}
      reason="required"
    >
      <DayField label="Until the end of" value={until} set={set} focus />
    </ActDialog>
  )
}

/** What came by letter or in a talk, entered for the person in their words. */
export function HeardDialog({ id, close, is }: Props & { is: 'replied' | 'appealed' }) {
  const [text, set] = useState('')
  const words = text.trim()
  return (
    <ActDialog
      id={id}
      close={close}
      title={is === 'appealed' ? 'Record an appeal' : 'Record a reply'}
      follows={
        is === 'appealed'
          ? 'Two people who did not sit before decide again. What was decided stands until then.'
          : 'Whoever signs has to read it first; a view signed before it no longer counts.'
      }
      does={is === 'appealed' ? 'Record the appeal' : 'Record the reply'}
      doing={
        words ? (is === 'appealed' ? { is, text: words } : { is, text: words, attachments: [] }) : undefined
      }
      missing={words ? undefined : 'Their words first.'}
      reason="none"
    >
      <label className="field">
        In the person’s words
        <textarea
          className="plain-field note"
          rows={6}
          maxLength={10_000}
          data-autofocus
          value={text}
          onChange={(e) => set(e.currentTarget.value)}
        />
      </label>
    </ActDialog>
  )
}
