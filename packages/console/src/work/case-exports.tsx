import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../api.ts'
import { Failed } from '../parts/states.tsx'

/** What leaves the case as a file; each is in the audit log. `full`: the reader may have one with third parties' data. */
export function CaseExports({ id, full }: { id: string; full: boolean }) {
  const [asks, setAsks] = useState(false)
  const path = `/v1/cases/${encodeURIComponent(id)}`
  return (
    <>
      <Button variant="default" component="a" href={`${path}/evidence.csv`} download>
        Evidence CSV
      </Button>
      <Button variant="default" component="a" href={`${path}/file.pdf`} download>
        Case file PDF
      </Button>
      {full && (
        <Button variant="default" onClick={() => setAsks(true)}>
          Full file…
        </Button>
      )}
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title="Full case file"
        size="md"
        closeButtonProps={{ 'aria-label': 'Close without making a file' }}
      >
        {asks && <FullFile id={id} path={path} close={() => setAsks(false)} />}
      </Modal>
    </>
  )
}

function FullFile({ id, path, close }: { id: string; path: string; close: () => void }) {
  const [because, setBecause] = useState('')
  const made = useMutation({
    mutationFn: () =>
      save(
        `${path}/file.pdf?${new URLSearchParams({ full: 'true', because: because.trim() })}`,
        `${id}-full.pdf`,
      ),
    onSuccess: close,
  })
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (because.trim()) made.mutate()
      }}
    >
      <p className="dim">
        It names other people by their ids, and holds what was written in comments, replies and names of
        files. You have reviewed what it says of third parties; your reason is kept with the export.
      </p>
      <label className="field">
        For what it is made (required)
        <textarea
          className="plain-field note"
          rows={3}
          maxLength={2000}
          required
          data-autofocus
          value={because}
          onChange={(e) => setBecause(e.currentTarget.value)}
        />
      </label>
      {made.error && <Failed error={made.error as ApiError} what="no file was made" />}
      <div className="row middle">
        <span className="small dim" aria-live="polite">
          {made.isPending ? 'Making the file…' : because.trim() ? '' : 'A reason first.'}
        </span>
        <Button variant="default" className="push" onClick={close}>
          Leave it
        </Button>
        <Button type="submit" disabled={!because.trim() || made.isPending}>
          Make it
        </Button>
      </div>
    </form>
  )
}

/** Fetches a file, so that a refusal is shown on the page instead of being saved as the file. */
async function save(path: string, name: string): Promise<void> {
  const reply = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    throw new ApiError(0, 'Telltale does not answer', 'The server could not be reached: no file was made.')
  })
  if (!reply.ok) {
    const problem = await reply.json().catch(() => undefined)
    throw new ApiError(
      reply.status,
      problem?.title ?? `The server answered ${reply.status}`,
      problem?.detail ?? path,
    )
  }
  const address = URL.createObjectURL(await reply.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
