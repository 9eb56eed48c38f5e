import { type LinkRecord, linkage } from '@telltale/core'
import { linkAll } from '../../packages/server/src/linkage/batch.ts'
import { seeded } from '../machine.ts'
import type { Bench, Section } from '../section.ts'
import { emailOf } from './households.ts'
import { sample } from './people.ts'

const wanted = Math.min(Number(process.env.TELLTALE_BENCH_RECORDS ?? 300_000), 300_000)
const pairsEach = Number(process.env.TELLTALE_BENCH_RECORDS ?? 300_000) < 300_000 ? 10_000 : 40_000
const bands = ['rarest fifth', 'rare', 'middling', 'common', 'commonest fifth']

/** What two namesakes, who are two people, happen to have in common beside the name. */
const coincidences: [string, (a: LinkRecord, b: LinkRecord) => LinkRecord | undefined][] = [
  ['the name alone', (_, b) => b],
  [
    'the name and the birth year',
    (a, b) =>
      a.birthDate && b.birthDate
        ? { ...b, birthDate: a.birthDate.slice(0, 4) + b.birthDate.slice(4) }
        : undefined,
  ],
  ['the name and the city', (a, b) => ({ ...b, city: a.city!, region: a.region! })],
  [
    'the name and the household',
    (a, b) =>
      a.street && a.street !== 'N/A'
        ? { ...b, street: a.street, city: a.city!, region: a.region!, postcode: a.postcode! }
        : undefined,
  ],
]

const bench: Bench = {
  title: 'False links by how common a name is',
  async run() {
    const { records, people, usual } = sample(wanted, 41)
    const { linkage: held, model } = await linkAll(records)
    const band = bandsOf(people, usual)
    const sections: Section[] = [natural()]
    const random = seeded(42)
    const rows: Row[] = coincidences.map(([what, share]) => {
      const counts = bands.map(() => ({ wrong: 0, n: 0 }))
      const pairs: { band: number; a: LinkRecord; b: LinkRecord }[] = []
      for (let tries = 0; tries < pairsEach * 60 && pairs.length < pairsEach * bands.length; tries++) {
        const [i, j] = [Math.floor(random() * records.length), Math.floor(random() * records.length)]
        const at = band[i]!
        if (people[i] === people[j] || counts[at]!.n >= pairsEach) continue
        const a = records[i]!
        const b = a.givenName && a.familyName ? share(a, namesake(a, records[j]!, random)) : undefined
        if (!b) continue
        counts[at]!.n++
        pairs.push({ band: at, a: { ...a, id: `a${pairs.length}` }, b: { ...b, id: `b${pairs.length}` } })
      }
      const alone = linkage(model)
      for (const { band: at, a, b } of pairs) {
        alone.add(a)
        alone.add(b)
        if (alone.entityOf(a.id)!.records.length > 1) counts[at]!.wrong++
        alone.remove(a.id)
        alone.remove(b.id)
      }
      return { what, counts }
    })
    sections.push(
      section('Two honest namesakes, record by record', rows, [
        'Each pair is two different people’s records; the second takes the first one’s name as written, an e-mail address in that name, and what the row says. Everything else stays as it was, missing fields too. Household: father and son, or a name that two flatmates share, with different birth dates.',
        'The model is the one learnt from the whole sample: how common names are is known from there.',
      ]),
    )
    return sections

    /** In the sample as it is: people of whom a record was joined with a stranger’s. */
    function natural(): Section {
      const at = new Map(records.map((r, i) => [r.id, i]))
      const counts = bands.map(() => ({ wrong: 0, n: 0 }))
      for (const one of band) counts[one]!.n++
      for (const { records: ids } of held.entities()) {
        const rows = ids.map((id) => at.get(id)!)
        if (rows.every((row) => people[row] === people[rows[0]!])) continue
        for (const row of rows)
          if (rows.some((other) => people[other] !== people[row])) counts[band[row]!]!.wrong++
      }
      return section(
        'In the whole sample',
        [{ what: 'records joined with a stranger’s', counts }],
        [
          `${wanted.toLocaleString('en-US')} records linked as they are; nearly all of these strangers live in one household and share a family name.`,
        ],
      )
    }
  },
}

