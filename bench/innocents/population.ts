import { type Door, door, type Hands } from '../../packages/server/src/demo/company.ts'
import { reactions } from '../../packages/server/src/demo/demo.ts'
import {
  edid,
  type Monitor,
  ordinaryDevices,
  ordinaryMonitor,
  piKvm,
  type Usb,
} from '../../packages/server/src/demo/hardware.ts'
import {
  type City,
  cities,
  kilometres,
  near,
  nearestCollector,
} from '../../packages/server/src/demo/places.ts'
import { type Random, random } from '../../packages/server/src/demo/random.ts'

/**
 * Innocent workers for a year: everybody is who and where they say, and many look otherwise to some detector.
 *
 * How people differ (persistent, per person; all assumed, in milliseconds):
 * - where their reactions lie: for half of the people Student's t with 4 degrees and scale 25, for the other
 *   half normal with deviation 33 (LAG's two models of people); plus normal 28 for keys and for the pointer each;
 * - day drift: Student's t with 4 degrees and scale 15;
 * - share of late answers: 5 to 30 %, the `late answerer` 50 to 70 %; `slow hands` another 40 to 80 ms.
 * Timing is on for everybody on every working day, which is the worst case: 24 reactions, 12 by key.
 */
export const kinds = [
  ['ordinary', 49],
  ['slow hands', 4],
  ['late answerer', 5],
  ['jittery line', 6],
  ['unlisted gateway', 8],
  ['satellite', 1],
  ['couple', 6],
  ['household phone', 3],
  ['co-working', 4],
  ['second-hand monitor', 3],
  ['hobby Pi', 2],
  ['PiKVM owner', 1],
  ['moved, kept the number', 3],
  ['traveller', 4],
  ['own virtual desktop', 1],
] as const satisfies readonly (readonly [string, number])[]
export type InnocentKind = (typeof kinds)[number][0]

/** Blocks of 100 workers hold every kind in these shares, pairs beside each other. */
export function kindOf(n: number): InnocentKind {
  let place = n % 100
  for (const [kind, share] of kinds) {
    if (place < share) return kind
    place -= share
  }
  return 'ordinary'
}

export interface Row {
  id: string
  kind: string
  at: number
  about: string[]
  data: Record<string, unknown>
}

const day = 86_400_000
const hour = 3_600_000
/** 2025-01-06, a Monday. */
export const first = 20_094 * day

/** Everything about worker `n` over `days` days, a pure function of the seed. */
export function* innocent(seed: number, n: number, days: number): Generator<Row> {
  const kind = kindOf(n)
  const stream = random(`${seed}/innocent/${n}`)
  const person = `person:W-${n}`
  const device = `device:LT-${n}`
  const leader = kind === 'couple' || kind === 'household phone' ? firstOfPair(n, kind) : n
  const home = household(seed, leader)
  const later = kind === 'moved, kept the number' ? household(seed, n + 1_000_000) : undefined
  const movesOn = Math.floor(days * (0.2 + 0.6 * stream.next()))
  /** Human resources hear of a move up to three weeks late. */
  const toldOn = movesOn + stream.int(0, 21)
  const away = kind === 'traveller' ? household(seed, n + 2_000_000) : undefined
  const leaves = stream.int(0, Math.max(0, days - 14))
  const office = kind === 'co-working' ? coworking(seed, n) : undefined
  const claim = office ? near(office.place, stream) : home.place
  const phones = [`(${home.place.areaCode}) 555-${1000 + (n % 8999)}`]
  const hands = handsOf(kind, stream)
  const usb = usbOf(kind, stream)
  // A gateway beside the collector ends TCP; the echo still travels home: gaps of about 10 to 40 ms.
  const ended = kind === 'unlisted gateway' ? 1.5 + 2.5 * stream.next() : undefined
  const line = (at: Door): Door => ({
    ...at,
    jitter: kind === 'jittery line' ? 25 : at.jitter,
    lastMile: kind === 'satellite' ? 590 + 40 * stream.next() : at.lastMile,
  })
  const own = line(office ? { ...home, place: claim } : home)
  const hr = (on: number, place: City, address: string): Row => ({
    id: `hr/${n}/${on}`,
    kind: 'person',
    at: first + on * day + n,
    about: [person],
    data: {
      emails: [`w${n}@post.example`],
      phones:
        kind === 'household phone'
          ? [...phones, `(${home.place.areaCode}) 555-${2000 + (leader % 6999)}`]
          : phones,
      address,
      place: { lat: place.lat, lon: place.lon },
      employer: 'A company of innocents',
    },
  })
  yield hr(0, claim, office ? `${n} Weir Street, ${claim.city}` : home.address)
  if (later && toldOn < days) yield hr(toldOn, later.place, later.address)
  yield { id: `asset/${n}`, kind: 'device', at: first + n, about: [device], data: { assignedTo: person } }
  for (let d = 0; d < days; d++) {
    const weekday = d % 7 // the first day is a Monday
    if (weekday > 4) continue
    const travels = away && d >= leaves && d < leaves + 14
    const at = travels
      ? line(away)
      : later && d >= movesOn
        ? line(later)
        : office && weekday > 2
          ? office
          : own
    const begin = first + d * day + Math.round((9 - at.place.utc + stream.next()) * hour)
    const about = [device, person]
    yield { id: `rtt/${n}/${d}`, kind: 'rtt', at: begin, about, data: roundTrips(at, ended, stream) }
    const drift = stream.t4(15)
    const today: Hands = { ...hands, keyShift: hands.keyShift + drift, pointShift: hands.pointShift + drift }
    yield {
      id: `reaction/${n}/${d}`,
      kind: 'reaction',
      at: begin + hour,
      about,
      data: reactions({ hands: today }, stream, 12),
    }
    // Once a week, on a day that goes round, so that the co-working office is seen as well.
    if (Math.floor(d / 7) % 5 === weekday)
      yield {
        id: `inventory/${n}/${d}`,
        kind: 'inventory',
        at: begin + 2 * hour,
        about,
        data: {
          usb,
          displays: monitorsOf(seed, n, kind, d / days).map((m) => ({ edid: edid(m) })),
          gateway: { mac: at.gateway },
          bssids: at.bssids,
        },
      }
  }
}

