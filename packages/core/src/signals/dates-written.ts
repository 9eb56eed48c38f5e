import { civil } from '../observations/calendar.ts'

/**
 * What applicants write as a date, as the months that it can mean. An interval under every reading: a year alone is
 * twelve months, "03/04/2015" is March or April, "Spring 2019" may be on either half of the globe. So two periods
 * are called overlapping, and a date impossible, only where no reading saves them.
 */

/** Months since January of year 0, both ends included: `year * 12 + month` with January as 0. */
export interface Months {
  from: number
  to: number
  /** Whether the month itself was written. */
  exact: boolean
  /** "Present", "heute", "至今": the month of the application. */
  now?: true
}

/** A period as written, from the months in which it can have begun to those in which it can have ended. */
export interface Period {
  start: Months
  end: Months
}

export const monthNames = [
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
] as const

/** The month of an instant (UTC), counted like `Months`. */
export function monthAt(at: number): number {
  const { year, month } = civil(Math.floor(at / 86_400_000))
  return year * 12 + month - 1
}

/** "June 2014", for a sentence. */
export function shownMonth(month: number): string {
  return `${monthNames[((month % 12) + 12) % 12]} ${Math.floor(month / 12)}`
}

/** "June 2014" where the month was written, "2014" or "2014 to 2015" where it was not. */
export function shownMonths({ from, to, exact }: Months): string {
  if (exact) return shownMonth(from)
  const [a, b] = [Math.floor(from / 12), Math.floor(to / 12)]
  return a === b ? String(a) : `${a} to ${b}`
}

/** A `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a list of ours as months; undefined for anything else ("after 2020-03"). */
export function listedMonths(date: string | undefined): Months | undefined {
  if (date === undefined) return undefined
  let read = listed.get(date)
  if (read === undefined) {
    const parts = /^(\d{4})(?:-(\d\d)(?:-\d\d)?)?$/.exec(date)
    read = (parts && (parts[2] ? month(Number(parts[1]), Number(parts[2])) : year(Number(parts[1])))) ?? null
    if (listed.size >= 20_000) listed.clear()
    listed.set(date, read)
  }
  return read ?? undefined
}

const listed = new Map<string, Months | null>()

/**
 * @param written one date, in whatever form
 * @param now the month of the application, which "present" stands for; without it "present" is unknown
 * @returns the months that it can mean; undefined where it can't be told, or where it names no year
 */
export function monthsOf(written: string | undefined, now?: number): Months | undefined {
  if (written === undefined || written.length > 100) return undefined
  let read = memo.get(written)
  if (read === undefined) {
    read = readMonths(plain(written))
    // The same few hundred dates stand on most résumés.
    if (memo.size >= 20_000) memo.clear()
    memo.set(written, read)
  }
  if (read === 'now') return now === undefined ? undefined : { from: now, to: now, exact: false, now: true }
  return read === 'unknown' ? undefined : read
}

const memo = new Map<string, Months | 'now' | 'unknown'>()

function readMonths(text: string): Months | 'now' | 'unknown' {
  if (present.test(text)) return 'now'
  if (beside.test(text)) return 'unknown'
  const ends = halves(text)
  if (ends) {
    const [a, b] = [readMonths(ends[0]), readMonths(ends[1])]
    if (typeof a === 'string' || typeof b === 'string') return 'unknown'
    return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to), exact: false }
  }
  const found = numeric(text) ?? worded(text)
  if (!found) return 'unknown'
  return about.test(text) ? { from: found.from - 12, to: found.to + 12, exact: false } : found
}

/**
 * @param start what stands in the start field; a whole range ("2014 – 2018") where somebody wrote both into one
 * @param end what stands in the end field
 * @param now the month of the application
 * @returns undefined unless both ends can be read and are in order under some reading
 */
export function periodOf(
  start: string | undefined,
  end: string | undefined,
  now: number | undefined,
): Period | undefined {
  const both = !end?.trim() ? halves(plain(start ?? '')) : !start?.trim() ? halves(plain(end)) : undefined
  const [from, to] = both ?? [start, end]
  const a = monthsOf(from, now)
  const b = monthsOf(to, now)
  return a && b && a.from <= b.to ? { start: a, end: b } : undefined
}

