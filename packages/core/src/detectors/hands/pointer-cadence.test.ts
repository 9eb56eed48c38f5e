import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, day, digest, drain, plan } from '../../index.ts'
import { cadence, looksLike, spacings, toolOf } from '../../signals/cadence.ts'
import type { Observation } from '../../types.ts'
import pointerCadence from './pointer-cadence.ts'

const at = 1_767_225_600_000

/** Times with these spacings over and over, each off by up to `noise` either way. */
function times(spacing: readonly number[], count = 400, noise = 0): number[] {
  const t = [1000]
  let state = 7
  for (let i = 1; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    t.push(Math.max(t[i - 1]!, t[i - 1]! + spacing[i % spacing.length]! + noise * (state / 2 ** 31 - 1)))
  }
  return t
}

function observe(data: object, i = 0, when = at): Observation<'pointer'> {
  const accepted = accept(
    {
      kind: 'pointer',
      at: when,
      about: ['device:LT-1'],
      data: { source: 'endpoint', resolution: 0.001, ...data },
    },
    { source: 'test', id: `p${i}`, receivedAt: when },
    (t, v) => digest(t + v),
  )
  return accepted.observation as Observation<'pointer'>
}

function judge(...rows: Observation[]) {
  const out = drain(plan([pointerCadence]), [rows])
  // The newest window is the one asked about; earlier ones are its history.
  const newest = [...out.evidence, ...out.abstentions].sort((a, b) => b.from - a.from)
  return newest[0]!
}

describe('a pointer on the desk', () => {
  it.each([
    ['125 Hz', [8, 8, 8, 16, 8], 0.3],
    ['250 Hz', [4], 0.2],
    ['500 Hz', [2], 0.1],
    ['1,000 Hz', [1], 0.1],
    ['a touchpad at 80 Hz', [12.5], 0.5],
    ['a PS/2 mouse at 100 Hz, jittery', [10], 2],
    ['a slow hand on a 125 Hz mouse', [8, 24, 8, 48, 16, 8, 8, 32], 0.3],
    ['Bluetooth at 11.25 ms', [11.25], 0.4],
    ['Bluetooth at 15 ms', [15], 0.4],
    ['a hand that rests often', [8, 8, 8, 8, 8, 8, 8, 380, 8, 8], 0.2],
  ])('is not taken for a tool: %s', (_, spacing, noise) => {
    const found = judge(observe({ t: times(spacing, 800, noise) }))
    expect('is' in found ? found.is : 'abstained').not.toBe('evidence')
  })

  it('at 60 Hz can’t be told from frames, unless the device is known to have another', () => {
    const frames = times([16.7, 16.6, 33.4, 16.7], 800, 0.5)
    expect(judge(observe({ t: frames }))).toMatchObject({ because: expect.stringContaining('can’t tell') })
    const mouse = observe({ t: times([8, 8, 16], 3000, 0.2) }, 1, at - 3 * day)
    expect(judge(mouse, observe({ t: frames }))).toMatchObject({ is: 'evidence' })
    const tablet = observe({ t: times([16.7], 3000, 0.2) }, 1, at - 3 * day)
    expect(judge(tablet, observe({ t: frames }))).toMatchObject({
      because: expect.stringContaining('60 Hz class'),
    })
    expect(judge(mouse, observe({ t: frames, source: 'browser' }))).toMatchObject({
      because: expect.stringContaining('page'),
    })
  })
})

describe('a tool', () => {
  it.each([
    ['microsoft-rdp', [0, 0, 105, 0, 104, 106, 0, 110], 3],
    ['vnc', [24], 1],
    ['vnc', [24, 23, 30, 21, 24, 48], 4],
  ])('is named: %s', (tool, spacing, noise) => {
    const t = times(spacing, 800, noise)
    expect(toolOf(cadence.add(cadence.empty, [observe({ t })]))).toBe(tool)
    expect(judge(observe({ t }))).toMatchObject({ is: 'evidence', weight: 1 })
  })

  it('is found in the hours it was used, though the rest of the day was local', () => {
    const local = observe({ t: times([8, 8, 16], 600, 0.2) })
    const remote = observe({ t: times([24], 600, 1) }, 1, at + 3_600_000)
    expect(judge(local, remote)).toMatchObject({ is: 'evidence' })
    const little = observe({ t: times([24], 40, 1) }, 2, at + 3_600_000)
    expect(judge(local, little)).toMatchObject({ is: 'clear' })
  })

  it('is not named from times that lie', () => {
    const ticks = times([16], 800).map((t) => Math.round(t / 16) * 16)
    expect(judge(observe({ t: ticks, resolution: 0.001 }))).toMatchObject({
      because: expect.stringContaining('finer'),
    })
    expect(judge(observe({ t: new Array(200).fill(5) }))).toMatchObject({
      because: expect.stringContaining('same time'),
    })
    const jumped = [...times([24], 200), 500, 524, 548]
    expect(judge(observe({ t: jumped }))).toMatchObject({ because: expect.stringContaining('backwards') })
  })
})

it('does not depend on the order of batches, and any list of times gives a verdict', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e13 }), { maxLength: 200 }), {
        minLength: 1,
        maxLength: 5,
      }),
      (lists) => {
        const rows = lists.map((t, i) => observe({ t }, i, at + i))
        const forward = cadence.add(cadence.empty, rows)
        const parts = [...rows]
          .reverse()
          .reduce((s, r) => cadence.merge(cadence.add(cadence.empty, [r]), s), cadence.empty)
        expect(canonical(parts)).toBe(canonical(forward))
        expect(JSON.stringify(forward).length).toBeLessThan(500)
        expect(drain(plan([pointerCadence]), [rows]).faults).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

it('takes what lies within 5 ms as one instant', () => {
  expect(spacings([0, 1, 2, 4.9, 105, 105, 210])).toEqual([105, 105])
  expect(looksLike([])).toBeUndefined()
})
