import {
  type Act,
  canonical,
  decisionOf,
  digest,
  isSimulated,
  type SubjectRef,
  type WorkState,
} from '@telltale/core'
import { check, demoSource } from '../ingest/delivery.ts'
import type { Row } from '../store/store.ts'
import type { Desk } from './working.ts'

/** The source of what Telltale itself observes: what people decided with it. */
export const ownSource = 'telltale'

const outcomes = {
  misrepresentation: 'confirmed',
  cleared: 'cleared',
  'leak-or-mistake': 'cleared',
} as const

/**
 * The observations that an act becomes: a decision, or that one was lifted by reopening. About the case's subject and
 * about those of cases that are shown under it. Ids follow from case, act and subject, so that telling twice adds
 * nothing.
 */
export async function toldBy(
  { index, enrich }: Pick<Desk, 'index' | 'enrich'>,
  before: WorkState,
  after: WorkState,
  act: Act,
  merged: readonly WorkState[],
): Promise<Row[]> {
  const made = after.decisions.at(-1)
  const decided = made?.act === act.id ? made : undefined
  if (!decided && !(act.is === 'reopened' && decisionOf(before))) return []
  const rows: Row[] = []
  for (const subject of [after.subject, ...merged.map((m) => m.subject)]) {
    const data = {
      ...{ subject, outcome: decided ? outcomes[decided.conclusion] : 'unsure' },
      ...(act.because && { because: act.because }),
      by: (decided?.seats ?? [act.by]).join(', '),
      ...(decided?.ground && { ground: decided.ground }),
    }
    rows.push(...(await rowOf(subject, act, data, index, enrich())))
  }
  return rows
}

async function rowOf(
  subject: SubjectRef,
  act: Act,
  data: object,
  index: Desk['index'],
  enrich: ReturnType<Desk['enrich']>,
): Promise<Row[]> {
  const id = `decision/${digest(canonical([act.case, act.id, subject]))}`
  const value = { id, kind: 'disposition', at: act.at, about: [subject], data }
  const receipt = {
    source: isSimulated(subject) ? demoSource : ownSource,
    receivedAt: act.at,
    digest: id,
  }
  const { rows, problems } = await check([{ row: 1, value }], receipt, index, enrich)
  const [wrong] = problems
  if (wrong)
    throw new Error(`the decision of ${act.case} can't be an observation: ${wrong.field} ${wrong.reason}`)
  return rows
}

const atOnce = 100
const retryAfter = 5000

/** Brings what acts became into the inbox: at once, after a failure again, and at the start what a crash left. */
export function tellings({ store, inbox }: Pick<Desk, 'store' | 'inbox'>, failed: (error: Error) => void) {
  let waiting = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const all = async () => {
    for (;;) {
      const rows = await store.tellings(atOnce)
      if (rows.length === 0) return
      await inbox.append({ rows: rows.map((w) => w.row), quarantined: [] })
      await store.tellingDone(rows.map((w) => w.id))
    }
  }
  const soon = () => {
    waiting = waiting.then(all).catch((error: Error) => {
      failed(error)
      timer = setTimeout(soon, retryAfter)
      timer.unref()
    })
  }
  return {
    now: all,
    soon,
    async stop() {
      await waiting
      clearTimeout(timer)
    },
  }
}
