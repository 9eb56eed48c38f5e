import { greatCircleKm, pointOf, shownKm, slow } from '../../signals/distance.ts'
import { absent, type Exit, exits, relayed } from '../../signals/exits.ts'
import { defineDetector, type Exhibit } from '../../types.ts'

/** Fewest other devices on the network that make it a ground for comparison, and what one line may differ from the rest. Assumed. */
const peersNeeded = 8
const ownLine = 60
/** Above 477 ms, light to a geostationary satellite and back, and below what any ordinary way takes. */
const satellite = 450
/** Slow lines are common and distance is one cause of many: far below what lists anybody. Assumed. */
const weights = { distance: { least: 0.15, most: 0.35 }, peers: { least: 0.25, most: 0.6 } }

export default defineDetector({
  id: 'network/slow-home',
  version: 1,
  title: 'Is even the quickest answer too slow for the claimed home?',
  why: 'A connection that goes through a tunnel from another continent cannot answer quicker than the tunnel is long. When a day’s smallest round trip is above what nearly all paths of the claimed distance need, with a slow line at home allowed for, and above what other devices on the same network need, the device may not be at home. Where others on the network were not seen the distance alone is weighed, and less.',
  benign: [
    'A VPN, the company’s own included, that goes a long way round.',
    'A geostationary satellite, a mobile line in a crowded cell, a tethered phone.',
    'A home in a country or on an island whose traffic leaves by one distant cable.',
    'An uplink that was full whenever round trips were measured.',
  ],
  clears: [
    'The person’s line is as slow to other places near the company: a speed test says so.',
    'A provider or VPN is named whose way explains it.',
  ],
  check: 'ask which line and which VPN the person works over',
  references: [
    {
      title:
        'WonderNetwork pings between 246 cities, July 2020: what 95 of 100 pairs stay below, by distance',
    },
    {
      title:
        'Gueye et al., Constraint-Based Geolocation of Internet Hosts, IEEE/ACM Transactions on Networking 14(6), 2006: why a delay bounds distance from above only',
    },
  ],
  attack: ['T1090.003'],
  status: 'shadow',
  family: 'path',
  stage: 'work',
  tests: 'place',
  bears: ['device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Round trips by distance: 47,215 city pairs, false alarms with cities left out in bench/results/hands/layer.json. These are servers; what homes add is assumed, and so are the ratios',
    n: 47_215,
  },
  thresholds: {
    enough: {
      value: 10,
      unit: 'round trips',
      says: 'Fewest TCP round trips that a minimum may rest on before it counts as slow. Assumed.',
    },
    lastMile: {
      value: 120,
      unit: 'ms',
      says: 'What the last mile may add, there and back. Starlink has 38 to 60 ms, mobile 63 in the median, twice that at worst.',
    },
    clearly: { value: 100, unit: 'ms', says: 'Above the bound: from here on the weight is full. Assumed.' },
  },
  about: ['device', 'person', 'application'],
  reads: ['rtt'],
  measures: [exits],
  detect(window) {
    const enough = window.threshold('enough')
    const lastMile = window.threshold('lastMile')
    const clearly = window.threshold('clearly')
    const claim = pointOf(window.claims?.place)
    if (!claim)
      return {
        is: 'abstain',
        because:
          window.holders.length > 1
            ? 'several people hold the device, so there is no one claimed place to test'
            : 'no claimed place with coordinates; add it to the person’s or applicant’s record',
      }
    const { organisations } = window.facts('web-gateways')
    const timed = Object.values(window.get(exits)).filter(
      (e) => e.transports >= enough && e.transport < absent,
    )
    if (timed.length === 0)
      return { is: 'abstain', because: `fewer than ${enough} TCP round trips through one exit were measured` }
    const seen = timed.filter((e) => !hidden(e, organisations))
    // What answers for a device says nothing about its home, neither that it is slow nor that it is quick.
    if (seen.length === 0)
      return { is: 'abstain', because: timed.map((e) => hidden(e, organisations)!).sort()[0]! }
    const placed = seen.flatMap((exit) => {
      const at = pointOf(exit)
      return at ? [bounded(exit, greatCircleKm(claim, at), lastMile)] : []
    })
    // The day's best exit speaks: a slow phone beside a quick line at home is no home far away.
    const best = placed.sort((a, b) => a.over - b.over || (a.exit.ip < b.exit.ip ? -1 : 1))[0]
    if (!best)
      return {
        is: 'abstain',
        because: 'the collector’s coordinates are not stated; add its latitude and longitude',
      }
    const { exit, km, bound, by, over } = best
    const asked = exit.collector || 'the collector'
    const took = `${exit.transport.toFixed(0)} ms`
    if (over <= 0)
      return {
        is: 'clear',
        says: `The quickest answer to ${asked} took ${took}: from the claimed place, ${shownKm(km)} away, up to ${bound.toFixed(0)} ms are nothing strange.`,
      }
    if (exit.transport >= satellite)
      return {
        is: 'abstain',
        because: `no answer took less than ${took}, as over a geostationary satellite: such a line hides where it ends`,
      }
    const { least, most } = weights[by]
    const weight = least + (most - least) * Math.min(1, over / clearly)
    const others =
      by === 'peers'
        ? `${exit.peers!.n} other devices on ${exit.peers!.network} nearly all need less than ${exit.peers!.p95.toFixed(0)} ms`
        : `nearly all paths of that length and a slow line at home need less than ${bound.toFixed(0)} ms`
    return {
      is: 'evidence',
      weight: { 'device-elsewhere': weight, 'identity-stolen': weight / 4, 'identity-invented': weight / 4 },
      says: `Even the quickest of ${exit.transports} answers to ${asked} took ${took}; from the claimed place, ${shownKm(km)} away, ${others}. The device may be further away, or its connection goes a long way round.`,
      exhibits: exhibits(best),
    }
  },
  examples: [
    {
      title: 'A home 2,700 km away that never answers below 290 ms',
      gives: 'evidence',
      rows: home({ ms: 290 }),
    },
    {
      title: 'Others on the same network answer within 80 ms',
      gives: 'evidence',
      rows: home({ ms: 190, peers: { network: 'AS64500', n: 23, p95: 80 } }),
    },
    { title: 'An ordinary line', gives: 'clear', rows: home({ ms: 62 }) },
    { title: 'Starlink, and a long way round', gives: 'clear', rows: home({ ms: 140 }) },
    {
      title: 'Everybody on this network is slow',
      gives: 'clear',
      rows: home({ ms: 260, peers: { network: 'AS64501', n: 12, p95: 240 } }),
    },
    { title: 'A geostationary satellite', gives: 'abstain', rows: home({ ms: 640 }) },
    { title: 'A relay stands in between', gives: 'abstain', rows: home({ ms: 290, echo: 420 }) },
    {
      title: 'The device behind the exit was not measured',
      gives: 'abstain',
      rows: home({ ms: 290, echo: null }),
    },
    { title: 'Four round trips', gives: 'abstain', rows: home({ ms: 290, n: 4 }) },
  ],
})

