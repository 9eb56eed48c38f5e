import { applicationOf, type Cell, type Column, plain } from './applicant-columns.ts'
import type { Connector } from './connector.ts'
import { statedDate } from './dates.ts'
import { wholeJson } from './lines.ts'
import { list, type Members, record, words } from './members.ts'

/**
 * Workday's custom reports about candidates as its Report-as-a-Service gives them in JSON (`?format=json`): every
 * company names the columns itself, so that they are matched like those of a table of applicants. Repeated groups
 * (schools, jobs) become entries. The same report as CSV is read as a table of applicants, under the same ids. Of the
 * XML form only the name is known here: reports give JSON as well.
 */
const limit = 256 * 1024 * 1024
const ofApplying =
  /"(?:wd:)?(?:job_?(?:requisition|application)|requisition|candidate|date_?applied|applied)/i

const workday: Connector = {
  id: 'workday',
  title: 'Workday reports about candidates',
  takes:
    'JSON of a custom report (Report-as-a-Service): Report_Entry with columns about candidates and their job applications, matched by name. CSV is read by applicants-csv.',
  recognises({ head }) {
    if (/^\s*(?:<\?xml[^>]*>\s*)?<wd:Report_Data\b/.test(head)) return 'certain'
    return /^\s*\{\s*"Report_Entry"\s*:/.test(head) && ofApplying.test(head) ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      const xml = /is not JSON: Unexpected token '?<?/.test(whole.problem.reason)
      yield xml
        ? {
            row: 0,
            problem: {
              field: '',
              reason: 'is the XML form of a Workday report: export it as JSON (format=json) or CSV',
            },
          }
        : whole
      return
    }
    const dated = statedDate(file.name)
    for (const [i, value] of (list(record(whole.value).Report_Entry) ?? []).entries()) {
      const entry = record(value)
      const made = applicationOf(cellsOf(entry), dated)
      if ('reason' in made) yield { row: i + 1, problem: made, text: JSON.stringify(value)?.slice(0, 200) }
      else for (const value of made.values) yield { row: i + 1, value }
    }
  },
}

export default workday

/** Columns that mean another thing in a group than on the row itself: the group says whose beginning and end it is. */
const bare: Record<string, readonly [inSchool: Column, inWork: Column]> = {
  startdate: ['enrolled', 'from'],
  from: ['enrolled', 'from'],
  enddate: ['graduated', 'until'],
  to: ['graduated', 'until'],
  summary: ['area', 'did'],
  description: ['area', 'did'],
  jobtitle: ['degree', 'title'],
  position: ['degree', 'title'],
  name: ['school', 'company'],
}

function cellsOf(entry: Members): Cell[] {
  return Object.entries(entry).flatMap(([text, value]): Cell[] => {
    const items = list(value) ?? [value]
    const groups = items.map(record).filter((item) => Object.keys(item).length > 0 && !('Descriptor' in item))
    if (groups.length > 0) {
      const columns = new Set(groups.flatMap((g) => Object.keys(g).map((name) => plain(name).column)))
      const side = columns.has('school')
        ? 0
        : columns.has('company') || columns.has('title') || columns.has('job')
          ? 1
          : undefined
      return groups.flatMap((group, i) =>
        Object.entries(group).flatMap(([name, member]) => {
          const found = plain(name)
          const column = (side === undefined ? undefined : bare[found.name]?.[side]) ?? found.column
          return cell(name, column, i + 1, member)
        }),
      )
    }
    const { column, entry } = plain(text)
    return items.flatMap((item) => cell(text, column, entry, item))
  })
}

/** Workday writes references as {Descriptor, id} and appends an offset to some dates ("2026-03-02-08:00"). */
function cell(text: string, column: Column | undefined, entry: number, value: unknown): Cell[] {
  const written = words(value) ?? words(record(value).Descriptor)
  if (!column || !written) return []
  return [{ text, column, entry, value: written.replace(/^(\d{4}-\d\d-\d\d)[-+]\d\d:\d\d$/, '$1') }]
}
