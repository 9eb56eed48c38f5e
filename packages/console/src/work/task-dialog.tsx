import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActDialog } from './act-dialog.tsx'
import { templates } from './calls.ts'
import { DayField, dayOf, endOf } from './day-field.tsx'
import { PersonField } from './people-field.tsx'

const day = 86_400_000

/** A task for somebody, or a check that is asked for: what, who, until when. */
export function TaskDialog({ id, close, check }: { id: string; close(): void; check?: string }) {
  const offered = useQuery(templates).data?.tasks ?? []
  const [title, setTitle] = useState(check ?? '')
  const [to, setTo] = useState('')
  const [due, setDue] = useState(dayOf(Date.now() + 3 * day))
  const [task] = useState(() => crypto.randomUUID())
  const words = title.trim()
  const end = due ? endOf(due) : undefined
  return (
    <ActDialog
      id={id}
      close={close}
      title={check === undefined ? 'Add a task' : 'Ask for a check'}
      follows={
        check === undefined
          ? 'It stays on the case until somebody ticks it.'
          : 'Offer it in neutral words, the same for everybody in this role. Declining weighs nothing.'
      }
      does={check === undefined ? 'Add it' : 'Ask for it'}
      doing={
        words ? { is: 'tasked', task, title: words, ...(to && { to }), ...(end && { due: end }) } : undefined
      }
      missing={words ? undefined : 'What is to be done?'}
      reason="none"
    >
      <label className="field">
        What
        <input
          className="plain-field"
          list="task-templates"
          maxLength={300}
          data-autofocus
          value={title}
          onChange={(e) => {
            setTitle(e.currentTarget.value)
            const found = offered.find((t) => t.title === e.currentTarget.value)
            if (found) setDue(dayOf(Date.now() + found.days * day))
          }}
        />
        <datalist id="task-templates">
          {offered.map((t) => (
            <option key={t.name} value={t.title} />
          ))}
        </datalist>
      </label>
      <div className="halves">
        <PersonField label="Who" value={to} set={setTo} none="Anybody" />
        <DayField label="Until the end of" value={due} set={setDue} />
      </div>
    </ActDialog>
  )
}
