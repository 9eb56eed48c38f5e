import { type PostalAddress, postal } from './postal.ts'
import { directionals, oneLetterApart, suffixes } from './street-words.ts'

/**
 * One address of a list. "MAILBOX" stands where customers write the number of their box: "Ste 355-MAILBOX". Without it,
 * what is written for the suite is the business's own.
 */
export interface ListedAddress {
  street: string
  city?: string
  region?: string
  postcode?: string
  /** ISO 3166; US where absent. */
  country?: string
  /** Whose address it is. */
  of: string
}

export interface FoundAddress {
  entry: ListedAddress
  /** The suite of the business is written, or it has none. False: the same house, and it can't be told which door. */
  door: boolean
}

interface Entry {
  listed: ListedAddress
  street: Street
  postcode?: string
  city?: string
  region?: string
  /** What must be written for the suite; `glued` when the box's number follows without a gap. */
  doors: { value: string; glued: boolean }[]
}

interface Street {
  name: string
  directions: string
  suffix?: string
}

/** Stands for the number of a box while an entry is read. */
const box = '99999999'

const indexes = new WeakMap<object, ReadonlyMap<string, Entry[]>>()

/** By house number; built once for each version of a list. */
function indexOf(list: readonly ListedAddress[]): ReadonlyMap<string, Entry[]> {
  const known = indexes.get(list)
  if (known) return known
  const index = new Map<string, Entry[]>()
  for (const listed of list) {
    const { number, street, units, city, region, postcode } = postal(
      [
        listed.street.replaceAll('MAILBOX', box),
        listed.city,
        [listed.region, listed.postcode].filter(Boolean).join(' '),
      ]
        .filter(Boolean)
        .join(', '),
    )
    if (!number || !street) continue
    const at = index.get(number)
    const entry = {
      listed,
      street: partsOf(street),
      ...(city && { city }),
      ...(region && { region }),
      ...(postcode && { postcode }),
      doors: doorsOf(units),
    }
    if (at) at.push(entry)
    else index.set(number, [entry])
  }
  indexes.set(list, index)
  return index
}

/** "355", then the box → 355; "a" with the box behind it → a, glued; "pmb" with the box → nothing. */
function doorsOf(units: readonly string[]): Entry['doors'] {
  return units.flatMap((unit): Entry['doors'] => {
    const value = unit.replace(box, '')
    if (value === unit) return [{ value, glued: false }]
    return /^(?:pmb|box)?$/.test(value) ? [] : [{ value, glued: true }]
  })
}

/** The entry of a list that the address as written fits; a match with the door before one without. */
export function listedAddress(
  list: readonly ListedAddress[],
  written: PostalAddress,
): FoundAddress | undefined {
  if (list.length === 0 || !written.number || !written.street) return undefined
  const street = partsOf(written.street)
  let house: FoundAddress | undefined
  for (const entry of indexOf(list).get(written.number) ?? []) {
    if (!sameTown(entry, written)) continue
    const postcode = entry.postcode !== undefined && entry.postcode === written.postcode
    if (!sameStreet(entry.street, street, postcode)) continue
    const door = entry.doors.every(({ value, glued }) =>
      written.units.some((unit) => unit === value || (glued && unit.startsWith(value))),
    )
    if (door) return { entry: entry.listed, door }
    // Another suite of the house is written: that is a neighbour.
    if (written.units.length === 0) house ??= { entry: entry.listed, door }
  }
  return house
}

/** One postcode, or one town in one state. One of them must be written; neither may disagree without the other. */
function sameTown(entry: Entry, written: PostalAddress): boolean {
  if (entry.region && written.region && entry.region !== written.region) return false
  if (entry.postcode && written.postcode) {
    if (entry.postcode === written.postcode) return true
    // Towns have several postcodes, and people write a neighbouring one.
    return entry.postcode.slice(0, 3) === written.postcode.slice(0, 3) && sameCity(entry, written)
  }
  return sameCity(entry, written)
}

function sameCity(entry: Entry, written: PostalAddress): boolean {
  return entry.city !== undefined && written.city !== undefined && near(entry.city, written.city, 6)
}

function partsOf(street: string): Street {
  const words = street.split(' ')
  const name: string[] = []
  const directions: string[] = []
  let suffix: string | undefined
  words.forEach((word, i) => {
    if (directionals.has(word) && words.length > 1) directions.push(word)
    else if (i > 0 && i >= words.length - 2 && suffixes.has(word) && name.length > 0) suffix = word
    else name.push(word)
  })
  return { name: name.join(' '), directions: directions.sort().join(' '), ...(suffix && { suffix }) }
}

/** Directions and the kind of street may be left out; they may not contradict. */
function sameStreet(a: Street, b: Street, postcode: boolean): boolean {
  if (a.suffix && b.suffix && a.suffix !== b.suffix) return false
  if (a.directions !== b.directions && a.directions !== '' && b.directions !== '') return false
  return near(a.name, b.name, postcode && a.suffix === b.suffix ? 4 : 6)
}

/** Equal, or one letter away from it in a name that long. A number has no typing error: it is another street. */
function near(a: string, b: string, longEnough: number): boolean {
  if (a === b) return true
  if (Math.max(a.length, b.length) < longEnough) return false
  return oneLetterApart(a, b) && a.replace(/\D/g, '') === b.replace(/\D/g, '')
}
