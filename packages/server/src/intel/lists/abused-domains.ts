import type { AbusedDomain } from '@telltale/core/facts/abused-domains'
import { defineSupply } from '../supply.ts'
import { domain, readTable, text, year } from '../table.ts'

export default defineSupply<'abused-domains', AbusedDomain[]>({
  id: 'abused-domains',
  title: 'Academic mail domains that are handed to anybody',
  form: 1,
  feeds: 'abused-domains',
  adds: true,
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'abused-domains.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      domain: { cell: domain, required: true },
      reason: { cell: text, required: true },
      since: { cell: year },
    })
    return { data: data as unknown as AbusedDomain[], entries: data.length }
  },
  join: (list, domains) => ({ domains: [...list.domains, ...domains] }),
})
