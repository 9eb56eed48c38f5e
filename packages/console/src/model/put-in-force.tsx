import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { previewCalibration, setCalibration } from './calls.ts'
import { EffectView } from './effect-view.tsx'

/** The fitted curve in place of the assumed model: its effect on 90 days first, then a reason. */
export function PutInForce() {
  const [because, setBecause] = useState('')
  const preview = useMutation({ mutationFn: previewCalibration })
  const put = useMutation({
    mutationFn: () => setCalibration(because.trim()),
    onSuccess: () => {
      preview.reset()
      setBecause('')
      void queryClient.invalidateQueries()
    },
  })
  const seen = preview.data
  const failed = (put.error ?? preview.error) as ApiError | null
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (!seen) preview.mutate()
        else if (because.trim()) put.mutate()
      }}
    >
      {seen && (
        <>
          <EffectView effect={seen} />
          <label className="field">
            Why the curve counts from now on (required)
            <input
              className="plain-field"
              maxLength={2000}
              value={because}
              onChange={(e) => setBecause(e.currentTarget.value)}
            />
          </label>
        </>
      )}
      {failed && <Failed error={failed} what="nothing was changed" />}
      <div className="row middle">
        <span className="small dim" aria-live="polite">
          {preview.isPending
            ? 'Weighing 90 days twice over…'
            : put.isPending
              ? 'Putting it into force…'
              : 'Any other change of the model ends the curve.'}
        </span>
        <Button
          type="submit"
          variant={seen ? 'filled' : 'default'}
          className="push"
          disabled={preview.isPending || put.isPending || (!!seen && !because.trim())}
        >
          {seen ? 'Put the curve into force' : 'Preview the curve'}
        </Button>
      </div>
    </form>
  )
}
