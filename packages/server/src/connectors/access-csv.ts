import { createHash } from 'node:crypto'
import type { Reach } from '@telltale/core'
import type { Connector } from './connector.ts'
import { headerOf, records } from './csv.ts'
import { statedDate } from './dates.ts'

/**
 * Who can reach what, as identity governance, a directory or a vault exports it: one right a row. Headers are matched
 * without case, spaces and punctuation. The whole file is one report: what a person has no more is not in it.
 */
const columns = {
  person: 'employeeid employeenumber workerid personid userid username user login identity account person',
  right:
    'entitlement entitlementname entitlementvalue permission permissionname accessright right rolename accessprofile',
  type: 'entitlementtype permissiontype righttype accesstype resourcetype type',
  system: 'application app system source target resource',
} as const
type Column = keyof typeof columns

const columnOf = new Map<string, Column>(
  Object.entries(columns).flatMap(([column, names]) =>
    names.split(' ').map((n) => [n, column as Column] as const),
  ),
)

const accessCsv: Connector = {
  id: 'access-csv',
  title: 'Access rights as CSV',
  takes:
    'CSV of who can reach what: employee or user id, entitlement or permission, and its type and system. Ranks urgency, accuses nobody.',
  recognises({ head }) {
    const header = headerOf(head)
    if (header.includes('kind') && header.includes('about')) return false
    const found = new Set(header.map((cell) => columnOf.get(plain(cell))))
    return found.has('person') && found.has('right') ? 'certain' : false
  },
  async *read(file) {
    let header: (Column | undefined)[] | undefined
    const people = new Map<string, Map<Reach, Set<string>>>()
    const at = statedDate(file.name) ?? file.modifiedAt
    for await (const record of records(file)) {
      if (record.problem) {
        yield record
        continue
      }
      if (!header) {
        header = record.cells.map((cell) => columnOf.get(plain(cell)))
        continue
      }
      const cells = new Map<Column, string>()
      header.forEach((column, i) => {
        const value = record.cells[i]?.trim()
        if (column && value && !cells.has(column)) cells.set(column, value)
      })
      const person = cells
        .get('person')
        ?.replace(/^person:/, '')
        .replace(/\s+/g, '-')
      const right = cells.get('right')
      if (!person || !right) {
        const field = person ? 'entitlement' : 'employee id'
        const problem = { field, reason: 'is empty: a right needs whose it is and what it is' }
        yield { row: record.row, problem, text: record.cells.join(',').slice(0, 200) }
        continue
      }
      const system = cells.get('system')
      const reach = reachOf(cells.get('type') ?? right, system)
      const rights = people.get(person) ?? new Map<Reach, Set<string>>()
      people.set(person, rights)
      const named = `${system ? `${system}: ` : ''}${right}`.slice(0, 300)
      rights.set(reach, (rights.get(reach) ?? new Set()).add(named))
    }
    let row = 0
    for (const [person, rights] of people) {
      const data = Object.fromEntries([...rights].map(([reach, names]) => [reach, [...names].sort()]))
      const about = `person:${person}`
      const digest = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 16)
      row++
      yield {
        row,
        value: { id: `${about}/access/${at}/${digest}`, kind: 'access', at, about: [about], data },
      }
    }
  },
}

export default accessCsv

function plain(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** What sort of right it is, by its stated type, else by its name. Payment rights go before admin rights: both are first to go. */
function reachOf(type: string, system = ''): Reach {
  const words = `${type} ${system}`
  if (/payment|payroll|treasury|payout|wire|bank/i.test(words)) return 'payments'
  if (/admin|owner|superuser|root|privileged/i.test(type)) return 'adminRoles'
  if (/secret|vault|credential|api.?key|certificate/i.test(words)) return 'secrets'
  return /repo|project|git/i.test(words) ? 'repositories' : 'groups'
}
