import { hash } from 'node:crypto'
import {
  type Kind,
  type KindDefinition,
  kinds,
  type Observation,
  typeOf,
  type WindowState,
} from '@telltale/core'
import type { DataCipher } from '../privacy/data-key.ts'

/** The member in which what identifies somebody lies, sealed, beside the rest of an observation’s data. */
export const sealedMember = '~'

type Named = Pick<Observation, 'source' | 'id'>

const contextOf = ({ source, id }: Named) => `observation\0${source}\0${id}`

/** Kinds that have something to seal. */
export const sealedKinds: readonly Kind[] = (Object.keys(kinds) as Kind[]).filter((kind) =>
  identifyingOf(kind),
)

function identifyingOf(kind: string): readonly string[] | undefined {
  const found = (kinds as Record<string, KindDefinition<unknown>>)[kind]?.identifying
  return found && found.length > 0 ? found : undefined
}

/** Data as it is stored: members that identify somebody sealed together. The rest can be looked into in SQL. */
export function sealData(
  cipher: DataCipher | undefined,
  row: Named & { kind: string },
  data: unknown,
): unknown {
  const members = identifyingOf(row.kind)
  if (!cipher || data === null || typeof data !== 'object') return data
  const own = data as Record<string, unknown>
  // A member that is called as ours is sealed like what identifies: on reading it is one of the sealed ones.
  const sealed = [...(members ?? []), sealedMember].filter((name) => own[name] !== undefined)
  if (sealed.length === 0) return data
  const rest = { ...own }
  for (const name of sealed) delete rest[name]
  const secret = Object.fromEntries(sealed.map((name) => [name, own[name]]))
  return { ...rest, [sealedMember]: cipher.seal(JSON.stringify(secret), contextOf(row)) }
}

/** Data as it came. What an earlier version stored in clear is given as it is. */
export function openData(cipher: DataCipher | undefined, row: Named, data: unknown): unknown {
  if (!cipher || data === null || typeof data !== 'object') return data
  const { [sealedMember]: sealed, ...rest } = data as Record<string, unknown>
  if (typeof sealed !== 'string') return data
  return { ...rest, ...(JSON.parse(cipher.open(sealed, contextOf(row))) as object) }
}

/** Whether stored data has something to seal that is not sealed with the current key. */
export function isStale(cipher: DataCipher, kind: string, data: unknown): boolean {
  if (data === null || typeof data !== 'object') return false
  const own = data as Record<string, unknown>
  const sealed = own[sealedMember]
  if (typeof sealed === 'string') return !cipher.isCurrent(sealed)
  return (identifyingOf(kind) ?? []).some((name) => own[name] !== undefined)
}

/** Windows of applications remember what was written in one; those of others hold measurements and pseudonyms. */
const windowContext = (w: Pick<WindowState, 'subject' | 'slot' | 'from'>) =>
  `window\0${w.subject}\0${w.slot}\0${w.from}`

function remembersWords({ subject, states, through }: WindowState): boolean {
  if (typeOf(subject) !== 'application') return false
  return Object.keys(states).length > 0 || Object.keys(through).length > 0
}

export function sealWindow(cipher: DataCipher | undefined, window: WindowState): unknown {
  if (!cipher || !remembersWords(window)) return window
  const { states, through, ...rest } = window
  return { ...rest, [sealedMember]: cipher.seal(JSON.stringify({ states, through }), windowContext(window)) }
}

export function openWindow(cipher: DataCipher | undefined, stored: WindowState): WindowState {
  const { [sealedMember]: sealed, ...rest } = stored as WindowState & { [sealedMember]?: string }
  if (!cipher || sealed === undefined) return stored
  return { ...rest, ...(JSON.parse(cipher.open(sealed, windowContext(stored))) as object) } as WindowState
}

export function isStaleWindow(cipher: DataCipher, stored: WindowState): boolean {
  const sealed = (stored as WindowState & { [sealedMember]?: string })[sealedMember]
  return sealed === undefined ? remembersWords(stored) : !cipher.isCurrent(sealed)
}

/** The beginning of a row that could not be used, which may hold anything. */
export function sealText<T extends { text?: string }>(
  cipher: DataCipher | undefined,
  item: T,
  key: string,
): T {
  if (!cipher || item.text === undefined) return item
  return { ...item, text: `${sealedMember}${cipher.seal(item.text, `quarantine\0${key}`)}` }
}

export function openText<T extends { text?: string }>(
  cipher: DataCipher | undefined,
  item: T,
  key: string,
): T {
  if (!cipher || !isSealedText(item.text)) return item
  return { ...item, text: cipher.open(item.text!.slice(1), `quarantine\0${key}`) }
}

export function isStaleText(cipher: DataCipher, text: string | undefined): boolean {
  return text !== undefined && !(isSealedText(text) && cipher.isCurrent(text.slice(1)))
}

const sealedText = /^~[\w-]{6}\.[\w-]+$/

function isSealedText(text: string | undefined): boolean {
  return text !== undefined && sealedText.test(text)
}

/** A delivery that waits for the engine, in whole: it holds raw rows. */
export function sealBody(cipher: DataCipher | undefined, body: string): string {
  return cipher ? `${sealedMember}${cipher.seal(body, 'inbox')}` : body
}

export function openBody(cipher: DataCipher | undefined, body: string): string {
  return cipher && body.startsWith(sealedMember) ? cipher.open(body.slice(1), 'inbox') : body
}

/** What names a quarantined item in its row. */
export function quarantineDigest(key: string): string {
  return hash('sha256', key, 'base64url')
}
