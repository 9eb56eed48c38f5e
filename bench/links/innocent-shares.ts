import { ordinaryMonitor } from '../../packages/server/src/demo/hardware.ts'
import { cities } from '../../packages/server/src/demo/places.ts'
import type { Random } from '../../packages/server/src/demo/random.ts'
import { type Claim, days, home, personName, router, type Stay, type Worker, worker } from './workforce.ts'

/** People who share something and do nothing wrong, as messy as life makes it. */
export interface Innocents {
  what: string
  workers: Worker[]
  /** Those of them who are a couple or family at one home. */
  couple?: boolean
}

type Ids = () => string

/** Of a hundred innocent shares, so many of each kind. */
const mix: [number, string, (r: Random, id: Ids) => Innocents][] = [
  [43, 'couple', couple],
  [2, 'family of two whose HR addresses are 300 km apart for a month', family],
  [10, 'flatmates', flatmates],
  [2, 'campus', campus],
  [6, 'coworking space', coworking],
  [3, 'company office with visitors', office],
  [5, 'parcel shop or IT shop that takes in laptops', receivingShop],
  [9, 'second-hand monitor', secondHand],
  [5, 'recruiter’s phone or mailbox', recruiter],
  [3, 'offsite of days', offsite],
  [6, 'visit of weeks', visit],
  [3, 'travelling couple with a router of their own', nomads],
  [3, 'second-hand router', passedOn],
]

/** Innocent share number `n`, of the kind that its number falls on. */
export function innocents(r: Random, n: number, id: Ids): Innocents {
  let left = (n * 37) % 100
  for (const [share, what, make] of mix) {
    if (left < share) return { ...make(r, id), what }
    left -= share
  }
  throw new Error('the shares of innocents do not add up to 100')
}

/**
 * What links alone can't tell from a farm: three or more colleagues from different cities who really live under one
 * roof for weeks while HR has other addresses. Not among the shares that the aims name; reported apart.
 */
export function houseOfNewcomers(r: Random, id: Ids): Innocents {
  const wifi = router(r, 2)
  const from = r.int(0, days - 20)
  const to = from + r.int(14, 80)
  const workers = Array.from({ length: r.int(3, 6) }, () =>
    worker(r, id(), {
      stays: [
        { from: 0, to: days - 1, router: router(r) },
        { from, to, router: wifi },
      ],
      seen: 0.5,
    }),
  )
  return { what: 'house of newcomers', workers }
}

/** A home elsewhere that HR still has on file until some day; of some it has not been told to this day. */
function staleClaim(r: Random, now: Claim, farAway: number): Claim[] {
  const city = r.chance(farAway) ? r.pick(cities) : now.city
  const moved = r.int(-200, days - 5)
  const told = r.chance(0.04) ? days + 1 : moved + Math.round(r.logNormal(25, 0.7))
  return [home(r, city), ...(told < days ? [{ ...now, from: told }] : [])]
}

function couple(r: Random, id: Ids): Innocents {
  const flat = home(r)
  const wifi = router(r, r.int(1, 3))
  const monitor = r.chance(0.4) ? [ordinaryMonitor(r)] : []
  const account = r.chance(0.35) ? worker(r, 'x').account : undefined
  const landline = r.chance(0.3) ? worker(r, 'x').phone : undefined
  const tablet = r.chance(0.05) ? `opf${r.hex(17)}` : undefined
  const moved = r.int(0, days - 5)
  const together = r.chance(0.2)
  const workers = [0, 1].map((k) => {
    // Who moved in lived elsewhere before, and the laptop with them.
    const late = together && k === 1
    const old = r.chance(0.35) ? home(r) : home(r, flat.city)
    const told = moved + Math.round(r.logNormal(30, 0.8))
    const claims = late ? [old, ...(told < days && r.chance(0.95) ? [{ ...flat, from: told }] : [])] : [flat]
    const stays: Stay[] = late
      ? [
          { from: 0, to: moved - 1, router: router(r), displays: [] },
          { from: moved, to: days - 1, router: wifi, displays: monitor },
        ]
      : [{ from: 0, to: days - 1, router: wifi, displays: monitor }]
    return worker(r, id(), {
      claims,
      stays,
      seen: 0.3,
      shipTo: flat.address,
      ...(account && { account }),
      ...(landline && { phone: landline }),
      ...(tablet && { authenticator: tablet }),
    })
  })
  const [first] = workers
  for (const w of workers) if (r.chance(0.4)) w.signedBy = first!.name
  return { what: '', workers, couple: true }
}

