import { type Monitor, ordinaryMonitor, type Usb } from '../../packages/server/src/demo/hardware.ts'
import { type City, cities, near, placeOf } from '../../packages/server/src/demo/places.ts'
import type { Random } from '../../packages/server/src/demo/random.ts'
import { namings } from './naming.ts'

/** Invented workers as their systems see them: what HR says, what was shipped and paid, and where the laptop stood. */

export const dayMs = 86_400_000
/** The days that are observed; work may have begun long before. */
export const days = 120
/** The end of the last one. */
export const until = 1_793_000_000_000 - (1_793_000_000_000 % dayMs)

export interface Router {
  mac: string
  bssids: string[]
  /** Boxes that a laptop sees on its network. */
  boxes?: { mac: string; name: string }[]
}

/** Where a laptop stands from one day to another, both included. */
export interface Stay {
  from: number
  to: number
  router: Router
  displays?: Monitor[]
}

export interface Claim {
  from: number
  city: City
  address: string
}

export interface Worker {
  id: string
  /** Day of the first work; before 0 for most. */
  start: number
  /** What HR has on file, from which day on. */
  claims: Claim[]
  stays: Stay[]
  /** On what share of working days the laptop reports. */
  seen: number
  name: string
  phone: string
  email: string
  account: string
  authenticator: string
  shipTo: string
  signedBy?: string
  usb?: Usb[]
  agency?: string
}

export interface Row {
  kind: string
  id: string
  at: number
  about: string[]
  data: Record<string, unknown>
}

const maker = ['3c:84:6a', '9c:a2:f4', 'f0:81:75', '44:a5:6e', 'e4:57:40', '74:83:c2', '60:38:e0', '20:0c:c8']
const streets =
  'Oak Park Church Maple High Elm Lake Hill Walnut Spring Ridge Mill River Cedar Pine Union Water Market Willow Meadow Forest'.split(
    ' ',
  )

export function router(r: Random, points = 1): Router {
  const tail = () => r.hex(6).match(/../g)!.join(':')
  const first = r.pick(maker)
  return { mac: `${first}:${tail()}`, bssids: Array.from({ length: points }, () => `${first}:${tail()}`) }
}

export function home(r: Random, city = r.pick(cities), from = Number.NEGATIVE_INFINITY): Claim {
  const at = near(city, r)
  const street = `${r.int(1, 9999)} ${r.pick(streets)}${r.pick(['', 'wood', 'view', 'field'])} ${r.pick(['Street', 'Avenue', 'Road', 'Lane'])}`
  const flat = r.chance(0.3) ? ` Apt ${r.int(1, 400)}` : ''
  return { from, city: at, address: `${street}${flat}, ${city.city}, ${city.region}` }
}

export function personName(r: Random): string {
  const naming = r.pick(namings)
  const part = (table: (typeof namings)[number]['given']) => table.at(table.draw(r.next())).spellings[0]!
  return `${part(naming.given)} ${part(naming.family)}`
}

const monitors = (r: Random) => (r.chance(0.6) ? [ordinaryMonitor(r)] : [])

/** A worker at home with everything of their own. `own` puts other things in its place. */
export function worker(r: Random, id: string, own: Partial<Worker> = {}): Worker {
  const at = own.claims?.[0] ?? home(r)
  const name = own.name ?? personName(r)
  return {
    id,
    start: r.chance(0.1) ? r.int(0, 80) : -r.int(1, 1500),
    claims: [at],
    stays: [{ from: 0, to: days - 1, router: router(r, r.int(1, 2)), displays: monitors(r) }],
    seen: 0.1,
    name,
    phone: `+1${r.int(201, 989)}${r.int(200, 999)}${String(r.int(0, 9999)).padStart(4, '0')}`,
    email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${r.hex(4)}@${r.pick(['gmail.com', 'outlook.com', 'icloud.com', 'proton.me'])}`,
    account: `US${r.hex(2)}${String(r.int(10_000_000, 99_999_999))}${String(r.int(100_000, 999_999))}`,
    authenticator: r.chance(0.25)
      ? r.pick(['Okta Verify', 'Push', 'Microsoft Authenticator'])
      : `opf${r.hex(17)}`,
    shipTo: at.address,
    ...(r.chance(0.4) && {
      signedBy: r.chance(0.7) ? name : r.pick(['front desk', 'resident', personName(r)]),
    }),
    ...own,
  }
}

/** Everything that is observed of a worker, in order of time. */
export function* rowsOf(w: Worker, r: Random): Generator<Row> {
  const person = `person:W-${w.id}`
  const device = `device:LT-${w.id}`
  const begin = until - days * dayMs
  const at = (day: number, hour = 9 + 8 * r.next()) => Math.round(begin + day * dayMs + hour * 3_600_000)
  let n = 0
  const row = (kind: string, time: number, about: string[], data: Record<string, unknown>): Row => ({
    kind,
    id: `${w.id}-${n++}`,
    at: time,
    about,
    data,
  })
  for (const claim of w.claims)
    yield row('person', at(Math.max(claim.from, w.start - 7), 8), [person], {
      name: w.name,
      emails: [w.email],
      phones: [w.phone],
      address: claim.address,
      place: placeOf(claim.city),
      startDate: new Date(at(w.start, 0)).toISOString().slice(0, 10),
      ...(w.agency && { employer: w.agency }),
    })
  yield row('device', at(w.start - 5, 10), [device], { assignedTo: person })
  yield row('shipment', at(w.start - 4, 12), [device, person], {
    device: `LT-${w.id}`,
    shipTo: w.shipTo,
    deliveredAt: at(w.start - 2, 12),
    ...(w.signedBy && { signedBy: w.signedBy }),
  })
  yield row('account', at(w.start - 1, 12), [person], { kind: 'bank', number: w.account })
  for (let day = Math.max(0, w.start); day < days; day++) {
    const weekday = (Math.floor(begin / dayMs) + day + 4) % 7
    if (weekday === 0 || weekday === 6 || !r.chance(w.seen)) continue
    // Where stays overlap the later one says where the laptop is: a visit during a stay at home.
    const stay = w.stays.findLast((s) => day >= s.from && day <= s.to)
    if (r.chance(0.15))
      yield row('signin', at(day, 8), [person], {
        ip: `203.0.${r.int(0, 255)}.${r.int(0, 255)}`,
        authenticator: w.authenticator,
        outcome: 'success',
      })
    if (!stay) continue
    const { mac, bssids, boxes } = stay.router
    yield row('inventory', at(day), [device, person], {
      gateway: { ip: '192.168.1.1', mac },
      // A laptop names the access points that it hears at the moment, not all there are.
      ...(r.chance(0.8) && { bssids: bssids.filter((_, i) => i === 0 || r.chance(0.6)) }),
      displays: (stay.displays ?? []).map((m) => ({
        manufacturer: m.manufacturer,
        product: m.product.toString(16).padStart(4, '0'),
        name: m.name,
        serial: m.serial,
      })),
      ...(boxes && {
        neighbours: boxes.filter(() => r.chance(0.7)).map((b) => ({ ip: '192.168.1.20', ...b })),
      }),
      ...(w.usb && { usb: w.usb }),
    })
  }
}
