import type { NumberingPlan, NumberType } from '../facts/numbering-plans.ts'
import type { Facts } from '../types.ts'

/**
 * Telephone numbers as somebody wrote them, read by the numbering plans. Follows libphonenumber's rules of what is a
 * valid number (https://github.com/google/libphonenumber/blob/master/FAQ.md), with code of our own because core
 * has no dependencies; how well the two agree: bench/applicants/phone.ts.
 */
export interface PhoneNumber {
  /** As written, untouched. */
  written: string
  /** `abroad`: with what is dialled for another country (00, 011). `bare`: the calling code without a plus. */
  form: 'international' | 'abroad' | 'bare' | 'national'
  /** With the calling code where there is one (E.164 without "+"), else as written. */
  digits: string
  /** Without calling code and prefix. */
  national: string
  code?: string
  /** ISO 3166 alpha-2; three digits for services of the whole world; absent when it can't be told. */
  country?: string
  valid: boolean
  /** Of a valid number. */
  type?: NumberType
  /** Area code of a North American number. */
  area?: string
  /** Of an invalid number; `country unknown` is nobody's mistake. */
  problem?: 'country unknown' | 'calling code' | 'too short' | 'too long' | 'length' | 'plan'
}

type Plans = Facts['numbering-plans']

/** More text than this is no telephone number. libphonenumber's limit. */
const longest = 250
/** Fewer digits than this with words behind them are not a number: "1-800-FLOWERS", "3 rings". */
const shortestBesideWords = 7
/** Digits of a national number; a few in Germany are longer than the 15 of ITU-T E.164. libphonenumber's limits. */
const digitsAllowed = { least: 2, most: 17 }

/**
 * Reads one written number; undefined when there is none in the text. `country` (ISO 3166 alpha-2) is where it would be
 * dialled, for numbers written without a calling code. Digits of other scripts and extensions are understood.
 */
export function readNumber(plans: Plans, written: string, country?: string): PhoneNumber | undefined {
  const clean = digitsOf(written)
  if (!clean) return undefined
  const index = indexOf(plans)
  const home = country === undefined ? undefined : index.plan(country)
  const { form, digits } = formOf(index, clean, home)
  const base = { written, form, digits, national: digits }
  if (form === 'national') {
    if (!home) return { ...base, valid: false, problem: 'country unknown' }
    return judged(index, base, home, home.code, digits, country)
  }
  const code = index.codeOf(digits)
  if (!code) return { ...base, valid: false, problem: 'calling code' }
  return judged(index, base, index.plan(index.byCode[code]![0]!)!, code, digits.slice(code.length))
}

