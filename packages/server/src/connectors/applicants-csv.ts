import { createHash } from 'node:crypto'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { dateProblem, parseDate, statedDate } from './dates.ts'

/**
 * The table of applicants that every applicant tracking system can export. Headers are matched without case, spaces
 * and punctuation; a trailing number ("School 2") makes a second entry. Dates: see dates.ts (3/2/2026 is March 2nd).
 * Where no column says when somebody applied, a date in the file's name counts, else the row can't be placed in time.
 * Phone numbers stay as written. Columns that are not named here are not read.
 */
const columns = {
  application: 'applicationid applicantid id appid',
  candidate: 'candidateid personid',
  first: 'firstname givenname forename candidatefirstname applicantfirstname legalfirstname',
  middle: 'middlename',
  last: 'lastname surname familyname candidatelastname applicantlastname legallastname',
  name: 'fullname name candidate candidatename applicant applicantname legalname',
  email:
    'email emailaddress mail primaryemail secondaryemail personalemail candidateemail ' +
    'applicantemail emails emailaddresses',
  phone:
    'phone phonenumber mobile mobilephone mobilenumber cell cellphone telephone homephone tel ' +
    'phones phonenumbers primaryphone candidatephone contactnumber',
  street: 'address street streetaddress addressline homeaddress mailingaddress',
  city: 'city town',
  region: 'state province region stateprovince stateregion',
  postcode: 'zip zipcode postcode postalcode zippostalcode',
  country: 'country countryregion',
  location: 'location candidatelocation applicantlocation currentlocation',
  applied:
    'appliedon appliedat applied dateapplied applieddate applicationdate dateofapplication ' +
    'submittedat submittedon submissiondate datesubmitted applicationsubmitted timestamp ' +
    'createdat datecreated created',
  requisition:
    'requisition requisitionid requisitionnumber req reqid reqnumber jobid jobreq ' +
    'jobrequisition jobreqid postingid vacancyid',
  job:
    'job jobname jobtitle position positionappliedfor appliedfor role vacancy opening posting ' +
    'jobposting',
  source: 'source applicationsource candidatesource channel',
  agency: 'agency recruitmentagency staffingagency vendor supplier',
  referrer: 'referrer referredby referral',
  resume: 'resume resumetext cv cvtext resumebody',
  ip: 'ip ipaddress applicationip submittedip',
  zone: 'timezone tz',
  school: 'school schoolname university college institution education almamater',
  degree: 'degree educationlevel highestdegree',
  area: 'fieldofstudy major discipline subject',
  graduated: 'graduationyear graduation graduated graduationdate educationend schoolend',
  enrolled: 'educationstart schoolstart',
  company:
    'company companyname employer currentcompany currentemployer lastcompany lastemployer ' +
    'recentcompany recentemployer',
  title: 'title currenttitle currentposition currentjobtitle headline lasttitle recenttitle',
  from: 'employmentstart companystart jobstart workstart',
  until: 'employmentend companyend jobend workend',
  linkedin: 'linkedin linkedinurl linkedinprofile',
  github: 'github githuburl githubprofile',
  website: 'website portfolio url personalwebsite portfoliourl',
} as const

type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    names.split(' ').map((name) => [name, column as Column] as const),
  ),
)

/** Words of an employee list. Such a list names people who were hired, not applications. */
const roster = new Set([
  'employeeid',
  'employeenumber',
  'hiredate',
  'datehired',
  'terminationdate',
  'manager',
  'salary',
  'costcenter',
])
const ofApplying: readonly Column[] = [
  'applied',
  'requisition',
  'job',
  'resume',
  'application',
  'candidate',
  'source',
]

const applicantsCsv: Connector = {
  id: 'applicants-csv',
  title: 'Applicants as CSV',
  takes:
    'CSV with a name or e-mail column and one about applying (applied on, job, requisition, source, résumé text), as applicant tracking systems export it.',
  recognises({ name, head }) {
    const header = headerOf(head)
    if (header.includes('kind') && header.includes('about')) return false
    if (header.some((cell) => roster.has(plain(cell).name))) return false
    const found = new Set(header.map((cell) => plain(cell).column))
    const named = found.has('name') || (found.has('first') && found.has('last'))
    const applying = ofApplying.filter((column) => found.has(column)).length
    const called = /appli|candidate/i.test(name)
    if (named && found.has('email') && (found.has('applied') || applying > 1 || called)) return 'certain'
    if ((named || found.has('email')) && (applying > 1 || (applying > 0 && called))) return 'likely'
    return false
  },
  async *read(file) {
    let header: { text: string; column?: Column; entry: number }[] | undefined
    const dated = statedDate(file.name)
    for await (const record of records(file)) {
      if (record.problem) {
        yield record
        continue
      }
      if (!header) {
        header = record.cells.map((cell) => ({ text: cell.trim(), ...plain(cell) }))
        continue
      }
      const cells = header.flatMap(({ text, column, entry }, i) => {
        const value = record.cells[i]?.trim() ?? ''
        return column && value !== '' ? [{ text, column, entry, value }] : []
      })
      const made = application(cells, dated)
      if ('reason' in made)
        yield { row: record.row, problem: made, text: record.cells.join(',').slice(0, 200) }
      else yield { row: record.row, value: made.value }
    }
  },
}

