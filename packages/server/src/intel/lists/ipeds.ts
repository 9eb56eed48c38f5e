import type { DegreeLevel, Institution } from '@telltale/core/facts/institutions'
import { join } from '../institutions.ts'
import { ListProblem, recordsOf, rowProblems } from '../parts.ts'
import { defineSupply } from '../supply.ts'
import { isDomain } from '../table.ts'

const levels: DegreeLevel[] = ['certificate', 'associate', 'bachelor', 'master', 'doctorate']

/**
 * Header file (HD) of IPEDS: every institution in the United States that takes part in federal student aid, in one
 * year. Columns are found by their names, and all but the first two may be missing. Not complete: it leaves out who
 * takes no aid and who closed before.
 */
export default defineSupply<'institutions', Institution[]>({
  id: 'ipeds',
  title: 'Institutions of the United States (IPEDS)',
  form: 1,
  feeds: 'institutions',
  adds: true,
  licence: 'Public domain (US government)',
  publisher: 'US Department of Education, National Center for Education Statistics',
  staleAfter: 1100,
  files: [{ name: 'hd.csv', url: 'https://nces.ed.gov/ipeds/datacenter/data/HD2023.zip' }],
  async read(parts) {
    const [part] = parts.values()
    const data: Institution[] = []
    const problems: string[] = []
    let header: string[] | undefined
    for await (const { row, cells } of recordsOf(part!)) {
      if (!header) {
        header = cells.map((cell) => cell.replace('\uFEFF', '').trim().toUpperCase())
        if (!header.includes('UNITID') || !header.includes('INSTNM'))
          throw new ListProblem(
            `${part!.name} has no columns UNITID and INSTNM: this is not a header file (HD) of IPEDS. Nothing was loaded.`,
          )
        continue
      }
      const columns = header
      const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? ''
      if (!/^\d{6}$/.test(cell('UNITID')))
        problems.push(`${part!.name} row ${row}, UNITID: is not a number of six digits`)
      if (cell('INSTNM') === '') problems.push(`${part!.name} row ${row}, INSTNM: is missing`)
      data.push(institution(cell))
    }
    if (problems.length > 0) throw rowProblems(problems)
    if (data.length === 0) throw new ListProblem(`${part!.name} has no rows. Nothing was loaded.`)
    return { data, entries: data.length }
  },
  join,
})

function institution(cell: (name: string) => string): Institution {
  const aliases = cell('IALIAS')
    .split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias.length > 1)
  const domain = cell('WEBADDR')
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/:?].*$/, '')
  const closed = /\b(\d{4})$/.exec(cell('CLOSEDAT'))?.[1]
  const degrees = degreesOf(cell('HLOFFER'), cell('DEGGRANT'), cell('ICLEVEL'))
  return {
    id: `ipeds:${cell('UNITID')}`,
    names: [cell('INSTNM'), ...aliases],
    country: 'US',
    ...(cell('STABBR') && { region: cell('STABBR') }),
    ...(isDomain(domain) && { domains: [domain] }),
    ...(closed && { to: closed }),
    ...(degrees && { degrees }),
  }
}

/** Highest level offered (1 to 9), else whether it grants degrees, else how long its longest programme takes. Codes of the HD dictionary. */
function degreesOf(highest: string, granting: string, level: string): DegreeLevel[] | undefined {
  const upTo = { 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 5 }[highest]
  if (upTo) return levels.slice(0, upTo)
  if (granting === '2' || level === '3') return levels.slice(0, 1)
  return level === '2' ? levels.slice(0, 2) : undefined
}