interface Bounded {
  exit: Exit
  km: number
  /** Milliseconds that are still nothing strange, and by what they are told. */
  bound: number
  by: 'distance' | 'peers'
  over: number
}

/** Peers tell more than distance, in either direction: a slow network is slow for everybody. */
function bounded(exit: Exit, km: number, lastMile: number): Bounded {
  const known = exit.peers !== undefined && exit.peers.n >= peersNeeded
  const bound = known ? exit.peers!.p95 + ownLine : slow(km) + lastMile
  return { exit, km, bound, by: known ? 'peers' : 'distance', over: exit.transport - bound }
}

/** Why an exit tells nothing about the device's home. */
function hidden(exit: Exit, organisations: readonly string[]): string | undefined {
  if (organisations.some((name) => exit.org.includes(name)))
    return 'the connection came through a web gateway or private relay that ends TCP itself'
  if (exit.gap >= absent)
    return 'the device behind the network exit was not measured, so that the exit’s distance says nothing about it'
  if (exit.gap >= relayed) return 'a relay stands between the network exit and the device: see the layer gap'
  return undefined
}

function exhibits({ exit, km, bound, by }: Bounded): [Exhibit, ...Exhibit[]] {
  return [
    {
      type: 'number',
      label:
        by === 'peers'
          ? 'Smallest TCP round trip, against other devices on the same network'
          : 'Smallest TCP round trip, against the distance to the claimed place and a slow line',
      value: Math.round(exit.transport * 10) / 10,
      unit: 'ms',
      expected: { low: 0, high: Math.round(bound) },
    },
    {
      type: 'ribbon',
      ...(exit.collector && { collector: exit.collector }),
      legs: [
        {
          leg: 'exit',
          estimate: exit.transport,
          low: exit.transport,
          high: exit.transport,
          level: 0.9,
          basis: `smallest of ${exit.transports} TCP round trips`,
          reads: 'contradicts',
        },
      ],
      claimKm: Math.round(km),
    },
  ]
}

function home(given: {
  ms: number
  echo?: number | null
  n?: number
  peers?: { network: string; n: number; p95: number }
}) {
  const at = 1_767_225_600_000
  const trips = (ms: number) => Array.from({ length: given.n ?? 14 }, (_, i) => ms + ((i * 5) % 4) * 2.3)
  return [
    {
      kind: 'person' as const,
      at,
      about: ['person:W-1' as const],
      data: { place: { lat: 47.61, lon: -122.33, city: 'Seattle' } },
    },
    {
      kind: 'rtt' as const,
      at: at + 3_600_000,
      about: ['device:LT-1' as const, 'person:W-1' as const],
      data: {
        collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
        ip: '198.51.100.7',
        transport: trips(given.ms),
        ...(given.echo !== null && { application: trips(given.echo ?? given.ms + 1) }),
        ...(given.peers && { peers: given.peers }),
      },
    },
  ]
}
