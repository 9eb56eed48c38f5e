import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { count } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { erase } from './api.ts'

/** What one person asked for: everything that is kept of them, or to be forgotten. */
export function Rights({ counsel }: { counsel: boolean }) {
  const [ref, setRef] = useState('')
  const [because, setBecause] = useState('')
  const [sure, setSure] = useState(false)
  const gone = useMutation({
    mutationFn: erase,
    onSuccess: () => {
      setBecause('')
      setSure(false)
    },
  })
  const named = /^(?:person|application|device):\S+$/.test(ref.trim())
  const url = (format: string, original = false) =>
    `/v1/privacy/subjects/${encodeURIComponent(ref.trim())}/export?format=${format}${original ? '&original=true' : ''}`
  return (
    <section className="card stack tight">
      <h2>What a person asks for</h2>
      <TextInput
        label="Whom"
        placeholder="person:W-17"
        value={ref}
        onChange={(e) => setRef(e.currentTarget.value)}
      />
      <div className="row" style={{ flexWrap: 'wrap' }}>
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          href={named ? url('html') : undefined}
          data-disabled={!named || undefined}
        >
          Export, readable
        </Button>
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          href={named ? url('json') : undefined}
          data-disabled={!named || undefined}
        >
          Export, as data
        </Button>
        {counsel && (
          <Button
            component="a"
            variant="subtle"
            size="compact-sm"
            href={named ? url('html', true) : undefined}
            data-disabled={!named || undefined}
          >
            The original, with third parties
          </Button>
        )}
      </div>
      <p className="small dim">
        Other people are replaced. Free text may still mention somebody: read it before you hand it out.
      </p>
      <TextInput
        label="To forget them for good: why, without the name"
        value={because}
        onChange={(e) => setBecause(e.currentTarget.value)}
      />
      <label>
        <input type="checkbox" checked={sure} onChange={(e) => setSure(e.currentTarget.checked)} /> Everything
        about them goes, and nothing brings it back
      </label>
      <div>
        <Button
          variant="default"
          size="compact-sm"
          disabled={!named || because.trim().length < 3 || !sure}
          loading={gone.isPending}
          onClick={() => gone.mutate({ ref: ref.trim(), because })}
        >
          Forget
        </Button>
      </div>
      {gone.isError && <Failed error={gone.error as ApiError} what="erasure" retry={() => gone.reset()} />}
      {gone.data && (
        <p>
          Forgotten: {gone.data.subjects.join(', ')} (
          {Object.entries(gone.data.removed)
            .map(([what, n]) => `${count(n)} ${what}`)
            .join(', ') || 'nothing was stored'}
          ). {gone.data.stays.join(' ')}
        </p>
      )}
    </section>
  )
}
