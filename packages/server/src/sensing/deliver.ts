import { hash } from 'node:crypto'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { check, type RawRow } from '../ingest/delivery.ts'

const depthLimit = 20_000

/** Checks a sensor's rows at the one door, and makes them durable. Bad rows go to quarantine, the rest goes on. */
export async function deliver(
  { inbox, index, metrics, now }: Context,
  source: string,
  rows: readonly RawRow[],
): Promise<{ accepted: number; quarantined: number }> {
  if (rows.length === 0) return { accepted: 0, quarantined: 0 }
  if ((await inbox.depth()) >= depthLimit)
    throw new Problem(
      503,
      'The engine is behind: send again in a few seconds, nothing was taken.',
      {},
      {
        'Retry-After': '5',
      },
    )
  const digest = hash('sha256', JSON.stringify(rows), 'base64url').slice(0, 22)
  const checked = await check(rows, { source, receivedAt: now(), digest }, index)
  await inbox.append({ rows: checked.rows, quarantined: checked.quarantined })
  metrics.ingested(checked.rows.length)
  metrics.setAside(checked.quarantined)
  return { accepted: checked.rows.length, quarantined: checked.quarantined.length }
}
