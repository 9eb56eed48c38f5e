import type { Institution } from '@telltale/core/facts/institutions'
import { join } from '../institutions.ts'
import { jsonOf, ListProblem, slips } from '../parts.ts'
import { defineSupply } from '../supply.ts'
import { isDomain } from '../table.ts'

/** Names, countries and domains; no years, no degrees. */
export default defineSupply<'institutions', Institution[]>({
  id: 'universities',
  title: 'Universities of the world and their domains',
  form: 1,
  feeds: 'institutions',
  adds: true,
  licence: 'MIT',
  publisher: 'Hipo, university-domains-list',
  staleAfter: 730,
  files: [
    {
      name: 'world_universities_and_domains.json',
      url: 'https://raw.githubusercontent.com/Hipo/university-domains-list/HEAD/world_universities_and_domains.json',
    },
  ],
  async read(parts) {
    const [part] = parts.values()
    const whole = jsonOf(part!)
    if (!Array.isArray(whole) || whole.length === 0)
      throw new ListProblem(`${part!.name} is not an array of universities. Nothing was loaded.`)
    const problems: string[] = []
    const data = whole.flatMap((entry: Record<string, unknown>, i): Institution[] => {
      const row = `${part!.name} row ${i + 1}`
      const name = typeof entry?.name === 'string' ? entry.name.trim() : ''
      const country = typeof entry?.alpha_two_code === 'string' ? entry.alpha_two_code : ''
      const problem =
        name === ''
          ? 'name: is missing'
          : /^[A-Z]{2}$/.test(country)
            ? ''
            : 'alpha_two_code: is not two letters'
      if (problem) {
        problems.push(`${row}, ${problem}`)
        return []
      }
      const region = entry?.['state-province']
      const domains = (Array.isArray(entry?.domains) ? entry.domains : [])
        .filter((d): d is string => typeof d === 'string')
        .map((d) => d.toLowerCase())
        .filter(isDomain)
      return [
        {
          id: `hipo:${country}:${name}`,
          names: [name],
          country,
          ...(typeof region === 'string' && region !== '' && { region }),
          ...(domains.length > 0 && { domains }),
        },
      ]
    })
    return { data, entries: data.length, leftOut: slips(problems, data.length) }
  },
  join,
})
