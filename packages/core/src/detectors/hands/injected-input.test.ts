import { describe, expect, it } from 'vitest'
import { accept, day, digest, drain, plan } from '../../index.ts'
import type { Observation } from '../../types.ts'
import injectedInput from './injected-input.ts'

const at = 1_767_225_600_000
let id = 0

function observe(kind: 'keys' | 'pointer', data: object, when = at): Observation {
  const accepted = accept(
    { kind, at: when, about: ['device:LT-1'], data: { source: 'endpoint', ...data } },
    { source: 'test', id: `r${id++}`, receivedAt: when },
    (t, v) => digest(t + v),
  )
  return accepted.observation!
}

const list = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i))
const keys = (n: number, share: number, when = at, more = {}) =>
  observe(
    'keys',
    { press: list(n, (i) => i * 150), injected: list(n, (i) => (i < n * share ? 1 : 0)), ...more },
    when,
  )
const moves = (n: number, more: object) => observe('pointer', { t: list(n, (i) => i * 8), ...more })

function judge(...rows: Observation[]) {
  const out = drain(plan([injectedInput]), [rows])
  return out.evidence.find((e) => e.to > at) ?? out.abstentions.find((a) => a.from + day > at)!
}

describe('input made by software', () => {
  it('is evidence where it is most of the day', () => {
    expect(judge(keys(600, 1))).toMatchObject({ is: 'evidence', weight: 0.5 })
    expect(judge(keys(300, 1), moves(900, { injected: true }))).toMatchObject({ is: 'evidence' })
    expect(judge(keys(600, 0, at, { bus: 'virtual' }))).toMatchObject({ is: 'evidence' })
  })

  it.each([
    ['a password manager', keys(2000, 0.03)],
    ['dictation for a quarter of the text', keys(2000, 0.25)],
    ['a drawing tablet: absolute, but its own', moves(2000, { absolute: true, bus: 'usb' })],
  ])('is clear where a person makes the rest: %s', (_, row) => {
    expect(judge(row)).toMatchObject({ is: 'clear' })
  })

  it('is nothing new on a virtual desktop, or where somebody always dictates', () => {
    expect(judge(keys(900, 0.9, at - 7 * day), keys(900, 0.95))).toMatchObject({
      because: expect.stringContaining('before as well'),
    })
    expect(judge(keys(900, 0.02, at - 7 * day), keys(900, 0.95))).toMatchObject({ is: 'evidence' })
  })

  it('is not judged on little, nor where the sensor can’t tell, nor from a page', () => {
    expect(judge(keys(80, 1))).toMatchObject({ because: '80 of 500 keys and moves' })
    expect(judge(observe('keys', { press: list(900, (i) => i) }))).toMatchObject({
      because: expect.stringContaining('does not say'),
    })
    expect(judge(keys(900, 1, at, { source: 'browser' }))).toMatchObject({ because: expect.any(String) })
  })
})
