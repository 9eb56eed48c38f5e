import agencyRoster from './agency-roster.ts'
import { applicationOf, type Column, plain } from './applicant-columns.ts'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { statedDate } from './dates.ts'
import interviewsCsv from './interviews-csv.ts'

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

/**
 * The table of applicants that every applicant tracking system can export, Workday's among them: applicant-columns.ts
 * has the headers.
 */
const applicantsCsv: Connector = {
  id: 'applicants-csv',
  title: 'Applicants as CSV',
  takes:
    'CSV with a name or e-mail column and one about applying (applied on, job, requisition, source, résumé text), as applicant tracking systems export it.',
  recognises({ name, head }) {
    // these name applicants too
    if (agencyRoster.recognises({ name, head }) || interviewsCsv.recognises({ name, head })) return false
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
      const made = applicationOf(cells, dated)
      if ('reason' in made)
        yield { row: record.row, problem: made, text: record.cells.join(',').slice(0, 200) }
      else for (const value of made.values) yield { row: record.row, value }
    }
  },
}

export default applicantsCsv
