import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, facts, plan } from '../../index.ts'
import emailLookalike from './email-lookalike.ts'

const at = 1_767_225_600_000

function judge(data: object, lists: Partial<FactLists> = {}) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([emailLookalike], lists), [[accepted.observation]])
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
  companies: {
    ...facts.companies,
    version: 'test',
    data: {
      companies: [
        {
          name: 'Example Freight, Inc.',
          aliases: ['ExFreight'],
          domains: ['example-freight.com', 'exfreight.com'],
        },
        { name: 'Northwind Bank', domains: ['northwind.co.uk'] },
      ],
    },
  },
}
const works = (email: string, ...names: string[]) => ({
  emails: [email],
  work: names.map((name) => ({ name })),
})

describe('contact/email-lookalike', () => {
  it.each([
    ['d@exarnple-freight.com', 'Example Freight', 1.5],
    ['d@ехаmple-freight.com', 'Example Freight', 1.5],
    [`d@${new URL('http://exаmple-freight.com').hostname}`, 'Example Freight', 1.5],
    ['d@exampel-freight.com', 'EXAMPLE FREIGHT INC', 1.2],
    ['d@mail.example-frieght.com', 'ExFreight', 1.2],
    ['d@examplefreight-careers.com', 'Example Freight', 1],
    ['d@hr-northwind.co.uk', 'Northwind Bank', 1],
    ['d@example-freight.net', 'Example Freight', 0.4],
    ['d@northwind.co', 'Northwind Bank', 0.4],
  ])('finds %s beside the listed domain of %s', (email, employer, weight) => {
    expect(judge(works(email, employer), lists)).toMatchObject({ is: 'evidence', weight })
  })

  it.each([
    ['d@contosso.example', 'Contoso', 0.4],
    ['d@c0ntoso.example', 'Contoso Ltd', 0.8],
    ['d@contoso-jobs.example', 'Contoso', 0.3],
  ])('says less of %s beside the mere name %s', (email, employer, weight) => {
    expect(judge(works(email, employer))).toMatchObject({ is: 'evidence', weight })
  })

  it.each([
    ['d@example-freight.com', 'Example Freight'],
    ['d@hq.exfreight.com', 'Example Freight'],
    ['d@example-freight.de', 'Example Freight GmbH'],
    ['d@example-freight.com.mx', 'Example Freight'],
    ['d@northwind.fr', 'Northwind Bank'],
    ['d@examplefreightgroup.com', 'Example Freight'],
    ['d@example-logistics.com', 'Example Freight'],
    ['d@southwind.co.uk', 'Northwind Bank'],
    ['d@dana.dev', 'Example Freight'],
    ['d@contoso.example', 'Contoso'],
    ['d@contoso-gmbh.example', 'Contoso GmbH'],
    ['d@contosos.example', 'Contoso'],
    ['d@getcontoso.example', 'Contoso'],
    ['d@jetblue.com', 'Jet Blue'],
  ])('has nothing against %s of %s', (email, employer) => {
    expect(judge(works(email, employer), lists).is).toBe('clear')
  })

  it('says so when the address is the employer’s own', () => {
    expect(judge(works('d@example-freight.com', 'Acme', 'Example Freight'), lists).says).toBe(
      'The e-mail address is at Example Freight’s own domain.',
    )
  })

  it.each([
    ['an ordinary mailbox', works('examplefreight.careers@gmail.com', 'Example Freight')],
    ['a relay', works('x@example.simplelogin.com', 'Example Freight')],
    ['no employer', works('d@dana.dev')],
    ['an employer with a short name', works('d@ibn.com', 'IBM')],
    ['an employer of signs only', works('d@dana.dev', '???')],
    ['no address', works('n/a', 'Example Freight')],
  ])('abstains on %s', (_, data) => {
    expect(judge(data, lists).is).toBe('abstain')
  })
})
