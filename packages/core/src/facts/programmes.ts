import { defineFacts } from './list.ts'

export interface Programmes {
  institution: string
  /** Fields that it offers degrees in. Complete for the years given: a field that is not here was not offered. */
  fields: readonly string[]
  /** First and last year for which `fields` holds, `YYYY`; open where absent. */
  from?: string
  to?: string
}

/** What institutions teach, where the company has their catalogues. */
export default defineFacts<{ programmes: readonly Programmes[] }>({
  title: 'Programme catalogues',
  version: 'empty',
  source: 'Your company',
  licence: 'Yours',
  supplied: true,
  data: { programmes: [] },
})
