import type { PersonView } from '@telltale/core'
import { call } from '../api.ts'

const send = <T>(path: string, body?: unknown) =>
  call<T>(path, {
    method: 'POST',
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })

/** Uses the link up; from then on this browser holds a cookie for the page. */
export const open = (link: string) => send<void>('/v1/person/open', { link })
export const look = () => call<PersonView>('/v1/person')
export const reply = (text: string, files: string[]) => send<PersonView>('/v1/person/reply', { text, files })
export const appeal = (text: string) => send<PersonView>('/v1/person/appeal', { text })
export const askForEqualCheck = () => send<PersonView>('/v1/person/accommodation')

export interface Given {
  id: string
  name: string
  bytes: number
  sha256: string
}

export const giveFile = (file: File) =>
  call<Given>(
    `/v1/person/files?${new URLSearchParams({ name: file.name, ...(file.type && { type: file.type }) })}`,
    { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file },
  )
