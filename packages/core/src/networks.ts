/** A range of addresses, as CIDR notation says it. IPv4 lies within IPv6 as RFC 4291 maps it, so that one comparison does. */
export interface Network {
  base: bigint
  /** How many of the 128 bits count. */
  prefix: number
}

/** "203.0.113.0/24" or "2001:db8::/32"; a single address is a network of one. Undefined where the text is neither. */
export function networkOf(text: string): Network | undefined {
  const [address = '', length, more] = text.trim().split('/')
  const base = addressOf(address)
  if (base === undefined || more !== undefined) return undefined
  const bits = address.includes(':') ? 128 : 32
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined
  const own = length === undefined ? bits : Number(length)
  if (own > bits) return undefined
  const prefix = own + 128 - bits
  return { base: (base >> BigInt(128 - prefix)) << BigInt(128 - prefix), prefix }
}

/** Whether the address lies in the network; false where the text is no address. */
export function isWithin({ base, prefix }: Network, address: string): boolean {
  const ip = addressOf(address.trim())
  return ip !== undefined && ip >> BigInt(128 - prefix) === base >> BigInt(128 - prefix)
}

const mapped = 0xffffn << 32n

function addressOf(text: string): bigint | undefined {
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(text)
  if (v4) {
    const octets = v4[1]!.split('.').map(Number)
    if (octets.some((n) => n > 255)) return undefined
    return mapped | octets.reduce((all, n) => (all << 8n) | BigInt(n), 0n)
  }
  if (!/^[0-9a-f:]+$/i.test(text) || !text.includes(':')) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = right === undefined ? 0 : 8 - left!.length - right.length
  if (right !== undefined && missing < 1) return undefined
  const groups = [...left!, ...Array<string>(missing).fill('0'), ...(right ?? [])]
  if (groups.length !== 8 || groups.some((g) => !/^[0-9a-f]{1,4}$/i.test(g))) return undefined
  return groups.reduce((all, g) => (all << 16n) | BigInt(`0x${g}`), 0n)
}
