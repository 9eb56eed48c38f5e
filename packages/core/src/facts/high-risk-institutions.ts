import { defineFacts } from './list.ts'

export interface HighRiskInstitution {
  name: string
  /** Why this one, shown beside the finding. Required. */
  reason: string
}

/** Empty, and stays empty: a school stands for where people come from. A company that fills it says why for each entry. */
export default defineFacts<{ institutions: readonly HighRiskInstitution[] }>({
  title: 'Institutions that your company looks at twice',
  version: 'empty',
  source: 'Your company',
  licence: 'Yours',
  supplied: true,
  data: { institutions: [] },
})
