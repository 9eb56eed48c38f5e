import { accept } from './accept.ts'
import { digest } from './digest.ts'
import { type Drained, drain } from './drain.ts'
import { facts } from './facts/index.ts'
import type { FactList } from './facts/list.ts'
import type { Problem } from './observations/schema.ts'
import { type FactLists, plan } from './plan.ts'
import type { Detector, Example, Observation } from './types.ts'

/** Examples are dated; they are received after all of them. */
const receivedAt = 4_000_000_000_000

/** The rows of an example as arrival would take them in, `shift` milliseconds later; or what is wrong with one. */
export function observeExample(
  example: Example,
  shift = 0,
): Observation[] | { row: number; problem: Problem } {
  const rows: Observation[] = []
  for (const [i, row] of example.rows.entries()) {
    const accepted = accept(
      { ...row, at: row.at + shift },
      { source: 'example', id: `row ${i}`, receivedAt },
      (type, value) => digest(type + value),
      () => row.derived,
    )
    if (!accepted.observation) return { row: i, problem: accepted.problems[0]! }
    rows.push(accepted.observation)
  }
  return rows
}

/** Runs an example's rows through the real engine with one detector, and the lists that the example names. */
export function drainExample(
  detector: Detector,
  example: Example,
  batches: readonly (readonly Observation[])[],
): Drained {
  return drain(plan([detector], listsOf(example)), batches)
}

function listsOf(example: Example): Partial<FactLists> {
  const lists: Record<string, FactList<unknown>> = {}
  for (const [id, data] of Object.entries(example.lists ?? {}))
    lists[id] = { ...facts[id as keyof typeof facts], version: 'example', data }
  return lists as Partial<FactLists>
}
