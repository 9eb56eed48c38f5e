import { access } from './access.ts'
import { applications } from './applications.ts'
import { type Door, staff, type Worker } from './company.ts'
import { decisions } from './decisions.ts'
import { carriedBy, earlier, inventory, present } from './farm.ts'
import { kilometres, nearestCollector, placeOf } from './places.ts'
import { monitorsOn, plant } from './planted.ts'
import { type Random, random } from './random.ts'

import type { Row } from './row.ts'

export { type Planted, planted } from './planted.ts'
export type { Row } from './row.ts'

const hour = 3_600_000
const day = 24 * hour
const days = 30

/**
 * Thirty days of Larkspur Instruments, a company that does not exist: 300 workers and 1,200 applicants in order
 * of time, none of it later than `until` (milliseconds since the epoch). A pure function of its options: the
 * same ones give the same ids and bytes, so that loading it twice adds nothing.
 *
 * Planted, with the truth in `planted`: a farm of nine laptops behind two doors, whose workers joined over nine months and are seen from their first day on; a worker behind a relay; two
 * applications with one life between them; a stolen identity with a verified degree; a telephone number
 * of films and a technology before its time on two applications; an administrator whose hands are 110 ms of path away; and innocent look-alikes of each. Reaction times follow the simulated people of
 * the lab (fast answers skewed about 400 ms to a prompt and 305 ms to a target, late ones about 1.5 s).
 */
export function* demo(options: { seed?: number; until: number }): Generator<Row> {
  const seed = options.seed ?? 7
  const everybody = staff(seed)
  plant(seed, everybody, options.until)
  const first = Math.floor(options.until / day) * day - days * day
  const rows: Row[] = []
  for (const worker of everybody)
    rows.push(...records(worker, first), ...earlier(worker, first), ...work(seed, everybody, worker, first))
  rows.push(...applications(seed, everybody, first), ...decisions(options.until))
  rows.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  for (const row of rows) if (row.at < options.until) yield row
}

/** What the company's records say of a worker. */
function* records(worker: Worker, first: number): Generator<Row> {
  const { person, device, claim } = worker
  const at = (worker.joined === undefined ? first : worker.joined - 6 * day) + worker.n * 1000
  const id = person.slice(7)
  const sent = at + hour
  yield {
    id: `hr/${id}`,
    kind: 'person',
    at,
    about: [person],
    data: {
      name: worker.name,
      emails: [worker.email],
      phones: [worker.phone],
      address: worker.address,
      place: placeOf(claim),
      timeZone: claim.timeZone,
      role: worker.role,
      startDate: worker.startDate,
      employer: 'Larkspur Instruments',
      pay: { yearly: worker.pay, currency: 'USD' },
      ...(worker.application && { application: worker.application }),
    },
  }
  yield {
    id: `asset/${id}`,
    kind: 'device',
    at,
    about: [device],
    data: {
      serial: `LKS${10_000 + worker.n * 7}`,
      model: 'Larkbook 14',
      os: 'Windows 11',
      assignedTo: person,
    },
  }
  yield {
    id: `ship/${id}`,
    kind: 'shipment',
    at: sent,
    about: [device, person],
    data: {
      device,
      shipTo: worker.shipTo,
      verifiedAddress: worker.address,
      offerAt: sent - 9 * day,
      ...(worker.redirected && { changedAt: sent - 2 * day }),
      deliveredAt: sent,
      ...(worker.signedBy && { signedBy: worker.signedBy }),
    },
  }
  yield access(worker, at + 3 * hour)
  yield {
    id: `pay/${id}`,
    kind: 'account',
    at: at + 2 * hour,
    about: [person],
    data: {
      kind: 'bank',
      number: worker.account,
      holder: worker.name,
    },
  }
}

