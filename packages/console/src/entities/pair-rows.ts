import type { PairExplanation } from '@telltale/core'

/** One row of a pair's weights: where the running total comes from and goes to, log10 odds. */
export interface PairRow {
  label: string
  level: string
  a: string
  b: string
  weight?: number
  oneIn?: number
  kind: 'prior' | 'towards' | 'against' | 'none' | 'total'
  from: number
  to: number
}

/** "givenName" as people say it: "Given name". */
function fieldInWords(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/**
 * A pair as a waterfall: what it starts from, what agrees by size, what disagrees by size, what only one of the two
 * has, and the sum.
 */
export function pairRows(pair: PairExplanation): { rows: PairRow[]; low: number; high: number } {
  const rows: PairRow[] = []
  let at = pair.prior
  rows.push({
    ...said('Any two that were compared', ''),
    kind: 'prior',
    from: at,
    to: at,
    weight: pair.prior,
  })
  const rank = (w: number) => (w > 0 ? 0 : w < 0 ? 1 : 2)
  const fields = [...pair.fields].sort(
    (x, y) =>
      rank(x.weight) - rank(y.weight) ||
      Math.abs(y.weight) - Math.abs(x.weight) ||
      (x.field < y.field ? -1 : x.field > y.field ? 1 : 0),
  )
  for (const f of fields) {
    const to = at + f.weight
    rows.push({
      ...{ label: fieldInWords(f.field), level: f.level, a: f.a, b: f.b, weight: f.weight, from: at, to },
      ...(f.oneIn !== undefined && { oneIn: f.oneIn }),
      kind: f.weight > 0 ? 'towards' : f.weight < 0 ? 'against' : 'none',
    })
    at = to
  }
  rows.push({ ...said('Together', ''), kind: 'total', from: at, to: at, weight: pair.weight })
  const ends = [0, pair.threshold, ...rows.flatMap((r) => [r.from, r.to])]
  return { rows, low: Math.floor(Math.min(...ends)), high: Math.ceil(Math.max(...ends)) }
}

function said(label: string, level: string) {
  return { label, level, a: '', b: '' }
}

/** Why a pair is or is not one person, in a sentence. */
export function verdictOf(pair: PairExplanation): string {
  const is = pair.linked ? 'One person' : 'Not taken for one person'
  if (pair.rule) return `${is}: ${pair.rule}.`
  const over = pair.weight - pair.threshold
  const by = Math.abs(over).toFixed(1)
  return `${is}: ${over >= 0 ? `${by} above` : `${by} below`} the weight from which two records are linked.`
}
