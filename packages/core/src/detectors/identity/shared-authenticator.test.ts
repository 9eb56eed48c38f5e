import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedAuthenticator from './shared-authenticator.ts'

const at = 1_767_225_600_000
const day = 86_400_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }

interface User {
  n: number
  place?: object
  address?: string
  days: number[]
  authenticator?: string
  factor?: string
  startDay?: number
}

function judge(...users: User[]) {
  const rows: object[] = users.flatMap(
    ({ n, place, address, days, authenticator = 'guo4a5u7JHHhjXrMK0g4', factor, startDay }) => [
      {
        kind: 'person',
        at,
        about: [`person:W-${n}`],
        data: { place, address, ...(startDay !== undefined && { startAt: at + startDay * day }) },
      },
      ...days.map((d) => ({
        kind: 'signin',
        at: at + d * day + n * 60_000,
        about: [`person:W-${n}`],
        data: { authenticator, factor, outcome: 'success' },
      })),
    ],
  )
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedAuthenticator]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const week = [0, 1, 2, 3, 4]

describe('identity/shared-authenticator', () => {
  it('finds one device under two users of two cities', () => {
    const { evidence } = judge({ n: 1, place: phoenix, days: week }, { n: 2, place: columbus, days: week })
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
    expect(evidence?.weight).toBe(1.5)
    expect(evidence?.says).toContain('answer their second factor with one and the same device')
  })

  it('stays below what lists anybody: administrators who share a key are nobody’s case', () => {
    const team = [1, 2, 3, 4].map((n) => ({ n, place: { lat: 25 + n * 4, lon: -100 }, days: week }))
    expect(judge(...team).evidence!.weight).toBeLessThan(2)
  })

  it('says little of a tablet on a shop floor in one town', () => {
    const floor = [1, 2, 3, 4].map((n) => ({ n, place: { lat: 33.4 + n / 100, lon: -112 }, days: week }))
    expect(judge(...floor).evidence?.weight ?? 0).toBeLessThan(0.7)
  })

  it('names only those who use it at the same time', () => {
    const { evidence } = judge(
      { n: 1, place: phoenix, days: [40, 41, 42] },
      { n: 2, place: columbus, days: [40, 41, 42] },
      { n: 3, place: { lat: 47.6, lon: -122.3 }, days: week },
    )
    expect(evidence?.weighsOn).toEqual(['person:W-1', 'person:W-2'])
  })

  it('clears a couple’s tablet', () => {
    const home = { address: '12 Oak Street, Columbus OH', place: columbus, days: week }
    expect(judge({ n: 1, ...home }, { n: 2, ...home }).evidence).toMatchObject({ is: 'clear', weight: 0 })
  })

  it.each([
    [
      'a phone that was handed on',
      [
        { n: 1, place: phoenix, days: week },
        { n: 2, place: columbus, days: [10, 11, 12] },
      ],
      /passed from one/,
    ],
    [
      'a kiosk of seven',
      [1, 2, 3, 4, 5, 6, 7].map((n) => ({ n, place: { lat: 25 + n * 3, lon: -100 }, days: week })),
      /^7 users/,
    ],
    [
      'a kiosk of seventy',
      Array.from({ length: 70 }, (_, n) => ({ n, place: phoenix, days: week })),
      /kiosk/,
    ],
    [
      'the help desk’s device before the first day of work',
      [
        { n: 1, place: phoenix, days: [0, 1, 2], startDay: 5 },
        { n: 2, place: columbus, days: [0, 1, 2] },
      ],
      /since they started/,
    ],
    [
      'flatmates of one town',
      [
        { n: 1, place: phoenix, days: [0, 1] },
        { n: 2, place: phoenix, days: [0] },
      ],
      /too briefly/,
    ],
  ])('abstains on %s', (_, users, because) => {
    const out = judge(...(users as User[]))
    expect(out.all).toEqual([])
    expect(out.because).toMatch(because)
  })

  it.each([
    ['a way of signing in', 'push', undefined],
    ['a model', 'iPhone14,3', undefined],
    ['an AAGUID that no list knows', '7d1351a6-e097-4852-b8bf-c9ac5c9ce4a3', 'passkey'],
  ])('never meets on %s', (_, authenticator, factor) => {
    const one = { authenticator, days: week, ...(factor && { factor }) }
    const out = judge({ n: 1, place: phoenix, ...one }, { n: 2, place: columbus, ...one })
    expect([out.all, out.because]).toEqual([[], undefined])
  })
})
