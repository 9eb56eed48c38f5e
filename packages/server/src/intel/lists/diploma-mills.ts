import type { DiplomaMill } from '@telltale/core/facts/diploma-mills'
import { defineSupply } from '../supply.ts'
import { readTable, several, text } from '../table.ts'

export default defineSupply<'diploma-mills', DiplomaMill[]>({
  id: 'diploma-mills',
  title: 'Diploma mills',
  form: 1,
  feeds: 'diploma-mills',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'diploma-mills.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      name: { cell: text, required: true },
      aliases: { cell: several },
      reason: { cell: text, required: true },
    })
    return { data: data as unknown as DiplomaMill[], entries: data.length }
  },
  join: (_, mills) => ({ mills }),
})
