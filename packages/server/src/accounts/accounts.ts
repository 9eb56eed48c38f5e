import { type Account, localAccount, type Millis, operator, type Role, roles } from '@telltale/core'
import type { AccountStore } from '../store/accounts.ts'
import { type Book, openBook } from './book.ts'
import { type Links, links } from './links.ts'
import { type Lockout, lockout } from './lockout.ts'
import { type Passkeys, passkeys } from './passkeys.ts'
import { type Passwords, passwords } from './passwords.ts'
import { type Sessions, sessions } from './sessions.ts'
import { type Tokens, tokens } from './tokens.ts'

/** What is said of a new account; the rest follows. */
export type NewAccount = Pick<Account, 'id' | 'name' | 'email' | 'requisitions' | 'subject' | 'simulated'> & {
  role: Role
  /** Of a second account of somebody: the first one's `person`. */
  person?: string
}

export type AccountChange = Partial<Pick<Account, 'name' | 'state'>> & {
  role?: Role
  /** Null takes it away. */
  email?: string | null
  requisitions?: readonly string[] | null
  subject?: Account['subject'] | null
}

/** Who may sign in, and how. Everything is answered from memory; `written` waits for the store. */
export interface Accounts {
  /** By id; `local-ROLE` is whoever opens links on Telltale's own machine. */
  get(id: string): Account | undefined
  /** In order of id, disabled ones too; without the local ones. */
  all(): Account[]
  /** By id or mail address, whatever their case. */
  named(name: string): Account | undefined
  /** Throws an `AccountProblem` where the id can't be used or is taken. */
  add(account: NewAccount): Account
  change(id: string, change: AccountChange): Account | undefined
  /** Takes password, passkeys and identities away, and signs out: what is left is a new invitation. */
  reset(id: string): void
  sessions: Sessions
  links: Links
  tokens: Tokens
  passwords: Passwords
  passkeys: Passkeys
  lockout: Lockout
  book: Book
  written(): Promise<void>
}

/** Why an account can't be as wished; a sentence. */
export class AccountProblem extends Error {}

const localIds = new Map(roles.map((role) => [localAccount(role).id, localAccount(role)]))
/** Names that stand for something else where it says who did it. */
const taken = /^(?:local-.*|token|machine|telltale|subject|operator)$/

export async function openAccounts(store: AccountStore, now: () => Millis): Promise<Accounts> {
  const book = await openBook(store)
  const get = (id: string) => localIds.get(id) ?? book.of('account').get(id)
  const all = () => [...book.of('account').values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const withEmail = (email: string) =>
    all().find((a) => a.email !== undefined && a.email.toLowerCase() === email.toLowerCase())
  const open = { sessions: sessions(book, get, now), links: links(book, now) }
  const signOut = (id: string) => {
    open.sessions.endAll(id)
    open.links.endAll(id)
  }
  const emailIsFree = (email: string, id: string) => {
    const other = withEmail(email)
    if (other && other.id !== id)
      throw new AccountProblem(`${email} belongs to the account ${other.id}. Nothing was changed.`)
  }
  return {
    get,
    all,
    named: (name) => book.of('account').get(name.trim().toLowerCase()) ?? withEmail(name.trim()),
    add({ id, role, person, email, ...rest }) {
      if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(id) || taken.test(id))
        throw new AccountProblem(
          `${JSON.stringify(id)} can't be an account: expected up to 63 small letters, digits or . _ -, and none of telltale, machine, token, subject, operator, local-…`,
        )
      if (book.of('account').has(id)) throw new AccountProblem(`There is an account ${id} already.`)
      if (person === operator || (person !== undefined && !all().some((a) => a.person === person)))
        throw new AccountProblem(
          `${JSON.stringify(person)} is nobody’s first account: leave it out for somebody new.`,
        )
      if (email) emailIsFree(email, id)
      const account: Account = {
        ...{ id, person: person ?? id, name: rest.name, roles: [role] },
        ...(email && { email }),
        state: 'active',
        ...(rest.requisitions && { requisitions: [...rest.requisitions] }),
        ...(rest.subject && { subject: rest.subject }),
        createdAt: now(),
        ...(rest.simulated && { simulated: true }),
      }
      book.put('account', account)
      return account
    },
    change(id, { role, email, requisitions, subject, ...rest }) {
      const before = book.of('account').get(id)
      if (!before) return undefined
      if (email) emailIsFree(email, id)
      const { email: _e, requisitions: _r, subject: _s, ...kept } = before
      const after: Account = {
        ...{ ...kept, ...rest },
        ...(role && { roles: [role] }),
        ...optional('email', email, before.email),
        ...optional('requisitions', requisitions, before.requisitions),
        ...optional('subject', subject, before.subject),
      }
      book.put('account', after)
      if (after.state === 'disabled') signOut(id)
      return after
    },
    reset(id) {
      for (const credential of [...book.of('credential').values()])
        if (credential.account === id) book.forget('credential', credential.id)
      signOut(id)
    },
    ...open,
    tokens: tokens(book, now),
    passwords: passwords(book),
    passkeys: passkeys(book, now),
    lockout: lockout(now),
    book,
    written: () => book.written(),
  }
}

function optional<K extends string, T>(key: K, wished: T | null | undefined, before: T | undefined) {
  const is = wished === undefined ? before : wished
  return is === null || is === undefined ? {} : ({ [key]: is } as Record<K, T>)
}
