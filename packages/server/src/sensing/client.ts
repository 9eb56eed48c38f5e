import { BlockList, isIP } from 'node:net'
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
  if (isProxy(proxies, request.socket.remoteAddress)) {
    const value = proxyRtt ? Number(request.headers[proxyRtt.header]) * proxyRtt.unit : 0
    return value > 0 && value < longest ? { ms: value, via: 'header' } : undefined
  }
  const times = await tcpTimes(request.socket)
  return times && { ms: times.rtt, via: times.via }
}

/** A round trip of a minute and more is a mistake of the unit. */
const longest = 60_000
const lists = new WeakMap<readonly string[], BlockList>()

/**
 * Whether whoever is connected is a trusted proxy: by its address, not by what it says, so that one which forgets
 * X-Forwarded-For is not measured in the client's place.
 */
function isProxy(proxies: readonly string[], peer: string | undefined): boolean {
  if (proxies.length === 0 || peer === undefined) return false
  let list = lists.get(proxies)
  if (!list) {
    list = new BlockList()
    for (const entry of proxies) {
      const [address = '', bits] = entry.split('/')
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
      if (isIP(address) === 0) continue // a word such as "loopback", which only the web framework knows
      if (bits === undefined) list.addAddress(address, family)
      else list.addSubnet(address, Number(bits), family)
    }
    lists.set(proxies, list)
  }
  const plain = peer.startsWith('::ffff:') ? peer.slice(7) : peer
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** The client's address, without the prefix of IPv4 inside IPv6. */
export function addressOfClient(request: FastifyRequest): string {
  return request.ip.startsWith('::ffff:') ? request.ip.slice(7) : request.ip
}
