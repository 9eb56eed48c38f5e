import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditLog } from '../../packages/server/src/audit/audit.ts'
import { newSigningKey, signer } from '../../packages/server/src/audit/checkpoint.ts'
import { exportLines } from '../../packages/server/src/audit/export.ts'
import { verify } from '../../packages/server/src/audit/verify.ts'
import { cipherOf } from '../../packages/server/src/privacy/data-key.ts'
import { openStore } from '../../packages/server/src/store/open.ts'
import type { Bench } from '../section.ts'

const entries = 1_000_000
/** Requests that record at one time. */
const writers = 200
const rounds = 5

/** How fast people's acts become durable in the chain, and how fast an export of it is checked. */
export default {
  title: 'Audit log',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
    const opened = await openStore({
      home,
      cipher: cipherOf(['a-data-key-of-the-bench-that-is-long-enough']),
    })
    const key = signer(newSigningKey())
    try {
      const { store } = opened
      const audit = auditLog(store, Date.now)
      const event = (i: number) =>
        ({
          by: `account-${i % 40}`,
          did: 'case.read',
          about: `person:W-${i % 20_000}`,
          details: { because: 'the second seat of this case', evidence: `e${i}` },
        }) as const
      const append: number[] = []
      const alone: number[] = []
      let made = 0
      for (let round = 0; round < rounds; round++) {
        const each = 200
        let began = performance.now()
        await Promise.all(
          Array.from({ length: writers }, async () => {
            for (let i = 0; i < each; i++) await audit.record(event(made++))
          }),
        )
        append.push((writers * each) / ((performance.now() - began) / 1000))
        began = performance.now()
        for (let i = 0; i < 1000; i++) await audit.record(event(made++))
        alone.push(1000 / ((performance.now() - began) / 1000))
      }
      while (made < entries) {
        const n = Math.min(1000, entries - made)
        await store.appendAudit(Array.from({ length: n }, () => ({ ...event(made++), at: Date.now() })))
      }
      const file = join(home, 'audit.ndjson')
      writeFileSync(file, '')
      for await (const lines of exportLines(store, key, { company: 'Bench', now: Date.now(), told: true }))
        writeFileSync(file, lines, { flag: 'a' })
      const checked: number[] = []
      for (let round = 0; round < rounds; round++) {
        const began = performance.now()
        const found = await verify(createReadStream(file, { highWaterMark: 1 << 20 }))
        if (found.broken || found.entries !== made) throw new Error(found.broken ?? 'entries are missing')
        checked.push(made / ((performance.now() - began) / 1000))
      }
      const [appended, one, verified] = [median(append), median(alone), median(checked)]
      return [
        {
          title: 'Append and verify',
          targets: [
            {
              what: `Appending, ${writers} requests at one time`,
              aim: '≥ 5,000 entries/s',
              measured: `${whole(appended)} entries/s`,
              met: appended >= 5000,
              n: `${rounds} rounds of ${whole(writers * 200)}, median`,
            },
            {
              what: 'Verifying an export, one core',
              aim: '≥ 200,000 entries/s',
              measured: `${whole(verified)} entries/s`,
              met: verified >= 200_000,
              n: `${whole(made)} entries with their texts, ${whole(statSync(file).size / 1e6)} MB, ${rounds} rounds, median`,
            },
          ],
          notes: [
            `Each entry is durable (fsync of the embedded Postgres) before the request goes on; what is recorded while a commit is under way goes into the next one together. One request alone: ${whole(one)} entries/s.`,
            'Entries have a subject and a text of 60 bytes, sealed in the store (AES-256-GCM) and in clear in the export; verifying checks the chain, every subject, every text and the signed checkpoint.',
          ],
        },
      ]
    } finally {
      await opened.stop()
      rmSync(home, { recursive: true, force: true })
    }
  },
} satisfies Bench

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
