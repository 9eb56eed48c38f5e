import { postal } from '../signals/postal.ts'
import { states, suffixes } from '../signals/street-words.ts'
import { plain } from './fold.ts'
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

  /** The record's addresses: one from its parts, or those written as a whole, with the parts where the whole lacks them. */
  read(record: LinkRecord): number[] {
    const out: number[] = []
    const { city, region, postcode } = record
    const whole = record.addresses ?? []
    if (record.street || record.streetNumber || record.line2 || whole.length === 0) {
      const { number, street } = splitStreet(record.street, record.streetNumber)
      this.#add(out, number, street, record.line2, city, postcode, region)
    }
    for (const written of whole.slice(0, mostAddresses)) {
      if (saysNothing(plain(written))) continue
      const read = postal(written)
      const street = read.street ?? (read.city || read.postcode ? undefined : written)
      const units = read.units.join(' ')
      this.#add(
        out,
        read.number,
        street,
        units === '' ? undefined : units,
        read.city ?? city,
        read.postcode ?? postcode,
        read.region ?? region,
      )
    }
    return out
  }

  #add(
    out: number[],
    number: string | undefined,
    street: string | undefined,
    line2: string | undefined,
    city: string | undefined,
    postcode: string | undefined,
    region: string | undefined,
  ): void {
    const ids = [
      this.#id('street', streetForm(street)),
      this.#id('number', number === undefined ? '' : plain(number).replaceAll(' ', '')),
      this.#id('line2', form(line2)),
      this.#id('city', form(city)),
      this.#id('postcode', postcodeForm(postcode)),
      this.#id('region', regionForm(region)),
    ]
    if (ids.every((id) => id === -1)) return
    placeParts.forEach((part, i) => {
      this.parts[part].push(ids[i]!)
    })
    out.push(this.parts.street.length - 1)
  }

  #id(part: PlacePart, text: string): number {
    return text === '' ? -1 : this.texts[part].id(text)
  }
}

function splitStreet(
  street: string | undefined,
  number: string | undefined,
): { number: string | undefined; street: string | undefined } {
  if (number !== undefined && number !== '') return { number, street }
  const leading = /^\s*(\d+[a-z]?)\b[\s,]*(.*)$/i.exec(street?.slice(0, 200) ?? '')
  if (leading && leading[2] !== '') return { number: leading[1], street: leading[2] }
  const trailing = /^(.*\p{L}.*?)[\s,]+(\d+[a-z]?)\s*$/iu.exec(street?.slice(0, 200) ?? '')
  return trailing ? { number: trailing[2], street: trailing[1] } : { number: undefined, street }
}

/** Without spaces, so that a lost one costs nothing; kinds of street in their short form. */
function streetForm(written: string | undefined): string {
  const text = written ? plain(written) : ''
  if (saysNothing(text)) return ''
  const words = text.split(' ')
  const last = words.length - 1
  return words.map((word, i) => (i === last && i > 0 ? (suffixes.get(word) ?? word) : word)).join('')
}

function form(written: string | undefined): string {
  const text = written ? plain(written) : ''
  return saysNothing(text) ? '' : text.replaceAll(' ', '')
}

function postcodeForm(written: string | undefined): string {
  const text = written ? plain(written).replaceAll(' ', '') : ''
  if (/^0+$|^9+$|^12345$/.test(text) || saysNothing(text)) return ''
  return /^\d{9}$/.test(text) ? text.slice(0, 5) : text
}

function regionForm(written: string | undefined): string {
  const text = written ? plain(written) : ''
  return saysNothing(text) ? '' : (states.get(text) ?? text).toLowerCase().replaceAll(' ', '')
}
