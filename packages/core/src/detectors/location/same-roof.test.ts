import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import { learnCommonness } from '../../signals/commonness.ts'
import sameRoof from './same-roof.ts'

const day = 86_400_000
const at = 1_767_225_600_000
const router = '3c:84:6a:10:22:7f'
const phoenix = { lat: 33.45, lon: -112.07 }
const tempe = { lat: 33.42, lon: -111.94 }
const columbus = { lat: 39.96, lon: -83 }
const tampa = { lat: 27.95, lon: -82.46 }
const boise = { lat: 43.62, lon: -116.2 }

interface Worker {
  n: number
  place?: object
  address?: string
  days: number[]
  mac?: string
  bssids?: string[]
  ip?: string
  unheld?: boolean
  startDay?: number
}

function judge(...workers: Worker[]) {
  return judgeWith({}, workers)
}

function judgeWith(lists: Partial<FactLists>, workers: Worker[]) {
  const rows: object[] = workers.flatMap((w) => [
    {
      kind: 'person',
      at,
      about: [`person:W-${w.n}`],
      data: {
        place: w.place,
        address: w.address,
        startAt: w.startDay === undefined ? undefined : at + w.startDay * day,
      },
    },
    ...w.days.map((d) => ({
      kind: 'inventory',
      at: at + d * day + 1000,
      about: [`device:LT-${w.n}`, ...(w.unheld ? [] : [`person:W-${w.n}`])],
      data: { gateway: { ip: w.ip, mac: w.mac ?? router }, bssids: w.bssids },
    })),
  ])
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sameRoof], lists), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const days = (n: number, from = 0, step = 1) => Array.from({ length: n }, (_, i) => from + i * step)