export default applicantsCsv

interface Cell {
  text: string
  column: Column
  entry: number
  value: string
}

function plain(header: string): { name: string; column?: Column; entry: number } {
  const bare = header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  const name = bare.replace(/\d+$/, '')
  return { name, column: columnOf.get(name), entry: Number(bare.slice(name.length) || 1) }
}

function application(
  cells: readonly Cell[],
  dated: number | undefined,
): { value: unknown } | { field: string; reason: string } {
  const all = (column: Column) => cells.filter((c) => c.column === column).map((c) => c.value)
  const one = (column: Column): string | undefined => all(column)[0]
  const written = cells.find((c) => c.column === 'applied')
  const at = written ? parseDate(written.value) : dated
  if (at === undefined)
    return written
      ? { field: written.text, reason: dateProblem(written.value) }
      : { field: 'at', reason: 'no column says when the application was made, nor does the file’s name' }

  const emails = all('email').flatMap((cell) => cell.split(/[\s;,]+/).filter((e) => e !== ''))
  const phones = all('phone')
    .flatMap((cell) => cell.split(/[;\n]+/).map((p) => p.trim()))
    .filter((p) => p !== '')
  const requisition = one('requisition') ?? one('job')
  const id = idOf(one('application'), one('candidate'), emails[0] ?? phones[0], requisition)
  if (!id)
    return {
      field: 'id',
      reason: 'the row has no id, no e-mail and no phone: nothing tells it from the others',
    }

  const [city, region, country] = [one('city'), one('region'), one('country')]
  const street = cells.filter((c) => c.column === 'street')
  const area = [city, region, one('postcode'), country].filter((part) => part !== undefined)
  const place = city || region || country ? { city, region, country } : one('location')
  const data = {
    candidate: one('candidate'),
    name: one('name') ?? ([one('first'), one('middle'), one('last')].filter(Boolean).join(' ') || undefined),
    emails,
    phones,
    address: street.length > 0 ? [...street.map((c) => c.value), ...area].join(', ') : undefined,
    place,
    education: entries(cells, {
      school: 'institution',
      degree: 'studyType',
      area: 'area',
      enrolled: 'startDate',
      graduated: 'endDate',
    }),
    work: entries(cells, { company: 'name', title: 'position', from: 'startDate', until: 'endDate' }),
    profiles: cells
      .filter((c) => c.column === 'linkedin' || c.column === 'github' || c.column === 'website')
      .map((c) => ({ network: c.column, url: c.value })),
    resumeText: one('resume'),
    requisition,
    jobTitle: one('job'),
    appliedAt: at,
    source: one('source'),
    agency: one('agency'),
    referrer: one('referrer'),
    ip: one('ip'),
    timeZone: one('zone'),
  }
  return {
    value: {
      id: `application:${id}`,
      kind: 'application',
      at,
      about: [`application:${id}`],
      data: stated(data),
    },
  }
}

/**
 * Never from a name. An export's own id where there is one; a candidate's id and an e-mail address need the requisition
 * beside them, since one person may apply to several. The address is digested: ids are shown where addresses are not.
 */
function idOf(
  application?: string,
  candidate?: string,
  contact?: string,
  requisition = '',
): string | undefined {
  const whole = application ?? (candidate && [candidate, requisition].filter(Boolean).join('/'))
  if (whole) return whole.replace(/\s+/g, '-').slice(0, 190)
  if (!contact) return undefined
  const text = JSON.stringify([contact.toLowerCase(), requisition])
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** Groups columns of one entry ("School 2", "Degree 2") into objects with the canonical member names. */
function entries(cells: readonly Cell[], members: Partial<Record<Column, string>>): Record<string, string>[] {
  const found = new Map<number, Record<string, string>>()
  for (const { column, entry, value } of cells) {
    const member = members[column]
    if (!member) continue
    const into = found.get(entry) ?? {}
    into[member] ??= value
    found.set(entry, into)
  }
  return [...found].sort(([a], [b]) => a - b).map(([, value]) => value)
}

/** Only what the row states: empty lists and absent members are left out. */
function stated(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
  )
}
