import type { AgentAddress } from '@telltale/core/facts/mailbox-agents'
import { defineSupply } from '../supply.ts'
import { country, readTable, text } from '../table.ts'

/** Addresses of mailbox businesses; chains and forms stay those that are built in. */
export default defineSupply<'mailbox-agents', AgentAddress[]>({
  id: 'mailbox-agents',
  title: 'Addresses of mailbox businesses',
  form: 1,
  feeds: 'mailbox-agents',
  adds: true,
  licence: 'MIT',
  publisher: 'keepraw, atmb-us-non-cmra',
  staleAfter: 730,
  files: [
    {
      name: 'mailboxes.csv',
      url: 'https://raw.githubusercontent.com/keepraw/atmb-us-non-cmra/HEAD/result/mailboxes.csv',
    },
  ],
  async read(parts) {
    const [part] = parts.values()
    const rows = await readTable(part!, {
      of: { cell: text, or: ['name', 'business'] },
      street: { cell: text, required: true, or: ['address', 'address1', 'line1'] },
      city: { cell: text, or: ['town'] },
      region: { cell: text, or: ['state', 'province'] },
      postcode: { cell: text, or: ['zip', 'zip code', 'postal code'] },
      country: { cell: country },
    })
    const data = rows.map((row) => {
      const { of, ...rest } = row as unknown as AgentAddress
      // "Ste 200 #MAILBOX" stays: whoever compares must know where the member's number stands
      return {
        ...rest,
        of: of ? `a mailbox business (${of})` : 'a mailbox business',
      }
    })
    return { data, entries: data.length }
  },
  join: (list, addresses) => ({ ...list, addresses: [...list.addresses, ...addresses] }),
})
