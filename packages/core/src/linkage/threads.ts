import { type Block, Blocks } from './blocks.ts'
import { candidateLinks, reviewed } from './candidates.ts'
import { Columns } from './columns.ts'
import type { LinkModel } from './model.ts'
import { placeParts } from './places.ts'
import { Scorer } from './scorer.ts'
import { Ints, type Sets, type Texts } from './storage.ts'

/** A batch between its two steps: records are read and blocked, pairs are not yet scored. */
export interface Loading {
  model: LinkModel
  columns: Columns
  blocks: Blocks
  /** Whether the rows still have to be put into the blocks. */
  unblocked: boolean
  /** Takes the links of all parts and makes the clusters. */
  finish(found: Iterable<FoundLinks>): void
}

/** Pairs of rows that are linked or near it, with their weight. */
export interface FoundLinks {
  a: Int32Array
  b: Int32Array
  weight: Float64Array
}

/** The links of one part of `parts`. */
export function linksOf(
  { model, columns, blocks }: Pick<Loading, 'model' | 'columns' | 'blocks'>,
  part = 0,
  parts = 1,
): FoundLinks {
  const tables = new Map(blocks.tables.map((table) => [table.rule, table]))
  const scorer = new Scorer(model, columns, (rule, key) => tables.get(rule)?.isOff(key) === true)
  const [a, b] = [new Ints(), new Ints()]
  let weight = new Float64Array(1024)
  const give = (x: number, y: number, w: number) => {
    if (a.length === weight.length) {
      const wider = new Float64Array(weight.length * 2)
      wider.set(weight)
      weight = wider
    }
    weight[a.length] = w
    a.push(x)
    b.push(y)
  }
  candidateLinks(columns, blocks, scorer, model.threshold - reviewed, give, part, parts)
  return {
    a: a.at.slice(0, a.length),
    b: b.at.slice(0, b.length),
    weight: weight.slice(0, a.length),
  }
}

/** What another thread needs to score: numbers on shared memory, and no text that is not in them. */
export interface SharedBatch {
  model: LinkModel
  rows: number
  columns: Record<string, Int32Array | Uint16Array>
  tables: { rule: string; cap: number; arrays: Record<string, Int32Array> }[]
}

/** A table of blocks on shared memory, by its place among the model's. */
export interface SharedTable {
  place: number
  arrays: Record<string, Int32Array>
}

/** The tables whose place leaves `part` when divided by `parts`, filled with the rows of a batch that was left unblocked. */
export function blocksOf({ blocks }: Pick<Loading, 'blocks'>, part: number, parts: number): SharedTable[] {
  return blocks.tables.flatMap((table, place) => {
    if (place % parts !== part) return []
    blocks.fill(table)
    return [{ place, arrays: table.share() }]
  })
}

/** Takes the tables that other threads filled. */
export function takeBlocks(
  { columns, blocks }: Pick<Loading, 'columns' | 'blocks'>,
  tables: readonly SharedTable[],
): void {
  for (const { place, arrays } of tables) blocks.tables[place]!.take(arrays)
  blocks.rows = 0
  for (let row = 0; row < columns.rows; row++) if (columns.gone.at[row] === 0) blocks.rows++
}

/** Moves a batch's numbers onto shared memory, where this thread goes on using them. */
export function shareBatch({ model, columns, blocks }: Loading): SharedBatch {
  const shared: SharedBatch = { model, rows: columns.rows, columns: {}, tables: [] }
  visit(columns, (name, held) => {
    shared.columns[name] = held.share()
  })
  for (const table of blocks.tables)
    shared.tables.push({ rule: table.rule, cap: table.cap, arrays: table.share() })
  return shared
}

/** The batch in another thread: it can be scored and nothing else. */
export function receiveBatch({
  model,
  rows,
  columns: held,
  tables,
}: SharedBatch): Pick<Loading, 'model' | 'columns' | 'blocks'> {
  const columns = new Columns()
  columns.ids.length = rows
  visit(columns, (name, empty) => empty.take(held[name]! as never))
  const blocks = new Blocks(columns, model.blocking)
  for (const { rule, arrays } of tables)
    blocks.tables.find((table: Block) => table.rule === rule)!.take(arrays)
  return { model, columns, blocks }
}

interface Held {
  share(): Int32Array | Uint16Array
  take(array: never): void
}

/** Every array of the columns that scoring reads, by a name. */
function visit(columns: Columns, each: (name: string, held: Held) => void): void {
  const ints = (name: string, of: Ints) =>
    each(name, { share: () => of.share(), take: (array: Int32Array) => of.take(array) } as Held)
  const sets = (name: string, of: Sets) => {
    ints(`${name}.first`, of.first)
    ints(`${name}.more`, of.more)
  }
  const texts = (name: string, of: Texts) => {
    each(`${name}.chars`, {
      share: () => of.shareChars(),
      take: (array: Uint16Array) => {
        of.chars = array
      },
    } as Held)
    ints(`${name}.ends`, of.ends)
    ints(`${name}.hashes`, of.hashes)
    ints(`${name}.masks`, of.masks)
  }
  const { names, places } = columns
  for (const name of ['given', 'family', 'birth', 'gone'] as const) ints(name, columns[name])
  for (const name of ['joined', 'skeletons', 'tokens'] as const) texts(name, names[name])
  for (const name of ['joinedOf', 'skeletonOf', 'roots', 'sounds'] as const) ints(name, names[name])
  sets('tokensOf', names.tokensOf)
  sets('groups', names.groups)
  for (const name of ['emails', 'phones', 'documents', 'accounts', 'profiles'] as const) {
    texts(name, columns[name].texts)
    sets(`${name}.rows`, columns[name].rows)
    ints(`${name}.cores`, columns[name].cores)
    ints(`${name}.tails`, columns[name].tails)
  }
  for (const part of placeParts) {
    texts(`places.${part}`, places.texts[part])
    ints(`places.${part}.of`, places.parts[part])
  }
  sets('addresses', columns.addresses)
}
