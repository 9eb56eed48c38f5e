import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { accept, digest } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../connectors/connector.ts'
import { webhooks } from './index.ts'

/** Every webhook keeps the same contract, whatever arrives. */

const here = fileURLToPath(new URL('.', import.meta.url))
const now = Date.UTC(2026, 2, 20)

function unacceptable(rows: readonly Row[]) {
  return rows.flatMap((row) => {
    if (row.problem) return []
    const accepted = accept(row.value, { source: 'test', id: 'x', receivedAt: now }, (t, v) => digest(t + v))
    return accepted.observation ? accepted.remarks : accepted.problems
  })
}

describe.each(webhooks.map((w) => [w.id, w] as const))('webhook %s', (id, webhook) => {
  it('is named after its file and has a test beside it', () => {
    expect(existsSync(`${here}${id}.ts`)).toBe(true)
    expect(existsSync(`${here}${id}.test.ts`)).toBe(true)
    expect(webhook.setUp.length).toBeGreaterThan(40)
  })

  it('refuses what is not signed, without a secret most of all', () => {
    const raw = Buffer.from('{"action":"ping"}')
    for (const secret of ['', 'secret'])
      for (const headers of [
        {},
        { signature: 'sha256 ' },
        { signature: 'sha256 00', 'ashby-signature': 'sha256=00' },
      ])
        expect(webhook.verify(headers, raw, secret, now)).toBeTypeOf('string')
  })

  it('never throws, never verifies and never gives what would not be accepted', () => {
    const action = fc.constantFrom(
      'new_candidate_application',
      'reject_candidate',
      'candidate_stage_change',
      'applicationSubmit',
      'candidateStageChange',
      'candidateArchiveChange',
      'offer_created',
      'constructor',
      '__proto__',
      'ping',
    )
    const any = fc.jsonValue({ maxDepth: 3 })
    const application = fc.record(
      {
        id: any,
        applied_at: any,
        last_activity_at: any,
        candidate: any,
        jobs: any,
        createdAt: any,
        updatedAt: any,
        job: any,
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      any,
      fc.record(
        {
          action,
          event: action,
          payload: fc.oneof(any, fc.record({ application })),
          data: fc.oneof(any, fc.record({ application, opportunityId: any })),
          triggeredAt: any,
          token: any,
          signature: any,
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(body, (value) => {
        const raw = Buffer.from(JSON.stringify(value))
        expect(webhook.verify({ signature: 'sha256 ff' }, raw, 'secret', now)).toBeTypeOf('string')
        expect(webhook.deliveryId({}, value)).toMatch(new RegExp(`^${id}-`))
        for (const { field } of unacceptable(webhook.rows(value)))
          expect(field).not.toMatch(/^(?:id|kind|about)/)
      }),
      { numRuns: 300 },
    )
  })
})
