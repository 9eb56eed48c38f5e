import { useRef, useState } from 'react'
import { ApiError, queryClient } from '../api.ts'
import { type FileReply, sendFile } from './calls.ts'
import { typeOfFile } from './files.ts'

/** A chosen file on its way: what the server said of it, or why it was not added. */
export interface SentFile {
  key: number
  name: string
  state: 'waiting' | 'sending' | 'done' | 'failed'
  reply?: FileReply
  error?: ApiError
}

/** Sends files one after the other, in the order in which they were chosen; one that fails holds up no other. */
export function useSending() {
  const [files, setFiles] = useState<SentFile[]>([])
  const next = useRef(0)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const change = (key: number, to: Partial<SentFile>) =>
    setFiles((was) => was.map((f) => (f.key === key ? { ...f, ...to } : f)))

  const send = (chosen: readonly File[], requisition: string) => {
    for (const file of chosen) {
      const key = next.current++
      setFiles((was) => [...was, { key, name: file.name, state: 'waiting' }])
      queue.current = queue.current.then(async () => {
        change(key, { state: 'sending' })
        try {
          const reply = await sendOne(file, requisition)
          change(key, { state: reply.screened.length > 0 ? 'done' : 'failed', reply })
        } catch (error) {
          change(key, { state: 'failed', error: error as ApiError })
        }
        for (const queryKey of [['requisitions'], ['applicants']])
          void queryClient.invalidateQueries({ queryKey })
      })
    }
  }
  const sending = files.some((f) => f.state === 'waiting' || f.state === 'sending')
  return { files, send, sending, clear: () => setFiles([]) }
}

async function sendOne(file: File, requisition: string): Promise<FileReply> {
  const type = typeOfFile(file.name)
  if (!type)
    throw new ApiError(
      415,
      'Not a file of applicants',
      'This kind of file is not read. Save a résumé as PDF, DOCX or text, a table of applicants as CSV.',
    )
  if (file.size === 0) throw new ApiError(400, 'Empty', 'The file is empty: nothing was sent.')
  return sendFile(file, type, requisition || undefined)
}
