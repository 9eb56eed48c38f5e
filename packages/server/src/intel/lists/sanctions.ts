import { ListProblem } from '../parts.ts'
import { parseSdn, type SdnEntry } from '../sdn.ts'
import { defineSupply } from '../supply.ts'

const exports = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/'

/** Only counsel sees what is found by it; recruiters never do. Names alone find nothing. */
export default defineSupply<never, SdnEntry[]>({
  id: 'sanctions',
  title: 'Specially Designated Nationals (OFAC)',
  form: 1,
  licence: 'Public domain (US government)',
  publisher: 'US Treasury, Office of Foreign Assets Control',
  staleAfter: 14,
  files: [
    { name: 'sdn.csv', url: `${exports}SDN.CSV` },
    { name: 'alt.csv', url: `${exports}ALT.CSV` },
    { name: 'add.csv', url: `${exports}ADD.CSV` },
    { name: 'sdn_comments.csv', url: `${exports}SDN_COMMENTS.CSV` },
  ],
  async read(parts) {
    const data = await parseSdn({
      sdn: parts.get('sdn.csv')!,
      alt: parts.get('alt.csv'),
      add: parts.get('add.csv'),
      comments: parts.get('sdn_comments.csv'),
    })
    if (!data.some((entry) => entry.type === 'individual'))
      throw new ListProblem(
        'sdn.csv names no individual: it is cut off, or another list. Nothing was loaded.',
      )
    return { data, entries: data.length }
  },
})
