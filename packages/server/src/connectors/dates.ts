/**
 * Dates as exports write them. Nothing is guessed silently: the order of day and month is fixed per form, below.
 *
 * - ISO 8601, with or without time and offset; without an offset the time is UTC. `20260302` too.
 * - With slashes, the month first (3/2/2026 is March 2nd), unless the first number is above 12.
 * - With dots, the day first (2.3.2026). With month names in English, in either order.
 * - A number of 9 to 11 digits is seconds since 1970, one of 12 to 14 digits milliseconds.
 */
export function parseDate(written: string): number | undefined {
  const text = written.trim()
  if (/^\d{12,14}$/.test(text)) return Number(text)
  if (/^\d{9,11}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  for (const [form, order] of forms) {
    const match = form.exec(text)
    if (!match) continue
    const [y, m, d] = order(match)
    return at(y, m, d, text.slice(match[0].length))
  }
  return undefined
}

/** Why a cell is not a date, for a message that names its column. */
export function dateProblem(written: string): string {
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written
  return `${JSON.stringify(shown)} can't be read as a date: write it as 2026-03-02 or 2026-03-02T09:30:00Z`
}

/** A date that a file's own name states, `applicants-2026-03-02.csv` or `20260302T0930`; undefined when there is none. */
export function statedDate(name: string): number | undefined {
  const match = stated.exec(name.split('/').at(-1)!)
  return match
    ? parseDate(match[0].replace(/^[._-]/, '').replace(/[T_](\d\d)[-:]?(\d\d)/, 'T$1:$2'))
    : undefined
}

/** The file's own name without folders, endings and a date in it: what an operator calls the thing it is about. */
export function ownName(name: string): string {
  const file = name.split('/').at(-1)!
  return file.replace(stated, '').replace(/(?<=.)\.\w{1,8}$/, '')
}

const stated =
  /[._-]?(?:20\d\d-[01]\d-[0-3]\d|20\d\d[01]\d[0-3]\d)(?:[T_][0-2]\d[-:]?[0-5]\d(?:[-:]?[0-5]\d)?Z?)?/

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

type Order = (m: RegExpExecArray) => [year: number, month: number, day: number]

const forms: [RegExp, Order][] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, (m) => [Number(m[1]), Number(m[2]), Number(m[3])]],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/, (m) => [Number(m[1]), Number(m[2]), Number(m[3])]],
  [/^(\d{4})(\d{2})(\d{2})(?!\d)/, (m) => [Number(m[1]), Number(m[2]), Number(m[3])]],
  [
    /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/,
    (m) =>
      Number(m[1]) > 12
        ? [full(m[3]!), Number(m[2]), Number(m[1])]
        : [full(m[3]!), Number(m[1]), Number(m[2])],
  ],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)/, (m) => [full(m[3]!), Number(m[2]), Number(m[1])]],
  [
    /^(?:[a-z]{3},? )?(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?!\d)/i,
    (m) => [Number(m[3]), named(m[2]!), Number(m[1])],
  ],
  [
    /^(?:[a-z]{3},? )?([a-z]{3,9})\.? +(\d{1,2}),? +(\d{4})(?!\d)/i,
    (m) => [Number(m[3]), named(m[1]!), Number(m[2])],
  ],
]

function full(year: string): number {
  return year.length === 4 ? Number(year) : 2000 + Number(year)
}

function named(month: string): number {
  return months.indexOf(month.slice(0, 3).toLowerCase()) + 1
}

const clock =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|[+-]\d{2}:?\d{2}))?$/i

function at(year: number, month: number, day: number, rest: string): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return undefined
  const time = rest.replace(/^(?:T|,? +|, ?)/i, '').trim()
  const midnight = Date.UTC(year, month - 1, day)
  if (time === '') return rest.trim() === '' ? midnight : undefined
  const m = clock.exec(time)
  if (!m) return undefined
  const [, h, minute, second = '0', fraction = '0', half, zone = 'z'] = m
  const hours = half ? (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(h)
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return undefined
  const offset = /^[+-]/.test(zone)
    ? (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
    : 0
  const ms = Math.floor(Number(`0.${fraction}`) * 1000)
  return midnight + ((hours * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000 + ms
}
