import { numbersOf } from '../../signals/applicant-numbers.ts'
import { type ApplicationAsRead, application } from '../../signals/application.ts'
import { claimedPlaces } from '../../signals/claimed-places.ts'
import { defineDetector, type Exhibit, type Facts } from '../../types.ts'

/** Which threshold says what traces weigh that fit one another and not the claim. */
const together = {
  'clock network phone': 'allThree',
  'clock network': 'clockAndNetwork',
  'network phone': 'withPhone',
  'clock phone': 'withPhone',
}
/** One trace alone: a traveller, a private network that ends abroad, a number kept after a move. All assumed. */
const alone = { network: 0.15, clock: 0.1, phone: 0.05 }

const words = { network: 'the network address', clock: 'the clock of the device', phone: 'the phone number' }
type Trace = keyof typeof words
const traces: readonly Trace[] = ['clock', 'network', 'phone']

export default defineDetector({
  id: 'location/places-disagree',
  version: 1,
  title: 'Do network address, clock and phone number fit the place that is claimed?',
  why: 'An application is sent from somewhere: its network address, the clock of the device and the country of the phone number each leave a trace. Each alone is weak, since people travel, use private networks and keep numbers. When two that have nothing to do with one another agree with each other and not with the claim, the place is worth asking about. Where somebody studied or worked before is no trace: people move.',
  benign: [
    'Somebody who travels, visits family, or is about to move and says where to.',
    'A company’s or a private network that ends in another country; a network that is registered elsewhere.',
    'Newcomers who still have the number, and the clock, of the country they came from.',
    'A border town, or a claim that names the country of the job rather than the home.',
  ],
  clears: [
    'The applicant says from where they applied, and a live interview is held from the claimed place.',
    'After an offer, the address on an identity document is the one claimed.',
  ],
  check: 'ask plainly from where they will work; after an offer, see the address on a document',
  settledBy: ['live-interview', 'address-on-document'],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: places, addresses and networks of applicants that disagree',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
    {
      title: 'tz database: which countries keep which clock',
      url: 'https://www.iana.org/time-zones',
    },
  ],
  attack: ['T1656', 'T1090.003'],
  status: 'experimental',
  family: 'domicile',
  stage: 'application',
  tests: 'place',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants apply from abroad is not published',
  },
  thresholds: {
    allThree: {
      value: 1,
      unit: 'log₁₀',
      says: 'Clock, network and phone fit one another and not the claim. Assumed.',
    },
    clockAndNetwork: {
      value: 0.8,
      unit: 'log₁₀',
      says: 'Clock and network do: they seldom lie in one way by chance. Assumed.',
    },
    withPhone: {
      value: 0.4,
      unit: 'log₁₀',
      says: 'The phone and one of the two do. Assumed.',
    },
    fitting: {
      value: 0.5,
      unit: 'of the weight',
      says: 'What is left of it where another trace fits the claim: a private network, or a number from before. Assumed.',
    },
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const data = window.get(application)?.data
    if (!data) return { is: 'abstain', because: 'no application' }
    // place and address differ where somebody is about to move: either is claimed
    const claimed = claimedPlaces(data).flatMap(({ country }) => country ?? [])
    if (claimed.length === 0) return { is: 'abstain', because: 'neither place nor address names a country' }
    const seen: Record<Trace, readonly string[] | undefined> = {
      network: data.derived.ipCountry ? [data.derived.ipCountry] : undefined,
      clock: clockOf(window.facts('time-zones'), data.timeZone),
      phone: phoneOf(window.facts('numbering-plans'), data),
    }
    const known = traces.filter((trace) => seen[trace])
    const strange = known.filter((trace) => !seen[trace]!.some((country) => claimed.includes(country)))
    if (known.length === 0 || (known.length === 1 && known[0] === 'phone' && strange.length === 0))
      return { is: 'abstain', because: 'neither a network address nor a clock to compare with the claim' }
    const version = seen.network && data.derived.lists?.['ip-countries']
    const exhibit: Exhibit = {
      type: 'table',
      label: `Against the place that is claimed${version ? `; networks by ${version}` : ''}`,
      columns: ['Trace', 'Fits'],
      rows: traces.map((trace) => [
        words[trace],
        !seen[trace] ? 'not known' : strange.includes(trace) ? 'does not fit' : 'fits',
      ]),
    }
    if (strange.length === 0)
      return {
        is: 'clear',
        says: `${sentence(known.map((trace) => words[trace]))} ${known.length > 1 ? 'fit' : 'fits'} the place that is claimed.`,
        exhibits: [exhibit],
      }
    const group = largestAgreement(strange, seen)
    const key = group.join(' ')
    // One trace that fits speaks against one or two that don't: a private network, or a number from before.
    const against = known.length > strange.length ? window.threshold('fitting') : 1
    const weight =
      against *
      (key in together ? window.threshold(together[key as keyof typeof together]) : alone[group[0]!])
    return {
      is: 'evidence',
      weight: {
        'hands-elsewhere': weight,
        'identity-stolen': weight,
        'identity-invented': weight,
        'device-elsewhere': weight,
      },
      says:
        group.length > 1
          ? `${sentence(group.map((trace) => words[trace]))} fit one another and not the place that is claimed.`
          : `${sentence([words[group[0]!]])} does not fit the place that is claimed.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'Network address and clock fit one another, not the claim',
      gives: 'evidence',
      rows: [applies({ timeZone: 'Europe/Warsaw', ip: '185.0.2.1' }, 'PL')],
    },
    {
      title: 'A network that ends abroad, and a clock that fits',
      gives: 'evidence',
      rows: [applies({ timeZone: 'America/New_York', ip: '185.0.2.1' }, 'NL')],
    },
    {
      title: 'Everything fits',
      gives: 'clear',
      rows: [applies({ timeZone: 'America/New_York', ip: '8.8.8.8', phones: ['+1 614 555 2368'] }, 'US')],
    },
    { title: 'Nothing to compare', gives: 'abstain', rows: [applies({})] },
    {
      title: 'A clock that stands for no place',
      gives: 'abstain',
      rows: [applies({ timeZone: 'UTC' })],
    },
  ],
})

/** The countries that keep this clock; undefined for UTC and unknown names. */
function clockOf(list: Facts['time-zones'], written: string | undefined): readonly string[] | undefined {
  if (!written || written.length > 60) return undefined
  const zone = Object.hasOwn(list.links, written) ? list.links[written]! : written
  return Object.hasOwn(list.zones, zone) ? list.zones[zone] : undefined
}

/** The countries of numbers that say one themselves; several numbers speak for all of theirs. */
function phoneOf(plans: Facts['numbering-plans'], data: ApplicationAsRead): string[] | undefined {
  const found = new Set<string>()
  for (const { form, valid, country } of numbersOf(data, plans))
    if (form !== 'national' && valid && country && /^[A-Z]{2}$/.test(country)) found.add(country)
  return found.size > 0 ? [...found].sort() : undefined
}

/** The most traces that have one country in common, in the order of `traces`. */
function largestAgreement(
  strange: readonly Trace[],
  seen: Record<Trace, readonly string[] | undefined>,
): Trace[] {
  let best: Trace[] = []
  for (const country of strange.flatMap((trace) => seen[trace]!)) {
    const group = strange.filter((trace) => seen[trace]!.includes(country))
    if (group.length > best.length) best = group
  }
  if (best.length > 1) return best
  return [strange.reduce((a, b) => (alone[b] > alone[a] ? b : a))]
}

function sentence(names: readonly string[]): string {
  const text = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function applies(data: { timeZone?: string; ip?: string; phones?: string[] }, ipCountry?: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: { place: 'Columbus, OH, USA', ...data },
    ...(ipCountry && { derived: { ipCountry } }),
  }
}
