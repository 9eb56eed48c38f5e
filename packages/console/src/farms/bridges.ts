import type { FarmMemberView, FarmTieView, FarmView, SubjectRef } from '@telltale/core'

/** Ties without which the farm falls apart, the one that leaves the evenest parts first. */
export function bridgesOf(ties: readonly FarmTieView[]): FarmTieView[] {
  const second = (t: FarmTieView) => t.leaves?.[1]?.length ?? 0
  return ties
    .filter((t) => (t.leaves?.length ?? 0) > 1)
    .sort((a, b) => second(b) - second(a) || b.weight - a.weight || (a.attribute < b.attribute ? -1 : 1))
}

/**
 * Members in the order of their rows: what a bridge would leave stands together, the largest part first, and within
 * it those behind one door.
 */
export function ordered(
  members: readonly FarmMemberView[],
  bridges: readonly FarmTieView[],
  doors: FarmView['doors'],
): FarmMemberView[] {
  // Bridges after the first few part what is parted already.
  const parts = bridges.slice(0, 8).map((b) => partOf(b.leaves ?? []))
  const door = new Map(members.map((m) => [m.subject, doors.findIndex((d) => d.members.includes(m.subject))]))
  const doorAt = (m: FarmMemberView) => {
    const at = door.get(m.subject)!
    return at < 0 ? doors.length : at
  }
  return [...members].sort((a, b) => {
    for (const part of parts) {
      const by = (part.get(a.subject) ?? 0) - (part.get(b.subject) ?? 0)
      if (by !== 0) return by
    }
    return (
      doorAt(a) - doorAt(b) || b.item.score.weight - a.item.score.weight || (a.subject < b.subject ? -1 : 1)
    )
  })
}

/** Which part each member is in. */
export function partOf(leaves: readonly (readonly SubjectRef[])[]): Map<SubjectRef, number> {
  return new Map(leaves.flatMap((part, i) => part.map((s): [SubjectRef, number] => [s, i])))
}

/**
 * The groups that are left without some ties, largest first: what each of their bridges parts. A tie that is no bridge
 * parts nobody by itself.
 */
export function partsWithout(
  members: readonly SubjectRef[],
  ties: readonly Pick<FarmTieView, 'leaves'>[],
): SubjectRef[][] {
  const parts = ties.flatMap((t) => (t.leaves ? [partOf(t.leaves)] : []))
  const groups = Map.groupBy(members, (m) => parts.map((p) => p.get(m)).join())
  return [...groups.values()].sort((x, y) => y.length - x.length)
}

/** "6 + 3 laptops"; by identities where not every laptop is known. More than four parts are counted. */
export function partsInWords(
  leaves: readonly (readonly SubjectRef[])[],
  members: readonly Pick<FarmMemberView, 'subject' | 'devices'>[],
): string {
  const devices = new Map(members.map((m) => [m.subject, new Set(m.devices)]))
  const known = members.every((m) => m.devices.length > 0)
  const sizes = leaves
    .map((part) => (known ? new Set(part.flatMap((s) => [...(devices.get(s) ?? [])])).size : part.length))
    .sort((a, b) => b - a)
  if (sizes.length > 2 && sizes.every((n) => n === 1)) return `all ${sizes.length} fall apart`
  const shown = sizes.slice(0, sizes.length > 4 ? 3 : 4)
  const others = sizes.slice(shown.length)
  const rest = others.length > 0 ? ` and ${others.length} smaller parts` : ''
  return `${shown.join(' + ')} ${known ? 'laptops' : 'identities'}${rest}`
}
