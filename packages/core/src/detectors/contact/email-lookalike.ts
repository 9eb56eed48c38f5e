import { type ApplicationAsRead, application } from '../../signals/application.ts'
import { companyKey, companyNamed } from '../../signals/company-names.ts'
import {
  addressesOf,
  type EmailAddress,
  listedDomain,
  noAddress,
  setOf,
} from '../../signals/email-address.ts'
import { domainName, type Likeness, nameLikeness } from '../../signals/look-alike.ts'
import { defineDetector, type Facts } from '../../types.ts'

/** Beside a domain that the company's list gives for the claimed employer. Assumed. */
const listedWeights: Record<Exclude<Likeness, 'same'>, number> = {
  'look-alike letters': 1.5,
  'one typing mistake': 1.2,
  'an added word': 1,
  'another ending': 0.4,
}
/** Beside the employer's name only: where it really writes from, nobody said. Assumed. */
const namedWeights: Partial<Record<Likeness, number>> = {
  'look-alike letters': 0.8,
  'one typing mistake': 0.4,
  'an added word': 0.3,
}
/** What somebody writes as a name can be a page long. */
const longestShown = 80
/** A name is long enough to be told from others. Assumed. */
const shortestName = 6

interface Meeting {
  shown: string
  employer: string
  likeness: Exclude<Likeness, 'same'> | 'own' | 'none'
  weight: number
}

export default defineDetector({
  id: 'contact/email-lookalike',
  version: 1,
  title: 'Does the e-mail address imitate one of a claimed employer?',
  why: 'An address that looks like a known firm’s lends an application its name. Whoever works there writes from its own domain; whoever imitates it registers a look-alike: a letter exchanged, a digit for a letter, “-careers” behind the name, another ending.',
  benign: [
    'A subsidiary, a country’s branch, or a brand that the firm owns as well.',
    'Another firm with nearly the same name, or the applicant’s own.',
    'The employer’s name is misspelt on the résumé, and the address is the real one.',
    'A domain that the firm used before.',
  ],
  clears: [
    'The employer, reached through its own site, confirms the domain.',
    'The domain turns out to be another firm’s with a similar name.',
  ],
  check: 'call the employer on the number from its own site; write to no address on the application',
  settledBy: ['call-claimed-owner', 'call-employer', 'ask-contact'],
  references: [
    {
      title: 'Szurdi et al., The long “taile” of typosquatting domain names (USENIX Security 2014)',
      url: 'https://www.usenix.org/conference/usenixsecurity14/technical-sessions/presentation/szurdi',
    },
    {
      title: 'Unicode Technical Standard 39: letters that are taken for each other',
      url: 'https://www.unicode.org/reports/tr39/',
    },
  ],
  attack: ['T1583.001', 'T1656'],
  status: 'experimental',
  family: 'mailbox',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'No population of applicants’ domains is published; where the employer’s own domain is not on the company’s list, weights stay below what moves anybody',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const data = window.get(application)?.data
    const all = data ? addressesOf(data) : []
    if (!data || all.length === 0) return { is: 'abstain', because: noAddress }
    const { providers, relays } = window.facts('mail-providers')
    const addresses = all.filter(
      ({ domain }) => !setOf(providers).has(domain) && !listedDomain(domain, setOf(relays)),
    )
    if (addresses.length === 0)
      return { is: 'abstain', because: 'every address is at a provider of mailboxes: it names no employer' }
    const { companies } = window.facts('companies')
    const meetings = addresses.flatMap((address) => meet(address, data, companies))
    if (meetings.length === 0)
      return { is: 'abstain', because: 'no employer is named that a domain could imitate' }
    const own = meetings.find((m) => m.likeness === 'own')
    const worst = meetings.reduce((a, b) => (b.weight > a.weight ? b : a))
    const table = {
      type: 'table' as const,
      label: 'Addresses beside employers',
      columns: ['Address', 'Employer', 'Likeness'],
      rows: meetings.filter((m) => m.weight > 0 || m === own).map((m) => [m.shown, m.employer, m.likeness]),
    }
    if (worst.weight === 0)
      return {
        is: 'clear',
        says: own
          ? `The e-mail address is at ${own.employer}’s own domain.`
          : 'The e-mail address imitates none of the employers on the résumé.',
        ...(own && { exhibits: [table] }),
      }
    return {
      is: 'evidence',
      weight: { 'identity-invented': worst.weight, 'identity-stolen': worst.weight },
      says: `${opening[worst.likeness as keyof typeof opening]} ${worst.employer}’s.`,
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A digit in place of a letter of the employer’s domain',
      gives: 'evidence',
      rows: [applies('d.lee@example-fre1ght.com', 'Example Freight, Inc.')],
      lists: freight(),
    },
    {
      title: 'The employer’s name with “-careers” behind it',
      gives: 'evidence',
      rows: [applies('d.lee@examplefreight-careers.com', 'Example Freight')],
    },
    {
      title: 'The employer’s own domain',
      gives: 'clear',
      rows: [applies('d.lee@mail.example-freight.com', 'Example Freight')],
      lists: freight(),
    },
    {
      title: 'A branch in another country',
      gives: 'clear',
      rows: [applies('d.lee@example-freight.de', 'Example Freight GmbH')],
      lists: freight(),
    },
    {
      title: 'A domain of the applicant’s own',
      gives: 'clear',
      rows: [applies('mail@dlee.dev', 'Example Freight')],
    },
    {
      title: 'An ordinary mailbox',
      gives: 'abstain',
      rows: [applies('examplefreight@gmail.com', 'Example Freight')],
    },
  ],
})

