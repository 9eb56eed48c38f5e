import { Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { CaseView, DetectorView } from '@telltale/core'
import { useEffect } from 'react'
import type { ApiError } from '../api.ts'
import { time } from '../format.ts'
import { Findings } from '../parts/findings.tsx'
import { Failed } from '../parts/states.tsx'
import { attachmentAddress, readAll } from './calls.ts'

/** Counter-evidence or a reply, in full. What was unread counts as read once it has been shown and that is recorded. */
export function ReadDialog(props: {
  view: CaseView
  catalogue: Map<string, DetectorView>
  what: readonly string[]
  /** Of these, what the reader has not read yet. */
  unread: readonly string[]
  close(): void
}) {
  const { view, catalogue, what, unread, close } = props
  const reading = useMutation({ mutationFn: () => readAll(view.case, unread) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing that is opened.
  useEffect(() => {
    if (unread.length > 0) reading.mutate()
  }, [what])
  const evidence = view.evidence.filter((e) => what.includes(e.id))
  const reply = view.work.replies.find((r) => what.includes(r.act))
  return (
    <Modal
      opened
      onClose={close}
      title={
        evidence.length > 0 ? 'What speaks against it' : reply?.is === 'appealed' ? 'The appeal' : 'The reply'
      }
      size={evidence.length > 0 ? 900 : 'lg'}
    >
      <div className="stack">
        {evidence.length > 0 && (
          <Findings evidence={evidence} catalogue={catalogue} scheme={view.score.scheme} />
        )}
        {reply && (
          <>
            <p className="small dim">{time(reply.at)}, the person</p>
            <p className="quoted">{reply.text}</p>
            <Documents view={view} ids={reply.attachments} />
          </>
        )}
        {evidence.length === 0 && !reply && (
          <p className="small dim">It is not on this page any more: read the case anew.</p>
        )}
        {reading.error ? (
          <Failed error={reading.error as ApiError} what="not recorded as read" />
        ) : (
          <p className="small dim" role="status">
            {reading.isPending || (reading.isIdle && unread.length > 0)
              ? 'Recording that you have read it…'
              : 'Recorded: you have read this.'}
          </p>
        )}
      </div>
    </Modal>
  )
}

function Documents({ view, ids }: { view: CaseView; ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <ul className="small">
      {ids.map((id) => {
        const file = view.work.attachments.find((a) => a.id === id)
        return (
          <li key={id}>
            <a href={attachmentAddress(view.case, id)} download>
              {file?.name ?? id}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
