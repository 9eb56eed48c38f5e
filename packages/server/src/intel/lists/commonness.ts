import { facts } from '@telltale/core'
import { commonnessFrom, countSizes } from '@telltale/core/signals/commonness'
import { defineSupply } from '../supply.ts'
import { type Cell, readTable } from '../table.ts'

type Counts = Record<string, number[]>

const type: Cell = (cell) =>
  Object.hasOwn(facts.commonness.data.types, cell.toLowerCase())
    ? { value: cell.toLowerCase() }
    : {
        problem: `${JSON.stringify(cell.slice(0, 40))} is not a type: write one of ${Object.keys(facts.commonness.data.types).join(', ')}`,
      }

const number =
  (least: number): Cell =>
  (cell) =>
    /^\d{1,12}$/.test(cell) && Number(cell) >= least
      ? { value: Number(cell) }
      : { problem: `${JSON.stringify(cell.slice(0, 40))} is not a number from ${least} on` }

/** How many of a company's attributes of a type are seen on so many identities each; kept as counts, joined when opened. */
export default defineSupply<'commonness', Counts>({
  id: 'commonness',
  title: 'How common shared attributes are with you',
  form: 1,
  feeds: 'commonness',
  company: true,
  licence: 'Yours',
  publisher: 'Your company',
  files: [{ name: 'commonness.csv' }],
  async read(parts) {
    const [part] = parts.values()
    const rows = (await readTable(part!, {
      type: { cell: type, required: true },
      identities: { cell: number(1), required: true, or: ['size'] },
      attributes: { cell: number(0), required: true, or: ['count'] },
    })) as { type: string; identities: number; attributes: number }[]
    const data: Counts = {}
    for (const { type, identities, attributes } of rows) {
      const counts = countSizes([identities], attributes)
      data[type] = counts.map((count, i) => count + (data[type]?.[i] ?? 0))
    }
    return { data, entries: rows.length }
  },
  join: (list, counts) => commonnessFrom(counts, list),
})
