import type { SubjectRef } from '../../observations/kind.ts'
import { c, greatCircleKm, ordinary, pointOf, shownKm, usual } from '../../signals/distance.ts'
import { absent, type Exit, exits, relayed } from '../../signals/exits.ts'
import { defineDetector, type Exhibit, type Leg } from '../../types.ts'

/** Silica fibre carries light at about 2c/3. Microwave, hollow-core fibre and low orbits come closer to c. */
const fibre = 1.5
/**
 * The city pairs would allow 10³ and more, but servers do not travel and people do: held below that, assumed.
 * `exit` where only the network exit is refuted and the device behind it was not measured, or less narrowly.
 */
const weights = { device: { light: 2.5, fibre: 1.5 }, exit: { light: 2, fibre: 1 } }

export default defineDetector({
  id: 'network/faster-than-light',
  version: 1,
  title: 'Does the connection answer sooner than light could reach the claimed place and return?',
  why: 'A round trip can be delayed but never hurried. When a collector of known place has an answer before light could have been at the claimed place and back, what answered is not there. That is the network exit; the device follows only when its own echo came too soon as well, or no relay stands between them.',
  benign: [
    'The person is travelling, or has moved and the record was not updated.',
    'A web gateway, private relay, satellite ground station or mobile carrier’s accelerator ends TCP near the company: known ones are left out by organisation.',
    'The claimed place was recorded as the middle of a state or country, or the collector’s coordinates are wrong.',
  ],
  clears: [
    'A dated trip or a corrected home puts the person within reach of the measured time.',
    'The company names the gateway that answered in place of the device.',
  ],
  check: 'ask where the person connects from, and through what',
  references: [
    {
      title:
        'Gueye et al., Constraint-Based Geolocation of Internet Hosts, IEEE/ACM Transactions on Networking 14(6), 2006: 2c/3 as the bound in fibre',
    },
    {
      title: 'RFC 9293, Transmission Control Protocol, section 3.4: who acknowledges',
      url: 'https://www.rfc-editor.org/rfc/rfc9293',
    },
    {
      title:
        'WonderNetwork pings between 246 cities, July 2020: 19 of 47,148 pairs answer sooner than light in fibre',
    },
  ],
  attack: ['T1090.003'],
  status: 'stable',
  family: 'path',
  stage: 'work',
  tests: 'place',
  bears: ['device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Bound: of 47,148 pairs of servers with a stated place, 5 answer sooner than light and 14 more sooner than light in fibre; 14 of the 19 are one server. Ratios: assumed, held below what that allows because people travel',
    n: 47_148,
  },
  thresholds: {
    cityKm: {
      value: 50,
      unit: 'km',
      says: 'How much nearer than its coordinates a claimed city may really be. Assumed.',
    },
    siteKm: {
      value: 25,
      unit: 'km',
      says: 'How much nearer than its coordinates a collector’s site may really be. Assumed.',
    },
    beside: {
      value: 1,
      unit: 'ms',
      says: 'Below this, what acknowledges TCP stands beside the collector: a load balancer, nobody’s own line. Assumed.',
    },
    echoAllows: {
      value: 1,
      unit: 'log₁₀',
      says: 'Most that an exit weighs while the echo of the device behind it allows the claim. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['rtt'],
  measures: [exits],
  detect(window) {
    const claim = pointOf(window.claims?.place)
    if (!claim) return { is: 'abstain', because: noPlace(window.holders) }
    const measured = Object.values(window.get(exits)).filter((e) => e.transport < absent)
    if (measured.length === 0) return { is: 'abstain', because: noTcp }
    const { organisations } = window.facts('web-gateways')
    const by: Margins = {
      cityKm: window.threshold('cityKm'),
      siteKm: window.threshold('siteKm'),
      beside: window.threshold('beside'),
      echoAllows: window.threshold('echoAllows'),
    }
    const judged: (Told | Untold)[] = []
    for (const exit of measured) {
      const at = pointOf(exit)
      judged.push(at ? judge(exit, greatCircleKm(claim, at), organisations, by) : { untold: noCollector })
    }
    const told = judged.filter((j) => 'weight' in j).sort(weightiest)
    const untold = judged.filter((j) => 'untold' in j).map((j) => j.untold)
    const first = told[0]
    // Too soon at the exit but hidden by a relay: another exit's calm does not clear that.
    if (!first || (first.weight === 0 && untold.includes(behindRelay)))
      return { is: 'abstain', because: untold.includes(behindRelay) ? behindRelay : untold.sort()[0]! }
    const { exit, km, floor, weight } = first
    const asked = exit.collector || 'the collector'
    if (weight === 0)
      return {
        is: 'clear',
        says: `The claimed place, ${shownKm(km)} from ${asked}, is possible: light needs ${ms(floor)} there and back, the answer took ${ms(exit.transport)}.`,
        exhibits: [ribbon(first)],
      }
    const device = first.of === 'device'
    const took = device ? exit.application : exit.transport
    const needs =
      took < floor ? `light itself needs ${ms(floor)}` : `light in fibre needs ${ms(floor * fibre)}`
    const behind =
      exit.applications > 0
        ? ` Its echo took ${ms(exit.application)}, which the claimed place allows: something nearer may answer for it.`
        : ' The device behind it was not measured.'
    return {
      is: 'evidence',
      weight: { 'device-elsewhere': weight, 'identity-stolen': weight / 4, 'identity-invented': weight / 4 },
      says: `The ${device ? 'device' : 'network exit'} answers ${asked} in ${ms(took)}, but from the claimed place ${shownKm(km)} away ${needs}: it is not there.${device ? '' : behind}`,
      exhibits: [
        ribbon(first),
        {
          type: 'number',
          label:
            'Smallest round trip, against the least that light needs and what is usual over that distance',
          value: tenth(took),
          unit: 'ms',
          expected: { low: tenth(floor), high: tenth(usual(km, ordinary.slow)) },
        },
      ],
    }
  },
  examples: [
    {
      title: 'Claims Seattle; device and exit answer from Dallas’s doorstep',
      gives: 'evidence',
      rows: claims(47.61, -122.33, [4.1, 4.4], [11.8, 12]),
    },
    {
      title: 'Only TCP was timed: the exit is refuted, the device is not measured',
      gives: 'evidence',
      rows: claims(47.61, -122.33, [4.1, 4.4]),
    },
    {
      title: 'The claimed place is within reach',
      gives: 'clear',
      rows: claims(47.61, -122.33, [52, 53.2], [54]),
    },
    { title: 'No place is claimed', gives: 'abstain', rows: claims(undefined, undefined, [4.1], [12]) },
    {
      title: 'A corporate web gateway beside the collector',
      gives: 'abstain',
      rows: claims(47.61, -122.33, [4.1], [60], 'Zscaler, Inc.'),
    },
    {
      title: 'A load balancer ends TCP in the collector’s own data centre',
      gives: 'abstain',
      rows: claims(47.61, -122.33, [0.4, 0.5]),
    },
    {
      title: 'A satellite ground station acknowledges TCP, the device is 600 ms behind it',
      gives: 'abstain',
      rows: claims(47.61, -122.33, [12, 14], [640, 655]),
    },
    {
      title: 'The claimed place is the collector’s own city',
      gives: 'abstain',
      rows: claims(32.9, -97.04, [3, 4], [5]),
    },
  ],
})

/** `weight` 0: the measured time is long enough for the claim. `floor` is light's round trip in ms, margins taken off. */
interface Told {
  exit: Exit
  km: number
  floor: number
  of: 'device' | 'exit'
  weight: number
}

interface Untold {
  untold: string
}

const noTcp = 'no TCP round trip was measured; it comes from the server’s socket or a trusted proxy header'
const noCollector = 'the collector’s coordinates are not stated; add its latitude and longitude'
const possibleButRelayed =
  'the exit may be at the claimed place, but a relay stands between it and the device: see the layer gap'
const behindRelay =
  'the exit answers too soon for the claimed place, but a relay stands between it and the device: see the layer gap'

function noPlace(holders: readonly SubjectRef[]): string {
  return holders.length > 1
    ? 'several people hold the device, so there is no one claimed place to test'
    : 'no claimed place with coordinates; add it to the person’s or applicant’s record'
}

interface Margins {
  cityKm: number
  siteKm: number
  beside: number
  echoAllows: number
}

function judge(
  exit: Exit,
  km: number,
  organisations: readonly string[],
  { cityKm, siteKm, beside, echoAllows }: Margins,
): Told | Untold {
  if (organisations.some((name) => exit.org.includes(name)))
    return { untold: 'the connection came through a web gateway or private relay that ends TCP itself' }
  if (exit.transport < beside)
    return {
      untold: `the answer came in under ${beside} ms: something beside the collector, such as a load balancer, ends TCP`,
    }
  const floor = (2 * (km - cityKm - siteKm)) / c
  if (floor <= 0)
    return { untold: 'the claimed place is too near the collector for any round trip to contradict it' }
  // The echo's own time bounds the device, whatever stands in between.
  if (exit.application < floor * fibre)
    return { exit, km, floor, of: 'device', weight: weigh('device', exit.application / floor) }
  // Without a gap measured on one connection, the minima of several stand in for it.
  const gap = exit.gap < absent ? exit.gap : exit.application - exit.transport
  if (exit.applications > 0 && gap >= relayed)
    return { untold: exit.transport < floor * fibre ? behindRelay : possibleButRelayed }
  const weight = weigh('exit', exit.transport / floor)
  // The echo allows the claimed place: a gateway nobody listed may be answering sooner than the device could.
  return {
    exit,
    km,
    floor,
    of: 'exit',
    weight: exit.applications > 0 ? Math.min(weight, echoAllows) : weight,
  }
}

/** Below light's own time the claim is impossible; towards light's time in fibre it is ever less doubted. */
function weigh(of: 'device' | 'exit', ratio: number): number {
  const { light, fibre: least } = weights[of]
  if (ratio < 1) return light
  return ratio < fibre ? least + ((fibre - ratio) / (fibre - 1)) * (light - least) : 0
}

/** The weightiest first; among calm ones the tightest bound. Ties by name, so that the order of input is nothing. */
function weightiest(a: Told, b: Told): number {
  const name = (t: Told) => `${t.exit.ip}|${t.exit.collector}`
  return (
    b.weight - a.weight ||
    a.exit.transport / a.floor - b.exit.transport / b.floor ||
    (name(a) < name(b) ? -1 : 1)
  )
}

function ribbon({ exit, km, of, weight }: Told): Exhibit {
  const level = { level: 0.9, reads: weight > 0 ? ('contradicts' as const) : ('unremarkable' as const) }
  const legs: Leg[] = [
    {
      leg: 'exit',
      estimate: exit.transport,
      low: exit.transport,
      high: exit.transport,
      basis: `smallest of ${exit.transports} TCP round trips`,
      ...level,
    },
  ]
  if (of === 'device') {
    const further = Math.max(0, exit.application - exit.transport)
    const basis = `smallest of ${exit.applications} echoes minus the TCP round trip`
    // It is the sum that is too short; the leg itself says nothing against anybody.
    legs.push({
      leg: 'device',
      estimate: further,
      low: further,
      high: further,
      basis,
      ...level,
      reads: 'unremarkable',
    })
  }
  return {
    type: 'ribbon',
    ...(exit.collector && { collector: exit.collector }),
    legs,
    claim: {
      estimate: tenth(usual(km, ordinary.median)),
      low: tenth(usual(km, ordinary.quick)),
      high: tenth(usual(km, ordinary.slow)),
      label: `From the claimed place, ${shownKm(km)} away: 90 % of city pairs`,
    },
    claimKm: Math.round(km),
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function claims(
  lat: number | undefined,
  lon: number | undefined,
  transport: number[],
  application?: number[],
  org?: string,
) {
  const at = 1_767_225_600_000
  const place = lat === undefined ? undefined : { lat, lon }
  return [
    { kind: 'person' as const, at, about: ['person:W-1' as const], data: { place } },
    {
      kind: 'rtt' as const,
      at: at + 3_600_000,
      about: ['device:LT-1' as const, 'person:W-1' as const],
      data: {
        collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
        ip: '198.51.100.7',
        org,
        transport,
        application,
      },
    },
  ]
}
