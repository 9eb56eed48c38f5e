import { postal } from '../signals/postal.ts'
import { states, suffixes } from '../signals/street-words.ts'
import { longest, plain } from './fold.ts'
import { saysNothing } from './placeholders.ts'
import { Ints, Texts } from './storage.ts'
import type { LinkRecord } from './types.ts'

/** The parts of an address that are compared, each in one form; −1 where it is not known. */
export const placeParts = ['street', 'number', 'line2', 'city', 'postcode', 'region'] as const
export type PlacePart = (typeof placeParts)[number]

/** More than one is rare, and each further one multiplies comparisons. */
const mostAddresses = 3

/** Addresses by number, taken apart. One is never shared by two records: parts are. */
export class Places {
  readonly texts: Record<PlacePart, Texts> = {
    street: new Texts(),
    number: new Texts(),
    line2: new Texts(),
    city: new Texts(),
    postcode: new Texts(),
    region: new Texts(),
  }
  readonly parts: Record<PlacePart, Ints> = {
    street: new Ints(),
    number: new Ints(),
    line2: new Ints(),
    city: new Ints(),
    postcode: new Ints(),
    region: new Ints(),
  }

  readonly #readers = Object.fromEntries(
    placeParts.map((part) => [part, new Reader(this.texts[part], forms[part])]),
  ) as Record<PlacePart, Reader>

  /** Makes room for so many addresses in all. */
  reserve(addresses: number): void {
    for (const part of placeParts) this.parts[part].reserve(addresses)
    this.texts.street.reserve(addresses >> 3, addresses * 2)
  }

  /**
   * The record's addresses: one from its parts, or those written as a whole, with the parts where the whole lacks them. The array
   * is used again.
   */
  read(record: LinkRecord): readonly number[] {
    found.length = 0
    const { city, region, postcode } = record
    const whole = record.addresses ?? none
    if (record.street || record.streetNumber || record.line2 || whole.length === 0) {
      splitStreet(record.street, record.streetNumber)
      this.#add(split.number, split.street, record.line2, city, postcode, region)
    }
    for (let i = 0; i < whole.length && i < mostAddresses; i++) {
      const written = whole[i]!
      if (saysNothing(plain(written))) continue
      const read = postal(written)
      const street = read.street ?? (read.city || read.postcode ? undefined : written)
      this.#add(
        read.number,
        street,
        read.units.length > 0 ? read.units.join(' ') : undefined,
        read.city ?? city,
        read.postcode ?? postcode,
        read.region ?? region,
      )
    }
    return found
  }

  #add(
    number: string | undefined,
    street: string | undefined,
    line2: string | undefined,
    city: string | undefined,
    postcode: string | undefined,
    region: string | undefined,
  ): void {
    const read = this.#readers
    const s = read.street.id(street)
    const n = read.number.id(number)
    const l = read.line2.id(line2)
    const c = read.city.id(city)
    const p = read.postcode.id(postcode)
    const r = read.region.id(region)
    if (s + n + l + c + p + r === -6) return
    const { parts } = this
    parts.number.push(n)
    parts.line2.push(l)
    parts.city.push(c)
    parts.postcode.push(p)
    parts.region.push(r)
    found.push(parts.street.push(s))
  }
}

/** Values of one part as they are written, most of which come again. */
class Reader {
  readonly #known = new Map<string, number>()
  readonly #texts: Texts
  readonly #form: (written: string) => string

  constructor(texts: Texts, form: (written: string) => string) {
    this.#texts = texts
    this.#form = form
  }

  id(written: string | undefined): number {
    if (written === undefined || written === '') return -1
    const before = this.#known.get(written)
    if (before !== undefined) return before
    const text = this.#form(written)
    const id = text === '' ? -1 : this.#texts.id(text)
    if (this.#known.size < mostKnown && written.length <= longest) this.#known.set(written, id)
    return id
  }
}

const mostKnown = 200_000
const none: readonly string[] = []
const found: number[] = []

const split: { number: string | undefined; street: string | undefined } = {
  number: undefined,
  street: undefined,
}

/** The number in front of a street or behind it, into `split`. */
function splitStreet(street: string | undefined, number: string | undefined): void {
  split.street = street
  split.number = number
  if (!street || (number !== undefined && number !== '')) return
  const head = street.length > longest ? street.slice(0, longest) : street
  // "12 Oak Street", "12b, Oak Street"
  let at = 0
  while (at < head.length && isDigit(head.charCodeAt(at))) at++
  if (at > 0 && isLetter(head.charCodeAt(at)) && !isLetter(head.charCodeAt(at + 1))) at++
  let from = at
  while (from < head.length && (head[from] === ' ' || head[from] === ',')) from++
  if (at > 0 && from > at && from < head.length) {
    split.number = head.slice(0, at)
    split.street = head.slice(from)
    return
  }
  const behind = trailing.exec(head)
  if (!behind) return
  split.street = behind[1]
  split.number = behind[2]
}

const isDigit = (c: number) => c >= 48 && c <= 57
const isLetter = (c: number) => (c | 32) >= 97 && (c | 32) <= 122
const trailing = /^(.*\p{L}.*?)[\s,]+(\d+[a-z]?)\s*$/iu

/** Without spaces, so that a lost one costs nothing; kinds of street in their short form. */
function streetForm(written: string): string {
  const text = plain(written)
  if (saysNothing(text)) return ''
  const words = text.split(' ')
  const last = words.length - 1
  return words.map((word, i) => (i === last && i > 0 ? (suffixes.get(word) ?? word) : word)).join('')
}

function form(written: string): string {
  const text = plain(written)
  return saysNothing(text) ? '' : text.replaceAll(' ', '')
}

function postcodeForm(written: string): string {
  const text = plain(written).replaceAll(' ', '')
  if (/^0+$|^9+$|^12345$/.test(text) || saysNothing(text)) return ''
  return /^\d{9}$/.test(text) ? text.slice(0, 5) : text
}

function regionForm(written: string): string {
  const text = plain(written)
  return saysNothing(text) ? '' : (states.get(text) ?? text).toLowerCase().replaceAll(' ', '')
}

const forms: Record<PlacePart, (written: string) => string> = {
  street: streetForm,
  number: (written) => plain(written).replaceAll(' ', ''),
  line2: form,
  city: form,
  postcode: postcodeForm,
  region: regionForm,
}
