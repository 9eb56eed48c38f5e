import { type Monitor, ordinaryDevices, ordinaryMonitor, type Usb } from './hardware.ts'
import { type City, cities, near } from './places.ts'
import { type Random, random } from './random.ts'

/** Where a laptop stands: the connection, and the hardware addresses around it. */
export interface Door {
  place: City
  ip: string
  org: string
  asn: number
  gateway: string
  bssids: string[]
  /** Milliseconds that the last mile adds to every round trip. */
  lastMile: number
  jitter: number
}

/** How somebody's hands answer, in milliseconds, persistent over the whole time. */
export interface Hands {
  /** Added to every answer, by key and by pointer: people differ. */
  keyShift: number
  pointShift: number
  /** Share of answers given late, because something else had their attention. */
  late: number
  /** The loop delay of hands that are elsewhere. */
  away: number
}

export interface Contact {
  name: string
  email: string
  phone: string
  address: string
}

export interface Worker extends Contact {
  n: number
  person: `person:${string}`
  device: `device:${string}`
  claim: City
  role: string
  startDate: string
  /** Hired lately, through this application. */
  application?: `application:${string}`
  /** The timing policy is on for this person's team. */
  timed: boolean
  home: Door
  /** A second place to work from, on Wednesdays and Fridays. */
  desk?: Door
  /** Where the laptop really stands, when a relay at `home` answers for its browser; its mail goes past the relay. */
  behindRelay?: Door
  /** Milliseconds that a relay or gateway adds between TCP and application. */
  gap: number
  hands: Hands
  usb: Usb[]
  monitors: Monitor[]
  /** Hour of the day's first sign-in, local time. */
  begins: number
  shipTo: string
  /** Who signed for the laptop; nobody where it was left at the door. */
  signedBy?: string
  /** The address was changed after the offer. */
  redirected?: boolean
  /** Where pay goes, and US dollars in a year. */
  account: string
  pay: number
  authenticator: string
  /** First day of work, where laptop and records are seen from then on. */
  joined?: number
  /** Other machines on the network, and programs that run beside the ordinary ones. */
  neighbours?: { ip: string; mac: string; name?: string }[]
  processes?: string[]
  /** A monitor that is carried between two laptops. */
  carried?: Monitor
}

// Invented on purpose: flowers, and instruments as family names.
const given = ['Aster', 'Bryony', 'Clover', 'Dahlia', 'Elder', 'Fern', 'Garland', 'Heath', 'Iris', 'Juniper', 'Kale', 'Laurel', 'Marigold', 'Nettle', 'Orris', 'Poppy', 'Quince', 'Rowan', 'Sorrel', 'Teasel', 'Umber', 'Violet', 'Willow', 'Yarrow', 'Basil', 'Cedar', 'Hazel', 'Ivy', 'Linden', 'Myrtle', 'Olive', 'Reed'] // biome-ignore format: a list
const family = ['Astrolabe', 'Barograph', 'Caliper', 'Dynamo', 'Eudiometer', 'Flowmeter', 'Goniometer', 'Hygrometer', 'Inclinometer', 'Joulemeter', 'Kymograph', 'Lensmeter', 'Micrometer', 'Nephoscope', 'Ohmmeter', 'Planimeter', 'Quadrant', 'Rheostat', 'Sextant', 'Theodolite', 'Umbrometer', 'Vernier', 'Wattmeter', 'Alidade', 'Bolometer', 'Chronograph', 'Densitometer', 'Ellipsograph', 'Fluxmeter', 'Gyroscope', 'Heliostat', 'Interferometer', 'Katharometer', 'Lysimeter', 'Magnetometer', 'Octant', 'Psychrometer', 'Refractometer', 'Spectroscope', 'Tensiometer'] // biome-ignore format: a list
const streets = ['Larch', 'Millrace', 'Quarry', 'Orchard', 'Tannery', 'Weir', 'Foundry', 'Harbor', 'Meadow', 'Ropewalk', 'Kiln', 'Juniper', 'Sawmill', 'Lantern', 'Granary'] // biome-ignore format: a list
const roles = ['Software Engineer', 'Firmware Engineer', 'Data Analyst', 'Support Specialist', 'Accountant', 'Technical Writer', 'Product Manager', 'Quality Engineer', 'Sales Engineer', 'Calibration Planner'] // biome-ignore format: a list
const carriers: readonly [string, number][] = [
  ['Prairie Fiber', 64_496],
  ['Coastline Cable', 64_497],
  ['Foothill Broadband', 64_498],
  ['Lakeshore Telephone', 64_499],
]
// Prefixes of common home routers (IEEE registry); the other half is drawn.
const prefixes = ['50:c7:bf', '20:e5:2a', 'b0:39:56', 'f8:1a:67', '3c:37:86']

