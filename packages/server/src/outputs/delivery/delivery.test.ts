import { detectors, plan, type SubjectRef } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { startEngine } from '../../engine/loop.ts'
import { turns } from '../../engine/turns.ts'
import { cipherOf } from '../../privacy/data-key.ts'
import { memoryStore } from '../../store/memory.ts'
import { openCase } from '../../work/test-cases.ts'
import { type Delivery, openDelivery } from './delivery.ts'
import { type HttpReceiver, httpReceiver } from './test-receivers.ts'

/** What a crash, or a store that fails, leaves untold is told later; nothing is told twice under two ids. */

const subject: SubjectRef = 'person:W-1'
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function company() {
  const store = memoryStore()
  const engine = await startEngine(plan(detectors), store)
  const hook = await httpReceiver()
  ends.push(hook.stop)
  const between = turns()
  // Nobody feeds batches here: work is done at once.
  const at = { ...between, between: <T>(work: () => Promise<T>) => work() }
  const open = async (over: Partial<typeof store> = {}): Promise<Delivery> => {
    const delivery = await openDelivery({
      ...{
        store: { ...store, ...over },
        cipher: cipherOf(['a secret of more than 32 characters, for tests']),
      },
      ...{ now: Date.now, company: () => 'Example', address: 'http://127.0.0.1:7310' },
      detectors: () => engine.detectors,
      items: () => engine.ranking.items(),
      work: { of: () => undefined, find: async () => undefined, sealed: () => undefined },
      failed: () => {},
    })
    ends.push(() => delivery.stop())
    await delivery.start()
    return delivery
  }
  const target = {
    ...{ id: 'hook', name: 'Hook', on: true, sealed: false, simulated: false, is: 'webhook' as const },
    ...{ url: hook.url, format: 'telltale' as const, tells: ['listed' as const, 'case-opened' as const] },
  }
  return { store, engine, hook, open, target, opens: (who: SubjectRef) => openCase({ store, engine, turns: at }, who) } // biome-ignore format: one line
}

const told = (hook: HttpReceiver) => hook.got.map((g) => [g.headers['webhook-id'], JSON.parse(g.body).type])

describe('delivery', () => {
  it('tells at the next start what was found while nobody listened, once, under one id', async () => {
    const { open, hook, target, opens } = await company()
    const first = await open()
    await first.set({ address: '', targets: [target] })
    await first.stop()
    await opens(subject) // the process died between the fold and its message
    const second = await open()
    await hook.until(2)
    await second.idle()
    await second.stop()
    const third = await open()
    await third.idle()
    expect(told(hook).map(([, type]) => type)).toEqual(['telltale.listed', 'telltale.case.opened'])
  })

  it('tells later what could not be put down at first', async () => {
    const { store, engine, open, hook, target, opens } = await company()
    let broken = true
    const delivery = await open({
      postOutputs: async (messages, what) => {
        if (broken && messages.length > 0) {
          broken = false
          throw new Error('the disk is full')
        }
        return store.postOutputs(messages, what)
      },
    })
    await delivery.set({ address: '', targets: [target] })
    engine.listeners.add(delivery)
    await opens(subject)
    await hook.until(2)
    await delivery.idle()
    expect(new Set(told(hook).map(([id]) => id)).size).toBe(2)
  })

  it('sends what waited when a target is switched on again, and drops it with the target', async () => {
    const { store, engine, open, hook, target, opens } = await company()
    const delivery = await open()
    engine.listeners.add(delivery)
    const other = { ...target, id: 'other' }
    hook.answer(() => 503)
    await delivery.set({ address: '', targets: [target, other] })
    await opens(subject)
    await delivery.idle()
    expect((await delivery.view()).targets.map((t) => t.state.waiting)).toEqual([2, 2])
    hook.answer(() => 204)
    await delivery.set({ address: '', targets: [target] })
    expect(await store.outputsWaiting('other', 10)).toEqual([])
    await expect
      .poll(async () => (await store.outputsWaiting('hook', 10)).length, { timeout: 10_000 })
      .toBe(0)
  })
})
