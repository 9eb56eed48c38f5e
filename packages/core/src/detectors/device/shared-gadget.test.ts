import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedGadget from './shared-gadget.ts'

const at = 1_767_225_600_000
const day = 86_400_000
const phoenix = { lat: 33.45, lon: -112.07 }
const tempe = { lat: 33.42, lon: -111.94 }
const columbus = { lat: 39.96, lon: -83 }

interface Laptop {
  n: number
  place?: object
  address?: string
  days?: number[]
  mac?: string
  name?: string
}

function judge(...laptops: Laptop[]) {
  const rows: object[] = laptops.flatMap(
    ({ n, place, address, days = [0, 1, 2], mac = '30:52:53:0a:1b:2c', name }) => [
      { kind: 'person', at, about: [`person:W-${n}`], data: { place, address } },
      ...days.map((d) => ({
        kind: 'inventory',
        at: at + d * day + n,
        about: [`device:LT-${n}`, `person:W-${n}`],
        data: { neighbours: [{ mac, name }] },
      })),
    ],
  )
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedGadget]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('device/shared-gadget', () => {
  it('ties laptops that stand beside one unit, and shows neither its whole address nor other machines', () => {
    const { evidence } = judge({ n: 1, place: phoenix }, { n: 2, place: columbus, mac: '3052.530A.1B2C' })
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.weight).toBeGreaterThan(1.5)
    expect(evidence?.says).toContain('JetKVM 30:52:53:••:••:2c')
  })

  it('names the one from afar, not the couple whose box it is', () => {
    const { evidence } = judge({ n: 1, place: phoenix }, { n: 2, place: tempe }, { n: 3, place: columbus })
    expect(evidence?.weighsOn).toEqual(['person:W-3'])
  })

  it('says less where the maker makes routers too', () => {
    const gl = { mac: '94:83:c4:0a:1b:2c' }
    const weak = judge({ n: 1, place: phoenix, ...gl }, { n: 2, place: columbus, ...gl }).evidence!
    expect(weak.weight).toBeLessThan(0.8)
    const named = { ...gl, name: 'glkvm.local' }
    const strong = judge({ n: 1, place: phoenix, ...named }, { n: 2, place: columbus, ...named }).evidence!
    expect(strong.weight).toBeGreaterThan(weak.weight)
  })

  it('clears a couple', () => {
    const home = { address: '12 Oak Street, Phoenix AZ', place: phoenix }
    expect(judge({ n: 1, ...home }, { n: 2, ...home }).evidence).toMatchObject({ is: 'clear', weight: 0 })
  })

  it.each([
    [
      'a visit of a day',
      [
        { n: 1, place: phoenix },
        { n: 2, place: columbus, days: [1] },
      ],
      /longer than a day/,
    ],
    [
      'neighbours',
      [
        { n: 1, place: phoenix },
        { n: 2, place: tempe },
      ],
      /too little/,
    ],
    [
      'a laboratory of eight with two visitors',
      Array.from({ length: 8 }, (_, n) => ({ n, place: n > 5 ? columbus : tempe })),
      /laboratory/,
    ],
    ['a laboratory', Array.from({ length: 70 }, (_, n) => ({ n, place: phoenix })), /laboratory/],
  ])('abstains on %s', (_, laptops, because) => {
    const out = judge(...(laptops as Laptop[]))
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })

  it('never ties two of one model', () => {
    const out = judge({ n: 1, place: phoenix }, { n: 2, place: columbus, mac: '30:52:53:0a:1b:2d' })
    expect([out.all, out.because]).toEqual([[], undefined])
  })
})
