import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Failed } from '../parts/states.tsx'
import type { Doing } from './calls.ts'
import { useAct } from './use-act.ts'

interface Props {
  id: string
  title: string
  /** What follows from it, in a sentence or two. */
  follows: ReactNode
  /** The words on the button. */
  does: string
  /** Undefined while something is missing; `missing` says what. */
  doing: Doing | undefined
  missing?: string
  reason: 'required' | 'optional' | 'none'
  children?: ReactNode
  close(): void
}

/** One act on a case with what follows from it and a reason. Stays open, with the words, when it is refused. */
export function ActDialog(props: Props) {
  return (
    <Modal
      opened
      onClose={props.close}
      title={props.title}
      size="md"
      closeButtonProps={{ 'aria-label': 'Close without doing anything' }}
    >
      <Form {...props} />
    </Modal>
  )
}

function Form({ id, follows, does, doing, missing, reason, children, close }: Props) {
  const [because, setBecause] = useState('')
  const { does: act, busy, error, forget } = useAct(id, close)
  const given = because.trim()
  const lacks = missing ?? (reason === 'required' && !given ? 'A reason first.' : undefined)
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (doing && !lacks) act({ ...doing, ...(given && { because: given }) })
      }}
    >
      <p className="dim">{follows}</p>
      {children}
      {reason !== 'none' && (
        <label className="field">
          Why, in your own words{reason === 'required' ? ' (required)' : ''}
          <textarea
            className="plain-field note"
            rows={3}
            maxLength={2000}
            required={reason === 'required'}
            data-autofocus={children ? undefined : true}
            value={because}
            onChange={(e) => setBecause(e.currentTarget.value)}
          />
        </label>
      )}
      {error && <Failed error={error} what="not done" retry={forget} />}
      <div className="row middle">
        <span className="small dim" aria-live="polite">
          {busy ? 'Recording…' : lacks}
        </span>
        <Button variant="default" className="push" onClick={close}>
          Leave it
        </Button>
        <Button type="submit" disabled={!doing || lacks !== undefined || busy}>
          {does}
        </Button>
      </div>
    </form>
  )
}
