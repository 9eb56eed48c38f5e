import type { SubjectRef } from '../observations/kind.ts'
import type { Bond } from './ties.ts'

/**
 * The groups into which members fall when everything is cut that holds by less than `least` (thousandths): the maximal
 * sets that no cut of a total tie weight below `least` divides. A tie is cut once, whole, wherever it spans both sides.
 *
 * Two such sets that overlap are one, so they are the same whichever light cut is made first: the result depends on
 * the set of ties only. A tie of `least` and more can't be cut and its members are taken as one (Zhou et al. 2012,
 * "Finding maximal k-edge-connected subgraphs from a large graph", EDBT); who hangs on by less is let go; the light
 * ties between what remains are cut at minimum cuts (Stoer and Wagner 1997; of ties of more than two members, Klimmek
 * and Wagner 1996).
 */
export function parts(members: readonly SubjectRef[], bonds: readonly Bond[], least: number): SubjectRef[][] {
  const group = new Groups(members)
  const light: Light[] = []
  for (const { members: all, milli } of together(bonds, group)) {
    if (milli >= least) for (const m of all.slice(1)) group.unite(all[0]!, m)
    else light.push({ of: all, milli })
  }
  const out = new Map<string, SubjectRef[]>()
  for (const m of members) {
    const root = group.root(m)
    const known = out.get(root)
    if (known) known.push(m)
    else out.set(root, [m])
  }
  const nodes = [...out.keys()].sort()
  return divide(
    nodes,
    light.map((l) => ({ of: [...new Set(l.of.map((m) => group.root(m)))], milli: l.milli })),
    least,
  )
    .map((roots) => roots.flatMap((r) => out.get(r)!).sort())
    .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1))
}

/**
 * More groups than this that hang together by light ties alone are not looked into: light ties then hold nothing, and
 * only strong ones do. Cutting takes the cube of it; a farm that is found too small is found all the same.
 */
export const mostNodes = 300

interface Light {
  of: string[]
  milli: number
}

/** Ties limited to these members; those of the same people add up. */
function together(bonds: readonly Bond[], group: Groups) {
  const sums = new Map<string, { members: SubjectRef[]; milli: number }>()
  for (const tie of bonds) {
    const members = tie.members.filter((m) => group.has(m))
    if (members.length < 2) continue
    const key = members.join('\0')
    const known = sums.get(key)
    if (known) known.milli += tie.milli
    else sums.set(key, { members, milli: tie.milli })
  }
  return sums.values()
}

/** Divides nodes until no cut below `least` is left. */
function divide(nodes: readonly string[], ties: readonly Light[], least: number): string[][] {
  const done: string[][] = []
  const open: { nodes: readonly string[]; ties: readonly Light[] }[] = [{ nodes, ties }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { kept, let: gone, ties: inside } = strip(next.nodes, next.ties, least)
    done.push(...gone.map((n) => [n]))
    if (kept.length === 0) continue
    const whole = components(kept, inside)
    if (whole.length > 1) {
      for (const part of whole) open.push({ nodes: part, ties: inside })
      continue
    }
    if (kept.length > mostNodes) {
      done.push(...kept.map((n) => [n]))
      continue
    }
    const side = lightCut(kept, inside, least)
    if (!side) done.push([...kept])
    else {
      open.push({ nodes: kept.filter((n) => side.has(n)), ties: inside })
      open.push({ nodes: kept.filter((n) => !side.has(n)), ties: inside })
    }
  }
  return done
}

