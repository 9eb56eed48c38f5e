import { fraction } from '../digest.ts'
import { Blocks } from './blocks.ts'
import { candidateLinks } from './candidates.ts'
import { candidateRules, chooseRules, type Found } from './choose-rules.ts'
import { Columns } from './columns.ts'
import { assumed, assumedFrequencies, defaultModel } from './default-model.ts'
import { type Compared, code, countsOf, expect, smooth, width } from './em.ts'
import { contexts, type Field, fields, missing, room } from './fields.ts'
import { frequenciesOf } from './frequencies.ts'
import { type FieldModel, frozen, type LinkModel, type Shares } from './model.ts'
import { rules } from './rules.ts'
import { Scorer } from './scorer.ts'
import { spread } from './storage.ts'
import type { LinkRecord } from './types.ts'

/** With fewer records there is nothing to learn from: the model that ships is better. Assumed. */
const fewest = 200
/** A random part of this size says as much as all. */
const sample = 40_000
const randomPairs = 200_000
/** Pairs of one blocking rule that are looked at. */
const rulePairs = 10_000

/** A model that is not finished. */
export type Draft = Omit<LinkModel, 'version' | 'format'>

/**
 * Learns a model from records that nobody has labelled: u from random pairs, m by EM over the pairs of one blocking rule after
 * another, frequencies of values, the prior, and which blocking rules are worth their pairs. The same records and seed give the
 * same model, in whatever order they come. With fewer than 200 records it is `defaultModel`.
 */
export function learnModel(records: Iterable<LinkRecord>, options: { seed?: number } = {}): LinkModel {
  return learnFrom(sampleOf(records, options))
}

/** What `learnModel` learns from: a random part of the records that depends on their ids alone. It can go to another thread. */
export interface LearningSample {
  records: LinkRecord[]
  /** Of how many. */
  count: number
  seed: number
}

export function learnFrom({ records, count, seed }: LearningSample): LinkModel {
  if (count < fewest) return defaultModel
  const columns = new Columns()
  for (const record of records) columns.add(record)
  const scale = count / columns.rows
  const candidates = candidateRules(columns, count)
  const bySample = (blocking: LinkModel['blocking']) =>
    new Blocks(
      columns,
      blocking.map(({ rule, cap }) => ({ rule, cap: Math.max(2, Math.round(cap / scale)) })),
    )
  let draft: Draft = {
    ...{ records: count, prior: -Math.log10(columns.rows), threshold: defaultModel.threshold },
    ...{ fields: assumed, frequencies: assumedFrequencies, blocking: candidates },
  }
  for (let round = 0; round < 2; round++) {
    const blocks = bySample(draft.blocking)
    blocks.fillAll()
    draft = { ...draft, fields: estimate(columns, blocks, draft, seed) }
    const { people, found, prior } = matches(columns, blocks, draft)
    if (round === 0) draft.blocking = chooseRules(candidates, found, blocks, count)
    draft = { ...draft, prior, frequencies: frequenciesOf(columns, people, assumedFrequencies) }
  }
  return frozen(draft)
}

export function sampleOf(
  records: Iterable<LinkRecord>,
  { seed = 1 }: { seed?: number } = {},
): LearningSample {
  const all = Array.isArray(records) ? (records as readonly LinkRecord[]) : [...records]
  const ranks = new Float64Array(all.length)
  for (let i = 0; i < all.length; i++) ranks[i] = fraction(`${seed} ${all[i]!.id}`)
  // Sorting numbers alone is quick, sorting a million records is not. Versions of one record have one rank and count once.
  const sorted = ranks.toSorted()
  let count = 0
  let last = 1
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue
    count++
    if (count === sample) last = sorted[i]!
  }
  const ids = new Set<string>()
  const chosen: { record: LinkRecord; rank: number }[] = []
  for (let i = 0; i < all.length; i++) {
    const record = all[i]!
    if (ranks[i]! > last || ids.has(record.id)) continue
    ids.add(record.id)
    chosen.push({ record, rank: ranks[i]! })
  }
  chosen.sort((x, y) => x.rank - y.rank || (x.record.id < y.record.id ? -1 : 1))
  return { records: chosen.slice(0, sample).map(({ record }) => record), count, seed }
}

