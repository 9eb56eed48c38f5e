import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { tcpTimes } from './tcp-info.ts'

/** One look at a connection's TCP round trip, in milliseconds. */
export interface Transport {
  ms: number
  via: 'header' | 'getsockopt' | 'ss'
}

/**
 * The round trip between the client's exit and whoever ends its TCP. Behind a trusted proxy that is the proxy, and
 * only its header can tell; the connection from the proxy to here says nothing about the client. A header from
 * anybody else is not looked at. Undefined where it is not measured.
 */
export async function transport(
  request: FastifyRequest,
  { proxies, proxyRtt }: Pick<Config, 'proxies' | 'proxyRtt'>,
): Promise<Transport | undefined> {
  // `request.ip` differs from the peer exactly where fastify trusted the peer's word about the client.
  const peer = request.socket.remoteAddress
  const behindProxy = proxies.length > 0 && request.ip !== peer
  if (behindProxy) {
    const value = proxyRtt && Number(request.headers[proxyRtt.header])
    return value && value > 0 ? { ms: value * proxyRtt!.unit, via: 'header' } : undefined
  }
  const times = await tcpTimes(request.socket)
  return times && { ms: times.rtt, via: times.via }
}

/** The client's address, without the prefix of IPv4 inside IPv6. */
export function addressOfClient(request: FastifyRequest): string {
  return request.ip.startsWith('::ffff:') ? request.ip.slice(7) : request.ip
}
