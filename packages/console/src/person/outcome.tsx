import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { PersonView } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { appeal } from './calls.ts'
import { day } from './times.ts'

const said = {
  misrepresentation: 'Two people concluded that identity or location was misrepresented.',
  cleared: 'You are cleared.',
  'leak-or-mistake': 'This came from a leak or a mistake that was not yours.',
}

/** What was decided, why, and what can be done about it. */
export function Outcome({ told, changed }: { told: PersonView; changed(view: PersonView): void }) {
  const { outcome, appealUntil, appealed } = told
  if (!outcome) return null
  const pending = appealed !== undefined && appealed > outcome.at
  return (
    <section className="card stack" aria-label="What was decided">
      <div className="stack tight">
        <p className="small dim">Decided on {day(outcome.at)}</p>
        <h2 className="person-says">{said[outcome.conclusion]}</h2>
        {outcome.because.map((because) => (
          <blockquote key={because} className="person-said person-text">
            {because}
          </blockquote>
        ))}
      </div>
      {pending && (
        <p className="dim">You appealed on {day(appealed)}. Two people who did not decide look at it anew.</p>
      )}
      {appealUntil !== undefined && !pending && <Appeal until={appealUntil} changed={changed} />}
    </section>
  )
}

function Appeal({ until, changed }: { until: number; changed(view: PersonView): void }) {
  const [text, setText] = useState('')
  const send = useMutation({ mutationFn: () => appeal(text), onSuccess: changed })
  return (
    <div className="stack">
      <Textarea
        label="Appeal"
        description={`Until ${day(until)}. Two people who did not decide before look at everything anew.`}
        autosize
        minRows={3}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      {send.error && <Failed error={send.error as ApiError} what="not sent" />}
      <p>
        <Button onClick={() => send.mutate()} disabled={text.trim() === '' || send.isPending}>
          {send.isPending ? 'Sending…' : 'Send the appeal'}
        </Button>
      </p>
    </div>
  )
}
