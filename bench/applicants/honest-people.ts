import { seeded } from '../machine.ts'
import { type ResumeText, resumeTexts, written } from '../resume-texts.ts'

/**
 * Honest applicants with the mess that applications have, simulated and seeded: people who moved and kept a number,
 * wrote "+1" or dots, applied before, share a landline or a flat, came through an agency, studied at a school that has
 * another name now, took years off, held two jobs at once, travel, or keep a mailbox. Rates are assumed; where one is
 * in doubt it is set high, so that what screening does to such people shows.
 */

export interface HonestApplicant {
  row: {
    id: string
    kind: 'application'
    at: number
    about: [`application:${string}`]
    data: Record<string, unknown>
  }
  /** Looked up on arrival. */
  ipCountry?: string
  /** For counting only. No detector sees them. */
  groups: string[]
  nameBand: string
}

interface City {
  city: string
  region: string
  country: string
  zip?: string
  lat: number
  lon: number
  /** How local numbers begin, in digits after the country's code. */
  dial: string[]
  zone: string
}

const us = (
  city: string,
  region: string,
  zip: string,
  lat: number,
  lon: number,
  dial: string,
  zone: string,
): City => ({
  ...{ city, region, country: 'US', zip, lat, lon, dial: dial.split(' '), zone: `America/${zone}` },
})
const homeCities: City[] = [
  us('Columbus', 'OH', '432', 39.96, -83, '614 380', 'New_York'),
  us('Phoenix', 'AZ', '850', 33.45, -112.07, '602 480 623', 'Phoenix'),
  us('Austin', 'TX', '787', 30.27, -97.74, '512 737', 'Chicago'),
  us('Chicago', 'IL', '606', 41.88, -87.63, '312 773 872', 'Chicago'),
  us('Seattle', 'WA', '981', 47.61, -122.33, '206', 'Los_Angeles'),
  us('Atlanta', 'GA', '303', 33.75, -84.39, '404 678 770', 'New_York'),
  us('Denver', 'CO', '802', 39.74, -104.99, '303 720', 'Denver'),
  us('Boston', 'MA', '021', 42.36, -71.06, '617 857', 'New_York'),
  us('Los Angeles', 'CA', '900', 34.05, -118.24, '213 323 310', 'Los_Angeles'),
  us('Miami', 'FL', '331', 25.76, -80.19, '305 786', 'New_York'),
  us('New York', 'NY', '100', 40.71, -74.01, '212 646 917', 'New_York'),
  us('Minneapolis', 'MN', '554', 44.98, -93.27, '612', 'Chicago'),
  us('Nashville', 'TN', '372', 36.16, -86.78, '615', 'Chicago'),
  us('Portland', 'OR', '972', 45.52, -122.68, '503 971', 'Los_Angeles'),
]
const abroad: (City & { code: string; length: number })[] = [
  { ...{ city: 'Bengaluru', region: 'Karnataka', country: 'IN', lat: 12.97, lon: 77.59, dial: ['98', '97', '99'] }, zone: 'Asia/Kolkata', code: '91', length: 10 },
  { ...{ city: 'Berlin', region: 'Berlin', country: 'DE', lat: 52.52, lon: 13.4, dial: ['151', '170'] }, zone: 'Europe/Berlin', code: '49', length: 11 },
  { ...{ city: 'Manchester', region: 'England', country: 'GB', lat: 53.48, lon: -2.24, dial: ['7400', '7911'] }, zone: 'Europe/London', code: '44', length: 10 },
  { ...{ city: 'Warsaw', region: 'Mazowieckie', country: 'PL', lat: 52.23, lon: 21.01, dial: ['501', '602'] }, zone: 'Europe/Warsaw', code: '48', length: 9 },
  { ...{ city: 'Lagos', region: 'Lagos', country: 'NG', lat: 6.52, lon: 3.38, dial: ['803', '806'] }, zone: 'Africa/Lagos', code: '234', length: 10 },
  { ...{ city: 'São Paulo', region: 'SP', country: 'BR', lat: -23.55, lon: -46.63, dial: ['119'] }, zone: 'America/Sao_Paulo', code: '55', length: 11 },
] // biome-ignore format: a table
const schoolsHere = 'Ohio State University|The Ohio State University|University of Michigan|Univ. of Michigan|Arizona State University|ASU|University of Texas at Austin|UT Austin|Georgia Institute of Technology|Georgia Tech|University of Washington|UCLA|Boston University|Purdue University|Columbus State Community College|Franklin University|Dixie State University|University of Illinois Urbana-Champaign|Penn State|Middle Tennessee State Univ'.split('|') // biome-ignore format: a list
const schoolsAbroad = 'University of Mumbai|Indian Institute of Technology Bombay|IIT Delhi|Anna University|University of Lagos|University of São Paulo|Universidade de São Paulo|Warsaw University of Technology|University of Warsaw|Technical University of Munich|TU Berlin|University of Manchester|UMIST|Hanoi University of Science and Technology|Tsinghua University|National University of Singapore|Polytechnic of Namibia|Kwame Nkrumah University'.split('|') // biome-ignore format: a list
/** Names that are no more, with the last year of each and the one since. People go on writing the old one; those who studied later don't. */
const renamed: Record<string, [until: number, now: string]> = {
  'Dixie State University': [2021, 'Utah Tech University'],
  UMIST: [2004, 'University of Manchester'],
  'Polytechnic of Namibia': [2015, 'Namibia University of Science and Technology'],
}
const companies = 'Initech|Hooli|Vandelay Industries|Acme Logistics|Globex|Umbra Health|Stark Paving|Wayne Freight|Soylent Foods|Cyberdyne Print|Tyrell Optics|Wonka Sweets|Oceanic Travel|Duff Drinks|Gringotts Payroll|Pied Piper|Aperture Labs|Black Mesa Mining|Bluth Homes|Dunder Paper'.split('|') // biome-ignore format: a list
const skills: [word: string, year: number][] = [
  ['Java', 1996], ['JavaScript', 1996], ['Python', 1992], ['React.js', 2014], ['Kubernetes', 2016], ['Docker', 2014], ['TypeScript', 2013], ['PostgreSQL', 1997], ['AWS', 2007], ['Terraform', 2015], ['Angular', 2012], ['Kafka', 2012], ['Node.js', 2010], ['Spring Boot', 2014], ['Snowflake', 2015], ['PyTorch', 2017], ['GraphQL', 2016], ['SQL Server', 1995], ['Jenkins', 2011], ['Ansible', 2013],
] // biome-ignore format: a table
const names: [band: string, given: string[], family: string[], share: number][] = [
  ['common', 'James Maria Wei Mohammed David Anna Jose Priya'.split(' '), 'Smith Garcia Li Khan Nguyen Kim Johnson Patel'.split(' '), 0.45],
  ['ordinary', 'Cora Derek Ines Malik Tobias Renata Yusuf Hana Oleg Ayesha'.split(' '), 'Whitfield Barros Lindqvist Osei Marchetti Kowalczyk Tanaka Haddad Petrov Adeyemi'.split(' '), 0.35],
  ['rare', 'Thessaly Bartolomej Xiomara Oyinkansola Fenwick Saoirse'.split(' '), 'Quackenbush Szczepański Ó Súilleabháin Featherstonehaugh Nwachukwu Vashchenko'.split(' '), 0.14],
  ['one word', ['Suharto', 'Teller', 'Ananda', 'Prince'], [''], 0.03],
  ['not in Latin letters', ['سارة', '明', 'Ольга', 'प्रिया'], ['الحداد', '王', 'Иванова', 'शर्मा'], 0.03],
] // biome-ignore format: a table
const day = 86_400_000
const start = Date.UTC(2026, 0, 5)

