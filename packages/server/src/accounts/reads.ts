import type { Millis, SubjectRef } from '@telltale/core'
import type { Context } from '../api/context.ts'
import type { Reader } from '../api/reader.ts'

/** A page that is open asks again and again: one entry an hour says that somebody looked. */
const once: Millis = 3_600_000
const keptAtMost = 50_000
const noted = new WeakMap<object, Map<string, Millis>>()

/** Records that somebody looked at a case, or at somebody without one: `case.read`. Durable before what was read is told. */
export async function noteRead(
  { audit, now }: Pick<Context, 'audit' | 'now'>,
  reader: Reader,
  subject: SubjectRef,
  caseId?: string,
): Promise<void> {
  const seen = noted.get(audit) ?? new Map<string, Millis>()
  noted.set(audit, seen)
  const key = `${reader.id}\0${subject}`
  if (now() - (seen.get(key) ?? Number.NEGATIVE_INFINITY) < once) return
  seen.delete(key)
  seen.set(key, now())
  if (seen.size > keptAtMost) seen.delete(seen.keys().next().value as string)
  try {
    await audit.record({
      by: reader.id,
      did: 'case.read',
      about: subject,
      ...(caseId !== undefined && { details: { case: caseId } }),
    })
  } catch (error) {
    seen.delete(key)
    throw error
  }
}
