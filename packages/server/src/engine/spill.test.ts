import { existsSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { spill, spillFolder } from './spill.ts'

const folder = spillFolder()
afterAll(() => folder.dispose())
let made = 0

async function through(records: [string, string][], budget: number) {
  const sorter = spill(folder.path, `t${made++}`, budget)
  for (const [key, payload] of records) await sorter.add(key, payload)
  const out: [string, string][] = []
  for await (const record of sorter.sorted()) out.push(record)
  return out
}

const text = fc.string({ maxLength: 12 }).map((s) => s.replace(/[\t\n\r]/g, ' '))
const payload = fc.jsonValue().map((v) => JSON.stringify(v))

describe('spill', () => {
  it('gives the same order whether it spilled or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, payload), { maxLength: 60 }), async (records) => {
        const inMemory = await through(records, 1e9)
        const spilled = await through(records, 300)
        expect(spilled).toEqual(inMemory)
        expect(inMemory.map((r) => r.join('\t')).sort()).toEqual(records.map((r) => r.join('\t')).sort())
      }),
      { numRuns: 60 },
    )
  })

  it('groups by what stands before the separator, and a group may be left half read', async () => {
    const sorter = spill(folder.path, 'groups', 200)
    for (let i = 0; i < 30; i++) await sorter.add(`s${i % 3}\u0001${String(i).padStart(2, '0')}`, `${i}`)
    const seen: Record<string, number> = {}
    for await (const [group, members] of sorter.groups()) {
      for await (const _ of members) {
        seen[group] = (seen[group] ?? 0) + 1
        if (group === 's1') break
      }
    }
    expect(seen).toEqual({ s0: 10, s1: 1, s2: 10 })
  })

  it('leaves nothing behind', () => {
    const other = spillFolder()
    expect(readdirSync(other.path)).toEqual([])
    other.dispose()
    expect(existsSync(other.path)).toBe(false)
  })
})
