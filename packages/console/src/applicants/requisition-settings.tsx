import { Button, Modal, Switch } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type Check, type CheckId, checks, type RequisitionView } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { setRequisition } from './calls.ts'
import { requisitionName } from './words.ts'

const possible = (Object.entries(checks) as [CheckId, Check][]).filter(([, check]) => check.baseline)

/** What holds for everybody who applies under one requisition. */
export function RequisitionSettings(props: {
  requisition: RequisitionView | undefined
  opened: boolean
  close: () => void
}) {
  const { requisition, opened, close } = props
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={requisition ? `Checks for all: ${requisitionName(requisition)}` : 'Checks for all'}
    >
      {opened && requisition && <Form key={requisition.id} requisition={requisition} close={close} />}
    </Modal>
  )
}

function Form({ requisition, close }: { requisition: RequisitionView; close: () => void }) {
  const [title, setTitle] = useState(requisition.title ?? '')
  const [baseline, setBaseline] = useState<readonly CheckId[]>(requisition.baseline)
  const [offers, setOffers] = useState(requisition.offers)
  const save = useMutation({
    mutationFn: setRequisition,
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['requisitions'] }),
        queryClient.invalidateQueries({ queryKey: ['applicants'] }),
        queryClient.invalidateQueries({ queryKey: ['applicant'] }),
      ])
      close()
    },
  })
  const toggle = (id: CheckId) =>
    setBaseline((was) => (was.includes(id) ? was.filter((b) => b !== id) : [...was, id]))
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        // In the catalogue's order, whichever way they were ticked: everybody gets the same list.
        const chosen = possible.map(([id]) => id).filter((id) => baseline.includes(id))
        save.mutate({ id: requisition.id, title: title.trim(), baseline: chosen, offers })
      }}
    >
      <label className="field">
        Title
        <input
          className="plain-field"
          value={title}
          maxLength={200}
          placeholder="Support engineer"
          onChange={(e) => setTitle(e.currentTarget.value)}
        />
      </label>
      <fieldset className="plain-set stack" style={{ gap: 8 }}>
        <legend className="semi">Asked of every applicant, whatever screening says</legend>
        {possible.map(([id, check]) => (
          <label key={id} className="row">
            <input type="checkbox" checked={baseline.includes(id)} onChange={() => toggle(id)} />
            <span>
              {check.title}
              <span className="small faint">
                {' '}
                · {check.minutes} min
                {check.needs === 'offer' && ' · only once offers are being made'}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <Switch
        checked={offers}
        label="Offers are being made: documents may be asked for now"
        onChange={(e) => setOffers(e.currentTarget.checked)}
      />
      {save.error && <Failed error={save.error as ApiError} what="not saved" />}
      <div className="row middle">
        <Button variant="default" className="push" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" disabled={save.isPending}>
          {save.isPending ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
