import type { Place } from '../../observations/kind.ts'
import { placeOf, placeOfFields } from '../../signals/written-place.ts'
import { type Data, defineAccumulator, defineDetector, type ExampleRow } from '../../types.ts'

/** A call from another country: travel and private networks do the same. All assumed. */
const worth = { abroad: 0.3, mixed: 0.1, slow: 0.1 }

interface Calls {
  /** Calls by the country (ISO 3166) that they came from. */
  from: Record<string, number>
  unknown: number
  /** Largest average delay of video in one call, ms; 0 where none is known. */
  videoMs: number
}

/** Where the calls of a window came from, and how late their video was at worst. */
const calls = defineAccumulator({
  id: 'identity/calls',
  version: 1,
  reads: ['call'],
  empty: { from: {}, unknown: 0, videoMs: 0 } as Calls,
  add(state, batch) {
    let next = state
    for (const { data, derived } of batch) {
      const country = derived.ipCountry ?? countryOf(data.place)
      next = sum(next, {
        from: country ? { [country]: 1 } : {},
        unknown: country ? 0 : 1,
        videoMs: data.avgLatency?.video_input ?? 0,
      })
    }
    return next
  },
  merge: sum,
})

export default defineDetector({
  id: 'identity/call-origin',
  version: 1,
  title: 'Do interview calls come from the country that is claimed?',
  why: 'A video call shows the network that it comes from. Somebody who sits elsewhere can hide it by a private network, and few do for every call; their video then tends to arrive late. Neither weighs much alone: people take calls while they travel, and any bad line is late. Sound, picture and accent are never looked at.',
  benign: [
    'Somebody who travels, or who takes the call while visiting family.',
    'A private or a company’s network that ends in another country.',
    'A slow or a wireless line, an old computer, a meeting that ran over a far data centre.',
  ],
  clears: [
    'The applicant says plainly where they were, and a later call comes from the claimed place.',
    'The interviewer meets the same person live on day one.',
  ],
  check: 'ask at the beginning of the next call from where they take it',
  settledBy: ['live-interview', 'same-person-day-one'],
  references: [
    {
      title:
        'Splunk Threat Research: video calls of remote workers with an average video latency above 300 ms (experimental)',
      url: 'https://research.splunk.com/',
    },
    {
      title: 'Zoom, Dashboard API: quality of service of participants, their addresses and latencies',
      url: 'https://developers.zoom.us/docs/api/meetings/',
    },
  ],
  attack: ['T1656', 'T1090'],
  status: 'experimental',
  family: 'interview',
  stage: 'application',
  tests: 'place',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants take an interview from abroad is not published',
  },
  thresholds: {
    slowMs: {
      value: 300,
      unit: 'ms',
      says: 'Video that arrives later than this is taken for far away: Splunk’s hunting search, experimental there too.',
    },
  },
  about: ['application', 'person'],
  reads: ['call'],
  measures: [calls],
  detect(window) {
    const slowMs = window.threshold('slowMs')
    const { from, unknown, videoMs } = window.get(calls)
    const claimed = countryOf(window.claims?.place)
    const known = Object.values(from).reduce((a, b) => a + b, 0)
    if (!claimed) return { is: 'abstain', because: 'no claimed country to compare the calls with' }
    const slow = videoMs > slowMs
    if (known === 0 && !slow)
      return { is: 'abstain', because: 'nothing tells from which country the calls came' }
    const fits = from[claimed] ?? 0
    const exhibit = {
      type: 'table' as const,
      label: 'Calls of that day',
      columns: ['Where from', 'Calls'],
      rows: [
        ['the claimed country', fits],
        ['another country', known - fits],
        ['not known', unknown],
        ...(videoMs > 0 ? [['largest average delay of video, ms', Math.round(videoMs)]] : []),
      ] as [string, number][],
    }
    const abroad = known === fits ? 0 : fits > 0 ? worth.mixed : worth.abroad
    if (abroad === 0 && !slow)
      return {
        is: 'clear',
        says: `The ${known === 1 ? 'call' : 'calls'} came from the country that is claimed.`,
        exhibits: [exhibit],
      }
    const weight = abroad + (slow ? worth.slow : 0)
    const late = `video arrived ${Math.round(videoMs)} ms late on average, later than usual within one country`
    return {
      is: 'evidence',
      weight: {
        'hands-elsewhere': weight,
        'device-elsewhere': weight,
        'identity-stolen': weight,
        'identity-invented': weight,
      },
      says:
        abroad === 0
          ? `In a call, ${late}.`
          : `${fits > 0 ? 'Some calls of that day' : known === 1 ? 'The call' : 'The calls'} did not come from the country that is claimed${slow ? `, and ${late}` : ''}.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'An interview call from another country, with late video',
      gives: 'evidence',
      rows: [claims(), call({ avgLatency: { video_input: 340 } }, 'PL')],
    },
    {
      title: 'A call from the claimed country',
      gives: 'clear',
      rows: [claims(), call({ avgLatency: { video_input: 120 } }, 'US')],
    },
    { title: 'A call whose origin is not known', gives: 'abstain', rows: [claims(), call({})] },
    { title: 'Nobody said where they live', gives: 'abstain', rows: [call({}, 'PL')] },
  ],
})

function countryOf(place: Place | string | undefined): string | undefined {
  if (place === undefined) return undefined
  if (typeof place === 'string') return placeOf(place)?.country
  return (
    placeOfFields(place.city, place.region, place.country)?.country ??
    (place.region ? undefined : placeOf(place.city)?.country)
  )
}

function sum(a: Calls, b: Calls): Calls {
  const from = { ...a.from }
  for (const [country, n] of Object.entries(b.from)) from[country] = (from[country] ?? 0) + n
  return { from, unknown: a.unknown + b.unknown, videoMs: Math.max(a.videoMs, b.videoMs) }
}

function claims(): ExampleRow {
  return {
    kind: 'application',
    at: 1_767_225_600_000,
    about: ['application:A-1'],
    data: { place: { city: 'Columbus', region: 'OH', country: 'US' } },
  }
}

function call(data: Data['call'], ipCountry?: string): ExampleRow {
  return {
    kind: 'call',
    at: 1_767_225_600_000 + 3 * 86_400_000,
    about: ['application:A-1'],
    data: { system: 'zoom', ...data },
    ...(ipCountry && { derived: { ipCountry } }),
  }
}
