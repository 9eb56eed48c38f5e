import { application } from '../../signals/application.ts'
import { appliedAt } from '../../signals/applied.ts'
import { addressesOf, noAddress } from '../../signals/email-address.ts'
import { defineDetector } from '../../types.ts'

const day = 86_400_000
/** Assumed: a fresh address for the search of a job is good advice, and many follow it. */
const clearing = -0.2

export default defineDetector({
  id: 'contact/email-age',
  version: 1,
  title: 'How long before the application was the e-mail address first seen anywhere?',
  why: 'Somebody’s address leaves traces over the years: in leaks, in lists, in mail that services saw. An invented applicant’s begins shortly before the first application. Telltale asks nobody; where the company buys such a date from a reputation service, it is read here.',
  benign: [
    'A new address for the search of a job, after a change of name or of provider, or after leaving a school.',
    'A relay or an alias that makes a new address for each form.',
    'A careful person whose address was never in a leak.',
  ],
  clears: [
    'The applicant answers from an older address as well.',
    'Work or a school confirms another address of theirs.',
  ],
  check: 'ask for another way to reach them',
  settledBy: ['ask-contact'],
  references: [
    {
      title:
        'Pindrop, 2025, on candidates: addresses of suspected fraud were first seen 48 days before on average, others 1,646 days',
    },
  ],
  attack: ['T1585.002'],
  status: 'experimental',
  family: 'mailbox',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'Two means of one vendor, without their spread; thresholds and weights lie between them and are assumed',
  },
  thresholds: {
    young: {
      value: 60,
      unit: 'days',
      says: 'From the first sighting to the application: below, it weighs. Assumed between the two published means.',
    },
    old: {
      value: 3 * 365,
      unit: 'days',
      says: 'From the first sighting to the application: above, it clears. Assumed.',
    },
    weight: {
      value: 0.3,
      unit: 'log₁₀',
      says: 'Of a fresh address. Assumed: for the search of a job it is good advice, and many follow it.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const young = window.threshold('young')
    const old = window.threshold('old')
    const weight = window.threshold('weight')
    const data = window.get(application)?.data
    if (!data || addressesOf(data).length === 0) return { is: 'abstain', because: noAddress }
    if (data.emailFirstSeenAt === undefined)
      return { is: 'abstain', because: 'nobody says when the e-mail address was first seen' }
    const days = Math.floor((appliedAt(data) - data.emailFirstSeenAt) / day)
    // counted in seconds, or a look-up made later that saw the application itself
    if (!(days >= 0) || days > 50 * 365)
      return { is: 'abstain', because: 'the date of the first sighting does not lie before the application' }
    const exhibit = {
      type: 'number' as const,
      label: 'First seen before the application',
      value: days,
      unit: 'days',
      expected: { low: young, high: 20 * 365 },
    }
    if (days < young)
      return {
        is: 'evidence',
        weight: { 'identity-invented': weight, 'identity-stolen': weight },
        says: `The e-mail address was first seen ${days} days before the application; people often make a new one to look for a job.`,
        exhibits: [exhibit],
      }
    return {
      is: 'clear',
      ...(days >= old && { weight: { 'identity-invented': clearing } }),
      says:
        days >= old
          ? `The e-mail address has been in use for ${Math.floor(days / 365)} years or more.`
          : 'The e-mail address was in use well before the application.',
      exhibits: [exhibit],
    }
  },
  examples: [
    { title: 'First seen three weeks before', gives: 'evidence', rows: [applies(21)] },
    { title: 'In use for six years', gives: 'clear', rows: [applies(6 * 365)] },
    { title: 'In use for half a year', gives: 'clear', rows: [applies(182)] },
    { title: 'Nobody was asked', gives: 'abstain', rows: [applies()] },
    { title: 'First seen with this very application', gives: 'abstain', rows: [applies(-1)] },
  ],
  calendar: true,
})

function applies(days?: number) {
  const at = 1_767_225_600_000
  const emailFirstSeenAt = days === undefined ? undefined : at - days * day
  return {
    kind: 'application' as const,
    at,
    about: ['application:A-1' as const],
    data: { emails: ['d.lee.77@letters.example'], emailFirstSeenAt },
  }
}
