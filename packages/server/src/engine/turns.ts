import type { Batch } from './loop.ts'

/** Work that must not run beside the loop, such as closing windows: done between two batches. */
export interface Turns {
  /** Waits until the loop is between two batches, does the work, then lets the loop go on. */
  between<T>(work: () => Promise<T>): Promise<T>
  /** The same batches, with the waiting work done in between. One loop at a time reads them. */
  feed(source: AsyncIterable<Batch>): AsyncGenerator<Batch>
}

export function turns(): Turns {
  const waiting: (() => Promise<void>)[] = []
  let wake: () => void = () => {}
  return {
    between(work) {
      return new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject))
        wake()
      })
    },
    async *feed(source) {
      const batches = source[Symbol.asyncIterator]()
      try {
        const ask = () => {
          const next = batches.next()
          next.catch(() => {}) // it may fail while work is being done; it is awaited below all the same
          return next
        }
        let next = ask()
        for (;;) {
          const called = new Promise<'called'>((resolve) => {
            wake = () => resolve('called')
          })
          for (let work = waiting.shift(); work; work = waiting.shift()) await work()
          const got = await Promise.race([next, called])
          if (got === 'called') continue
          if (got.done) return
          yield got.value
          next = ask()
        }
      } finally {
        await batches.return?.()
      }
    },
  }
}
