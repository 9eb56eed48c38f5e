import { Worker } from 'node:worker_threads'
import type { LinkModel, LinkRecord } from '@telltale/core'

/** Learns a linkage model on a thread of its own, so that the server answers meanwhile. Rejects with its reason. */
export function learnApart(records: readonly LinkRecord[]): Promise<LinkModel> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./learn-thread.ts', import.meta.url), { workerData: records })
    worker.once('message', (model: LinkModel) => {
      resolve(model)
      void worker.terminate()
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`Learning ended without a model (${code}).`)))
  })
}
