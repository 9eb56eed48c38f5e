import {
  jetKvmDell,
  jetKvmDisguise,
  ordinaryMonitor,
  piKvm,
  piKvmMonitor,
} from '../../packages/server/src/demo/hardware.ts'
import type { Random } from '../../packages/server/src/demo/random.ts'
import { days, home, personName, type Router, router, type Worker, worker } from './workforce.ts'

/** What systems can see of a planted farm: nobody sees all of any. */
export const visibilities = [
  'router, parcels and accounts',
  'router only',
  'parcels and accounts only',
  'two doors',
  'boxes that drive the laptops',
] as const

export interface PlantedFarm {
  what: (typeof visibilities)[number]
  workers: Worker[]
}

const shares = [30, 25, 12, 15, 18]

/** One farm of 3 to 40 people who claim homes all over the country while their laptops stand behind one door or two. */
export function plantedFarm(r: Random, n: number, id: () => string): PlantedFarm {
  let left = (n * 37) % 100
  const kind = shares.findIndex((share) => {
    left -= share
    return left < 0
  })
  const what = visibilities[kind]!
  const size = Math.min(40, Math.max(3, Math.round(3 * 13.3 ** r.next())))
  const doors = what === 'two doors' && size > 5 ? 2 : 1
  const places = Array.from({ length: Math.max(doors, Math.ceil(size / 14)) }, () => home(r))
  const routers: Router[] = Array.from({ length: doors }, () => router(r, r.int(1, 2)))
  const keeper = personName(r)
  const monitors = Array.from({ length: Math.ceil(size / 4) }, () => ordinaryMonitor(r))
  const accounts = Array.from({ length: Math.ceil(size / 4) }, () => worker(r, 'x').account)
  const boxes = routers.map(() => [{ mac: `30:52:53:${r.hex(6).match(/../g)!.join(':')}`, name: 'jetkvm' }])
  const parcels = what !== 'router only' && what !== 'boxes that drive the laptops'
  const watched = what !== 'parcels and accounts only'
  const workers = Array.from({ length: size }, (_, i) => {
    const door = doors === 2 && i >= size / 2 ? 1 : 0
    const from = r.chance(0.3) ? r.int(0, 90) : 0
    const at = routers[door]!
    const kvm = what === 'boxes that drive the laptops' && r.chance(0.8)
    const jet = r.chance(0.5)
    return worker(r, id(), {
      // Some lives are bought near the door, so that the claim fits.
      claims: [r.chance(0.1) ? home(r, places[0]!.city) : home(r)],
      start: from > 0 ? from : -r.int(1, 500),
      seen: watched ? 0.25 + 0.5 * r.next() : 0,
      stays: [
        {
          from,
          to: days - 1,
          router:
            what === 'boxes that drive the laptops' && r.chance(0.7) ? { ...at, boxes: boxes[door]! } : at,
          displays: kvm ? [jet ? jetKvmDell : piKvmMonitor] : r.chance(0.5) ? [r.pick(monitors)] : [],
        },
      ],
      ...(kvm && { usb: [jet ? jetKvmDisguise : piKvm] }),
      ...(parcels &&
        r.chance(0.9) && {
          shipTo: places[Math.min(places.length - 1, doors === 2 ? door : Math.floor(i / 14))]!.address,
          signedBy: r.chance(0.8) ? keeper : 'resident',
        }),
      ...(what !== 'router only' &&
        r.chance(what === 'parcels and accounts only' ? 0.8 : 0.5) && { account: r.pick(accounts) }),
    })
  })
  if (doors === 2) bridge(r, workers, routers)
  return { what, workers }
}

/** What ties two doors: a laptop that moved from one to the other, and a monitor that went along. */
function bridge(r: Random, workers: Worker[], routers: readonly Router[]): void {
  const moving = workers.slice(0, r.int(1, 2))
  const monitor = ordinaryMonitor(r)
  for (const w of moving) {
    const [stay] = w.stays
    w.seen = Math.max(w.seen, 0.5)
    w.stays = [
      { ...stay!, from: 0, to: 60, displays: [monitor] },
      { ...stay!, from: 61, to: days - 1, router: routers[1]!, displays: [monitor] },
    ]
    w.start = Math.min(w.start, -1)
  }
  const other = workers.at(-1)!
  other.start = Math.min(other.start, -1)
  other.seen = Math.max(other.seen, 0.4)
  other.stays = other.stays.map((s) => ({ ...s, from: 0, displays: [monitor] }))
}
