import { useState } from 'react'
import { ActDialog } from './act-dialog.tsx'
import { useMe } from './me.ts'
import { PeopleField, PersonField } from './people-field.tsx'

interface Props {
  id: string
  close(): void
}

/** Named readers; the case is absent from lists, search and counts for everybody else. */
export function SealDialog({ id, close, readers }: Props & { readers?: readonly string[] }) {
  const me = useMe()
  const [chosen, choose] = useState<string[]>([...(readers ?? [me.id])])
  return (
    <ActDialog
      id={id}
      close={close}
      title={readers ? 'Who reads the sealed case' : 'Seal the case'}
      follows="Only those named read it. For everybody else it is absent from lists, search, counts and messages."
      does={readers ? 'Change the readers' : 'Seal it'}
      doing={{ is: 'sealed', readers: chosen }}
      missing={chosen.includes(me.id) ? undefined : 'Whoever seals a case reads it.'}
      reason="required"
    >
      <PeopleField label="Readers" value={chosen} set={choose} />
    </ActDialog>
  )
}

/** A manager or referrer sits on no case of theirs. Declaring it takes nothing back but a view. */
export function ConflictDialog({ id, close }: Props) {
  const me = useMe()
  const [account, setAccount] = useState(me.id)
  const [how, setHow] = useState<'manager' | 'referrer' | 'other'>('manager')
  return (
    <ActDialog
      id={id}
      close={close}
      title="Declare a conflict of interest"
      follows="Whoever manages or referred the person, or is close to them, does not decide about them. A view that they have signed no longer counts."
      does="Declare it"
      doing={{ is: 'conflicted', account, how }}
      reason="required"
    >
      <PersonField label="Who" value={account} set={setAccount} focus />
      <label className="field">
        How
        <select
          className="plain-field"
          value={how}
          onChange={(e) => setHow(e.currentTarget.value as typeof how)}
        >
          <option value="manager">manages the person</option>
          <option value="referrer">referred the person</option>
          <option value="other">something else</option>
        </select>
      </label>
    </ActDialog>
  )
}

export function AssignDialog({ id, close, owner }: Props & { owner?: string }) {
  const me = useMe()
  const [to, set] = useState(owner ?? me.id)
  return (
    <ActDialog
      id={id}
      close={close}
      title="Assign"
      follows="The owner moves the case on. Owning it is not a seat."
      does={to === me.id ? 'Take it' : to ? 'Assign it' : 'Leave it without an owner'}
      doing={{ is: 'assigned', to: to || null }}
      missing={to === (owner ?? '') ? 'That is how it stands.' : undefined}
      reason="none"
    >
      <PersonField label="Owner" value={to} set={set} none="Nobody" focus />
    </ActDialog>
  )
}
