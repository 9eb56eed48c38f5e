import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import sharedProfile from './shared-profile.ts'

const at = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }

function judge(...applications: object[]) {
  const rows = applications.map((data, i) => {
    const row = { kind: 'application', at: at + i, about: [`application:A-${i}`], data }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([sharedProfile]), [rows])
  expect(out.faults).toEqual([])
  return {
    all: out.evidence,
    evidence: out.evidence.find((e) => e.is === 'evidence'),
    abstained: out.abstentions,
  }
}

const gives = (url: string, more: object = {}) => ({ profiles: [{ url }], ...more })

describe('identity/shared-profile', () => {
  it.each([
    ['https://www.linkedin.com/in/dana-reyes-dev/', 'http://de.linkedin.com/in/Dana-Reyes-Dev?trk=x'],
    ['https://github.com/dreyes-dev', 'github.com/dreyes-dev/'],
  ])('finds one profile however it is written: %s', (a, b) => {
    const { evidence } = judge(gives(a, { place: phoenix }), gives(b, { place: columbus }))
    expect(evidence?.weights).toEqual({
      'identity-stolen': 1.5,
      'identity-invented': 1.5,
      'job-shared': 0.75,
    })
    expect(evidence?.weighsOn).toEqual(['application:A-0', 'application:A-1'])
    expect(evidence?.says).toMatch(
      /^Another application gives the same profile \(a \w+ profile\) as its own\.$/,
    )
  })

  it('says less where both live in one town: it may be one person', () => {
    const { evidence } = judge(
      gives('github.com/dreyes-dev', { place: phoenix }),
      gives('github.com/dreyes-dev', { place: phoenix }),
    )
    expect(evidence?.weight).toBe(0.5)
  })

  it('tells no applicant anything of another', () => {
    const { evidence } = judge(
      gives('github.com/dreyes-dev', { name: 'Kim Lee', emails: ['kim@letters.example'] }),
      gives('github.com/dreyes-dev', { name: 'Dana Reyes' }),
    )
    expect(JSON.stringify([evidence?.says, evidence?.exhibits])).not.toMatch(/kim|lee|dana|dreyes/i)
  })

  it.each([
    [
      'one person who applied twice',
      { name: 'Dana Reyes', emails: ['d@fastmail.com'] },
      { name: 'Reyes, Dana', emails: ['d@fastmail.com'] },
    ],
    [
      'one candidate of the applicant system',
      { candidate: '7', name: 'A B' },
      { candidate: '7', name: 'C D' },
    ],
  ])('clears %s', (_, a, b) => {
    const { all, evidence } = judge(gives('github.com/dreyes-dev', a), gives('github.com/dreyes-dev', b))
    expect(evidence).toBeUndefined()
    expect(all.every((e) => e.is === 'clear')).toBe(true)
  })

  it.each([
    ['two accounts', 'github.com/dreyes-dev', 'github.com/dreyes-ops'],
    ['one name on two networks', 'github.com/dreyes-dev', 'gitlab.com/dreyes-dev'],
    ['what a form fills in', 'https://linkedin.com/in/yourname', 'https://linkedin.com/in/yourname'],
    ['the front page of a network', 'https://www.linkedin.com/', 'https://www.linkedin.com/'],
  ])('does not tie %s', (_, a, b) => {
    expect(judge(gives(a), gives(b)).all).toEqual([])
  })

  it('takes a page that many give for a school’s or a template’s', () => {
    const { all, abstained } = judge(...Array.from({ length: 9 }, () => gives('github.com/bootcamp-2025')))
    expect(all).toEqual([])
    expect(abstained[0]?.because).toMatch(/^9 identities/)
  })
})
