import { Worker } from 'node:worker_threads'
import {
  defaultLinkModel,
  type FoundLinks,
  type LearningSample,
  type Linkage,
  LinkColumns,
  type LinkModel,
  type LinkRecord,
  type LinkWord,
  learnModel,
  linkage,
  type SharedTable,
  sampleOf,
  shareBatch,
  takeBlocks,
} from '@telltale/core'

export interface LinkedBatch {
  linkage: Linkage
  model: LinkModel
  /** Where the model comes from, in words. */
  modelFrom: string
  /** Seconds that learning it took, beside what went on meanwhile. */
  learnt: number
}

/** With fewer records a thread's start costs more than it saves. */
const worthThreads = 20_000

/**
 * Links records, under a model that is learnt from them unless one is given. Pairs are scored on `threads` threads; the result is
 * that of `linkage.load`.
 */
export async function linkAll(
  records: readonly LinkRecord[],
  given?: LinkModel,
  options: { threads?: number; words?: readonly LinkWord[] } = {},
): Promise<LinkedBatch> {
  const started = performance.now()
  const threads = options.threads ?? (records.length < worthThreads ? 1 : 2)
  let model = given
  let read: LinkColumns | undefined
  let learnt = 0
  if (!model && threads > 1) {
    // Records are read into columns while another thread learns: reading needs no model.
    const learning = learnOnThread(sampleOf(records))
    read = new LinkColumns()
    read.reserve(records.length)
    for (const record of records) read.add(record)
    const before = performance.now()
    model = await learning
    learnt = (performance.now() - before) / 1000
  } else if (!model) {
    model = learnModel(records)
    learnt = (performance.now() - started) / 1000
  }
  const held = linkage(model, { words: options.words ?? [] })
  await loadOnThreads(held, records, threads, read)
  const modelFrom = given
    ? 'as given'
    : model.version === defaultLinkModel.version
      ? 'which ships with Telltale: there are too few records to learn one from'
      : `learnt from ${model.records.toLocaleString('en-US')} records`
  return { linkage: held, model, modelFrom, learnt }
}

function learnOnThread(sample: LearningSample): Promise<LinkModel> {
  const worker = new Worker(new URL('./sample-worker.ts', import.meta.url), {
    workerData: sample,
    execArgv: [],
  })
  return next<LinkModel>(worker).finally(() => worker.terminate())
}

/** `linkage.load`, its pairs scored on this many threads. */
export async function loadOnThreads(
  held: Linkage,
  records: Iterable<LinkRecord>,
  threads: number,
  read?: LinkColumns,
): Promise<void> {
  if (threads < 2) return held.load(records)
  const loading = held.loading(records, { unblocked: true, ...(read && { read }) })
  if (!loading) return
  const { unblocked } = loading
  const batch = shareBatch(loading)
  const workers = Array.from({ length: threads }, (_, part) => {
    const workerData = { batch, part, parts: threads, unblocked }
    return new Worker(new URL('./batch-worker.ts', import.meta.url), { workerData, execArgv: [] })
  })
  try {
    if (unblocked) {
      const tables = (await Promise.all(workers.map((w) => next<SharedTable[]>(w)))).flat()
      takeBlocks(loading, tables)
      for (const worker of workers) worker.postMessage(tables)
    }
    loading.finish(await Promise.all(workers.map((w) => next<FoundLinks>(w))))
  } finally {
    for (const worker of workers) void worker.terminate()
  }
}

/** What a thread says next; rejects where it fails or ends instead. */
function next<Said>(worker: Worker): Promise<Said> {
  return new Promise((resolve, reject) => {
    const failed = (code: number) =>
      reject(new Error(`A linkage thread ended with ${code} before it was done.`))
    worker.once('error', reject)
    worker.once('exit', failed)
    worker.once('message', (said: Said) => {
      worker.off('error', reject)
      worker.off('exit', failed)
      resolve(said)
    })
  })
}
