import { type Contact, contact, door, type Worker } from './company.ts'
import { jetKvmAcer, jetKvmDell, jetKvmDisguise, ordinaryMonitor, piKvm, piKvmMonitor } from './hardware.ts'
import { cityOf, near } from './places.ts'
import { random } from './random.ts'

/** One thing that is planted in the demo company, and what must come of it. */
export interface Planted {
  subjects: `${'person' | 'application'}:${string}`[]
  what: string
  /** True for look-alikes: they may be listed where said, and never become a case. */
  innocent: boolean
  /** `verify` is of an application: one or two checks would settle it, and nobody is listed. */
  expect: 'case' | 'listed' | 'verify' | 'nothing'
}

const person = (n: number): `person:${string}` => `person:larkspur-${String(n).padStart(4, '0')}`
const application = (n: number): `application:${string}` =>
  `application:larkspur-A-${String(n).padStart(4, '0')}`

/** Worker and application numbers of everything planted. */
export const cast = {
  farm: [31, 77, 118, 164, 229],
  relay: 92,
  oneLife: [412, 873],
  films: 650,
  early: 821,
  stolen: { worker: 205, application: 1140, shares: [1031, 1087] },
  administrator: 143,
  couple: [51, 52],
  nightOwl: 68,
  hobbyist: 110,
  satellite: 187,
  slowTypist: 155,
  coworking: [240, 241, 242, 243, 244, 245, 246, 247],
  gateway: [20, 21, 22, 23, 24, 25],
  oldAreaCode: 133,
  secondHandMonitor: [270, 271],
  applicant: [600, 1105],
  agency: Array.from({ length: 14 }, (_, i) => 700 + i * 7),
} as const

/** The truth about the demo company, for tests, for the console's tour, and for whoever wants to check. */
export const planted: readonly Planted[] = [
  {
    subjects: cast.farm.map(person),
    what: 'Five laptops behind one door in Nashville, driven through IP-KVMs; their workers claim five cities',
    innocent: false,
    expect: 'case',
  },
  {
    subjects: [person(cast.relay)],
    what: 'A worker whose laptop answers 190 ms behind its network exit: a relay',
    innocent: false,
    expect: 'listed',
  },
  {
    subjects: cast.oneLife.map(application),
    what: 'Two applications with one life between them: same phone, same mailbox, same résumé, other names',
    innocent: false,
    expect: 'listed',
  },
  {
    subjects: [application(cast.films)],
    what: 'An application with a telephone number that is kept free for films',
    innocent: false,
    expect: 'verify',
  },
  {
    subjects: [application(cast.early)],
    what: 'A résumé that has Kubernetes four years before it was released',
    innocent: false,
    expect: 'verify',
  },
  {
    subjects: [person(cast.stolen.worker)],
    what: 'A stolen identity with a verified degree: home in Ohio on paper and a relay there, the laptop in Lisbon as its mail shows, a phone shared with two applications',
    innocent: false,
    expect: 'case',
  },
  {
    subjects: [person(cast.administrator)],
    what: 'A system administrator whose hands are 110 ms of path away, and nothing else',
    innocent: false,
    expect: 'listed',
  },
  innocent(cast.couple.map(person), 'A couple on one Wi-Fi at one address'),
  innocent([person(cast.nightOwl)], 'A night owl'),
  innocent([person(cast.hobbyist)], 'A hobbyist in IT with a PiKVM on the desk'),
  innocent([person(cast.satellite)], 'A satellite link with round trips of 640 ms'),
  innocent([person(cast.slowTypist)], 'A slow typist who answers most prompts late'),
  innocent(cast.coworking.map(person), 'Eight workers who share a co-working office and live nearby'),
  innocent(cast.gateway.map(person), 'Six workers behind a corporate web gateway that ends TCP'),
  innocent([person(cast.oldAreaCode)], 'An employee who moved and kept the old area code'),
  innocent(cast.secondHandMonitor.map(person), 'A monitor that was sold from one worker to another'),
  innocent(cast.applicant.map(application), 'An applicant who applied twice'),
  innocent(cast.agency.map(application), 'Applications through one agency, which gives its own number'),
]

function innocent(subjects: Planted['subjects'], what: string): Planted {
  return { subjects, what, innocent: true, expect: 'nothing' }
}

