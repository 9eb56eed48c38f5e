import { Modal } from '@mantine/core'
import type { CaseView, DetectorView } from '@telltale/core'
import { useEffect } from 'react'
import { time } from '../format.ts'
import { Findings } from '../parts/findings.tsx'
import { Failed } from '../parts/states.tsx'
import { attachmentAddress } from './calls.ts'
import { useAct } from './use-act.ts'

/** Counter-evidence or a reply, in full. What was unread counts as read once it has been shown and that is recorded. */
export function ReadDialog(props: {
  view: CaseView
  catalogue: Map<string, DetectorView>
  what: string
  unread: boolean
  close(): void
}) {
  const { view, catalogue, what, unread, close } = props
  const { does, busy, error } = useAct(view.case)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing that is opened.
  useEffect(() => {
    if (unread) does({ is: 'read', what })
  }, [what])
  const evidence = view.evidence.find((e) => e.id === what)
  const reply = view.work.replies.find((r) => r.act === what)
  return (
    <Modal
      opened
      onClose={close}
      title={evidence ? 'What speaks against it' : reply?.is === 'appealed' ? 'The appeal' : 'The reply'}
      size={evidence ? 900 : 'lg'}
    >
      <div className="stack">
        {evidence && <Findings evidence={[evidence]} catalogue={catalogue} scheme={view.score.scheme} />}
        {reply && (
          <>
            <p className="small dim">{time(reply.at)}, the person</p>
            <p className="quoted">{reply.text}</p>
            <Documents view={view} ids={reply.attachments} />
          </>
        )}
        {!evidence && !reply && (
          <p className="small dim">It is not on this page any more: read the case anew.</p>
        )}
        {error ? (
          <Failed error={error} what="not recorded as read" />
        ) : (
          <p className="small dim" role="status">
            {busy ? 'Recording that you have read it…' : 'Recorded: you have read this.'}
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