const opening: Record<keyof typeof listedWeights, string> = {
  'another ending': 'The e-mail address is at a domain with the same name and another ending than',
  'look-alike letters': 'The e-mail address is at a domain whose letters only look like',
  'one typing mistake': 'The e-mail address is at a domain that is a typing mistake away from',
  'an added word': 'The e-mail address is at a domain made by adding a word to',
}

function meet(
  { shown, domain }: EmailAddress,
  { work = [] }: ApplicationAsRead,
  companies: Facts['companies']['companies'],
): Meeting[] {
  const seen = domainName(domain)
  return work.flatMap(({ name }): Meeting[] => {
    const employer = name?.trim().slice(0, longestShown)
    if (!employer) return []
    const meeting = (likeness: Meeting['likeness'], weight = 0) => ({ shown, employer, likeness, weight })
    const domains = companyNamed(companies, employer)?.domains?.map(domainName) ?? []
    if (domains.some((real) => real.owned === seen.owned)) return [meeting('own')]
    if (domains.length > 0)
      return domains.map((real) => {
        const likeness = nameLikeness(seen.name, real.name)
        if (likeness !== 'same')
          return likeness ? meeting(likeness, listedWeights[likeness]) : meeting('none')
        return isBranch(seen.ending)
          ? meeting('another ending')
          : meeting('another ending', listedWeights['another ending'])
      })
    const key = companyKey(employer)
    if (key.length < shortestName) return []
    const likeness = nameLikeness(seen.name, key)
    // a domain of the very name is the likeliest of all to be the employer's own
    return [likeness && likeness !== 'same' ? meeting(likeness, namedWeights[likeness]) : meeting('none')]
  })
}

/** Endings of two letters that are sold as words rather than used in their country. */
const soldAsWords = /^(?:ai|cc|co|io|me|tv|ws)$/

/** A firm's branches write from the ending of their country. */
function isBranch(ending: string): boolean {
  return /(?:^|\.)[a-z]{2}$/.test(ending) && !soldAsWords.test(ending)
}

function freight() {
  return { companies: { companies: [{ name: 'Example Freight, Inc.', domains: ['example-freight.com'] }] } }
}

function applies(email: string, employer: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { emails: [email], work: [{ name: employer }] },
  }
}