/** m and u of all fields under a draft. */
function estimate(columns: Columns, blocks: Blocks, draft: Draft, seed: number): Record<Field, FieldModel> {
  const scorer = new Scorer(frozen(draft), columns, () => false)
  const codes = () => fields.map(() => new Float64Array(room * contexts.length))
  const strangers = codes()
  // Pairs of a block are no random strangers, but only they show enough of those who agree in the field that another depends on.
  const stranger = (weight: number, blockedOn?: readonly Field[]) => {
    // In a block half of a doubtful pair would be most of what such strangers are: only those that are likelier two people count.
    const p = blockedOn && weight > 0 ? 0 : 1 / (1 + 10 ** weight)
    for (let f = 0; f < width; f++) {
      const [level, context] = [scorer.levels[f]!, scorer.contexts[f]!]
      if (level === missing || (blockedOn && (context === 0 || blockedOn.includes(fields[f]!)))) continue
      strangers[f]![code(level, context)]! += p
    }
  }
  const random = generator(seed)
  for (let i = 0; i < randomPairs; i++) {
    const a = Math.floor(random() * columns.rows)
    const b = Math.floor(random() * columns.rows)
    if (a !== b) stranger(scorer.score(a, b))
  }
  const counts = codes()
  for (const table of blocks.tables) {
    const { of } = rules[table.rule]!
    const expected = expect(
      comparedBy(blocks, table.rule, scorer, columns.rows, seed, (weight) => stranger(weight, of)),
      draft.fields,
      of,
    )
    fields.forEach((field, f) => {
      expected[field]?.forEach((n, at) => {
        counts[f]![at]! += n
      })
    })
  }
  const shares = (f: number, context: number, before: Shares): Shares => ({
    m: smooth(countsOf(counts[f]!, context), before.m).map(short),
    u: smooth(countsOf(strangers[f]!, context), before.u, 200).map(short),
  })
  return Object.fromEntries(
    fields.map((field, f): [Field, FieldModel] => {
      const { near, apart } = assumed[field]
      return [
        field,
        {
          ...shares(f, 0, assumed[field]),
          ...(near && { near: shares(f, 1, near) }),
          ...(apart && { apart: shares(f, 2, apart) }),
        },
      ]
    }),
  ) as Record<Field, FieldModel>
}

const short = (x: number) => Number(x.toPrecision(5))

/** Pairs of one rule, at most so many, chosen by hash; those of strangers serve for what holds in one town or street. */
function comparedBy(
  blocks: Blocks,
  rule: string,
  scorer: Scorer,
  rows: number,
  seed: number,
  stranger: (weight: number) => void,
): Compared {
  const table = blocks.tables.find((one) => one.rule === rule)!
  const total = table.pairs()
  const share = Math.min(1, rulePairs / Math.max(1, total))
  const out = {
    count: 0,
    levels: new Uint8Array(rulePairs * 2 * width),
    u: new Float32Array(rulePairs * 2 * width),
  }
  for (let a = 0; a < rows && out.count < rulePairs * 2; a++)
    for (const key of blocks.keys(table, a).slice()) {
      for (
        let node = table.comparable(key);
        node >= 0 && out.count < rulePairs * 2;
        node = table.after(node)
      ) {
        const b = table.rowAt(node)
        if (b <= a) break
        if (share < 1 && (spread(a * 7919 + b * 104_729 + seed) >>> 0) / 2 ** 32 > share) continue
        stranger(scorer.score(a, b))
        const from = out.count++ * width
        for (let f = 0; f < width; f++) {
          const level = scorer.levels[f]!
          out.levels[from + f] = level === missing ? missing : code(level, scorer.contexts[f]!)
          if (level !== missing) out.u[from + f] = scorer.strangers[f]!
        }
      }
    }
  return out
}

/** Who is one person in the sample, which rules find the pairs of each, and how rare such a pair is. */
function matches(
  columns: Columns,
  blocks: Blocks,
  draft: Draft,
): { people: Int32Array; found: Found; prior: number } {
  const model = frozen(draft)
  const tables = new Map(blocks.tables.map((table) => [table.rule, table]))
  const scorer = new Scorer(model, columns, (rule, key) => tables.get(rule)?.isOff(key) === true)
  const people = Int32Array.from({ length: columns.rows }, (_, row) => row)
  const root = (row: number): number => {
    let at = row
    while (people[at] !== at) at = people[at] = people[people[at]!]!
    return at
  }
  const found: Found = { pairs: 0, by: new Map() }
  candidateLinks(columns, blocks, scorer, model.threshold, (a, b) => {
    const [x, y] = [root(a), root(b)]
    people[Math.max(x, y)] = Math.min(x, y)
    found.pairs++
    let mask = 0
    blocks.tables.forEach((table, i) => {
      if (blocks.shared(table, a, b)) mask += 2 ** i
    })
    found.by.set(mask, (found.by.get(mask) ?? 0) + 1)
  })
  for (let row = 0; row < columns.rows; row++) people[row] = root(row)
  const all = (columns.rows * (columns.rows - 1)) / 2
  return { people, found, prior: short(Math.log10((found.pairs + 1) / all)) }
}

/** Numbers in [0, 1) from a seed (mulberry32, public domain). */
function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
