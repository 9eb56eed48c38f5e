import { useMutation } from '@tanstack/react-query'
import type { AttachmentView, CaseWork } from '@telltale/core'
import { useRef } from 'react'
import type { ApiError } from '../api.ts'
import { plural, time } from '../format.ts'
import { afterActs, attach, attachmentAddress } from './calls.ts'
import { beginning } from './names.ts'
import { bytesWords } from './words.ts'

const most = 20 * 1024 * 1024

/** Files as they were captured, with the digest taken then and who has held them since. */
export function Attachments({ work, name }: { work: CaseWork; name: (by: string) => string }) {
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        if (file.size > most)
          throw new Error(`${file.name} has ${bytesWords(file.size)}; up to ${bytesWords(most)} are taken.`)
        await attach(work.id, file)
      }
    },
  })
  return (
    <section className="card" aria-label="Attachments">
      <header className="card-head">
        <h2>Attachments</h2>
        {work.may.includes('attached') && (
          <button
            type="button"
            className="plain-button push"
            disabled={upload.isPending}
            onClick={() => input.current?.click()}
          >
            {upload.isPending ? 'Capturing…' : 'Add a file'}
          </button>
        )}
        {work.may.includes('attached') && (
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label="Files to attach"
            onChange={(e) => {
              const files = [...(e.currentTarget.files ?? [])]
              e.currentTarget.value = ''
              if (files.length > 0) upload.mutate(files)
            }}
          />
        )}
      </header>
      {work.attachments.length === 0 && (
        <p className="small dim">None. A file’s digest is taken when it arrives; each opening is recorded.</p>
      )}
      <ul className="list small">
        {work.attachments.map((a) => (
          <File key={a.id} file={a} id={work.id} name={name} />
        ))}
      </ul>
      {upload.error && <p className="small caution">{(upload.error as ApiError | Error).message}</p>}
    </section>
  )
}

function File({ file, id, name }: { file: AttachmentView; id: string; name: (by: string) => string }) {
  const opened = file.custody.filter((c) => c.did === 'opened').length
  return (
    <li>
      <p className="row">
        <a
          className="clamp-1"
          href={attachmentAddress(id, file.id)}
          download
          onClick={() => setTimeout(() => void afterActs(), 1000)}
        >
          {file.name}
        </a>
        <span className="push dim nowrap">{bytesWords(file.bytes)}</span>
      </p>
      <p className="dim">
        {beginning(file.by, name)}, {time(file.at)}
        {file.from && ` · from ${file.from}`}
      </p>
      <details>
        <summary>Custody: captured{opened > 0 && `, opened ${plural(opened, 'time')}`}</summary>
        <p className="mono digest">SHA-256 {file.sha256}</p>
        <ol>
          {file.custody.map((c) => (
            <li key={`${c.at} ${c.did}`} className="dim">
              {time(c.at)}: {c.did} by {name(c.by)}
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}
