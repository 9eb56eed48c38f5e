import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubjectRef, Word } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { type Said, say } from './calls.ts'

/** What is about to be said: of an attribute, or of two subjects among those offered. */
export interface Saying {
  is: Word['is']
  /** `not-tied`: the attribute, and those it ties. Else: those of whom two are meant. */
  attribute?: SubjectRef
  among: { ref: SubjectRef; name: string }[]
  /** What it is called in the dialog's title. */
  of: string
}

const titles: Record<Word['is'], string> = {
  'not-tied': 'Never again',
  'same-person': 'Same person',
  'different-people': 'Not the same person',
}
const follows: Record<Word['is'], string> = {
  'not-tied': 'The link goes from every farm and weighs nothing any more.',
  'same-person': 'Their records are one person from now on, whatever the weights say.',
  'different-people': 'Their records are never again taken for one person, whatever the weights say.',
}

/** Says something of a link, for ever, with a reason. Nothing changes on the page before the server has judged anew. */
export function WordDialog(props: {
  saying: Saying | undefined
  close: () => void
  said: (word: Word) => void
}) {
  const { saying, close } = props
  return (
    <Modal
      opened={saying !== undefined}
      onClose={close}
      title={saying && `${titles[saying.is]}: ${saying.of}`}
      size="md"
      closeButtonProps={{ 'aria-label': 'Close without saying anything' }}
    >
      {saying && <Form key={`${saying.is} ${saying.of}`} {...props} saying={saying} />}
    </Modal>
  )
}

function Form(props: { saying: Saying; close: () => void; said: (word: Word) => void }) {
  const { saying, close, said } = props
  const { is, attribute, among } = saying
  const [first, setFirst] = useState<SubjectRef | ''>(attribute ? '' : (among[0]?.ref ?? ''))
  const [second, setSecond] = useState<SubjectRef | ''>(among[1]?.ref ?? '')
  const [because, setBecause] = useState('')
  const [by, setBy] = useState('')
  const mutation = useMutation({
    mutationFn: (body: Said) => say(body),
    onSuccess: (word) => {
      said(word)
      close()
    },
  })
  const reason = because.trim()
  const twice = !attribute && first === second
  const body = (): Said | undefined => {
    const rest = { because: reason, ...(by.trim() && { by: by.trim() }) }
    if (attribute) return { is, a: attribute, ...(first && { b: first }), ...rest }
    return first && second && !twice ? { is, a: first, b: second, ...rest } : undefined
  }
  const ready = body()
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (ready && reason) mutation.mutate(ready)
      }}
    >
      <p className="dim">
        {follows[is]} This survives re-runs, restarts and files that are read again. It can be undone, and
        what was said stays on record.
      </p>
      {attribute ? (
        among.length > 2 && (
          <Choice
            label="Whom it does not tie"
            value={first}
            among={among}
            none="everybody"
            choose={setFirst}
          />
        )
      ) : among.length > 2 ? (
        <div className="halves">
          <Choice label="One" value={first} among={among} choose={setFirst} />
          <Choice label="The other" value={second} among={among} choose={setSecond} />
        </div>
      ) : (
        <p className="semi">{among.map((s) => s.name).join(' and ')}</p>
      )}
      <label className="field">
        Why, in your own words (required)
        <textarea
          className="plain-field note"
          rows={3}
          maxLength={2000}
          required
          data-autofocus
          value={because}
          onChange={(e) => setBecause(e.currentTarget.value)}
        />
      </label>
      <label className="field">
        Who says so
        <input
          className="plain-field"
          maxLength={200}
          autoComplete="name"
          value={by}
          onChange={(e) => setBy(e.currentTarget.value)}
        />
      </label>
      {mutation.error && (
        <Failed error={mutation.error as ApiError} what="not said" retry={() => mutation.reset()} />
      )}
      <div className="row middle">
        <span className="small dim" aria-live="polite">
          {mutation.isPending
            ? 'Judging the links anew…'
            : twice
              ? 'Choose two.'
              : !reason && 'A reason first.'}
        </span>
        <Button variant="default" className="push" onClick={close}>
          Leave it
        </Button>
        <Button type="submit" disabled={!ready || !reason || mutation.isPending}>
          {titles[is]}
        </Button>
      </div>
    </form>
  )
}

function Choice(props: {
  label: string
  value: SubjectRef | ''
  among: Saying['among']
  none?: string
  choose: (ref: SubjectRef | '') => void
}) {
  return (
    <label className="field">
      {props.label}
      <select
        className="plain-field"
        value={props.value}
        onChange={(e) => props.choose(e.currentTarget.value as SubjectRef | '')}
      >
        {props.none && <option value="">{props.none}</option>}
        {props.among.map((s) => (
          <option key={s.ref} value={s.ref}>
            {s.name}
          </option>
        ))}
      </select>
    </label>
  )
}
