import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type Answer, type ApplicantView, type Check, type CheckId, checks } from '@telltale/core'
import { useEffect, useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { time } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { applicant, giveAnswer } from './calls.ts'

const answers: [Answer, string][] = [
  ['confirmed', 'Confirmed'],
  ['nobody', 'Nobody answered'],
  ['denied', 'Denied'],
]

/** Records what was answered to one check. Nothing counts before the applicant's own record shows the answer. */
export function AnswerForm({ id, check, view }: { id: string; check: CheckId; view: ApplicantView }) {
  const { needs, asks, fields }: Check = checks[check]
  const [points, setPoints] = useState<Record<string, boolean>>({})
  const [consent, setConsent] = useState(false)
  const [note, setNote] = useState('')
  const [by, setBy] = useState('')
  const given = view.answers.filter((a) => a.check === check)
  const [before, setBefore] = useState<number>()
  const record = useMutation({
    mutationFn: (answer: Answer) =>
      giveAnswer(id, {
        ...{ check, answer },
        ...(needs === 'consent' && { consent }),
        ...(note.trim() && { note: note.trim() }),
        ...(by.trim() && { by: by.trim() }),
        ...(Object.keys(points).length > 0 && { fields: points }),
      }),
    onMutate: () => setBefore(given.length),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: applicant(id).queryKey }),
  })
  const waiting = record.isSuccess && before !== undefined && given.length <= before
  useQuery({ ...applicant(id), refetchInterval: waiting ? 500 : 5000 })
  const arrived = record.isSuccess && !waiting
  useEffect(() => {
    if (!arrived) return
    setNote('')
    setPoints({})
    void queryClient.invalidateQueries({ queryKey: ['applicants'] })
    void queryClient.invalidateQueries({ queryKey: ['requisitions'] })
  }, [arrived])
  const last = given.at(-1)
  const closed = record.isPending || waiting || (needs === 'consent' && !consent)
  return (
    <section className="stack" style={{ gap: 8 }} aria-label="The answer">
      <h2>What was the answer?</h2>
      {fields?.map((field, i) => (
        <Point
          key={field}
          ask={asks[i]!}
          value={points[field]}
          choose={(value) =>
            setPoints(({ [field]: _, ...others }) =>
              value === undefined ? others : { ...others, [field]: value },
            )
          }
        />
      ))}
      {needs === 'consent' && (
        <label className="row small">
          <input type="checkbox" checked={consent} onChange={(e) => setConsent(e.currentTarget.checked)} />
          <span>The applicant has agreed to this, and it is on record.</span>
        </label>
      )}
      <label className="field">
        Note, for whoever reads this later
        <textarea
          className="plain-field note"
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
      </label>
      <label className="field">
        Who asked, so that two people count as two
        <input
          className="plain-field"
          maxLength={200}
          autoComplete="name"
          value={by}
          onChange={(e) => setBy(e.currentTarget.value)}
        />
      </label>
      {/* None is the primary one: no answer is nearer to hand than another. */}
      <div className="row middle wrap" style={{ gap: 6 }}>
        {answers.map(([answer, words]) => (
          <Button key={answer} variant="default" disabled={closed} onClick={() => record.mutate(answer)}>
            {words}
          </Button>
        ))}
      </div>
      <div className="small dim" aria-live="polite">
        {needs === 'consent' && !consent && !waiting && (
          <p>Tick the consent first: without it nobody is called.</p>
        )}
        {record.isPending && <p>Recording…</p>}
        {waiting && <p>Recorded. It counts as soon as this page has it.</p>}
        {last && !waiting && (
          <p>
            On record: <b>{words(last.answer)}</b>, {time(last.at)} UTC{last.by && `, by ${last.by}`}. Another
            answer is kept beside it.
          </p>
        )}
      </div>
      {record.error && (
        <Failed error={record.error as ApiError} what="not recorded" retry={() => record.reset()} />
      )}
    </section>
  )
}

const choices: [boolean | undefined, string][] = [
  [true, 'yes'],
  [false, 'no'],
  [undefined, 'not noted'],
]

/** One point of a checklist; what is not noted counts neither way. */
function Point(props: { ask: string; value?: boolean; choose: (value: boolean | undefined) => void }) {
  const { ask, value, choose } = props
  return (
    <div className="stack tight">
      <p className="small">{ask}</p>
      <div className="scheme-switch" role="radiogroup" aria-label={ask}>
        {choices.map(([choice, name]) => (
          // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={choice === value}
            onClick={() => choose(choice)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  )
}

function words(answer: Answer | undefined): string {
  return answers.find(([a]) => a === answer)?.[1].toLowerCase() ?? 'answered'
}