export default bench

interface Row {
  what: string
  counts: { wrong: number; n: number }[]
}

function section(title: string, rows: Row[], notes: string[]): Section {
  return {
    title,
    targets: rows.map(({ what, counts }) => {
      const rates = counts.map(({ wrong, n }) => wrong / n)
      const [low, high] = [Math.min(...rates), Math.max(...rates)]
      const n = counts.reduce((sum, c) => sum + c.n, 0)
      const ratio = high === 0 ? 1 : high / low
      return {
        what: `${what}: false links of the band with most, in times that with fewest`,
        aim: '≤ 1.25',
        measured: high === 0 ? 'no false link' : low === 0 ? '∞' : ratio.toFixed(2),
        met: ratio <= 1.25,
        n: `${n.toLocaleString('en-US')} in five bands, ${counts.reduce((sum, c) => sum + c.wrong, 0)} false links`,
      }
    }),
    notes: [
      'Bands are fifths of the records by the product of how often the person’s given and family name, as usually written, stand in the sample. In brackets: exact 95 % intervals (Clopper and Pearson).',
      ...notes,
    ],
    tables: [
      {
        title: 'False links in 10,000',
        columns: ['', ...bands],
        rows: rows.map(({ what, counts }) => [what, ...counts.map(({ wrong, n }) => rateOf(wrong, n))]),
      },
    ],
  }
}

/** By record: the fifth of its person's usual name, the rarest first. */
function bandsOf(people: Uint32Array, usual: readonly (readonly [string, string])[]): Uint8Array {
  const [given, family] = [0, 1].map((part) => {
    const counts = new Map<string, number>()
    for (const person of people) {
      const name = usual[person]![part]!
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return counts
  }) as [Map<string, number>, Map<string, number>]
  const common = (person: number) => given.get(usual[person]![0])! * family.get(usual[person]![1])!
  const order = [...people]
    .map((person, i) => [common(person), i] as const)
    .sort(([a, i], [b, j]) => a - b || i - j)
  const out = new Uint8Array(people.length)
  order.forEach(([, i], rank) => {
    out[i] = Math.floor((rank * bands.length) / people.length)
  })
  return out
}

function namesake(a: LinkRecord, b: LinkRecord, random: () => number): LinkRecord {
  const { name: _, ...rest } = b
  const [given, family] = [a.givenName!, a.familyName!]
  const emails = b.emails && [emailOf(given, family, b.birthDate ?? '1980-01-01', random)]
  const { profiles: __, ...without } = rest
  return { ...without, givenName: given, familyName: family, ...(emails && { emails }) }
}

function rateOf(wrong: number, n: number): string {
  const [low, high] = interval(wrong, n)
  const shown = (rate: number) => (rate * 10_000).toFixed(1)
  return `${shown(wrong / n)} (${shown(low)}–${shown(high)})`
}

/** Clopper and Pearson's interval by bisection of the binomial tail. */
function interval(k: number, n: number): [number, number] {
  const half = (below: (p: number) => boolean) => {
    let [low, high] = [0, 1]
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2
      if (below(middle)) low = middle
      else high = middle
    }
    return low
  }
  return [
    k === 0 ? 0 : half((p) => 1 - cumulative(k - 1, n, p) < 0.025),
    k === n ? 1 : half((p) => cumulative(k, n, p) > 0.025),
  ]
}

/** P(X ≤ k) of a binomial. */
function cumulative(k: number, n: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return k >= n ? 1 : 0
  let log = n * Math.log1p(-p)
  let sum = Math.exp(log)
  for (let i = 1; i <= k; i++) {
    log += Math.log((n - i + 1) / i) + Math.log(p) - Math.log1p(-p)
    sum += Math.exp(log)
  }
  return Math.min(1, sum)
}
