import { isIP } from 'node:net'
import type { Config } from './config.ts'
import type { Finding } from './diagnosis.ts'

/** What goes over a network in clear, as far as the settings tell. */
export function transport({
  host,
  proxies,
  databaseUrl,
}: Pick<Config, 'host' | 'proxies' | 'databaseUrl'>): Finding[] {
  const findings: Finding[] = []
  if (!isOwn(host) && proxies.length === 0)
    findings.push({
      is: 'missing',
      what: `Telltale listens on ${host} in clear, and no proxy with TLS is named`,
      fix: 'set TELLTALE_HOST to 127.0.0.1, or put a proxy with TLS in front and name it in TELLTALE_PROXIES and TELLTALE_NAMES',
    })
  const url = databaseUrl !== undefined && URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined
  const mode = url?.searchParams.get('sslmode') ?? 'disable'
  if (url && url.hostname !== '' && !isOwn(url.hostname) && !/^(?:require|verify-ca|verify-full)$/.test(mode))
    findings.push({
      is: 'missing',
      what: `The database at ${url.hostname} is spoken to without TLS`,
      fix: 'add sslmode=verify-full to DATABASE_URL',
    })
  return findings
}

function isOwn(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}
