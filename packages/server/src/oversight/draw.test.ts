import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitmentTo, placeOf, proveDraw, quarterKey } from './draw.ts'

const secret = 'a secret of the tests'
const everybody = Array.from({ length: 50 }, (_, i) => `person:W-${i}` as const)

function drawn(size: number, by = secret) {
  const key = quarterKey(by, '2026-Q4')
  const placed = everybody
    .map((subject) => ({ subject, place: placeOf(key, subject) }))
    .sort((a, b) => Buffer.compare(a.place, b.place))
  return {
    draw: {
      ...{ quarter: '2026-Q4', of: 'workers' as const, commitment: commitmentTo(key) },
      subjects: placed.slice(0, size).map((p) => p.subject),
    },
    places: Buffer.concat(placed.map((p) => p.place)),
  }
}

describe('the proof of a draw', () => {
  it('holds for the draw that was made', () => {
    const { draw, places } = drawn(7)
    expect(proveDraw(draw, places, secret, false)).toMatchObject({ holds: true, frame: 50 })
  })

  it('fails where anybody else was put in the place of one', () => {
    const { draw, places } = drawn(7)
    for (const other of everybody.filter((s) => !draw.subjects.includes(s))) {
      const swapped = { ...draw, subjects: [...draw.subjects.slice(1), other] }
      const proof = proveDraw(swapped, places, secret, false)
      expect(proof.holds).toBe(false)
      expect(proof.says).toContain(other)
    }
  })

  it('fails where the secret or what was kept has been changed', () => {
    const { draw, places } = drawn(7)
    expect(proveDraw(draw, places, 'another secret', false).says).toContain('has been changed since the draw')
    const moved = Buffer.concat([places.subarray(16), places.subarray(0, 16)])
    expect(proveDraw(draw, moved, secret, false).holds).toBe(false)
  })

  it('shows the key only once the quarter is over', () => {
    const { draw, places } = drawn(3)
    expect(proveDraw(draw, places, secret, false).key).toBeUndefined()
    expect(proveDraw(draw, places, secret, true).key).toBe(quarterKey(secret, '2026-Q4'))
  })

  it('draws everybody as often as everybody else over many quarters', () => {
    const times = new Map<string, number>()
    for (let i = 0; i < 400; i++) {
      const key = quarterKey(secret, `quarter ${i}`)
      const first = everybody.map((s) => [placeOf(key, s).toString('hex'), s] as const).sort()[0]!
      times.set(first[1], (times.get(first[1]) ?? 0) + 1)
    }
    // 8 each on average; 50 people, so beyond 25 there would be a rule.
    expect(Math.max(...times.values())).toBeLessThan(25)
    expect(times.size).toBeGreaterThan(40)
  })

  it('orders by the id alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        const key = quarterKey(secret, '2026-Q4')
        expect(placeOf(key, `person:${id}`)).toEqual(placeOf(key, `person:${id}`))
        expect(placeOf(key, `person:${id}`)).not.toEqual(placeOf(key, `person:${id}x`))
      }),
    )
  })
})
