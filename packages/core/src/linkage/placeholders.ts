import { plain } from './fold.ts'

/**
 * What forms, exports and tired people put where nothing is known. Such a value is missing: it agrees with nobody. Those
 * that no list knows are found by how many records carry them: see `blocks.ts`. In the form that `plain` gives.
 */
const words = new Set([
  ...'na nan nil none null nobody nothing empty blank missing undefined unknown unk tbd tba tbc pending test tester testing testuser dummy sample example xxx xxxx asdf qwerty abc noname firstname lastname fnu lnu anonymous anon redacted deleted removed withheld confidential user admin default'.split(
    ' ',
  ),
  ...'n a,not known,not available,not applicable,not provided,not given,not stated,no data,no name,no address,no phone,no email,test test,test user,test tester,first name,last name,given name,family name,see above,as above,same as above,to be determined,to be confirmed,name unknown,unknown unknown,no fixed address,no fixed abode,general delivery'.split(
    ',',
  ),
])

/** True for a folded text that says nothing: an agreed word for it, or one sign again and again. */
export function saysNothing(folded: string): boolean {
  return folded === '' || words.has(folded) || /^(.)\1*$/.test(folded.replaceAll(' ', ''))
}

/** As `saysNothing`, but one letter is an initial, unless it is an X. */
export function isNoName(folded: string): boolean {
  return /^\p{L}$/u.test(folded) ? folded === 'x' : saysNothing(folded)
}

/** Cards in advertisements and wallets (Social Security Administration, "misused numbers"). */
const printed = new Set(['078051120', '219099999', '457555462'])

/** Numbers that forms show as a hint, that repeat one digit, or that count up or down. */
export function isNoNumber(value: string): boolean {
  if (saysNothing(plain(value))) return true
  const digits = value.replace(/\D/g, '')
  if (digits.length < 4 || digits.length < value.replace(/[^a-z0-9]/gi, '').length) return false
  return (
    /^(\d)\1*$/.test(digits) ||
    '01234567890123456789'.includes(digits) ||
    '98765432109876543210'.includes(digits) ||
    printed.has(digits)
  )
}

/** Dates that systems fill in: their own beginnings and ends. */
const filled = new Set([
  10101, 17530101, 18000101, 18991230, 18991231, 19000100, 19000101, 19010101, 19691231, 19700101, 20000101,
  99991231, 11111111, 12345678, 99999999,
])

export function isNoDate(date: number): boolean {
  return filled.has(date)
}
