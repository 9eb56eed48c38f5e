import {
  directionals,
  misspelledSuffix,
  numbered,
  states,
  suffixes,
  units,
  unitsBehind,
} from './street-words.ts'
import { countryNamed } from './written-place.ts'

/** An address taken apart. Best for the United States; of others only what is certain. All in lower case but the region. */
export interface PostalAddress {
  /** House number: "7402", "12-30", "12b". */
  number?: string
  /** The street in one form: "n 56 st". */
  street?: string
  /** What is written for suites, flats, floors and boxes, in order, without the words before them. */
  units: string[]
  city?: string
  /** Two letters of the United States. */
  region?: string
  /** Five digits of the United States; elsewhere the letters and digits of a British or Canadian one, without space. */
  postcode?: string
  /** ISO 3166 alpha-2, where the country is written, or where state and postcode say United States. */
  country?: string
  /** The country is written. */
  said: boolean
}

/** Longer than any address; the rest is not read. */
const longest = 300
/** Great Britain (BS 7666) and Canada. */
const lettered = /(?:^|[\s,])([a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|[a-z]\d[a-z]\s?\d[a-z]\d)(?=$|,)/
/** "7402", "12b", "2057-a", "12-30" (Queens), "n168w20379" (Wisconsin). */
const house = /^\d+(?:-?[a-z])?$|^\d+-\d+$|^[nsew]\d+(?:[nsew]\d+)?$/

/** Takes an address as written apart. Never fails: what can't be told is absent. */
export function postal(written: string): PostalAddress {
  if (written === last.written) return last.address
  const address = read(written)
  last = { written, address }
  return address
}

/** Several detectors read one address, one after the other. */
let last: { written: string; address: PostalAddress } = { written: '', address: { units: [], said: false } }

function read(written: string): PostalAddress {
  const out: PostalAddress = { units: [], said: false }
  let text = plain(written)
  const usa = /(?:^|[\s,])(?:usa?|united states(?: of america)?)$/.exec(text)
  const end = text.slice(text.lastIndexOf(',') + 1).trim()
  // a state and a country
  const country = usa ? 'US' : end === 'georgia' ? undefined : countryNamed(end)
  if (country) {
    out.country = country
    out.said = true
    text = text.slice(0, usa ? usa.index : -end.length).replace(/[\s,]+$/, '')
  }
  const zip = /(?:^|[\s,])(\d{5})(?:[-\s]\d{4})?$/.exec(text)
  const other = zip ? null : lettered.exec(text)
  if (zip && zip.index > 0) {
    out.postcode = zip[1]!
    text = text.slice(0, zip.index).replace(/[\s,]+$/, '')
  } else if (other) {
    out.postcode = other[1]!.replace(' ', '')
    text = text.replace(other[0], '')
  }
  const parts = text.split(/\s*,\s*/).filter((part) => part !== '')
  if (!other && (out.country ?? 'US') === 'US') takeRegion(parts, out)
  if (zip && out.region && !out.country) out.country = 'US'
  // "10115 berlin" behind a street has no house
  const at = parts.findIndex(
    (part, i) =>
      houseAt(tokens(part)) >= 0 && (i === 0 || out.region !== undefined || !/^\d{4,6} /.test(part)),
  )
  const after = at < 0 ? parts : parts.slice(at + 1)
  if (at >= 0) {
    for (const part of parts.slice(0, at)) takeUnits(tokens(part), out, true)
    takeStreet(tokens(parts[at]!), out)
  }
  for (const part of after) takeUnits(tokens(part), out, true)
  // "75001 paris", "10115 berlin": the postcode of other countries stands before the town
  for (const part of after) {
    const town = part.replace(/(?:^|\s)\d{4,6}(?=\s|$)/g, '').trim()
    if (town === '' || /\d/.test(town) || units.has(town.split(' ')[0]!)) continue
    out.city = town
    break
  }
  return out
}

/** One form of writing: lower case, lines as commas, abbreviations without their full stops. */
function plain(written: string): string {
  const start = written.slice(0, longest)
  const text = (/^[ -~\s]*$/.test(start) ? start : start.normalize('NFKC')).toLowerCase()
  // most addresses have none of these marks
  const clean = /[^a-z0-9 ,-]/.test(text) ? withoutMarks(text) : text
  return clean
    .replace(/ {2,}/g, ' ')
    .replace(/[\s,]+$/, '')
    .trimStart()
}

function withoutMarks(text: string): string {
  return (
    text
      .replace(/\b([a-z])\.\s?(?=[a-z]\b)/g, '$1')
      .replace(/[\r\n;|•·]+/g, ',')
      // half a house is one of its own: "39 1/2" is 39h
      .replace(/\b(\d+)[\s-]+1[/⁄]2\b/g, '$1h')
      .replace(/#/g, ' # ')
      .replace(/[.'’"()]+/g, (mark) => (mark.includes('.') ? ' ' : ''))
      .replace(/[–—]/g, '-')
      .replace(/\s+/g, ' ')
  )
}

function tokens(part: string): string[] {
  return part.split(/[ /:]+/).filter((token) => token !== '' && token !== '-')
}

/** The state at the end; two letters need a postcode or a part of their own, "Ct" ends streets too. */
function takeRegion(parts: string[], out: PostalAddress): void {
  const last = parts.at(-1)
  if (last === undefined) return
  const words = last.split(' ')
  for (const length of [3, 2, 1]) {
    if (words.length < length) continue
    const name = words.slice(-length).join(' ')
    const region = states.get(name)
    if (!region || (parts.length === 1 && !out.postcode)) continue
    // "New York, NY": the city is not the state when the state stands behind it.
    out.region = region
    const rest = words.slice(0, -length).join(' ')
    parts.pop()
    if (rest !== '') parts.push(rest)
    return
  }
}

/** Where the house number stands; one that follows "Suite" or "#" is none. −1 when there is no such thing. */
function houseAt(words: readonly string[]): number {
  for (let i = 0; i < words.length - 1; i++) {
    const word = words[i]!
    if (!house.test(word) && !(i === 0 && word === 'one')) continue
    // "# 1204 13439 osborne st": the first number belongs to the mark before it.
    if (i > 0 && units.has(words[i - 1]!)) continue
    const next = words[i + 1]!
    // "200 5 ave", "12 mailbox road"
    if ((/[a-z]/.test(next) && !units.has(next)) || suffixes.has(words[i + 2] ?? '')) return i
  }
  return -1
}

function takeStreet(words: readonly string[], out: PostalAddress): void {
  const at = houseAt(words)
  takeUnits(words.slice(0, at), out, true)
  out.number = words[at] === 'one' ? '1' : words[at]!
  // "us-80", "blvd-1204"
  const rest = words.slice(at + 1).flatMap((word) => (/^[a-z]+-\d/.test(word) ? word.split('-') : [word]))
  let end = rest.length
  let last = -1
  for (let i = 1; i < rest.length; i++) {
    const word = rest[i]!
    if (units.has(word) || (unitsBehind.has(word) && last >= 0)) {
      end = i
      break
    }
    // A road with a number ends behind it: "us 80", "hwy 101", "fm 1463".
    if (suffixes.has(word) || numberedRoad(rest, i)) last = i
  }
  // "Boulvard": only where the street would not end otherwise
  for (let i = end - 1; i > 0 && last < 0; i--) {
    const meant = misspelledSuffix(rest[i]!)
    if (!meant) continue
    rest[i] = meant
    last = i
  }
  let stop = last < 0 ? end : last + 1
  while (stop < end && directionals.has(rest[stop]!)) stop++
  out.street = oneForm(rest.slice(0, stop))
  const left = takeUnits(rest.slice(stop), out, false)
  if (left.length > 0) out.city = left.join(' ')
}

function numberedRoad(words: readonly string[], i: number): boolean {
  const before = words[i - 1]
  if (before === undefined || !/^\d+[a-z]?$/.test(words[i]!)) return false
  const short = suffixes.get(before) ?? before
  return numbered.has(short === 'rd' ? `${words[i - 2]} rd` : short)
}

/** Takes what looks like part of a building; gives the words behind, which are a city. */
function takeUnits(words: readonly string[], out: PostalAddress, named: boolean): readonly string[] {
  const marked = words.some((word) => units.has(word) || unitsBehind.has(word))
  if (named && !marked && !words.every((word) => /\d/.test(word))) return words
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (units.has(word) || unitsBehind.has(word)) continue
    if (!/\d/.test(word) && !/^[a-z]{1,2}(?:-.*)?$/.test(word)) return words.slice(i)
    for (const part of word.split('-'))
      if (part !== '') out.units.push(part.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1'))
  }
  return []
}

/** Suffixes and directions in their short form, ordinals as numbers, accents and hyphens gone. */
export function oneForm(words: readonly string[]): string {
  const out: string[] = []
  for (const raw of words) {
    const word = /^[a-z0-9]+$/.test(raw) ? raw : raw.normalize('NFKD').replace(/[^a-z0-9]/g, '')
    if (word === '') continue
    const direction = directionals.get(word)
    const before = out.at(-1)
    if (direction && before && /^[ns]$/.test(before) && /^[ew]$/.test(direction)) {
      out[out.length - 1] = before + direction
      continue
    }
    out.push(direction ?? suffixes.get(word) ?? word.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1'))
  }
  return out.join(' ')
}
