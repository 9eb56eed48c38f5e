import { type Name, type Naming, namings } from './naming.ts'

/** Invented people where they live: what members of a household have in common, and what is their own. */
export interface Person {
  naming: Naming
  given: Name
  /** A second given name, as a middle name. */
  second?: string
  /** The father's name, where the way of naming has it. */
  father?: string
  familySpellings: string[]
  /** The usual spelling first; a second family name after it. */
  family: string[]
  /** YYYY-MM-DD */
  birth: string
  phone: string
  email: string
  profile?: string
  document: string
}

export interface Household {
  people: Person[]
  street: string
  city: string
  region: string
  postcode: string
  landline?: string
  /** An agency's own number, which its recruiters write on what they send in. */
  recruiter?: string
  elsewhere(random: Random): Household
  newPhone(random: Random): string
  newEmail(person: Person, random: Random): string
  newFamily(person: Person, random: Random): string[]
}

type Random = () => number

const streetNames =
  'Main Oak Park Church Maple High Elm Washington Lake Hill Walnut Spring North Ridge Mill River Cedar Pine Chestnut Union Water Franklin Broad Center Market Jackson Sunset Railroad Willow Meadow Forest Highland Grove Madison College Lincoln Cherry Spruce Dogwood Hickory Jefferson Prospect Birch Valley Poplar Locust Adams Liberty Summit Garden Laurel Cottage Colonial Canal Bridge Harbor Orchard Quarry Tanner Weaver Fuller Cooper Mason Chandler'.split(
    ' ',
  )
const kinds = 'Street St Avenue Ave Road Rd Drive Dr Lane Ln Court Ct Boulevard Way Place'.split(' ')
const providers = [
  ...['gmail.com', 'gmail.com', 'gmail.com', 'yahoo.com', 'outlook.com', 'hotmail.com', 'icloud.com'],
  ...['proton.me', 'aol.com', 'gmx.net'],
]
const cityStarts =
  'Ash Bay Bel Bram Brook Cam Carl Clay Crest Dal East Ed Elk Fair Fal Glen Grand Green Har Hunt Kings Lake Lex Lin Mar Mill Mon New Nor Oak Or Pal Pine Port Red River Rock Ros Sal Sand Shel Spring Stan Sum Vic Wal West Wil Win Wood York'.split(
    ' ',
  )
const cityEnds = 'ton ville field port burg dale ford wood mont view haven land ham ridge side'.split(' ')
const regions =
  'AL AZ CA CO CT FL GA IA IL IN KS KY MA MD MI MN MO NC NJ NV NY OH OK OR PA SC TN TX UT VA WA WI'.split(' ')

/** Households without end, one after the other; `count` records sets how many agencies and campuses there are. */
export function* households(random: Random, count: number): Generator<Household> {
  const cities = 40 + Math.floor(count / 800)
  const agencies = Array.from({ length: 3 + Math.floor(count / 4000) }, () => phone(random))
  const campuses = Array.from({ length: 2 + Math.floor(count / 20_000) }, () => place(random, cities))
  for (;;) {
    const u = random()
    const naming = namingOf(random)
    const home = u < 0.02 ? campuses[Math.floor(random() ** 2 * campuses.length)]! : place(random, cities)
    const house: Household = {
      ...home,
      people: [],
      ...(random() < 0.35 && { landline: phone(random) }),
      ...(random() < 0.02 && { recruiter: agencies[Math.floor(random() ** 2 * agencies.length)]! }),
      elsewhere: (r) => ({ ...house, ...place(r, cities), landline: undefined }),
      newPhone: phone,
      newEmail: (person, r) => emailOf(person.given.spellings[0]!, person.family[0]!, person.birth, r),
      newFamily: (person, r) => {
        const taken = familyOf(person.naming, r).family[0]!
        return r() < 0.3 ? [person.family[0]!, taken] : [taken]
      },
    }
    const family = familyOf(naming, random)
    const first = person(naming, family, year(random), random)
    house.people.push(first)
    if (u < 0.02)
      yield house // a campus: everybody on their own
    else {
      // a partner, mostly of the same family name
      if (u < 0.3) {
        const own = random() < 0.6 ? family : familyOf(naming, random)
        house.people.push(person(naming, own, Number(first.birth.slice(0, 4)) + near(random, 6), random))
      }
      // a child, now and then of the parent's own name
      if (u < 0.1) {
        const child = person(naming, family, Number(first.birth.slice(0, 4)) + 22 + near(random, 6), random)
        if (random() < 0.15) child.given = first.given
        house.people.push(child)
        if (random() < 0.05) house.people.push(twin(child, naming, family, random))
      }
      // flatmates
      if (u > 0.94)
        for (let i = 0; i < 3; i++) {
          const other = namingOf(random)
          house.people.push(person(other, familyOf(other, random), year(random), random))
        }
      yield house
    }
  }
}

