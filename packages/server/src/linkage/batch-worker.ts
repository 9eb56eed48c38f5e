import { parentPort, workerData } from 'node:worker_threads'
import {
  blocksOf,
  linksOf,
  receiveBatch,
  type SharedBatch,
  type SharedTable,
  takeBlocks,
} from '@telltale/core/linkage/threads'

/** Fills its part of a batch's blocks where they are empty, then scores its part of the pairs, and ends. */
const { batch, part, parts, unblocked } = workerData as {
  batch: SharedBatch
  part: number
  parts: number
  unblocked: boolean
}
const received = receiveBatch(batch)

function score(): void {
  const found = linksOf(received, part, parts)
  parentPort!.postMessage(found, [found.a.buffer, found.b.buffer, found.weight.buffer] as ArrayBuffer[])
}

if (unblocked) {
  parentPort!.once('message', (tables: SharedTable[]) => {
    takeBlocks(received, tables)
    score()
  })
  parentPort!.postMessage(blocksOf(received, part, parts))
} else score()
