import type { FarmMemberView, FarmTieView, FarmView, SubjectRef } from '@telltale/core'
import { bridgesOf, ordered, partOf, partsInWords } from './bridges.ts'

export const rowHeight = 50
export const doorHeight = 122
/** Room between what a bridge would leave, for the dotted cut. */
export const cutHeight = 56
/** Room below for what a cut through a door's links says. */
const throughHeight = 28
/** With more nodes than this, identities are folded by their door. */
export const foldBeyond = 60

/** One laptop and whose it is; or everybody behind one folded door. */
export interface Row {
  key: string
  members: FarmMemberView[]
  devices: SubjectRef[]
  /** Laptops of this identity that are drawn only when expanded. */
  more: number
  /** An identity's own pill is drawn on its first row only. */
  first: boolean
  /** Set where the row stands for everybody behind this door. */
  folds?: SubjectRef
  y: number
}

export interface DoorNode {
  /** The first of its attributes names it in the address. */
  ref: SubjectRef
  number: number
  members: SubjectRef[]
  /** What ties at this door, the weightiest first. */
  ties: FarmTieView[]
  keeper: boolean
  /** How many shares among laptops of this door alone are not drawn until expanded. */
  inside: number
  y: number
}

/** From a door to a laptop, or to an identity whose laptop the tie does not name. */
export interface Edge {
  door: SubjectRef
  tie: FarmTieView
  row: number
  to: 'device' | 'identity'
}

/** Something that laptops or identities share among themselves; lanes keep arcs apart. */
export interface Arc {
  tie: FarmTieView
  rows: number[]
  side: 'device' | 'identity'
  lane: number
}

/** Where a bridge is cut: between rows, or through all links of one door. */
export interface Cut {
  tie: FarmTieView
  says: string
  /** Heights of the dotted lines; of a cut through a door's links, where its words stand. */
  ys: number[]
  through?: SubjectRef
}

export interface FarmGraph {
  rows: Row[]
  doors: DoorNode[]
  edges: Edge[]
  arcs: Arc[]
  cut?: Cut
  folded: boolean
  height: number
}

export interface Shown {
  hidden?: ReadonlySet<SubjectRef>
  /** Every laptop gets a row of its own. */
  expand?: boolean
  /** A door that is not folded. */
  open?: string
  /** The bridge whose cut is drawn; the evenest one when it is none. */
  selected?: string
}

/** Columns instead of a hairball: doors, laptops, identities, and what they share beside the doors as arcs. */
export function farmGraph(
  farm: Pick<FarmView, 'members' | 'ties' | 'doors' | 'keeper'>,
  shown: Shown = {},
): FarmGraph {
  const ties = farm.ties.filter((t) => !shown.hidden?.has(t.attribute))
  const bridges = bridgesOf(ties)
  const doors = doorNodes(farm, ties)
  const devices = new Set(farm.members.flatMap((m) => m.devices)).size
  const folded = farm.doors.length + devices + farm.members.length > foldBeyond
  const members = ordered(farm.members, bridgesOf(farm.ties), farm.doors)
  const rows = folded ? foldedRows(members, doors, shown) : members.flatMap((m) => rowsOf(m, shown))
  const bridge = bridges.find((b) => b.attribute === shown.selected) ?? bridges[0]
  const height = place(rows, doors, bridgesOf(farm.ties)[0])
  const edges: Edge[] = []
  for (const door of doors)
    for (const [row, r] of rows.entries()) {
      const named = r.members.filter((m) => door.members.includes(m.subject))
      if (named.length === 0) continue
      const on = (t: FarmTieView) => named.some((m) => t.members.includes(m.subject))
      const tie = door.ties.find(on)
      if (!tie || (!r.first && !r.devices.some((d) => tie.devices.includes(d)))) continue
      const through =
        r.folds !== undefined || r.devices.some((d) => door.ties.some((t) => t.devices.includes(d)))
      edges.push({ door: door.ref, tie, row, to: through ? 'device' : 'identity' })
    }
  for (const door of doors) {
    const ys = edges.filter((e) => e.door === door.ref).map((e) => rows[e.row]!.y)
    door.y = ys.reduce((a, b) => a + b, 0) / Math.max(1, ys.length)
  }
  spread(doors, height)
  const cut = bridge && cutOf(bridge, rows, doors, farm.members)
  if (cut?.through) cut.ys = [height + throughHeight / 2]
  return {
    ...{ rows, doors, edges, arcs: arcsOf(ties, doors, rows, shown), ...(cut && { cut }), folded },
    height: cut?.through ? height + throughHeight : height,
  }
}

/** Doors that something shown ties, numbered as the farm has them. */
function doorNodes(farm: Pick<FarmView, 'doors' | 'keeper'>, ties: readonly FarmTieView[]): DoorNode[] {
  const kept = farm.keeper && farm.doors.findIndex((d) => d.attributes.includes(farm.keeper!.ref))
  return farm.doors.flatMap((door, i): DoorNode[] => {
    const own = ties
      .filter((t) => door.attributes.includes(t.attribute))
      .sort((a, b) => b.weight - a.weight || (a.attribute < b.attribute ? -1 : 1))
    return own.length === 0
      ? []
      : [
          {
            ref: door.attributes[0]!,
            number: i + 1,
            members: door.members,
            ties: own,
            // What the keeper does is not always done at a door that is drawn: then the keeper stands at the first.
            keeper: kept !== undefined && i === Math.max(0, kept),
            inside: 0,
            y: 0,
          },
        ]
  })
}

