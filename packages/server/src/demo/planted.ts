import { type Contact, door, type Worker } from './company.ts'
import { farmCast, plantFarm } from './farm.ts'
import { ordinaryMonitor, piKvm, piKvmMonitor } from './hardware.ts'
import { move } from './moved.ts'
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
  farm: [...farmCast.first, ...farmCast.second],
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
  recruiter: Array.from({ length: 10 }, (_, i) => 805 + i * 9),
  office: Array.from({ length: 18 }, (_, i) => 280 + i),
  keyring: [35, 84, 176, 252],
  helped: [40, 56, 66, 86, 102, 126, 148, 172, 192, 214],
} as const

/** The truth about the demo company, for tests, for the console's tour, and for whoever wants to check. */
export const planted: readonly Planted[] = [
  {
    subjects: farmCast.first.map(person),
    what: 'Six laptops behind one door in Nashville, driven through IP-KVMs; their workers claim six cities, one keeper signed for five, two are paid into one account',
    innocent: false,
    expect: 'case',
  },
  {
    subjects: [person(farmCast.second[0])],
    what: 'The farm’s second door, in Atlanta: a laptop with an IP-KVM and a monitor that is carried between both doors',
    innocent: false,
    expect: 'case',
  },
  {
    subjects: farmCast.second.slice(1).map(person),
    what: 'Two more at the second door, whose parcels went to a store; no box is seen, and nobody’s hands are measured',
    innocent: false,
    expect: 'listed',
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
  innocent(
    cast.couple.map(person),
    'A couple on one Wi-Fi at one address, with one account and a hobbyist’s TinyPilot',
  ),
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
  innocent(
    cast.recruiter.map(application),
    'Applications that a recruiter typed in with her own telephone number',
  ),
  innocent(
    cast.office.map(person),
    'Eighteen workers whose laptops went through the mailroom of an office that one clerk signs for',
  ),
  innocent(
    cast.helped.map(person),
    'Ten workers whose laptops the IT department reaches through its own relay',
  ),
  innocent(cast.keyring.map(person), 'Four administrators who share one key for service accounts'),
]

function innocent(subjects: Planted['subjects'], what: string): Planted {
  return { subjects, what, innocent: true, expect: 'nothing' }
}

/** Changes the staff so that everything in `planted` that concerns workers is so. */
export function plant(seed: number, staff: Worker[], until: number): void {
  const at = (n: number) => staff[n - 1]!
  const stream = random(`${seed}/planted`)

  plantFarm(seed, staff, until)

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
  second.signedBy = first.name
  first.signedBy = first.name
  second.account = first.account
  for (const one of [first, second])
    one.neighbours = [{ ip: '192.168.1.60', mac: '04:c9:8b:2a:1c:07', name: 'tinypilot' }]

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

  for (const n of cast.office) {
    at(n).shipTo = 'Larkspur Instruments, 1 Foundry Street, Denver, CO'
    at(n).signedBy = 'Reed Octant'
  }
  for (const n of cast.keyring) {
    at(n).role = 'System Administrator'
    at(n).authenticator = 'key-0-larkspur-service'
  }
  // The IT department's own tenant stays on the laptops that it has helped.
  for (const n of cast.helped)
    at(n).processes = [
      '"C:\\Program Files (x86)\\ScreenConnect Client (5f1c)\\ScreenConnect.ClientService.exe" "?e=Access&y=Guest&h=help.larkspur.example&p=443&k=BgIAAACk"',
    ]

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
  if ((cast.recruiter as readonly number[]).includes(n)) return { ...own, phone: '(303) 555-7120' }
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
