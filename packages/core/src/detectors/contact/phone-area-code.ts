import type { AreaCode } from '../../facts/area-codes.ts'
import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { listedMonths, monthAt, shownMonth } from '../../signals/dates-written.ts'
import { defineDetector } from '../../types.ts'

const june2010 = 1_275_350_400_000
const september2017 = 1_506_384_000_000
const november2028 = 1_856_649_600_000

interface Judgement {
  /** What the list says of the code in the month of the application. */
  was: string
  wrong: boolean
  /** It came into service only after the application. */
  late?: true
  /** Why the list does not settle it. */
  unknown?: string
}

export default defineDetector({
  id: 'contact/phone-area-code',
  version: 2,
  title: 'Was the area code in service when the applicant wrote the number?',
  why: 'North American area codes are assigned one by one, on published dates. A number in a code that nobody has been given, or that came into service later than the application, has never rung anywhere.',
  benign: [
    'A mistyped digit in the area code.',
    'A code so new that the list does not have it yet.',
    'The application system put the digits of another country into North American form.',
  ],
  clears: ['The applicant answers on the number.', 'The corrected number has an area code in service.'],
  check: 'ask for the number again and call it',
  settledBy: ['ask-contact'],
  references: [
    {
      title: 'North American Numbering Plan Administrator, area codes and their dates in service',
      url: 'https://www.nanpa.com/numbering/area-codes',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'phone',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'One mistyped digit of an area code gives an unassigned one in about half of all cases; how often people mistype there is not published',
  },
  thresholds: {
    weight: {
      value: 0.5,
      unit: 'log₁₀',
      says: 'A number that cannot ring anywhere, or one mistyped digit. Assumed.',
    },
    staleMonths: {
      value: 6,
      unit: 'months',
      says: 'A list that is older than the application by this much may lack a new area code.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const weight = window.threshold('weight')
    const staleMonths = window.threshold('staleMonths')
    const data = window.get(application)?.data
    const numbers = data ? numbersOf(data, window.facts('numbering-plans')) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const { codes, unassignable, reserved, asOf } = window.facts('area-codes')
    const american = numbers.flatMap((number) => (number.area ? [{ number, area: number.area }] : []))
    if (american.length === 0) return { is: 'abstain', because: 'no number has a North American area code' }
    const applied = monthAt(appliedAt(data))
    const judged = american.map(({ number, area }) => {
      const code = Object.hasOwn(codes, area) ? codes[area] : undefined
      if (code) return { number, area, ...serviceOf(code, applied, monthOf(asOf)) }
      const never = unassignable.some((pattern) => new RegExp(`^(?:${pattern})$`).test(area))
      const was = never ? 'never assigned' : reserved.includes(area) ? 'set aside' : 'not assigned'
      const why = `the area code is not on the list of ${asOf}, which is older than the application: update the list`
      return {
        number,
        area,
        was,
        wrong: true,
        ...(!never && applied - monthOf(asOf) >= staleMonths && { unknown: why }),
      }
    })
    const found = judged.filter((j) => j.wrong && !j.unknown)
    const table = {
      type: 'table' as const,
      label: `Area codes in ${shownMonth(applied)}`,
      columns: ['Number', 'Area code', 'Then'],
      rows: judged.map((j) => [masked(j.number), j.area, j.was]),
    }
    if (found.length > 0) {
      const { area, late } = found[0]!
      const says = late
        ? `The phone number’s area code ${area} came into service only later than the application.`
        : `The phone number’s area code ${area} is not assigned to any place.`
      return {
        is: 'evidence',
        weight: { 'identity-invented': weight, 'identity-stolen': weight },
        says,
        exhibits: [table],
      }
    }
    const unknown = judged.find((j) => j.unknown)?.unknown
    if (unknown) return { is: 'abstain', because: unknown }
    return {
      is: 'clear',
      says: `The area code ${[...new Set(judged.map((j) => j.area))].join(', ')} was in service.`,
    }
  },
  examples: [
    { title: 'A code that no place has', gives: 'evidence', rows: [applies('(221) 253-7712')] },
    { title: 'A code kept free for the plan’s growth', gives: 'evidence', rows: [applies('(493) 253-7712')] },
    {
      title: 'An application of 2010 with a code of 2017',
      gives: 'evidence',
      rows: [applies('(223) 253-7712', june2010)],
    },
    { title: 'A code of 1947', gives: 'clear', rows: [applies('(602) 253-7712')] },
    {
      title: 'A new code, in the month in which it came into service',
      gives: 'clear',
      rows: [applies('(223) 253-7712', september2017)],
    },
    {
      title:
        'A new code of which the list knows no month, and the application is later than the last report of months',
      gives: 'abstain',
      rows: [applies('(227) 253-7712')],
    },
    { title: 'A number from elsewhere', gives: 'abstain', rows: [applies('+44 20 7183 8750')] },
    {
      title: 'A code that is not on a list two years older than the application',
      gives: 'abstain',
      rows: [applies('(221) 253-7712', november2028)],
    },
  ],
})

/** Whether a listed code was in service in the month. Of codes since the last report no month is known, only that they came later. */
function serviceOf({ since, after }: AreaCode, applied: number, asOf: number): Judgement {
  const first = monthOf(since)
  const was = after ? `in service later than ${shownMonth(first)}` : `in service since ${shownMonth(first)}`
  if (applied < first) return { was, wrong: true, late: true }
  if (!after || applied >= asOf) return { was: 'in service', wrong: false }
  return {
    was,
    wrong: false,
    unknown: `the list does not know in which month after ${shownMonth(first)} the area code came into service`,
  }
}

function monthOf(listed: string): number {
  return listedMonths(listed)?.from ?? Number.NEGATIVE_INFINITY
}

function applies(phone: string, at = 1_767_225_600_000) {
  return { kind: 'application' as const, at, about: ['application:A-1' as const], data: { phones: [phone] } }
}