function twin(of: Person, naming: Naming, family: ReturnType<typeof familyOf>, random: Random): Person {
  return { ...person(naming, family, 1980, random), birth: of.birth }
}

function person(
  naming: Naming,
  { family, spellings }: ReturnType<typeof familyOf>,
  born: number,
  random: Random,
): Person {
  const given = naming.given.at(naming.given.draw(random()))
  const other = () => naming.given.at(naming.given.draw(random())).spellings[0]!
  const birth = `${born}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`
  const email = emailOf(given.spellings[0]!, family[0]!, birth, random)
  const digits = () => String(Math.floor(random() * 10))
  return {
    ...{ naming, given, familySpellings: spellings, family, birth, phone: phone(random), email },
    ...(naming.form === 'plain' && random() < 0.4 && { second: other() }),
    ...(naming.form === 'patronymic' && { father: `${other()}ovich` }),
    ...(random() < 0.5 && {
      profile: `https://www.linkedin.com/in/${email.slice(0, email.indexOf('@'))}-${digits()}${digits()}${digits()}${digits()}`,
    }),
    document: `${3 + Math.floor(random() * 5)}${digits()}${digits()}-${digits()}${1 + Math.floor(random() * 9)}-${digits()}${digits()}${digits()}${1 + Math.floor(random() * 9)}`,
  }
}

function familyOf(naming: Naming, random: Random): { family: string[]; spellings: string[] } {
  const drawn = naming.family.at(naming.family.draw(random()))
  const second =
    naming.form === 'two' ? naming.family.at(naming.family.draw(random())).spellings[0] : undefined
  return { family: [drawn.spellings[0]!, ...(second ? [second] : [])], spellings: drawn.spellings }
}

function namingOf(random: Random): Naming {
  let u = random() * 100
  for (const naming of namings) {
    u -= naming.share
    if (u < 0) return naming
  }
  return namings[0]!
}

function place(random: Random, cities: number) {
  const city = Math.floor(random() ** 2.2 * cities)
  const name = cityStarts[(city * 31) % cityStarts.length]! + cityEnds[(city * 17 + 3) % cityEnds.length]!
  const street = streetNames[Math.floor(random() ** 1.5 * streetNames.length)]!
  const flat = random() < 0.2 ? ` Apt ${1 + Math.floor(random() * 60)}` : ''
  return {
    street: `${1 + Math.floor(random() ** 2 * 4000)} ${street} ${kinds[Math.floor(random() ** 1.4 * kinds.length)]!}${flat}`,
    city: name,
    region: regions[(city * 7) % regions.length]!,
    postcode: String(10_000 + ((city * 97) % 899) * 100 + Math.floor(random() ** 2 * 40)),
  }
}

export function emailOf(given: string, family: string, birth: string, random: Random): string {
  const [g, f] = [given, family].map((n) =>
    n
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  )
  const u = random()
  const local =
    u < 0.3
      ? `${g}.${f}`
      : u < 0.55
        ? `${g!.slice(0, 1)}${f}`
        : u < 0.8
          ? `${g}${f}`
          : `${g}_${f!.slice(0, 1)}`
  const tail = random() < 0.25 ? birth.slice(2, 4) : String(Math.floor(random() ** 2 * 2000))
  return `${local}${tail}@${providers[Math.floor(random() * providers.length)]!}`
}

function phone(random: Random): string {
  const digits = (n: number) => String(Math.floor(random() * 10 ** n)).padStart(n, '0')
  return `(${2 + Math.floor(random() * 8)}${digits(2)}) ${2 + Math.floor(random() * 8)}${digits(2)}-${digits(4)}`
}

function year(random: Random): number {
  return 1955 + Math.floor((random() + random()) * 24)
}

function near(random: Random, years: number): number {
  return Math.floor((random() - 0.5) * 2 * years)
}

export function two(n: number): string {
  return String(n).padStart(2, '0')
}