function rowsOf(member: FarmMemberView, { expand }: Shown): Row[] {
  const all = member.devices.length > 0 ? member.devices.map((d) => [d]) : [[]]
  const drawn = expand ? all : all.slice(0, 1)
  return drawn.map((devices, i) => ({
    key: `${member.subject} ${devices}`,
    members: [member],
    devices,
    more: i === 0 ? all.length - drawn.length : 0,
    first: i === 0,
    y: 0,
  }))
}

/** One row for everybody behind a door; those of the open one, and those behind none, for themselves. */
function foldedRows(members: readonly FarmMemberView[], doors: readonly DoorNode[], shown: Shown): Row[] {
  const at = (m: FarmMemberView) => doors.find((d) => d.members.includes(m.subject))?.ref
  const out: Row[] = []
  for (const [door, group] of Map.groupBy(members, at)) {
    if (door === undefined || door === shown.open || group.length === 1)
      out.push(...group.flatMap((m) => rowsOf(m, shown)))
    else
      out.push({
        ...{ key: door, members: group, devices: [...new Set(group.flatMap((m) => m.devices))] },
        ...{ more: 0, first: true, folds: door, y: 0 },
      })
  }
  return out
}

/** Rows from top to bottom, apart where the evenest bridge would part them. Gives the height. */
function place(rows: Row[], doors: readonly DoorNode[], bridge: FarmTieView | undefined): number {
  const part = partOf(bridge?.leaves ?? [])
  const apart = (bridge?.leaves?.length ?? 0) <= 3
  let y = 0
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1]
    if (before && apart && partOfRow(before, part) !== partOfRow(row, part)) y += cutHeight
    row.y = y + rowHeight / 2
    y += rowHeight
  }
  // A keeper stands above the first door, which moves down for it.
  const needed = doors.length * doorHeight + (doors.some((d) => d.keeper) ? keeperHeight : 0)
  if (needed <= y) return y
  for (const row of rows) row.y += (needed - y) / 2
  return needed
}

/** Room above the door that a keeper tends. */
export const keeperHeight = 96

function partOfRow(row: Row, part: ReadonlyMap<SubjectRef, number>): number | undefined {
  return part.get(row.members[0]!.subject)
}

/** Doors near the middle of what they tie, moved apart so that their labels don't meet, within the drawing. */
function spread(doors: readonly DoorNode[], height: number): void {
  const sorted = [...doors].sort((a, b) => a.y - b.y)
  const above = (d: DoorNode) => doorHeight / 2 + (d.keeper ? keeperHeight : 0)
  let free = 0
  for (const door of sorted) {
    door.y = Math.max(door.y, free + above(door))
    free = door.y + doorHeight / 2
  }
  let floor = height
  for (const door of sorted.reverse()) {
    door.y = Math.max(above(door), Math.min(door.y, floor - doorHeight / 2))
    floor = door.y - above(door)
  }
}

/**
 * What is shared beside the doors. What laptops behind one door share among themselves says little more than the door
 * does: it is counted there, and drawn when expanded or selected. A share within one folded row is not drawn.
 */
function arcsOf(
  ties: readonly FarmTieView[],
  doors: readonly DoorNode[],
  rows: readonly Row[],
  { expand, selected }: Shown,
): Arc[] {
  const atDoors = new Set(doors.flatMap((d) => d.ties.map((t) => t.attribute)))
  const arcs = ties
    .filter((t) => !atDoors.has(t.attribute))
    .flatMap((tie): Arc[] => {
      const device = rows.flatMap((r, i) => (r.devices.some((d) => tie.devices.includes(d)) ? [i] : []))
      const identity = rows.flatMap((r, i) =>
        r.first && r.members.some((m) => tie.members.includes(m.subject)) ? [i] : [],
      )
      if (device.length > 1 && device.length >= identity.length) {
        const behind = doors.find((d) => tie.members.every((m) => d.members.includes(m)))
        const drawn = !behind || expand || tie.attribute === selected || tie.leaves !== undefined
        if (!drawn) behind.inside++
        return drawn ? [{ tie, rows: device, side: 'device', lane: 0 }] : []
      }
      return identity.length > 1 ? [{ tie, rows: identity, side: 'identity', lane: 0 }] : []
    })
  for (const side of ['device', 'identity'] as const) lanes(arcs.filter((a) => a.side === side))
  return arcs
}

/** Shorter arcs inside; arcs that pass the same rows in lanes of their own. */
function lanes(arcs: readonly Arc[]): void {
  const span = (a: Arc): [number, number] => [Math.min(...a.rows), Math.max(...a.rows)]
  const placed: Arc[] = []
  const byLength = [...arcs].sort((a, b) => span(a)[1] - span(a)[0] - (span(b)[1] - span(b)[0]))
  for (const arc of byLength) {
    const [from, to] = span(arc)
    const meets = placed.filter((p) => span(p)[0] <= to && from <= span(p)[1]).map((p) => p.lane)
    while (meets.includes(arc.lane)) arc.lane++
    placed.push(arc)
  }
}

/** Between the rows that would fall apart; through a door's links where all that it holds would. */
function cutOf(
  tie: FarmTieView,
  rows: readonly Row[],
  doors: readonly DoorNode[],
  members: readonly FarmMemberView[],
): Cut {
  const says = `Bridge: cut here, ${partsInWords(tie.leaves!, members)}`
  const part = partOf(tie.leaves!)
  const ys = rows.flatMap((row, i) => {
    const before = rows[i - 1]
    return before && partOfRow(before, part) !== partOfRow(row, part) ? [(before.y + row.y) / 2] : []
  })
  const door = doors.find((d) => d.ties.some((t) => t.attribute === tie.attribute))
  if (door && ys.length !== 1) return { tie, says, ys: [], through: door.ref }
  return { tie, says, ys }
}
