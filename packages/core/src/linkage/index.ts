/** Record linkage: which records are one person. See docs/linkage.md. */

export { Columns as LinkColumns } from './columns.ts'
export { defaultModel as defaultLinkModel } from './default-model.ts'
export { type LearningSample, learnFrom, learnModel, sampleOf } from './learn.ts'
export { type BlocksOfRule, entityId, type Linkage, linkage } from './linkage.ts'
export { type BlockingRule, type LinkModel, readModel as readLinkModel } from './model.ts'
export { recordOf } from './record.ts'
export {
  blocksOf,
  type FoundLinks,
  type Loading,
  linksOf,
  receiveBatch,
  type SharedBatch,
  type SharedTable,
  shareBatch,
  takeBlocks,
} from './threads.ts'
export type * from './types.ts'
