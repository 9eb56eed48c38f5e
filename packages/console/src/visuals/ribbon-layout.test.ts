import type { Leg } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layout, ticks } from './ribbon-layout.ts'

const leg = (
  kind: Leg['leg'],
  estimate: number,
  low: number,
  high: number,
  more: Partial<Leg> = {},
): Leg => ({
  leg: kind,
  estimate,
  low,
  high,
  level: 0.9,
  basis: 'p10 of 41',
  reads: 'unremarkable',
  ...more,
})
const frame = { width: 780, box: 90 }

describe('layout of the ribbon', () => {
  it('draws the case of the design: legs end to end, tool inside the third, hands at 218 ms', () => {
    const hands = leg('hands', 186, 159, 212, { reads: 'contradicts', tool: 36 })
    const { max, pxPerMs, legs } = layout(
      [leg('exit', 31.2, 30.8, 31.9), leg('device', 0.6, 0.2, 1.1), hands],
      frame,
    )
    expect(max).toBe(260)
    expect(pxPerMs).toBe(3)
    expect(legs.map((l) => Math.round(l.node))).toEqual([94, 95, 653])
    expect(legs[2]?.tool?.x).toBe(legs[1]?.node)
    expect(legs[2]?.tool?.width).toBeCloseTo(36 * 3)
    expect(legs[2]?.solid?.width).toBeCloseTo((159 - 36) * 3)
    expect(legs[2]?.hatch?.width).toBeCloseTo((212 - 159) * 3)
    expect(legs.map((l) => l.tone)).toEqual(['band', 'band', 'accuse'])
  })

  it('uses the short scale when everything is near', () => {
    const { max, legs } = layout(
      [leg('exit', 18, 17, 19), leg('hands', 9, 0, 31, { reads: 'clears' })],
      frame,
    )
    expect(max).toBe(130)
    expect(legs[2]?.tone).toBe('clear')
    expect(ticks(max)).toEqual([0, 20, 40, 60, 80, 100, 120])
  })

  it('makes a tick of an interval under 3 px, and brackets of a wider one', () => {
    const { legs } = layout([leg('exit', 100, 99.8, 100.3), leg('device', 40, 20, 60)], {
      ...frame,
      max: 260,
    })
    expect(legs[0]?.hatch).toBeUndefined()
    expect(legs[0]?.ticks).toEqual([legs[0]!.node])
    expect(legs[1]?.ticks).toHaveLength(2)
  })

  it('draws what was not measured as a box of fixed width, not to scale', () => {
    const { legs, pxPerMs } = layout([leg('exit', 20, 19, 21), leg('hands', 30, 20, 40)], frame)
    expect(legs[1]).toMatchObject({ box: { width: 90 } })
    expect(legs[1]?.measured).toBeUndefined()
    expect(legs[2]?.start).toBeCloseTo(20 * pxPerMs + 90)
  })

  it('cuts a leg that leaves the axis with slashes, and what follows is not to scale', () => {
    const { legs } = layout(
      [leg('exit', 640, 638, 642), leg('device', 1, 0, 2), leg('hands', 5, 0, 20)],
      frame,
    )
    expect(legs[0]?.slashes).toBeLessThan(frame.width)
    expect(legs[0]?.solid?.width).toBeLessThan(frame.width)
    expect(legs[1]?.box).toBeDefined()
    expect(legs[1]?.measured?.estimate).toBe(1)
  })

  const anyLeg = (kind: Leg['leg']) =>
    fc
      .tuple(fc.double({ min: 0, max: 900, noNaN: true }), fc.nat(80), fc.nat(80), fc.option(fc.nat(90)))
      .map(([e, below, above, tool]) => leg(kind, e, Math.max(0, e - below), e + above, tool ? { tool } : {}))
  const anyLegs = fc
    .tuple(fc.option(anyLeg('exit')), fc.option(anyLeg('device')), fc.option(anyLeg('hands')))
    .map((all) => all.filter((l) => l !== null))

  it('never draws a negative width or runs backwards, whatever was measured', () => {
    fc.assert(
      fc.property(anyLegs, fc.integer({ min: 320, max: 1600 }), (legs, width) => {
        const drawn = layout(legs, { width, box: 90 }).legs
        expect(drawn).toHaveLength(3)
        for (const [i, l] of drawn.entries()) {
          for (const part of [l.solid, l.hatch, l.tool, l.box])
            expect(part?.width ?? 0).toBeGreaterThanOrEqual(0)
          expect(l.node).toBeGreaterThanOrEqual(drawn[i - 1]?.node ?? 0)
          expect(l.node).toBeLessThanOrEqual(width + 1e-6)
        }
      }),
    )
  })

  it('puts each node where its leg’s estimate ends while nothing leaves the axis', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), (a, b, c) => {
        const { legs, pxPerMs } = layout(
          [leg('exit', a, a, a), leg('device', b, b, b), leg('hands', c, c, c)],
          frame,
        )
        expect(legs[2]?.node).toBeCloseTo((a + b + c) * pxPerMs)
      }),
    )
  })
})
