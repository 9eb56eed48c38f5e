import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { OidcSettings } from './accounts/oidc.ts'
import { oidcFrom } from './accounts/oidc-settings.ts'

/** What a deployment can set. Thresholds are not here: they live in the detectors that use them. */
export interface Config {
  /** Folder of the embedded store, the key and the token. */
  home: string
  host: string
  port: number
  /** Further host names that requests may carry, such as the one of a reverse proxy. */
  names: readonly string[]
  databaseUrl?: string
  /** The role that hunts in SQL run as, on a database where Telltale may not make one. */
  huntDatabaseUrl?: string
  /** A folder of the company's own detectors. */
  detectors?: string
  /** Detectors in shadow that count all the same. */
  counted: readonly string[]
  /** Keys that seal what identifies people, in place of the file `data-key`; the newest first. */
  dataKey?: string
  /** Replaces the token file, and makes ingest ask for it too. */
  token?: string
  company: string
  /** The place that round trips are measured from. */
  collector: { name: string; lat?: number; lon?: number }
  /** Addresses of reverse proxies whose word about the client is taken. */
  proxies: readonly string[]
  /** The header in which such a proxy states the client's TCP round trip, and what one of it is in milliseconds. */
  proxyRtt?: { header: string; unit: number }
  /** Secrets that webhooks are signed with, by applicant system. */
  webhookSecrets: Readonly<Record<string, string>>
  /** The identity provider that people sign in by, beside local accounts. */
  oidc?: OidcSettings
  logLevel: string
}

/** Settings with what they do: printed by `telltale doctor` and in the help of `telltale serve`. */
export const settings = {
  TELLTALE_HOME: 'folder of the embedded store, the key and the token',
  TELLTALE_HOST: 'address to listen on (127.0.0.1)',
  TELLTALE_PORT: 'port to listen on (7310)',
  TELLTALE_NAMES: 'further host names that requests may carry, separated by commas',
  TELLTALE_TOKEN: 'bearer token; replaces the token file and makes ingest ask for it too',
  TELLTALE_DATA_KEY:
    'keys that seal what identifies people, from a key store: separated by commas, the newest first',
  TELLTALE_DETECTORS: 'folder of your own detectors',
  TELLTALE_COUNTED: 'detectors in shadow that are to count all the same, such as identity/author-change',
  TELLTALE_COMPANY: 'the name shown in the console',
  TELLTALE_COLLECTOR: 'where this server stands: name, or name,latitude,longitude',
  TELLTALE_PROXIES:
    'addresses of your reverse proxies, separated by commas: their word about clients is taken',
  TELLTALE_PROXY_RTT: 'header with the client’s TCP round trip and its unit, such as x-tcp-rtt:us',
  TELLTALE_WEBHOOK_GREENHOUSE:
    'secret that Greenhouse signs its webhooks with; likewise TELLTALE_WEBHOOK_LEVER and TELLTALE_WEBHOOK_ASHBY',
  TELLTALE_OIDC_ISSUER: 'your identity provider: people sign in there (docs/accounts.md)',
  TELLTALE_OIDC_CLIENT_ID: 'what Telltale is called there',
  TELLTALE_OIDC_CLIENT_SECRET: 'its secret there; none for a public client',
  TELLTALE_OIDC_NAME: 'what the button says (your company account)',
  TELLTALE_OIDC_ROLES: 'which claim gives which role, such as groups:tt-leads=lead,groups:tt-legal=counsel',
  TELLTALE_LOG: 'log level on stderr: debug, info, warn or error (warn)',
  DATABASE_URL: 'a Postgres 15 or later instead of the embedded one',
  TELLTALE_HUNT_DATABASE_URL:
    'role that hunts in SQL run as there, where Telltale’s own user may not make one (docs/hunts.md)',
} as const

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** Reads the settings from the environment. Throws with a sentence that names the setting and what it takes. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = env.TELLTALE_PORT ? Number(env.TELLTALE_PORT) : 7310
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(
      `TELLTALE_PORT is ${JSON.stringify(env.TELLTALE_PORT)}: set it to a port from 1 to 65535.`,
    )
  const logLevel = env.TELLTALE_LOG || 'warn'
  if (!levels.includes(logLevel))
    throw new Error(`TELLTALE_LOG is ${JSON.stringify(logLevel)}: set it to one of ${levels.join(', ')}.`)
  const token = env.TELLTALE_TOKEN || undefined
  if (token !== undefined && token.length < 16)
    throw new Error('TELLTALE_TOKEN has fewer than 16 characters: set a longer one, made at random.')
  return {
    home: homeOf(env),
    host: env.TELLTALE_HOST || '127.0.0.1',
    port,
    names: listOf(env.TELLTALE_NAMES).map((name) => name.toLowerCase()),
    databaseUrl: env.DATABASE_URL || undefined,
    dataKey: env.TELLTALE_DATA_KEY || undefined,
    huntDatabaseUrl: env.TELLTALE_HUNT_DATABASE_URL || undefined,
    detectors: env.TELLTALE_DETECTORS ? resolve(env.TELLTALE_DETECTORS) : undefined,
    counted: listOf(env.TELLTALE_COUNTED),
    token,
    company: env.TELLTALE_COMPANY || 'Your company',
    collector: collectorOf(env.TELLTALE_COLLECTOR),
    proxies: listOf(env.TELLTALE_PROXIES),
    proxyRtt: proxyRttOf(env.TELLTALE_PROXY_RTT),
    webhookSecrets: webhookSecrets(env),
    oidc: oidcFrom(env),
    logLevel,
  }
}

const webhookPrefix = 'TELLTALE_WEBHOOK_'

function webhookSecrets(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(webhookPrefix) && value ? [[name.slice(webhookPrefix.length).toLowerCase(), value]] : [],
  )
  return Object.fromEntries(set)
}

/**
 * TELLTALE_HOME, or the usual place. Postgres refuses to run as root and its stand-in can't enter root's home,
 * so root's data lives elsewhere.
 */
export function homeOf(env: NodeJS.ProcessEnv): string {
  if (env.TELLTALE_HOME) return resolve(env.TELLTALE_HOME)
  return process.getuid?.() === 0 ? '/var/lib/telltale' : join(homedir(), '.telltale')
}

/** The address as a browser on this machine would open it. */
export function addressOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function collectorOf(text: string | undefined): Config['collector'] {
  const [name, lat, lon, ...more] = listOf(text)
  if (name === undefined) return { name: 'this server' }
  if (lat === undefined && lon === undefined) return { name }
  const place = { name, lat: Number(lat), lon: Number(lon) }
  if (more.length > 0 || !(Math.abs(place.lat) <= 90) || !(Math.abs(place.lon) <= 180))
    throw new Error(
      `TELLTALE_COLLECTOR is ${JSON.stringify(text)}: set it to a name, or to name,latitude,longitude in degrees.`,
    )
  return place
}

const units: Record<string, number> = { us: 0.001, ms: 1, s: 1000 }

function proxyRttOf(text: string | undefined): Config['proxyRtt'] {
  if (!text) return undefined
  const [, header, unit] = /^([\w-]+):(us|ms|s)$/.exec(text.toLowerCase()) ?? []
  if (!header || !unit)
    throw new Error(
      `TELLTALE_PROXY_RTT is ${JSON.stringify(text)}: set it to a header and its unit, such as x-tcp-rtt:us, x-tcp-rtt:ms or x-tcp-rtt:s.`,
    )
  return { header, unit: units[unit]! }
}
