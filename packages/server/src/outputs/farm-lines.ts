import type { Farm } from '@telltale/core'
import { count, percent } from './sentences.ts'

/** A farm in a few sentences: who, how sure, where, who tends it, and what it hangs on. */
export function farmLines({ members, ties, doors, keeper, sure }: Farm): string[] {
  const shown = new Map(ties.map((t) => [t.attribute, t.shown]))
  const cases = members.filter((m) => m.standing === 'case').length
  const lines = [
    `${count(members.length, 'identity', 'identities')} tied by what they share, ${cases === 0 ? 'none with a case of its own' : `${count(cases, 'case')} among them`}: ${members.map((m) => m.subject).join(', ')}.`,
    `One operation with ${percent(sure.probability)}${sure.low < sure.probability ? `, ${percent(sure.low)} if ${(sure.restsOn && shown.get(sure.restsOn)) ?? 'one tie'} is a mistake` : ''} (from links alone, assumed model).`,
  ]
  for (const [i, door] of doors.entries())
    lines.push(
      `Door${doors.length > 1 ? ` ${i + 1}` : ''}, ${count(door.members.length, 'identity', 'identities')}: ${door.attributes.map((a) => shown.get(a) ?? a).join(', ')}.`,
    )
  if (keeper) lines.push(`Keeper: ${shown.get(keeper.ref) ?? keeper.ref}, ${keeper.says}.`)
  for (const tie of ties)
    if (tie.leaves && (tie.leaves[1]?.length ?? 0) > 1)
      lines.push(
        `Bridge: without ${tie.shown} it falls apart into ${tie.leaves.map((part) => part.length).join(' and ')}.`,
      )
  return lines
}
