import { masked, noNumber, numbersOf } from '../../signals/applicant-numbers.ts'
import { type ApplicationAsRead, application } from '../../signals/application.ts'
import { type ClaimedPlace, claimedPlaces, historyOf, names } from '../../signals/claimed-places.ts'
import { greatCircleKm, type Point } from '../../signals/distance.ts'
import { institutionNamed } from '../../signals/institutions.ts'
import type { PhoneNumber } from '../../signals/phone-number.ts'
import { defineDetector, type Facts } from '../../types.ts'

/**
 * Assumed. People keep their number when they move, so another state says next to nothing; a number of a country that
 * neither the claim nor anything before it names says a little more.
 */
const weights = { region: 0.1, country: 0.3 }
/** A metropolis reaches over state lines, and an area over hundreds of kilometres. Assumed. */
const nearKm = 150
/** Answers remembered about neighbouring areas: more than there are areas beside states. */
const mostPairs = 50_000
/** Telephone numbering calls them countries; addresses put them in the United States. */
const territories = new Set(['PR', 'GU', 'VI', 'AS', 'MP'])

type Fit = 'here' | 'before' | 'region' | 'country'
const order: readonly Fit[] = ['here', 'before', 'region', 'country']

export default defineDetector({
  id: 'contact/phone-elsewhere',
  version: 1,
  title: 'Is the phone number from a place where the applicant lives or has lived?',
  why: 'A number’s area code or country is where somebody once got it. Most people have it from home, from school or from an earlier job. A number from a place that appears nowhere in a life is a small contradiction, and no more: the résumé need not name every place.',
  benign: [
    'Somebody moved and kept the number; a family plan from another state.',
    'Newcomers who still have the number of the country they came from.',
    'A number chosen by an internet telephony service.',
    'A place that the résumé does not name: childhood, military service, a partner’s home.',
  ],
  clears: [
    'The applicant says where the number is from.',
    'An earlier address, school or job is in that place.',
  ],
  check: 'ask since when they have the number, and call it',
  settledBy: ['ask-contact'],
  references: [
    {
      title: 'FCC, wireless local number portability: people who move keep their number',
      url: 'https://www.fcc.gov/general/wireless-local-number-portability-wlnp',
    },
    {
      title:
        'FBI public service announcement PSA250123, January 2025: contacts that do not fit the claimed place',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1656'],
  status: 'experimental',
  family: 'phone',
  stage: 'application',
  tests: 'place',
  bears: ['hands-elsewhere', 'identity-invented', 'identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'The share of applicants with a number from elsewhere is not published; both weights stay below what moves anybody',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const data = window.get(application)?.data
    const lists = { plans: window.facts('numbering-plans'), codes: window.facts('area-codes').codes }
    const numbers = data ? numbersOf(data, lists.plans) : []
    if (!data || numbers.length === 0) return { is: 'abstain', because: noNumber }
    const claimed = claimedPlaces(data)
    if (claimed.length === 0) return { is: 'abstain', because: 'no place is claimed that a number could fit' }
    const placed = numbers.flatMap((number) => {
      const from = originOf(number, lists.codes)
      const fit = from && fitOf(from, claimed, lists)
      return fit ? [{ number, from, fit }] : []
    })
    if (placed.length === 0)
      return { is: 'abstain', because: 'no number tells a place that could be compared with the claim' }
    for (const one of placed)
      if (one.fit !== 'here' && lived(data, one, () => window.facts('institutions'))) one.fit = 'before'
    const nearest = best(placed.map((p) => p.fit))
    const table = {
      type: 'table' as const,
      label: 'Numbers and places',
      columns: ['Number', 'Its place'],
      rows: placed.map(({ number, fit }) => [masked(number), words[fit]]),
    }
    if (nearest === 'here' || nearest === 'before')
      return {
        is: 'clear',
        says:
          nearest === 'here'
            ? 'The phone number is from where the applicant claims to live.'
            : 'The phone number is from a place where the applicant was before.',
      }
    const weight = weights[nearest]
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': weight, 'identity-invented': weight, 'identity-stolen': weight },
      says:
        nearest === 'region'
          ? 'The phone number’s area code is from a state that neither the address nor the résumé names; many people keep a number when they move.'
          : 'The phone number is from another country than the claimed home, and nothing on the résumé was there.',
      exhibits: [table],
    }
  },
  examples: [
    {
      title: 'A number from a state that nothing names',
      gives: 'evidence',
      rows: [applies({ phones: ['(602) 253-7712'], address: '9 Elm Street, Tampa, FL 33602' })],
    },
    {
      title: 'A number from another country',
      gives: 'evidence',
      rows: [applies({ phones: ['+44 7400 123456'], place: 'Tampa, FL' })],
    },
    {
      title: 'A number from home',
      gives: 'clear',
      rows: [applies({ phones: ['(602) 253-7712'], address: '12 Oak Street, Phoenix AZ 85004' })],
    },
    {
      title: 'Moved, and kept the number of the college town',
      gives: 'clear',
      rows: [
        applies({
          phones: ['(602) 253-7712'],
          place: 'Tampa, FL',
          education: [{ institution: 'Arizona State University' }],
        }),
      ],
    },
    {
      title: 'Lives across the river from where the number is from',
      gives: 'clear',
      rows: [applies({ phones: ['(212) 253-7712'], place: 'Jersey City, NJ' })],
    },
    { title: 'No claimed place', gives: 'abstain', rows: [applies({ phones: ['(602) 253-7712'] })] },
    {
      title: 'A toll-free number, which is from nowhere',
      gives: 'abstain',
      rows: [applies({ phones: ['888-253-7712'], place: 'Tampa, FL' })],
    },
  ],
})

const words: Record<Fit, string> = {
  here: 'where they claim to live',
  before: 'where they were before',
  region: 'a state that nothing names',
  country: 'a country that nothing names',
}

interface Lists {
  plans: Facts['numbering-plans']
  codes: Facts['area-codes']['codes']
}

interface Origin {
  country: string
  code: string
  /** North American numbers only. */
  area?: string
  regions: readonly string[]
  at?: Point
}

/** Where a valid number was given out; undefined for services, which are from nowhere. */
function originOf(
  { valid, type, country, code, area }: PhoneNumber,
  codes: Lists['codes'],
): Origin | undefined {
  if (!valid || !country || !code || !/^[A-Z]/.test(country)) return undefined
  if (type !== 'fixed' && type !== 'mobile' && type !== 'fixedOrMobile' && type !== 'voip') return undefined
  if (!area) return { country, code, regions: [] }
  const known = Object.hasOwn(codes, area) ? codes[area]! : undefined
  if (!known || known.kind) return undefined
  const { places, lat, lon } = known
  return {
    country: known.country || country,
    code,
    area,
    regions: places,
    ...(lat !== undefined && lon !== undefined && { at: { lat, lon } }),
  }
}

/** How a number fits the best of the claimed places; undefined when none can be compared with it. */
function fitOf(from: Origin, claimed: readonly ClaimedPlace[], lists: Lists): Fit | undefined {
  const fits = claimed.flatMap((place): Fit[] => {
    if (place.at && from.at && greatCircleKm(place.at, from.at) <= nearKm) return ['here']
    const { country, region } = place
    if (!country || !Object.hasOwn(lists.plans.countries, country))
      return place.at && from.at ? ['region'] : []
    // some neighbours number each other's islands, such as Great Britain and Jersey; +1 and +7 tell theirs apart
    const together = from.area ? [] : (lists.plans.byCode[from.code] ?? [])
    if (nation(country) !== nation(from.country) && !(together.includes(country) && from.code !== '7'))
      return ['country']
    if (from.regions.length === 0 || !region || from.regions.includes(region)) return ['here']
    return [borders(from, country, region, lists.codes) ? 'here' : 'region']
  })
  return fits.length === 0 ? undefined : best(fits)
}

function best(fits: readonly Fit[]): Fit {
  return fits.reduce((a, b) => (order.indexOf(b) < order.indexOf(a) ? b : a))
}

function nation(country: string): string {
  return territories.has(country) ? 'US' : country
}

const near = new WeakMap<Lists['codes'], Map<string, boolean>>()

/** Whether any area of the claimed state is near: Jersey City and Manhattan, Kansas City and Kansas City. Asked once a pair. */
function borders({ at, area }: Origin, country: string, region: string, codes: Lists['codes']): boolean {
  if (!at) return false
  const known = near.get(codes) ?? new Map<string, boolean>()
  near.set(codes, known)
  const pair = `${area} ${country} ${region}`
  let is = known.get(pair)
  if (is === undefined) {
    is = Object.values(codes).some(
      ({ places, country: of, lat, lon }) =>
        of === country &&
        places.includes(region) &&
        lat !== undefined &&
        lon !== undefined &&
        greatCircleKm(at, { lat, lon }) <= nearKm,
    )
    // what an applicant writes as a region can be anything
    if (known.size < mostPairs) known.set(pair, is)
  }
  return is
}

/** Whether a school or a job names the number's state or country, or a listed school stood there. */
function lived(
  data: ApplicationAsRead,
  { from: { country, ...from }, fit }: { from: Origin; fit: Fit },
  list: () => Facts['institutions'],
): boolean {
  const regions = fit === 'country' ? [] : from.regions
  const history = historyOf(data)
  if (history === '') return false
  if (names(history, country, regions)) return true
  return (data.education ?? []).some(({ institution }) => {
    const found = institution && institutionNamed(list(), institution)
    return (
      found &&
      [found.institution, ...found.namesakes].some(
        (school) =>
          school.country === country &&
          (regions.length === 0 || school.region === undefined || regions.includes(school.region)),
      )
    )
  })
}

function applies(data: {
  phones: string[]
  address?: string
  place?: string
  education?: { institution: string }[]
}) {
  return { kind: 'application' as const, at: 1_767_225_600_000, about: ['application:A-1' as const], data }
}
