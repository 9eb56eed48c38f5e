import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import monitorTwin from './monitor-twin.ts'

const day = 86_400_000
const at = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const tempe = { lat: 33.42, lon: -111.94 }
const prescott = { lat: 34.54, lon: -112.47 } // 127 km from Phoenix
const columbus = { lat: 39.96, lon: -83 }
const month = Array.from({ length: 20 }, (_, i) => i)

interface Desk {
  laptop: number
  /** Absent: nobody is known to hold it. */
  holder?: number
  place?: object
  address?: string
  days: number[]
  startDay?: number
  serial?: string
  display?: object
}

function judge(...desks: Desk[]) {
  const rows: object[] = desks.flatMap((d) => [
    ...(d.holder === undefined
      ? []
      : [
          {
            kind: 'person',
            at,
            about: [`person:W-${d.holder}`],
            data: {
              place: d.place,
              address: d.address,
              startAt: d.startDay === undefined ? undefined : at + d.startDay * day,
            },
          },
          { kind: 'device', at, about: [`device:LT-${d.laptop}`], data: { assignedTo: `W-${d.holder}` } },
        ]),
    ...d.days.map((n) => ({
      kind: 'inventory',
      at: at + n * day + 1000,
      about: [`device:LT-${d.laptop}`],
      data: {
        displays: [
          d.display ?? {
            manufacturer: 'DEL',
            product: 'a0ec',
            name: 'U2419H',
            serial: d.serial ?? '7K2M7161',
          },
        ],
      },
    })),
  ])
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([monitorTwin]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('device/monitor-twin', () => {
  it('names both people and weighs on them, not on their laptops', () => {
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month },
      { laptop: 2, holder: 2, place: columbus, days: month },
    )
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.weights).toMatchObject({
      'device-elsewhere': 2.5,
      'hands-elsewhere': 2,
      'job-shared': 2,
    })
    expect(evidence?.says).toMatch(/DEL U2419H serial 7K2M7161.*20 days of overlap.*2,\d\d\d km apart/)
  })

  it('finds the twin in raw EDID bytes', () => {
    const edid = dell('SN42KX81')
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month, display: { edid } },
      { laptop: 2, holder: 2, place: columbus, days: month, display: { edid } },
    )
    expect(evidence?.is).toBe('evidence')
  })

  it('does not blame a couple at one desk for a third, far laptop', () => {
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month },
      { laptop: 2, holder: 2, place: tempe, days: month },
      { laptop: 3, holder: 3, place: columbus, days: month },
    )
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.weighsOn).toEqual(['person:W-3'])
  })

  it('leaves a monitor alone that was sold on, whatever the places and the days', () => {
    const stay = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(stay, stay, fc.integer({ min: 0, max: 30 }), (first, second, gap) => {
        const end = Math.max(...first)
        const later = second.map((d) => d + end + gap + 1)
        const { evidence } = judge(
          { laptop: 1, holder: 1, place: phoenix, days: [...new Set(first)] },
          { laptop: 2, holder: 2, place: columbus, days: [...new Set(later)] },
        )
        expect(evidence).toMatchObject({ is: 'clear', weight: 0 })
      }),
      { numRuns: 40 },
    )
  })

  it('takes a hand-over on one day for what it is', () => {
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: [0, 1, 2, 3] },
      { laptop: 2, holder: 2, place: columbus, days: [3, 4, 5] },
    )
    expect(evidence?.is).toBe('clear')
  })

  it('weighs one common day lightly: it may be a bench', () => {
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: [3] },
      { laptop: 2, holder: 2, place: columbus, days: [3] },
    )
    expect(evidence?.weight).toBe(1)
  })

  it('forgets the set-up bench: days before somebody’s first day are not theirs', () => {
    const { because } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: [0, 1, 2, 3], startDay: 10 },
      { laptop: 2, holder: 2, place: columbus, days: [0, 1, 2, 3], startDay: 12 },
    )
    expect(because).toMatch(/since they started/)
  })

  it('clears one home, and people of one town', () => {
    const home = { address: '12 Oak Street, Phoenix AZ', days: month }
    expect(judge({ laptop: 1, holder: 1, ...home }, { laptop: 2, holder: 2, ...home }).evidence?.is).toBe(
      'clear',
    )
    const town = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month },
      { laptop: 2, holder: 2, place: tempe, days: month },
    )
    expect(town.evidence?.is).toBe('clear')
  })

  it('says less the less is known: a neighbouring city, no claims, no holder', () => {
    const weights = [prescott, undefined].map(
      (place) =>
        judge(
          { laptop: 1, holder: 1, place: phoenix, days: month },
          { laptop: 2, holder: 2, place, days: month },
        ).evidence?.weight,
    )
    const unheld = judge({ laptop: 1, days: month }, { laptop: 2, days: month }).evidence
    expect(weights).toEqual([0.7, 1])
    expect(unheld?.weight).toBe(0.5)
    expect(unheld?.says).toContain('who holds them is not known')
  })

  it('is silent about one person’s laptops and about a laptop that changed hands', () => {
    expect(
      judge(
        { laptop: 1, holder: 1, place: phoenix, days: month },
        { laptop: 2, holder: 1, place: phoenix, days: month },
      ).because,
    ).toMatch(/one person/)
    const handed = judge({ laptop: 1, holder: 1, place: phoenix, days: [0, 1, 2] })
    expect(handed.all).toEqual([])
  })

  it('names only the present holder of a laptop that changed hands', () => {
    const rows = [
      { kind: 'person', at, about: ['person:W-1'], data: { place: phoenix } },
      { kind: 'person', at, about: ['person:W-2'], data: { place: columbus } },
      { kind: 'person', at, about: ['person:W-3'], data: { place: { lat: 27.95, lon: -82.46 } } },
      ...month.flatMap((n) => [
        inventory(1, n < 5 ? 3 : 1, n < 5 ? 'other' : '7K2M7161', n),
        inventory(2, 2, '7K2M7161', n),
      ]),
      inventory(1, 3, '7K2M7161', -30),
    ]
    const observations = rows.map((row, i) => {
      const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
      if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
      return accepted.observation
    })
    const [evidence] = drain(plan([monitorTwin]), [observations]).evidence
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
  })

  it.each(['T8NEE0038522', 'M1LMQS052157', '3S5GQ23', 'CAFEBABE'])(
    'takes the fixed serial %s for the same kind of IP-KVM, not for one monitor',
    (serial) => {
      const { evidence } = judge(
        { laptop: 1, holder: 1, place: phoenix, days: [0], serial },
        { laptop: 2, holder: 2, place: columbus, days: [50], serial },
      )
      expect(evidence?.weights).toEqual({ 'hands-elsewhere': 0.5 })
      expect(evidence?.says).toContain('not the same monitor')
    },
  )

  it('knows displays that are one on every unit by their name as well', () => {
    const twins = (name: string) => {
      const display = { manufacturer: 'TSB', product: '9876', name, serial: '2290649088' }
      return judge(
        { laptop: 1, holder: 1, place: phoenix, days: month, display },
        { laptop: 2, holder: 2, place: columbus, days: month, display },
      )
    }
    expect(twins('TinyPilot').evidence?.weights).toEqual({ 'hands-elsewhere': 0.5 })
    expect(twins('T749-fHD720').because).toMatch(/projector/)
  })

  it('takes one serial on two built-in panels for the maker’s, however far apart', () => {
    const display = { manufacturer: 'BOE', product: '0a81', serial: '1638' }
    const { because } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month, display },
      { laptop: 2, holder: 2, place: columbus, days: month, display },
    )
    expect(because).toMatch(/built into laptops/)
  })

  it('does not take a serial for a preset because it ends alike', () => {
    const { evidence } = judge(
      { laptop: 1, holder: 1, place: phoenix, days: month, serial: 'XX3S5GQ23' },
      { laptop: 2, holder: 2, place: columbus, days: month, serial: 'XX3S5GQ23' },
    )
    expect(evidence?.weight).toBe(2.5)
  })

  it('abstains where many pass by', () => {
    const room = Array.from({ length: 7 }, (_, i) => ({
      laptop: i + 1,
      holder: i + 1,
      place: i % 2 ? phoenix : columbus,
      days: month,
    }))
    expect(judge(...room).because).toMatch(/^7 people’s devices/)
  })
})

