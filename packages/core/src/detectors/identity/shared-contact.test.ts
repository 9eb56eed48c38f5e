import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedContact from './shared-contact.ts'

const at = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }

function judge(...rows: object[]) {
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedContact]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const application = (n: number, data: object, later = 0) => ({
  kind: 'application',
  at: at + later,
  about: [`application:A-${n}`],
  data,
})
const person = (n: number, data: object) => ({ kind: 'person', at, about: [`person:W-${n}`], data })

describe('identity/shared-contact', () => {
  it('finds one mailbox under two spellings, on claims that exclude each other', () => {
    const { evidence } = judge(
      application(1, { emails: ['j.mills@gmail.com'], place: phoenix }),
      application(2, { emails: ['JMills+b@googlemail.com'], place: columbus }),
    )
    expect(evidence?.weighsOn).toEqual(['application:A-1', 'application:A-2'])
    expect(evidence?.weights).toEqual({ 'identity-stolen': 2, 'identity-invented': 2, 'job-shared': 1 })
    expect(evidence?.says).toMatch(
      /^One e-mail address \(j•••@gmail\.com\) stands on 2 identities .* km apart\.$/,
    )
  })

  it('ties an applicant to a worker, and a worker to a worker', () => {
    const mixed = judge(
      application(1, { phones: ['(614) 555-2368'], address: '12 Oak Street, Columbus OH' }),
      person(1, { phones: ['+16145552368'], address: '1 Elm Street, Tampa FL' }),
    )
    expect(mixed.evidence?.weighsOn).toEqual(['application:A-1', 'person:W-1'])
    const workers = judge(
      person(1, { emails: ['k@fastmail.com'], place: phoenix }),
      person(2, { emails: ['k@fastmail.com'], place: columbus }),
    )
    expect(workers.evidence?.weight).toBe(2)
  })

  it('weighs less the better an innocent cause fits, and a phone less than a mailbox', () => {
    const pair = (contact: object, a: object, b: object, later = 0) =>
      judge(application(1, { ...contact, ...a }), application(2, { ...contact, ...b }, later)).evidence
        ?.weight
    const mail = { emails: ['k@fastmail.com'] }
    const far = pair(mail, { place: phoenix }, { place: columbus })
    const moved = pair(mail, { place: phoenix }, { place: columbus }, 400 * 86_400_000)
    const otherHome = pair(mail, { address: '12 Oak Street' }, { address: '99 Pine Street' })
    const town = pair(mail, { place: phoenix }, { place: phoenix })
    const unknown = pair(mail, {}, {})
    expect([far, otherHome, moved, town, unknown]).toEqual([2, 1.5, 1, 0.8, 0.7])
    expect(pair({ phones: ['614 555 2368'] }, { place: phoenix }, { place: columbus })).toBe(1.5)
  })

  it('clears a household and its landline', () => {
    const home = { phones: ['614 555 2368'], address: '12 Oak Street, Columbus OH' }
    const { all } = judge(application(1, home), application(2, home))
    expect(all.map((e) => [e.is, e.weight])).toEqual([
      ['clear', 0],
      ['clear', 0],
    ])
  })

  it('leaves a hired applicant alone who has moved since', () => {
    const { all, because } = judge(
      application(1, { emails: ['dana@fastmail.com'], place: phoenix }),
      person(1, { emails: ['dana@fastmail.com'], place: columbus, application: 'A-1' }),
    )
    expect(all).toEqual([])
    expect(because).toMatch(/not two identities/)
  })

  it('withdraws when the application turns out to be the person’s own', () => {
    const rows = [
      application(1, { emails: ['dana@fastmail.com'], place: phoenix }),
      person(1, { emails: ['dana@fastmail.com'], place: columbus }),
    ]
    expect(judge(...rows).evidence?.is).toBe('evidence')
    const linked = person(1, { emails: ['dana@fastmail.com'], place: columbus, application: 'A-1' })
    expect(judge(...rows, linked).all).toEqual([])
  })

  it('calls nine candidates on one number an agency', () => {
    const candidates = Array.from({ length: 9 }, (_, i) =>
      application(i, { phones: ['+1 212 555 7781'], address: `${i}00 Main Street, Springfield IL` }),
    )
    expect(judge(...candidates).because).toMatch(/^9 identities share it: an agency/)
  })

  it('does not hold an agency’s own contact against its candidates', () => {
    const sent = (n: number, agency: string | undefined, place: object) =>
      application(n, { emails: ['desk@staffing.example'], place, agency })
    const two = judge(sent(1, 'Example Staffing, Inc.', phoenix), sent(2, 'EXAMPLE STAFFING', columbus))
    expect(two.because).toBe('all of them came through one agency: it is the agency’s own contact')
    expect(two.all).toEqual([])
    const rostered = judge(sent(1, 'Example Staffing', phoenix), sent(2, undefined, columbus), {
      kind: 'submission',
      at,
      about: ['application:A-2'],
      data: { agency: 'Example Staffing' },
    })
    expect(rostered.because).toMatch(/agency’s own/)
  })

  it.each([
    ['another agency', 'Sample Talent'],
    ['no agency', undefined],
    ['a word that names none', 'Direct'],
  ])('still sees a contact that stands on a candidate of %s as well', (_, agency) => {
    const mail = { emails: ['k@fastmail.com'] }
    const { evidence } = judge(
      application(1, {
        ...mail,
        place: phoenix,
        agency: agency === 'Direct' ? 'Direct' : 'Example Staffing',
      }),
      application(2, { ...mail, place: columbus, agency }),
    )
    expect(evidence?.weight).toBe(2)
  })

  it('says little of an address, and nothing where only two share it', () => {
    const home = { address: '12 Oak Street, Columbus OH' }
    expect(judge(application(1, home), application(2, home)).evidence?.is).toBe('clear')
    const three = judge(application(1, home), application(2, home), person(3, home)).evidence
    expect(three?.weight).toBe(0.4)
  })

  it('never meets on a name or on what a form fills in', () => {
    const filled = {
      name: 'Jordan Smith',
      emails: ['test@test.com'],
      phones: ['000-000-0000', '201-555-0123'],
    }
    const { all, because } = judge(application(1, filled), application(2, filled))
    expect(all).toEqual([])
    expect(because).toBeUndefined()
  })
})

describe('one candidate in an applicant system', () => {
  const apply = (id: string, candidate: string | undefined, n: number) => {
    const data = { emails: ['kim.lee@letters.example'], place: { lat: 40 + n, lon: -100 }, candidate }
    const row = { kind: 'application', at: 1_767_225_600_000 + n, about: [`application:${id}`], data }
    const accepted = accept(row, { source: 't', id, receivedAt: 1_770_000_000_000 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  }
  const findings = (...candidates: (string | undefined)[]) =>
    drain(plan([sharedContact]), [candidates.map((c, i) => apply(`A-${i}`, c, i * 5))]).evidence.filter(
      (e) => e.is === 'evidence',
    )

  it('may apply twice with one mailbox', () => {
    expect(findings('77', '77')).toEqual([])
  })

  it('is another identity than a second candidate with the same mailbox', () => {
    expect(findings('77', '78')[0]?.weighsOn).toEqual(['person:candidate-77', 'person:candidate-78'])
    expect(findings(undefined, undefined)[0]?.weighsOn).toEqual(['application:A-0', 'application:A-1'])
  })
})
