import { email as readEmail, phone as readPhone } from '../observations/normalise.ts'
import { profile as readProfile } from '../observations/online.ts'
import { plain } from './fold.ts'
import { isNoDate, isNoNumber } from './placeholders.ts'

/** Contacts, numbers and dates in the form that is compared; undefined where they say nothing. */

const longestContact = 120

/** As ingest reads it; what is no address, or a broken one, is kept as written: a slip may have taken the @. */
export function email(written: string): string | undefined {
  const head = written.length > longestContact ? written.slice(0, longestContact) : written
  if (isPlainEmail(head)) return head
  const read = readEmail(head)
  if (read) return read.value
  const clean = head.trim().toLowerCase()
  // A whole address that ingest refuses is a placeholder.
  if (clean.length < 5 || /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(clean) || isNoNumber(clean)) return undefined
  return /[@.]/.test(clean) ? clean : undefined
}

/** Domains that a form's hint may have, and those whose mailboxes ignore dots, begin with one of these. */
const looked = /^(?:test|example|none|email|domain|mail|company|gmail|googlemail)\./

/** The usual address, which `readEmail` gives as it is: told without a string. */
function isPlainEmail(written: string): boolean {
  let at = -1
  let dot = -1
  for (let i = 0; i < written.length; i++) {
    const c = written.charCodeAt(i)
    if (c === 64) {
      if (at >= 0) return false
      at = i
    } else if (c === 46) dot = i
    else if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 45 || c === 95)) return false
  }
  return at > 0 && dot > at + 1 && dot < written.length - 1 && !isLooked(written, at + 1)
}

function isLooked(written: string, from: number): boolean {
  const first = written.charCodeAt(from)
  // t, e, n, d, m, c, g
  if (first !== 116 && first !== 101 && first !== 110 && first !== 100 && first !== 109 && first !== 99)
    if (first !== 103) return false
  return looked.test(written.slice(from))
}

/** Digits with the country's code; what is too short for a number but no placeholder is kept as its digits. */
export function phone(written: string): string | undefined {
  const head = written.length > longestContact ? written.slice(0, longestContact) : written
  return plainNumber(head) ?? readPhone(head)?.value
}

/** The usual case of `readPhone` without its expressions: ten to fifteen digits and marks, nothing that could be a hint. */
function plainNumber(written: string): string | undefined {
  let digits = ''
  let plus = false
  let repeated = 0
  let rising = 0
  for (let i = 0; i < written.length; i++) {
    const c = written.charCodeAt(i)
    if (c < 48 || c > 57) {
      if (c === 43 && digits === '') plus = true
      else if (c !== 32 && c !== 40 && c !== 41 && c !== 45 && c !== 46) return undefined
      continue
    }
    const before = digits === '' ? 0 : digits.charCodeAt(digits.length - 1)
    repeated = c === before ? repeated + 1 : 0
    rising = c === before + 1 ? rising + 1 : 0
    if (repeated > 4 || rising > 4) return undefined
    digits += written[i]!
  }
  if (digits.startsWith('0') || digits.length < 10 || digits.length > 15 || digits.includes('555'))
    return undefined
  return !plus && digits.length === 10 ? `1${digits}` : digits
}

/** A document's or account's letters and digits in upper case. */
export function identifier(written: string): string | undefined {
  const head = written.length > longestContact ? written.slice(0, longestContact) : written
  if (isNoNumber(head)) return undefined
  const bare = head.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  return bare.length < 4 || isNoNumber(bare) ? undefined : bare
}

export function profile(written: string): string | undefined {
  const head = written.length > longestContact ? written.slice(0, longestContact) : written
  const user = plainUser(head)
  if (user > 0) return `linkedin/${head.slice(user)}`
  const read = readProfile({ url: head })
  if (read) return read.value
  const bare = plain(head)
  return bare.length < 5 || isNoNumber(bare) || /https?|www/.test(bare) ? undefined : bare
}

const inside = 'linkedin.com/in/'

/** Where the name begins in the usual address of a profile, which `readProfile` gives as `linkedin/` and that name; 0 in any other. */
function plainUser(written: string): number {
  let from = written.startsWith('https://') ? 8 : 0
  if (written.startsWith('www.', from)) from += 4
  if (!written.startsWith(inside, from)) return 0
  from += inside.length
  // Shorter ones may be what a template put there.
  if (written.length - from < 10) return 0
  for (let i = from; i < written.length; i++) {
    const c = written.charCodeAt(i)
    if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 45)) return 0
  }
  return from
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * A birth date as the number yyyymmdd, read from ISO 8601, eight digits, numbers with the year first or last, or a
 * month by name. Of 03/04/1990 the month is read first; a pair with day and month swapped is a level of its own. A date that
 * no calendar has is kept: it is a slip, and the other digits still agree. 0 where there is none.
 */
export function birthDate(written: string | undefined): number {
  if (written === undefined || written === '') return 0
  const usual = plainDate(written)
  if (usual > 0) return isNoDate(usual) || usual < 10_000_000 ? 0 : usual
  const text = written.trim().slice(0, 40).toLowerCase()
  const iso = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[t ].*)?$/.exec(text)
  if (iso) return dateOf(iso[1]!, iso[2]!, iso[3]!)
  const last = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text)
  if (last) {
    const [, x, y, year] = last
    // "25.12.1990" can only be a day first, and full stops mean as much.
    return Number(x) > 12 || text.includes('.') ? dateOf(year!, y!, x!) : dateOf(year!, x!, y!)
  }
  const named = /(?:(\d{1,2})\D*)?\b([a-z]{3})[a-z]*\D*(?:(\d{1,2})\D+)?(\d{4})$/.exec(text)
  const month = named ? months.indexOf(named[2]!) : -1
  const day = named?.[1] ?? named?.[3]
  return named && month >= 0 && day ? dateOf(named[4]!, String(month + 1), day) : 0
}

/** Of "1990-03-04" the number; 0 of what is written otherwise. */
function plainDate(written: string): number {
  if (written.length !== 10 || written.charCodeAt(4) !== 45 || written.charCodeAt(7) !== 45) return 0
  let date = 0
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue
    const digit = written.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return 0
    date = date * 10 + digit
  }
  return date
}

function dateOf(year: string, month: string, day: string): number {
  const date = Number(year) * 10_000 + Number(month) * 100 + Number(day)
  return isNoDate(date) || Number(year) < 1000 ? 0 : date
}
