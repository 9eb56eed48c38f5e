import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import referralChain from './referral-chain.ts'

const at = 1_767_225_600_000

function judge(...rows: object[]) {
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([referralChain]), [observations])
  expect(out.faults).toEqual([])
  const split = drain(
    plan([referralChain]),
    observations.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const mail = { emails: ['k@fastmail.com'] }
const apply = (n: number, data: object) => ({
  kind: 'application',
  at: at + n,
  about: [`application:A-${n}`],
  data,
})
const work = (n: number, data: object) => ({ kind: 'person', at, about: [`person:W-${n}`], data })
const decide = (subject: string, outcome: string, later = 0) => ({
  kind: 'disposition',
  at: at + 1000 + later,
  about: [subject],
  data: { subject, outcome },
})

describe('conduct/referral-chain', () => {
  it.each([
    ['an id', 'W-9'],
    ['a subject', 'person:W-9'],
    ['a mailbox', 'K@Fastmail.com'],
    ['a name', 'quill, alder'],
  ])('knows the referrer by %s', (_, referrer) => {
    const { evidence } = judge(work(9, { ...mail, name: 'Alder Quill' }), apply(1, { ...mail, referrer }))
    expect(evidence?.weight).toBe(0.5)
    expect(evidence?.weighsOn).toEqual(['application:A-1'])
    expect(evidence?.says).not.toMatch(/W-9|Alder|fastmail/)
  })

  it('weighs little on those who live together', () => {
    const home = { address: '12 Oak Street, Columbus OH' }
    expect(judge(work(9, home), apply(1, { ...home, referrer: 'W-9' })).evidence?.weight).toBe(0.2)
    const landline = { ...home, phones: ['614 555 2368'] }
    const { all } = judge(work(9, landline), apply(1, { ...landline, referrer: 'W-9' }))
    expect(all.map((e) => e.weight)).toEqual([0.2, 0.2])
  })

  it('looks again where an earlier finding was confirmed, until somebody is cleared', () => {
    const rows = [work(9, mail), apply(1, { ...mail, referrer: 'W-9' })]
    const confirmed = decide('person:W-9', 'confirmed')
    expect(judge(...rows, confirmed).evidence?.weight).toBe(0.9)
    expect(judge(...rows, confirmed, decide('person:W-9', 'cleared', 1)).evidence?.weight).toBe(0.5)
    expect(judge(...rows, decide('person:W-9', 'unsure')).evidence?.weight).toBe(0.5)
  })

  it('weighs on the referrer too where several share one contact with them', () => {
    const { evidence } = judge(
      work(9, mail),
      apply(1, { ...mail, referrer: 'W-9' }),
      apply(2, { ...mail, referrer: 'W-9' }),
    )
    expect(evidence?.weight).toBe(0.6)
    expect(evidence?.weighsOn).toEqual(['application:A-1', 'application:A-2', 'person:W-9'])
  })

  it('does not take a friend of the same name as somebody else for the referrer without a shared contact', () => {
    const { all } = judge(
      work(9, { name: 'Alder Quill', emails: ['a@fastmail.com'] }),
      apply(1, { ...mail, referrer: 'Alder Quill' }),
    )
    expect(all).toEqual([])
  })

  it('is clear where the one who shares it is not the one who referred them', () => {
    const { evidence } = judge(work(9, mail), apply(1, { ...mail, referrer: 'W-3' }))
    expect(evidence).toMatchObject({ is: 'clear', weights: {} })
    expect(
      judge(
        work(9, mail),
        work(3, {}),
        decide('person:W-3', 'confirmed'),
        apply(1, { ...mail, referrer: 'W-3' }),
      ).evidence?.is,
    ).toBe('clear')
  })

  it('takes nobody for their own referrer', () => {
    const own = { ...mail, name: 'Kim Lee', referrer: 'Kim Lee' }
    expect(judge(apply(1, own), apply(2, own)).evidence?.is).toBe('clear')
    expect(
      judge(work(9, { ...mail, application: 'A-1' }), apply(1, { ...mail, referrer: 'W-9' })).all.filter(
        (e) => e.is === 'evidence',
      ),
    ).toEqual([])
  })

  it('says nothing where nobody was referred, or a crowd shares it', () => {
    expect(judge(work(9, mail), apply(1, mail)).because).toMatch(/nobody/)
    const crowd = Array.from({ length: 9 }, (_, i) => apply(i, { ...mail, referrer: 'W-9' }))
    expect(judge(work(9, mail), ...crowd).because).toMatch(/too many/)
  })
})
