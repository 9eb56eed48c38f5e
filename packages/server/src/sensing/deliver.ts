import { hash } from 'node:crypto'
import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'
import { check, type RawRow } from '../ingest/delivery.ts'
import type { Refused } from '../privacy/timing.ts'

const depthLimit = 20_000

/** Checks a sensor's rows at the one door, and makes them durable. Bad rows go to quarantine, the rest goes on. */
export async function deliver(
  { inbox, index, metrics, now, timing }: Context,
  source: string,
  rows: readonly RawRow[],
): Promise<{ accepted: number; quarantined: number; refused?: Refused }> {
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
  const sifted = await timing.sift(checked.rows)
  await inbox.append({ rows: sifted.rows, quarantined: checked.quarantined })
  metrics.ingested(sifted.rows.length)
  metrics.setAside(checked.quarantined)
  metrics.refused(sifted.refused.rows)
  return {
    ...{ accepted: sifted.rows.length, quarantined: checked.quarantined.length },
    ...(sifted.refused.rows > 0 && { refused: sifted.refused }),
  }
}
