import type { HighRiskInstitution } from '@telltale/core/facts/high-risk-institutions'
import { defineSupply } from '../supply.ts'
import { readTable, text } from '../table.ts'

export default defineSupply<'high-risk-institutions', HighRiskInstitution[]>({
  id: 'high-risk-institutions',
  title: 'Institutions that your company looks at twice',
  form: 1,
  feeds: 'high-risk-institutions',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'high-risk-institutions.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      name: { cell: text, required: true },
      reason: { cell: text, required: true },
    })
    return { data: data as unknown as HighRiskInstitution[], entries: data.length }
  },
  join: (_, institutions) => ({ institutions }),
})
