import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { PersonView } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { type Given, giveFile, reply } from './calls.ts'
import { dayAndTime } from './times.ts'

/** What the person says to it, with files; and what they said before. Nothing is shown as sent before it is. */
export function Answer({ told, changed }: { told: PersonView; changed(view: PersonView): void }) {
  return (
    <section className="card stack" aria-label="Your answer">
      <h2>Your answer</h2>
      {told.replies.map(({ at, is, text, files }) => (
        <blockquote key={at} className="person-said">
          <p className="small dim">
            {is === 'appealed' ? 'You appealed' : 'You answered'} on {dayAndTime(at)}
          </p>
          <p className="person-text">{text}</p>
          {files.length > 0 && <p className="small dim">With {files.join(', ')}</p>}
        </blockquote>
      ))}
      {told.mayReply && <Form changed={changed} />}
    </section>
  )
}

function Form({ changed }: { changed(view: PersonView): void }) {
  const [text, setText] = useState('')
  const [files, setFiles] = useState<Given[]>([])
  const give = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      for (const file of chosen) {
        const given = await giveFile(file)
        setFiles((now) => [...now, given])
      }
    },
  })
  const send = useMutation({
    mutationFn: () =>
      reply(
        text,
        files.map((f) => f.id),
      ),
    onSuccess: (view) => {
      setText('')
      setFiles([])
      changed(view)
    },
  })
  const problem = (send.error ?? give.error) as ApiError | null
  return (
    <div className="stack">
      <Textarea
        label="What is it in truth? What could somebody look at to see it?"
        description="You don’t have to explain your health, your pace or how you use a computer."
        autosize
        minRows={4}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      <div className="row middle">
        <label className="person-file">
          Add files
          <input
            type="file"
            multiple
            onChange={(e) => {
              const chosen = [...(e.currentTarget.files ?? [])]
              e.currentTarget.value = ''
              if (chosen.length > 0) give.mutate(chosen)
            }}
          />
        </label>
        <span className="small dim">
          {give.isPending
            ? 'Being sent…'
            : files.length > 0
              ? files.map((f) => f.name).join(', ')
              : 'A bill, a receipt, a photo of a device: up to 20 MB each'}
        </span>
      </div>
      {problem && <Failed error={problem} what="not sent" />}
      <p>
        <Button
          onClick={() => send.mutate()}
          disabled={text.trim() === '' || send.isPending || give.isPending}
        >
          {send.isPending ? 'Sending…' : 'Send the answer'}
        </Button>
      </p>
    </div>
  )
}
