import { canonical, type Detector, detectors, fold, plan, type SubjectRef } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted, type RawRow, world } from '../../../../test/world.ts'
import layerGap from '../../../core/src/detectors/network/layer-gap.ts'
import { type Engine, startEngine, take } from '../engine/loop.ts'
import { memoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import { backends, storesOf } from '../store/test-stores.ts'
import { hunt } from './hunt.ts'

const day = 86_400_000
const start = 1_767_225_600_000
const never = new AbortController().signal

/** Twelve workers, every third of whom is behind a relay; people decided about some. */
const raw = world({ people: 12, days: 5 })
const decisions: RawRow[] = [
  ['person:W-0', 'confirmed'],
  ['person:W-3', 'cleared'],
  ['person:W-1', 'cleared'],
  ['person:W-2', 'cleared'],
  ['person:W-4', 'unsure'],
].map(([subject, outcome], i) => ({
  ...{ id: `decision-${i}`, kind: 'disposition', at: start + 9 * day, about: [subject!] },
  data: { subject, outcome },
}))

async function filled(store: Store, rows: readonly RawRow[], thePlan = plan(detectors)): Promise<Engine> {
  const engine = await startEngine(thePlan, store)
  await take(engine, { rows: rows.map((row) => accepted(row)), quarantined: [] })
  return engine
}

const run = (engine: Engine, thresholds: Record<string, number>, detector: Detector = layerGap) =>
  hunt(
    detector,
    thresholds,
    { ...engine, detectors: new Map(detectors.map((d) => [d.id, d])), lists: engine.plan.facts },
    never,
  )

/** What the queue would be had the detector always had these thresholds: everything judged from its raw rows. */
async function levelsFromRaw(rows: readonly RawRow[], thresholds: Record<string, number>) {
  const store = memoryStore()
  await filled(store, rows, plan(detectors, {}, { [layerGap.id]: thresholds }))
  const all = await store.evidence({ limit: 100_000 })
  const subjects = [...new Set(all.flatMap((e) => e.weighsOn))].sort()
  const levels = new Map<SubjectRef, string>()
  for (const subject of subjects) {
    const own = all.filter((e) => e.weighsOn.includes(subject))
    const found = fold(subject, own)
    const accused = own.some((e) => e.detector === layerGap.id && e.is === 'evidence' && e.weight > 0)
    levels.set(subject, found.case ? 'case' : found.listing ? 'listed' : accused ? 'evidence' : 'nothing')
  }
  return levels
}

describe.each(backends())('a hunt with a detector, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('raises and drops exactly whom the raw rows would have, and keeps nothing of it', async () => {
    const { store } = await fresh()
    const engine = await filled(store, [...raw, ...decisions])
    const before = canonical([await store.evidence({ limit: 100_000 }), await store.queue()])
    const hunts: Record<string, number>[] = [
      { relayed: 80 },
      { relayed: 1, enough: 3 },
      { enough: 3 },
      { least: 2 },
    ]
    for (const thresholds of hunts) {
      const found = await run(engine, thresholds)
      const [now, would] = [await levelsFromRaw(raw, {}), await levelsFromRaw(raw, thresholds)]
      const differ = [...new Set([...now.keys(), ...would.keys()])].filter(
        (s) => (now.get(s) ?? 'nothing') !== (would.get(s) ?? 'nothing'),
      )
      expect([...found.raised, ...found.dropped].map((s) => s.subject).sort()).toEqual(differ.sort())
      for (const s of [...found.raised, ...found.dropped]) {
        expect([s.already, s.wouldBe]).toEqual([
          now.get(s.subject) ?? 'nothing',
          would.get(s.subject) ?? 'nothing',
        ])
        expect(s.says.length).toBeGreaterThan(10)
        expect(s.pseudonym).toMatch(/^\w+ \w+$/)
      }
      const count = (levels: Map<SubjectRef, string>, ...of: string[]) =>
        [...levels.values()].filter((level) => of.includes(level)).length
      expect([found.now.listed, found.now.cases]).toEqual([count(now, 'listed', 'case'), count(now, 'case')])
      expect([found.would.listed, found.would.cases]).toEqual([
        count(would, 'listed', 'case'),
        count(would, 'case'),
      ])
      expect(found.judged.windows).toBe(12 * 5)
    }
    expect(canonical([await store.evidence({ limit: 100_000 }), await store.queue()])).toBe(before)
  })

  it('measures itself on what people decided, side by side', async () => {
    const { store } = await fresh()
    const engine = await filled(store, [...raw, ...decisions])
    // W-0 and W-3 are behind a relay: the first was confirmed, the second cleared.
    const wide = await run(engine, { relayed: 1000 })
    expect(wide.now.cleared).toMatchObject({ of: 3, raised: 1 })
    expect(wide.now.cleared.low).toBeCloseTo(0.0084, 4)
    expect(wide.now.cleared.high).toBeCloseTo(0.9057, 4)
    expect(wide.now.confirmed).toMatchObject({ of: 1, raised: 1, high: 1 })
    expect(wide.would.cleared).toMatchObject({ of: 3, raised: 0, low: 0 })
    expect(wide.would.confirmed).toMatchObject({ of: 1, raised: 0 })
    expect(wide.counts.raised).toBe(0)
    const w3 = wide.dropped.find((s) => s.subject === 'person:W-3')
    expect(w3).toMatchObject({ decided: 'cleared', wouldBe: 'nothing' })
    expect(w3!.says).toMatch(/further away than the network exit/)
    const narrow = await run(engine, { relayed: 0.001 })
    expect(narrow.would.cleared.raised).toBe(3)
    expect(narrow.would.accused).toBeGreaterThan(narrow.now.accused)
    expect(narrow.notes).toEqual([])
    expect(narrow.thresholds.map(({ name, value, was }) => [name, value, was])).toEqual([
      ['relayed', 0.001, 15],
    ])
  })

  it('says so where nobody was cleared', async () => {
    const { store } = await fresh()
    const found = await run(await filled(store, raw), { relayed: 20 })
    expect(found.notes.join(' ')).toMatch(/No cleared cases to measure on.*No confirmed cases/)
    expect(found.would.cleared).toEqual({ of: 0, raised: 0, low: 0, high: 1, listed: 0 })
  })

  it('has nothing to judge in an empty store, and says so', async () => {
    const { store } = await fresh()
    const found = await run(await filled(store, []), { relayed: 20 })
    expect(found.judged).toEqual({ windows: 0, attributes: 0, subjects: 0 })
    expect(found.notes.join(' ')).toContain('nothing to judge')
  })

  it('stops when it is aborted', async () => {
    const { store } = await fresh()
    const engine = await filled(store, raw)
    const known = { ...engine, lists: engine.plan.facts }
    await expect(
      hunt(layerGap, { relayed: 20 }, known, AbortSignal.abort(new Error('enough'))),
    ).rejects.toThrow('enough')
  })
})

describe('thresholds', () => {
  it('that a detector has not are refused', async () => {
    await expect(run(await filled(memoryStore(), []), { nonsense: 1 })).rejects.toThrow(
      'no threshold nonsense',
    )
  })
})
