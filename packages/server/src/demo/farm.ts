import { type Door, door, type Worker } from './company.ts'
import { edid, jetKvmAcer, jetKvmDell, jetKvmDisguise, type Monitor, ordinaryMonitor } from './hardware.ts'
import { move } from './moved.ts'
import { cityOf, near } from './places.ts'
import { random } from './random.ts'
import type { Row } from './row.ts'

const hour = 3_600_000
const day = 24 * hour
const week = 7 * day

/**
 * The planted farm: two doors, nine laptops, one keeper, joined over nine months. The first door has a box on every
 * laptop; at the second, nobody's hands are measured and the newest two show no box.
 */
export const farmCast = {
  first: [31, 77, 118, 164, 229, 96],
  second: [138, 201, 263],
  /** Whose laptops have the timing policy on. */
  measured: [31, 77, 118, 164, 229],
  /** The keeper carries one monitor to and fro between these two: the only thing that ties the doors. */
  monitor: [77, 138],
  /** Paid into one account. */
  paid: [77, 164],
  /** The one parcel at the first door that somebody else signed for. */
  notSigned: 96,
} as const

const claims: Record<number, string> = {
  31: 'Portland',
  77: 'Tampa',
  118: 'Boise',
  164: 'Albany',
  229: 'Tucson',
  96: 'Spokane',
  138: 'Providence',
  201: 'Albuquerque',
  263: 'Milwaukee',
}
/** Days of work before the demo's newest day, and pay in a year. */
const joined: Record<number, [days: number, yearly: number]> = {
  31: [190, 118_000],
  77: [259, 124_000],
  118: [146, 112_000],
  164: [266, 181_000],
  229: [90, 111_000],
  96: [70, 104_000],
  138: [118, 97_000],
  201: [83, 108_000],
  263: [76, 95_000],
}

const keeper = 'Sorrel Kymograph'

/** Makes the farm of these workers. `until` is the demo's end: the day up to which their time of work is counted. */
export function plantFarm(seed: number, staff: Worker[], until: number): void {
  const stream = random(`${seed}/farm`)
  const doors = [
    {
      of: farmCast.first,
      at: door(5000, near(cityOf('Nashville'), stream), stream),
      address: '4410 Ropewalk Street Apt 6, Nashville, TN',
    },
    {
      of: farmCast.second,
      at: door(5003, near(cityOf('Atlanta'), stream), stream),
      address: '2200 Granary Street, The UPS Store, Box 118, Atlanta, GA',
    },
  ]
  const boxes = (n: number) => ({
    ip: `192.168.1.${100 + n}`,
    mac: `30:52:53:${stream.hex(2)}:${stream.hex(2)}:${stream.hex(2)}`,
  })
  const rack = [0, 1, 2].map(boxes)
  for (const { of, at, address } of doors)
    of.forEach((n, i) => {
      const worker = staff[n - 1]!
      const [days, yearly] = joined[n]!
      move(worker, claims[n]!, seed)
      worker.home = at
      worker.shipTo = address
      worker.role = 'Software Engineer'
      worker.pay = yearly
      worker.joined = Math.floor((until - days * day) / day) * day
      worker.startDate = new Date(worker.joined).toISOString().slice(0, 10)
      worker.timed = (farmCast.measured as readonly number[]).includes(n)
      worker.hands = {
        keyShift: stream.normal(0, 15),
        pointShift: stream.normal(0, 15),
        late: 0.2,
        away: 150 + 10 * (i % 5),
      }
      worker.redirected = i % 2 === 1
      delete worker.signedBy
      if (at === doors[0]!.at && n !== farmCast.notSigned) worker.signedBy = keeper
      if (n === farmCast.notSigned) worker.signedBy = 'Poppy Sextant'
      const driven = at === doors[0]!.at || i === 0
      if (driven) {
        worker.usb = [{ ...jetKvmDisguise, serial: stream.hex(8) }]
        worker.monitors = [i < 3 && at === doors[0]!.at ? jetKvmDell : jetKvmAcer]
      }
      if (at === doors[0]!.at) worker.neighbours = rack
    })
  const [one, other] = farmCast.paid.map((n) => staff[n - 1]!) as [Worker, Worker]
  other.account = one.account
  const moving = ordinaryMonitor(random(`${seed}/farm/monitor`))
  for (const n of farmCast.monitor) staff[n - 1]!.carried = moving
}

/**
 * Where the carried monitor hangs in the week of `at`: a month on the first laptop, a month on the second, back for a
 * month, and on the second from then on. Each is seen within the other's time, so that it was not sold.
 */
export function carriedBy(worker: Worker, at: number, first: number): Monitor | undefined {
  if (!worker.carried) return undefined
  const before = Math.ceil((first - at) / week)
  const here = before > 12 ? 0 : before > 8 ? 0 : before > 4 ? 1 : before > 0 ? 0 : 1
  return worker.n === farmCast.monitor[here] ? worker.carried : undefined
}

/** What was seen of the farm's laptops once a week before the demo's own thirty days begin. */
export function* earlier(worker: Worker, first: number): Generator<Row> {
  if (worker.joined === undefined) return
  const id = worker.person.slice(7)
  for (let at = worker.joined + 2 * day; at < first; at += week)
    yield {
      id: `inventory/${id}/${new Date(at).toISOString().slice(0, 10)}`,
      kind: 'inventory',
      at: at + 15 * hour,
      about: [worker.device, worker.person],
      data: inventory(worker, worker.home, [...worker.monitors, ...present(carriedBy(worker, at, first))]),
    }
}

/** What a laptop reports of itself and of what stands around it. */
export function inventory(worker: Worker, lan: Door, monitors: readonly Monitor[]): Row['data'] {
  return {
    usb: worker.usb,
    displays: monitors.map((m) => ({ edid: edid(m) })),
    gateway: { ip: '192.168.1.1', mac: lan.gateway },
    bssids: lan.bssids,
    processes: ['explorer.exe', 'outlook.exe', 'code.exe', ...(worker.processes ?? [])],
    ...(worker.neighbours && { neighbours: worker.neighbours }),
  }
}

export function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}
