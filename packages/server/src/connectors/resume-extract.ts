import { Worker } from 'node:worker_threads'

/** What a résumé file says, or why it says nothing, in one clause that follows the file's name. */
export type Extracted = { text: string; links: string[]; problem?: undefined } | { problem: string }

/** Longest that one file may take on a busy machine; an ordinary one takes some tens of milliseconds. */
const patience = 10_000
/** V8's heap in the worker. A 50-page PDF needs about 30. */
const heapMegabytes = 256

let worker: Worker | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * The text of a PDF or DOCX, taken apart in a worker thread that is given up when it needs more time or memory than a
 * résumé does. One file at a time; never throws for what a file holds. The worker stays for the next file and does not
 * keep the process alive.
 */
export function extract(kind: 'pdf' | 'docx', bytes: Uint8Array): Promise<Extracted> {
  const next = turn.then(() => once(kind, bytes))
  turn = next
  return next
}

function once(kind: 'pdf' | 'docx', bytes: Uint8Array): Promise<Extracted> {
  worker ??= new Worker(new URL('./resume-worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 32 },
    // the libraries' remarks about a file are no output of ours
    stdout: true,
    stderr: true,
  })
  const working = worker
  working.ref()
  return new Promise((resolve) => {
    const end = (answer: Extracted, keep: boolean) => {
      clearTimeout(timer)
      working.removeAllListeners('message')
      working.removeAllListeners('error')
      working.removeAllListeners('exit')
      if (keep) working.unref()
      else {
        worker = undefined
        working.on('error', () => {})
        void working.terminate()
      }
      resolve(answer)
    }
    const timer = setTimeout(
      () => end({ problem: `takes longer than ${patience / 1000} seconds to read: it was given up` }, false),
      patience,
    )
    working.on('message', (answer: Extracted) => end(answer, true))
    working.on('error', (error: NodeJS.ErrnoException) =>
      end(
        {
          problem:
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? 'needs more memory than any résumé does: it was given up'
              : `can't be taken apart (${error.message}): ask for it as another file`,
        },
        false,
      ),
    )
    working.on('exit', () => end({ problem: "can't be taken apart: ask for it as another file" }, false))
    working.postMessage({ kind, bytes })
  })
}
