import { createHash } from 'node:crypto'
import { dateProblem, parseDate } from './dates.ts'
import { stated } from './members.ts'
import { placeOf, placeOfFields } from './places.ts'
import { profileOf } from './profiles.ts'
import { progressRow, stageOf } from './progress.ts'

/**
 * The columns of a table of applicants, as applicant tracking systems name them. Headers are matched without case,
 * spaces and punctuation; a trailing number ("School 2") makes a second entry. Columns that are not named here are not
 * read.
 */
const columns = {
  application: 'applicationid applicantid id appid',
  candidate: 'candidateid personid',
  first:
    'firstname givenname forename candidatefirstname applicantfirstname legalfirstname ' +
    'legalnamefirstname',
  middle: 'middlename legalnamemiddlename',
  last:
    'lastname surname familyname candidatelastname applicantlastname legallastname ' + 'legalnamelastname',
  name:
    'fullname name candidate candidatename applicant applicantname legalname legalnameformatted ' +
    'candidatefullname',
  email:
    'email emailaddress mail primaryemail secondaryemail personalemail candidateemail ' +
    'applicantemail emails emailaddresses homeemail primaryhomeemail emailprimaryhome ' +
    'candidateemailaddress',
  emailSeen: 'emailfirstseen emailfirstseenat emailfirstseenon emailfirstseendate',
  phone:
    'phone phonenumber mobile mobilephone mobilenumber cell cellphone telephone homephone tel ' +
    'phones phonenumbers primaryphone candidatephone contactnumber homephonenumber ' +
    'primaryhomephone phoneprimaryhome candidatephonenumber',
  street: 'address street streetaddress addressline homeaddress mailingaddress',
  city: 'city town municipality primaryaddresscity homecity addresscity',
  region: 'state province region stateprovince stateregion primaryaddressstate homestate addressregion',
  postcode: 'zip zipcode postcode postalcode zippostalcode addresspostalcode',
  country: 'country countryregion addresscountry',
  location: 'location candidatelocation applicantlocation currentlocation',
  applied:
    'appliedon appliedat applied dateapplied applieddate applicationdate dateofapplication ' +
    'submittedat submittedon submissiondate datesubmitted applicationsubmitted timestamp ' +
    'createdat datecreated created jobapplicationdate applicationsubmitteddate appliedondate ' +
    'jobapplieddate addeddate candidateaddeddate',
  requisition:
    'requisition requisitionid requisitionnumber req reqid reqnumber jobid jobreq jobrequisition ' +
    'jobreqid postingid vacancyid jobrequisitionid jobrequisitionnumber jobrequisitionreferenceid',
  job:
    'job jobname jobtitle position positionappliedfor appliedfor role vacancy opening posting ' +
    'jobposting jobpostingtitle jobrequisitiontitle jobapplied',
  source: 'source applicationsource candidatesource channel',
  agency: 'agency recruitmentagency staffingagency vendor supplier recruitingagency',
  referrer: 'referrer referredby referral referredbyworker',
  resume: 'resume resumetext cv cvtext resumebody',
  ip: 'ip ipaddress applicationip submittedip',
  zone: 'timezone tz',
  school: 'school schoolname university college institution education almamater schoolattended',
  degree: 'degree educationlevel highestdegree degreereceived',
  area: 'fieldofstudy major discipline subject',
  graduated: 'graduationyear graduation graduated graduationdate educationend schoolend lastyearattended',
  enrolled: 'educationstart schoolstart firstyearattended',
  company:
    'company companyname employer currentcompany currentemployer lastcompany lastemployer ' +
    'recentcompany recentemployer',
  title: 'title currenttitle currentposition currentjobtitle headline lasttitle recenttitle',
  from: 'employmentstart companystart jobstart workstart',
  until: 'employmentend companyend jobend workend',
  did: 'responsibilities responsibilitiesandachievements jobdescription workdescription',
  stage: 'stage candidatestage recruitingstage currentstage status applicationstatus candidatestatus',
  disposition: 'disposition dispositionreason rejectionreason rejectreason archivereason',
  moved:
    'dispositiondate rejectiondate rejectedat rejectedon archivedat stagedate statusdate stageentereddate',
  linkedin: 'linkedin linkedinurl linkedinprofile',
  github: 'github githuburl githubprofile',
  website: 'website portfolio url personalwebsite portfoliourl',
} as const

export type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    names.split(' ').map((name) => [name, column as Column] as const),
  ),
)

/** One cell with its column; `text` is the header as written, for messages. */
export interface Cell {
  text: string
  column: Column
  entry: number
  value: string
}

/** Which column a header names; `name` is the header without case, spaces and punctuation. */
export function plain(header: string): { name: string; column?: Column; entry: number } {
  const bare = header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  const name = bare.replace(/\d+$/, '')
  return { name, column: columnOf.get(name), entry: Number(bare.slice(name.length) || 1) }
}

/**
 * The application that a row's cells state, and how it moved where a date says when. Dates: see dates.ts (3/2/2026 is
 * March 2nd). Where no column says when somebody applied, `dated` counts, else the row can't be placed in time. Phone
 * numbers stay as written.
 */
export function applicationOf(
  cells: readonly Cell[],
  dated: number | undefined,
): { values: Record<string, unknown>[] } | { field: string; reason: string } {
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
  const place = placeOfFields(city, region, country) ?? placeOf(one('location'))
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
    work: entries(cells, {
      company: 'name',
      title: 'position',
      from: 'startDate',
      until: 'endDate',
      did: 'summary',
    }),
    profiles: cells
      .filter((c) => c.column === 'linkedin' || c.column === 'github' || c.column === 'website')
      .map((c) => profile(c)),
    resumeText: one('resume'),
    requisition,
    jobTitle: one('job'),
    appliedAt: at,
    source: one('source'),
    agency: one('agency'),
    emailFirstSeenAt: parseDate(one('emailSeen') ?? ''),
    referrer: one('referrer'),
    ip: one('ip'),
    timeZone: one('zone'),
  }
  const about = `application:${id}`
  return {
    values: [
      { id: about, kind: 'application', at, about: [about], data: stated(data) },
      ...moves(cells, about, requisition),
    ],
  }
}

/** Without a date of its own a stage is only how things stood when the table was exported: no move. */
function moves(cells: readonly Cell[], about: string, requisition?: string): Record<string, unknown>[] {
  const one = (column: Column) => cells.find((c) => c.column === column)?.value
  const at = parseDate(one('moved') ?? '')
  const [stage, reason] = [one('stage'), one('disposition')]
  if (at === undefined || !(stage || reason)) return []
  const told =
    stageOf(reason) === 'withdrawn' ? 'withdrawn' : (stageOf(stage) ?? (reason ? 'rejected' : 'advanced'))
  const row = progressRow(0, about, { stage: told, at, reason: reason ?? stage, requisition })
  return row.problem ? [] : [row.value as Record<string, unknown>]
}

function profile({ column, value }: Cell): Record<string, unknown> {
  const { known, ...found } = profileOf(value)
  return known ? found : { ...found, network: column }
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
