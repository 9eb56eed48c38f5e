import { accept, type Detector, detectors, digest, isSimulated, plan, type SubjectRef } from '@telltale/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { demo, planted } from '../demo/demo.ts'
import { type Engine, startEngine, take } from '../engine/loop.ts'
import { memoryStore } from '../store/memory.ts'
import type { Row } from '../store/store.ts'
import { hunt } from './hunt.ts'

/** Hunts on the demo company, of which people have decided: whoever is planted was confirmed, their innocent likes cleared. */

const until = 1_793_000_000_000 // 2026-10-26
const never = new AbortController().signal
const atOnce = 10_000

function accepted(row: object): Row {
  const { observation, digest: content = '' } = accept(
    row,
    { source: 'demo', id: '', receivedAt: until },
    (type, value) => digest(type + value),
  ) as ReturnType<typeof accept> & { digest?: string }
  if (!observation) throw new Error(JSON.stringify(row))
  return { observation, digest: content }
}

function decision(subject: SubjectRef, innocent: boolean, n: number): Row {
  return accepted({
    ...{ id: `decision-${n}`, kind: 'disposition', at: until - 1000, about: [subject] },
    data: { subject, outcome: innocent ? 'cleared' : 'confirmed', because: 'invented for this test' },
  })
}

describe('hunts on the demo company', () => {
  let engine: Engine
  const run = (detector: Detector, thresholds: Record<string, number>) =>
    hunt(detector, thresholds, { ...engine, lists: engine.plan.facts }, never)
  const called = (id: string) => detectors.find((d) => d.id === id)!
  const decided = planted.flatMap((p) =>
    p.subjects.map((s) => [s as SubjectRef, p.innocent === true] as const),
  )

  beforeAll(async () => {
    const store = memoryStore()
    engine = await startEngine(plan(detectors), store)
    const rows = [...demo({ seed: 7, until })].map(accepted)
    rows.push(...decided.map(([subject, innocent], n) => decision(subject, innocent, n)))
    for (let i = 0; i < rows.length; i += atOnce)
      await take(engine, { rows: rows.slice(i, i + atOnce), quarantined: [] })
  }, 120_000)

  it('with the thresholds as they stand raise and drop nobody, of whatever accuses anybody there', async () => {
    const found = await engine.store.evidence({ limit: 1_000_000 })
    const accusing = new Set(found.filter((e) => e.is === 'evidence' && e.weight > 0).map((e) => e.detector))
    const tried = detectors.filter((d) => accusing.has(d.id) && d.thresholds)
    expect(tried.length).toBeGreaterThan(8)
    for (const detector of tried) {
      const asTheyStand = Object.fromEntries(
        Object.entries(detector.thresholds!).map(([name, { value }]) => [name, value]),
      )
      const { counts, now, would, notes } = await run(detector, asTheyStand)
      expect([detector.id, counts]).toEqual([detector.id, { raised: 0, dropped: 0 }])
      expect(would).toEqual(now)
      expect(now.accused).toBeGreaterThan(0)
      expect([detector.id, notes.filter((n) => !n.includes('in shadow'))]).toEqual([detector.id, []])
    }
  }, 120_000)

  it('count what the decided would cost and bring, beside the detector as it stands', async () => {
    const cleared = decided.filter(([, innocent]) => innocent).length
    const { now, would, raised, dropped } = await run(called('network/layer-gap'), { relayed: 1000 })
    expect([now.cleared.of, now.confirmed.of]).toEqual([cleared, decided.length - cleared])
    expect(now.confirmed.raised).toBeGreaterThan(0)
    expect([would.confirmed.raised, would.accused]).toEqual([0, 0])
    expect(would.listed).toBeLessThan(now.listed)
    expect(raised).toEqual([])
    expect(dropped.every((s) => isSimulated(s.subject) && s.says.length > 20)).toBe(true)
    expect(dropped.some((s) => s.decided === 'confirmed' && s.case !== undefined)).toBe(true)
  })
})
