import { createHash } from 'node:crypto'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { dateProblem, parseDate, statedDate } from './dates.ts'
import { stated } from './members.ts'

/**
 * The list of candidates that an agency sends, or that a vendor management system exports. Headers are matched without
 * case, spaces and punctuation. Each row is a submission. Where it has no id of the company's own application, it makes
 * one as well, from the candidate's name and contacts.
 */
const columns = {
  agency: 'agency agencyname supplier suppliername vendor vendorname staffingagency staffingfirm',
  number:
    'agencycandidateid agencycandidatenumber agencycandidateno candidatenumber candidateno suppliercandidateid ' +
    'vendorcandidateid submissionid submissionnumber submissionno',
  supersedes:
    'supersedes replaces replacesnumber previousnumber previoussubmission previoussubmissionid resubmissionof',
  application: 'applicationid application',
  name: 'candidate candidatename name fullname worker workername',
  email: 'email emailaddress candidateemail',
  phone: 'phone phonenumber mobile candidatephone',
  requisition: 'requisition requisitionid req reqid jobid jobreq role position jobtitle jobpostingid',
  submitted: 'submittedon submitted submittedat datesubmitted submissiondate submittedtoclienton',
  recruiter: 'recruiter agencyrecruiter suppliercontact submittedby accountmanager',
} as const
type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    names.split(' ').map((n) => [n, column as Column] as const),
  ),
)

const agencyRoster: Connector = {
  id: 'agency-roster',
  title: 'Rosters of agencies',
  takes:
    'CSV of an agency’s candidates: agency, its own number of the candidate, and candidate, contacts, requisition, submitted on, recruiter, supersedes.',
  recognises({ head }) {
    const header = headerOf(head)
    if (header.includes('kind') && header.includes('about')) return false
    const found = new Set(header.map((cell) => columnOf.get(plain(cell))))
    if (!found.has('agency') || !found.has('submitted')) return false
    return found.has('number') && (found.has('name') || found.has('email') || found.has('application'))
      ? 'certain'
      : false
  },
  async *read(file) {
    let header: { column?: Column; text: string }[] | undefined
    const dated = statedDate(file.name)
    for await (const record of records(file)) {
      if (record.problem) {
        yield record
        continue
      }
      if (!header) {
        header = record.cells.map((cell) => ({ column: columnOf.get(plain(cell)), text: cell.trim() }))
        continue
      }
      const cells = new Map<Column, string>()
      header.forEach(({ column }, i) => {
        const value = record.cells[i]?.trim()
        if (column && value && !cells.has(column)) cells.set(column, value)
      })
      const text = (column: Column) => header!.find((h) => h.column === column)?.text ?? column
      const made = submission(cells, text, dated)
      if ('reason' in made)
        yield { row: record.row, problem: made, text: record.cells.join(',').slice(0, 200) }
      else for (const value of made.values) yield { row: record.row, value }
    }
  },
}

export default agencyRoster

function plain(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function submission(
  cells: ReadonlyMap<Column, string>,
  header: (column: Column) => string,
  dated: number | undefined,
): { values: object[] } | { field: string; reason: string } {
  const agency = cells.get('agency')
  if (!agency)
    return { field: header('agency'), reason: 'is empty: a submission needs the agency that made it' }
  const written = cells.get('submitted')
  const at = written ? parseDate(written) : dated
  if (at === undefined)
    return {
      field: header('submitted'),
      reason: written ? dateProblem(written) : 'is empty, and the file’s name has no date either',
    }
  const [number, email, requisition] = [cells.get('number'), cells.get('email'), cells.get('requisition')]
  const known = cells.get('application')?.replace(/^application:/, '')
  if (!known && !number && !email)
    return {
      field: header('number'),
      reason: 'is empty, and so is the e-mail: nothing tells the row from the others',
    }
  const id = known ?? `agency-${digest([agency, number ?? email?.toLowerCase(), requisition])}`
  const about = `application:${id.replace(/\s+/g, '-').slice(0, 190)}`
  const data = stated({
    agency,
    agencyCandidate: number,
    requisition,
    submittedAt: at,
    recruiter: cells.get('recruiter'),
    supersedes: cells.get('supersedes'),
  })
  const row = {
    id: `${about}/submission/${at}/${digest(data)}`,
    kind: 'submission',
    at,
    about: [about],
    data,
  }
  if (known) return { values: [row] }
  const application = stated({
    name: cells.get('name'),
    emails: email?.split(/[\s;,]+/).filter((e) => e !== ''),
    phones: cells
      .get('phone')
      ?.split(/[;\n]+/)
      .map((p) => p.trim())
      .filter((p) => p !== ''),
    requisition,
    appliedAt: at,
    agency,
  })
  const applied = {
    id: `${about}/${at}/${digest(application)}`,
    kind: 'application',
    at,
    about: [about],
    data: application,
  }
  return { values: [applied, row] }
}

function digest(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 16)
}
