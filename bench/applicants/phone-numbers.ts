/** Numbers for the bench of telephone numbers: valid, nearly valid and random ones, as people and systems write them. */
import { createRequire } from 'node:module'
import { facts } from '@telltale/core'
import { seeded } from '../machine.ts'

export interface Written {
  text: string
  /** ISO 3166 alpha-2, where it would be dialled. */
  country: string
}

const examples = createRequire(import.meta.url)('libphonenumber-js/mobile/examples') as Record<string, string>
const { countries } = facts['numbering-plans'].data
/** Every country with an example of a mobile number. */
export const exampleCountries = Object.keys(countries).filter((c) => examples[c])

/**
 * A third each: the country's example with its last digits drawn anew; that with one digit replaced, lost, added
 * or two exchanged; and digits drawn at random at one of the country's lengths or one off. Then spelled in one of twelve ways.
 */
export function numbers(n: number, seed: number): Written[] {
  const next = seeded(seed)
  const below = (k: number) => Math.floor(next() * k)
  return Array.from({ length: n }, () => {
    const country = exampleCountries[below(exampleCountries.length)]!
    const kind = below(3)
    let national = examples[country]!
    if (kind === 2) {
      const { lengths } = countries[country]!
      const length = Math.max(3, lengths[below(lengths.length)]! + (below(4) === 0 ? below(3) - 1 : 0))
      national = Array.from({ length }, () => below(10)).join('')
    } else {
      const fresh = 1 + below(6)
      national = national.slice(0, -fresh) + Array.from({ length: fresh }, () => below(10)).join('')
      if (kind === 1) national = mistyped(national, below)
    }
    return { text: spelled(country, national, below(12), below), country: below(10) < 7 ? country : 'US' }
  })
}

function mistyped(digits: string, below: (k: number) => number): string {
  const at = below(digits.length)
  const [before, rest] = [digits.slice(0, at), digits.slice(at + 1)]
  return [
    before + below(10) + rest,
    before + rest,
    before + digits[at] + below(10) + rest,
    before + (rest[0] ?? '') + digits[at] + rest.slice(1),
  ][below(4)]!
}

/** One of twelve spellings: by `way`, of a national number without prefix. */
export function spelled(
  country: string,
  national: string,
  way: number,
  below: (k: number) => number = () => 0,
): string {
  const { code, prefix = '' } = countries[country]!
  const groups = (by: string, size = 3) =>
    national.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), `$1${by}`)
  return [
    () => `+${code}${national}`,
    () => `+${code} ${groups(' ')}`,
    () => `+${code}-${groups('-', 4)}`,
    () => `+${code} (${national.slice(0, 2)}) ${national.slice(2)}`,
    () => `+${code} (${prefix || 0})${groups(' ')}`,
    () => `00${code}${national}`,
    () => `${prefix}${national}`,
    () => `${prefix}${groups(' ')}`,
    () => national,
    () => `(${prefix}${national.slice(0, 3)}) ${national.slice(3)} ext. ${1 + below(999)}`,
    () => `${code}${national}`,
    () => `Tel: ${prefix}${groups('.')}`,
  ][way]!()
}