/** `n` applications of honest people over 300 days, in order of time. */
export function honestPeople(n: number, seed: number): HonestApplicant[] {
  const next = seeded(seed)
  const below = (k: number) => Math.floor(next() * k)
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!
  const chance = (p: number) => next() < p
  const digits = (k: number) => Array.from({ length: k }, () => below(10)).join('')
  const out: HonestApplicant[] = []
  const texts = resumeTexts(seed + 1)
  /** What colleagues wrote about the project that they did together. */
  let shared: ResumeText['jobs'][number] | undefined

  for (let i = 0; i < n; i++) {
    const at = start + Math.floor(((i + 0.5) / n) * 300) * day + 9 * 3_600_000 + below(36_000_000)
    const id = `H-${i}`
    const groups: string[] = []
    // Somebody who applied before, mostly as before, sometimes with a new number or after a move.
    const earlier = out.length > 50 && chance(0.08) ? pick(out) : undefined
    if (earlier) {
      const again: Record<string, unknown> = {
        ...earlier.row.data,
        appliedAt: at,
        requisition: `REQ-${below(40)}`,
      }
      if (chance(0.3)) again.phones = [`(614) ${200 + below(700)}-${digits(4)}`]
      if (chance(0.5) && again.resumeText)
        again.resumeText = `${again.resumeText}\nSince then: ${digits(4)} more tickets, and a course in writing.`
      if (chance(0.2)) again.address = `${1 + below(9000)} Birch Lane, Columbus, OH 432${digits(2)}`
      out.push({ ...earlier, row: { id, kind: 'application', at, about: [`application:${id}`], data: again }, groups: [...earlier.groups.filter((g) => g !== 'applied again'), 'applied again'] }) // biome-ignore format: one person
      continue
    }
    const [nameBand, given, family] = weighted(names, next())
    const name = [pick(given), pick(family)].filter(Boolean).join(' ')
    const foreign = chance(0.12) ? pick(abroad) : undefined
    const here: City = foreign ?? pick(homeCities)
    if (foreign) groups.push('lives abroad')
    const before: City = chance(0.3) ? pick(homeCities) : here
    if (before !== here) groups.push('moved and kept the number')

    const native = foreign ? foreign.code : '1'
    const dialled = foreign
      ? `${pick(foreign.dial)}`.padEnd(foreign.length, digits(foreign.length)).slice(0, foreign.length)
      : `${pick(before.dial)}${2 + below(8)}${digits(6)}`
    const phones = [spelled(dialled, native, below(8))]
    if (phones[0]!.startsWith('+1')) groups.push('wrote +1')
    if (chance(0.05))
      phones.push(spelled(`${pick(here.dial)}${2 + below(8)}${digits(6)}`.slice(0, 10), '1', 0))
    if (chance(0.006)) {
      phones[0] = phones[0]!.slice(0, -1)
      groups.push('lost a digit of the number')
    }
    const ascii = name.normalize('NFKD').replace(/[^a-z ]/gi, '').toLowerCase().replace(/ +/g, '.') // biome-ignore format: one rule
    const emails = [
      `${ascii || `me.${digits(6)}`}${chance(0.6) ? below(9999) : `.${digits(5)}`}@${pick(['gmail.com', 'gmail.com', 'outlook.com', 'yahoo.com', 'fastmail.com', 'icloud.com', 'proton.me', 'web.example'])}`,
    ]
    if (chance(0.02)) {
      emails[0] = `${digits(8)}@privaterelay.appleid.com`
      groups.push('hides the mailbox')
    }

    const zip = here.zip ? `${here.zip}${digits(2)}` : digits(5)
    let address: string | undefined =
      `${1 + below(9000)} ${pick(['Oak Street', 'Elm St', 'N 3rd Ave', 'Maple Dr.', 'Riverside Blvd', 'Mill Road'])}${chance(0.3) ? `, Apt ${1 + below(40)}` : ''}, ${here.city}, ${here.region} ${zip}`
    if (chance(0.02)) {
      address = `${100 + below(900)} Main St PMB ${10 + below(400)}, ${here.city}, ${here.region} ${zip}`
      groups.push('keeps a mailbox')
    } else if (chance(0.3)) address = undefined

    const age = 21 + below(40)
    const born = 2026 - age
    const schooledAbroad = foreign ? chance(0.9) : chance(0.2)
    if (schooledAbroad) groups.push('studied abroad')
    const firstYear = born + 18 + (chance(0.12) ? 3 + below(9) : below(2))
    if (firstYear > born + 20) groups.push('studied late or after years off')
    const ended = Math.min(2026, firstYear + 3 + below(3))
    const education: Record<string, string>[] = []
    if (!chance(0.1))
      education.push({
        institution: mistyped(
          named(pick(schooledAbroad ? schoolsAbroad : schoolsHere), ended),
          next,
          chance(0.04),
        ),
        area: pick([
          'Computer Science',
          'CS',
          'Electrical Engineering',
          'Mathematics',
          'History',
          'Business',
        ]),
        studyType: pick(['BSc', 'Bachelor', 'B.S.', 'BA']),
        startDate: chance(0.3) ? `Fall ${firstYear}` : String(firstYear),
        endDate: chance(0.3)
          ? `${pick(['May', 'June', 'December', 'August', 'March'])} ${ended}`
          : String(ended),
      })
    else groups.push('no degree')
    if (chance(0.15))
      education.push({
        institution: named(pick(chance(0.3) ? schoolsAbroad : schoolsHere), ended + 2),
        area: 'Computer Science',
        studyType: pick(['MSc', 'Master of Science', 'MBA']),
        startDate: String(ended + below(2)),
        endDate: String(ended + 2),
      })

    const work: Record<string, string>[] = []
    let year = chance(0.15) ? firstYear : ended
    const agency = chance(0.06) ? `Bright Staffing ${below(12)}` : undefined
    while (year < 2026 && work.length < 6) {
      const until = Math.min(2026, year + 1 + below(5))
      const known = skills.filter(([, since]) => since <= year + 1)
      work.push({
        name: pick(companies),
        position: pick(['Software Engineer', 'Developer', 'Support Engineer', 'Data Engineer', 'Consultant']),
        startDate: chance(0.3) ? String(year) : `${year}-${String(1 + below(12)).padStart(2, '0')}`,
        endDate: until >= 2026 ? 'Present' : chance(0.3) ? String(until) : `${until}-${String(1 + below(12)).padStart(2, '0')}`,
        summary: `Worked on ${pick(['billing', 'search', 'claims', 'routing', 'payroll'])} with ${[0, 1, 2].flatMap(() => (known.length > 0 ? [pick(known)[0]] : [])).join(', ')}. ${pick(['Led a team of four', 'Cut costs by a third', 'Moved the data centre', 'Kept the pager quiet'])} in ${year}; ${digits(3)} tickets, ${digits(2)} releases.`,
      }) // biome-ignore format: a record
      if (chance(0.08)) {
        work.push({ name: `${name.split(' ')[0]} Consulting`, position: 'Contractor', startDate: String(year), endDate: String(until) }) // biome-ignore format: a record
        groups.push('two jobs at once')
      }
      year = until + (chance(0.1) ? 2 : 0)
      if (year > until) groups.push('a gap of years')
    }

    // A household: somebody else of the same home with the same landline.
    const partner = out.length > 20 && !foreign && chance(0.025) ? pick(out) : undefined
    if (partner?.row.data.address && !partner.groups.includes('lives abroad')) {
      address = partner.row.data.address as string
      phones.push((partner.row.data.phones as string[])[0]!)
      groups.push('shares a landline')
    }
    if (agency) {
      phones.push(`+1 212 ${700 + (agency.length % 9)} ${String(4000 + agency.charCodeAt(16)).slice(0, 4)}`)
      groups.push('through an agency')
    }
    const travels = chance(0.05)
    if (travels) groups.push('applied from abroad or through a VPN')
    const ip = chance(0.7) ? `${travels ? 185 : 73}.${below(250)}.${below(250)}.${1 + below(250)}` : undefined
    const ipCountry = ip ? (travels ? pick(['DE', 'MX', 'PT', 'JP']) : here.country) : undefined
    let resumeText: string | undefined
    if (chance(0.6)) {
      const text = texts.resume()
      if (shared && chance(0.02)) {
        text.jobs[0] = shared
        groups.push('describes a project as a colleague does')
      }
      shared = text.jobs[0]
      // An agency brings every résumé into its own form.
      resumeText = agency
        ? `${agency} presents a candidate who has been met in person and whose references can be asked for at any time.\n${written(text)}`
        : written(text)
    }
    out.push({
      nameBand,
      groups: [...new Set(groups)],
      ...(ipCountry && { ipCountry }),
      row: {
        ...{ id, kind: 'application', at, about: [`application:${id}`] },
        data: {
          ...{ name, emails, phones, education, work, appliedAt: at, requisition: `REQ-${below(40)}` },
          ...(address && { address }),
          place: {
            lat: here.lat,
            lon: here.lon,
            city: here.city,
            region: here.region,
            country: here.country,
          },
          timeZone: travels && chance(0.4) ? 'Europe/Lisbon' : here.zone,
          ...(agency && { agency }),
          ...(resumeText && { resumeText }),
          ...(ip && { ip }),
          ...(chance(0.5) && { profiles: [{ network: 'linkedin', url: `https://www.linkedin.com/in/${ascii.replace('.', '-') || 'p'}-${digits(6)}` }] }), // biome-ignore format: one profile
        },
      },
    })
  }
  return out
}

function spelled(national: string, code: string, style: number): string {
  if (code !== '1') return style % 2 === 0 ? `+${code} ${national}` : `00${code}${national}`
  const [a, b, c] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)]
  return [`(${a}) ${b}-${c}`, `${a}-${b}-${c}`, `${a}.${b}.${c}`, `+1 ${a} ${b} ${c}`, `+1${national}`, national, `1-${a}-${b}-${c}`, `${a} ${b} ${c}`][style]! // biome-ignore format: spellings
}

function named(school: string, ended: number): string {
  const change = renamed[school]
  return change && ended > change[0] ? change[1] : school
}

function mistyped(text: string, next: () => number, does: boolean): string {
  if (!does || text.length < 8) return text
  const at = 3 + Math.floor(next() * (text.length - 5))
  return text.slice(0, at) + text.slice(at + 1)
}

function weighted<T extends readonly [...unknown[], number]>(of: readonly T[], at: number): T {
  let left = at
  for (const one of of) {
    left -= one.at(-1) as number
    if (left < 0) return one
  }
  return of.at(-1)!
}
