import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Where no system is that wants to be told, but clouds answer whoever asks from inside with the machine's own credentials:
 * link-local addresses (RFC 3927, RFC 4291 2.5.6) and the few metadata services elsewhere; and addresses of no host at all.
 * Private addresses are allowed: that is where a company's SIEM is. So is this machine, for a collector that runs here.
 */
const closed = new BlockList()
closed.addSubnet('169.254.0.0', 16, 'ipv4')
closed.addSubnet('fe80::', 10, 'ipv6')
closed.addAddress('fd00:ec2::254', 'ipv6') // Amazon's metadata over IPv6
closed.addAddress('fd20:ce::254', 'ipv6') // Google's
closed.addAddress('100.100.100.200', 'ipv4') // Alibaba's
closed.addAddress('168.63.129.16', 'ipv4') // Azure's host
closed.addAddress('192.0.0.192', 'ipv4') // Oracle's
closed.addSubnet('0.0.0.0', 8, 'ipv4')
closed.addAddress('::', 'ipv6')
closed.addSubnet('224.0.0.0', 3, 'ipv4') // multicast, reserved, broadcast
closed.addSubnet('ff00::', 8, 'ipv6')

/** Says what is wrong; the address is not in it. */
export class OutOfReach extends Error {
  constructor() {
    super('its address is link-local, of a cloud’s metadata service, or of no host: nothing is sent there')
  }
}

/** Whether nothing may be sent to a host given by address; a name is looked at once it has been resolved. */
export function isOutOfReach(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').split('%')[0]!
  const family = isIP(address)
  return family !== 0 && closed.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Resolves a name for a connection, and refuses it when any of its addresses is out of reach. What is looked at is what is
 * connected to, so that a name which changes between the two gains nothing.
 */
export const reachable: LookupFunction = (host, options, found) => {
  const all: LookupAllOptions = { ...options, all: true } as LookupAllOptions
  systemLookup(host, all, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? []
    if (error || !first) return found(error ?? new OutOfReach(), '', 0)
    if (addresses.some(({ address }) => isOutOfReach(address))) return found(new OutOfReach(), '', 0)
    if (options.all) return found(null, addresses)
    found(null, first.address, first.family)
  })
}
