import { createHash } from 'node:crypto'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { dateProblem, parseDate, statedDate } from './dates.ts'
import { stated } from './members.ts'

/**
 * Interviews as an applicant system's report or a shared calendar exports them. Headers are matched without case, spaces
 * and punctuation. A row is about an application, or a candidate where the applicant system only has that. A time
 * without an offset is UTC. Where there is no end, the duration counts (minutes), else an hour.
 */
const columns = {
  meeting: 'interviewid eventid meetingid uid scheduledinterviewid',
  application: 'applicationid application',
  candidate: 'candidateid personid',
  requisition: 'requisition requisitionid jobid req reqid job jobname',
  round: 'round stage interviewstage interview interviewname interviewround interviewtype',
  interviewer: 'interviewer interviewers interviewername organizer organiser',
  start:
    'start starttime startat startsat interviewstart interviewstarttime scheduledstart interviewdate begins',
  end: 'end endtime endat endsat interviewend interviewendtime scheduledend ends',
  minutes: 'duration durationminutes minutes length',
  state: 'status state interviewstatus outcome attendance',
} as const
type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    names.split(' ').map((n) => [n, column as Column] as const),
  ),
)

const hour = 3_600_000

const interviewsCsv: Connector = {
  id: 'interviews-csv',
  title: 'Interviews as CSV',
  takes:
    'CSV of interviews: application or candidate id, start, end or duration, and interviewer, round, requisition, status.',
  recognises({ head }) {
    const header = headerOf(head)
    if (header.includes('kind') && header.includes('about')) return false
    const found = new Set(header.map((cell) => columnOf.get(plain(cell))))
    const whose = found.has('application') || found.has('candidate')
    return whose && found.has('start') && found.has('interviewer') ? 'certain' : false
  },
  async *read(file) {
    let header: { column?: Column; text: string }[] | undefined
    // what a calendar says of the future was said when it was exported
    const exported = statedDate(file.name) ?? file.modifiedAt
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
      const made = interview(cells, text, exported)
      if ('reason' in made)
        yield { row: record.row, problem: made, text: record.cells.join(',').slice(0, 200) }
      else yield { row: record.row, value: made }
    }
  },
}

export default interviewsCsv

function plain(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function interview(
  cells: ReadonlyMap<Column, string>,
  header: (column: Column) => string,
  exported: number,
): object | { field: string; reason: string } {
  const application = cells.get('application')?.replace(/^application:/, '')
  const candidate = cells.get('candidate')
  if (!application && !candidate)
    return {
      field: header(cells.has('candidate') ? 'candidate' : 'application'),
      reason: 'is empty: an interview needs the id of an application or a candidate',
    }
  const about = (application ? `application:${application}` : `person:candidate-${candidate}`).replace(
    /\s+/g,
    '-',
  )
  const written = cells.get('start')
  const startAt = written ? parseDate(written) : undefined
  if (startAt === undefined)
    return { field: header('start'), reason: written ? dateProblem(written) : 'is empty' }
  const ending = ends(cells, startAt)
  if (typeof ending !== 'number') return { ...ending, field: header(ending.field) }
  if (ending <= startAt) return { field: header('end'), reason: 'is not after the start' }
  const data = stated({
    meeting: cells.get('meeting'),
    round: cells.get('round'),
    requisition: cells.get('requisition'),
    startAt,
    endAt: ending,
    interviewer: cells.get('interviewer'),
    state: stateOf(cells.get('state')),
  })
  const at = Math.min(Math.max(startAt, 0), exported)
  const digest = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 16)
  return { id: `${about}/interview/${at}/${digest}`, kind: 'interview', at, about: [about], data }
}

function ends(
  cells: ReadonlyMap<Column, string>,
  startAt: number,
): number | { field: Column; reason: string } {
  const written = cells.get('end')
  if (written) return parseDate(written) ?? { field: 'end', reason: dateProblem(written) }
  const length = cells.get('minutes')
  if (!length) return startAt + hour
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(length)
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : Number(/^\d+(?:\.\d+)?/.exec(length)?.[0])
  if (!(minutes > 0 && minutes <= 24 * 60))
    return {
      field: 'minutes',
      reason: `${JSON.stringify(length.slice(0, 40))} is no number of minutes up to a day`,
    }
  return startAt + minutes * 60_000
}

/** Words that tell nothing (a pass, a score) leave the state open. */
function stateOf(words: string | undefined): string | undefined {
  if (!words) return undefined
  if (/no.?show|missed|absent|did not attend/i.test(words)) return 'missed'
  if (/cancel|called off|declin|withdr[ae]w/i.test(words)) return 'cancelled'
  if (/complete|held|attended|took place|awaiting.?feedback|done/i.test(words)) return 'held'
  return /schedul|confirmed|planned|upcoming|tentative|to be/i.test(words) ? 'scheduled' : undefined
}
