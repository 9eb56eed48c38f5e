import { setTimeout } from 'node:timers/promises'
import type { Batch } from '../engine/loop.ts'
import type { Delivery, Inbox } from './inbox.ts'

const most = 100
const gather = 50

/** An inbox that lives as long as this process: for tests of what stands before and behind it. */
export function memoryInbox(): Inbox {
  const waiting: Delivery[] = []
  let wake: () => void = () => {}
  return {
    async append(delivery) {
      waiting.push(structuredClone(delivery))
      wake()
    },
    async *batches(signal): AsyncGenerator<Batch> {
      while (!signal.aborted) {
        if (waiting.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve
            signal.addEventListener('abort', () => resolve(), { once: true })
          })
        if (waiting.length < most) await setTimeout(Math.min(gather, 5))
        const taken = waiting.slice(0, most)
        if (taken.length === 0) continue
        yield {
          rows: taken.flatMap((d) => d.rows),
          quarantined: taken.flatMap((d) => d.quarantined),
          done: async () => {
            waiting.splice(0, taken.length)
          },
        }
      }
    },
    depth: async () => waiting.length,
  }
}
