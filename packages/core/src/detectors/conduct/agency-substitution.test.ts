import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import agencySubstitution from './agency-substitution.ts'

const at = 1_767_225_600_000
const day = 86_400_000

function judge(...rows: object[]) {
  const observations = rows.map((row, i) => {
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([agencySubstitution]), [observations])
  expect(out.faults).toEqual([])
  const split = drain(
    plan([agencySubstitution]),
    observations.toReversed().map((o) => [o]),
  )
  expect(split.evidence).toEqual(out.evidence)
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const sent = (n: number, data: object, more: object = {}) => {
  const about = [`application:A-${n}`]
  const when = at + n * day
  return [
    { kind: 'application', at: when, about, data },
    {
      kind: 'submission',
      at: when,
      about,
      data: { agency: 'Example Staffing', agencyCandidate: 'C-17', ...more },
    },
  ]
}
const alder = { name: 'Alder Quill', emails: ['alder@letters.example'] }
const fern = { name: 'Fern Vernier', emails: ['fern@letters.example'] }

describe('conduct/agency-substitution', () => {
  it('sees another person under one number, and weighs on the later one', () => {
    const { evidence } = judge(...sent(1, alder), ...sent(2, fern))
    expect(evidence?.weight).toBe(0.5)
    expect(evidence?.weighsOn).toEqual(['application:A-2'])
    expect(evidence?.says).not.toMatch(/Alder|Fern/)
  })

  it('follows a number that replaces another', () => {
    const { evidence } = judge(
      ...sent(1, alder),
      ...sent(2, fern, { agencyCandidate: 'C-99', supersedes: 'c-17 ' }),
    )
    expect(evidence?.is).toBe('evidence')
  })

  it.each([
    ['for another role', alder],
    ['under a name in another order', { ...alder, name: 'QUILL, Alder' }],
    ['with a new mailbox', { ...alder, emails: ['quill@letters.example'] }],
    ['without a name', { emails: alder.emails }],
  ])('is clear where the same person is submitted again %s', (_, again) => {
    expect(judge(...sent(1, alder), ...sent(2, again)).evidence).toMatchObject({ is: 'clear', weights: {} })
  })

  it('can’t tell a marriage from the agency’s own mailbox, and says so', () => {
    expect(judge(...sent(1, alder), ...sent(2, { ...alder, name: 'Alder Vernier' })).because).toMatch(
      /don’t tell/,
    )
    expect(judge(...sent(1, { name: 'Alder Quill' }), ...sent(2, fern)).because).toMatch(/don’t tell/)
  })

  it('does not mix agencies: two have a candidate of one number', () => {
    expect(judge(...sent(1, alder), ...sent(2, fern, { agency: 'Sample Talent' })).all).toEqual([])
    expect(judge(...sent(1, alder), ...sent(2, alder, { agency: 'Sample Talent' })).all).toEqual([])
    expect(judge(...sent(1, alder), ...sent(2, fern, { agency: 'EXAMPLE STAFFING, Inc.' })).all).toHaveLength(
      1,
    )
  })

  it.each(['N/A', '0', '-', 'none', ' '])(
    'reads nothing into %j where a number belongs',
    (agencyCandidate) => {
      expect(
        judge(...sent(1, alder, { agencyCandidate }), ...sent(2, fern, { agencyCandidate })).all,
      ).toEqual([])
    },
  )

  it('says nothing where a number stands for a role', () => {
    const crowd = Array.from({ length: 4 }, (_, i) =>
      sent(i, { name: `Person ${'ABCD'[i]}bel`, emails: [`p${i}@letters.example`] }),
    )
    expect(judge(...crowd.flat()).because).toMatch(/too many/)
  })
})
