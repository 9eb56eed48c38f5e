import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Batch } from './loop.ts'
import { turns } from './turns.ts'

const batch = (): Batch => ({ rows: [], quarantined: [], done: async () => {} })
const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('turns', () => {
  it('does work between batches and never beside one, whatever the timing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 12 }),
        fc.array(fc.nat(12), { maxLength: 6 }),
        async (pauses, calls) => {
          const between = turns()
          let busy = 0
          let most = 0
          let batches = 0
          const alone = async (work: () => Promise<void>) => {
            most = Math.max(most, ++busy)
            await work()
            busy--
          }
          async function* source(): AsyncGenerator<Batch> {
            for (const pause of pauses) {
              for (let i = 0; i < pause; i++) await soon()
              yield batch()
            }
            await Promise.all(asked)
          }
          const asked = calls.map(async (delay) => {
            for (let i = 0; i < delay; i++) await soon()
            return between.between(() => alone(soon))
          })
          for await (const _ of between.feed(source()))
            await alone(async () => {
              batches++
              await soon()
            })
          await Promise.all(asked)
          expect(batches).toBe(pauses.length)
          expect(most).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('does work while no batch comes', async () => {
    const between = turns()
    const stop = Promise.withResolvers<IteratorResult<Batch>>()
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => stop.promise }) }
    const loop = (async () => {
      for await (const _ of between.feed(silent)) expect.unreachable()
    })()
    expect(await between.between(async () => 'done')).toBe('done')
    stop.resolve({ done: true, value: undefined })
    await loop
  })

  it('hands a failure to the one who asked, and the loop goes on', async () => {
    const between = turns()
    const failing = between.between(async () => {
      throw new Error('no')
    })
    const seen: Batch[] = []
    const source = (async function* () {
      yield batch()
    })()
    const refused = expect(failing).rejects.toThrow('no')
    for await (const b of between.feed(source)) seen.push(b)
    await refused
    expect(seen).toHaveLength(1)
  })

  it('keeps waiting work for the next loop when one breaks', async () => {
    const between = turns()
    const broken = (async function* (): AsyncGenerator<Batch> {
      yield batch()
      throw new Error('connection lost')
    })()
    let asked: Promise<string> | undefined
    const loop = async () => {
      for await (const _ of between.feed(broken)) asked ??= between.between(async () => 'done')
    }
    await expect(loop()).rejects.toThrow('connection lost')
    for await (const _ of between.feed(
      (async function* () {
        await soon()
        yield batch()
      })(),
    ))
      expect(await asked).toBe('done')
  })

  it('lets go of its source when the loop ends early', async () => {
    let closed = false
    const source = (async function* () {
      try {
        for (;;) yield batch()
      } finally {
        closed = true
      }
    })()
    for await (const _ of turns().feed(source)) break
    expect(closed).toBe(true)
  })
})
