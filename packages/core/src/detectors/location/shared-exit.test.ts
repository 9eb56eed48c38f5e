import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedExit from './shared-exit.ts'

const day = 86_400_000
const homes = [
  { lat: 33.45, lon: -112.07 },
  { lat: 39.96, lon: -83 },
  { lat: 47.6, lon: -122.3 },
  { lat: 30.27, lon: -97.74 },
]

function judge(...applications: { day?: number; [field: string]: unknown }[]) {
  const rows = applications.map(({ day: on = 0, ...data }, i) => {
    const at = 1_767_225_600_000 + on * day
    const row = {
      kind: 'application',
      at,
      about: [`application:A-${i}`],
      data: { ip: '203.0.113.40', ...data },
    }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedExit]), [rows])
  expect(out.faults).toEqual([])
  return {
    all: out.evidence,
    evidence: out.evidence.find((e) => e.is === 'evidence'),
    abstained: out.abstentions,
  }
}

describe('location/shared-exit', () => {
  it('finds three identities of one week over one connection', () => {
    const { evidence } = judge(...homes.slice(0, 3).map((place, i) => ({ place, day: i * 3 })))
    expect(evidence?.weight).toBe(0.3)
    expect(evidence?.says).toMatch(
      /^3 applicants came over one connection within 7 days, under homes up to .* km apart\.$/,
    )
  })

  it('counts an IPv6 household as one connection', () => {
    const { evidence } = judge(
      ...homes
        .slice(0, 3)
        .map((place, i) => ({ place, ip: `2001:db8:1:2:${i}aa::1`.replace('2001:db8', '2a02:908') })),
    )
    expect(evidence?.is).toBe('evidence')
  })

  it('says less where the homes are not known', () => {
    expect(judge({}, {}, {}).evidence?.weight).toBe(0.15)
  })

  it('names only those of the week', () => {
    const { evidence } = judge(...homes.map((place, i) => ({ place, day: i === 0 ? 0 : 60 + i })))
    expect(evidence?.weighsOn).toEqual(['application:A-1', 'application:A-2', 'application:A-3'])
  })

  it.each([
    ['a couple', [{ place: homes[0] }, { place: homes[1] }]],
    ['a course in one town', [0, 1, 2, 3].map((i) => ({ place: { lat: 39.96 + i / 50, lon: -83 } }))],
    ['a shared home', [0, 1, 2].map(() => ({ address: '12 Oak Street, Columbus OH' }))],
    ['customers of one provider, months apart', homes.map((place, i) => ({ place, day: i * 40 }))],
    ['one candidate with many applications', homes.map((place) => ({ place, candidate: '7' }))],
  ])('leaves %s alone', (_, applications) => {
    const { evidence, all } = judge(...applications)
    expect(evidence).toBeUndefined()
    expect(all.every((e) => e.is === 'clear' && e.weight === 0)).toBe(true)
  })

  it.each([
    ['a campus', 12],
    ['a carrier', 200],
  ])('does not judge %s', (_, n) => {
    const { all, abstained } = judge(
      ...Array.from({ length: n }, (_, i) => ({ place: { lat: 30 + (i % 15), lon: -90 } })),
    )
    expect(all).toEqual([])
    expect(abstained[0]?.because).toMatch(/a carrier, a campus or an office/)
  })

  it.each(['10.0.0.7', '192.168.1.4', '100.64.0.9', '127.0.0.1', 'not an address'])(
    'ties nobody by %s',
    (ip) => {
      expect(judge(...homes.map((place) => ({ place, ip }))).all).toEqual([])
    },
  )
})