/** The plus, if it comes first, and the digits; undefined for words, and for numbers spelled in letters. */
function digitsOf(written: string): { plus: boolean; digits: string } | undefined {
  if (written.length > longest) return undefined
  const ascii = written
    .replace(/[\uff10-\uff19]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xff10 + 48))
    .replace(/[\u0660-\u0669]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0x660 + 48))
    .replace(/[\u06f0-\u06f9]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0x6f0 + 48))
    .replaceAll('\uff0b', '+')
  const start = ascii.search(/[+\d]/)
  if (start < 0) return undefined
  const text = ascii.slice(start).replace(/[^\d#]+$/, '')
  const bare = text.replace(extension, '').replace(/\D+$/, '')
  if (/\p{L}/u.test(bare)) return undefined
  const digits = bare.replace(/\D/g, '')
  if (digits.length < 3 || (digits.length < shortestBesideWords && text !== ascii.slice(start).trimEnd()))
    return undefined
  return { plus: bare.startsWith('+'), digits }
}

const extension = /[\s,;]*(?:;ext=|e?xt(?:ensi[oó]n|n)?|x|#|~|int|anexo|доб|,,|;)[\s.:,-]*\d{1,9}#?$/iu

function formOf(
  index: Index,
  { plus, digits }: { plus: boolean; digits: string },
  home: Plan | undefined,
): Pick<PhoneNumber, 'form' | 'digits'> {
  if (plus) return { form: 'international', digits }
  const dialled = (home?.abroad ?? /^(?:00|011)/).exec(digits)?.[0]
  if (dialled && digits[dialled.length] !== '0' && digits.length > dialled.length)
    return { form: 'abroad', digits: digits.slice(dialled.length) }
  if (home && digits.startsWith(home.code)) {
    const short = stripped(index, home, digits.slice(home.code.length))
    const whole = stripped(index, home, digits)
    if ((!home.general.test(whole) && home.general.test(short)) || whole.length > home.longest)
      return { form: 'bare', digits }
  }
  return { form: 'national', digits }
}

function judged(
  index: Index,
  base: Pick<PhoneNumber, 'written' | 'form' | 'digits' | 'national'>,
  plan: Plan,
  code: string,
  digits: string,
  dialledFrom?: string,
): PhoneNumber {
  const national = stripped(index, plan, digits)
  const country = index.countryOf(code, national) ?? dialledFrom
  const own = country ? index.plan(country)! : plan
  const type =
    national.length >= digitsAllowed.least && national.length <= digitsAllowed.most
      ? own.typeOf(national)
      : undefined
  const read = {
    ...base,
    digits: code + national,
    national,
    code,
    ...(country && { country }),
    ...(code === '1' && national.length === 10 && { area: national.slice(0, 3) }),
  }
  return type ? { ...read, valid: true, type } : { ...read, valid: false, problem: problemOf(own, national) }
}

function problemOf({ lengths, longest }: Plan, { length }: string): PhoneNumber['problem'] {
  if (length < lengths[0]!) return 'too short'
  if (length > longest) return 'too long'
  return lengths.includes(length) ? 'plan' : 'length'
}

/** Without the prefix that is dialled inside the country, as long as what is left can still be a number. */
function stripped(index: Index, plan: Plan, digits: string): string {
  const found = plan.parse?.exec(digits)
  if (!found) return digits
  const captured = found.length > 1 && found.at(-1) !== undefined
  const rest =
    plan.transform && captured ? digits.replace(plan.parse!, plan.transform) : digits.slice(found[0].length)
  if (rest === digits || (plan.general.test(digits) && !plan.general.test(rest))) return digits
  const country = index.countryOf(plan.code, rest)
  const { lengths, longest } = country ? index.plan(country)! : plan
  return lengths.includes(rest.length) || rest.length > longest ? rest : digits
}

/** A numbering plan with its patterns compiled. */
interface Plan {
  code: string
  abroad: RegExp
  parse?: RegExp
  transform?: string
  leading?: RegExp
  lengths: readonly number[]
  longest: number
  general: RegExp
  typeOf(national: string): NumberType | undefined
}

interface Index {
  byCode: Plans['byCode']
  plan(country: string): Plan | undefined
  codeOf(digits: string): string | undefined
  countryOf(code: string, national: string): string | undefined
}

const indexes = new WeakMap<Plans, Index>()

/** Patterns are compiled at a country's first number: most companies see a few countries. */
function indexOf(plans: Plans): Index {
  const known = indexes.get(plans)
  if (known) return known
  const compiled = new Map<string, Plan>()
  const index: Index = {
    byCode: plans.byCode,
    plan(country) {
      let plan = compiled.get(country)
      if (!plan && Object.hasOwn(plans.countries, country)) {
        plan = compile(plans.countries[country]!)
        compiled.set(country, plan)
      }
      return plan
    },
    codeOf: (digits) =>
      [1, 2, 3].map((n) => digits.slice(0, n)).find((code) => Object.hasOwn(plans.byCode, code)),
    countryOf(code, national) {
      const countries = plans.byCode[code] ?? []
      if (countries.length === 1) return countries[0]
      return countries.find((country) => {
        const plan = index.plan(country)!
        return plan.leading ? plan.leading.test(national) : plan.typeOf(national) !== undefined
      })
    },
  }
  indexes.set(plans, index)
  return index
}

/** The order in which libphonenumber asks, after fixed and mobile. */
const otherTypes = [
  'premium',
  'tollFree',
  'shared',
  'voip',
  'personal',
  'pager',
  'company',
  'voicemail',
] as const

function compile(plan: NumberingPlan): Plan {
  const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`)
  const start = (pattern: string | undefined) => (pattern ? new RegExp(`^(?:${pattern})`) : undefined)
  const general = whole(plan.general)
  const { fixed, mobile, fixedOrMobile, ...rest } = Object.fromEntries(
    Object.entries(plan.types).map(([type, pattern]) => [type, whole(pattern)]),
  ) as Partial<Record<NumberType, RegExp>>
  const others = otherTypes.flatMap((type) => (rest[type] ? [[type, rest[type]] as const] : []))
  return {
    code: plan.code,
    abroad: start(plan.abroad ?? '00')!,
    ...(start(plan.parse ?? plan.prefix) && { parse: start(plan.parse ?? plan.prefix) }),
    ...(plan.transform && { transform: plan.transform }),
    ...(start(plan.leading) && { leading: start(plan.leading) }),
    lengths: plan.lengths,
    longest: Math.max(...plan.lengths),
    general,
    typeOf(national) {
      if (!general.test(national)) return undefined
      if (fixedOrMobile?.test(national)) return 'fixedOrMobile'
      const isMobile = mobile?.test(national)
      if (fixed?.test(national)) return isMobile ? 'fixedOrMobile' : 'fixed'
      if (isMobile) return 'mobile'
      return others.find(([, pattern]) => pattern.test(national))?.[0]
    },
  }
}
