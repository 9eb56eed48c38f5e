import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { application } from '../../signals/application.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'contact/phone-voip',
  version: 1,
  title: 'Is the phone number from a range for internet telephony?',
  why: 'A number for internet telephony is rented in minutes from anywhere, so it ties nobody to a place. It is also cheap and handy, and many people have one. Where a country keeps a range of its own for them, the number shows it; in North America no free list of carriers exists, and nothing is said.',
  benign: [
    'Somebody who saves money, lives abroad for a while or keeps work and home apart.',
    'A number that moved with its owner from a line to an internet service.',
  ],
  clears: ['The applicant answers on the number, or gives another one.'],
  check: 'ask for a second number and call it',
  settledBy: ['ask-contact'],
  references: [
    {
      title: 'libphonenumber, PhoneNumberType VOIP: numbers in ranges for internet telephony',
      url: 'https://github.com/google/libphonenumber',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'phone',
  stage: 'application',
  tests: 'place',
  bears: ['identity-invented', 'identity-stolen', 'hands-elsewhere'],
  calibration: { basis: 'assumed', on: 'The share of honest applicants with such a number is not published' },
  thresholds: {
    weight: { value: 0.1, unit: 'log₁₀', says: 'Assumed: millions have such a number and nothing to hide.' },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const weight = window.threshold('weight')
    const data = window.get(application)?.data
    const numbers = data ? numbersOf(data, window.facts('numbering-plans')) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const table = {
      type: 'table' as const,
      label: 'Kinds of number',
      columns: ['Number', 'Kind'],
      rows: numbers.map((n) => [masked(n), n.type ?? 'not valid']),
    }
    if (numbers.some((n) => n.type === 'mobile'))
      return { is: 'clear', says: 'There is a number from a range for mobile phones.' }
    // A fixed number may be an internet line all the same, and North American ones look alike.
    if (!numbers.every((n) => n.type === 'voip'))
      return { is: 'abstain', because: 'the numbering plan does not say by what the number is carried' }
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': weight, 'hands-elsewhere': weight },
      says: 'The phone number is from a range for internet telephony, which can be used from anywhere.',
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A British number for internet telephony',
      gives: 'evidence',
      rows: [applies(['+44 56 0213 8891'])],
    },
    { title: 'A British mobile number', gives: 'clear', rows: [applies(['+44 7400 123456'])] },
    { title: 'One of each', gives: 'clear', rows: [applies(['+44 56 0213 8891', '+44 7400 123456'])] },
    {
      title: 'A North American number, which does not show it',
      gives: 'abstain',
      rows: [applies(['(602) 253-7712'])],
    },
  ],
})

function applies(phones: string[]) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { phones },
  }
}
