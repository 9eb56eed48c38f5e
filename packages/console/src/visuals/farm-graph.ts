import type { Evidence, FarmView, QueueItem, SubjectRef, SubjectView } from '@telltale/core'

/** A shared attribute: one door, one monitor, one account, with the link evidence that rests on it. */
export interface Door {
  ref: SubjectRef
  ties: Evidence[]
  /** log10 weight of its strongest tie: the width of its links. */
  weight: number
  /** Cases of this farm that it ties, by subject. */
  identities: SubjectRef[]
  /** People and applications that it names beyond this farm's cases. */
  others: number
  /** How this farm's cases fall apart when this one link is wrong: sizes, largest first. */
  without: number[]
  y: number
}

export interface FarmRow {
  device?: SubjectRef
  identity: QueueItem
  /** The identity's own pill is drawn on its first row only. */
  first: boolean
  y: number
}

export interface FarmGraph {
  doors: Door[]
  rows: FarmRow[]
  edges: { door: SubjectRef; row: number; to: 'device' | 'identity' }[]
  height: number
}

export const rowHeight = 46
const doorHeight = 92

/**
 * Columns instead of a hairball: doors at the left, then laptops, then identities. Which laptop is whose comes
 * from the evidence of each case; a case whose laptop is not known hangs on its door directly.
 */
export function farmGraph(farm: FarmView, views: readonly SubjectView[]): FarmGraph {
  const held = devicesOf(views)
  const byRef = Map.groupBy(farm.ties, (t) => t.subject)
  const members = new Set(farm.cases.map((c) => c.subject))
  const doors: Door[] = [...byRef].map(([ref, ties]) => {
    const named = new Set(ties.flatMap((t) => t.weighsOn))
    return {
      ref,
      ties,
      weight: Math.max(...ties.map((t) => t.weight)),
      identities: farm.cases.map((c) => c.subject).filter((s) => named.has(s)),
      others: [...named].filter((s) => !members.has(s)).length,
      without: parts(
        [...members],
        farm.ties.filter((t) => t.subject !== ref).map((t) => t.weighsOn),
      ),
      y: 0,
    }
  })
  doors.sort((a, b) => b.identities.length - a.identities.length || (a.ref < b.ref ? -1 : 1))
  const doorAt = (s: SubjectRef) => doors.findIndex((d) => d.identities.includes(s))
  const cases = [...farm.cases].sort(
    (a, b) =>
      doorAt(a.subject) - doorAt(b.subject) ||
      b.score.weight - a.score.weight ||
      (a.subject < b.subject ? -1 : 1),
  )
  const rows: FarmRow[] = []
  for (const identity of cases) {
    const devices = [...(held.get(identity.subject) ?? [])].sort()
    for (const [i, device] of (devices.length > 0 ? devices : [undefined]).entries())
      rows.push({ ...(device && { device }), identity, first: i === 0, y: (rows.length + 0.5) * rowHeight })
  }
  const edges: FarmGraph['edges'] = []
  for (const door of doors) {
    const named = new Set(door.ties.flatMap((t) => t.subjects))
    for (const s of door.identities) {
      const mine = rows.flatMap((r, row) => (r.identity.subject === s ? [{ r, row }] : []))
      const through = mine.filter(({ r }) => r.device && named.has(r.device))
      if (through.length > 0) for (const { row } of through) edges.push({ door: door.ref, row, to: 'device' })
      else edges.push({ door: door.ref, row: mine[0]!.row, to: 'identity' })
    }
    const ys = edges.filter((e) => e.door === door.ref).map((e) => rows[e.row]!.y)
    door.y = ys.reduce((a, b) => a + b, 0) / Math.max(1, ys.length)
  }
  spread(doors)
  return {
    doors,
    rows,
    edges,
    height: Math.max(rows.length * rowHeight, ...doors.map((d) => d.y + doorHeight / 2)),
  }
}

/** Moves doors apart, from the top, so that their labels don't meet. */
function spread(doors: Door[]): void {
  let free = doorHeight / 2
  for (const door of [...doors].sort((a, b) => a.y - b.y)) {
    door.y = Math.max(door.y, free)
    free = door.y + doorHeight
  }
}

/** Laptops of each person, from evidence that is about a device and weighs on that person alone. */
function devicesOf(views: readonly SubjectView[]): Map<SubjectRef, Set<SubjectRef>> {
  const held = new Map<SubjectRef, Set<SubjectRef>>()
  for (const view of views) {
    const devices = view.evidence
      .filter(
        (e) => e.subject.startsWith('device:') && e.weighsOn.length === 1 && e.weighsOn[0] === view.subject,
      )
      .map((e) => e.subject)
    // Evidence about one attribute of one person names the laptop beside them.
    const named = view.subjects.filter((s) => s.startsWith('device:'))
    const own = devices.length > 0 ? devices : named.length === 1 ? named : []
    held.set(view.subject, new Set(own))
  }
  return held
}

/** Sizes of the groups that links leave, largest first. */
function parts(members: readonly SubjectRef[], links: readonly (readonly SubjectRef[])[]): number[] {
  const group = new Map(members.map((m) => [m, new Set([m])]))
  for (const link of links) {
    const tied = link.filter((s) => group.has(s))
    const merged = new Set(tied.flatMap((s) => [...group.get(s)!]))
    for (const s of merged) group.set(s, merged)
  }
  return [...new Set(group.values())].map((g) => g.size).sort((a, b) => b - a)
}