/** Months for which two periods ran side by side under every reading of their dates; 0 when there is a reading without. */
export function certainOverlap(a: Period, b: Period): number {
  return Math.max(0, Math.min(a.end.from, b.end.from) - Math.max(a.start.to, b.start.to))
}

const present =
  /^\W*(?:(?:to |until |till |up to )?(?:the )?(?:present|presently|current|currently|now|today|date|ongoing|on ?going|in progress|till date|to date|still|heute|aktuell|laufend|jetzt|actuel|actuellement|present|en cours|aujourd.?hui|actual|actualmente|actualidad|hoy|presente|atual|atualmente|hoje|attuale|oggi|in corso|heden|nu|obecnie|halen|gunumuz|devam ediyor|по настоящее время|настоящее время|по н\. ?в\.?)(?: day| time| date)?)\W*$|^(?:至今|现在|現在|目前|현재|재직중)$/u
/** A date beside the one that is meant. */
const beside = /\b(?:before|prior|after|pre|post|vor|nach|avant|apres|antes|despues|depois|prima|dopo)\b/
/** A leading dash is what `plain` makes of "~2014". */
const about = /\b(?:circa|approx|approximately|about|around|ca|c|env|etwa|ungefahr)\b|^-/

/** Names and usual short forms by month, without accents: English, German, French, Spanish, Portuguese, Italian, Dutch, Turkish, Polish, Russian. */
const words: ReadonlyMap<string, number> = new Map(
  [
    'january jan januar janner janvier janv enero ene janeiro gennaio gen januari ocak styczen stycznia январь января янв',
    'february feb febr februar fevrier fevr fev febrero fevereiro febbraio februari subat luty lutego февраль февраля фев февр',
    'march mar marz maerz mrz mars marzo marco maart mrt mart marzec marca март марта мар',
    'april apr avril avr abril abr aprile nisan kwiecien kwietnia апрель апреля апр',
    'may mai mayo maio maggio mag mei mayis maj maja май мая',
    'june jun juni juin junio junho jun giugno giu haziran czerwiec czerwca июнь июня июн',
    'july jul juli juillet juil julio julho luglio lug temmuz lipiec lipca июль июля июл',
    'august aug aout agosto ago augustus agustos sierpien sierpnia август августа авг',
    'september sep sept septembre septiembre setiembre setembro set settembre eylul wrzesien wrzesnia сентябрь сентября сен сент',
    'october oct oktober okt octobre octubre outubro out ottobre ott ekim pazdziernik pazdziernika октябрь октября окт',
    'november nov novembre noviembre novembro kasim ноябрь ноября ноя нояб',
    'december dec dezember dez decembre diciembre dic dezembro dicembre aralik grudzien grudnia декабрь декабря дек',
  ].flatMap((names, i) => names.split(' ').map((name) => [plain(name), i + 1] as const)),
)

/** First and last month that a season of a year can mean on either half of the globe, as a term or as weather; 12 and above is next year. */
const seasons: Record<string, readonly [number, number]> = {
  spring: [0, 10],
  summer: [0, 13],
  fall: [7, 11],
  autumn: [2, 11],
  winter: [0, 14],
  fruhling: [2, 5],
  fruhjahr: [1, 5],
  sommer: [3, 8],
  herbst: [8, 11],
}

/** Lower case, no accents, digits of the usual scripts as 0–9, dashes and blanks in one form. */
function plain(written: string): string {
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/ı/g, 'i')
    .replace(/[‐-―−～~]+/g, '-')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/** "2014-2018", "Jun 2014 to Aug 2016", "2014/15": the two ends of a range, or undefined where one date was written. */
function halves(text: string): [string, string] | undefined {
  const short = /^((?:19|20)(\d\d)) ?[-/] ?(\d\d)$/.exec(text)
  if (short) {
    const [, from, last, to] = short
    const next = Number(to) > Number(last) && (Number(to) > 12 || text.includes('/'))
    return next && (Number(to) > 12 || Number(to) === Number(last) + 1)
      ? [from!, from!.slice(0, 2) + to!]
      : undefined
  }
  for (const separator of text.matchAll(/ ?- ?| (?:to|till|until|bis|hasta|ate|au|al|tot|do|по) /g)) {
    const left = text.slice(0, separator.index).trim()
    const right = text.slice(separator.index + separator[0].length).trim()
    const ends = aYear.exec(right)?.[0]
    if (!ends && !present.test(right)) continue
    if (aYear.test(left)) return [left, right]
    const month = words.get(left.replace(/\W+$/, ''))
    if (ends && month !== undefined && /^\p{L}/u.test(right)) return [`${left} ${ends}`, right]
  }
  return undefined
}

