import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seenRows } from './seen.ts'

it('tells new rows, replays and conflicts as a map of strings would', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ max: 30 }), fc.integer({ min: 0, max: 2 }))), (notes) => {
      const seen = seenRows()
      const model = new Map<number, number>()
      for (const [key, content] of notes) {
        const before = model.get(key)
        const expected = before === undefined ? 'new' : before === content ? 'replay' : 'conflict'
        expect(seen.note(`k${key}`, `c${content}`)).toBe(expected)
        if (before === undefined) model.set(key, content)
      }
    }),
  )
})

it('keeps them apart while the table grows', () => {
  const seen = seenRows()
  for (let i = 0; i < 20_000; i++) expect(seen.note(`row ${i}`, 'x')).toBe('new')
  for (let i = 0; i < 20_000; i += 7) expect(seen.note(`row ${i}`, 'x')).toBe('replay')
  expect(seen.note('row 3', 'y')).toBe('conflict')
})
