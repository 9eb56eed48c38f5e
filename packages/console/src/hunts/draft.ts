import type { DetectorView, HuntRequest, HuntView } from '@telltale/core'

/** What is being tried: a detector with numbers as they are typed, or SQL. */
export interface Draft {
  detector?: string
  /** As typed, by name; what is absent stands as it is. */
  typed: Record<string, string>
  sql?: string
}

export function draftOf(hunt: HuntView): Draft {
  return {
    ...(hunt.detector !== undefined && { detector: hunt.detector }),
    ...(hunt.sql !== undefined && { sql: hunt.sql }),
    typed: Object.fromEntries(Object.entries(hunt.thresholds ?? {}).map(([name, v]) => [name, String(v)])),
  }
}

/** The numbers that differ from what stands, and what is wrong with those that are none. */
export function triedOf(
  draft: Draft,
  thresholds: DetectorView['thresholds'],
): { tried: Record<string, number>; problems: Record<string, string> } {
  const tried: Record<string, number> = {}
  const problems: Record<string, string> = {}
  for (const [name, { value }] of Object.entries(thresholds ?? {})) {
    const text = draft.typed[name]?.trim().replace('−', '-')
    if (text === undefined || text === '') continue
    const number = Number(text)
    if (!Number.isFinite(number)) problems[name] = `“${text}” is no number: write one like ${value}.`
    else if (number !== value) tried[name] = number
  }
  return { tried, problems }
}

/** What is sent, or why it can't be. */
export function requestOf(
  draft: Draft,
  thresholds: DetectorView['thresholds'],
): { request: HuntRequest } | { because: string } {
  if (draft.sql !== undefined)
    return draft.sql.trim() === ''
      ? { because: 'Write a query first.' }
      : { request: { sql: draft.sql.trim() } }
  if (!draft.detector) return { because: 'Choose a detector, or write SQL.' }
  const { tried, problems } = triedOf(draft, thresholds)
  if (Object.keys(problems).length > 0) return { because: 'One of the numbers is none.' }
  if (Object.keys(tried).length === 0) return { because: 'Every number is as it stands: change one.' }
  return { request: { detector: draft.detector, thresholds: tried } }
}

/** Names are names of files. */
export function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text)
}
