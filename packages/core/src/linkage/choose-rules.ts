import type { Blocks } from './blocks.ts'
import { Blocks as BlockTables } from './blocks.ts'
import type { Columns } from './columns.ts'
import type { BlockingRule } from './model.ts'
import { rules, valueRules } from './rules.ts'

/** Pairs that the model links, by the set of rules that find them (powers of two, in the order of the tables). */
export interface Found {
  pairs: number
  by: Map<number, number>
}

/** A value that so many records carry is a hub. A person with as many records, or an office with as many people, is one. Assumed. */
export const valueCap = 200
/** Of values together. */
const jointCap = 100

const isValue = (rule: string) => (valueRules as readonly string[]).includes(rule)

/** Rules that could find something in these records, and would not drown in pairs. */
export function candidateRules(columns: Columns, records: number): BlockingRule[] {
  const scale = records / columns.rows
  const all = Object.keys(rules).map((rule) => ({ rule, cap: isValue(rule) ? valueCap : jointCap }))
  const blocks = new BlockTables(
    columns,
    all.map(({ rule, cap }) => ({ rule, cap: Math.max(2, Math.round(cap / scale)) })),
  )
  blocks.fillAll()
  // What linking could not afford need not be tried.
  const most = Math.min(budget(records) / 3 / scale, Math.max(5, 400_000 / columns.rows))
  return all.filter(({ rule }, i) => {
    const pairs = blocks.tables[i]!.pairs()
    return isValue(rule) || (pairs > 0 && pairs <= most * columns.rows)
  })
}

/** Pairs for each record that linking may cost, by the number of records: small data can be looked at more closely. No rule takes more than a third. */
function budget(records: number): number {
  return Math.max(6, Math.min(300, 600_000 / records))
}

/** A rule must find so much of what the others miss, and one pair that is a person for so many that it looks at. Assumed. */
const worth = 0.0003
const looked = 2000

/**
 * Chooses rules from those that were tried: always the ones of single values, then whichever finds most pairs that those before
 * it miss for what it costs, while there is room. Each says what it finds and what it costs.
 */
export function chooseRules(
  candidates: BlockingRule[],
  found: Found,
  blocks: Blocks,
  records: number,
): BlockingRule[] {
  const rows = blocks.rows
  const scale = records / rows
  const cost = (i: number) => (blocks.tables[i]!.pairs() * scale) / rows
  const chosen = new Set(candidates.flatMap(({ rule }, i) => (isValue(rule) ? [i] : [])))
  let missed = [...found.by]
  const drop = (i: number) => {
    missed = missed.filter(([mask]) => !includes(mask, i))
  }
  for (const i of chosen) drop(i)
  const whole = budget(records)
  let left = whole
  for (;;) {
    let best = -1
    let value = 0
    candidates.forEach((_, i) => {
      if (chosen.has(i) || cost(i) > Math.min(left, whole / 3)) return
      const gain = gained(missed, i)
      if (gain < worth * found.pairs || gain * looked < (cost(i) * rows) / scale) return
      const rate = gain / (0.5 + cost(i))
      if (rate > value) [best, value] = [i, rate]
    })
    if (best < 0) break
    chosen.add(best)
    drop(best)
    left -= cost(best)
  }
  return [...chosen].map((i) => ({
    ...candidates[i]!,
    finds: Number((gained([...found.by], i) / Math.max(1, found.pairs)).toFixed(4)),
    pairsPerRecord: Number(cost(i).toFixed(3)),
  }))
}

function includes(mask: number, i: number): boolean {
  return Math.floor(mask / 2 ** i) % 2 === 1
}

function gained(by: readonly [number, number][], i: number): number {
  let sum = 0
  for (const [mask, n] of by) if (includes(mask, i)) sum += n
  return sum
}
