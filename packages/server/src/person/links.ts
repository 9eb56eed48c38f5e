import { hash, randomBytes } from 'node:crypto'
import type { Actor, Millis } from '@telltale/core'
import type { Store } from '../store/store.ts'

/** What is kept of a link to the person's own page. The secrets are in the link and in the browser that opened it. */
export interface PersonLink {
  /** Digest of the link's secret. */
  id: string
  case: string
  by: Actor
  sentAt: Millis
  /** The link must have been opened by then. */
  expiresAt: Millis
  openedAt?: Millis
  /** Digest of the secret that the browser holds since then; good until `until`. */
  session?: string
  until?: Millis
  revokedAt?: Millis
}

/** A link may lie in a mailbox for so long; who opened it may come back for so long. */
const linkLife: Millis = 21 * 86_400_000
export const visitLife: Millis = 120 * 86_400_000
const prefix = 'person-link:'
const sessionPrefix = 'person-session:'

export type LinkState = 'sent' | 'opened' | 'expired' | 'revoked'

export function stateOf(link: PersonLink, now: Millis): LinkState {
  if (link.revokedAt !== undefined) return 'revoked'
  if (link.openedAt !== undefined) return link.until! > now ? 'opened' : 'expired'
  return link.expiresAt > now ? 'sent' : 'expired'
}

export interface PersonLinks {
  /** A new link; those of the case before it stop working. */
  issue(caseId: string, by: Actor): Promise<{ secret: string; link: PersonLink }>
  find(secret: string): Promise<PersonLink | undefined>
  /** Uses the link up, and gives the secret that the browser is to hold; undefined where it can't be opened. */
  open(secret: string): Promise<{ session: string; link: PersonLink } | undefined>
  /** The link that a browser opened; undefined where it is none, or over. */
  visit(session: string | undefined): Promise<PersonLink | undefined>
  ofCase(caseId: string): Promise<PersonLink[]>
  revoke(link: PersonLink): Promise<void>
}

/** Links live among the settings of the store: few, small, and good after a restart. */
export function personLinks(store: Store, now: () => Millis): PersonLinks {
  const put = (link: PersonLink) => store.putSetting(`${prefix}${link.id}`, link)
  const find = async (id: string) => (await store.setting(`${prefix}${id}`)) as PersonLink | undefined
  const opening = new Set<string>()
  const ofCase = async (caseId: string) =>
    ([...(await store.settings(prefix)).values()] as PersonLink[])
      .filter((l) => l.case === caseId)
      .sort((a, b) => b.sentAt - a.sentAt)
  const revoke = (link: PersonLink) => put({ ...link, revokedAt: now() })
  return {
    ofCase,
    revoke,
    async issue(caseId, by) {
      for (const before of await ofCase(caseId))
        if (stateOf(before, now()) === 'sent' || stateOf(before, now()) === 'opened') await revoke(before)
      const secret = fresh()
      const at = now()
      const link = { id: digestOf(secret), case: caseId, by, sentAt: at, expiresAt: at + linkLife }
      await put(link)
      return { secret, link }
    },
    find: (secret) => find(digestOf(secret)),
    async open(secret) {
      const id = digestOf(secret)
      const link = await find(id)
      // Two requests at one time: one of them opens it.
      if (!link || opening.has(id) || stateOf(link, now()) !== 'sent') return undefined
      opening.add(id)
      try {
        const session = fresh()
        const at = now()
        const opened = { ...link, openedAt: at, session: digestOf(session), until: at + visitLife }
        await put(opened)
        await store.putSetting(`${sessionPrefix}${opened.session}`, id)
        return { session, link: opened }
      } finally {
        opening.delete(id)
      }
    },
    async visit(session) {
      if (session === undefined) return undefined
      const id = await store.setting(`${sessionPrefix}${digestOf(session)}`)
      const link = typeof id === 'string' ? await find(id) : undefined
      return link?.session === digestOf(session) && stateOf(link, now()) === 'opened' ? link : undefined
    },
  }
}

function fresh(): string {
  return randomBytes(32).toString('base64url')
}

function digestOf(secret: string): string {
  return hash('sha256', secret, 'base64url').slice(0, 22)
}
