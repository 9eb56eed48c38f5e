import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubjectRef } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { compactJson, date } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { reveal } from './calls.ts'

const shortest = 8

/** Who is behind a pseudonym: for a reason that stays on record, shown here and forgotten when it is closed. */
export function Reveal({ subject, pseudonym }: { subject: SubjectRef; pseudonym: string }) {
  const [asking, ask] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        Pseudonyms on
      </Button>
      <Modal opened={asking} onClose={() => ask(false)} title={`Who is ${pseudonym}?`} size="md">
        {asking && <Asking subject={subject} close={() => ask(false)} />}
      </Modal>
    </>
  )
}

function Asking({ subject, close }: { subject: SubjectRef; close(): void }) {
  const [because, setBecause] = useState('')
  const told = useMutation({ mutationFn: () => reveal(subject, because.trim()), gcTime: 0 })
  const lacks = because.trim().length < shortest
  if (told.data)
    return (
      <div className="stack">
        <dl className="revealed">
          {told.data.identity.map((i) => [
            <dt key={`${i.what} ${String(i.at)} what`} className="dim">
              {i.what}
            </dt>,
            <dd key={`${i.what} ${String(i.at)}`} title={`${i.kind}, ${i.source}, ${date(i.at)}`}>
              {typeof i.value === 'string' ? i.value : compactJson(i.value, 300)}
            </dd>,
          ])}
        </dl>
        {told.data.identity.length === 0 && <p className="dim">Nothing that is stored says who this is.</p>}
        <p className="row middle small dim">
          That you have seen this, and why, is on record.
          <Button className="push" variant="default" onClick={close}>
            Hide it again
          </Button>
        </p>
      </div>
    )
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (!lacks) told.mutate()
      }}
    >
      <p className="dim">
        A decision needs no name. Revealing one takes a reason, and both are in the audit log.
      </p>
      <label className="field">
        Why, in your own words (required)
        <textarea
          className="plain-field note"
          rows={2}
          maxLength={2000}
          data-autofocus
          value={because}
          onChange={(e) => setBecause(e.currentTarget.value)}
        />
      </label>
      {told.error && <Failed error={told.error as ApiError} what="not revealed" retry={() => told.reset()} />}
      <div className="row middle">
        <Button variant="default" className="push" onClick={close}>
          Leave it
        </Button>
        <Button type="submit" disabled={lacks || told.isPending}>
          {told.isPending ? 'Asking…' : 'Reveal'}
        </Button>
      </div>
    </form>
  )
}
