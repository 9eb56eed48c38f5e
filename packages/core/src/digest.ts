/**
 * A 128-bit content digest of a string as 26 characters of Crockford base 32 (no i, l, o, u).
 *
 * Not cryptographic: it names evidence and detects changed content inside one installation. Personal values
 * are never put through it; those go through the keyed blind index at ingest.
 * Mixing follows the public-domain cyrb128 construction (four multiply-xor lanes).
 */
export function digest(text: string): string {
  const [a, b, c, d] = lanes(text)
  return base32(a) + base32(b).slice(1) + base32(c).slice(1) + base32(d)
}

/** A number in [0, 1) that is the same for equal text everywhere: for sampling that does not depend on order. */
export function fraction(text: string): number {
  const [a, b] = lanes(text)
  return (a * 2 ** 20 + (b >>> 12)) / 2 ** 52
}

function lanes(text: string): [number, number, number, number] {
  let a = 1779033703
  let b = 3144134277
  let c = 1013904242
  let d = 2773480762
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597399067)
    b = c ^ Math.imul(b ^ k, 2869860233)
    c = d ^ Math.imul(c ^ k, 951274213)
    d = a ^ Math.imul(d ^ k, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

function base32(word: number): string {
  let out = ''
  for (let i = 0; i < 7; i++) {
    out = alphabet[word & 31] + out
    word = Math.floor(word / 32)
  }
  return out
}

/** JSON with object keys in sorted order, so that equal values have equal text. Undefined members are left out. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0))
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}
