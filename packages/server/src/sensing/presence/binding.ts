import { createPublicKey, verify } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'

/** The network a browser was seen in, one of each family: a machine with both may use either from call to call. */
export interface Networks {
  v4?: string
  v6?: string
}

/** The /24 or /48 that an address lies in: a household or an office, not a person. Undefined for what is none. */
export function networkOf(address: string): Networks | undefined {
  if (isIPv4(address)) return { v4: `${address.split('.').slice(0, 3).join('.')}.0/24` }
  if (!isIPv6(address)) return undefined
  return { v6: `${groups(address).slice(0, 3).join(':')}::/48` }
}

/** The eight groups of an IPv6 address, without leading zeros (RFC 4291, section 2.2). */
function groups(address: string): string[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = !tail ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].map((g) =>
    g.toLowerCase().replace(/^0+(?=.)/, ''),
  )
}

/**
 * The networks with what was seen now; undefined when that is another one. A family that has not been seen yet
 * joins: who gets here has shown the key of the browser that opened the check.
 */
export function within(bound: Networks, address: string): Networks | undefined {
  const seen = networkOf(address)
  if (!seen) return undefined
  const family = seen.v4 ? 'v4' : 'v6'
  if (bound[family] === undefined) return { ...bound, ...seen }
  return bound[family] === seen[family] ? bound : undefined
}

/** Whether the text is a public key on P-256, as SPKI DER in base64 (RFC 5480). */
export function isKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

/** The bytes that a page signs: where it sends, and what. */
export function signed(path: string, body: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${path}\n`), Buffer.from(body)])
}

/** ECDSA over P-256 with SHA-256, r and s one after the other, as Web Crypto gives it; base64url. */
export function proofHolds(key: string, path: string, body: Buffer | string, proof: unknown): boolean {
  if (typeof proof !== 'string' || proof.length > 200) return false
  try {
    return verify(
      'sha256',
      signed(path, body),
      {
        key: createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
        dsaEncoding: 'ieee-p1363',
      },
      Buffer.from(proof, 'base64url'),
    )
  } catch {
    return false
  }
}

/** As people are shown it. */
export function shown(networks: Networks | undefined): string {
  return networks ? Object.values(networks).join(', ') : 'an unknown network'
}
