import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { CaseSummary, Deed } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Key } from '../parts/pieces.tsx'
import { actOnMany } from './calls.ts'
import { useMe } from './me.ts'
import { PersonField } from './people-field.tsx'

/** What can be done with several cases at once: whose they are, and that somebody has looked. Never a view. */
export function BulkBar(props: { picked: readonly CaseSummary[]; clear: () => void }) {
  const { picked, clear } = props
  const me = useMe()
  const [to, setTo] = useState(me.id)
  const cases = picked.map((c) => c.id)
  const many = useMutation({
    mutationFn: (deed: Deed) => actOnMany(cases, deed),
    onSuccess: (results) => {
      if (results.every((r) => !r.problem)) clear()
    },
  })
  const assign = () => many.mutate({ is: 'assigned', to: to || null })
  useKeys({ a: assign })
  const refused = many.data?.filter((r) => r.problem) ?? []
  const fresh = picked.filter((c) => c.state === 'new').map((c) => c.id)
  return (
    <div className="card stack tight" role="toolbar" aria-label="Selected cases">
      <div className="row middle wrap bulk">
        <span className="semi">{plural(picked.length, 'case')} selected</span>
        <PersonField label="Owner" value={to} set={setTo} none="Nobody" />
        <Button variant="default" disabled={many.isPending} onClick={assign} rightSection={<Key>A</Key>}>
          Assign
        </Button>
        <Button
          variant="default"
          disabled={many.isPending || fresh.length === 0}
          title={fresh.length === 0 ? 'None of them is new' : undefined}
          onClick={() => many.mutate({ is: 'moved', to: 'triage' })}
        >
          To triage
        </Button>
        <span className="small dim" aria-live="polite">
          {many.isPending && 'Recording…'}
        </span>
        <button type="button" className="plain-button push" onClick={clear}>
          Select none
        </button>
      </div>
      {many.error && <p className="small caution">{(many.error as ApiError).message}</p>}
      {refused.map((r) => (
        <p key={r.case} className="small caution">
          {r.case}: {r.problem}
        </p>
      ))}
    </div>
  )
}
