import type { Account, Millis, Role } from '@telltale/core'
import * as client from 'openid-client'
import type { Credential } from '../store/accounts.ts'
import type { Accounts } from './accounts.ts'
import { digestOf, freshSecret } from './secret.ts'

/** The company’s identity provider, as the settings name it. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret?: string
  /** What the button says. */
  name: string
  /** Which value of which claim gives which role; the first that fits counts. Absent: the account has its role. */
  roles?: { claim: string; of: readonly (readonly [value: string, role: Role])[] }
}

/** Sign-in by the identity provider that did not come about. `why` is for the page, the message for the log. */
export class OidcProblem extends Error {
  readonly why: 'expired' | 'refused' | 'unreachable' | 'no-account' | 'no-role'
  constructor(why: OidcProblem['why'], message: string) {
    super(message)
    this.why = why
  }
}

export interface Oidc {
  name: string
  /** Where to send the browser, and what to give it as a cookie until it comes back. */
  start(base: string): Promise<{ url: string; cookie: string }>
  /** The account that the provider vouches for, as it is after what the provider says of its role. */
  finish(
    address: URL,
    cookie: string | undefined,
  ): Promise<{ account: Account; roleWas?: Role; secure: boolean }>
}

export const callback = '/v1/session/oidc/callback'
const patience: Millis = 10 * 60_000
const keptAtMost = 1000

/**
 * OpenID Connect by authorization code with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 9700). Nobody is let in who
 * has no account: the first sign-in is tied to the account whose mail address the provider says is verified.
 */
export function oidc(settings: OidcSettings, accounts: Accounts, now: () => Millis): Oidc {
  const pending = new Map<
    string,
    { verifier: string; state: string; nonce: string; base: string; until: Millis }
  >()
  let known: Promise<client.Configuration> | undefined
  const provider = () => {
    const issuer = new URL(settings.issuer)
    const plain = issuer.protocol === 'http:' // refused by readConfig but on this machine
    known ??= client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10,
      // The ID token comes over TLS from the provider itself; its signature is checked all the same.
      execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
    })
    known.catch(() => {
      known = undefined // asked again at the next sign-in
    })
    return known.catch((error: Error) => {
      throw new OidcProblem('unreachable', `${settings.issuer} can't be asked: ${error.message}`)
    })
  }

  return {
    name: settings.name,
    async start(base) {
      const configuration = await provider()
      const verifier = client.randomPKCECodeVerifier()
      const [state, nonce] = [client.randomState(), client.randomNonce()]
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: `${base}${callback}`,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...{ state, nonce },
      })
      for (const [key, { until }] of pending) if (until <= now()) pending.delete(key)
      if (pending.size >= keptAtMost) pending.delete(pending.keys().next().value as string)
      const cookie = freshSecret()
      pending.set(digestOf(cookie), { verifier, state, nonce, base, until: now() + patience })
      return { url: url.href, cookie }
    },
    async finish(address, cookie) {
      const started = cookie === undefined ? undefined : pending.get(digestOf(cookie))
      if (cookie !== undefined) pending.delete(digestOf(cookie))
      if (!started || started.until <= now())
        throw new OidcProblem('expired', 'No sign-in was begun in this browser, or too long ago.')
      const configuration = await provider()
      let claims: Record<string, unknown>
      try {
        const tokens = await client.authorizationCodeGrant(
          configuration,
          new URL(`${started.base}${callback}${address.search}`),
          {
            pkceCodeVerifier: started.verifier,
            expectedState: started.state,
            expectedNonce: started.nonce,
            idTokenExpected: true,
          },
        )
        claims = { ...tokens.claims() }
        if (configuration.serverMetadata().userinfo_endpoint)
          claims = {
            ...(await client.fetchUserInfo(configuration, tokens.access_token, String(claims.sub))),
            ...claims,
          }
      } catch (error) {
        throw new OidcProblem('refused', `${settings.issuer} did not vouch: ${(error as Error).message}`)
      }
      const { account, roleWas } = admit(
        settings,
        accounts,
        configuration.serverMetadata().issuer,
        claims,
        now,
      )
      return { account, ...(roleWas && { roleWas }), secure: started.base.startsWith('https:') }
    },
  }
}

function admit(
  { roles }: OidcSettings,
  accounts: Accounts,
  issuer: string,
  claims: Record<string, unknown>,
  now: () => Millis,
): { account: Account; roleWas?: Role } {
  const { book } = accounts
  const subject = String(claims.sub)
  const id = `oidc:${issuer}#${subject}`
  const identity = book.of('credential').get(id)
  const email = claims.email_verified === true && typeof claims.email === 'string' ? claims.email : undefined
  const account = identity ? accounts.get(identity.account) : email ? accounts.named(email) : undefined
  // Once an account is tied to one identity, another one with its mail address is somebody else.
  const tied = (c: Credential) => c.is === 'oidc' && c.issuer === issuer && c.account === account?.id
  const others = identity ? false : [...book.of('credential').values()].some(tied)
  if (account?.state !== 'active' || others)
    throw new OidcProblem('no-account', `No active account is tied to the subject ${subject} of ${issuer}.`)
  const role = roles && roleOf(roles, claims)
  if (roles && !role)
    throw new OidcProblem('no-role', `The claim ${roles.claim} of ${account.id} gives none of the roles.`)
  if (!identity)
    book.put('credential', { id, account: account.id, createdAt: now(), is: 'oidc', issuer, subject })
  if (!role || role === account.roles[0]) return { account }
  return { account: accounts.change(account.id, { role })!, roleWas: account.roles[0] }
}

function roleOf({ claim, of }: NonNullable<OidcSettings['roles']>, claims: Record<string, unknown>) {
  const said = claims[claim]
  const values = Array.isArray(said) ? said : [said]
  return of.find(([value]) => values.includes(value))?.[1]
}
