import { setTimeout as sleep } from 'node:timers/promises'
import type { Millis, OutputTarget } from '@telltale/core'
import type { Kept, Outputs } from '../../store/outputs.ts'
import { backoff } from './backoff.ts'
import { Refused, type Sender, TryLater } from './sender.ts'

export interface Worker {
  /** There may be something to send. */
  wake(): void
  /** Finishes the message at hand. */
  stop(): Promise<void>
  /** Resolves once nothing waits, or what waits has to be tried later. */
  idle(): Promise<void>
}

interface Parts {
  target: OutputTarget
  sender: Sender
  store: Outputs
  now(): Millis
  /** Whether the message may go there as things stand now. */
  may(message: Kept): boolean
  /** Hears that one message waits no more. */
  settled(): void
  /** Hears that the spool itself could not be read or written. */
  failed(error: Error): void
}

const atOnce = 100
/** How often a message that waits for its time is looked at again. */
const look = 1000

/** Sends what waits for one target, one after another: what stands behind a message that fails waits with it. */
export function worker({ target, sender, store, now, may, settled, failed }: Parts): Worker {
  const stopping = new AbortController()
  const { signal } = stopping
  let wanted = true
  let wake: () => void = () => {}
  const resting: (() => void)[] = []

  /** Whether to look at once for more; false to wait for the next wish. Throws when the spool fails. */
  const pass = async (): Promise<'more' | 'empty' | Millis> => {
    const messages = await store.outputsWaiting(target.id, atOnce)
    if (messages.length === 0) return 'empty'
    for (const message of messages) {
      if (signal.aborted) return 'empty'
      if (!may(message)) {
        await store.withholdOutputs([message.seq])
        settled()
        continue
      }
      if (message.nextAt > now()) return message.nextAt
      try {
        await sender.send(message.event, now())
      } catch (error) {
        const refused = error instanceof Refused
        const wait = backoff(message.attempts + 1, refused)
        const after = error instanceof TryLater ? (error.after ?? 0) : 0
        const nextAt = wait === undefined ? undefined : now() + Math.max(wait, after)
        await store.outputFailed(message.seq, {
          at: now(),
          because: (error as Error).message.slice(0, 500),
          ...(nextAt !== undefined && { nextAt }),
        })
        if (nextAt !== undefined) return nextAt
        settled()
        continue
      }
      await store.outputsSent([message.seq], now())
      settled()
    }
    return 'more'
  }

  const rest = async (until: Millis | undefined) => {
    for (const done of resting.splice(0)) done()
    const called = new Promise<void>((resolve) => {
      wake = resolve
    })
    if (wanted || signal.aborted) return
    if (until === undefined) return called
    const timer = sleep(Math.min(look, Math.max(20, until - now())), undefined, { signal, ref: false })
    await Promise.race([called, timer.catch(() => {})])
  }

  const running = (async () => {
    while (!signal.aborted) {
      wanted = false
      try {
        const next = await pass()
        if (next !== 'more') await rest(next === 'empty' ? undefined : next)
      } catch (error) {
        failed(error as Error)
        await rest(now() + look)
        await sleep(look, undefined, { signal, ref: false }).catch(() => {})
      }
    }
    for (const done of resting.splice(0)) done()
  })()

  return {
    wake() {
      wanted = true
      wake()
    },
    async stop() {
      stopping.abort()
      wake()
      await running
      await sender.stop()
    },
    idle() {
      return new Promise((resolve) => {
        resting.push(resolve)
        wanted = true
        wake()
      })
    },
  }
}
