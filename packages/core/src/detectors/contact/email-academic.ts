import type { AbusedDomain } from '../../facts/abused-domains.ts'
import { type ApplicationAsRead, application } from '../../signals/application.ts'
import { addressesOf, listedDomain, noAddress } from '../../signals/email-address.ts'
import { institutionNamed } from '../../signals/institutions.ts'
import { domainName } from '../../signals/look-alike.ts'
import { defineDetector, type Facts } from '../../types.ts'

/** Endings under which schools of many countries write. */
const academic = /\.edu$|\.(?:edu|ac)\.[a-z]{2}$/

export default defineDetector({
  id: 'contact/email-academic',
  version: 1,
  title: 'Is an academic address from a school that the applicant says they attended?',
  why: 'Some schools give an address to everybody who fills in a form, and false enrolments are made for it: the address opens student offers and makes an invented life look settled. An address at such a school while the résumé names other schools only is a small contradiction.',
  benign: [
    'A summer course, a course beside the job or one that was dropped: few put it on a résumé.',
    'An employee of the school, or a pupil who took a course there.',
    'A district of colleges that share one domain.',
  ],
  clears: ['The applicant says what they studied there.', 'The school is on the résumé under another name.'],
  check: 'ask since when they have the address',
  settledBy: ['ask-contact', 'verify-degree'],
  references: [
    {
      title: "California Community Colleges Chancellor's Office, on false enrolments",
      url: 'https://www.cccco.edu/',
    },
    {
      title: 'JetBrains swot: academic domains, and those left out because they are abused',
      url: 'https://github.com/JetBrains/swot',
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
    on: 'The share of false enrolments among such addresses is not published per domain',
  },
  thresholds: {
    weight: {
      value: 0.4,
      unit: 'log₁₀',
      says: 'Assumed: most who hold such an address did enrol, and leave a course they dropped off the résumé.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const weight = window.threshold('weight')
    const data = window.get(application)?.data
    const addresses = data ? addressesOf(data) : []
    if (!data || addresses.length === 0) return { is: 'abstain', because: noAddress }
    const { domains } = window.facts('abused-domains')
    if (domains.length === 0)
      return { is: 'abstain', because: 'the list of abused academic domains is empty' }
    const listed = byDomain(domains)
    const found = addresses.flatMap(({ shown, domain }) => {
      const on = listed.get(listedDomain(domain, listed) ?? '')
      return on ? [{ shown, domain, on }] : []
    })
    if (found.length === 0)
      return addresses.some(({ domain }) => academic.test(domain))
        ? {
            is: 'clear',
            says: 'The academic address is at a school that checks who enrols, as far as is known.',
          }
        : { is: 'abstain', because: 'no address is an academic one' }
    const table = {
      type: 'table' as const,
      label: 'Academic addresses',
      columns: ['Address', 'Why it is on the list'],
      rows: found.map(({ shown, on }) => [shown, on.reason]),
    }
    const meets = found.map(({ domain }) => attended(data, domain, window.facts('institutions')))
    if (meets.includes('yes'))
      return {
        is: 'clear',
        says: 'The academic address is from a school on the résumé.',
        exhibits: [table],
      }
    if (meets.includes('unsure'))
      return { is: 'abstain', because: 'a school on the résumé may be the one of the address' }
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': weight },
      says: 'The e-mail address is from a school that gives one to everybody who enrols online, and the résumé does not name that school.',
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'An address of a school that the résumé does not name',
      gives: 'evidence',
      rows: [applies('dlee42@student.smc.edu', 'Stanford University')],
    },
    {
      title: 'An address of the school on the résumé',
      gives: 'clear',
      rows: [applies('dlee42@student.smc.edu', 'Santa Monica College')],
    },
    {
      title: 'An address of a school that is on no list',
      gives: 'clear',
      rows: [applies('dlee42@stanford.edu', 'Stanford University')],
    },
    {
      title: 'Another college, which may belong to the same district',
      gives: 'abstain',
      rows: [applies('dlee42@student.laccd.edu', 'Example Valley College')],
    },
    {
      title: 'No academic address',
      gives: 'abstain',
      rows: [applies('dlee42@gmail.com', 'Stanford University')],
    },
  ],
})

const indexes = new WeakMap<readonly AbusedDomain[], ReadonlyMap<string, AbusedDomain>>()

function byDomain(domains: readonly AbusedDomain[]): ReadonlyMap<string, AbusedDomain> {
  let index = indexes.get(domains)
  if (!index) {
    index = new Map(domains.map((d) => [d.domain, d]))
    indexes.set(domains, index)
  }
  return index
}

/** Whether one of the named schools is the address's: by the list, by its name or by its initials. */
function attended(
  { education = [] }: ApplicationAsRead,
  domain: string,
  institutions: Facts['institutions'],
): 'yes' | 'no' | 'unsure' {
  const { owned, name } = domainName(domain)
  let unsure = false
  for (const { institution } of education) {
    if (!institution) continue
    const met = institutionNamed(institutions, institution)
    const theirs = met?.institution.domains ?? []
    if (theirs.some((d) => domainName(d).owned === owned)) return 'yes'
    const words: string[] = institution.toLowerCase().match(/\p{L}+/gu) ?? []
    const initials = words
      .filter((word) => !/^(?:of|the|and|at|for|in)$/.test(word))
      .map((word) => word[0])
      .join('')
    if (words.includes(name) || initials === name) return 'yes'
    // a college whose domain nobody knows can be one of a district
    if (theirs.length === 0) unsure = true
  }
  return unsure ? 'unsure' : 'no'
}

function applies(email: string, institution: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { emails: [email], education: [{ institution }] },
  }
}
