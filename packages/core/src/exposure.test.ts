import fc from 'fast-check'
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
  exposureOf,
  learn,
  lessons,
  type Observation,
  plan,
} from './index.ts'

/** What ranks urgency and must never raise a probability: pay at stake, and what somebody can reach. */

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

const seen = (at: number, data: object, source = 'vault') => ({ source, at, data })

describe('exposureOf', () => {
  it('names what to revoke first, and how urgent it is', () => {
    const found = exposureOf(
      [
        seen(1, { groups: ['Everyone', 'Payroll'], repositories: ['billing', 'api'] }, 'directory'),
        seen(1, { payments: ['wire up to 10,000'], adminRoles: ['DBA'] }, 'erp'),
      ],
      [
        { at: 5, system: 'GitHub' },
        { at: 7, system: 'GitHub' },
        { at: 6, system: 'Okta' },
        { at: 1, system: 'Old' },
      ],
      2,
    )
    expect(found?.reach.map((r) => r.reach)).toEqual(['payments', 'adminRoles', 'repositories', 'groups'])
    expect(found?.urgency).toBe('high')
    expect(found?.says).toBe('1 payment right, 1 admin role, 2 repositories, 2 groups; 2 systems used.')
    expect(found?.touched).toEqual([
      { system: 'GitHub', times: 2, last: 7 },
      { system: 'Okta', times: 1, last: 6 },
    ])
  })

  it('forgets what a newer report of the same source has no more, and keeps other sources', () => {
    const found = exposureOf(
      [
        seen(2, { groups: ['Everyone'] }),
        seen(1, { secrets: ['prod'] }),
        seen(1, { repositories: ['api'] }, 'git'),
      ],
      [],
    )
    expect(found?.reach.map((r) => r.names)).toEqual([['api'], ['Everyone']])
    expect(found?.urgency).toBe('raised')
    expect(found?.asOf).toBe(2)
  })

  it('tells "nothing on record" from "not known"', () => {
    expect(exposureOf([], [])).toBeUndefined()
    expect(exposureOf([seen(1, {})], [])).toMatchObject({ urgency: 'low', says: 'No access on record.' })
    expect(exposureOf([], [{ at: 1, system: 'Okta' }])?.says).toBe(
      'What can be reached is not known; 1 system used.',
    )
    expect(exposureOf([], [{ at: 1 }])).toBeUndefined()
  })

  it('does not depend on the order of arrival', () => {
    const data = fc.record(
      { groups: fc.array(fc.constantFrom('a', 'b')), secrets: fc.array(fc.constantFrom('x', 'y')) },
      { requiredKeys: [] },
    )
    const report = fc.record({ source: fc.constantFrom('s', 't'), at: fc.nat(), data })
    fc.assert(
      fc.property(fc.uniqueArray(report, { selector: (r) => `${r.source}${r.at}` }), (reports) => {
        expect(exposureOf([...reports].reverse(), [])).toEqual(exposureOf(reports, []))
      }),
    )
  })
})
