import { parentPort, workerData } from 'node:worker_threads'
import { linksOf, receiveBatch, type SharedBatch } from '@telltale/core/linkage/threads'

/** Scores its part of a batch's pairs, and ends. */
const { batch, part, parts } = workerData as { batch: SharedBatch; part: number; parts: number }
const found = linksOf(receiveBatch(batch), part, parts)
parentPort!.postMessage(found, [found.a.buffer, found.b.buffer, found.weight.buffer] as ArrayBuffer[])
