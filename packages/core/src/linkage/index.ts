/** Record linkage: which records are one person. See docs/linkage.md. */
export { defaultModel } from './default-model.ts'
export { learnModel } from './learn.ts'
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
