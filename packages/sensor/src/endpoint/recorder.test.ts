import { kinds } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Input, Source } from './input.ts'
import { Recorder, type Recording } from './recorder.ts'

const usb: Source = { bus: 'usb', injected: false, absolute: false }
const xtest: Source = { bus: 'virtual', injected: true, absolute: true }
const press = (hold: number, at: number, from = usb): Input & { is: 'press' } => ({
  ...({ is: 'press', hold, at, class: 'letter' } as const),
  from,
})
const repeat = (hold: number, at: number): Input => ({ is: 'repeat', hold, at })
const release = (hold: number, at: number): Input => ({ is: 'release', hold, at })

function record(inputs: Input[], at = 1e6, all = true): { taken: Recording[]; recorder: Recorder } {
  const recorder = new Recorder((t) => t)
  for (const input of inputs) recorder.take(input)
  return { taken: recorder.flush(at, 0.1, all), recorder }
}

/** Against the kind's own schema, as the server checks it. */
function check(taken: Recording[]): void {
  for (const { kind, data } of taken) {
    const problems: object[] = []
    ;(kinds[kind].schema as { check(v: unknown, f: string, p: object[]): void }).check(data, 'data', problems)
    expect(problems).toEqual([])
  }
}

describe('recorder', () => {
  it('pairs presses with releases, rows of a hold end together', () => {
    const { taken } = record([
      press(1, 100),
      press(2, 150),
      release(1, 190),
      repeat(2, 650),
      repeat(2, 680),
      release(2, 700),
    ])
    expect(taken).toMatchObject([
      {
        kind: 'keys',
        data: {
          press: [100, 150, 650, 680],
          release: [190, 700, 700, 700],
          repeat: [0, 0, 1, 1],
          bus: 'usb',
        },
      },
    ])
    check(taken)
  })

  it('marks a repeat that was sent as a release and a press in one moment', () => {
    const { taken } = record([
      press(1, 100),
      release(1, 600),
      { ...press(2, 600), again: true },
      release(2, 640),
      { ...press(3, 641), again: true },
      release(3, 680),
      press(4, 900),
      release(4, 980),
    ])
    expect(taken).toMatchObject([{ data: { press: [100, 600, 641, 900], repeat: [0, 1, 1, 0] } }])
    check(taken)
  })

  it('waits for a key that is held, and does not invent a lost release', () => {
    const recorder = new Recorder((t) => t)
    recorder.take(press(1, 1000))
    expect(recorder.flush(2000, 0.1)).toEqual([])
    expect(recorder.flush(40_000, 0.1)).toMatchObject([{ data: { press: [1000], release: [1000] } }])
    recorder.take(release(1, 41_000))
    expect(recorder.flush(50_000, 0.1)).toEqual([])
  })

  it('keeps at most a thousand repeats of one stuck key, in bounded memory', () => {
    const recorder = new Recorder((t) => t)
    recorder.take(press(1, 0))
    let rows = 0
    let waiting = 0
    for (let i = 1; i <= 100_000; i++) {
      recorder.take(repeat(1, 500 + i * 33))
      waiting = Math.max(waiting, recorder.strokes)
      if (i % 200 === 0)
        for (const { kind, data } of recorder.flush(500 + i * 33, 0.1))
          if (kind === 'keys') rows += data.press.length
    }
    recorder.take(release(1, 4e6))
    for (const { kind, data } of recorder.flush(4e6, 0.1, true))
      if (kind === 'keys') rows += data.press.length
    expect(rows).toBe(1001)
    expect(recorder.odd.repeats).toBe(99_000)
    expect(waiting).toBeLessThan(400)
  })

  it('a release before its press ends where the press was, and is counted', () => {
    const { taken, recorder } = record([press(1, 100), release(1, 60)])
    expect(taken).toMatchObject([{ data: { press: [100], release: [100] } }])
    expect(recorder.odd.dwells).toBe(1)
  })

  it('what comes after a clock ran backwards is a batch of its own', () => {
    const { taken, recorder } = record([press(1, 5000), release(1, 5100), press(2, 1000), release(2, 1080)])
    expect(taken.map((t) => t.data)).toMatchObject([{ press: [5000] }, { press: [1000] }])
    expect(recorder.odd.clocks).toBe(1)
  })

  it('tells apart what came from devices and what programs made', () => {
    const { taken } = record([
      press(1, 100),
      release(1, 150),
      press(2, 200, xtest),
      release(2, 250),
      { is: 'move', at: 300, dx: 1, dy: 2, from: usb },
      { is: 'move', at: 310, dx: 1.004, dy: -2, from: xtest },
      { is: 'down', at: 320, primary: true, from: xtest },
      { is: 'down', at: 330, primary: false, from: usb },
    ])
    expect(taken.map((t) => [t.kind, t.data.bus])).toEqual([
      ['keys', 'usb'],
      ['keys', 'virtual'],
      ['pointer', 'usb'],
      ['pointer', 'virtual'],
    ])
    expect(taken[3]!.data).toMatchObject({ absolute: true, injected: true, dx: [1], down: [320] })
    expect(taken[2]!.data).toMatchObject({ absolute: false, injected: false, down: [] })
    check(taken)
  })

  it('gives what the schema takes, whatever comes', () => {
    const at = fc.double({ min: 0, max: 1e7, noNaN: true })
    const hold = fc.integer({ min: 0, max: 5 })
    const source = fc.constantFrom(usb, xtest)
    const input: fc.Arbitrary<Input> = fc.oneof(
      fc.record({
        is: fc.constant('press' as const),
        at,
        hold,
        class: fc.constant('digit' as const),
        from: source,
      }),
      fc.record({ is: fc.constant('repeat' as const), at, hold }),
      fc.record({ is: fc.constant('release' as const), at, hold }),
      fc.record({ is: fc.constant('move' as const), at, dx: at, dy: at, from: source }),
      fc.record({ is: fc.constant('up' as const), at, primary: fc.boolean(), from: source }),
    )
    fc.assert(
      fc.property(fc.array(input, { maxLength: 200 }), fc.boolean(), (inputs, all) => {
        const { taken } = record(inputs, 1e7, all)
        check(taken)
        for (const { kind, data } of taken)
          if (kind === 'keys') {
            expect(data.press.every((p, i) => data.release[i]! >= p)).toBe(true)
            expect(data.press.every((p, i) => i === 0 || p >= data.press[i - 1]! - 5)).toBe(true)
          }
      }),
    )
  })
})
