import { c, greatCircleKm, ordinary, pointOf, shownKm, usual } from '../../signals/distance.ts'
import { bin, exchangesNeeded, quantileOf, type UnderwayState, underway } from '../../signals/underway.ts'
import { defineDetector } from '../../types.ts'

/** Fewest keys of which a tenth may be looked at. Assumed. */
const enough = 40
/** A page hears of a key at its next frame; and the histogram's own step. */
const frame = 16 + bin
/** There and back over a geostationary satellite light alone needs 477 ms; from here on distance is told by nothing. */
const satellite = 450
const weights = { least: 0.2, most: 0.8, at: 120 }

export default defineDetector({
  id: 'network/late-keystrokes',
  version: 1,
  title: 'Are keys longer under way to the company than the claimed place explains?',
  why: 'A key’s event is timed on the device and its receipt at the collector, with the two clocks set against each other. When even the quickest tenth of a day’s keys needs more than the slow end of what is usual over the claimed distance, and a slow line at home besides, the device itself may be further away, or its connection goes a long way round. Hands elsewhere do not show in it: a key’s time is taken where it enters the device.',
  benign: [
    'A VPN, the company’s own included, that goes a long way round.',
    'Satellite lines, mobile lines in a crowded cell, a tethered phone, hotel and train Wi-Fi.',
    'An upload or backup that keeps the uplink full all day.',
    'Travel, or a move that the record does not show yet.',
  ],
  clears: [
    'The person’s line is as slow to other places near the company: a speed test says so.',
    'The VPN that is in use, and where its exit stands, explain the way.',
  ],
  check: 'ask which line and which VPN the person works over',
  references: [
    {
      title:
        'RFC 5905, Network Time Protocol version 4, sections 8 and 10: offset, delay, and the clock filter',
      url: 'https://www.rfc-editor.org/rfc/rfc5905',
    },
    {
      title:
        'Mills, Internet Time Synchronization: The Network Time Protocol, IEEE Transactions on Communications 39(10), 1991',
    },
  ],
  attack: ['T1090.003'],
  status: 'shadow',
  family: 'transit',
  stage: 'work',
  tests: 'device',
  bears: ['device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Time under way: 23 lab sessions, .9 ms beyond half of the smallest echo in the median (bench/results/hands/transit.json). Usual round trips by distance: 47,115 city pairs (servers, not homes). The allowance for the line at home, and the ratios: assumed',
    n: 47_115,
  },
  thresholds: {
    share: {
      value: 0.1,
      unit: 'of the keys',
      says: 'The low quantile that is looked at: what the best of the day’s keys needed, queues and busy moments left out.',
    },
    lastMile: {
      value: 60,
      unit: 'ms',
      says: 'What the line at home may add one way before anything is strange. Starlink and mobile lines have 38 to 63 ms there and back in the median.',
    },
    waited: {
      value: 40,
      unit: 'ms',
      says: 'More than this beyond half of the round trip, and as much again: the keys waited, they did not travel. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['transit'],
  measures: [underway],
  detect(window) {
    const share = window.threshold('share')
    const lastMile = window.threshold('lastMile')
    const waited = window.threshold('waited')
    const state = window.get(underway)
    if (state.keys < enough) return { is: 'abstain', because: notMeasured(state) }
    if (state.collectors.length > 1)
      return { is: 'abstain', because: 'the keys went to several collectors in one day' }
    const collector = state.collectors[0]
    const claim = pointOf(window.claims?.place)
    const from = pointOf(collector)
    const late = quantileOf(state, share)
    const shown = `A tenth of ${state.keys} keys needed less than ${late + bin} ms to ${collector?.name || 'the collector'}`
    if (!from)
      return {
        is: 'abstain',
        because: 'the collector’s coordinates are not stated; add its latitude and longitude',
      }
    if (!claim)
      return {
        is: 'abstain',
        because:
          window.holders.length > 1
            ? 'several people hold the device, so there is no one claimed place to test'
            : 'no claimed place with coordinates; add it to the person’s or applicant’s record',
      }
    const km = greatCircleKm(claim, from)
    const allowed = usual(km, ordinary.slow) / 2 + lastMile + frame
    if (late <= allowed)
      return {
        is: 'clear',
        says: `${shown}; from the claimed place, ${shownKm(km)} away, up to ${Math.round(allowed)} ms are nothing strange.`,
      }
    if (state.round >= satellite)
      return {
        is: 'abstain',
        because: `no exchange took less than ${Math.round(state.round)} ms there and back, as over a geostationary satellite: such a line hides where it ends`,
      }
    if (late - state.round / 2 > Math.max(waited, state.round / 2))
      return {
        is: 'abstain',
        because: 'keys waited much longer than the way takes: on the device, or in a full uplink',
      }
    const weight = Math.min(
      weights.most,
      weights.least + ((weights.most - weights.least) * (late - allowed)) / weights.at,
    )
    return {
      is: 'evidence',
      weight: { 'device-elsewhere': weight, 'identity-stolen': weight / 4, 'identity-invented': weight / 4 },
      says: `Keys are long under way: nine in ten needed ${late} ms or more to ${collector?.name || 'the collector'}, where from the claimed place, ${shownKm(km)} away, ${Math.round(allowed)} ms would already be slow. The device may be further away, or its connection goes a long way round.`,
      exhibits: [
        {
          type: 'histogram',
          label: 'Time from a key on the device to its receipt, clocks set against each other',
          unit: 'ms',
          from: 0,
          step: bin,
          counts: state.counts,
          mark: Math.round(allowed),
        },
        {
          type: 'number',
          label: 'Time under way that nine keys in ten exceed, against what the claimed place explains',
          value: late,
          unit: 'ms',
          expected: { low: Math.floor(km / c), high: Math.round(allowed) },
        },
      ],
    }
  },
  examples: [
    { title: 'Keys need 190 ms from a home 280 km away', gives: 'evidence', rows: day({ way: 190 }) },
    { title: 'An ordinary line', gives: 'clear', rows: day({ way: 22 }) },
    { title: 'A mobile line in a crowded cell', gives: 'clear', rows: day({ way: 70 }) },
    { title: 'A geostationary satellite', gives: 'abstain', rows: day({ way: 318 }) },
    { title: 'An uplink that a backup keeps full', gives: 'abstain', rows: day({ way: 20, queue: 190 }) },
    { title: 'The device’s clock was set in between', gives: 'abstain', rows: day({ way: 190, step: 400 }) },
    { title: 'Nine keys', gives: 'abstain', rows: day({ way: 190, keys: 9 }) },
    { title: 'No place is claimed', gives: 'abstain', rows: day({ way: 190 }).slice(1) },
  ],
})

function notMeasured(state: UnderwayState): string {
  if (state.stepped > 0)
    return 'the device’s clock was set while keys were timed, so the two clocks can’t be compared'
  if (state.backwards > 0) return 'times run backwards: a clock can’t be used'
  if (state.ahead > 0)
    return 'keys were received before they were pressed: the device’s clock can’t be believed'
  if (state.coarse > 0) return 'key times come in steps of 10 ms or more: too coarse for this'
  if (state.few > 0 && state.keys === 0)
    return `fewer than ${exchangesNeeded} clock exchanges with the device, so its clock is not known`
  return `${state.keys} of ${enough} keys timed from the device to the collector`
}

/** A day of keys from a device whose clock is 7.3 s behind and 40 ppm slow; `way` is one way, in ms. */
function day(given: { way: number; queue?: number; step?: number; keys?: number }) {
  const at = 1_767_225_600_000
  const device = (server: number, later = 0) => (server - at) * (1 - 40e-6) + at - 7300 + later
  const exchanges = Array.from({ length: 24 }, (_, i) => {
    const t2 = at + 3_600_000 + i * 15_000 + given.way
    const later = given.step !== undefined && i >= 12 ? given.step : 0
    const extra = (i * 7) % 5
    return {
      t1: device(t2 - given.way - extra, later),
      t2,
      t3: t2 + 0.2,
      t4: device(t2 + 0.2 + given.way + extra, later),
    }
  })
  const events = Array.from({ length: given.keys ?? 120 }, (_, i) => {
    const pressed = at + 3_600_000 + i * 2900
    const later = given.step !== undefined && i >= 62 ? given.step : 0
    return {
      eventAt: device(pressed, later),
      receivedAt: pressed + given.way + (given.queue ?? 0) + 3 + ((i * 11) % 9),
    }
  })
  return [
    {
      kind: 'person' as const,
      at,
      about: ['person:W-1' as const],
      data: { place: { lat: 34.9, lon: -95.8, city: 'McAlester' } },
    },
    {
      kind: 'transit' as const,
      at: at + 7_200_000,
      about: ['device:LT-1' as const, 'person:W-1' as const],
      data: { collector: { name: 'Dallas', lat: 32.78, lon: -96.8 }, exchanges, events },
    },
  ]
}
