import type { NumberType } from '../../facts/numbering-plans.ts'
import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { application } from '../../signals/application.ts'
import type { PhoneNumber } from '../../signals/phone-number.ts'
import { defineDetector, type Facts } from '../../types.ts'

/**
 * Assumed. Next to nobody has one of the first two as their own number; with up to five other findings about the number in
 * order, 1.5 still gives 0.75 for the family, which is enough to ask.
 */
const weights = { fictitious: 1.5, tollFree: 1.5, premium: 1, company: 0.5, personal: 0.3 }
/** An agency that writes its own toll-free line on every candidate. Assumed. */
const throughAgency = 0.1

/** What the numbering plan says a number is for, where that is not somebody's own line. */
const services: Partial<Record<NumberType, { weight: number; is: string }>> = {
  tollFree: { weight: weights.tollFree, is: 'a toll-free number, which firms have and people do not' },
  premium: { weight: weights.premium, is: 'a premium-rate number, which earns money on calls' },
  shared: { weight: weights.company, is: 'a shared-cost number, as firms have' },
  company: { weight: weights.company, is: 'a company-wide number' },
  voicemail: { weight: weights.company, is: 'the number of a voice mailbox' },
  pager: { weight: weights.personal, is: 'a pager' },
  personal: { weight: weights.personal, is: 'a number that follows its owner from line to line' },
}

export default defineDetector({
  id: 'contact/phone-fictitious',
  version: 1,
  title: 'Is the phone number one that a person can have?',
  why: 'Some numbers are kept free for films and belong to nobody; others are toll-free or premium-rate lines, which only firms rent. A person who gives one as their own cannot be reached there, or hides behind a service.',
  benign: [
    'An agency or a freelancer’s firm put its own line on the application.',
    'A placeholder was left in a résumé template.',
    'Somebody writes down an invented number to keep sales calls away, and means the e-mail address to be used.',
    'A toll-free line of a relay service for people who are deaf or hard of hearing.',
  ],
  clears: ['The applicant answers on the number.', 'They give a number of their own when asked.'],
  check: 'ask for a number of their own and call it',
  settledBy: ['ask-contact', 'call-claimed-owner'],
  references: [
    { title: 'ATIS-0300115, 555 NXX Assignment Guidelines: 555-0100 to 555-0199 for fictitious use' },
    {
      title: 'Ofcom, Telephone numbers for use in TV and radio drama programmes',
      url: 'https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama',
    },
    {
      title: 'FCC, What is a toll-free number and how does it work?',
      url: 'https://www.fcc.gov/consumers/guides/what-toll-free-number-and-how-does-it-work',
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
    on: 'No rate of such numbers among honest applicants is published; the weight alone asks for a contact and lists nobody',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const data = window.get(application)?.data
    const plans = window.facts('numbering-plans')
    const numbers = data ? numbersOf(data, plans) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const areas = window.facts('area-codes')
    const stories = window.facts('fictitious-numbers')
    const judged = numbers.flatMap((number) => {
      const kept = stories.countries[plans.byCode[number.code ?? '']?.[0] ?? ''] ?? []
      const found = judge(number, areas, kept)
      return found ? [{ number, ...found }] : []
    })
    if (judged.length === 0)
      return { is: 'abstain', because: 'no number is complete enough to tell what it is for' }
    const worst = judged.reduce((a, b) => (b.weight > a.weight ? b : a))
    const table = {
      type: 'table' as const,
      label: 'What the numbers are for',
      columns: ['Number', 'Use'],
      rows: judged.map((j) => [masked(j.number), j.is || 'somebody’s line']),
    }
    // One number of their own is enough to be reached on.
    if (judged.some((j) => j.weight === 0))
      return { is: 'clear', says: 'There is a phone number that a person can have.' }
    const weight = data.agency ? Math.min(throughAgency, worst.weight) : worst.weight
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': weight, 'job-shared': weight / 2 },
      says: `The phone number is ${worst.is}.${data.agency ? ' The application came through an agency, which may have put its own.' : ''}`,
      exhibits: [table],
    }
  },
  examples: [
    { title: 'A number kept free for films', gives: 'evidence', rows: [applies(['(602) 555-0142'])] },
    { title: 'A toll-free number', gives: 'evidence', rows: [applies(['1-888-253-7712'])] },
    {
      title: 'A London number kept free for films',
      gives: 'evidence',
      rows: [applies(['+44 20 7946 0321'])],
    },
    { title: 'An ordinary number', gives: 'clear', rows: [applies(['(602) 253-7712'])] },
    {
      title: 'A toll-free number beside an own one',
      gives: 'clear',
      rows: [applies(['888-253-7712', '602-253-7712'])],
    },
    { title: 'What a form’s hint says', gives: 'abstain', rows: [applies(['201-555-0123'])] },
    { title: 'A number cut short', gives: 'abstain', rows: [applies(['602-253-77'])] },
  ],
})

/** What the number is for, with a weight of 0 for somebody's own line; undefined when that can't be told. */
function judge(
  number: PhoneNumber,
  areas: Facts['area-codes'],
  kept: readonly string[],
): { weight: number; is: string } | undefined {
  const { area, national, type } = number
  if (area) {
    const { exchange, from, to } = areas.fictitious
    const line = national.slice(6)
    if (national.slice(3, 6) === exchange && line >= from && line <= to)
      return { weight: weights.fictitious, is: 'one that is kept free for films and belongs to nobody' }
    if (areas.reserved.includes(area))
      return {
        weight: weights.tollFree,
        is: 'in a range set aside for toll-free numbers that are not given out yet',
      }
  }
  if (kept.some((pattern) => new RegExp(`^(?:${pattern})$`).test(national)))
    return { weight: weights.fictitious, is: 'one that is kept free for films and belongs to nobody' }
  if (!type) return undefined
  return services[type] ?? { weight: 0, is: '' }
}

function applies(phones: string[], agency?: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { phones, agency },
  }
}
