import { describe, expect, it } from 'vitest'
import { accept, digest, drain, facts, plan } from '../../index.ts'
import mailboxAddress from './mailbox-address.ts'

const chain = facts['mailbox-agents']
const loaded = {
  ...chain,
  version: 'test',
  data: {
    ...chain.data,
    addresses: Array.from({ length: 150 }, (_, i) => ({
      street: `${900 + i} Boylston St Suite 500 #MAILBOX`,
      city: 'Boston',
      region: 'MA',
      postcode: '02116',
      of: 'Harbor Mail',
    })),
  },
}
const own = {
  ...facts.forwarders,
  version: 'own',
  data: {
    addresses: [{ street: '5 Dock Road', city: 'Newark', region: 'NJ', postcode: '07114', of: 'Dock' }],
  },
}

function judge(address: string | undefined, lists: Parameters<typeof plan>[1] = {}) {
  const row = { kind: 'application', at: 1_767_225_600_000, about: ['application:A-1'], data: { address } }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([mailboxAddress], lists), [[accepted.observation]])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('location/mailbox-address', () => {
  it.each([
    ['64 W Central Ave PMB 1204, Edgewater, MD 21037', /private mailbox/],
    ['64 W Central Ave, P.M.B. #12, Edgewater MD', /private mailbox/],
    ['Private Mail Box 9, 64 W Central Ave, Edgewater MD', /private mailbox/],
    ['c/o The UPS Store, 12 Oak St, Columbus OH 43215', /names The UPS Store/],
    ['iPostal1, 12 Oak St Ste 4, Columbus OH 43215', /iPostal1/],
    ['4283 Express Ln Suite 335-12, Sarasota FL 34249', /mail is received for others \(MyUS\)/],
  ])('knows forms, chains and published addresses without a list: %s', (address, says) => {
    const { evidence } = judge(address)
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.says).toMatch(says)
    expect(evidence?.weights).toEqual({
      'identity-invented': 0.8,
      'device-elsewhere': 0.8,
      'hands-elsewhere': 0.4,
      'identity-stolen': 0.4,
    })
  })

  it('finds a loaded address, and one of the company’s own, and cites the lists', () => {
    const found = judge('901 Boylston Street, Ste. 500-77, Boston 02116', { 'mailbox-agents': loaded })
    expect(found.evidence?.says).toMatch(/Harbor Mail/)
    expect(found.evidence?.lists).toMatchObject({ 'mailbox-agents': 'test' })
    const ours = judge('5 Dock Rd Unit 9, Newark, NJ 07114', { forwarders: own })
    expect(ours.evidence?.says).toBe(
      'The home address stands on your company’s list of forwarders and mailboxes.',
    )
    expect(ours.evidence?.lists).toMatchObject({ forwarders: 'own' })
  })

  it.each([
    ['a flat in the same house', '901 Boylston St Apt 12, Boston, MA 02116'],
    ['a numbered flat', '12 Oak Street #1204, Columbus, OH 43215'],
    ['a suite of nobody on the list', '12 Oak Street Suite 500, Boston, MA 02116'],
    ['a road that is called Mailbox', '12 Mailbox Road, Columbus, OH 43215'],
    ['a road that is called like a chain', '7 Mail Depot Rd, Columbus, OH 43215'],
    ['somebody taken in by a friend', 'c/o Lee, 12 Oak Street, Columbus, OH 43215'],
  ])('leaves %s alone', (_, address) => {
    expect(judge(address, { 'mailbox-agents': loaded }).evidence?.is).toBe('clear')
  })

  it.each([
    ['no address', undefined, /no address/],
    ['a post office box: many homes have no delivery', 'PO Box 12, Salem, OR 97301', /no house and street/],
    ['a town', 'Austin, TX', /no house and street/],
    ['an ordinary address while no list is loaded', '12 Oak Street, Columbus, OH 43215', /load the list/],
  ])('does not judge %s', (_, address, because) => {
    const found = judge(address)
    expect(found.evidence).toBeUndefined()
    expect(found.because).toMatch(because)
  })

  it('does not guess the door of a house', () => {
    const { evidence, because } = judge('901 Boylston St, Boston, MA 02116', { 'mailbox-agents': loaded })
    expect(evidence).toBeUndefined()
    expect(because).toMatch(/no suite is written/)
  })
})
