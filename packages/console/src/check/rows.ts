import type { Row } from '@telltale/sensor'
import { guessed } from '../trial/trial.ts'

/** What leaves the page, in the words of its last step. */
export interface Sent {
  keys: number
  moves: number
  answers: number
}

type Lists = Record<string, unknown[]>
interface Event {
  stimulus: string
  shownAt: number
  respondedAt?: number
  by?: string
}

/**
 * The many small rows of the sensor as three: keys, pointer, reactions. A stroke is handed over when it is released,
 * so they are put into the order in which they were pressed. A guess at a prompt is left out: it says nothing of any
 * distance and would count as near.
 */
export function merged(rows: readonly Row[]): { rows: Row[]; sent: Sent } {
  const of = (kind: Row['kind']) => rows.filter((r) => r.kind === kind)
  const keys = joined(of('keys'), ['press', 'release', 'class', 'repeat'])
  const pointer = joined(of('pointer'), ['t', 'dx', 'dy', 'down', 'up'])
  const events = of('reaction')
    .flatMap((r) => r.data.events as Event[])
    .filter((e) => e.respondedAt === undefined || e.respondedAt - e.shownAt >= guessed)
  const out: Row[] = []
  if (keys) out.push({ ...keys, data: inOrder(keys.data as unknown as Lists) })
  if (pointer) out.push(pointer)
  const first = of('reaction')[0]
  if (first && events.length > 0) out.push({ ...first, data: { source: 'browser', events } })
  const count = (row: Row | undefined, name: string) => ((row?.data[name] as unknown[]) ?? []).length
  return {
    rows: out,
    sent: {
      keys: count(keys, 'press'),
      moves: count(pointer, 't'),
      // A dot is answered by moving to it; the click after it is the same answer.
      answers: events.filter(
        (e) => (e.stimulus === 'prompt' && e.by === 'key') || (e.stimulus === 'target' && e.by === 'motion'),
      ).length,
    },
  }
}

/** Lists one after the other; what else a row says, such as the resolution, is as the last one has it. */
function joined(rows: readonly Row[], lists: readonly string[]): Row | undefined {
  const first = rows[0]
  if (!first) return undefined
  const data = { ...rows.at(-1)!.data }
  for (const name of lists) data[name] = rows.flatMap((r) => (r.data[name] as unknown[]) ?? [])
  return { ...first, data }
}

function inOrder(data: Lists): Record<string, unknown> {
  const press = data.press as number[]
  const order = press.map((_, i) => i).sort((a, b) => press[a]! - press[b]! || a - b)
  const sorted: Record<string, unknown> = { ...data }
  for (const name of ['press', 'release', 'class', 'repeat']) sorted[name] = order.map((i) => data[name]![i])
  return sorted
}
