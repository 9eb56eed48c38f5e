import { type Act, type SubjectRef, subjectTypes } from '@telltale/core'
import type { DataCipher } from '../privacy/data-key.ts'
import { StoreProblem } from './problem.ts'
import { sealedMember } from './sealing.ts'

/** What somebody wrote in an act, and what its file is called. What SQL and the fold go by stays in clear. */
const written = ['because', 'text', 'title', 'note'] as const
const ofFile = ['name', 'from'] as const

/** The columns that name an act's row: what is sealed opens in no other. */
export interface ActRow {
  case_id: string
  id: string
}

const actContext = ({ case_id, id }: ActRow) => `act\0${case_id}\0${id}`

/** A store that was opened without keys says so, instead of handing out what nobody can read. */
function locked(what: string): StoreProblem {
  return new StoreProblem(
    `What was written in ${what} is sealed, and the store was opened without a data key: restore the file data-key of TELLTALE_HOME, or TELLTALE_DATA_KEY.`,
  )
}

type Loose = Record<string, unknown>

export function sealAct(cipher: DataCipher | undefined, row: ActRow, act: Act): unknown {
  const secret = cipher && writtenIn(act as unknown as Loose)
  if (!secret) return act
  const rest: Loose = { ...act }
  for (const name of written) delete rest[name]
  if (act.is === 'attached') rest.attachment = without(act.attachment as unknown as Loose, ofFile)
  return { ...rest, [sealedMember]: cipher.seal(JSON.stringify(secret), actContext(row)) }
}

/** The act as it was done. One that an earlier version stored in clear is given as it is. */
export function openAct(cipher: DataCipher | undefined, row: ActRow, stored: unknown): Act {
  const { [sealedMember]: sealed, ...rest } = stored as Loose
  if (typeof sealed !== 'string') return stored as Act
  if (!cipher) throw locked(`act ${row.id} of case ${row.case_id}`)
  const { file, ...texts } = JSON.parse(cipher.open(sealed, actContext(row))) as { file?: Loose }
  const attachment = file && { attachment: { ...(rest.attachment as Loose), ...file } }
  return { ...rest, ...texts, ...attachment } as unknown as Act
}

export function isStaleAct(cipher: DataCipher, stored: unknown): boolean {
  const sealed = (stored as Loose)[sealedMember]
  return typeof sealed === 'string' ? !cipher.isCurrent(sealed) : writtenIn(stored as Loose) !== undefined
}

function writtenIn(act: Loose): Loose | undefined {
  const texts = written.flatMap((name) => (act[name] === undefined ? [] : [[name, act[name]]]))
  if (act.is === 'attached') {
    const file = act.attachment as Loose
    texts.push([
      'file',
      Object.fromEntries(ofFile.flatMap((n) => (file[n] === undefined ? [] : [[n, file[n]]]))),
    ])
  }
  return texts.length > 0 ? Object.fromEntries(texts) : undefined
}

function without(from: Loose, names: readonly string[]): Loose {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)))
}

/** How the bytes of a sealed file begin. No file that an earlier version stored in clear does. */
const fileMark = Buffer.from('\0telltale: sealed\0')
/** As much of a stored file as says what it is sealed with. */
export const fileHead = fileMark.length + 16
const fileContext = ({ case_id, id }: ActRow) => `attachment\0${case_id}\0${id}`

export function sealFile(cipher: DataCipher | undefined, row: ActRow, bytes: Uint8Array): Uint8Array {
  return cipher ? Buffer.concat([fileMark, cipher.sealBytes(bytes, fileContext(row))]) : bytes
}

export function openFile(cipher: DataCipher | undefined, row: ActRow, stored: Uint8Array): Uint8Array {
  if (!isSealedFile(stored)) return stored
  if (!cipher) throw locked(`file ${row.id} of case ${row.case_id}`)
  return cipher.openBytes(stored.subarray(fileMark.length), fileContext(row))
}

/** `head` is at least the first `fileHead` bytes, or all of them. */
export function isStaleFile(cipher: DataCipher, head: Uint8Array): boolean {
  return !(isSealedFile(head) && cipher.isCurrentBytes(head.subarray(fileMark.length)))
}

function isSealedFile(stored: Uint8Array): boolean {
  return fileMark.equals(stored.subarray(0, fileMark.length))
}

const detailsContext = (seq: number) => `audit\0${seq}`

/** The text of an entry of the audit log. In clear it is JSON, which never begins as a sealed one does. */
export function sealDetails(cipher: DataCipher | undefined, seq: number, text: string): string {
  return cipher ? `${sealedMember}${cipher.seal(text, detailsContext(seq))}` : text
}

export function openDetails(cipher: DataCipher | undefined, seq: number, stored: string): string {
  if (!stored.startsWith(sealedMember)) return stored
  if (!cipher) throw locked(`entry ${seq} of the audit log`)
  return cipher.open(stored.slice(1), detailsContext(seq))
}

export function isStaleDetails(cipher: DataCipher, stored: string): boolean {
  return !(stored.startsWith(sealedMember) && cipher.isCurrent(stored.slice(1)))
}

const reference = new RegExp(`^(?:${subjectTypes.join('|')}):.`, 's')

/** The subjects that a text of JSON names: strings and names of members that are a reference and nothing else. */
export function subjectsIn(json: string): SubjectRef[] {
  const found = new Set<SubjectRef>()
  const look = (value: unknown) => {
    if (typeof value === 'string') {
      if (reference.test(value)) found.add(value as SubjectRef)
    } else if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) {
        look(name)
        look(inner)
      }
  }
  if (json.includes(':')) look(JSON.parse(json))
  return [...found]
}
