import { canonical, detectors, plan, type WindowState } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted, world } from '../../../../test/world.ts'
import { startEngine, take } from '../engine/loop.ts'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what hunts read. */

const day = 86_400_000
const at = 20_480 * day
const rows = world({ people: 5, days: 4 }).map((r) => accepted(r))

const decided = (id: string, subject: string, outcome: string, when: number) =>
  accepted({
    ...{ id, kind: 'disposition', at: when, about: ['person:W-1'] },
    data: { subject, outcome, because: 'seen in person \0' },
  })

async function pages<T>(read: (after: T | undefined) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const page = await read(all.at(-1))
    if (page.length === 0) return all
    all.push(...page)
  }
}

async function filled(store: Store): Promise<void> {
  const engine = await startEngine(plan(detectors), store)
  await take(engine, { rows, quarantined: [] })
}

describe.each(backends())('history, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('gives windows of one slot in order of subject and time, whatever the page', async () => {
    const { store, again } = await fresh()
    await filled(store)
    const slot = plan(detectors).slotsOf.get('rtt')![0]!.key
    const order = (w: WindowState) => `${w.subject} ${String(w.from).padStart(20)}`
    const read: string[] = []
    for (const size of [1, 3, 1000]) {
      const all = await pages<WindowState>((after) => store.windowsOf(slot, after, size))
      expect(all.map(order)).toEqual(all.map(order).sort())
      expect(all.every((w) => w.slot === slot)).toBe(true)
      expect(all.length).toBe(5 * 4)
      read.push(canonical(all))
    }
    expect(new Set(read).size).toBe(1)
    const kept = canonical(await pages<WindowState>((after) => store.windowsOf(slot, after, 7)))
    const reopened = await again()
    expect(canonical(await pages<WindowState>((after) => reopened.windowsOf(slot, after, 7)))).toBe(kept)
    expect(await reopened.windowsOf('nobody/9d', undefined, 5)).toEqual([])
  })

  it('gives shared attributes of one type, as stage 2 keeps them', async () => {
    const { store } = await fresh()
    await filled(store)
    const all = await pages<{ attribute: { ref: string } }>((after) =>
      store.attributesOf('network', after?.attribute.ref ?? '', 1),
    )
    const refs = all.map((state) => state.attribute.ref)
    expect(refs.length).toBeGreaterThan(1)
    expect(refs).toEqual([...new Set(refs)].sort())
    expect(refs.every((ref) => ref.startsWith('network:'))).toBe(true)
    const direct = await store.attributes(refs as never)
    expect(canonical(all)).toBe(canonical(refs.map((ref) => direct.get(ref as never))))
    expect(await store.attributesOf('phone', '', 5)).toEqual([])
  })

  it('gives the newest decision about each subject, in whatever order they came', async () => {
    const { store, again } = await fresh()
    const engine = await startEngine(plan(detectors), store)
    const words = [
      decided('d3', 'person:W-2', 'unsure', at + 3),
      decided('d1', 'person:W-1', 'confirmed', at),
      decided('d2', 'person:W-1', 'cleared', at + 2),
      decided('d0', 'person:W-1', 'confirmed', at + 1),
      decided('d5', 'person:W-0', 'confirmed', at),
      decided('d4', 'person:W-0', 'cleared', at),
    ]
    await take(engine, { rows: words, quarantined: [] })
    const expected = [
      { subject: 'person:W-0', outcome: 'confirmed', at },
      { subject: 'person:W-1', outcome: 'cleared', at: at + 2 },
      { subject: 'person:W-2', outcome: 'unsure', at: at + 3 },
    ]
    expect(await store.dispositions()).toEqual(expected)
    expect(await (await again()).dispositions()).toEqual(expected)
  })
})
