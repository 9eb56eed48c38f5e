import type { Evidence, QueueItem, SubjectRef, SubjectView, TiedCases } from '@telltale/core'
import { ownDevices } from './own-devices.ts'

/**
 * Something that several people share: one router (with its access points), one address, one monitor. Attributes
 * of one type that tie the same people are drawn as one, because they usually are one thing seen several ways.
 */
export interface Door {
  /** The first of its attributes: names the door in the address bar. */
  ref: SubjectRef
  refs: SubjectRef[]
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

export const rowHeight = 50
export const doorHeight = 92

/** Ties grouped to doors, the one that holds most people first. */
export function doors(farm: Pick<TiedCases, 'cases' | 'ties'>): Door[] {
  const members = farm.cases.map((c) => c.subject)
  const groups = Map.groupBy(farm.ties, (t) => {
    const type = t.subject.slice(0, t.subject.indexOf(':'))
    return `${type} ${members.filter((m) => t.weighsOn.includes(m)).join(' ')}`
  })
  const out = [...groups.values()].map((ties): Door => {
    const refs = [...new Set(ties.map((t) => t.subject))].sort()
    const named = new Set(ties.flatMap((t) => t.weighsOn))
    return {
      ref: refs[0]!,
      refs,
      ties: [...ties].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)),
      weight: Math.max(...ties.map((t) => t.weight)),
      identities: members.filter((m) => named.has(m)),
      others: [...named].filter((s) => !members.includes(s)).length,
      without: parts(
        members,
        farm.ties.filter((t) => !refs.includes(t.subject)).map((t) => t.weighsOn),
      ),
      y: 0,
    }
  })
  return out.sort(
    (a, b) => b.identities.length - a.identities.length || b.weight - a.weight || (a.ref < b.ref ? -1 : 1),
  )
}

/**
 * Columns instead of a hairball: doors at the left, then laptops, then identities. Which laptop is whose comes
 * from the evidence of each case; a case whose laptop is not known hangs on its door directly.
 */
export function farmGraph(farm: Pick<TiedCases, 'cases' | 'ties'>, views: readonly SubjectView[]): FarmGraph {
  const held = new Map(views.map((v) => [v.subject, ownDevices(v.subject, v.evidence, v.subjects)]))
  const all = doors(farm)
  const doorAt = (s: SubjectRef) => all.findIndex((d) => d.identities.includes(s))
  const cases = [...farm.cases].sort(
    (a, b) =>
      doorAt(a.subject) - doorAt(b.subject) ||
      b.score.weight - a.score.weight ||
      (a.subject < b.subject ? -1 : 1),
  )
  const rows: FarmRow[] = []
  for (const identity of cases) {
    const devices = held.get(identity.subject) ?? []
    for (const [i, device] of (devices.length > 0 ? devices : [undefined]).entries())
      rows.push({ ...(device && { device }), identity, first: i === 0, y: 0 })
  }
  const height = Math.max(rows.length * rowHeight, all.length * doorHeight)
  const top = (height - rows.length * rowHeight) / 2
  for (const [i, row] of rows.entries()) row.y = top + (i + 0.5) * rowHeight
  const edges: FarmGraph['edges'] = []
  for (const door of all) {
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
  spread(all, height)
  return { doors: all, rows, edges, height }
}

/** Doors near the middle of what they tie, moved apart so that their labels don't meet, centred as a group. */
function spread(all: Door[], height: number): void {
  let free = doorHeight / 2
  for (const door of [...all].sort((a, b) => a.y - b.y)) {
    door.y = Math.max(door.y, free)
    free = door.y + doorHeight
  }
  const over = free - doorHeight / 2 - height
  if (over <= 0) return
  // Pushed below the drawing: the group moves up as far as its first door allows.
  for (const door of all) door.y -= over
  const above = doorHeight / 2 - Math.min(...all.map((d) => d.y))
  if (above <= 0) return
  let next = doorHeight / 2
  for (const door of [...all].sort((a, b) => a.y - b.y)) {
    door.y = Math.max(door.y, next)
    next = door.y + doorHeight
  }
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
