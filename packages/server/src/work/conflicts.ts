import { claimOf, holderOf, type SubjectRef, typeOf } from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { Desk } from './working.ts'

export type Tie = 'manager' | 'referrer' | 'other'

const latest = Number.MAX_SAFE_INTEGER

/**
 * How somebody who works on cases is tied to the person concerned, by the company's own records: they are that person,
 * manage them, or referred them. It is looked up by the account's worker record, mail address and name; what no record
 * says is declared by people.
 */
export function conflicts({ store, engine, accounts, index }: Desk) {
  return async (reader: Pick<Reader, 'id' | 'person'>, subject: SubjectRef): Promise<Tie | undefined> => {
    if (reader.person === undefined) return undefined
    const { directory } = engine
    const own = accounts.all().filter((a) => a.person === reader.person)
    if (own.length === 0) return undefined
    const whom = holderOf(directory, subject, latest) ?? subject
    const records = [whom, ...(directory.holds.get(whom) ?? [])].filter((s) => typeOf(s) !== 'device')
    if (own.some((a) => a.subject && records.includes(a.subject))) return 'other'

    const names = new Set<string>()
    for (const account of own) {
      const card = account.subject && claimOf(directory, account.subject, latest)
      if (account.subject) names.add(account.subject)
      if (card?.who) names.add(card.who)
      for (const contact of card?.contacts ?? []) names.add(contact)
      if (account.email) names.add(`email:${index('email', account.email.trim().toLowerCase())}`)
    }
    const referrers = records.flatMap((s) => claimOf(directory, s, latest)?.referredBy ?? [])
    if (referrers.some((r) => names.has(r))) return 'referrer'

    const { observations } = await store.observations({
      ...{ subjects: [whom], kinds: ['person'], from: 0, to: latest, limit: 1 },
    })
    const written = (observations[0]?.data as { manager?: string } | undefined)?.manager
    return written !== undefined && own.some((a) => isCalled(a, written)) ? 'manager' : undefined
  }
}

/** Whether an HR record that names a manager, by id, mail address or name, means this account. */
function isCalled(account: { subject?: SubjectRef; email?: string; name: string }, written: string): boolean {
  const plain = written.trim().toLowerCase()
  const id = plain.startsWith('person:') ? plain : `person:${plain}`
  return (
    account.subject?.toLowerCase() === id ||
    account.email?.toLowerCase() === plain ||
    account.name.trim().toLowerCase() === plain
  )
}
