import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedRelay from './shared-relay.ts'

const at = 1_767_225_600_000
const day = 86_400_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }
const screenConnect = (host: string, session: string) =>
  `"C:\\Program Files (x86)\\ScreenConnect Client\\ScreenConnect.ClientService.exe" "?e=Access&y=Guest&h=${host}&p=8041&s=${session}&k=BgIAAACk"`

interface Laptop {
  n: number
  place?: object
  address?: string
  days?: number[]
  data: object
}

function judge(...laptops: Laptop[]) {
  const rows: object[] = laptops.flatMap(({ n, place, address, days = [0, 1, 2], data }) => [
    { kind: 'person', at, about: [`person:W-${n}`], data: { place, address } },
    ...days.map((d) => ({
      kind: 'inventory',
      at: at + d * day + n,
      about: [`device:LT-${n}`, `person:W-${n}`],
      data,
    })),
  ])
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedRelay]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const own = { processes: [screenConnect('hub.moss.example', 'a1')] }

describe('device/shared-relay', () => {
  it('ties two laptops with sessions of their own at one private server, however each tool says it', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, data: own },
      {
        n: 2,
        place: columbus,
        data: { remoteTools: [{ name: 'ScreenConnect 24.1', relay: 'HUB.moss.example:8041' }] },
      },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.says).toContain('the screenconnect relay hub.moss.example')
    expect(evidence?.weight).toBeLessThan(1)
  })

  it('ties two who are called by one partner, and shows only the end of its id', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, data: { processes: ['AnyDesk.exe 918273645'] } },
      { n: 2, place: columbus, data: { processes: ['"C:\\AnyDesk.exe" "918 273 645" --with-password'] } },
    )
    expect(evidence?.says).toContain('the anydesk id •••645')
    expect(JSON.stringify(evidence)).not.toContain('918273')
  })

  it('clears a couple with a server of their own', () => {
    const home = { address: '12 Oak Street, Phoenix AZ', place: phoenix, data: own }
    expect(judge({ n: 1, ...home }, { n: 2, ...home }).evidence).toMatchObject({ is: 'clear', weight: 0 })
  })

  it.each([
    [
      'a support call',
      [
        { n: 1, place: phoenix, data: own },
        { n: 2, place: columbus, days: [1], data: own },
      ],
      /support call/,
    ],
    [
      'the IT department’s tenant',
      Array.from({ length: 9 }, (_, n) => ({ n, place: { lat: 25 + n * 2, lon: -100 }, data: own })),
      /^9 people’s laptops.*IT department/,
    ],
    [
      'a provider’s tenant',
      Array.from({ length: 80 }, (_, n) => ({ n, place: phoenix, data: own })),
      /IT department/,
    ],
  ])('abstains on %s', (_, laptops, because) => {
    const out = judge(...(laptops as Laptop[]))
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })

  it.each([
    ['a maker’s own relay', { processes: ['rustdesk-host=rs-ny.rustdesk.com,key=a.exe'] }],
    ['a server of the home network', { processes: ['rustdesk-host=192.168.1.5,key=a.exe'] }],
    ['the same tool', { processes: ['C:\\Program Files\\AnyDesk\\AnyDesk.exe --service'] }],
  ])('never ties by %s', (_, data) => {
    const out = judge({ n: 1, place: phoenix, data }, { n: 2, place: columbus, data })
    expect([out.all, out.because]).toEqual([[], undefined])
  })
})
