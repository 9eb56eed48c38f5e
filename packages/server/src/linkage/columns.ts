import type { LinkRecord } from '@telltale/core'

/**
 * The columns of a table of people, as registers, exports and evaluation data name them. Headers are matched without
 * case, spaces, punctuation and a trailing number ("Phone 2"); other columns are not read.
 */
const columns = {
  id: 'id ref reference recid recordid uniqueid uid rowid key applicationid applicantid candidateid employeeid personnelnumber workerid',
  name: 'name fullname whole wholename personname displayname candidate candidatename applicant applicantname employeename',
  given:
    'given givenname givennames first firstname forename forenames fname fnamec vorname prenom nombre nombres legalfirstname preferredname',
  middle: 'middle middlename middlenames secondname patronymic middleinitial mi',
  family:
    'family familyname last lastname surname sname lname lnamec nachname nom apellido apellidos lastnames surnames legallastname',
  birth:
    'birth birthdate birthday bday dob dateofbirth bornon born geburtsdatum fechadenacimiento datenaissance',
  day: 'birthday dayofbirth bd',
  month: 'birthmonth monthofbirth bm',
  year: 'birthyear yearofbirth yob by',
  phone:
    'phone phonenumber phones telephone tel mobile mobilephone mobilenumber cell cellphone homephone workphone contactnumber telephonenumber',
  email: 'email emails emailaddress emailaddresses mail personalemail workemail primaryemail secondaryemail',
  address: 'address fulladdress homeaddress postaladdress mailingaddress addressfull residence',
  number: 'streetnumber housenumber houseno streetno number hausnummer',
  street: 'street streetname streetaddress addressline road addr strasse rue calle',
  line2: 'line2 flat apartment apt unit suite flatnumber building addressline2',
  city: 'city town suburb municipality locality place ort ciudad ville birthplace cityname',
  region: 'region state province county stateprovince stateregion district',
  postcode: 'postcode postalcode zip zipcode plz codepostal codigopostal zippostalcode postcodefake',
  country: 'country countrycode nation countryofresidence',
  document:
    'document documentnumber nationalid ssn socsecid socialsecuritynumber nin nino passport passportnumber taxid idnumber nhsnumber socialsecurity',
  account: 'account accountnumber iban bankaccount payaccount',
  profile: 'profile profiles linkedin linkedinurl linkedinprofile github githuburl website portfolio url',
  at: 'at date createdat createdon created recordedat seenat appliedat appliedon applicationdate timestamp',
} as const

export type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    [column, ...names.split(' ')].map((name) => [name, column as Column] as const),
  ),
)

/** What a header's column was taken for. */
export interface TakenColumn {
  /** As the file has it. */
  header: string
  /** Absent: it is not read. */
  as?: Column
}

/** `--map` names what a column holds: any word of the table above. Undefined when it is none. */
export function fieldNamed(word: string): Column | 'none' | undefined {
  return bareHeader(word) === 'none' ? 'none' : known(word)
}

/** Words beside the one that counts: whose value it is, which of several, and how it was written. */
const beside = new Set(
  'res residential residence home mailing mail primary secondary current previous permanent legal person personal applicant candidate customer cust client patient voter member employee worker user contact main raw std orig original clean cleaned fake desc cd txt text value field line no num number of the c'.split(
    ' ',
  ),
)

function known(header: string): Column | undefined {
  const bare = bareHeader(header)
  const whole = columnOf.get(bare) ?? columnOf.get(bare.replace(/\d+$/, ''))
  if (whole) return whole
  const words = header.replace(/([a-z])(?=[A-Z])/g, '$1 ').split(/[^\p{L}]+/u)
  return columnOf.get(bareHeader(words.filter((word) => !beside.has(word.toLowerCase())).join('')))
}

/**
 * What each column of a header is taken for; `mapped` says otherwise, by header. The numbered lines of an address
 * (address_1, address_2) are its street and second line, unless nothing else names a place.
 */
