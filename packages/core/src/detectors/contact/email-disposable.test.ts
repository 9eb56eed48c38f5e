import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import emailDisposable from './email-disposable.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([emailDisposable], lists), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight,
    says: evidence?.says,
    because: out.abstentions[0]?.because,
  }
}

const lists: Partial<FactLists> = {
  'disposable-domains': {
    ...facts['disposable-domains'],
    version: 'test',
    data: { domains: new Set(['minutes.example', 'gmail.com', 'opayq.com']) },
  },
}

describe('contact/email-disposable', () => {
  it.each(['dana@minutes.example', 'Dana+jobs@MINUTES.example ', 'x@a.b.minutes.example'])(
    'finds %s',
    (email) => {
      expect(judge({ emails: [email] }, lists)).toMatchObject({ is: 'evidence', weight: 1.2 })
    },
  )

  it.each([
    'dana@letters.example',
    'dana@notminutes.example',
    'dana@minutes.example.org',
    'minutes.example@letters.example',
    'dana.lee@gmail.com',
    'a1b2@opayq.com',
    'a1b2@privaterelay.appleid.com',
    'a1b2@dana.anonaddy.com',
    'dana@münchen.example',
  ])('has nothing against %s', (email) => {
    expect(judge({ emails: [email] }, lists).is).toBe('clear')
  })

  it('is content with one lasting address', () => {
    expect(judge({ emails: ['dana@minutes.example', 'dana@letters.example'] }, lists).is).toBe('clear')
  })

  it.each([
    [[]],
    [['none']],
    [['test@test.com']],
    [['dana@localhost']],
    [['@minutes.example']],
    [['a b@minutes.example']],
  ])('abstains on %j', (emails) => {
    expect(judge({ emails }, lists).is).toBe('abstain')
  })

  it('abstains without a list', () => {
    expect(judge({ emails: ['dana@minutes.example'] }).because).toMatch(/no list/)
  })
})
