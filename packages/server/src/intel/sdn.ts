import { ListProblem, type Part, recordsOf } from './parts.ts'

/** A day, or the days between which it lies: `DOB 1958` is 1958-01-01 to 1958-12-31. */
export interface Birth {
  /** `YYYY-MM-DD`, both. */
  from: string
  to: string
  /** The list itself calls it approximate. */
  circa?: true
}

/** One entry of the list of Specially Designated Nationals, with what a look-up needs of it. */
export interface SdnEntry {
  /** OFAC's own number of the entry. */
  uid: string
  type: 'individual' | 'entity' | 'vessel' | 'aircraft'
  /** As one says it, given names first. The main name first, then those that OFAC calls strong aliases. */
  names: string[]
  /** Nicknames and aliases that OFAC calls weak: broad, and no reason for a match. */
  weakNames: string[]
  births: Birth[]
  documents: { type: string; number: string; country?: string }[]
  wallets: { currency: string; address: string }[]
  addresses: { street?: string; place?: string; country?: string }[]
  programs: string[]
}

/**
 * Reads the SDN list in OFAC's delimited form: SDN.CSV, and ALT.CSV, ADD.CSV and SDN_COMMENTS.CSV where they are
 * given. No headers; `-0-` stands for an empty field. Form: OFAC, "Specially Designated Nationals data formats" (dat_spec.txt).
 * What a look-up needs stands in the remarks, whose end is in SDN_COMMENTS.CSV where it is long. Throws a
 * `ListProblem` that names file, row and field.
 */
export async function parseSdn(parts: {
  sdn: Part
  alt?: Part
  add?: Part
  comments?: Part
}): Promise<SdnEntry[]> {
  const more = new Map<string, string>()
  for await (const [uid, text] of fields(parts.comments, 2)) more.set(uid!, (more.get(uid!) ?? '') + text)
  const entries = new Map<string, SdnEntry>()
  for await (const [uid, name, type, program, , , , , , , , remarks] of fields(parts.sdn, 12)) {
    const kind = types[type!.toLowerCase()] ?? 'entity'
    const entry: SdnEntry = {
      uid: uid!,
      type: kind,
      names: [kind === 'individual' ? spoken(name!) : name!],
      weakNames: [],
      births: [],
      documents: [],
      wallets: [],
      addresses: [],
      programs: program!.split('] [').filter((p) => p !== ''),
    }
    for (const remark of `${remarks}${more.get(uid!) ?? ''}`.split('; ')) read(entry, remark.trim())
    entries.set(uid!, entry)
  }
  for await (const [uid, , how, name] of fields(parts.alt, 5)) {
    const entry = known(entries, uid!, parts.alt!)
    // "aka", "fka" and "nka" alike; weak ones stand in the remarks
    if (how !== '' && name !== '') entry.names.push(entry.type === 'individual' ? spoken(name!) : name!)
  }
  for await (const [uid, , street, place, country] of fields(parts.add, 6)) {
    const address = {
      ...(street && { street }),
      ...(place && { place }),
      ...(country && { country }),
    }
    if (Object.keys(address).length > 0) known(entries, uid!, parts.add!).addresses.push(address)
  }
  return [...entries.values()]
}

const types: Record<string, SdnEntry['type']> = {
  individual: 'individual',
  vessel: 'vessel',
  aircraft: 'aircraft',
}

function known(entries: Map<string, SdnEntry>, uid: string, part: Part): SdnEntry {
  const entry = entries.get(uid)
  if (entry) return entry
  throw new ListProblem(
    `${part.name} names entry ${uid}, which sdn.csv does not have: take all files of one day. Nothing was loaded.`,
  )
}

