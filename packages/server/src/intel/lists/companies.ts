import type { Company } from '@telltale/core/facts/companies'
import { defineSupply } from '../supply.ts'
import { country, day, domains, readTable, several, text } from '../table.ts'

export default defineSupply<'companies', Company[]>({
  id: 'companies',
  title: 'Companies that applicants name',
  form: 1,
  feeds: 'companies',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'companies.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      name: { cell: text, required: true },
      aliases: { cell: several },
      founded: { cell: day },
      closed: { cell: day },
      country: { cell: country },
      region: { cell: text },
      domains: { cell: domains },
    })
    return { data: data as unknown as Company[], entries: data.length }
  },
  join: (_, companies) => ({ companies }),
})