describe('location/same-roof', () => {
  it('names everybody behind a door that none of their claims agree on', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, days: days(30) },
      { n: 2, place: columbus, days: days(30) },
      { n: 3, place: tampa, days: days(30) },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2', 'person:W-3'])
    expect(evidence?.weights['device-elsewhere']).toBe(2.5)
    expect(evidence?.says).toMatch(
      /^3 people worked behind the same router \(network 3c:84:6a.*30 days.*km apart\.$/,
    )
  })

  it('names the far claimant only, not the couple who live there', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, days: days(20) },
      { n: 2, place: tempe, days: days(20) },
      { n: 3, place: boise, days: days(20) },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-3'])
    expect(evidence?.says).toContain('2 others claim to live there')
  })

  it('says each access point of the same house, and no more than that', () => {
    const bssids = ['3c:84:6a:10:22:80', '3c:84:6a:10:22:84']
    const { all } = judge(
      { n: 1, place: phoenix, days: days(10), bssids },
      { n: 2, place: columbus, days: days(10), bssids },
    )
    expect(all).toHaveLength(3)
    expect(new Set(all.map((e) => e.weight)).size).toBe(1)
  })

  it('points to hosted laptops more with each further person from afar, up to a limit; two may be visiting', () => {
    const seattle = { lat: 47.61, lon: -122.33 }
    const newYork = { lat: 40.71, lon: -74.01 }
    const everybody = [phoenix, columbus, boise, tampa, seattle, newYork].map((place, i) => ({
      n: i + 1,
      place,
      days: days(20),
    }))
    const hosted = [2, 3, 4, 5, 6].map((n) => judge(...everybody.slice(0, n)).evidence!.weights)
    expect(hosted[0]!['hands-elsewhere']).toBeLessThan(hosted[0]!['device-elsewhere']!)
    expect(hosted[1]!['hands-elsewhere']).toBeGreaterThan(hosted[1]!['device-elsewhere']!)
    expect(hosted[2]!['hands-elsewhere']).toBeGreaterThan(hosted[1]!['hands-elsewhere']!)
    expect(hosted[4]).toEqual(hosted[2])
  })

  it('grows with the days they share', () => {
    const weights = [3, 5, 10, 20, 90].map(
      (n) =>
        judge({ n: 1, place: phoenix, days: days(n) }, { n: 2, place: columbus, days: days(n) }).evidence
          ?.weight,
    )
    expect(weights).toEqual([...weights].sort((a, b) => a! - b!))
    expect([weights[0], weights.at(-1)]).toEqual([1, 2.5])
  })

  it('still sees it in weekly snapshots', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, days: days(8, 0, 7) },
      { n: 2, place: columbus, days: days(8, 0, 7) },
    )
    expect(evidence?.is).toBe('evidence')
  })

  it.each([
    ['a couple who claim one home, without coordinates', { address: '12 Oak Street, Phoenix AZ' }],
    ['flatmates with coordinates', { place: phoenix }],
  ])('clears %s', (_, home) => {
    const { evidence } = judge({ n: 1, ...home, days: days(30) }, { n: 2, ...home, days: days(30) })
    expect(evidence).toMatchObject({ is: 'clear', weight: 0 })
  })

  it('does not name a guest of a few days beside those who stay', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, days: days(60) },
      { n: 2, place: columbus, days: days(60) },
      { n: 3, place: boise, days: days(4, 20) },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
  })

  it.each([
    [
      'an offsite of two days',
      [
        { n: 1, place: phoenix, days: days(2) },
        { n: 2, place: columbus, days: days(2) },
      ],
      /visit/,
    ],
    [
      'a visit of two days a quarter, for years',
      [
        { n: 1, place: phoenix, days: days(300, 0, 3) },
        { n: 2, place: columbus, days: [0, 3, 90, 93, 180, 183, 270, 273, 360, 363] },
      ],
      /not behind it at the same time|visit/,
    ],
    [
      'a router that was sold',
      [
        { n: 1, place: phoenix, days: days(10) },
        { n: 2, place: columbus, days: days(10, 20) },
      ],
      /not behind it at the same time/,
    ],
    [
      'no claimed place',
      [
        { n: 1, place: phoenix, days: days(9) },
        { n: 2, days: days(9) },
      ],
      /coordinates/,
    ],
    [
      'a place in words alone',
      [
        { n: 1, place: phoenix, days: days(9) },
        { n: 2, place: { city: 'Columbus' }, days: days(9) },
      ],
      /coordinates/,
    ],
    [
      'laptops that were set up in one depot before anybody started',
      [
        { n: 1, place: phoenix, days: days(9), startDay: 9 },
        { n: 2, place: columbus, days: days(9), startDay: 12 },
        { n: 3, place: tampa, days: days(9), startDay: 3 },
      ],
      /only one person/,
    ],
    [
      'a laptop that nobody is known to hold',
      [
        { n: 1, place: phoenix, days: days(9) },
        { n: 2, place: columbus, days: days(9), unheld: true },
      ],
      /nobody is known to hold device:LT-2/,
    ],
    [
      'a gateway of virtual machines',
      [
        { n: 1, place: phoenix, days: days(9), mac: '52:54:00:12:35:02' },
        { n: 2, place: columbus, days: days(9), mac: '52:54:00:12:35:02' },
      ],
      /software/,
    ],
    [
      'a coworking space with two visitors from far away',
      days(10).map((i) => ({ n: i + 1, place: i > 7 ? columbus : tempe, days: days(9) })),
      /coworking/,
    ],
    [
      'a campus',
      days(70).map((i) => ({ n: i + 1, place: i % 2 ? columbus : tempe, days: [0, 1, 2, 3] })),
      /public place/,
    ],
  ])('abstains on %s', (_, workers, because) => {
    const out = judge(...(workers as Worker[]))
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })

  it('is not an office because it is crowded: twelve scattered claims are named', () => {
    const claims = days(12).map((i) => ({ lat: 30 + (i % 4) * 4, lon: -120 + Math.floor(i / 4) * 15 }))
    const { evidence } = judge(...claims.map((place, i) => ({ n: i + 1, place, days: days(15) })))
    expect(evidence?.weighsOn).toHaveLength(12)
  })

  it('never links by IP address', () => {
    const { all, because } = judge(
      { n: 1, place: phoenix, days: days(9), ip: '100.64.0.1', mac: '3c:84:6a:00:00:01' },
      { n: 2, place: columbus, days: days(9), ip: '100.64.0.1', mac: '3c:84:6a:00:00:02' },
    )
    expect(all).toEqual([])
    expect(because).toBeUndefined()
  })

  it('weighs less in a company whose people often share a router, and never more in one where they do not', () => {
    const three = [phoenix, columbus, tampa].map((place, i) => ({ n: i + 1, place, days: days(30) }))
    const counted = (sizes: number[]) => ({
      commonness: { ...facts.commonness, data: learnCommonness({ network: sizes }, facts.commonness.data) },
    })
    const ones = Array<number>(900).fill(1)
    const plain = judge(...three).evidence!.weight
    expect(judgeWith(counted(ones), three).evidence!.weight).toBe(plain)
    const some = judgeWith(counted([...ones, ...Array<number>(100).fill(4)]), three).evidence!.weight
    expect(some).toBeLessThan(plain)
    expect(some).toBeGreaterThan(1)
  })
})
