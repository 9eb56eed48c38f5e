import type { Programmes } from '@telltale/core/facts/programmes'
import { defineSupply } from '../supply.ts'
import { readTable, several, text, year } from '../table.ts'

export default defineSupply<'programmes', Programmes[]>({
  id: 'programmes',
  title: 'Programme catalogues',
  form: 1,
  feeds: 'programmes',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'programmes.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      institution: { cell: text, required: true },
      fields: { cell: several, required: true },
      from: { cell: year },
      to: { cell: year },
    })
    return { data: data as unknown as Programmes[], entries: data.length }
  },
  join: (_, programmes) => ({ programmes }),
})
