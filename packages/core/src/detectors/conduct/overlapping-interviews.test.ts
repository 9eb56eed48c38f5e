import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import overlappingInterviews from './overlapping-interviews.ts'

const at = 1_767_225_600_000
const day = 86_400_000

function judge(...rows: object[]) {
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([overlappingInterviews]), [observations])
  expect(out.faults).toEqual([])
  const split = drain(
    plan([overlappingInterviews]),
    observations.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }
const apply = (n: number, data: object = {}) => ({
  kind: 'application',
  at: at + n * 1000,
  about: [`application:A-${n}`],
  data: { phones: ['(614) 555-2368'], place: n === 1 ? columbus : phoenix, ...data },
})
const meet = (n: number, hour: number, more: object = {}, length = 1) => {
  const startAt = at + 7 * day + hour * 3_600_000
  return {
    kind: 'interview',
    at: startAt,
    about: [`application:A-${n}`],
    data: { startAt, endAt: startAt + length * 3_600_000, state: 'held', ...more },
  }
}

/** A life of one's own, beside which the passages are a small part. */
function otherWork(): string {
  return Array.from(
    { length: 120 },
    (_, i) => `Kept garden${i} and orchard${i * 5} in season${i * 11} by rule${i}`,
  ).join('. ')
}

describe('conduct/overlapping-interviews', () => {
  it('sees two that took place at one time under one number', () => {
    const { evidence } = judge(apply(1), apply(2), meet(1, 9), meet(2, 9.5))
    expect(evidence?.weights).toEqual({ 'identity-stolen': 1, 'identity-invented': 1, 'job-shared': 1 })
    expect(evidence?.weighsOn).toEqual(['application:A-1', 'application:A-2'])
    expect(evidence?.says).not.toMatch(/A-\d/)
  })

  it('weighs less while one of them only stands in the calendar', () => {
    const { evidence } = judge(apply(1), apply(2), meet(1, 9), meet(2, 9, { state: 'scheduled' }))
    expect(evidence?.weight).toBe(0.4)
    expect(judge(apply(1), apply(2), meet(1, 9, { state: undefined }), meet(2, 9)).evidence?.weight).toBe(0.4)
  })

  it('ties through a shared profile as well', () => {
    const profiles = [{ url: 'https://github.com/example-dev' }]
    const { evidence } = judge(
      apply(1, { phones: [], profiles }),
      apply(2, { phones: [], profiles }),
      meet(1, 9),
      meet(2, 9),
    )
    expect(evidence?.says).toMatch(/shares a profile/)
  })

  it('weighs a copied résumé less: somebody else may have copied it', () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `Wrote part${i} of system${i * 7} for team${i * 3} with tool${i}`,
    )
    const text = { phones: [], resumeText: lines.join('. ') }
    const { evidence } = judge(apply(1, text), apply(2, text), meet(1, 9), meet(2, 9))
    expect(evidence?.weight).toBe(0.4)
    expect(evidence?.says).toMatch(/shares a résumé text/)
    const passages = { phones: [], resumeText: [...lines.slice(0, 12), otherWork()].join('. ') }
    expect(
      judge(apply(1, text), apply(2, passages), meet(1, 9), meet(2, 9)).all.filter(
        (e) => e.is === 'evidence',
      ),
    ).toEqual([])
  })

  it.each([
    ['end and begin at one time', [meet(1, 9), meet(2, 10)]],
    ['overlap by five minutes', [meet(1, 9), meet(2, 9 + 55 / 60)]],
    ['are on different days', [meet(1, 9), meet(2, 33)]],
  ])('is clear where they %s', (_, meetings) => {
    expect(judge(apply(1), apply(2), ...meetings).evidence).toMatchObject({ is: 'clear', weights: {} })
  })

  it.each([
    ['called off', { state: 'cancelled' }],
    ['missed', { state: 'missed' }],
  ])('reads nothing into an interview that was %s', (_, more) => {
    expect(judge(apply(1), apply(2), meet(1, 9), meet(2, 9, more)).because).toMatch(/fewer than two/)
  })

  it('forgets the old time of a meeting that was moved', () => {
    const rows = [apply(1), apply(2), meet(1, 9), meet(2, 9, { meeting: 'm', state: 'scheduled' })]
    expect(judge(...rows, { ...meet(2, 14, { meeting: 'm' }) }).evidence?.is).toBe('clear')
  })

  it('leaves a household alone, by address and by town', () => {
    const home = { address: '12 Oak Street, Columbus OH' }
    expect(judge(apply(1, home), apply(2, home), meet(1, 9), meet(2, 9)).evidence?.is).toBe('clear')
    const town = { place: columbus }
    const { evidence } = judge(apply(1, town), apply(2, town), meet(1, 9), meet(2, 9))
    expect(evidence?.is).toBe('clear')
    expect(evidence?.says).toMatch(/household/)
  })

  it('takes one applicant’s own overlap for a meeting that was moved', () => {
    const own = { candidate: '77' }
    const { evidence } = judge(apply(1, own), apply(2, own), meet(1, 9), meet(2, 9.5))
    expect(evidence).toMatchObject({ is: 'clear' })
    expect(evidence?.says).toMatch(/moved/)
    const again = { name: 'Kim Lee' }
    expect(judge(apply(1, again), apply(2, again), meet(1, 9), meet(2, 9.5)).evidence?.is).toBe('clear')
  })

  it('says nothing of an agency’s contact, of a crowd, and without interviews', () => {
    const sent = { agency: 'Example Staffing' }
    expect(judge(apply(1, sent), apply(2, sent), meet(1, 9), meet(2, 9)).because).toMatch(/agency/)
    expect(judge(...Array.from({ length: 9 }, (_, i) => apply(i)), meet(1, 9), meet(2, 9)).because).toMatch(
      /too many/,
    )
    expect(judge(apply(1), apply(2)).because).toMatch(/fewer than two/)
  })
})
