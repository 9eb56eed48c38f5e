import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import emailAcademic from './email-academic.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([emailAcademic], lists), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight,
    says: evidence?.says,
    because: out.abstentions[0]?.because,
  }
}

const studied = (email: string, ...schools: string[]) => ({
  emails: [email],
  education: schools.map((institution) => ({ institution })),
})

describe('contact/email-academic', () => {
  it('says a little where the résumé names other schools only, or none', () => {
    expect(judge(studied('d@student.smc.edu', 'Stanford University'))).toMatchObject({
      is: 'evidence',
      weight: 0.4,
    })
    expect(judge(studied('d@student.smc.edu')).is).toBe('evidence')
    expect(judge(studied('d@uni.edu.kg', 'MIT')).is).toBe('evidence')
  })

  it.each([
    ['d@student.smc.edu', 'Santa Monica College'],
    ['d@student.butte.edu', 'Butte College, Oroville'],
    ['d@my.canyons.edu', 'College of the Canyons'],
    ['d@stanford.edu', 'MIT'],
    ['d@alumni.ox.ac.uk', 'MIT'],
  ])('has nothing against %s with %s', (email, school) => {
    expect(judge(studied(email, school)).is).toBe('clear')
  })

  it('does not judge a college whose domain it does not know', () => {
    expect(judge(studied('d@student.laccd.edu', 'Example Valley College')).because).toMatch(/may be/)
    expect(judge(studied('d@student.smc.edu', 'Stanford University', 'Example Valley College')).is).toBe(
      'abstain',
    )
  })

  it.each([[['d@gmail.com']], [['d@letters.example']], [['test@test.com']], [[]]])(
    'abstains on %j',
    (emails) => {
      expect(judge({ emails, education: [{ institution: 'MIT' }] }).is).toBe('abstain')
    },
  )

  it('abstains when the list is empty', () => {
    const empty = { 'abused-domains': { ...facts['abused-domains'], data: { domains: [] } } }
    expect(judge(studied('d@student.smc.edu', 'MIT'), empty).because).toMatch(/list/)
  })
})
