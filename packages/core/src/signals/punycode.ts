/** Parameters of Punycode, RFC 3492 section 5. */
const base = 36
const tMin = 1
const tMax = 26
const skew = 38
const damp = 700
const initialBias = 72
const initialN = 128

/** A label of a domain as people see it: "xn--mnchen-3ya" is "münchen". What is no Punycode stays as it is. RFC 3492 section 6.2. */
export function shownLabel(label: string): string {
  if (!/^xn--[a-z0-9-]{1,59}$/i.test(label)) return label
  const body = label.slice(4)
  const dash = body.lastIndexOf('-')
  const out = [...body.slice(0, Math.max(0, dash))].map((c) => c.charCodeAt(0))
  let n = initialN
  let bias = initialBias
  let i = 0
  for (let at = dash + 1; at < body.length; ) {
    const before = i
    let weight = 1
    for (let k = base; ; k += base) {
      const digit = digitOf(body.charCodeAt(at++))
      if (digit === undefined) return label
      i += digit * weight
      const threshold = Math.min(tMax, Math.max(tMin, k - bias))
      if (digit < threshold) break
      weight *= base - threshold
    }
    const length = out.length + 1
    bias = adapt(i - before, length, before === 0)
    n += Math.floor(i / length)
    i %= length
    if (n > 0x10ffff) return label
    out.splice(i++, 0, n)
  }
  return out.length === 0 ? label : String.fromCodePoint(...out)
}

function digitOf(code: number): number | undefined {
  if (code >= 48 && code <= 57) return code - 22
  const lower = code | 32
  return lower >= 97 && lower <= 122 ? lower - 97 : undefined
}

function adapt(delta: number, length: number, first: boolean): number {
  let d = first ? Math.floor(delta / damp) : delta >> 1
  d += Math.floor(d / length)
  let k = 0
  for (; d > ((base - tMin) * tMax) >> 1; k += base) d = Math.floor(d / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * d) / (d + skew))
}
