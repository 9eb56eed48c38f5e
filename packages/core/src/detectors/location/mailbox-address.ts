import { application } from '../../signals/application.ts'
import { mailboxOf } from '../../signals/mailboxes.ts'
import { postal } from '../../signals/postal.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'location/mailbox-address',
  version: 1,
  title: 'Is the home address a mailbox business, a virtual office or a forwarder?',
  why: 'Somebody who does not live where they say needs an address there that takes letters and parcels. Stores that rent out mailboxes, virtual offices and freight forwarders give one to anybody. Chains and the usual forms (PMB) are built in; most such addresses stand on a list that `telltale intel` loads, and without it they are not known.',
  benign: [
    'Somebody who keeps the real home private: confidentiality programmes after violence, public figures, journalists.',
    'People without a fixed home: van life, ships, long travel, people living abroad who keep a mailbox at home.',
    'Rural homes without delivery, and flats where parcels are stolen.',
    'A home in the same building as a mailbox business, in a town where the suite was left out.',
  ],
  clears: [
    'After an offer, an identity document or a lease shows a home near the place claimed.',
    'The applicant says plainly that it is a mailbox, and where the work will be done.',
  ],
  check: 'ask where the work will be done; after an offer, see the address on a document',
  settledBy: ['address-on-document', 'live-interview'],
  references: [
    {
      title:
        'US advisory of 16 May 2022 on remote IT workers: mailbox and forwarding addresses; ship only to the address on the identity document',
      url: 'https://ofac.treasury.gov/media/923126/download?inline',
    },
    {
      title:
        'USPS Domestic Mail Manual 508.1.8: commercial mail receiving agencies and how a private mailbox is written',
      url: 'https://pe.usps.com/text/dmm300/508.htm',
    },
  ],
  attack: ['T1585', 'T1656'],
  status: 'experimental',
  family: 'domicile',
  stage: 'application',
  tests: 'place',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest applicants give a mailbox is not published; the list is measured in bench/applicants/addresses.ts',
  },
  thresholds: {
    worth: {
      value: 0.8,
      unit: 'log₁₀',
      says: 'A home that is a mailbox: whoever lives elsewhere needs one, and so do honest people with a reason. Assumed.',
    },
    telling: {
      value: 100,
      unit: 'listed addresses',
      says: 'Below this many, that an address is not among them says nothing. Assumed.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const worth = window.threshold('worth')
    const telling = window.threshold('telling')
    const data = window.get(application)?.data
    if (!data?.address) return { is: 'abstain', because: 'the application has no address' }
    const agents = window.facts('mailbox-agents')
    const own = window.facts('forwarders')
    const found = mailboxOf(agents, own, data.address)
    if (found?.sure) {
      const says = {
        form: 'The home address is written as a private mailbox.',
        name: `The home address names ${found.of}, which receives mail for others.`,
        address: `The home address is one where mail is received for others (${found.of}).`,
        own: 'The home address stands on your company’s list of forwarders and mailboxes.',
      }[found.how]
      return {
        is: 'evidence',
        weight: {
          'identity-invented': worth,
          'device-elsewhere': worth,
          'hands-elsewhere': worth / 2,
          'identity-stolen': worth / 2,
        },
        says,
        exhibits: [
          {
            type: 'table',
            label: 'Found by',
            columns: ['How', 'Whose'],
            rows: [
              [
                { form: 'how it is written', name: 'a name', address: 'the list', own: 'your list' }[
                  found.how
                ],
                found.of,
              ],
            ],
          },
        ],
      }
    }
    if (found)
      return {
        is: 'abstain',
        because: `a business at that house number receives mail for others (${found.of}); no suite is written, so it can’t be told`,
      }
    const { number, street } = postal(data.address)
    if (!number || !street) return { is: 'abstain', because: 'no house and street stand in the address' }
    const known = agents.addresses.length + own.addresses.length
    if (known < telling)
      return {
        is: 'abstain',
        because: `only the names of chains, the usual forms and ${known} addresses are known: load the list of mailbox businesses with telltale intel`,
      }
    return {
      is: 'clear',
      says: `The home address is none of ${known} known addresses that receive mail for others.`,
    }
  },
  examples: [
    {
      title: 'A private mailbox, written as the post office wants it',
      gives: 'evidence',
      rows: [lives('64 W Central Ave PMB 1204, Edgewater, MD 21037')],
    },
    {
      title: 'The suite of a listed business, with a box behind it',
      gives: 'evidence',
      lists: withList(),
      rows: [lives('901 North Harbor Street, Suite 355-1204, Tampa, FL 33617-2210')],
    },
    {
      title: 'A flat in another house of that street',
      gives: 'clear',
      lists: withList(),
      rows: [lives('903 N Harbor St Apt 355, Tampa, FL 33617')],
    },
    {
      title: 'No list is loaded',
      gives: 'abstain',
      rows: [lives('12 Oak Street, Columbus, OH 43215')],
    },
    {
      title: 'The house of a listed business, without a suite',
      gives: 'abstain',
      lists: withList(),
      rows: [lives('901 N Harbor St, Tampa, FL 33617')],
    },
  ],
})

/** An invented list as a company would load it. */
function withList() {
  const addresses = Array.from({ length: 120 }, (_, i) => ({
    street: `${901 + 10 * i} N Harbor St Ste 355-MAILBOX`,
    city: 'Tampa',
    region: 'FL',
    postcode: '33617',
    of: 'Harbor Mail',
  }))
  return { 'mailbox-agents': { forms: [], chains: [], addresses } }
}

function lives(address: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { address },
  }
}