/** What is measured while a worker works: weekdays, from the worker's own start of day. */
function* work(seed: number, everybody: Worker[], worker: Worker, first: number): Generator<Row> {
  const stream = random(`${seed}/workday/${worker.n}`)
  const { person, device } = worker
  for (let d = 0; d < days; d++) {
    const midnight = first + d * day
    const weekday = (Math.floor(midnight / day) + 4) % 7
    if (weekday === 0 || weekday === 6) continue
    const begin =
      midnight + Math.round((worker.begins - worker.claim.utc + (stream.next() - 0.5) * 0.6) * hour)
    const at = worker.desk && (weekday === 3 || weekday === 5) ? worker.desk : worker.home
    const lan = worker.behindRelay ?? at
    const row = (kind: string, after: number, about: string[], data: Row['data']): Row => ({
      id: `${kind}/${person.slice(7)}/${d}`,
      kind,
      at: begin + Math.round(after * hour),
      about,
      data,
    })
    // Single sign-on asks again every other day, not every morning.
    if ((d + worker.n) % 2 === 0)
      yield row('signin', 0, [person], {
        ip: at.ip,
        asn: at.asn,
        org: at.org,
        country: at.place.country,
        place: placeOf(at.place),
        authenticator: worker.authenticator,
        outcome: 'success',
        system: 'Sign-in portal',
      })
    yield row('rtt', 0.1, [device, person], roundTrips(at, worker.gap, stream))
    if (worker.behindRelay)
      yield {
        ...row('rtt', 0.2, [device, person], roundTrips(worker.behindRelay, 0, stream)),
        id: `rtt/${person.slice(7)}/${d}/mail`,
      }
    if (weekday === 1 || weekday === 3 || weekday === 5)
      yield row(
        'inventory',
        0.5,
        [device, person],
        inventory(worker, lan, [
          ...monitorsOn(everybody, worker, d / days),
          ...present(carriedBy(worker, midnight, first)),
        ]),
      )
    if (!worker.timed) continue
    if ((d + worker.n) % 3 === 0) yield row('reaction', 3, [device, person], reactions(worker, stream))
    if ((d + worker.n) % 6 === 0) yield row('keys', 4, [device, person], keystrokes(stream))
  }
}

/** Twelve round trips each: never faster than light in fibre along a road, jitter only ever adds. */
function roundTrips(at: Door, gap: number, stream: Random): Row['data'] {
  const collector = nearestCollector(at.place)
  const floor = at.lastMile + (kilometres(at.place, collector) * 2) / 300 / 0.5
  const sample = (least: number) => () =>
    Math.round((least - at.jitter * Math.log(1 - stream.next())) * 100) / 100
  const times = (least: number) => Array.from({ length: 12 }, sample(least)).with(stream.int(0, 11), least)
  const transport = Math.round(floor * 100) / 100
  const echo = Math.round((floor + 0.4 + gap) * 100) / 100
  return {
    collector,
    ip: at.ip,
    asn: at.asn,
    org: at.org,
    transport: times(transport),
    application: times(echo),
    via: 'header',
  }
}

/** Fifteen prompts answered by key and fifteen targets by pointer, on the device's own clock. */
export function reactions(worker: Pick<Worker, 'hands'>, stream: Random, each = 15): Row['data'] {
  const { keyShift, pointShift, late, away } = worker.hands
  let clock = 1_000_000 + stream.int(0, 9_000_000)
  const events = Array.from({ length: each * 2 }, (_, i) => {
    clock += 20_000 + stream.int(0, 60_000)
    const prompt = i % 2 === 0
    const quick = prompt
      ? 290 + keyShift + stream.logNormal(110, 0.6)
      : 215 + pointShift + stream.logNormal(90, 0.6)
    const took = away + (stream.chance(late) ? 250 + stream.logNormal(1500, 0.9) : quick)
    return {
      stimulus: prompt ? 'prompt' : 'target',
      shownAt: clock,
      respondedAt: clock + Math.round(took * 10) / 10,
      by: prompt ? 'key' : 'motion',
    }
  })
  return { source: 'endpoint', events }
}

function keystrokes(stream: Random): Row['data'] {
  const press: number[] = []
  const release: number[] = []
  const kinds: string[] = []
  let clock = stream.int(0, 9_000_000)
  for (let i = 0; i < 60; i++) {
    clock += Math.round(stream.logNormal(150, 0.5))
    press.push(clock)
    release.push(clock + Math.round(stream.logNormal(94, 0.3)))
    kinds.push(i % 6 === 5 ? 'space' : stream.chance(0.04) ? 'backspace' : 'letter')
  }
  return { source: 'endpoint', resolution: 1, press, release, class: kinds }
}
