import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, digest, drain, plan, score } from '../../index.ts'
import { bursts } from '../../signals/bursts.ts'
import type { Observation } from '../../types.ts'
import stallBurst from './stall-burst.ts'

const at = 1_767_225_600_000

function observe(kind: 'keys' | 'pointer', data: object, i = 0): Observation<'keys' | 'pointer'> {
  const accepted = accept(
    { kind, at: at + i, about: ['device:LT-1', 'person:W-1'], data: { source: 'endpoint', ...data } },
    { source: 'test', id: `r${i}`, receivedAt: at },
    (t, v) => digest(t + v),
  )
  return accepted.observation as Observation<'keys' | 'pointer'>
}

function steps(gaps: readonly number[], count = 300): number[] {
  const t = [0]
  for (let i = 1; i < count; i++) t.push(t[i - 1]! + gaps[i % gaps.length]!)
  return t
}

const judge = (...rows: Observation[]) => {
  const out = drain(plan([stallBurst]), [rows])
  return out.evidence[0] ?? out.abstentions[0]!
}

describe('input that comes at once', () => {
  it('is evidence, weighs next to nothing, and never lists anybody', () => {
    const found = drain(plan([stallBurst]), [
      [observe('keys', { press: steps([150, 2, 3, 140, 160]) })],
    ]).evidence
    expect(found).toMatchObject([{ is: 'evidence', weight: 0.2 }])
    expect(score(found).listed).toBe(false)
    expect(judge(observe('pointer', { t: steps([8, 1, 1, 8, 30, 8]) }))).toMatchObject({ is: 'evidence' })
  })

  it.each([
    [
      'chords with modifiers',
      observe('keys', {
        press: steps([150, 2, 2]),
        class: steps([1], 300).map((_, i) => (i % 3 === 0 ? 'letter' : 'modifier')),
      }),
    ],
    [
      'a held key',
      observe('keys', { press: steps([4]), repeat: steps([1]).map((_, i) => (i === 0 ? 0 : 1)) }),
    ],
    [
      'a quick typist',
      observe('keys', { press: steps([40, 55, 38]), release: steps([40, 55, 38]).map((t) => t + 70) }),
    ],
    ['a 1,000 Hz mouse', observe('pointer', { t: steps([1, 1, 2, 1]) })],
  ])('is not seen in %s', (_, row) => {
    const found = judge(row)
    expect('is' in found ? found.is : 'abstained').not.toBe('evidence')
  })

  it('is not judged on little or on a broken clock', () => {
    expect(judge(observe('keys', { press: steps([120], 20) }))).toMatchObject({
      because: expect.stringContaining('of 100'),
    })
    expect(judge(observe('keys', { press: steps([-120]) }))).toMatchObject({
      because: expect.stringContaining('backwards'),
    })
  })
})

it('gives the same state in any order, and never throws', () => {
  const times = fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { maxLength: 150 })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), times), { minLength: 1, maxLength: 5 }), (lists) => {
      const rows = lists.map(([keys, t], i) =>
        observe(keys ? 'keys' : 'pointer', keys ? { press: t } : { t }, i),
      )
      const forward = bursts.add(bursts.empty, rows)
      const back = [...rows]
        .reverse()
        .reduce((s, r) => bursts.merge(bursts.add(bursts.empty, [r]), s), bursts.empty)
      expect(canonical(back)).toBe(canonical(forward))
      expect(drain(plan([stallBurst]), [rows]).faults).toEqual([])
    }),
    { numRuns: 60 },
  )
})
