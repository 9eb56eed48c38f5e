import {
  canonical,
  type Detector,
  detectors,
  digest,
  observeExample,
  plan,
  type SubjectRef,
} from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startEngine, take } from '../engine/loop.ts'
import { memoryStore } from '../store/memory.ts'
import type { Row, Store } from '../store/store.ts'
import { hunt } from './hunt.ts'
import { concerned } from './weighing.ts'

/** Hunts with every detector that names thresholds, on everything that its examples hold. */

const never = new AbortController().signal

/** All examples of a detector side by side: each about subjects of its own. */
function rowsOf(detector: Detector): Row[] {
  return detector.examples.flatMap((example, n) => {
    const observed = observeExample(example)
    if (!Array.isArray(observed)) throw new Error(JSON.stringify(observed))
    return observed.map((observation) => {
      const refs = JSON.stringify(observation).match(/"(?:application|person|device):[^"]+"/g) ?? []
      let text = JSON.stringify(observation)
      for (const ref of new Set(refs)) text = text.replaceAll(ref, `${ref.slice(0, -1)}-${n}"`)
      const own = { ...JSON.parse(text), id: `${n}-${observation.id}` }
      return { observation: own, digest: digest(canonical(own)) }
    })
  })
}

async function judged(detector: Detector, thresholds: Record<string, number>): Promise<Store> {
  const store = memoryStore()
  const engine = await startEngine(plan([detector], {}, { [detector.id]: thresholds }), store)
  await take(engine, { rows: rowsOf(detector), quarantined: [] })
  return store
}

async function accusedIn(store: Store): Promise<Set<SubjectRef>> {
  const found = await store.evidence({ limit: 100_000 })
  return new Set(found.filter((e) => e.is === 'evidence' && e.weight > 0).flatMap(concerned))
}

async function hunted(detector: Detector, store: Store, thresholds: Record<string, number>) {
  const engine = await startEngine(plan([detector]), store)
  return hunt(detector, thresholds, { ...engine, lists: engine.plan.facts }, never)
}

describe.each(detectors.filter((d) => d.status !== 'retired' && d.thresholds).map((d) => [d.id, d] as const))(
  '%s',
  (_, detector) => {
    const names = Object.keys(detector.thresholds!)
    const asTheyStand = Object.fromEntries(names.map((name) => [name, detector.thresholds![name]!.value]))

    it('raises and drops nobody with its thresholds as they stand', async () => {
      const store = await judged(detector, {})
      const found = await hunted(detector, store, asTheyStand)
      expect(found.counts).toEqual({ raised: 0, dropped: 0 })
      expect(found.would).toEqual(found.now)
      expect(found.now.accused).toBe((await accusedIn(store)).size)
      expect(found.judged.windows + found.judged.attributes).toBeGreaterThan(0)
      // What stands is what is judged anew: nothing that a detector reads is lost in the store.
      expect(found.notes.filter((note) => /judged by earlier|failed/.test(note))).toEqual([])
    })

    it('accuses by other thresholds whom it would have accused with them from the start', async () => {
      const store = await judged(detector, {})
      const before = canonical(await store.evidence({ limit: 100_000 }))
      const factor = fc.constantFrom(0.1, 0.5, 0.9, 1.1, 2, 10)
      const tried = fc
        .array(factor, { minLength: names.length, maxLength: names.length })
        .map((factors) =>
          Object.fromEntries(names.map((name, i) => [name, asTheyStand[name]! * factors[i]!])),
        )
      await fc.assert(
        fc.asyncProperty(tried, async (thresholds) => {
          const found = await hunted(detector, store, thresholds)
          const fromTheStart = await accusedIn(await judged(detector, thresholds))
          expect(found.would.accused).toBe(fromTheStart.size)
          for (const s of found.raised)
            if (s.wouldBe === 'evidence') expect(fromTheStart).toContain(s.subject)
        }),
        { numRuns: 8 },
      )
      expect(canonical(await store.evidence({ limit: 100_000 }))).toBe(before)
    })

    it('finds nothing where a value makes no sense, and breaks nothing', async () => {
      const store = await judged(detector, {})
      for (const value of [0, -1, 1e9, 1e-9]) {
        const found = await hunted(detector, store, Object.fromEntries(names.map((name) => [name, value])))
        for (const s of [...found.raised, ...found.dropped]) expect(Number.isFinite(s.weight)).toBe(true)
      }
    })
  },
)
