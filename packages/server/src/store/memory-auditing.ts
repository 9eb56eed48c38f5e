import { isSimulated, type SubjectRef } from '@telltale/core'
import { forge, type Opened, origin, salt } from '../audit/chain.ts'
import type { Checkpoint } from '../audit/checkpoint.ts'
import { type Auditing, entryOf, type KeptLink } from './auditing.ts'
import { copy } from './memory-copy.ts'

export interface MemoryAuditing extends Auditing {
  /** Forgets what the entries about these subjects, and those that name them, tell. */
  forgetInAudit(forgotten: (subject: SubjectRef) => boolean): void
  removeSimulatedAudit(): void
}

/** The model of the Postgres one. */
export function memoryAuditing(): MemoryAuditing {
  const links: KeptLink[] = []
  const tokens = new Map<SubjectRef, Opened & { text: SubjectRef }>()
  const checkpoints: Checkpoint[] = []
  const forgetInAudit = (forgotten: (subject: SubjectRef) => boolean) => {
    const gone = [...tokens.keys()].filter(forgotten)
    for (const link of links) {
      const named = gone.some((subject) => link.body?.text.includes(JSON.stringify(subject)))
      const about = link.subject && forgotten(link.subject.text as SubjectRef)
      if (about || named) delete link.body
      if (about) delete link.subject
    }
    for (const subject of gone) tokens.delete(subject)
  }
  return {
    async appendAudit(events) {
      const made = forge(links.at(-1) ?? origin, events, (text) => {
        const token = tokens.get(text) ?? { text, salt: salt() }
        tokens.set(text, token)
        return token
      })
      for (const { link, subject, details } of made)
        links.push({ ...link, ...(subject && { subject }), ...(details && { body: details }) })
    },
    async audit({ about, by, did, before = Number.MAX_SAFE_INTEGER, limit }) {
      return links
        .filter(
          (l) =>
            l.seq < before &&
            (about === undefined || l.subject?.text === about) &&
            (by === undefined || l.by === by) &&
            (did === undefined || l.did === did || l.did.startsWith(`${did}.`)),
        )
        .reverse()
        .slice(0, limit)
        .map((l) => entryOf(copy(l)))
    },
    auditLinks: async (after, limit) => copy(links.slice(after, after + limit)),
    async auditHead() {
      const { seq, hash } = links.at(-1) ?? origin
      return { seq, hash }
    },
    async addCheckpoint(checkpoint) {
      if (!checkpoints.some((c) => c.seq === checkpoint.seq)) checkpoints.push(checkpoint)
    },
    checkpoints: async () => copy(checkpoints),
    forgetInAudit,
    removeSimulatedAudit: () => forgetInAudit(isSimulated),
  }
}
