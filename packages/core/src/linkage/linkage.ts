import { digest } from '../digest.ts'
import { type Block, Blocks } from './blocks.ts'
import { reviewed } from './candidates.ts'
import { clustersOf, type Link } from './clusters.ts'
import { Columns } from './columns.ts'
import { Edges } from './edges.ts'
import { explanation, shownOf } from './explain.ts'
import type { LinkModel } from './model.ts'
import { contradiction, Scorer } from './scorer.ts'
import { Ints } from './storage.ts'
import { type FoundLinks, type Loading, linksOf } from './threads.ts'
import type { Entity, LinkRecord, LinkWord, PairExplanation } from './types.ts'
import { LinkWords } from './words.ts'

/** Blocks of one rule; those that are off are hubs: nobody is compared because of them. */
export interface BlocksOfRule {
  rule: string
  /** With two or more records. */
  blocks: number
  largest: number
  off: { shown: string; size: number }[]
}

/**
 * Records and the people they are. What it holds is a function of the set of records, the model and the words: never of the order
 * they came in, see docs/decisions/0020-record-linkage.md.
 */
export interface Linkage {
  readonly size: number
  readonly model: LinkModel
  /** Takes a record in, in the place of an earlier version with its id, and gives its entity. */
  add(record: LinkRecord): Entity
  /** The same as adding one by one, faster. */
  load(records: Iterable<LinkRecord>): void
  /**
   * `load` in two steps, for threads: between them `linksOf` scores candidate pairs, all or in parts (see threads.ts).
   * Undefined where so few records came that they were added one by one. Nothing else may be asked until it is finished.
   */
  loading(records: Iterable<LinkRecord>, options?: LoadingOptions): Loading | undefined
  remove(id: string): void
  say(word: LinkWord): void
  unsay(word: LinkWord): void
  /** By record id. */
  entityOf(id: string): Entity | undefined
  /** By any entity id ever shown: it names its founding record, and leads to that record's entity of today. */
  entity(id: string): Entity | undefined
  /** Those with two or more records, in no order. */
  entities(): Iterable<Entity>
  explain(a: string, b: string): PairExplanation | undefined
  /** Pairs nearest to the threshold on either side, of which nobody has said anything. */
  review(limit: number): PairExplanation[]
  blocks(): BlocksOfRule[]
}

export interface LoadingOptions {
  /** Leaves the first batch's blocks empty, for `blocksOf` on threads. */
  unblocked?: boolean
  /** What is held when nothing is: these very records, read in their order before there was a model. */
  read?: Columns
}

/** What two records weigh in that mean whose given names or birth dates contradict each other. */
const against = -4
/** Weight that the mean of all pairs of two clusters must reach for them to become one. */
const floor = 0

export function linkage(model: LinkModel, options: { words?: readonly LinkWord[] } = {}): Linkage {
  return new LiveLinkage(model, options.words ?? [])
}

class LiveLinkage implements Linkage {
  readonly model: LinkModel
  readonly #words = new LinkWords()
  readonly #rowOf = new Map<string, number>()
  #columns = new Columns()
  #blocks: Blocks
  #scorer: Scorer
  #edges = new Edges()
  /** By row: the founding row of its cluster, and the next row of it in a ring. */
  readonly #founder = new Ints()
  readonly #ring = new Ints()
  #seen = new Ints()
  #round = 0
  /** By entity id, once somebody asked. */
  #named: Map<string, string> | undefined

  constructor(model: LinkModel, words: readonly LinkWord[]) {
    this.model = model
    this.#blocks = new Blocks(this.#columns, model.blocking)
    this.#scorer = this.#newScorer()
    for (const word of words) this.#words.say(word)
  }

  get size(): number {
    return this.#rowOf.size
  }

