import type { Actor, CaseWork } from '@telltale/core'
import { capital } from '../format.ts'
import { actorWords } from './words.ts'

/** Says who an account is, from the names that stand anywhere in a case's work. */
export function namesIn(
  work: CaseWork,
  people: readonly { id: string; name: string }[] = [],
): (by: Actor) => string {
  const names = new Map<Actor, string>(people.map((p) => [p.id, p.name]))
  const note = (by: Actor | undefined, name: string | undefined) => by && name && names.set(by, name)
  note(work.owner, work.ownerName)
  for (const s of work.seats) note(s.by, s.name)
  for (const c of work.comments) note(c.by, c.name)
  for (const p of work.playbooks) {
    note(p.owner, p.ownerName)
    for (const i of p.items) note(i.ticked?.by, i.ticked?.name)
  }
  return (by) => actorWords(by, names.get(by))
}

/** Who it is where a sentence begins: words get a capital, an account's id stays as it is. */
export function beginning(by: Actor, name: (by: Actor) => string): string {
  return by === 'subject' || by === 'machine' ? capital(name(by)) : name(by)
}
