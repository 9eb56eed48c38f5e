import type { Account, Millis, Role } from '@telltale/core'

/** How somebody proves who they are. Of a password only the argon2id hash is kept, of the others what is public. */
export type Credential = { id: string; account: string; createdAt: Millis } & (
  | { is: 'password'; hash: string }
  | {
      is: 'passkey'
      /** As its owner calls it. */
      name: string
      credential: string
      publicKey: string
      counter: number
      transports: string[]
      host: string
      usedAt?: Millis
    }
  | { is: 'oidc'; issuer: string; subject: string }
)

export const signInWays = ['link', 'password', 'passkey', 'oidc'] as const
export type SignInWay = (typeof signInWays)[number]

/** A browser that is signed in. `id` is the digest of what its cookie holds. */
export interface Session {
  id: string
  account: string
  way: SignInWay
  startedAt: Millis
  /** When it was last used, to within five minutes. */
  seenAt: Millis
  /** Which browser, in a few words. */
  browser?: string
  /** Set by an identity provider for this session in place of the account's own. */
  role?: Role
}

export const scopes = ['ingest', 'read', 'export', 'configure'] as const
export type Scope = (typeof scopes)[number]

/** What a program signs in with. `digest` stands for the token itself, which nobody keeps but its holder. */
export interface ApiToken {
  id: string
  name: string
  digest: string
  scopes: readonly Scope[]
  createdAt: Millis
  createdBy: string
  expiresAt: Millis
  usedAt?: Millis
  revokedAt?: Millis
}

/** A link that is good once: to sign in, or for the person invited to set a password or passkey. */
export interface OneTimeLink {
  /** The digest of what the link holds. */
  id: string
  account: string
  is: 'sign-in' | 'invitation'
  until: Millis
}

/** What is kept of who may sign in, by kind. */
export interface AccountRecords {
  account: Account
  credential: Credential
  session: Session
  token: ApiToken
  link: OneTimeLink
}

export type RecordKind = keyof AccountRecords

/** A record as it is to be kept, or that it is to be forgotten. */
export type RecordChange = {
  [K in RecordKind]: { kind: K; id: string; is: AccountRecords[K] | null; simulated?: boolean }
}[RecordKind]

/** The part of a store that holds accounts, credentials, sessions, tokens and links: a few thousand small records. */
export interface AccountStore {
  /** Everything of it, read once at the start. */
  accountRecords(): Promise<{ [K in RecordKind]: AccountRecords[K][] }>
  /** All of the changes or none; what is simulated goes away with the demo company. */
  keepAccountRecords(changes: readonly RecordChange[]): Promise<void>
}

export function noRecords(): { [K in RecordKind]: AccountRecords[K][] } {
  return { account: [], credential: [], session: [], token: [], link: [] }
}
