import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { application } from '../../signals/application.ts'
import { claimedCountry } from '../../signals/claimed-places.ts'
import type { PhoneNumber } from '../../signals/phone-number.ts'
import { defineDetector } from '../../types.ts'

/**
 * Assumed. Digits get lost and doubled when people type, so a wrong count is weak; a pattern that no plan knows may be
 * newer than the list. "+1" from inside the country is mostly the doing of an application system: next to nothing.
 */
const weights = { count: 0.3, plan: 0.2, dialled: 0.1, plus: 0.05 }

export default defineDetector({
  id: 'contact/phone-format',
  version: 1,
  title: 'Is the phone number one that can exist where the applicant claims to live?',
  why: 'Whoever makes up a number, or writes the number of another country from memory of its look, gets the count of digits or its pattern wrong. And people inside the United States rarely write their own number as one calls it from abroad. All of this is weak: it adds to other contradictions and decides nothing.',
  benign: [
    'A digit lost, doubled or exchanged while typing.',
    'The application system or the agency wrote the number in another form.',
    'A second number, an extension or a note was written into the same field.',
    'Somebody who has lived abroad writes every number with its country.',
    'A range that was opened after the list of numbering plans was made.',
  ],
  clears: ['The applicant answers on the number.', 'They correct the mistyped digit when asked.'],
  check: 'ask for the number again and call it',
  settledBy: ['ask-contact'],
  references: [
    {
      title: 'ITU-T E.164, the international public telecommunication numbering plan',
      url: 'https://www.itu.int/rec/T-REC-E.164',
    },
    {
      title: 'libphonenumber, frequently asked questions: what makes a number valid',
      url: 'https://github.com/google/libphonenumber/blob/master/FAQ.md',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'phone',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen', 'hands-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants mistype a number is not published; weights stay far below what moves anybody',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const data = window.get(application)?.data
    const numbers = data ? numbersOf(data, window.facts('numbering-plans')) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const { codes } = window.facts('area-codes')
    const home = claimedCountry(data)
    const judged = numbers
      .filter((n) => n.problem !== 'country unknown' && !isAreaMatter(n, codes))
      .map((number) => ({ number, ...judge(number, home) }))
    if (judged.length === 0)
      return {
        is: 'abstain',
        because: numbers.some((n) => n.problem === 'country unknown')
          ? 'the number has no country code and no country is claimed'
          : 'the number’s area code is judged on its own',
      }
    const worst = judged.reduce((a, b) => (b.weight > a.weight ? b : a))
    const table = {
      type: 'table' as const,
      label: 'Numbers as written',
      columns: ['Number', 'Digits', 'Form'],
      rows: judged.map((j) => [masked(j.number), j.number.national.length, j.note]),
    }
    if (worst.weight === 0)
      return {
        is: 'clear',
        says: `${numbers.length === 1 ? 'The phone number has' : 'The phone numbers have'} the form of a real one.`,
      }
    const { weight, says } = worst
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': weight, 'hands-elsewhere': weight },
      says,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A digit too few for the claimed country',
      gives: 'evidence',
      rows: [applies({ phones: ['(602) 253-771'], address: '12 Oak Street, Phoenix, AZ 85004' })],
    },
    {
      title: 'Written with +1 from inside the United States: next to nothing',
      gives: 'evidence',
      rows: [applies({ phones: ['+1 602 253 7712'], place: { region: 'AZ', country: 'US' } })],
    },
    {
      title: 'An ordinary number, written in the ordinary way',
      gives: 'clear',
      rows: [applies({ phones: ['(602) 253-7712'], place: 'Phoenix, AZ' })],
    },
    {
      title: 'A German number with its trunk zero in parentheses',
      gives: 'clear',
      rows: [applies({ phones: ['+49 (0)30 901820'], place: 'Berlin, Germany' })],
    },
    {
      title: 'Two numbers in one field',
      gives: 'clear',
      rows: [applies({ phones: ['602-253-7712 / 602-253-7713'], place: 'Phoenix, AZ' })],
    },
    {
      title: 'No number at all',
      gives: 'abstain',
      rows: [applies({ phones: ['N/A'], place: 'Phoenix, AZ' })],
    },
    {
      title: 'Nine digits, and nobody says in which country',
      gives: 'abstain',
      rows: [applies({ phones: ['901 820 442'] })],
    },
  ],
})

function judge(
  number: PhoneNumber,
  home: string | undefined,
): { weight: number; says: string; note: string } {
  const { problem, form, code } = number
  if (problem === 'plan')
    return {
      weight: weights.plan,
      says: 'The phone number has the right length, but numbers of that country do not begin like this.',
      note: 'no such range',
    }
  if (problem) {
    const says =
      problem === 'calling code'
        ? 'The phone number begins with a country code that does not exist.'
        : `The phone number has ${wrong[problem as keyof typeof wrong]} for its country.`
    return { weight: weights.count, says, note: problem }
  }
  if (home === 'US' && code === '1' && form === 'abroad')
    return {
      weight: weights.dialled,
      says: 'The phone number is written as one dials it from abroad.',
      note: 'as dialled from abroad',
    }
  if (home === 'US' && code === '1' && form === 'international')
    return {
      weight: weights.plus,
      says: 'The phone number is written with +1, which most people inside the United States leave out; application systems add it too.',
      note: 'with its country code',
    }
  return { weight: 0, says: '', note: 'in order' }
}

const wrong = {
  'too short': 'too few digits',
  'too long': 'too many digits',
  length: 'a number of digits that is not used',
}

/** Ten North American digits whose exchange is in order: if anything is wrong, it is the area code. */
function isAreaMatter(
  { problem, code, area, national }: PhoneNumber,
  codes: Record<string, unknown>,
): boolean {
  return (
    problem === 'plan' &&
    code === '1' &&
    area !== undefined &&
    (!Object.hasOwn(codes, area) || /^...[2-9]/.test(national))
  )
}

function applies(data: {
  phones: string[]
  address?: string
  place?: string | { region: string; country: string }
}) {
  return { kind: 'application' as const, at: 1_767_225_600_000, about: ['application:A-1' as const], data }
}