export function columnsOf(
  headers: readonly string[],
  mapped: ReadonlyMap<string, Column | 'none'>,
): TakenColumn[] {
  const taken = headers.map((header): TakenColumn => {
    const told = mapped.get(header) ?? mapped.get(bareHeader(header))
    if (told) return told === 'none' ? { header } : { header, as: told }
    const as = known(header)
    return as ? { header, as } : { header }
  })
  const has = (column: Column) => taken.some((t) => t.as === column)
  const inParts = has('city') || has('postcode')
  for (const t of taken) {
    if (t.as === 'address' && inParts) t.as = 'street'
    if (t.as === 'street' && /[2-9]$/.test(bareHeader(t.header)) && !mapped.has(t.header)) t.as = 'line2'
    // a day of the month beside its month and year; alone it is a date
    if (bareHeader(t.header) === 'birthday' && !mapped.has(t.header))
      t.as = has('month') && has('year') ? 'day' : 'birth'
  }
  if (!has('street')) for (const t of taken) if (t.as === 'number') delete t.as
  return only(taken)
}

/** The first of several columns that can only be one; contacts may be many. */
function only(taken: TakenColumn[]): TakenColumn[] {
  const single = new Set<Column>([
    'id',
    'birth',
    'day',
    'month',
    'year',
    'at',
    'postcode',
    'region',
    'country',
  ])
  const seen = new Set<Column>()
  for (const t of taken) {
    if (!t.as || !single.has(t.as)) continue
    if (seen.has(t.as)) delete t.as
    else seen.add(t.as)
  }
  return taken
}

/** A header without case, spaces, punctuation and accents. */
export function bareHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** Longest value that is used, in characters: nobody's name or address is longer. */
export const longestValue = 2000

/**
 * The record that a row states, without its id, and the columns whose values were too long to be used. Values stay as
 * written; linkage normalises.
 */
export function recordFrom(
  taken: readonly TakenColumn[],
  cells: readonly string[],
): { id: string; at?: string; record: Omit<LinkRecord, 'id'>; tooLong: string[] } {
  const values = new Map<Column, string[]>()
  const tooLong: string[] = []
  taken.forEach(({ header, as }, i) => {
    const value = cells[i]?.trim() ?? ''
    if (!as || value === '') return
    if (value.length > longestValue) tooLong.push(header)
    else values.set(as, [...(values.get(as) ?? []), value])
  })
  const all = (column: Column) => values.get(column)
  const one = (column: Column) => values.get(column)?.[0]
  const joined = (...columns: Column[]) => columns.flatMap((c) => all(c) ?? []).join(' ') || undefined
  const listed = (column: Column, separator: RegExp) =>
    all(column)?.flatMap((cell) =>
      cell
        .split(separator)
        .map((v) => v.trim())
        .filter((v) => v !== ''),
    )
  const [y, m, d] = [one('year'), one('month'), one('day')]
  const fields: Omit<LinkRecord, 'id'> = {
    name: one('name'),
    givenName: joined('given', 'middle'),
    familyName: joined('family'),
    birthDate: one('birth') ?? (y && m && d ? `${y}-${two(m)}-${two(d)}` : y),
    phones: listed('phone', /[;|\n]+/),
    emails: listed('email', /[\s;,|]+/),
    addresses: all('address'),
    streetNumber: one('number'),
    street: joined('street'),
    line2: joined('line2'),
    city: one('city'),
    region: one('region'),
    postcode: one('postcode'),
    country: one('country'),
    documents: listed('document', /[;|\n]+/),
    accounts: listed('account', /[;|\n]+/),
    profiles: listed('profile', /[\s;,|]+/),
  }
  const record = Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined))
  return { id: one('id') ?? '', at: one('at'), record, tooLong }
}

function two(written: string): string {
  return written.padStart(2, '0')
}
