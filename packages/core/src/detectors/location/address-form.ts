import { application } from '../../signals/application.ts'
import { postal } from '../../signals/postal.ts'
import { placeOf } from '../../signals/written-place.ts'
import { defineDetector, type Exhibit, type Facts } from '../../types.ts'

/** Codes of states that are codes of countries with five-digit postcodes as well: Germany, Indonesia, Morocco and others. */
const alsoCountries = new Set(['AL', 'DE', 'ID', 'IL', 'MA', 'ME', 'MN', 'PA', 'SD'])

export default defineDetector({
  id: 'location/address-form',
  version: 1,
  title: 'Does the address fit together: house, street, town, state and postcode?',
  why: 'An address that was put together rather than lived at tends to have a postcode of another state, or one that does not exist. It is read as text only: whether the house stands there is not looked up, and nothing leaves the machine. Addresses outside the United States are not judged.',
  benign: [
    'A digit mistyped, or a leading zero that a spreadsheet took away.',
    'A town just across a state line, or served by a post office there.',
    'Somebody who moved and changed one part of the address only.',
  ],
  clears: [
    'The address on an identity document, after an offer, is the one given or close to it.',
    'The applicant confirms the address when asked, and the postcode fits.',
  ],
  check: 'ask for the address again, plainly; after an offer, see it on a document',
  settledBy: ['address-on-document'],
  references: [
    {
      title: 'USPS Domestic Mail Manual, labeling list L002: three-digit ZIP code prefixes',
      url: 'https://pe.usps.com/text/LabelingLists/L002.htm',
    },
    {
      title: 'USPS Publication 28, Postal Addressing Standards',
      url: 'https://pe.usps.com/text/pub28/welcome.htm',
    },
  ],
  attack: ['T1585'],
  status: 'experimental',
  family: 'domicile',
  stage: 'application',
  tests: 'place',
  bears: ['device-elsewhere', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants mistype their own postcode is not published',
  },
  thresholds: {
    otherState: {
      value: 0.2,
      unit: 'log₁₀',
      says: 'A postcode of another state: a typing error in one digit does the same. Assumed.',
    },
    noOffice: { value: 0.2, unit: 'log₁₀', says: 'A postcode that no post office has. Assumed.' },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const otherState = window.threshold('otherState')
    const noOffice = window.threshold('noOffice')
    const data = window.get(application)?.data
    if (!data?.address) return { is: 'abstain', because: 'the application has no address' }
    const { number, street, region, postcode, country, said } = postal(data.address)
    const place = typeof data.place === 'string' ? placeOf(data.place) : data.place
    const american = said ? country === 'US' : place?.country ? place.country === 'US' : undefined
    if (american === false || (country && country !== 'US'))
      return { is: 'abstain', because: 'only addresses in the United States are judged by their form' }
    if (!region && !postcode)
      return { is: 'abstain', because: 'neither a state nor a postcode stands in the address' }
    if (!region || !postcode || !/^\d{5}$/.test(postcode))
      return { is: 'abstain', because: `the address has no ${region ? 'postcode' : 'state'} to compare` }
    const held = holders(window.facts('zip-prefixes'), postcode.slice(0, 3))
    const rows: [string, string][] = [
      ['State', region],
      ['Postcode', postcode],
      ['States of that postcode', held.join(', ') || 'none'],
    ]
    const exhibits: [Exhibit] = [{ type: 'table', label: 'As written', columns: ['Part', 'Value'], rows }]
    if (held.includes(region)) {
      if (!number || !street)
        return { is: 'abstain', because: 'the address has a town and a postcode, but no house and street' }
      return {
        is: 'clear',
        says: 'House, street, town, state and postcode of the address fit together.',
        exhibits,
      }
    }
    // "Berlin, DE 10115" and its like
    if (american === undefined && alsoCountries.has(region))
      return { is: 'abstain', because: 'the address may be one of another country: it is not said' }
    const weight = held.length > 0 ? otherState : noOffice
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'device-elsewhere': weight / 2 },
      says:
        held.length > 0
          ? `The postcode ${postcode} does not belong to ${region}, the state in the address.`
          : `No postcode of the United States begins like ${postcode}.`,
      exhibits,
    }
  },
  examples: [
    {
      title: 'A postcode of another state',
      gives: 'evidence',
      rows: [lives('12 Oak Street, Columbus, OH 85014')],
    },
    {
      title: 'A postcode that no post office has',
      gives: 'evidence',
      rows: [lives('12 Oak Street, Columbus, OH 00012, USA')],
    },
    { title: 'Everything fits', gives: 'clear', rows: [lives('12 Oak Street Apt 4, Columbus, OH 43215')] },
    { title: 'A town and a state', gives: 'abstain', rows: [lives('Columbus, OH')] },
    { title: 'Another country', gives: 'abstain', rows: [lives('Hauptstraße 5, 10115 Berlin, Germany')] },
    {
      title: 'Another country that shares its letters with a state',
      gives: 'abstain',
      rows: [lives('Hauptstr. 5, Berlin, DE 10115')],
    },
  ],
})

function holders(list: Facts['zip-prefixes'], prefix: string): string[] {
  return Object.entries(list.states)
    .filter(([, ranges]) => ranges.some(([from, to]) => prefix >= from && prefix <= to))
    .map(([state]) => state)
}

function lives(address: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { address },
  }
}
