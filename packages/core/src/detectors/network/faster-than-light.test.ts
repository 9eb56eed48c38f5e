import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import fasterThanLight from './faster-than-light.ts'

const at = 1_767_225_600_000
const dallas = { name: 'Dallas', lat: 32.78, lon: -96.8 }
const seattle = { lat: 47.61, lon: -122.33 } // 2,703 km from Dallas: light 17.5 ms after margins, in fibre 26.3 ms

interface Timed {
  transport?: number[]
  application?: number[]
  collector?: { name: string; lat?: number; lon?: number } | undefined
  ip?: string
  org?: string
}

function judge(place: object | undefined, ...timed: Timed[]) {
  const rows: object[] = [
    { kind: 'person', at, about: ['person:W-1'], data: { place } },
    ...timed.map((data) => ({
      kind: 'rtt',
      at: at + 60_000,
      about: ['device:LT-1', 'person:W-1'],
      data: { ip: '203.0.113.9', collector: dallas, ...data },
    })),
  ]
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([fasterThanLight]), [observations])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('network/faster-than-light', () => {
  it('refutes the device when its own echo came too soon, and draws both legs', () => {
    const { evidence } = judge(seattle, { transport: [4, 5], application: [11, 12] })
    expect(evidence?.weights['device-elsewhere']).toBe(2.5)
    expect(evidence?.weighsOn).toEqual(['person:W-1'])
    expect(evidence?.says).toMatch(
      /^The device answers Dallas in 11\.0 ms.*2,7\d\d km away light itself needs 17\.\d ms/,
    )
    expect(evidence?.exhibits[0]).toMatchObject({
      type: 'ribbon',
      claimKm: expect.closeTo(2703, -1.5),
      legs: [
        { leg: 'exit', reads: 'contradicts' },
        { leg: 'device', estimate: 7 },
      ],
    })
  })

  it('says that only the exit is refuted where the device was not measured, and weighs less', () => {
    const { evidence } = judge(seattle, { transport: [4, 5] })
    expect(evidence?.weights['device-elsewhere']).toBe(2)
    expect(evidence?.says).toContain('The network exit answers')
    expect(evidence?.says).toContain('was not measured')
  })

  it('leaves the device in peace when a relay explains the quick exit', () => {
    expect(judge(seattle, { transport: [4, 5], application: [190, 200] }).because).toMatch(/relay stands/)
  })

  it('sees through a relay when even the echo is too quick for the claim', () => {
    const claim = { lat: 39.02, lon: 125.75 } // 10,900 km away: light 72 ms
    const { evidence } = judge(claim, { transport: [4], application: [44] })
    expect(evidence?.weights['device-elsewhere']).toBe(2.5)
  })

  it('lists nobody for a quick exit alone while the echo allows the claim: an unlisted gateway does that', () => {
    const { evidence } = judge({ lat: 29.76, lon: -95.37 }, { transport: [1.2], application: [9] })
    expect(evidence?.weight).toBe(1)
    expect(evidence?.says).toContain('which the claimed place allows')
  })

  it('does not call a day behind a relay clear', () => {
    expect(judge(seattle, { transport: [60], application: [190] }).because).toMatch(
      /may be at the claimed place, but a relay/,
    )
  })

  it('doubts, less and less, between light and light in fibre, and stops there', () => {
    const weights = [3, 17, 18, 20, 24, 26, 27, 60].map(
      (rtt) => judge(seattle, { transport: [rtt] }).evidence?.weight,
    )
    expect(weights).toEqual([...weights].sort((a, b) => b! - a!))
    expect(weights[1]).toBe(2)
    expect(weights[5]).toBeGreaterThanOrEqual(1)
    expect(weights.slice(6)).toEqual([0, 0])
  })

  it('never accuses anybody whose answer took light in fibre as long as it must', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -85, max: 85, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (lat, lon, extra) => {
          const radian = Math.PI / 180
          const cos =
            Math.sin(lat * radian) * Math.sin(dallas.lat * radian) +
            Math.cos(lat * radian) * Math.cos(dallas.lat * radian) * Math.cos((lon - dallas.lon) * radian)
          const km = 6371 * Math.acos(Math.max(-1, Math.min(1, cos)))
          const { evidence } = judge({ lat, lon }, { transport: [km / 100 + extra + 0.01] })
          expect(evidence?.is).not.toBe('evidence')
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is calm about a claim that is merely near: another suburb is within the margin', () => {
    expect(judge({ lat: 32.73, lon: -97.33 }, { transport: [1.2] }).because).toMatch(/too near/)
  })

  it('takes one good collector out of several', () => {
    const { evidence } = judge(
      seattle,
      { transport: [70], collector: { name: 'Miami', lat: 25.76, lon: -80.19 } },
      { transport: [3] },
    )
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.says).toContain('Dallas')
  })

  it.each([
    ['a collector without coordinates', { transport: [4], collector: { name: 'edge-1' } }, /latitude/],
    ['no collector at all', { transport: [4], collector: undefined }, /latitude/],
    ['echoes without TCP times', { application: [80] }, /proxy header/],
    ['impossible times', { transport: [0, -3] }, /proxy header/],
    ['a private relay', { transport: [4], org: 'iCloud Private Relay' }, /gateway or private relay/],
    ['an answer from next door to the collector', { transport: [0.3] }, /load balancer/],
  ])('abstains on %s, and says what to do', (_, timed, because) => {
    expect(judge(seattle, timed).because).toMatch(because)
  })

  it('abstains for a claimed place in words alone', () => {
    expect(judge('Seattle, WA' as never, { transport: [4] }).because).toMatch(/coordinates/)
  })

  it('does not let a calm second exit hide one behind a relay', () => {
    const { because } = judge(
      seattle,
      { transport: [4], application: [200] },
      { transport: [60], application: [61], ip: '203.0.113.77' },
    )
    expect(because).toMatch(/relay/)
  })
})