/** Records with at least `width` fields, the first one OFAC's number. */
async function* fields(part: Part | undefined, width: number): AsyncGenerator<string[]> {
  if (!part) return
  for await (const { row, cells } of recordsOf(part)) {
    const clean = cells.map((cell) => (cell.trim() === '-0-' ? '' : cell.trim()))
    if (clean.length < width || !/^\d+$/.test(clean[0]!))
      throw new ListProblem(
        `${part.name} row ${row}: ${clean.length} fields that begin with ${JSON.stringify(clean[0]!.slice(0, 30))}, not ${width} that begin with a number: this is not OFAC's delimited file, or it is cut off. Nothing was loaded.`,
      )
    yield clean
  }
}

/** `AWDA, Abd Al Aziz` as one says it. */
function spoken(name: string): string {
  const comma = name.indexOf(', ')
  return comma < 0 ? name : `${name.slice(comma + 2)} ${name.slice(0, comma)}`
}

const wallet = /^(?:alt\. )?Digital Currency Address - (\S+) (\S+?)\.?$/
const alias = /^(?:a|f|n)\.k\.a\. '(.+)'\.?$/
const birth = /^(?:alt\. )?DOB (circa )?(.+?)\.?$/
/** `Passport P 182583 (Iran) issued …`, `Cedula No. 21446537 (Colombia)`, `SSN 123-45-6789 (United States)`. */
const document =
  /^(?:alt\. )?((?:[A-Z][\w.'’-]* ){0,5}?(?:Passport|No\.|Number|SSN|ID Card|N\.I\.E\.)(?: No\.)?)(?: (?:Booklet|CNIC|NIC):)? ([A-Z0-9][\w./-]*(?: [\w./-]+)*?(?:\(\w+\))?)(?:, \w+)?(?: \(([^)]+)\))?(?: (?:issued|expires)\b.*)?\.?$/
/** Numbers that are no document of a person. */
const notDocuments = /^(?:Phone|Fax|Account|Telephone|Vessel|Aircraft|MMSI|IMO)/

/** Longer ones are prose. */
const longestRemark = 300

function read(entry: SdnEntry, remark: string): void {
  if (remark.length > longestRemark) return
  const asWallet = wallet.exec(remark)
  if (asWallet) {
    entry.wallets.push({ currency: asWallet[1]!, address: asWallet[2]! })
    return
  }
  const asAlias = alias.exec(remark)
  if (asAlias) {
    entry.weakNames.push(asAlias[1]!)
    return
  }
  const asBirth = birth.exec(remark)
  if (asBirth) {
    const days = daysOf(asBirth[2]!)
    if (days) entry.births.push({ ...days, ...(asBirth[1] && { circa: true as const }) })
    return
  }
  const asDocument = document.exec(remark)
  if (asDocument && /\d/.test(asDocument[2]!) && !notDocuments.test(asDocument[1]!))
    entry.documents.push({
      type: asDocument[1]!,
      number: asDocument[2]!,
      ...(asDocument[3] && { country: asDocument[3] }),
    })
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `21 Sep 1979`, `Sep 1979`, `1979`, `1977 to 1979`, `1979-1982`. */
function daysOf(text: string): { from: string; to: string } | undefined {
  const [first, last = first] = text.split(/ to |(?<=\d{4})-(?=\d{4})/).map(dayOf)
  return first && last ? { from: first.from, to: last.to } : undefined
}

function dayOf(text: string): { from: string; to: string } | undefined {
  const match = /^(?:(\d{1,2}) )?(?:([A-Z][a-z]{2}) )?(\d{4})$/.exec(text.trim())
  if (!match) return undefined
  const [, day, name, year] = match
  if (!name) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const month = months.indexOf(name.toLowerCase()) + 1
  if (month === 0) return undefined
  const start = `${year}-${String(month).padStart(2, '0')}`
  if (day) return { from: `${start}-${day.padStart(2, '0')}`, to: `${start}-${day.padStart(2, '0')}` }
  return { from: `${start}-01`, to: `${start}-${new Date(Date.UTC(Number(year), month, 0)).getUTCDate()}` }
}
