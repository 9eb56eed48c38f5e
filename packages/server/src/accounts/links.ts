import type { Millis } from '@telltale/core'
import type { OneTimeLink } from '../store/accounts.ts'
import type { Book } from './book.ts'
import { digestOf, freshSecret } from './secret.ts'

/** A link to sign in is used at once; an invitation waits for somebody to read their post. */
const life: Readonly<Record<OneTimeLink['is'], Millis>> = {
  'sign-in': 15 * 60_000,
  invitation: 3 * 24 * 3_600_000,
}

export interface Links {
  /** A fresh link; an account's earlier invitations end with a new one. */
  issue(account: string, is: OneTimeLink['is']): { token: string; expiresAt: Millis }
  /** What a link is for, without using it up. */
  look(token: string, is: OneTimeLink['is']): OneTimeLink | undefined
  /** Uses a link up. */
  take(token: string, is: OneTimeLink['is']): OneTimeLink | undefined
  /** Ends what an account was sent. */
  endAll(account: string): void
}

export function links(book: Book, now: () => Millis): Links {
  const endAll = (account: string, is?: OneTimeLink['is']) => {
    for (const link of [...book.of('link').values()])
      if (link.until <= now() || (link.account === account && (!is || link.is === is)))
        book.forget('link', link.id)
  }
  const look: Links['look'] = (token, is) => {
    const link = book.of('link').get(digestOf(token))
    return link?.is === is && link.until > now() ? link : undefined
  }
  return {
    issue(account, is) {
      // Of two sign-in links both are good: one may have been opened on another machine.
      endAll(is === 'invitation' ? account : '', is)
      const token = freshSecret()
      const until = now() + life[is]
      book.put('link', { id: digestOf(token), account, is, until })
      return { token, expiresAt: until }
    },
    look,
    take(token, is) {
      const link = look(token, is)
      if (link) book.forget('link', link.id)
      return link
    },
    endAll: (account) => endAll(account),
  }
}
