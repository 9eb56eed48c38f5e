import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { listedMonths, monthAt, shownMonth } from '../../signals/dates-written.ts'
import type { PhoneNumber } from '../../signals/phone-number.ts'
import { defineDetector } from '../../types.ts'

/** Assumed: with up to five findings about the number in order, it still gives 0.75 for the family, enough to ask. */
const weight = 1.5
/** Months around the day on which the number was last seen in which it weighs all that it can. Assumed. */
const near = 3
/** From here on the number has probably a new owner: carriers give numbers out again after 45 days or more. Assumed. */
const forgotten = 24

export default defineDetector({
  id: 'contact/phone-disposable',
  version: 1,
  title: 'Is the phone number one whose messages anybody can read on a public page?',
  why: 'Some web pages show the text messages that come in on their numbers, so that anybody can pass a check by text message without a phone. Nobody who wants to be called back lists one. Such numbers are given up and find honest owners, so how long ago it was seen there matters.',
  benign: [
    'The number was such a one years ago and was given to somebody new.',
    'A mistyped digit that happens to give such a number.',
    'Somebody who keeps their own number from being sold and means to be reached by e-mail.',
  ],
  clears: [
    'The applicant answers a call on the number.',
    'They give a number of their own when asked.',
    'The number was seen on such a page long before they had it.',
  ],
  check: 'call the number, and ask for one of their own',
  settledBy: ['ask-contact', 'call-claimed-owner'],
  references: [
    {
      title:
        '47 CFR 52.15(f)(1)(ii): numbers that were given up rest for 45 days or more before they are given out again',
      url: 'https://www.ecfr.gov/current/title-47/chapter-I/subchapter-B/part-52/subpart-B/section-52.15',
    },
    {
      title:
        'Reaves et al., Sending out an SMS: characterizing the security of the SMS ecosystem with public gateways (IEEE S&P 2016)',
      url: 'https://doi.org/10.1109/SP.2016.28',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'phone',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest applicants have ever held such a number is not published; the weight alone asks for a contact and lists nobody',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  calendar: true,
  detect(window) {
    const data = window.get(application)?.data
    const numbers = data ? numbersOf(data, window.facts('numbering-plans')) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const { numbers: listed } = window.facts('disposable-numbers')
    if (isEmpty(listed)) return { is: 'abstain', because: 'no list of disposable numbers is loaded' }
    const applied = monthAt(appliedAt(data))
    const found = numbers
      .flatMap((number) => {
        const seen = listedMonths(seenOn(listed, number))?.from
        return seen === undefined ? [] : [{ number, seen, weight: worth(Math.abs(applied - seen)) }]
      })
      .sort((a, b) => b.weight - a.weight)
    const worst = found[0]
    if (!worst)
      return {
        is: 'clear',
        says: `${numbers.length === 1 ? 'The phone number is' : 'None of the phone numbers is'} on no list of disposable numbers.`,
      }
    const table = {
      type: 'table' as const,
      label: 'Seen on public pages',
      columns: ['Number', 'Last seen', 'Applied'],
      rows: found.map((f) => [masked(f.number), shownMonth(f.seen), shownMonth(applied)]),
    }
    if (worst.weight === 0)
      return {
        is: 'clear',
        says: `The phone number was a disposable one in ${shownMonth(worst.seen)}; so far from the application it has probably another owner.`,
        exhibits: [table],
      }
    return {
      is: 'evidence',
      weight: {
        'identity-invented': worst.weight,
        'identity-stolen': worst.weight,
        'job-shared': worst.weight / 2,
      },
      says: `Messages to this phone number could be read by anybody on a public web page, last seen in ${shownMonth(worst.seen)}.`,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'On the list, last seen in the month of the application',
      gives: 'evidence',
      rows: [applies('(602) 253-7712')],
      lists: { 'disposable-numbers': { numbers: { 16022537712: '2025-12-20' } } },
    },
    {
      title: 'On the list a year before: weaker',
      gives: 'evidence',
      rows: [applies('+1 602 253 7712')],
      lists: { 'disposable-numbers': { numbers: { 16022537712: '2025-01-09' } } },
    },
    {
      title: 'On the list five years before: the number has another owner',
      gives: 'clear',
      rows: [applies('602.253.7712')],
      lists: { 'disposable-numbers': { numbers: { 16022537712: '2020-12-20' } } },
    },
    {
      title: 'The next number on the list',
      gives: 'clear',
      rows: [applies('602.253.7711')],
      lists: { 'disposable-numbers': { numbers: { 16022537712: '2025-12-20' } } },
    },
    { title: 'No list', gives: 'abstain', rows: [applies('(602) 253-7712')] },
  ],
})

function worth(months: number): number {
  return weight * Math.min(1, Math.max(0, (forgotten - months) / (forgotten - near)))
}

/** Lists hold E.164; where nobody knows the country, the digits as written are looked for too. */
function seenOn(
  listed: Readonly<Record<string, string>>,
  { digits, national, code }: PhoneNumber,
): string | undefined {
  for (const key of code ? [digits] : [digits, `1${national}`])
    if (Object.hasOwn(listed, key)) return listed[key]
  return undefined
}

const empty = new WeakMap<object, boolean>()

/** Asked once a list: to look for a first key, the runtime gathers all of them. */
function isEmpty(listed: object): boolean {
  let known = empty.get(listed)
  if (known === undefined) {
    known = Object.keys(listed).length === 0
    empty.set(listed, known)
  }
  return known
}

function applies(phone: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { phones: [phone] },
  }
}
