import { typeOf } from '@telltale/core'
import type { Context } from '../api/context.ts'
import type { RetentionRun } from '../store/privacy.ts'
import { forget } from './erasing.ts'
import { employed, floorsNow } from './floors.ts'
import { isOfEmployment, type Kept, retentionDays } from './retention-rule.ts'

const day = 86_400_000
/** A run is due this long after the last one began; asked every hour. */
const every = day
/** Subjects that are forgotten altogether in one run: the rest is left to the next day. */
const forgottenAtOnce = 5000
/** A subject of whom nothing is left is forgotten once it has not been heard of for so long. */
const silent = 90 * day

/**
 * Removes what is past its time, except what a floor keeps, and writes down that it did. A dry run only counts, and is not
 * written down. Rows are removed part by part, so that judging goes on meanwhile.
 */
export async function runRetention(
  context: Context,
  { by, dryRun }: { by: string; dryRun: boolean },
): Promise<RetentionRun> {
  const { store, engine, turns, now } = context
  const startedAt = now()
  const days = await retentionDays(store)
  const floors = await floorsNow(context)
  const floor = new Set(floors.keys())
  const workers = employed(engine.directory, startedAt)
  const atWork = new Set([...floor, ...workers])
  for (const person of workers) for (const held of engine.directory.holds.get(person) ?? []) atWork.add(held)
  const lines: RetentionRun['lines'] = []
  for (const what of Object.keys(days).sort() as Kept[]) {
    const before = startedAt - days[what] * day
    const held = isOfEmployment(what) ? atWork : floor
    const expired = await turns.between(() => store.expire(what, before, held, dryRun))
    lines.push({ what, days: days[what], before, ...expired })
  }
  let forgotten = 0
  if (!dryRun)
    await turns.between(async () => {
      const left = await store.unheardOf(startedAt - silent, atWork, forgottenAtOnce)
      forgotten = left.length
      if (left.length > 0) await forget(context, left, [], false, [])
      else if (lines.some((line) => line.removed > 0)) await context.renew()
    })
  const reasons: Record<string, number> = { 'works here': workers.size }
  for (const [subject, reason] of floors)
    if (typeOf(subject) !== 'device') reasons[reason] = (reasons[reason] ?? 0) + 1
  const run: RetentionRun = {
    ...{ startedAt, endedAt: now(), by, dryRun, lines, forgotten, floors: reasons },
  }
  if (!dryRun) {
    await store.addRetentionRun(run)
    const removed = Object.fromEntries(lines.filter((l) => l.removed > 0).map((l) => [l.what, l.removed]))
    await context.audit.record({ by, did: 'privacy.retention-ran', details: { removed, forgotten } })
  }
  return run
}

/** Runs it once a day while the service does. Gives what ends it. */
export function retainDaily(context: Context, failed: (error: Error) => void): () => void {
  let running = false
  const look = async () => {
    if (running) return
    running = true
    try {
      const [last] = await context.store.retentionRuns(1)
      if (!last || context.now() - last.startedAt >= every)
        await runRetention(context, { by: 'telltale', dryRun: false })
    } catch (error) {
      failed(error as Error)
    } finally {
      running = false
    }
  }
  const first = setTimeout(look, 60_000)
  const timer = setInterval(look, 3_600_000)
  first.unref()
  timer.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
