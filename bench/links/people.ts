import type { LinkRecord } from '@telltale/core'
import { seeded } from '../machine.ts'
import { misdated, misdialled, misspelled } from './errors.ts'
import { type Household, households, type Person } from './households.ts'

/**
 * Records of invented people, with the person behind each: what a large company's applicant systems, agencies and
 * HR lists say of the same people over twenty years. Most people have one record, some two to six, a few up to twenty.
 * Records of one person differ by slips (keyboard, ear, scanner), short names, other spellings of a name from another
 * script, names in the other order, new family names, moves, new phones and addresses, and empty fields. Different
 * people share: couples, parents with children of the same name, twins, flatmates, a recruiter's phone, a campus.
 * How often each happens is our assumption, in `rates`; nothing was copied.
 */
export interface Sample {
  records: LinkRecord[]
  /** The number of the person behind each record. */
  people: Uint32Array
  /** By person: given and family name as they are usually written, without slips. */
  usual: [given: string, family: string][]
}

export const rates = {
  ...{ short: 0.13, initial: 0.02, swapped: 0.015, misspelled: 0.05, joined: 0.03, secondGiven: 0.5 },
  ...{ noBirth: 0.22, wrongBirth: 0.03, noPhone: 0.18, wrongPhone: 0.02, landline: 0.12, noEmail: 0.1 },
  ...{ wrongEmail: 0.02, noAddress: 0.3, wrongStreet: 0.06, profile: 0.3, document: 0.08, placeholder: 0.01 },
  ...{ recruiter: 0.02, moved: 0.45, phoneChanged: 0.35, emailChanged: 0.4, married: 0.07 },
}

const day = 86_400_000
const from = Date.UTC(2006, 0, 1)

type Random = () => number

/** `count` records, in an order that says nothing. The same seed gives the same records. */
export function sample(count: number, seed: number): Sample {
  const random = seeded(seed)
  const records = new Array<LinkRecord>(count)
  const people = new Uint32Array(count)
  const order = shuffled(count, seeded(seed ^ 0x5bd1e995))
  let next = 0
  const usual: Sample['usual'] = []
  for (const house of households(random, count))
    for (const person of house.people) {
      const many = recordsOf(random())
      const life = lifeOf(person, house, random)
      for (let i = 0; i < many && next < count; i++) {
        const place = order[next++]!
        records[place] = written(life, i === 0 ? 0 : random(), `r${place}`, random)
        people[place] = usual.length
      }
      usual.push([person.given.spellings[0]!, person.family[0]!])
      if (next === count) return { records, people, usual }
    }
  throw new Error('there were too few households')
}

function recordsOf(u: number): number {
  if (u < 0.6) return 1
  if (u < 0.79) return 2
  if (u < 0.89) return 3
  if (u < 0.985) return 4 + Math.floor((u - 0.89) / 0.032)
  return 7 + Math.floor(((u - 0.985) / 0.015) ** 3 * 14)
}

/** A person's versions over the years: what was true early and what was true late. */
interface Life {
  person: Person
  homes: Household[]
  phones: string[]
  emails: string[]
  families: string[][]
}

function lifeOf(person: Person, house: Household, random: Random): Life {
  const life: Life = {
    person,
    homes: [house],
    phones: [person.phone],
    emails: [person.email],
    families: [person.family],
  }
  for (let move = 0; move < 2; move++) {
    if (random() < rates.moved) life.homes.push(house.elsewhere(random))
    if (random() < rates.phoneChanged) life.phones.push(house.newPhone(random))
    if (random() < rates.emailChanged) life.emails.push(house.newEmail(person, random))
  }
  if (random() < rates.married) life.families.push(house.newFamily(person, random))
  return life
}

/** One record of a life, at a point of it between 0 (early) and 1 (late). */
function written(life: Life, when: number, id: string, random: Random): LinkRecord {
  const { person } = life
  const at = <T>(versions: T[]) =>
    versions[Math.min(versions.length - 1, Math.floor(when * versions.length))]!
  const chance = (rate: number) => random() < rate
  const home = at(life.homes)
  const names = namesOf(person, at(life.families), random)
  const record: LinkRecord = { id, at: from + Math.floor(when * 7000 + random() * 300) * day }
  if (chance(rates.joined)) record.name = [names.given, names.family].filter(Boolean).join(' ')
  else if (chance(rates.swapped)) [record.givenName, record.familyName] = [names.family, names.given]
  else [record.givenName, record.familyName] = [names.given, names.family]
  if (!chance(rates.noBirth))
    record.birthDate = chance(rates.wrongBirth) ? misdated(person.birth, random) : person.birth
  if (chance(rates.placeholder)) record.birthDate = '1900-01-01'
  if (!chance(rates.noPhone)) {
    const phone = home.recruiter && chance(0.5) ? home.recruiter : at(life.phones)
    const own = home.landline && chance(rates.landline) ? home.landline : phone
    record.phones = [chance(rates.wrongPhone) ? misdialled(own, random) : own]
  }
  if (chance(rates.placeholder)) record.phones = ['000-000-0000']
  if (!chance(rates.noEmail)) {
    const email = at(life.emails)
    const local = email.slice(0, email.indexOf('@'))
    record.emails = [chance(rates.wrongEmail) ? misspelled(local, random) + email.slice(local.length) : email]
  }
  if (chance(rates.placeholder)) record.emails = [chance(0.5) ? 'test@test.com' : 'none@none.com']
  if (!chance(rates.noAddress)) {
    record.street = chance(rates.wrongStreet) ? misspelled(home.street, random) : home.street
    if (chance(0.04)) record.street = misdialled(home.street, random)
    record.postcode = home.postcode
  }
  if (chance(rates.placeholder)) record.street = 'N/A'
  record.city = chance(0.03) ? misspelled(home.city, random) : home.city
  record.region = home.region
  if (person.profile && chance(rates.profile)) record.profiles = [person.profile]
  if (chance(rates.document)) record.documents = [chance(0.02) ? '000-00-0000' : person.document]
  return record
}

function namesOf(person: Person, families: string[], random: Random) {
  const { naming } = person
  const chance = (rate: number) => random() < rate
  const spelled = (spellings: string[]) =>
    spellings.length > 1 && chance(naming.spelledOtherwise)
      ? spellings[1 + Math.floor(random() * (spellings.length - 1))]!
      : spellings[0]!
  let given = spelled(person.given.spellings)
  if (person.given.short.length > 0 && chance(rates.short))
    given = person.given.short[Math.floor(random() * person.given.short.length)]!
  else if (chance(rates.initial)) given = given.slice(0, 1)
  else if (chance(rates.misspelled)) given = misspelled(given, random)
  if (person.second && chance(rates.secondGiven))
    given += ` ${chance(0.5) ? person.second.slice(0, 1) : person.second}`
  if (person.father && chance(0.4)) given += ` ${person.father}`
  const own = families === person.family ? [spelled(person.familySpellings), ...families.slice(1)] : families
  let family = own[0]!
  if (own.length > 1 && chance(0.6)) family += chance(0.1) ? `-${own[1]}` : ` ${own[1]}`
  if (chance(rates.misspelled)) family = misspelled(family, random)
  return { given, family }
}

function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
