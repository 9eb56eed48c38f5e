import type { LinkRecord } from '@telltale/core'
import { linkage } from '@telltale/core'
import { linkAll } from '../../packages/server/src/linkage/batch.ts'
import type { Bench, Target } from '../section.ts'
import { sample } from './people.ts'

const count = 10_000
const others = 20_000

/** What 10,000 people wrote alike; some of it is on no list of placeholders: only that so many have it says so. */
const shared: [string, Partial<LinkRecord>][] = [
  [
    '"N/A" in every field',
    { phones: ['N/A'], emails: ['N/A'], street: 'N/A', birthDate: 'N/A', documents: ['N/A'] },
  ],
  [
    '000-00-0000, (000) 000-0000, test@test.com, 1900-01-01',
    {
      ...{ phones: ['(000) 000-0000'], emails: ['test@test.com'], birthDate: '1900-01-01' },
      ...{ documents: ['000-00-0000'] },
    },
  ],
  [
    'one agency’s phone, address and e-mail, on no list',
    {
      ...{ phones: ['(212) 736-4471'], emails: ['desk@an-agency.example'], street: '40 Harbor Street' },
      ...{ postcode: '10004', city: 'Bayport', region: 'NY' },
    },
  ],
  [
    'one birth date and city, as a form fills them in',
    { birthDate: '1990-01-01', city: 'Bayport', region: 'NY' },
  ],
]

const bench: Bench = {
  title: 'Placeholders and hubs',
  async run() {
    const people = sample(others + count * 2, 31)
    const seen = new Set<number>()
    const distinct = people.records.filter((_, i) => {
      const known = seen.has(people.people[i]!)
      seen.add(people.people[i]!)
      return !known
    })
    const rest = distinct.slice(count, count + others)
    const { model } = await linkAll(rest)
    const targets = shared.map(([what, fields]): Target => {
      // strangers, all of them: whatever is joined is wrong
      const glued = distinct.slice(0, count).map((record) => ({ ...record, ...fields }))
      const held = linkage(model)
      const before = performance.now()
      held.load([...rest, ...glued])
      const seconds = (performance.now() - before) / 1000
      const largest = [...held.entities()].reduce((n, e) => Math.max(n, e.records.length), 1)
      const most = fields.birthDate && fields.city ? namesakes(glued) : 4
      return {
        what: `${what}: largest entity`,
        ...{ aim: `≤ ${most}`, measured: String(largest), met: largest <= most },
        n: `${count.toLocaleString('en-US')} strangers beside ${rest.length.toLocaleString('en-US')} others, ${seconds.toFixed(1)} s`,
      }
    })
    return [
      {
        title: `${count.toLocaleString('en-US')} strangers who wrote the same`,
        targets,
        notes: [
          'Nobody here has two records. Strangers who agree in name and household by chance, couples and twins among them, may still be taken for one: hence four. Those who agree in birth date and city may be taken for one where their whole name is the same too: the aim is the number who have the commonest one.',
        ],
      },
    ]
  },
}

export default bench

/** How many have the commonest whole name. */
function namesakes(records: readonly LinkRecord[]): number {
  const counts = new Map<string, number>()
  for (const { givenName, familyName } of records) {
    const name = `${givenName} ${familyName}`
    if (givenName && familyName) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return Math.max(...counts.values())
}
