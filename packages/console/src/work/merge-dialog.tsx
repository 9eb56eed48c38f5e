import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActDialog } from './act-dialog.tsx'
import { casesPage } from './calls.ts'

/** Two cases of one human become one; each keeps its evidence and its log, and it can be taken back. */
export function MergeDialog({ id, close }: { id: string; close(): void }) {
  const [into, set] = useState('')
  const open = useQuery(casesPage({ limit: 200 })).data?.cases ?? []
  const others = open.filter((c) => c.case !== id && !c.work.mergedInto)
  const named = into.trim().toUpperCase()
  return (
    <ActDialog
      id={id}
      close={close}
      title={`Merge ${id} into another case`}
      follows="Both are of one human: decisions are made there, and this one shows where. Evidence is not added up, each side keeps its own. It can be taken back."
      does={named ? `Merge into ${named}` : 'Merge'}
      doing={named && named !== id ? { is: 'merged', into: named } : undefined}
      missing={named ? (named === id ? 'Another case than this one.' : undefined) : 'Which case?'}
      reason="required"
    >
      <label className="field">
        The other case
        <input
          className="plain-field"
          list="cases-to-merge"
          maxLength={40}
          data-autofocus
          value={into}
          onChange={(e) => set(e.currentTarget.value)}
        />
        <datalist id="cases-to-merge">
          {others.map((c) => (
            <option key={c.case} value={c.case}>
              {c.pseudonym}
            </option>
          ))}
        </datalist>
      </label>
    </ActDialog>
  )
}