/** Lets go whoever all ties together hold by less than `least`, again and again. */
function strip(nodes: readonly string[], ties: readonly Light[], least: number) {
  const kept = new Set(nodes)
  const gone: string[] = []
  const inside = ties.map((t) => ({ of: t.of.filter((n) => kept.has(n)), milli: t.milli }))
  const at = new Map<string, { of: string[]; milli: number }[]>(nodes.map((n) => [n, []]))
  for (const tie of inside) for (const n of tie.of) at.get(n)!.push(tie)
  const held = (n: string) => at.get(n)!.reduce((sum, t) => sum + (t.of.length > 1 ? t.milli : 0), 0)
  const look = [...nodes]
  for (let n = look.pop(); n !== undefined; n = look.pop()) {
    if (!kept.has(n) || held(n) >= least) continue
    kept.delete(n)
    gone.push(n)
    for (const tie of at.get(n)!) {
      tie.of = tie.of.filter((m) => m !== n)
      look.push(...tie.of)
    }
  }
  return { kept: nodes.filter((n) => kept.has(n)), let: gone, ties: inside.filter((t) => t.of.length > 1) }
}

function components(nodes: readonly string[], ties: readonly Light[]): string[][] {
  const group = new Groups(nodes)
  for (const { of } of ties) for (const n of of.slice(1)) group.unite(of[0]!, n)
  const out = new Map<string, string[]>()
  for (const n of nodes) {
    const root = group.root(n)
    const known = out.get(root)
    if (known) known.push(n)
    else out.set(root, [n])
  }
  return [...out.values()]
}

/** One side of some cut below `least`; undefined where there is none. */
function lightCut(nodes: readonly string[], ties: readonly Light[], least: number): Set<string> | undefined {
  let left = [...nodes]
  let edges = ties
  const inside = new Map(nodes.map((n) => [n, [n]]))
  while (left.length > 1) {
    const order = adjacencyOrder(left, edges)
    const last = order.at(-1)!
    if (last.held < least) return new Set(inside.get(last.node))
    // What ties one to those before it, no smaller cut parts from the one just before: from here on they are one
    // (Nagamochi and Ibaraki 1992). So one round joins many.
    const as = new Map<string, string>()
    let one = order[0]!.node
    for (const { node, held } of order.slice(1))
      if (held < least) one = node
      else {
        as.set(node, one)
        inside.get(one)!.push(...inside.get(node)!)
      }
    left = left.filter((n) => !as.has(n))
    edges = edges
      .map(({ of, milli }) => ({ of: [...new Set(of.map((n) => as.get(n) ?? n))], milli }))
      .filter((e) => e.of.length > 1)
  }
  return undefined
}

/** Each time the node that most weight ties to those before it, with that weight. */
function adjacencyOrder(nodes: readonly string[], edges: readonly Light[]) {
  const weight = new Map(nodes.map((n) => [n, 0]))
  const edgesOf = new Map<string, Light[]>(nodes.map((n) => [n, []]))
  for (const e of edges) for (const n of e.of) edgesOf.get(n)!.push(e)
  const reached = new Set<Light>()
  const order: { node: string; held: number }[] = []
  while (weight.size > 0) {
    let node = ''
    let held = -1
    for (const [n, w] of weight)
      if (w > held) {
        node = n
        held = w
      }
    weight.delete(node)
    order.push({ node, held })
    for (const e of edgesOf.get(node)!) {
      if (reached.has(e)) continue
      reached.add(e)
      for (const n of e.of) if (weight.has(n)) weight.set(n, weight.get(n)! + e.milli)
    }
  }
  return order
}

/** Which of some names are one. */
export class Groups {
  private readonly parent = new Map<string, string>()
  constructor(names: readonly string[]) {
    for (const n of names) this.parent.set(n, n)
  }
  has(name: string): boolean {
    return this.parent.has(name)
  }
  root(name: string): string {
    let at = name
    while (this.parent.get(at) !== at) at = this.parent.get(at)!
    for (let n = name; n !== at; ) {
      const next = this.parent.get(n)!
      this.parent.set(n, at)
      n = next
    }
    return at
  }
  /** True where they were two before. */
  unite(a: string, b: string): boolean {
    const [x, y] = [this.root(a), this.root(b)]
    if (x === y) return false
    this.parent.set(x < y ? y : x, x < y ? x : y)
    return true
  }
}