const aYear = /(?<!\d)(?:19|20)\d\d(?!\d)/

function numeric(text: string): Months | undefined {
  // Applicant systems fill a year without a month up to its first or last day.
  let parts = /^((?:19|20)\d\d)-(?:01-01|12-31)(?:[t ].*)?$/.exec(text)
  if (parts) return year(Number(parts[1]))
  parts = /^((?:19|20)\d\d)[-/. ](\d\d?)(?:[-/. ]\d\d?(?:[t ].*)?)?$/.exec(text)
  parts ??= /^((?:19|20)\d\d)(\d\d)\d\d$/.exec(text)
  parts ??= /^((?:19|20)\d\d) ?[年년] ?(?:(\d\d?) ?[月월].*)?$/u.exec(text)
  if (parts) return parts[2] ? month(Number(parts[1]), Number(parts[2])) : year(Number(parts[1]))
  parts = /^(\d\d?)[-/. ]((?:19|20)\d\d)$/.exec(text)
  if (parts) return month(Number(parts[2]), Number(parts[1]))
  parts = /^(\d\d?)[-/. ](\d\d?)[-/. ]((?:19|20)\d\d|\d\d)$/.exec(text)
  if (parts) {
    // Day first or month first: both, where both are possible.
    const [a, b, of] = [Number(parts[1]), Number(parts[2]), fourDigits(parts[3]!)]
    const [x, y] = [b <= 31 ? month(of, a) : undefined, a <= 31 ? month(of, b) : undefined]
    if (!x || !y) return x ?? y
    return { from: Math.min(x.from, y.from), to: Math.max(x.to, y.to), exact: x.from === y.from }
  }
  parts = /^(\d\d?)[-/.](\d\d)$/.exec(text)
  if (!parts) return undefined
  const [a, b] = [Number(parts[1]), Number(parts[2])]
  // "06/14" is June 2014; "11/12" is November 2012 or December 2011.
  const [x, y] = [
    month(fourDigits(parts[2]!), a),
    parts[1]!.length === 2 ? month(fourDigits(parts[1]!), b) : undefined,
  ]
  if (!x || !y) return x ?? y
  return { from: Math.min(x.from, y.from), to: Math.max(x.to, y.to), exact: false }
}

/** A year with or without a month's name or a season; words that say nothing about time are passed over. */
function worded(text: string): Months | undefined {
  const tokens = text.match(/'?[\p{L}\p{N}]+/gu) ?? []
  const years = new Set(tokens.filter((token) => /^(?:19|20)\d\d$/.test(token)).map(Number))
  const months = tokens.map((token) => words.get(token)).filter((m) => m !== undefined)
  if (years.size === 0) {
    const short = tokens.find((token) => /^'\d\d$/.test(token)) ?? (months.length > 0 && tokens.at(-1)!)
    if (short && /^'?\d\d$/.test(short)) years.add(fourDigits(short.replace("'", '')))
  }
  if (years.size !== 1) return undefined
  const of = [...years][0]!
  if (months.length > 0) {
    const [first, last] = [Math.min(...months), Math.max(...months)]
    return { from: of * 12 + first - 1, to: of * 12 + last - 1, exact: first === last }
  }
  const season = tokens.map((token) => seasons[token]).find((s) => s !== undefined)
  if (season) return { from: of * 12 + season[0], to: of * 12 + season[1], exact: false }
  return year(of)
}

function month(of: number, number: number): Months | undefined {
  const at = of * 12 + number - 1
  return number >= 1 && number <= 12 ? { from: at, to: at, exact: true } : undefined
}

function year(of: number): Months {
  return { from: of * 12, to: of * 12 + 11, exact: false }
}

/** Two digits: 00 to 49 are of the 2000s, 50 to 99 of the 1900s. */
function fourDigits(written: string): number {
  if (written.length === 4) return Number(written)
  return Number(written) + (Number(written) < 50 ? 2000 : 1900)
}
