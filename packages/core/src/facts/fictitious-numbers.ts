import { defineFacts } from './list.ts'

/**
 * Numbers that regulators keep free for stories and films, outside North America (whose are in `area-codes`): patterns of
 * the number without calling code and prefix, by the country that
 * stands for the calling code (ISO 3166).
 */
export default defineFacts<{ countries: Record<string, readonly string[]> }>({
  title: 'Telephone numbers for stories and films',
  version: '2026-11-1',
  source:
    'Ofcom, Telephone numbers for use in TV and radio drama programmes; ACMA, Phone numbers for use in TV shows, films and creative works; Arcep, decision 2018-0881 on the national numbering plan',
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    countries: {
      AU: ['[2378]5550\\d{4}', '[2378]7010\\d{4}', '491570(?:006|156|157|158|159|110)'],
      FR: ['19900\\d{4}', '26191\\d{4}', '35301\\d{4}', '46571\\d{4}', '53649\\d{4}', '63998\\d{4}'],
      GB: [
        '1(?:1[34568]|[2-6]1)4960\\d{3}',
        '1174960\\d{3}',
        '1914980\\d{3}',
        '2079460\\d{3}',
        '2896496\\d{3}',
        '2920180\\d{3}',
        '1632960\\d{3}',
        '7700900\\d{3}',
        '8081570\\d{3}',
        '9098790\\d{3}',
        '3069990\\d{3}',
      ],
    },
  },
})
