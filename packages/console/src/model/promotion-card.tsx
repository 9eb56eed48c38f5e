import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { date, plural } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { useMe } from '../work/me.ts'
import { dryRun, promotions, setCounted } from './calls.ts'
import { EffectView } from './effect-view.tsx'

/** Whether a detector counts, its dry run on history, and a lead's word on it. */
export function PromotionCard({ id }: { id: string }) {
  const { role, works } = useMe()
  const found = useQuery({ ...promotions, enabled: role !== 'administrator' }).data?.find(
    (p) => p.detector === id,
  )
  const [because, setBecause] = useState('')
  const run = useMutation({ mutationFn: () => dryRun(id) })
  const set = useMutation({
    mutationFn: (to: 'promote' | 'demote') => setCounted(id, to, because.trim()),
    onSuccess: () => {
      run.reset()
      setBecause('')
      void queryClient.invalidateQueries()
    },
  })
  if (!found || found.status === 'retired') return null
  const { counted, version, acts } = found
  const failed = (set.error ?? run.error) as ApiError | null
  return (
    <section className="card stack tight">
      <header className="card-head">
        <h2>{counted ? 'What it finds counts' : 'In shadow: what it finds weighs nothing'}</h2>
        <span className="push small dim">version {version}</span>
      </header>
      {acts.map((a) => (
        <p key={`${a.at} ${a.is}`} className="small dim">
          {date(a.at)}: {a.by} {a.is} version {a.version}: {a.because}
        </p>
      ))}
      {works && (
        <p>
          <Button variant="default" onClick={() => run.mutate()} disabled={run.isPending}>
            {run.isPending
              ? 'Judging history…'
              : `Dry run: what if it ${counted ? 'did not count' : 'counted'}?`}
          </Button>
        </p>
      )}
      {run.data && (
        <>
          <p className="semi">
            {plural(run.data.findings, 'finding')} of this version on history, {run.data.accusing} accuse.
          </p>
          <EffectView effect={run.data} />
          {role === 'lead' ? (
            <div className="stack tight">
              <label className="field">
                Why (required)
                <input
                  className="plain-field"
                  maxLength={2000}
                  value={because}
                  onChange={(e) => setBecause(e.currentTarget.value)}
                />
              </label>
              <p>
                <Button
                  disabled={because.trim() === '' || set.isPending}
                  onClick={() => set.mutate(counted ? 'demote' : 'promote')}
                >
                  {counted ? 'Put it into shadow' : 'Let it count'}
                </Button>
              </p>
            </div>
          ) : (
            <p className="small dim">A lead decides whether it {counted ? 'goes on counting' : 'counts'}.</p>
          )}
        </>
      )}
      {failed && <Failed error={failed} what="nothing was changed" />}
    </section>
  )
}
