import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatCircleKm, pointOf, shownKm } from './distance.ts'

const phoenix = { lat: 33.4484, lon: -112.074 }
const seattle = { lat: 47.6062, lon: -122.3321 }
const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('great-circle distance', () => {
  it('agrees with published distances', () => {
    expect(greatCircleKm(phoenix, seattle)).toBeCloseTo(1794, -1)
    expect(greatCircleKm({ lat: 39.02, lon: 125.75 }, phoenix)).toBeCloseTo(9994, -2)
  })

  it('crosses the date line and the poles the short way', () => {
    expect(greatCircleKm({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 })).toBeCloseTo(111.2, 1)
    expect(greatCircleKm({ lat: 89.5, lon: 0 }, { lat: 89.5, lon: 180 })).toBeCloseTo(111.2, 1)
  })

  it('is symmetric, zero to itself, and never more than half the circumference', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const km = greatCircleKm(a, b)
        expect(km).toBeCloseTo(greatCircleKm(b, a), 6)
        expect(km).toBeGreaterThanOrEqual(0)
        expect(km).toBeLessThanOrEqual(20_016)
        expect(greatCircleKm(a, a)).toBe(0)
      }),
    )
  })

  it('keeps the triangle inequality', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, via) => {
        expect(greatCircleKm(a, b)).toBeLessThanOrEqual(greatCircleKm(a, via) + greatCircleKm(via, b) + 1e-3)
      }),
    )
  })
})

it('gives no point for a place in words alone', () => {
  expect(pointOf(undefined)).toBeUndefined()
  expect(pointOf({ city: 'Dayton' })).toBeUndefined()
  expect(pointOf({ lat: 0, lon: 0 })).toEqual({ lat: 0, lon: 0 })
})

it('writes kilometres the same on every machine', () => {
  expect([0, 999.6, 1066, 12_345.6].map(shownKm)).toEqual(['0 km', '1,000 km', '1,066 km', '12,346 km'])
})
