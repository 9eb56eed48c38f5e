import { type Millis, type Scheme, type SubjectRef, simulatedPrefix } from '@telltale/core'

/**
 * How numbers and times are written: true minus, en dash in ranges, a no-break space before units, UTC.
 * Weights are log10, probabilities 0 to 1.
 */

const nbsp = '\u00a0'
const minus = '−'

/** A weight with its sign: +2.4, −0.5, 0.0. */
export function signed(weight: number): string {
  const shown = Math.abs(weight).toFixed(1)
  if (shown === '0.0') return shown
  return `${weight < 0 ? minus : '+'}${shown}`
}

/** 99.4 %, 44 %, 0.3 %; never 0 or 100, which no evidence can reach. */
export function percent(p: number): string {
  const value = p * 100
  if (value >= 99.95) return `> 99.9${nbsp}%`
  if (value < 0.05) return `< 0.1${nbsp}%`
  const digits = value >= 98 || value < 2 ? 1 : 0
  return `${value.toFixed(digits)}${nbsp}%`
}

/** The probabilities of several subjects: one, or from the smallest to the largest. */
export function spread(p: readonly number[]): string {
  const [low, high] = [percent(Math.min(...p)), percent(Math.max(...p))]
  return low === high ? low : `${low} – ${high}`
}

/** Prior odds in words: −3 is "1 in 1,000". */
export function oneIn(log10: number): string {
  return `1 in ${count(Math.round(10 ** -log10))}`
}

/** Milliseconds with one decimal below 100, none above: 31.2 ms, 640 ms. */
export function ms(value: number): string {
  return `${plain(value)}${nbsp}ms`
}

export function plain(value: number): string {
  const rounded = Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${rounded < 0 ? minus : ''}${Math.abs(rounded).toLocaleString('en-US')}`
}

export function range(low: number, high: number): string {
  return plain(low) === plain(high) ? plain(low) : `${plain(low)}–${plain(high)}`
}

export function count(n: number): string {
  return n.toLocaleString('en-US')
}

/** Kilometres to the nearest ten, or hundred from 3,000: a bound is never sharper than its cause. */
export function kilometres(km: number): string {
  const step = km >= 3000 ? 100 : 10
  return count(Math.round(km / step) * step)
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const day = 86_400_000

/** "17 Nov 2026", UTC. */
export function date(at: Millis): string {
  const d = new Date(at)
  return `${d.getUTCDate()} ${months[d.getUTCMonth()]} ${d.getUTCFullYear()}`
}

export function shortDate(at: Millis): string {
  const d = new Date(at)
  return `${d.getUTCDate()} ${months[d.getUTCMonth()]}`
}

export function monthName(at: Millis): string {
  return months[new Date(at).getUTCMonth()]!
}

export function longDate(at: Millis): string {
  const d = new Date(at)
  return `${weekdays[d.getUTCDay()]} ${d.getUTCDate()} ${longMonths[d.getUTCMonth()]}`
}

export function time(at: Millis): string {
  const d = new Date(at)
  return `${date(at)}, ${String(d.getUTCHours()).padStart(2, '0')}:${String(d.getUTCMinutes()).padStart(2, '0')}`
}

/** A row's time, to the second. */
export function moment(at: Millis): string {
  return `${date(at)}, ${new Date(at).toISOString().slice(11, 19)}`
}

/** A row's data as one line: no quotes around names, cut after `most` characters. */
export function compactJson(data: unknown, most = 110): string {
  const text = isRecord(data) ? members(data) : flat(data)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`
  return isRecord(value) ? `{${members(value)}}` : JSON.stringify(value)
}

function members(record: Record<string, unknown>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}: ${flat(value)}`)
    .join(', ')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A window's days. `to` is the first moment after it, so a one-day window is one date. */
export function windowDates(from: Millis, to: Millis): string {
  const last = to - 1
  if (date(from) === date(last)) return date(from)
  return new Date(from).getUTCFullYear() === new Date(last).getUTCFullYear()
    ? `${shortDate(from)} – ${date(last)}`
    : `${date(from)} – ${date(last)}`
}

/** "5 h ago". The data's clock may run ahead of the viewer's: then "now". 0: never. */
export function ago(at: Millis, now: Millis): string {
  if (at <= 0) return '–'
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes}${nbsp}min ago`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}${nbsp}h ago`
  const days = Math.floor((now - at) / day)
  return days < 60 ? `${days}${nbsp}d ago` : shortDate(at)
}

/** A detector's clause as the start of a line. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The part of a reference that people know: `person:W-17` is W-17. What is simulated says so elsewhere. */
export function idOf(ref: SubjectRef): string {
  const id = ref.slice(ref.indexOf(':') + 1)
  return id.startsWith(simulatedPrefix) ? id.slice(simulatedPrefix.length) : id
}

/** A detector's words with the subjects in them as people know them: `device:LT-3: 2 days` is LT-3: 2 days. */
export function withIds(text: string): string {
  return text.replace(/\b(?:application|person|device):[^\s,;]*[^\s,;:.]/g, (ref) => idOf(ref as SubjectRef))
}

export const schemeNames: Record<Scheme, string> = {
  'hands-elsewhere': 'Hands elsewhere',
  'device-elsewhere': 'Device elsewhere',
  'identity-stolen': 'Identity of another',
  'identity-invented': 'Identity invented',
  'job-shared': 'Job shared',
}