  #newScorer(): Scorer {
    const tables = new Map(this.#blocks.tables.map((table) => [table.rule, table]))
    return new Scorer(this.model, this.#columns, (rule, key) => tables.get(rule)?.isOff(key) === true)
  }

  add(record: LinkRecord): Entity {
    const touched: number[] = []
    const before = this.#rowOf.get(record.id)
    if (before !== undefined) this.#takeOut(before, touched)
    const row = this.#append(record)
    this.#takeIn(row, touched)
    touched.push(row)
    this.#cluster(touched)
    return this.#entityAt(row)
  }

  remove(id: string): void {
    const row = this.#rowOf.get(id)
    if (row === undefined) return
    const touched: number[] = []
    this.#takeOut(row, touched)
    this.#cluster(touched)
  }

  load(records: Iterable<LinkRecord>): void {
    const loading = this.loading(records)
    loading?.finish([linksOf(loading)])
  }

  loading(records: Iterable<LinkRecord>, options: LoadingOptions = {}): Loading | undefined {
    const all = Array.isArray(records) ? (records as readonly LinkRecord[]) : [...records]
    if (all.length * 4 < this.size) {
      for (const record of all) this.add(record)
      return undefined
    }
    const from = this.#columns.rows
    const read = from === 0 && options.read?.rows === all.length
    if (read) this.#hold(options.read!)
    else this.#columns.reserve(from + all.length)
    for (const column of [this.#founder, this.#ring, this.#seen]) column.reserve(from + all.length)
    for (const [i, record] of all.entries()) {
      const before = this.#rowOf.get(record.id)
      if (before !== undefined && before < from) this.#unblock(before)
      else if (before !== undefined) this.#columns.gone.at[before] = 1
      this.#append(record, read ? i : undefined)
    }
    // Into empty blocks, threads may put the rows as well.
    const unblocked = options.unblocked === true && from === 0
    if (!unblocked && from === 0) this.#blocks.fillAll()
    else if (!unblocked) {
      for (const table of this.#blocks.tables) table.reserve(this.#columns.rows)
      for (let row = from; row < this.#columns.rows; row++)
        if (this.#columns.gone.at[row] === 0) this.#blocks.insert(row)
    }
    return {
      ...{ model: this.model, columns: this.#columns, blocks: this.#blocks, unblocked },
      finish: (found) => this.#finish(found),
    }
  }

  #finish(found: Iterable<FoundLinks>): void {
    for (const table of this.#blocks.tables) table.finish()
    const parts = [...found]
    this.#edges = new Edges()
    this.#edges.reserve(
      this.#columns.rows,
      parts.reduce((sum, { a }) => sum + a.length, 0),
    )
    this.#edges.grow(this.#columns.rows)
    for (const { a, b, weight } of parts)
      for (let i = 0; i < a.length; i++) this.#edges.add(a[i]!, b[i]!, weight[i]!)
    const { rows } = this.#columns
    for (let row = 0; row < rows; row++) this.#alone(row)
    this.#cluster(rows)
  }

  #hold(columns: Columns): void {
    this.#columns = columns
    this.#blocks = new Blocks(columns, this.model.blocking)
    this.#scorer = this.#newScorer()
  }

  #append(record: LinkRecord, row = this.#columns.add(record)): number {
    this.#rowOf.set(record.id, row)
    this.#founder.push(row)
    this.#ring.push(row)
    this.#seen.push(0)
    this.#edges.grow(row + 1)
    this.#named?.set(entityId(record.id), record.id)
    return row
  }

  #alone(row: number): void {
    this.#founder.at[row] = row
    this.#ring.at[row] = row
  }

  #takeIn(row: number, touched: number[]): void {
    const crossed: { table: Block; key: number }[] = []
    for (const table of this.#blocks.tables)
      for (const key of this.#blocks.keys(table, row))
        if (table.insert(key, row) === table.cap + 1) crossed.push({ table, key })
    const round = ++this.#round
    this.#seen.at[row] = round
    for (const table of this.#blocks.tables)
      for (const key of this.#blocks.keys(table, row).slice()) {
        for (let node = table.comparable(key); node >= 0; node = table.after(node)) {
          const other = table.rowAt(node)
          if (this.#seen.at[other] === round) continue
          this.#seen.at[other] = round
          this.#compare(row, other)
        }
      }
    for (const { table, key } of crossed) this.#withdraw(table, key, touched)
  }

  #compare(a: number, b: number): boolean {
    const least = this.model.threshold - reviewed
    const weight = this.#scorer.score(a, b, least)
    if (!(weight >= least) || this.#scorer.rule !== 0) return false
    this.#edges.add(a, b, weight)
    return true
  }

  /** A block has become a hub: its pairs stand only where another block supports them, and at what a hub's agreement is worth. */
  #withdraw(table: Block, key: number, touched: number[]): void {
    const members = new Set<number>()
    for (let node = table.head(key); node >= 0; node = table.after(node)) members.add(table.rowAt(node))
    for (const a of members)
      for (const b of this.#neighbours(a)) {
        if (b > a || !members.has(b)) continue
        this.#edges.remove(a, b)
        if (this.#together(a, b)) this.#compare(a, b)
        touched.push(a, b)
      }
  }

  #neighbours(row: number): number[] {
    const out: number[] = []
    const { heads, next, to } = this.#edges
    for (let h = heads.at[row]!; h >= 0; h = next.at[h]!) out.push(to.at[h]!)
    return out
  }

  /** Whether any block that is not off brings the two together. */
  #together(a: number, b: number): boolean {
    return this.#blocks.tables.some((table) => this.#blocks.shared(table, a, b))
  }

  #unblock(row: number): { table: Block; key: number }[] {
    const crossed: { table: Block; key: number }[] = []
    for (const table of this.#blocks.tables)
      for (const key of this.#blocks.keys(table, row))
        if (table.remove(key, row) === table.cap) crossed.push({ table, key })
    this.#rowOf.delete(this.#columns.ids[row]!)
    this.#columns.gone.at[row] = 1
    return crossed
  }

  #takeOut(row: number, touched: number[]): void {
    const id = this.#columns.ids[row]!
    for (const other of this.#words.same(id)) {
      const there = this.#rowOf.get(other)
      if (there !== undefined) touched.push(there)
    }
    const crossed = this.#unblock(row)
    for (const other of this.#neighbours(row)) {
      this.#edges.remove(row, other)
      touched.push(other)
    }
    this.#unring(row)
    // A block that was a hub is none any more: its pairs count again.
    for (const { table, key } of crossed) {
      const members: number[] = []
      for (let node = table.head(key); node >= 0; node = table.after(node)) members.push(table.rowAt(node))
      members.forEach((a, i) => {
        for (const b of members.slice(i + 1)) {
          this.#edges.remove(a, b)
          if (this.#compare(a, b)) touched.push(a, b)
        }
      })
    }
  }

  #unring(row: number): void {
    let before = row
    while (this.#ring.at[before] !== row) before = this.#ring.at[before]!
    this.#ring.at[before] = this.#ring.at[row]!
    this.#alone(row)
  }

  say(word: LinkWord): void {
    this.#words.say(word)
    this.#cluster(this.#rowsOf(word))
  }

  unsay(word: LinkWord): void {
    this.#words.unsay(word)
    this.#cluster(this.#rowsOf(word))
  }

  #rowsOf({ a, b }: LinkWord): number[] {
    return [this.#rowOf.get(a), this.#rowOf.get(b)].filter((row) => row !== undefined)
  }

  /** Makes the clusters of the components that these rows are in; of a number, of the first so many rows. */
  #cluster(rows: readonly number[] | number): void {
    const round = ++this.#round
    const count = typeof rows === 'number' ? rows : rows.length
    for (let i = 0; i < count; i++) {
      const row = typeof rows === 'number' ? i : rows[i]!
      if (this.#seen.at[row] === round || this.#columns.gone.at[row] === 1) continue
      if (this.#edges.heads.at[row] === -1 && this.#words.joinsNone) {
        this.#alone(row)
        continue
      }
      const component = this.#component(row, round)
      if (component.length === 1) this.#alone(row)
      else if (component.length === 2 && this.#words.joinsNone) this.#join(component[0]!, component[1]!)
      else if (this.#words.saysNothing && this.#allLinked(component)) this.#unite(component)
      else this.#divide(component)
    }
  }

  #component(row: number, round: number): number[] {
    const out = [row]
    this.#seen.at[row] = round
    const visit = (other: number) => {
      if (this.#seen.at[other] === round) return
      this.#seen.at[other] = round
      out.push(other)
    }
    const { heads, next, to } = this.#edges
    for (let i = 0; i < out.length; i++) {
      const from = out[i]!
      for (let h = heads.at[from]!; h >= 0; h = next.at[h]!)
        if (this.#edges.weight(h) >= this.model.threshold) visit(to.at[h]!)
      if (this.#words.joinsNone) continue
      for (const id of this.#words.same(this.#columns.ids[from]!)) {
        const other = this.#rowOf.get(id)
        if (other !== undefined) visit(other)
      }
    }
    return out
  }

  /** Two that are linked and to nobody else: the usual case. */
  #join(a: number, b: number): void {
    const { ids } = this.#columns
    this.#alone(a)
    this.#alone(b)
    if (this.#words.areDifferent(ids[a]!, ids[b]!)) return
    const founder = this.#earlier(a, b) ? a : b
    this.#founder.at[a] = founder
    this.#founder.at[b] = founder
    this.#ring.at[a] = b
    this.#ring.at[b] = a
  }

  /** Whether each of a component is linked to each other one: whatever the order, their means are no less than the threshold. */
  #allLinked(component: readonly number[]): boolean {
    const { threshold } = this.model
    if (threshold < floor) return false
    const { heads, next } = this.#edges
    for (const row of component) {
      let links = 0
      for (let h = heads.at[row]!; h >= 0; h = next.at[h]!) if (this.#edges.weight(h) >= threshold) links++
      if (links < component.length - 1) return false
    }
    return true
  }

  /** One cluster of them all. */
  #unite(component: readonly number[]): void {
    let founder = component[0]!
    for (const row of component) if (row !== founder && this.#earlier(row, founder)) founder = row
    component.forEach((row, i) => {
      this.#founder.at[row] = founder
      this.#ring.at[row] = component[i + 1] ?? component[0]!
    })
  }

  #divide(component: number[]): void {
    const { ids } = this.#columns
    component.sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1))
    const place = new Map(component.map((row, i) => [row, i]))
    const links: Link[] = []
    component.forEach((row, a) => {
      const { heads, next, to } = this.#edges
      for (let h = heads.at[row]!; h >= 0; h = next.at[h]!) {
        const b = place.get(to.at[h]!)
        if (b !== undefined && a < b && this.#edges.weight(h) >= this.model.threshold)
          links.push({ a, b, weight: this.#edges.weight(h) })
      }
      for (const id of this.#words.same(ids[row]!)) {
        const other = this.#rowOf.get(id)
        const b = other === undefined ? undefined : place.get(other)
        if (b !== undefined && a < b) links.push({ a, b, weight: Number.POSITIVE_INFINITY })
      }
    })
    const clusters = clustersOf(
      component.length,
      links,
      floor,
      (a, b) => this.#words.areDifferent(ids[component[a]!]!, ids[component[b]!]!),
      (a, b) => {
        const held = this.#edges.find(component[a]!, component[b]!)
        if (held >= 0) return this.#edges.weight(held)
        const weight = this.#scorer.score(component[a]!, component[b]!)
        return this.#scorer.rule === 0
          ? weight
          : Math.min(weight, this.#scorer.rule >= contradiction ? against : 0)
      },
    )
    for (const row of component) this.#alone(row)
    const founders = new Map<number, number>()
    component.forEach((row, i) => {
      const founder = founders.get(clusters[i]!)
      if (founder === undefined || this.#earlier(row, founder)) founders.set(clusters[i]!, row)
    })
    component.forEach((row, i) => {
      const founder = founders.get(clusters[i]!)!
      this.#founder.at[row] = founder
      if (row === founder) return
      this.#ring.at[row] = this.#ring.at[founder]!
      this.#ring.at[founder] = row
    })
  }

  #earlier(a: number, b: number): boolean {
    const { at, ids } = this.#columns
    return at[a] === at[b] ? ids[a]! < ids[b]! : at[a]! < at[b]!
  }

  #entityAt(row: number): Entity {
    const founder = this.#founder.at[row]!
    const rows = [founder]
    for (let next = this.#ring.at[founder]!; next !== founder; next = this.#ring.at[next]!) rows.push(next)
    rows.sort((a, b) => (a === b ? 0 : this.#earlier(a, b) ? -1 : 1))
    return { id: entityId(this.#columns.ids[founder]!), records: rows.map((r) => this.#columns.ids[r]!) }
  }

  entityOf(id: string): Entity | undefined {
    const row = this.#rowOf.get(id)
    return row === undefined ? undefined : this.#entityAt(row)
  }

  entity(id: string): Entity | undefined {
    this.#named ??= new Map(this.#columns.ids.map((record) => [entityId(record), record]))
    const record = this.#named.get(id)
    return record === undefined ? undefined : this.entityOf(record)
  }

  *entities(): Iterable<Entity> {
    for (const row of this.#rowOf.values())
      if (this.#founder.at[row] === row && this.#ring.at[row] !== row) yield this.#entityAt(row)
  }

  explain(a: string, b: string): PairExplanation | undefined {
    const [x, y] = [this.#rowOf.get(a), this.#rowOf.get(b)]
    if (x === undefined || y === undefined || x === y) return undefined
    const blocks = this.#blocks.tables
      .filter((table) => this.#blocks.shared(table, x, y))
      .map((table) => table.rule)
    return explanation(this.model, this.#columns, this.#scorer, x, y, blocks, this.#words.saidOf(a, b))
  }

  review(limit: number): PairExplanation[] {
    const { ids } = this.#columns
    const { threshold } = this.model
    const near: { a: number; b: number; off: number }[] = []
    const order = (x: (typeof near)[number], y: (typeof near)[number]) =>
      x.off - y.off ||
      (ids[x.a]! < ids[y.a]! ? -1 : ids[x.a]! > ids[y.a]! ? 1 : ids[x.b]! < ids[y.b]! ? -1 : 1)
    for (const row of this.#rowOf.values()) {
      const { heads, next, to } = this.#edges
      for (let h = heads.at[row]!; h >= 0; h = next.at[h]!) {
        const other = to.at[h]!
        const off = Math.abs(this.#edges.weight(h) - threshold)
        if (ids[row]! > ids[other]! || off > reviewed || this.#words.saidOf(ids[row]!, ids[other]!)) continue
        near.push({ a: row, b: other, off })
      }
      if (near.length > 10_000 + 4 * limit) {
        near.sort(order)
        near.length = limit
      }
    }
    return near
      .sort(order)
      .slice(0, limit)
      .flatMap(({ a, b }) => this.explain(ids[a]!, ids[b]!) ?? [])
  }

  blocks(): BlocksOfRule[] {
    return this.#blocks.tables.map((table) => {
      const { blocks, largest, off } = table.summary()
      return {
        rule: table.rule,
        blocks,
        largest,
        off: off
          .map(({ key, size, row }) => ({ shown: shownOf(this.#columns, table.rule, key, row), size }))
          .sort((x, y) => y.size - x.size || (x.shown < y.shown ? -1 : 1)),
      }
    })
  }
}

/** Names the founding record, and with it the entity. */
export function entityId(record: string): string {
  return `E-${digest(record)}`
}
