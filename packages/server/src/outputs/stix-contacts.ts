import { type Directory, type Kind, kinds, type SubjectRef } from '@telltale/core'
import type { Store } from '../store/store.ts'
import type { StixContact } from './stix.ts'

/** Attributes that identify a person wherever they apply. Account numbers would, but are never stored. */
const shared = new Set(['phone', 'email', 'profile'])
const read: Kind[] = ['application', 'person']
const most = 1000

/** The contacts that a subject gave, and gave when applying, in normal form. */
export async function contactsOf(
  store: Pick<Store, 'observations'>,
  directory: Directory,
  subject: SubjectRef,
): Promise<StixContact[]> {
  const subjects = [subject]
  for (const [ref, holders] of directory.belongs)
    if (ref.startsWith('application:') && holders.some((h) => h.value === subject)) subjects.push(ref)
  const { observations } = await store.observations({
    ...{ subjects, kinds: read, from: 0, to: Number.MAX_SAFE_INTEGER, limit: most },
  })
  const found = new Map<string, StixContact>()
  for (const { kind, data, at } of observations) {
    const attributes = data ? (kinds[kind as 'application'].attributes?.(data as never) ?? []) : []
    for (const { type, value } of attributes) {
      if (!shared.has(type)) continue
      const key = `${type}\0${value}`
      const known = found.get(key) ?? { kind: type, value, firstSeen: at, lastSeen: at, seen: 0 }
      found.set(key, {
        ...known,
        firstSeen: Math.min(known.firstSeen, at),
        lastSeen: Math.max(known.lastSeen, at),
        seen: known.seen + 1,
      })
    }
  }
  return [...found.values()].sort((a, b) => (`${a.kind}${a.value}` < `${b.kind}${b.value}` ? -1 : 1))
}
