import { describe, expect, it } from 'vitest'
import ipKvm from './detectors/device/ip-kvm.ts'
import sharedAccount from './detectors/pay/shared-account.ts'
import {
  accept,
  type ClaimCard,
  claimOf,
  defineDetector,
  defineLinkDetector,
  digest,
  drain,
  emptyDirectory,
  learn,
  lessons,
  type Observation,
  plan,
} from './index.ts'

/** What ranks urgency and must never raise a probability: pay at stake. */

const at = 1_767_225_600_000

function observe(...rows: object[]): Observation[] {
  return rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
}

const worker = (n: number, pay: object | null | undefined) => [
  {
    kind: 'person',
    at,
    about: [`person:W-${n}`],
    data: { place: { lat: 30 + n * 5, lon: -100 }, startDate: '2026-01-05', endDate: '2026-06-30', pay },
  },
  { kind: 'account', at, about: [`person:W-${n}`], data: { number: '021000021-77004031' } },
  {
    kind: 'inventory',
    at,
    about: [`device:LT-${n}`, `person:W-${n}`],
    data: { usb: [{ vid: '1', pid: '2' }] },
  },
]

describe('pay', () => {
  const pay = { yearly: 132_000, currency: 'USD' }

  it('stands on the claim card, with the last day, for what is at stake', () => {
    const directory = emptyDirectory()
    for (const row of observe(...worker(1, pay))) for (const lesson of lessons(row)) learn(directory, lesson)
    const card = claimOf(directory, 'person:W-1', at)
    expect(card).toMatchObject({ pay, start: Date.UTC(2026, 0, 5), end: Date.UTC(2026, 5, 30) })
  })

  it('reaches no detector, by a window or by a share', () => {
    const seen: (ClaimCard | undefined)[] = []
    const window = defineDetector({
      ...ipKvm,
      detect({ claims }) {
        seen.push(claims)
        return { is: 'abstain', because: 'only looks' }
      },
    })
    const shares = defineLinkDetector({
      ...sharedAccount,
      detect({ members }) {
        seen.push(...members.map((m) => m.claims))
        return { is: 'abstain', because: 'only looks' }
      },
    })
    drain(plan([window, shares]), [observe(...worker(1, pay), ...worker(2, pay))])
    expect(seen.length).toBeGreaterThan(3)
    for (const card of seen) {
      expect(card?.place).toBeDefined()
      expect(card).not.toHaveProperty('pay')
    }
  })

  it('changes no finding, however much it is', () => {
    const found = (yearly: number | undefined) => {
      const own = yearly === undefined ? null : { yearly, currency: 'USD' }
      return drain(plan([sharedAccount]), [observe(...worker(1, own), ...worker(2, own))]).evidence
    }
    expect(found(undefined)[0]?.is).toBe('evidence')
    expect(found(9_999_999)).toEqual(found(undefined))
  })

  it.each([
    [{ yearly: -1, currency: 'USD' }],
    [{ yearly: 'much', currency: 'USD' }],
    [{ yearly: 1, currency: 'dollars' }],
    [{ yearly: 1 }],
  ])('is refused where it is %j', (wrong) => {
    const row = { kind: 'person', at, about: ['person:W-1'], data: { pay: wrong } }
    const accepted = accept(row, { source: 't', id: 'r', receivedAt: at }, (t, v) => digest(t + v))
    expect(accepted.observation).toBeUndefined()
  })
})
