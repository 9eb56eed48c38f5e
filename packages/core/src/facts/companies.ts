import { defineFacts } from './list.ts'

export interface Company {
  name: string
  aliases?: readonly string[]
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  founded?: string
  closed?: string
  /** Where all of its work is done, ISO 3166 and a state or province; absent where it has offices in several. */
  country?: string
  region?: string
  /** Mail domains of its staff. */
  domains?: readonly string[]
}

/** Companies that applicants name, with what is known of them: founded, closed, mail domains. */
export default defineFacts<{ companies: readonly Company[] }>({
  title: 'Companies that applicants name',
  version: 'empty',
  source: 'Your company',
  licence: 'Yours',
  supplied: true,
  data: { companies: [] },
})