function family(r: Random, id: Ids): Innocents {
  const flat = home(r)
  const wifi = router(r, 2)
  const from = r.int(0, days - 10)
  const workers = [0, 1].map((k) => {
    const old = home(
      r,
      r.pick(cities.filter((c) => Math.abs(c.lat - flat.city.lat) + Math.abs(c.lon - flat.city.lon) > 3)),
    )
    const back = from + r.int(25, 40)
    return worker(r, id(), {
      claims: k === 0 ? [flat] : [old, ...(back < days ? [{ ...flat, from: back }] : [])],
      stays: [
        ...(k === 0 ? [] : [{ from: 0, to: from - 1, router: router(r) }]),
        { from: k === 0 ? 0 : from, to: days - 1, router: wifi },
      ],
      seen: 0.6,
      shipTo: flat.address,
    })
  })
  return { what: '', workers, couple: true }
}

function flatmates(r: Random, id: Ids): Innocents {
  const flat = home(r)
  const wifi = router(r, r.int(1, 2))
  const signs = personName(r)
  const workers = Array.from({ length: r.int(3, 5) }, () =>
    worker(r, id(), {
      claims: r.chance(0.75) ? [flat] : staleClaim(r, flat, 0.3),
      stays: [{ from: 0, to: days - 1, router: wifi, displays: r.chance(0.5) ? [ordinaryMonitor(r)] : [] }],
      seen: 0.3,
      shipTo: r.chance(0.8) ? flat.address : home(r, flat.city).address,
      ...(r.chance(0.5) && { signedBy: signs }),
    }),
  )
  return { what: '', workers }
}

function campus(r: Random, id: Ids): Innocents {
  const hall = home(r)
  const points = Array.from({ length: r.int(3, 12) }, () => router(r, 2))
  const core = router(r)
  const local = 0.5 + 0.4 * r.next()
  const workers = Array.from({ length: r.int(12, 90) }, () =>
    worker(r, id(), {
      claims: [r.chance(local) ? home(r, hall.city) : home(r)],
      stays: [{ from: 0, to: days - 1, router: { mac: core.mac, bssids: r.pick(points).bssids } }],
      seen: 0.25,
    }),
  )
  return { what: '', workers }
}

function coworking(r: Random, id: Ids): Innocents {
  const space = home(r)
  const wifi = router(r, 3)
  const workers = Array.from({ length: r.int(4, 25) }, (_, i) => {
    const afar = i > 2 && r.chance(0.12)
    const claim = afar ? home(r) : home(r, space.city)
    const came = r.int(0, days - 3)
    return worker(r, id(), {
      claims: [claim],
      stays: [
        { from: 0, to: days - 1, router: router(r) },
        afar
          ? { from: came, to: came + r.int(1, 15), router: wifi }
          : { from: 0, to: r.int(60, days - 1), router: wifi },
      ],
      seen: 0.3,
    })
  })
  return { what: '', workers }
}

function office(r: Random, id: Ids): Innocents {
  const house = home(r)
  const wifi = router(r, 8)
  const clerk = personName(r)
  const workers = Array.from({ length: r.int(10, 80) }, (_, i) => {
    const visitor = i > 8 && r.chance(0.08)
    const came = r.int(0, days - 3)
    return worker(r, id(), {
      claims: [visitor ? home(r) : home(r, house.city)],
      stays: [
        { from: 0, to: days - 1, router: router(r) },
        { from: visitor ? came : 0, to: visitor ? came + r.int(2, 10) : days - 1, router: wifi },
      ],
      seen: 0.3,
      ...(r.chance(0.5) && { shipTo: house.address, signedBy: r.chance(0.6) ? clerk : 'mailroom' }),
    })
  })
  return { what: '', workers }
}

