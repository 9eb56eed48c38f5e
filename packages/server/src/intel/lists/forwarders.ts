import type { AgentAddress } from '@telltale/core/facts/mailbox-agents'
import { defineSupply } from '../supply.ts'
import { country, readTable, text } from '../table.ts'

export default defineSupply<'forwarders', AgentAddress[]>({
  id: 'forwarders',
  title: "Forwarders' addresses of your own",
  form: 1,
  feeds: 'forwarders',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'forwarders.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const data = await readTable(part!, {
      street: { cell: text, required: true },
      city: { cell: text },
      region: { cell: text, or: ['state'] },
      postcode: { cell: text, or: ['zip', 'postal code'] },
      country: { cell: country },
      of: { cell: text, required: true, or: ['name', 'business'] },
    })
    return { data: data as unknown as AgentAddress[], entries: data.length }
  },
  join: (_, addresses) => ({ addresses }),
})
