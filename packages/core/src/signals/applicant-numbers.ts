import { phone } from '../observations/normalise.ts'
import type { Facts } from '../types.ts'
import type { ApplicationAsRead } from './application.ts'
import { claimedCountry } from './claimed-places.ts'
import { type PhoneNumber, readNumber } from './phone-number.ts'

type Plans = Facts['numbering-plans']

const read = new WeakMap<ApplicationAsRead, { plans: Plans; numbers: PhoneNumber[] }>()

/** Fewer digits than this identify nobody: an extension, a floor, half a number. */
const shortest = 7

/**
 * The numbers of an application, in order and each once. What a form filled in is no number. A number that is none where
 * the applicant claims to live is read in any other usual way before it is called wrong.
 */
export function numbersOf(application: ApplicationAsRead, plans: Plans): PhoneNumber[] {
  const known = read.get(application)
  if (known?.plans === plans) return known.numbers
  const home = claimedCountry(application)
  const numbers = new Map<string, PhoneNumber>()
  for (const written of (application.phones ?? []).flatMap(apart)) {
    const number = readAnyWay(plans, written, home)
    if (number && !isPlaceholder(number) && !numbers.has(number.digits)) numbers.set(number.digits, number)
  }
  const found = [...numbers.values()]
  read.set(application, { plans, numbers: found })
  return found
}

/** "602 253 7712 / 602 253 7713": two numbers in one field, when each part is long enough to be one. */
function apart(written: string): string[] {
  const parts = written.split(/[/,;|&]|\bor\b|\band\b/i)
  const whole = parts.length > 1 && parts.every((part) => part.replace(/\D/g, '').length >= shortest)
  return whole ? parts : [written]
}

function readAnyWay(plans: Plans, written: string, home: string | undefined): PhoneNumber | undefined {
  const number = readNumber(plans, written, home)
  if (!number || number.valid) return number
  // the zero that some countries dial inside is written for others too
  const zero = written.includes('(0)') ? readNumber(plans, written.replace('(0)', ''), home) : undefined
  if (zero?.valid) return { ...zero, written }
  // what is dialled before a foreign number at home can hold more than 00 (Brazil's 00 and a carrier): abroad nobody writes that
  const dialled = written.replace(/\D/g, '')
  const outside = /^00[1-9]/.test(dialled) ? readNumber(plans, `+${dialled.slice(2)}`) : undefined
  if (outside?.valid) return { ...outside, written, form: 'abroad' }
  if (number.form !== 'national') return number
  const digits = number.code && home ? written.replace(/\D/g, '') : number.digits
  const american = /^1?[2-9]\d{9}$/.test(digits) ? readNumber(plans, written, 'US') : undefined
  if (american?.valid) return american
  const bare = digits.length > 10 ? readNumber(plans, `+${digits}`) : undefined
  if (bare?.valid) return { ...bare, written, form: 'bare' }
  return home ? number : (american ?? number)
}

function isPlaceholder({ code, digits }: PhoneNumber): boolean {
  if (digits.length < shortest) return true
  return digits.length <= 15 && phone(`${code ? '+' : ''}${digits}`) === undefined
}

/** What is shown of a number: enough to find it on the application, not enough to call it. */
export function masked({ code, digits }: PhoneNumber): string {
  return `${code ? '+' : ''}${digits.slice(0, -7)}•••••${digits.slice(-2)}`
}

/** Why there is nothing to judge. */
export const noNumber = 'the application has no telephone number, or only what a form filled in'
