import { hostname } from 'node:os'

/** Severities of RFC 5424 by how an event ranks, 1 to 5: notice, notice, warning, error, critical. */
const severities = { 1: 5, 2: 5, 3: 4, 4: 3, 5: 2 } as const
/** Facility 10, security and authorisation. */
const facility = 10

/**
 * One message of syslog, RFC 5424: version 1, without structured data. The text is UTF-8 without a byte order mark,
 * which the format allows as MSG-ANY and which receivers of CEF want.
 */
export function syslog(message: {
  at: number
  rank: keyof typeof severities
  /** MSGID: what the message is about. */
  id: string
  text: string
  host?: string
}): string {
  const { at, rank, id, text, host = hostname() } = message
  const priority = facility * 8 + severities[rank]
  const names = [named(host, 255), 'telltale', String(process.pid), named(id, 32)]
  return `<${priority}>1 ${new Date(at).toISOString()} ${names.join(' ')} - ${text}`
}

/** A stream of messages on TCP or TLS, RFC 6587 and RFC 5425: each is preceded by its length in octets. */
export function counted(message: string): Buffer {
  const bytes = Buffer.from(message, 'utf8')
  return Buffer.concat([Buffer.from(`${bytes.length} `, 'ascii'), bytes])
}

/** A name in a header: printable ASCII without spaces, "-" for nothing. */
function named(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '').slice(0, most) || '-'
}
