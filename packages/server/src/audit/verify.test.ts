import type { SubjectRef } from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryAuditing } from '../store/memory-auditing.ts'
import type { AuditDid } from './audit.ts'
import { newSigningKey, signer } from './checkpoint.ts'
import { exportLines } from './export.ts'
import { checkpointNow } from './keep-checkpoints.ts'
import { verify } from './verify.ts'

const key = signer(newSigningKey())

/** A log of `n` entries, a checkpoint in its middle, as the lines of an export. */
async function exported(n: number, told = true) {
  const store = memoryAuditing()
  const add = (from: number, to: number) =>
    store.appendAudit(
      Array.from({ length: to - from }, (_, i) => ({
        by: `account-${(from + i) % 3}`,
        did: 'case.read' as AuditDid,
        at: 1_700_000_000_000 + from + i,
        ...((from + i) % 2 === 0 && { about: `person:W-${(from + i) % 5}` as SubjectRef }),
        ...((from + i) % 3 === 0 && { details: { because: `line\n\0 ${from + i}` } }),
      })),
    )
  await add(0, Math.floor(n / 2))
  const kept = await checkpointNow(store, key, 1_700_000_100_000)
  await add(Math.floor(n / 2), n)
  return { store, kept, lines: await linesOf(store, told) }
}

async function linesOf(store: ReturnType<typeof memoryAuditing>, told = true): Promise<string[]> {
  const how = { company: 'Acme', now: 1_700_000_200_000, told }
  let text = ''
  for await (const chunk of exportLines(store, key, how)) text += chunk
  return text.trimEnd().split('\n')
}

async function* bytes(lines: readonly string[], cut = 7) {
  const all = Buffer.from(lines.map((l) => `${l}\n`).join(''))
  for (let i = 0; i < all.length; i += cut) yield all.subarray(i, i + cut)
}

describe('verify', () => {
  it('holds for a log as it was written, told or not, however it arrives', async () => {
    for (const told of [true, false]) {
      const { lines, kept } = await exported(20, told)
      const found = await verify(bytes(lines), { publicKey: key.publicKey, kept: kept! })
      expect(found.broken).toBeUndefined()
      expect(found).toMatchObject({ entries: 20, checkpoints: 2, withheld: told ? 0 : 13 })
    }
  })

  it('names the first entry that was changed, whichever field of it', async () => {
    const { lines } = await exported(20)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 19 }),
        fc.constantFrom('at', 'by', 'did', 'about', 'details', 'hash', 'seq'),
        async (at, field) => {
          const line = lines.findIndex((l) => l.startsWith(`{"seq":${at + 1},`))
          const entry = JSON.parse(lines[line]!)
          entry[field] = typeof entry[field] === 'number' ? entry[field] + 1 : `${entry[field]}x`
          const broken = lines.with(line, JSON.stringify(entry))
          const found = await verify(bytes(broken, 1000))
          expect(found.broken).toContain(`ntry ${at + 1} `)
          expect(found.entries).toBe(at)
        },
      ),
    )
  })

  it('sees an entry taken out, two swapped, one put in and another subject or text told', async () => {
    const { lines } = await exported(20)
    const at = (n: number) => lines.findIndex((l) => l.startsWith(`{"seq":${n},`))
    const swapped = lines.with(at(5), lines[at(6)]!).with(at(6), lines[at(5)]!)
    expect((await verify(bytes(lines.toSpliced(at(7), 1)))).broken).toContain('Entry 7 ')
    expect((await verify(bytes(swapped))).broken).toContain('Entry 5 ')
    expect((await verify(bytes(lines.toSpliced(at(9), 0, lines[at(8)]!)))).broken).toContain('Entry 9 ')
    const retold = (n: number, change: (l: Record<string, { text: string }>) => void) => {
      const line = JSON.parse(lines[at(n)]!)
      change(line)
      return verify(bytes(lines.with(at(n), JSON.stringify(line))))
    }
    const other = await retold(3, (l) => {
      l.subject!.text = 'person:W-9'
    })
    expect(other.broken).toContain('Entry 3 (line 4) names another subject')
    const text = await retold(4, (l) => {
      l.body!.text = '{"because":"another"}'
    })
    expect(text.broken).toContain('The text of entry 4 ')
  })

  it('sees a log cut off or written anew by the checkpoint that was kept elsewhere', async () => {
    const { lines, kept } = await exported(20)
    const cut = lines.slice(0, 6)
    expect((await verify(bytes(cut))).broken).toBeUndefined()
    expect((await verify(bytes(cut), { publicKey: key.publicKey, kept: kept! })).broken).toContain(
      'its end was cut off',
    )
    const anew = await exported(20)
    const other = await verify(bytes(anew.lines), { publicKey: key.publicKey, kept: kept! })
    expect(other.broken).toContain('the log was rewritten')
    const stranger = signer(newSigningKey())
    expect((await verify(bytes(lines), { publicKey: stranger.publicKey })).broken).toContain(
      'was not signed by',
    )
    expect((await verify(bytes(lines), { publicKey: stranger.publicKey, kept: kept! })).broken).toContain(
      'The kept checkpoint was not signed',
    )
  })

  it('holds after a subject has been erased, of whom nothing is left in the export', async () => {
    const { store, kept } = await exported(20)
    await store.appendAudit([
      { by: 'a', did: 'case.merged', at: 1, about: 'person:W-1', details: { with: 'person:W-4' } },
    ])
    store.forgetInAudit((subject) => subject === 'person:W-4')
    const lines = await linesOf(store)
    expect(lines.join('\n')).not.toContain('person:W-4')
    expect(lines.join('\n')).toContain('person:W-1')
    const found = await verify(bytes(lines), { publicKey: key.publicKey, kept: kept! })
    expect(found.broken).toBeUndefined()
    expect(found.withheld).toBeGreaterThan(0)
  })

  it('crashes on no line', async () => {
    const { lines } = await exported(4)
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.boolean(), async (value, wrapped) => {
        const line = JSON.stringify(wrapped ? { checkpoint: value } : value)
        expect((await verify(bytes([lines[0]!, line], 1000))).broken).toMatch(
          /^(?:Line|Entry|The checkpoint)/,
        )
      }),
    )
  })

  it.each([
    ['', 'The file is empty.'],
    ['nonsense', 'Line 1 is not as an export'],
    ['{}', 'Line 1 is not the start'],
    ['null', 'Line 1 is not the start'],
    [`{"telltale":"audit/1","publicKey":"x"}\n7`, 'Line 2 is not as an export'],
    [`{"telltale":"audit/1","publicKey":"x"}\n{"checkpoint":null}`, 'Line 2 is not as'],
  ])('says what is wrong with %j', async (text, broken) => {
    expect((await verify(bytes(text === '' ? [] : [text]))).broken).toContain(broken)
  })
})
