import { type Role, roles } from '@telltale/core'
import type { OidcSettings } from './oidc.ts'

const local = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** The settings TELLTALE_OIDC_…; undefined where none is set. Throws with a sentence that names the setting and what it takes. */
export function oidcFrom(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const issuer = env.TELLTALE_OIDC_ISSUER
  if (!issuer) return undefined
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && local.test(url.hostname)))
    throw new Error(
      `TELLTALE_OIDC_ISSUER is ${JSON.stringify(issuer)}: set it to the issuer’s address, which begins with https://.`,
    )
  const clientId = env.TELLTALE_OIDC_CLIENT_ID
  if (!clientId)
    throw new Error(
      'TELLTALE_OIDC_CLIENT_ID is not set: set it to what your identity provider calls Telltale.',
    )
  const mapped = env.TELLTALE_OIDC_ROLES && rolesFrom(env.TELLTALE_OIDC_ROLES)
  return {
    ...{ issuer, clientId },
    ...(env.TELLTALE_OIDC_CLIENT_SECRET && { clientSecret: env.TELLTALE_OIDC_CLIENT_SECRET }),
    name: env.TELLTALE_OIDC_NAME || 'your company account',
    ...(mapped && { roles: mapped }),
  }
}

function rolesFrom(text: string): NonNullable<OidcSettings['roles']> {
  const entries = text.split(',').map((entry) => /^\s*([^:\s]+):(.+)=([a-z-]+)\s*$/.exec(entry))
  const claims = new Set(entries.map((entry) => entry?.[1]))
  const of = entries.flatMap((entry) => {
    const role = entry?.[3]
    return entry && (roles as readonly string[]).includes(role!)
      ? [[entry[2]!.trim(), role as Role] as const]
      : []
  })
  if (of.length !== entries.length || claims.size !== 1)
    throw new Error(
      `TELLTALE_OIDC_ROLES is ${JSON.stringify(text)}: set it to entries of one claim, such as groups:tt-leads=lead,groups:tt-legal=counsel; roles are ${roles.join(', ')}.`,
    )
  return { claim: [...claims][0]!, of }
}