/** Several who start at once have their laptops set up in one shop, or fetch them at one counter. */
function receivingShop(r: Random, id: Ids): Innocents {
  const shop = home(r)
  const clerk = personName(r)
  const near = r.chance(0.6)
  const workers = Array.from({ length: near ? r.int(2, 6) : r.int(3, 20) }, () =>
    worker(r, id(), {
      claims: [near ? home(r, shop.city) : home(r)],
      shipTo: shop.address,
      signedBy: r.chance(0.7) ? clerk : 'front desk',
    }),
  )
  return { what: '', workers }
}

function secondHand(r: Random, id: Ids): Innocents {
  const monitor = ordinaryMonitor(r)
  const sold = r.int(20, 90)
  // Some inventories go on naming a monitor that was once attached.
  const remembers = r.chance(0.15)
  const workers = [0, 1].map((k) => {
    const own = router(r)
    return worker(r, id(), {
      stays:
        k === 0
          ? [
              { from: 0, to: remembers ? days - 1 : sold - 2, router: own, displays: [monitor] },
              ...(remembers ? [] : [{ from: sold - 1, to: days - 1, router: own }]),
            ]
          : [
              { from: 0, to: sold, router: own },
              { from: sold + 1, to: days - 1, router: own, displays: [monitor] },
            ],
      seen: 0.2,
    })
  })
  return { what: '', workers }
}

function recruiter(r: Random, id: Ids): Innocents {
  const { phone, email } = worker(r, 'x')
  const both = r.chance(0.2)
  const workers = Array.from({ length: r.int(2, 14) }, () =>
    worker(r, id(), { phone, ...(both && { email }) }),
  )
  return { what: '', workers }
}

function offsite(r: Random, id: Ids): Innocents {
  const rented = router(r, 2)
  const from = r.int(0, days - 12)
  const to = from + r.int(2, 9)
  const workers = Array.from({ length: r.int(4, 14) }, () =>
    worker(r, id(), {
      stays: [
        { from: 0, to: days - 1, router: router(r) },
        { from, to, router: rented },
      ],
      seen: 0.6,
    }),
  )
  return { what: '', workers }
}

function visit(r: Random, id: Ids): Innocents {
  const hosts = couple(r, id)
  const wifi = hosts.workers[0]!.stays.at(-1)!.router
  const from = r.int(0, days - 10)
  const guests = Array.from({ length: r.chance(0.2) ? 2 : 1 }, () =>
    worker(r, id(), {
      stays: [
        { from: 0, to: days - 1, router: router(r) },
        { from, to: from + r.int(7, 40), router: wifi },
      ],
      seen: 0.5,
    }),
  )
  return { what: '', workers: [...hosts.workers, ...guests], couple: true }
}

function nomads(r: Random, id: Ids): Innocents {
  const flat = home(r)
  const travel = router(r)
  const workers = [0, 1].map(() =>
    worker(r, id(), { claims: [flat], stays: [{ from: 0, to: days - 1, router: travel }], seen: 0.4 }),
  )
  return { what: '', workers, couple: true }
}

function passedOn(r: Random, id: Ids): Innocents {
  const sold = r.int(20, 90)
  const box = router(r)
  const workers = [0, 1].map((k) =>
    worker(r, id(), {
      stays:
        k === 0
          ? [
              { from: 0, to: sold - 1, router: box },
              { from: sold, to: days - 1, router: router(r) },
            ]
          : [
              { from: 0, to: sold + 5, router: router(r) },
              { from: sold + 6, to: days - 1, router: box },
            ],
      seen: 0.3,
    }),
  )
  return { what: '', workers }
}
