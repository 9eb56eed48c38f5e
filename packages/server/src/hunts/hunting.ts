import type { Detector, HuntRequest, HuntRun, HuntView, SubjectRef } from '@telltale/core'
import type { Engine } from '../engine/loop.ts'
import { hunt } from './hunt.ts'
import { faultsOf, sentenceOf } from './hunt-file.ts'
import { HuntProblem } from './problem.ts'
import { type SavedHunts, savedHunts } from './saved.ts'
import type { SqlHunts } from './sql/index.ts'

/** Who hunts, and until when. Whom they don’t see is in no result and no count. */
export interface HuntedBy {
  counsel: boolean
  sees: (subject: SubjectRef) => boolean
  signal: AbortSignal
}

/** Hunts on the running engine: the saved ones, and running one at a time. */
export interface Hunting {
  saved: SavedHunts
  /** Why SQL can't be run here; undefined where it can. */
  noSql?: string
  /**
   * Reads history and keeps nothing. Rejects with a `HuntProblem` for the person who asked. `counsel`: findings for
   * counsel alone may be hunted for.
   */
  run(request: HuntRequest, who: HuntedBy): Promise<HuntRun>
}

const usualMinutes = 10

export function hunting(engine: Engine, home: string, sql: SqlHunts | undefined): Hunting {
  let running: string | undefined
  const saved = savedHunts(home, engine.detectors)
  const noSql = sql
    ? undefined
    : 'Hunts in SQL need Postgres, and this Telltale keeps everything in memory: start it with "npm start".'

  const run = async (
    asked: HuntView | Omit<HuntView, 'name' | 'says' | 'shipped'>,
    { counsel, sees, signal }: HuntedBy,
    timeout: number,
  ): Promise<Omit<HuntRun, 'took'>> => {
    if (asked.sql !== undefined) {
      if (!sql) throw new HuntProblem(noSql!)
      if (engine.ranking.items().some((q) => !sees(q.subject)))
        throw new HuntProblem(
          'SQL reads everything, and not everything is open to you: run a hunt with a detector.',
          'wrong',
        )
      return { table: await sql.run(asked.sql, engine.detectors.values(), { signal, timeout }) }
    }
    const detector = engine.detectors.get(asked.detector!) as Detector
    if (detector.audience === 'counsel' && !counsel)
      throw new HuntProblem(`What ${detector.id} finds is shown to counsel alone.`, 'wrong')
    const { store, directory, detectors, words, plan, tuning } = engine
    const { model } = tuning
    const known = { sees, store, directory, detectors, words, lists: plan.facts, model }
    return { found: await hunt(detector, asked.thresholds ?? {}, known, signal) }
  }

  return {
    saved,
    ...(noSql && { noSql }),
    async run({ name, detector, thresholds, sql: text, minutes = usualMinutes }, who) {
      const found = name === undefined ? undefined : saved.find(name)
      if (found && (detector !== undefined || text !== undefined))
        throw new HuntProblem(
          'A saved hunt has its own detector or SQL: name the hunt, or give one of these, not both.',
        )
      const tried = { ...found?.thresholds, ...thresholds }
      const asked = {
        ...(found ?? { detector, sql: text }),
        ...(Object.keys(tried).length > 0 && { thresholds: tried }),
      } as HuntView
      const faults = faultsOf(asked, engine.detectors)
      if (faults.length > 0) throw new HuntProblem(sentenceOf(faults))
      if (running)
        throw new HuntProblem(
          `${running} is being run at the moment: wait until it is done, or end it.`,
          'busy',
        )
      running = name ? `The hunt ${name}` : 'Another hunt'
      const timeout = minutes * 60_000
      const limit = AbortSignal.timeout(timeout)
      const began = performance.now()
      try {
        const result = await run(asked, { ...who, signal: AbortSignal.any([who.signal, limit]) }, timeout)
        return {
          ...(found && { name: found.name, says: found.says }),
          took: Math.round(performance.now() - began),
          ...result,
        }
      } catch (error) {
        if (!limit.aborted) throw error
        throw new HuntProblem(
          `The hunt was stopped after ${minutes} minutes: give it more (at most 120), or run it where less is on record.`,
          'stopped',
        )
      } finally {
        running = undefined
      }
    },
  }
}
