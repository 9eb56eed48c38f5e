import { useMutation, useQuery } from '@tanstack/react-query'
import type { SuppressionView } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { date } from '../format.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useMe } from '../work/me.ts'
import { lift, suppressions } from './calls.ts'

/** What people set aside: in force, ended, lifted; those to be renewed are marked. */
export function SuppressionList() {
  const found = useQuery(suppressions)
  if (found.isPending) return <Loading what="what was set aside" />
  if (!found.data) return <Failed error={found.error as ApiError} what="set aside" />
  const { suppressions: all, renew } = found.data
  if (all.length === 0)
    return <Empty title="Nobody has set anything aside">“Set aside…” stands on each piece of evidence.</Empty>
  return (
    <div className="card scroll-x">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Reaches</th>
            <th scope="col">Why</th>
            <th scope="col">Answers for it</th>
            <th scope="col">Until</th>
            <th scope="col" aria-label="Lift" />
          </tr>
        </thead>
        <tbody>
          {all.map((s) => (
            <Row key={s.id} s={s} renew={renew.includes(s.id)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ s, renew }: { s: SuppressionView; renew: boolean }) {
  const { works } = useMe()
  const [why, setWhy] = useState<string>()
  const lifting = useMutation({
    mutationFn: () => lift(s.id, why?.trim() ?? ''),
    onSuccess: () => void queryClient.invalidateQueries(),
  })
  return (
    <tr>
      <td>
        {s.reaches}
        <div className="small dim">
          {s.id} · {s.detector ?? 'every detector'}
          {s.clearing && ' · what speaks for them too'}
        </div>
      </td>
      <td>
        {s.because}
        <div className="small dim">
          {s.byName ?? s.by}, {date(s.at)}
        </div>
      </td>
      <td>{s.owner}</td>
      <td className="nowrap">
        {s.state === 'lifted' ? `lifted ${date(s.lifted!.at)}` : date(s.until)}
        {renew && <div className="small caution">△ {s.state === 'ended' ? 'ended' : 'ends soon'}</div>}
      </td>
      <td>
        {works &&
          s.state === 'in-force' &&
          (why === undefined ? (
            <button type="button" className="plain-button" onClick={() => setWhy('')}>
              Lift…
            </button>
          ) : (
            <form
              className="row"
              onSubmit={(e) => {
                e.preventDefault()
                if (why.trim()) lifting.mutate()
              }}
            >
              <input
                className="plain-field"
                aria-label="Why it is lifted"
                placeholder="why"
                value={why}
                onChange={(e) => setWhy(e.currentTarget.value)}
              />
              <button type="submit" className="plain-button" disabled={!why.trim() || lifting.isPending}>
                Lift
              </button>
            </form>
          ))}
      </td>
    </tr>
  )
}
