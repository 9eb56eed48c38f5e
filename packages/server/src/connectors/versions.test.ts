import { expect, it } from 'vitest'
import { versioned } from './versions.ts'

const row = {
  id: 'application:A',
  kind: 'application',
  at: 5,
  about: ['application:A'],
  data: { appliedAt: 5 },
}
const id = (value: unknown) => (value as { id: string }).id

it('the same version has the same id, another one another, about the same application', () => {
  expect(versioned(row)).toEqual(versioned(structuredClone(row)))
  const ids = [row, { ...row, at: 6 }, { ...row, data: { appliedAt: 5, requisition: 'R' } }].map((r) =>
    id(versioned(r)),
  )
  expect(new Set(ids).size).toBe(3)
  expect(versioned(row)).toMatchObject({ id: expect.stringMatching(/^application:A@/), about: row.about })
})

it('is placed where it changed, never before somebody applied', () => {
  expect(versioned(row, 9)).toMatchObject({ at: 9, data: { appliedAt: 5 } })
  expect(versioned(row, 2)).toMatchObject({ at: 5 })
})

it.each([
  [null],
  ['x'],
  [7],
  [{ kind: 'application' }],
  [{ ...row, kind: 'progress' }],
  [{ ...row, at: 'soon' }],
])('leaves %j as it is', (value) => {
  expect(versioned(value)).toBe(value)
})
