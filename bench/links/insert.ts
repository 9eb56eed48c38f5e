import { type Linkage, type LinkRecord, linkage } from '@telltale/core'
import { linkAll } from '../../packages/server/src/linkage/batch.ts'
import { median } from '../machine.ts'
import type { Bench } from '../section.ts'
import { sample } from './people.ts'

const wanted = Number(process.env.TELLTALE_BENCH_RECORDS ?? 1_000_000)
const inserts = 10_000
const compared = Math.min(wanted, 100_000)

const bench: Bench = {
  title: 'One record more',
  long: true,
  async run() {
    const { records } = sample(wanted + inserts, 21)
    const { linkage: held, model } = await linkAll(records.slice(0, wanted))
    const took: number[] = []
    let joined = 0
    for (const record of records.slice(wanted)) {
      const before = performance.now()
      const entity = held.add(record)
      took.push(performance.now() - before)
      if (entity.records.length > 1) joined++
    }
    const sorted = took.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
    const { differing, entities } = await oneByOne(records.slice(0, compared), model)
    return [
      {
        title: `Into ${wanted.toLocaleString('en-US')} records`,
        targets: [
          {
            what: `one record into ${wanted.toLocaleString('en-US')}, 99 of 100 within`,
            ...{ aim: '< 5 ms', measured: `${at(0.99).toFixed(2)} ms`, met: at(0.99) < 5 },
            n: `${inserts.toLocaleString('en-US')} inserts one after the other; half within ${median(took).toFixed(3)} ms, the longest ${at(1).toFixed(1)} ms`,
          },
          {
            what: 'records whose entity differs between a batch and one at a time in another order',
            ...{ aim: '0', measured: String(differing), met: differing === 0 },
            n: `${compared.toLocaleString('en-US')} records, ${entities.toLocaleString('en-US')} entities of two or more, the same frozen model`,
          },
        ],
        notes: [
          `From the record to its entity, blocks and clusters brought up to date. ${joined.toLocaleString('en-US')} of the records inserted joined others. Invented people: bench/links/people.ts.`,
        ],
      },
    ]
  },
}

export default bench

async function oneByOne(records: LinkRecord[], model: Linkage['model']) {
  const { linkage: batch } = await linkAll(records, model)
  const one = linkage(model)
  for (const record of records.toReversed()) one.add(record)
  const shown = (of: Linkage, id: string) => {
    const { id: entity, records: all } = of.entityOf(id)!
    return `${entity} ${all.toSorted().join(' ')}`
  }
  const differing = records.filter(({ id }) => shown(batch, id) !== shown(one, id)).length
  return { differing, entities: [...batch.entities()].length }
}
