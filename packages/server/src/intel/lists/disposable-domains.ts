import { readDomains } from '../domains.ts'
import { defineSupply } from '../supply.ts'

export default defineSupply<'disposable-domains', string[]>({
  id: 'disposable-domains',
  title: 'Disposable e-mail domains',
  form: 1,
  feeds: 'disposable-domains',
  licence: 'CC0-1.0',
  publisher: 'disposable-email-domains',
  staleAfter: 180,
  files: [
    {
      name: 'disposable_email_blocklist.conf',
      url: 'https://raw.githubusercontent.com/disposable-email-domains/disposable-email-domains/HEAD/disposable_email_blocklist.conf',
    },
  ],
  async read(parts) {
    const [part] = parts.values()
    const { domains, leftOut } = readDomains(part!)
    return { data: domains, entries: domains.length, leftOut }
  },
  join: (_, domains) => ({ domains: new Set(domains) }),
})
