import { defineFacts } from './list.ts'

/**
 * Months, 1 to 12, in which institutions of a country usually confer degrees or end a year of study, wide on purpose:
 * people write the month of the last examination, of the decision or of the ceremony. A country where degrees are
 * conferred in any month (Germany, the Netherlands, Sweden …) is not here.
 */
export default defineFacts<{ countries: Readonly<Record<string, { months: readonly number[] }>> }>({
  title: 'When degrees are conferred',
  version: '2026-11-1',
  source:
    "Universities' published academic calendars and dates of graduation ceremonies, read for their months; assumed for a country as a whole",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    countries: {
      US: { months: [1, 3, 4, 5, 6, 7, 8, 9, 12] },
      CA: { months: [2, 4, 5, 6, 8, 10, 11, 12] },
      GB: { months: [1, 5, 6, 7, 8, 9, 10, 11, 12] },
      IE: { months: [4, 5, 6, 7, 8, 9, 10, 11, 12] },
      AU: { months: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
      NZ: { months: [2, 3, 4, 5, 6, 7, 8, 11, 12] },
      IN: { months: [3, 4, 5, 6, 7, 8, 9, 11, 12] },
      FR: { months: [5, 6, 7, 8, 9, 10, 11, 12] },
      JP: { months: [3, 9] },
      KR: { months: [2, 8] },
      CN: { months: [1, 3, 6, 7, 12] },
    },
  },
})
