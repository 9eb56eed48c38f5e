import { setTimeout } from 'node:timers/promises'
import { type BlindIndex, type Enrich, isSimulated, type Millis, simulatedPrefix } from '@telltale/core'
import { check, demoSource } from '../ingest/delivery.ts'
import type { Inbox } from '../ingest/inbox.ts'
import { type Row as DemoRow, demo } from './demo.ts'

const chunk = 1000

/**
 * Loads the demo company through the real way in: checked, hashed, into the inbox, judged by the loop. Resolves
 * once the inbox is empty. Throws when a generated row is not accepted: that is a mistake of ours.
 */
export async function loadDemo(
  into: {
    inbox: Inbox
    index: BlindIndex
    enrich?(): Enrich | undefined
    now(): Millis
    trouble(): string | undefined
  },
  progress: (rows: number, step: 'loading' | 'judging') => void,
): Promise<number> {
  const receivedAt = into.now()
  const rows = bySubject([...demo({ until: receivedAt })])
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.slice(from, from + chunk).map((value, i) => ({ row: from + i + 1, value }))
    const checked = await check(
      part,
      { source: demoSource, receivedAt, digest: 'demo' },
      into.index,
      into.enrich?.(),
    )
    const [wrong] = checked.problems
    if (wrong)
      throw new Error(`the demo company's row ${wrong.row} is not accepted: ${wrong.field} ${wrong.reason}`)
    const real = checked.rows.flatMap((r) => r.observation.about).find((subject) => !isSimulated(subject))
    if (real) throw new Error(`the demo company names ${real}, which does not begin with ${simulatedPrefix}`)
    await into.inbox.append({ rows: checked.rows, quarantined: checked.quarantined })
    progress(Math.min(from + chunk, rows.length), 'loading')
  }
  while ((await into.inbox.depth()) > 0) {
    const why = into.trouble()
    if (why) throw new Error(why)
    progress(rows.length, 'judging')
    await setTimeout(50)
  }
  return rows.length
}

/**
 * All rows of one person together, in order of time, as a file export would bring them: each window is then
 * judged once or twice, not once for every day that follows.
 */
function bySubject(rows: readonly DemoRow[]): DemoRow[] {
  const holder = new Map<string, string>()
  for (const { kind, about, data } of rows)
    if (kind === 'device' && typeof data.assignedTo === 'string') holder.set(about[0]!, data.assignedTo)
  const groups = new Map<string, DemoRow[]>()
  for (const row of rows) {
    const person = row.about.find((subject) => subject.startsWith('person:'))
    const key = person ?? holder.get(row.about[0]!) ?? row.about[0]!
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].flat()
}