/**
 * A person's contacts. Phone numbers are in exchange 555 (assigned to no subscribers), e-mail domains under
 * the reserved `.example`: nothing here reaches anybody.
 */
export function contact(n: number, city: City, stream: Random): Contact {
  const [first, last] = [given[n % given.length]!, family[Math.floor(n / given.length) % family.length]!]
  const middle = n >= given.length * family.length ? `${String.fromCharCode(65 + (n % 26))}. ` : ''
  const line = String(1000 + ((n * 37 + 211) % 8999)).padStart(4, '0')
  const domain = stream.pick(['post.example', 'letters.example', 'mailbag.example'])
  return {
    name: `${first} ${middle}${last}`,
    email: `${first}.${last}${n}@${domain}`.toLowerCase(),
    phone: `(${city.areaCode}) 555-${line}`,
    address: `${10 + n * 3} ${stream.pick(streets)} Street, ${city.city}, ${city.region}`,
  }
}

/** Addresses come from 198.18.0.0/15, which RFC 2544 keeps for tests. */
export function door(n: number, place: City, stream: Random): Door {
  const [org, asn] = stream.pick(carriers)
  const mac = () => `${stream.pick(prefixes)}:${stream.hex(2)}:${stream.hex(2)}:${stream.hex(2)}`
  return {
    place,
    ip: `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`,
    org,
    asn,
    gateway: mac(),
    bssids: [mac(), mac()],
    lastMile: 5 + 14 * stream.next(),
    jitter: stream.chance(0.1) ? 12 : 1.5,
  }
}

export const workers = 300
export const applicants = 1200

/** The staff before anything is planted: everybody is where, and who, they say they are. */
export function staff(seed: number): Worker[] {
  return Array.from({ length: workers }, (_, i) => ordinary(seed, i + 1))
}

function ordinary(seed: number, n: number): Worker {
  const stream = random(`${seed}/worker/${n}`)
  const city = stream.pick(cities)
  const claim = near(city, stream)
  const own = contact(n, city, stream)
  const id = String(n).padStart(4, '0')
  const clamp = (v: number) => Math.max(-45, Math.min(45, v))
  return {
    ...own,
    n,
    person: `person:larkspur-${id}`,
    device: `device:larkspur-LT-${id}`,
    claim,
    role: stream.pick(roles),
    startDate: `${stream.int(2016, 2025)}-${String(stream.int(1, 12)).padStart(2, '0')}-${String(stream.int(1, 28)).padStart(2, '0')}`,
    timed: n % 5 === 0,
    home: door(n, claim, stream),
    gap: 0,
    hands: {
      keyShift: clamp(stream.normal(0, 22)),
      pointShift: clamp(stream.normal(0, 22)),
      late: 0.05 + 0.2 * stream.next(),
      away: 0,
    },
    usb: ordinaryDevices(stream),
    monitors: stream.chance(0.6) ? [ordinaryMonitor(stream)] : [],
    begins: 7.5 + 2 * stream.next(),
    shipTo: own.address,
    ...(n % 3 !== 0 && { signedBy: own.name }),
    account: `0210${90_000 + n}-${7_700_000 + n * 13}`,
    pay: 62_000 + ((n * 3571) % 70) * 1000,
    authenticator: `key-${n}-larkspur`,
  }
}
