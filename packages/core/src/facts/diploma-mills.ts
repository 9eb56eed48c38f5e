import { defineFacts } from './list.ts'

export interface DiplomaMill {
  name: string
  aliases?: readonly string[]
  /** Who says so, shown beside the finding. */
  reason: string
}

/**
 * Sellers of degrees. None is built in: whether one is a mill is a judgement that a company must be able to stand by,
 * and each entry says whose it is.
 */
export default defineFacts<{ mills: readonly DiplomaMill[] }>({
  title: 'Diploma mills',
  version: 'empty',
  source: 'Your company',
  licence: 'Yours',
  supplied: true,
  data: { mills: [] },
})