function inventory(laptop: number, holder: number, serial: string, n: number) {
  return {
    kind: 'inventory',
    at: at + n * day + 1000,
    about: [`device:LT-${laptop}`, `person:W-${holder}`],
    data: { displays: [{ manufacturer: 'DEL', product: 'a0ec', name: 'U2419H', serial }] },
  }
}

/** A minimal EDID 1.4 block with a name and a serial descriptor and a right checksum. */
function dell(serial: string): string {
  const bytes = new Array<number>(128).fill(0)
  bytes.splice(0, 8, 0, 255, 255, 255, 255, 255, 255, 0)
  bytes.splice(8, 4, 0x10, 0xac, 0xec, 0xa0)
  bytes.splice(16, 5, 20, 30, 1, 4, 0xa5)
  const descriptor = (from: number, tag: number, words: string) => {
    bytes[from + 3] = tag
    for (let i = 0; i < 13; i++) bytes[from + 5 + i] = `${words}\n`.padEnd(13, ' ').charCodeAt(i)
  }
  descriptor(72, 0xff, serial)
  descriptor(90, 0xfc, 'DELL U2419H')
  bytes[127] = (256 - (bytes.reduce((a, b) => a + b, 0) % 256)) % 256
  return bytes.map((b) => b.toString(16).padStart(2, '0')).join('')
}
