import { application } from '../../signals/application.ts'
import { addressesOf, listedDomain, noAddress, setOf } from '../../signals/email-address.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'contact/email-disposable',
  version: 1,
  title: 'Is the e-mail address one that is thrown away after minutes?',
  why: 'Some services hand anybody a mailbox for minutes, without a password. Whoever wants to hear back about a job does not write one down; whoever applies under many names finds them handy. Relays that forward to a mailbox of one’s own are something else, and are not held against anybody.',
  benign: [
    'Somebody who tries out the form, or keeps their address from being sold and did not think of the reply.',
    'A small provider that ended up on a list of disposable domains.',
    'A company’s own domain that was once used by such a service.',
  ],
  clears: ['The applicant answers from the address weeks later.', 'They give a lasting address when asked.'],
  check: 'ask for a lasting address, and write to it',
  settledBy: ['ask-contact', 'call-claimed-owner'],
  references: [
    {
      title:
        'Hu, Peng, Wang: Characterizing pixel tracking through the lens of disposable email services (IEEE S&P 2019)',
      url: 'https://doi.org/10.1109/SP.2019.00033',
    },
    {
      title: 'FBI public service announcement PSA250123, January 2025: contacts made up for an application',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585.002'],
  status: 'experimental',
  family: 'mailbox',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-invented', 'identity-stolen', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest applicants write such an address is not published; the weight alone asks for a contact and lists nobody',
  },
  thresholds: {
    weight: {
      value: 1.2,
      unit: 'log₁₀',
      says: 'Assumed: beside one other finding about the address in order it still gives 0.9 for the family.',
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
    const { domains } = window.facts('disposable-domains')
    if (domains.size === 0) return { is: 'abstain', because: 'no list of disposable domains is loaded' }
    const { providers, relays } = window.facts('mail-providers')
    const judged = addresses.map(({ shown, domain }) => {
      if (listedDomain(domain, setOf(relays))) return { shown, kind: 'forwards to a mailbox' as const }
      // a list made by many hands may hold a provider of millions by mistake
      if (setOf(providers).has(domain)) return { shown, kind: 'lasting' as const }
      return { shown, kind: listedDomain(domain, domains) ? ('disposable' as const) : ('lasting' as const) }
    })
    const table = {
      type: 'table' as const,
      label: 'Addresses',
      columns: ['Address', 'Kind'],
      rows: judged.map((j) => [j.shown, j.kind]),
    }
    if (judged.some((j) => j.kind !== 'disposable'))
      return {
        is: 'clear',
        says: judged.some((j) => j.kind === 'lasting')
          ? 'There is an e-mail address on no list of disposable ones.'
          : 'The e-mail address forwards to a mailbox of the applicant’s own.',
      }
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': weight, 'job-shared': weight / 2 },
      says: 'The e-mail address is from a service that hands out mailboxes for minutes.',
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A mailbox for ten minutes',
      gives: 'evidence',
      rows: [applies(['d.lee@minutes.example'])],
      lists: listed(),
    },
    {
      title: 'At a subdomain of such a service',
      gives: 'evidence',
      rows: [applies(['d.lee@a1.minutes.example'])],
      lists: listed(),
    },
    {
      title: 'A provider of millions',
      gives: 'clear',
      rows: [applies(['d.lee.77@gmail.com'])],
      lists: listed(),
    },
    {
      title: 'A relay that hides the mailbox behind it',
      gives: 'clear',
      rows: [applies(['xk29vd@privaterelay.appleid.com'])],
      lists: listed(),
    },
    {
      title: 'One of each',
      gives: 'clear',
      rows: [applies(['d.lee@minutes.example', 'd.lee.77@gmail.com'])],
      lists: listed(),
    },
    { title: 'No list', gives: 'abstain', rows: [applies(['d.lee@minutes.example'])] },
    { title: 'What a form filled in', gives: 'abstain', rows: [applies(['test@test.com'])], lists: listed() },
  ],
})

function listed() {
  return { 'disposable-domains': { domains: new Set(['minutes.example']) } }
}

function applies(emails: string[]) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { emails },
  }
}