function firstOfPair(n: number, kind: InnocentKind): number {
  let start = n
  while (kindOf(start - 1) === kind && start % 100 > 0) start--
  return n - ((n - start) % 2)
}

function household(seed: number, n: number): Door & { address: string } {
  const stream = random(`${seed}/household/${n}`)
  const place = near(stream.pick(cities), stream)
  return { ...door(n % 100_000, place, stream), address: `${n} Larch Street, ${place.city}` }
}

/** One office for the co-workers of each block of 1,000 workers. */
function coworking(seed: number, n: number): Door {
  const stream = random(`${seed}/office/${Math.floor(n / 1000)}`)
  return door(90_000 + Math.floor(n / 1000), near(stream.pick(cities), stream, 2), stream)
}

function handsOf(kind: InnocentKind, stream: Random): Hands {
  const common = stream.chance(0.5) ? stream.t4(25) : stream.normal(0, 33)
  const slow = kind === 'slow hands' ? 40 + 40 * stream.next() : 0
  return {
    keyShift: common + slow + stream.normal(0, 28),
    pointShift: common + slow + stream.normal(0, 28),
    late: kind === 'late answerer' ? 0.5 + 0.2 * stream.next() : 0.05 + 0.25 * stream.next(),
    // A virtual desktop of one's own, near home: its picture comes 20 to 50 ms late.
    away: kind === 'own virtual desktop' ? 20 + 30 * stream.next() : 0,
  }
}

function usbOf(kind: InnocentKind, stream: Random): Usb[] {
  const usb = ordinaryDevices(stream)
  // Any Linux board in gadget mode shows these ids: a Pi Zero as a network card and a drive.
  if (kind === 'hobby Pi')
    usb.push({
      vid: '1d6b',
      pid: '0104',
      manufacturer: 'raspberrypi',
      product: 'Pi Zero W',
      serial: stream.hex(16),
      classes: ['02', '0a', '08'],
      interfaces: 3,
    })
  if (kind === 'PiKVM owner') usb.push(piKvm)
  return usb
}

/** The second of a second-hand pair gets the first one's monitor for the second half of the time. */
function monitorsOf(seed: number, n: number, kind: InnocentKind, share: number): Monitor[] {
  const of = (m: number) => ordinaryMonitor(random(`${seed}/monitor/${m}`))
  if (kind !== 'second-hand monitor') return n % 5 < 3 ? [of(n)] : []
  const seller = firstOfPair(n, kind)
  return n === seller ? (share < 0.48 ? [of(seller)] : []) : share > 0.52 ? [of(seller)] : []
}

function roundTrips(at: Door, ended: number | undefined, stream: Random): Row['data'] {
  const collector = nearestCollector(at.place)
  const floor = at.lastMile + (kilometres(at.place, collector) * 2) / 150
  const times = (least: number) =>
    Array.from(
      { length: 12 },
      () => Math.round((least - at.jitter * Math.log(1 - stream.next())) * 100) / 100,
    )
  return {
    collector,
    ip: at.ip,
    org: ended ? 'A gateway on no list' : at.org,
    transport: times(ended ?? floor),
    application: times(floor + 0.4),
  }
}
