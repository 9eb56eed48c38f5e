import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Evidence, Proposed, Scope, SubjectRef } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { plural } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { previewSuppression, suppress } from './calls.ts'
import { EffectView } from './effect-view.tsx'

const day = 86_400_000

/** Sets a finding aside for somebody it weighs on, or its attribute for all: with reason, owner, end, and a preview first. */
export function SetAside({ evidence }: { evidence: Evidence }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>
        Set aside…
      </button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`Set aside: ${evidence.detector}`}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close without setting anything aside' }}
      >
        {open && <Form evidence={evidence} close={() => setOpen(false)} />}
      </Modal>
    </>
  )
}

function Form({ evidence, close }: { evidence: Evidence; close: () => void }) {
  const refs = [...new Set<SubjectRef>([...evidence.weighsOn, evidence.subject])]
  const [ref, setRef] = useState<SubjectRef>(refs[0]!)
  const [until, setUntil] = useState(new Date(Date.now() + 30 * day).toISOString().slice(0, 10))
  const [owner, setOwner] = useState('')
  const [because, setBecause] = useState('')
  const scope: Scope = /^(?:person|application|device):/.test(ref)
    ? { on: 'subject', subject: ref }
    : { on: 'attribute', attribute: ref }
  const proposed: Proposed = {
    ...{ scope, detector: evidence.detector, owner: owner.trim(), because: because.trim() },
    until: Date.parse(until),
  }
  const key = JSON.stringify(proposed)
  const preview = useMutation({
    mutationFn: async () => ({ key, effect: await previewSuppression(proposed) }),
  })
  // What was looked at is what is set aside: another scope or end is looked at again.
  const seen = preview.data?.key === key ? preview.data.effect : undefined
  const worse = (seen?.counts.worse ?? 0) > 0
  const mutation = useMutation({
    mutationFn: () => suppress({ ...proposed, ...(worse && { worse: true as const }) }),
    onSuccess: () => {
      void queryClient.invalidateQueries()
      close()
    },
  })
  const ready = owner.trim() !== '' && because.trim() !== '' && !Number.isNaN(proposed.until)
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (seen) mutation.mutate()
        else if (ready) preview.mutate()
      }}
    >
      <p className="dim">
        It stays on the case with your reason and weighs nothing until then. It ends by itself, and can be
        lifted at any time.
      </p>
      <label className="field">
        For whom
        <select
          className="plain-field"
          value={ref}
          onChange={(e) => setRef(e.currentTarget.value as SubjectRef)}
        >
          {refs.map((r) => (
            <option key={r} value={r}>
              {r}
            </option>
          ))}
        </select>
      </label>
      <div className="halves">
        <label className="field">
          Until
          <input
            className="plain-field"
            type="date"
            required
            value={until}
            onChange={(e) => setUntil(e.currentTarget.value)}
          />
        </label>
        <label className="field">
          Who answers for it
          <input
            className="plain-field"
            required
            maxLength={300}
            value={owner}
            onChange={(e) => setOwner(e.currentTarget.value)}
          />
        </label>
      </div>
      <label className="field">
        Why, in your own words (required)
        <textarea
          className="plain-field note"
          rows={2}
          required
          maxLength={2000}
          value={because}
          onChange={(e) => setBecause(e.currentTarget.value)}
        />
      </label>
      {seen && (
        <>
          <p className="semi">
            {plural(seen.hides.evidence, 'finding')} would be set aside
            {worse && `; △ ${seen.counts.worse} would look worse`}.
          </p>
          <EffectView effect={seen} />
        </>
      )}
      {(preview.error ?? mutation.error) && (
        <Failed error={(mutation.error ?? preview.error) as ApiError} what="not set aside" />
      )}
      <div className="row middle">
        <span className="small dim" aria-live="polite">
          {preview.isPending
            ? 'Weighing twice over…'
            : seen
              ? ''
              : 'The preview comes first: whom it would concern.'}
        </span>
        <Button variant="default" className="push" onClick={close}>
          Leave it
        </Button>
        <Button type="submit" disabled={!ready || preview.isPending || mutation.isPending}>
          {!seen ? 'Preview' : worse ? 'Set aside, though they look worse' : 'Set aside'}
        </Button>
      </div>
    </form>
  )
}
