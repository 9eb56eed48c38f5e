import { hash, randomUUID } from 'node:crypto'
import type { Attachment } from '@telltale/core'
import { Problem } from '../api/problem.ts'
import type { Captured } from './work.ts'

export const largestFile = 20 * 1024 * 1024

/** A file as it is captured: hashed before anything else happens to it. Throws a `Problem` where it can't be kept. */
export function captured({ name, type, bytes, from }: Captured): Attachment {
  if (bytes.byteLength === 0) throw new Problem(400, 'The file is empty: nothing was kept.')
  if (bytes.byteLength > largestFile)
    throw new Problem(413, `A file of a case has at most ${largestFile / 1024 / 1024} MB: nothing was kept.`)
  return {
    id: randomUUID(),
    name: plainName(name),
    type: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
    bytes: bytes.byteLength,
    sha256: hash('sha256', bytes, 'hex'),
    ...(from && { from }),
  }
}

/** The last part of a path, without what no file system or header takes. */
function plainName(written: string): string {
  const last = written.split(/[\\/]/).at(-1)!
  return (
    last
      .replace(/[\p{Cc}"]/gu, '')
      .trim()
      .slice(0, 200) || 'file'
  )
}