/** Changes the staff so that everything in `planted` that concerns workers is so. */
export function plant(seed: number, staff: Worker[]): void {
  const at = (n: number) => staff[n - 1]!
  const stream = random(`${seed}/planted`)

  const claims = ['Portland', 'Tampa', 'Boise', 'Albany', 'Tucson']
  const farmDoor = door(5000, near(cityOf('Nashville'), stream), stream)
  const farmAddress = '4410 Ropewalk Street Apt 6, Nashville, TN'
  cast.farm.forEach((n, i) => {
    const worker = at(n)
    move(worker, claims[i]!, seed)
    worker.home = farmDoor
    worker.shipTo = farmAddress
    worker.role = 'Software Engineer'
    worker.timed = true
    worker.hands = {
      keyShift: stream.normal(0, 15),
      pointShift: stream.normal(0, 15),
      late: 0.2,
      away: 150 + 10 * i,
    }
    worker.usb = [{ ...jetKvmDisguise, serial: stream.hex(8) }]
    worker.monitors = [i < 3 ? jetKvmDell : jetKvmAcer]
  })

  const relay = at(cast.relay)
  relay.gap = 190
  relay.home = { ...relay.home, org: 'Northgate Hosting', asn: 64_511, lastMile: 2 }

  const stolen = at(cast.stolen.worker)
  move(stolen, 'Columbus', seed)
  stolen.behindRelay = door(5001, near(cityOf('Lisbon'), stream), stream)
  stolen.gap = 125
  stolen.application = application(cast.stolen.application)
  stolen.role = 'Data Analyst'

  // 110 ms of path, and 60 ms that a remote-desktop tool takes itself (lab: 21 to 74 ms, jitter on top).
  const administrator = at(cast.administrator)
  administrator.role = 'System Administrator'
  administrator.timed = true
  administrator.hands = { keyShift: 0, pointShift: 4, late: 0.12, away: 110 + 60 }

  const [first, second] = cast.couple.map(at) as [Worker, Worker]
  second.claim = first.claim
  second.home = first.home
  second.address = first.address
  second.shipTo = first.address

  at(cast.nightOwl).begins = 19.5

  const hobbyist = at(cast.hobbyist)
  hobbyist.role = 'Infrastructure Engineer'
  hobbyist.timed = true
  hobbyist.usb = [...hobbyist.usb, piKvm]
  hobbyist.monitors = [ordinaryMonitor(stream), piKvmMonitor]

  const satellite = at(cast.satellite)
  satellite.home = { ...satellite.home, org: 'Highbird Satellite', lastMile: 600, jitter: 25 }
  satellite.timed = true

  const slow = at(cast.slowTypist)
  slow.timed = true
  slow.hands = { keyShift: 30, pointShift: 12, late: 0.6, away: 0 }

  const office = door(5002, near(cityOf('Minneapolis'), stream, 2), stream)
  for (const n of cast.coworking) {
    move(at(n), 'Minneapolis', seed)
    at(n).desk = office
  }

  for (const n of cast.gateway) {
    const worker = at(n)
    worker.gap = 22 + n
    worker.home = { ...worker.home, org: 'Zscaler, Inc.', ip: `198.19.200.${n}` }
  }

  const moved = at(cast.oldAreaCode)
  move(moved, 'Denver', seed)
  moved.phone = moved.phone.replace(/^\(\d{3}\)/, '(617)')

  const seller = at(cast.secondHandMonitor[0])
  seller.monitors = [ordinaryMonitor(stream)]
}

/** The monitor of the second-hand pair hangs on the first desk for the first half, on the second afterwards. */
export function monitorsOn(staff: readonly Worker[], worker: Worker, share: number) {
  const [seller, buyer] = cast.secondHandMonitor
  if (worker.n === seller) return share < 0.45 ? worker.monitors : []
  if (worker.n === buyer) return share > 0.55 ? staff[seller - 1]!.monitors : []
  return worker.monitors
}

function move(worker: Worker, town: string, seed: number): void {
  const stream = random(`${seed}/moved/${worker.n}`)
  const city = cityOf(town)
  worker.claim = near(city, stream)
  worker.home = { ...worker.home, place: worker.claim }
  Object.assign(worker, contact(worker.n, city, stream))
  worker.shipTo = worker.address
}

/** Contacts and résumé texts of applications that are planted: who each one says they are, beside the ordinary. */
export function contactsOf(
  n: number,
  own: Contact,
  staff: readonly Worker[],
  others: (n: number) => Contact,
) {
  const [first, second] = cast.oneLife
  if (n === second) {
    const life = others(first)
    const [local, domain] = life.email.split('@') as [string, string]
    const digits = life.phone.replace(/\D/g, '')
    return { ...own, email: `${local}+careers@${domain}`, phone: `+1 ${digits}` }
  }
  const stolen = staff[cast.stolen.worker - 1]!
  if (n === cast.stolen.application) return { ...stolen }
  if ((cast.stolen.shares as readonly number[]).includes(n)) return { ...own, phone: stolen.phone }
  if (n === cast.films) return { ...own, phone: '(614) 555-0142' }
  const [earlier, again] = cast.applicant
  if (n === again) return { ...others(earlier) }
  if ((cast.agency as readonly number[]).includes(n)) return { ...own, phone: '(312) 555-4400' }
  return own
}

/** What is odd about an application beside its contacts; it takes the place of the ordinary. */
export function oddOf(n: number): Record<string, unknown> {
  if (n !== cast.early) return {}
  const work = [
    {
      name: 'Tidewell Software',
      position: 'Developer',
      startDate: '2008-03',
      endDate: '2010-05',
      summary: 'ran the Kubernetes clusters of three plants, and moved their scheduling to Terraform',
    },
  ]
  return { work, resumeText: undefined }
}
