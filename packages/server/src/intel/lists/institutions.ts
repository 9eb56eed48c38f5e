import type { DegreeLevel, Institution } from '@telltale/core/facts/institutions'
import { join } from '../institutions.ts'
import { jsonOf, ListProblem } from '../parts.ts'
import { defineSupply } from '../supply.ts'
import { type Cell, country, domains, readTable, several, text, year } from '../table.ts'

const levels: readonly DegreeLevel[] = ['certificate', 'associate', 'bachelor', 'master', 'doctorate']

const degrees: Cell = (cell) => {
  const named = cell.toLowerCase().split(/[;|,]\s*/)
  const strange = named.find((level) => !levels.includes(level as DegreeLevel))
  return strange === undefined
    ? { value: named }
    : { problem: `${JSON.stringify(strange.slice(0, 40))} is none of ${levels.join(', ')}` }
}

/** Former names with the last year of each: `Ryerson University (2022)`. */
const former: Cell = (cell) => {
  const all = (cell.split(/[;|]/) as string[]).map((one) => /^(.+?)\s*\((\d{4})\)$/.exec(one.trim()))
  return all.every((match) => match !== null)
    ? { value: all.map((match) => ({ name: match![1], until: match![2] })) }
    : { problem: 'is not a name with its last year: write it as Ryerson University (2022)' }
}

/** A company's own, added to the other lists. As JSON it may also say for which countries it is complete. */
export default defineSupply<'institutions', { institutions: Institution[]; complete?: string[] }>({
  id: 'institutions',
  title: 'Institutions that your company knows more of',
  form: 1,
  feeds: 'institutions',
  adds: true,
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'institutions.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const rows = await readTable(part!, {
      name: { cell: text, required: true },
      aliases: { cell: several },
      country: { cell: country, required: true },
      region: { cell: text },
      domains: { cell: domains },
      from: { cell: year },
      to: { cell: year },
      degrees: { cell: degrees },
      was: { cell: former },
    })
    const institutions = rows.map((row) => {
      const {
        name,
        aliases = [],
        ...rest
      } = row as Record<string, unknown> & {
        name: string
        country: string
        aliases?: string[]
      }
      return { id: `own:${rest.country}:${name}`, names: [name, ...aliases], ...rest } as Institution
    })
    const complete = /^\s*\{/.test(part!.bytes.toString('utf8', 0, 64))
      ? (jsonOf(part!) as { complete?: unknown }).complete
      : undefined
    if (
      complete !== undefined &&
      !(Array.isArray(complete) && complete.every((c) => typeof c === 'string' && /^[A-Z]{2}$/.test(c)))
    )
      throw new ListProblem(
        `${part!.name}, complete: is not a list of countries such as ["DE", "FR"]. Nothing was loaded.`,
      )
    return {
      data: { institutions, ...(complete !== undefined && { complete: complete as string[] }) },
      entries: institutions.length,
    }
  },
  join: (list, { institutions, complete = [] }) => {
    const joined = join(list, institutions)
    return { ...joined, complete: [...new Set([...(joined.complete ?? []), ...complete])] }
  },
})
