import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  canonical,
  checks,
  type Detector,
  detectors,
  drainExample,
  type Example,
  type Observation,
  observeExample,
} from '../index.ts'

/** Every built-in detector keeps the same contract; a company's private ones are held to it when they load. */

function observe(example: Example, shift = 0): Observation[] {
  const rows = observeExample(example, shift)
  if ('problem' in rows) throw new Error(JSON.stringify(rows))
  return rows
}

function outcome(detector: Detector, example: Example, shift = 0): string {
  const out = drainExample(detector, example, [observe(example, shift)])
  expect(out.faults).toEqual([])
  if (out.evidence.some((e) => e.is === 'evidence')) return 'evidence'
  return out.evidence.length > 0 ? 'clear' : 'abstain'
}

describe.each(detectors.map((d) => [d.id, d] as const))('%s', (id, detector) => {
  const folder = new URL('.', import.meta.url).pathname

  it('has its id from its path, and a test of its own beside it', () => {
    expect(existsSync(`${folder}${id}.ts`)).toBe(true)
    expect(existsSync(`${folder}${id}.test.ts`)).toBe(true)
  })

  it('says why, what else it could be, what clears, and where it comes from', () => {
    for (const words of [
      detector.title,
      detector.why,
      detector.check,
      ...detector.benign,
      ...detector.clears,
    ])
      expect(words.length).toBeGreaterThan(10)
    expect(detector.references.length).toBeGreaterThan(0)
    expect(detector.attack.every((t) => /^T\d{4}(\.\d{3})?$/.test(t))).toBe(true)
    expect(detector.calibration.on.length).toBeGreaterThan(10)
  })

  if (detector.stage === 'application' && detector.audience !== 'counsel')
    it('names the checks that would settle what it finds on an application', () => {
      expect(
        (detector.settledBy ?? []).filter((check) => Object.hasOwn(checks, check)).length,
      ).toBeGreaterThan(0)
    })

  if (detector.thresholds)
    it('says of each threshold what it does, in a sentence', () => {
      for (const { value, unit, says } of Object.values(detector.thresholds!)) {
        expect(Number.isFinite(value)).toBe(true)
        expect(unit).not.toBe('')
        expect(says).toMatch(/^.{20,}\.$/)
      }
    })

  it('has an example that fires, one that is clear and one that abstains', () => {
    expect(new Set(detector.examples.map((e) => e.gives))).toEqual(new Set(['evidence', 'clear', 'abstain']))
  })

  it.each(detector.examples.map((e) => [e.title, e] as const))('example: %s', (_, example) => {
    expect(outcome(detector, example)).toBe(example.gives)
  })

  it.each(detector.examples.map((e) => [e.title, e] as const))(
    'gives the same output twice and survives JSON: %s',
    (_, example) => {
      const first = drainExample(detector, example, [observe(example)])
      const again = drainExample(detector, example, [observe(example)])
      expect(canonical(again)).toBe(canonical(first))
      expect(JSON.parse(JSON.stringify(first))).toEqual(JSON.parse(canonical(first)))
      for (const e of first.evidence)
        for (const scheme of Object.keys(e.weights)) expect(detector.bears).toContain(scheme)
    },
  )

  if (!detector.calendar)
    it.each(detector.examples.map((e) => [e.title, e] as const))(
      'does not depend on the date: %s',
      (_, example) => {
        expect(outcome(detector, example, 86_400_000 * 98)).toBe(example.gives)
      },
    )

  it('gives the same whatever the order and the splitting of its rows', () => {
    for (const example of detector.examples) {
      const rows = observe(example)
      const whole = drainExample(detector, example, [rows])
      const split = drainExample(
        detector,
        example,
        [...rows].reverse().map((row) => [row]),
      )
      expect(canonical(split.evidence)).toBe(canonical(whole.evidence))
    }
  })
})

it('every detector file in the folder is in the index', () => {
  const folder = new URL('.', import.meta.url).pathname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.includes('/') && f.endsWith('.ts') && !f.endsWith('.test.ts'),
  )
  expect(files.map((f) => f.replace(/\.ts$/, '')).sort()).toEqual(detectors.map((d) => d.id).sort())
})
