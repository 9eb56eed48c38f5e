import { detectors, plan, type SubjectRef, type Word } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { crew, decided, ring, ringStart } from '../../../../test/ring.ts'
import { accepted, type RawRow, shuffled } from '../../../../test/world.ts'
import { memoryStore } from '../store/memory.ts'
import { sayWord, undoWord } from './heed.ts'
import { startEngine, take } from './loop.ts'
import { loadRanking } from './ranking.ts'

const thePlan = plan(detectors)

/** Three crews that share nothing with each other, a ring, and one who joins two of the crews. */
function crews(): RawRow[] {
  const named = (suffix: string, account: string) =>
    crew(4, () => ({ emails: [`crew${suffix}@example.net`] })).map((row) => ({
      ...row,
      id: `${row.id}${suffix}`,
      about: row.about.map((ref) => `${ref}${suffix}`),
      data: row.kind === 'account' ? { ...row.data, number: account } : row.data,
    }))
  const bridge = { at: ringStart + 5 * 86_400_000, about: ['person:W-0a'] }
  return [
    ...named('a', '021000021 4417 9023'),
    ...named('b', '021000021 5528 1134'),
    ...named('c', '021000021 6639 2245'),
    ...ring(),
    { id: 'joins', kind: 'account', ...bridge, data: { kind: 'bank', number: '021000021 5528 1134' } },
    decided('d1', 'person:W-1a', 'confirmed'),
    decided('d2', 'application:A-0', 'confirmed'),
    decided('d3', 'person:W-2a', 'cleared'),
    decided('d4', 'application:A-0', 'cleared', ringStart + 11 * 86_400_000),
  ]
}

describe('the ranking', () => {
  it.each([1, 2, 3, 4])(
    'is kept up to date as it would be read anew, after every change (order %i)',
    async (seed) => {
      const store = memoryStore()
      const engine = await startEngine(thePlan, store)
      const rows = shuffled(crews(), seed).map((r) => accepted(r))
      const same = async () => {
        const fresh = await loadRanking(store, () => engine)
        expect(engine.ranking.farms()).toEqual(fresh.farms())
        expect(engine.ranking.items()).toEqual(fresh.items())
        expect(engine.ranking.leads()).toEqual(fresh.leads())
        expect(engine.ranking.confirmed()).toEqual(fresh.confirmed())
      }
      let seen = 0
      for (let i = 0; i < rows.length; i += 3) {
        await take(engine, { rows: rows.slice(i, i + 3), quarantined: [] })
        await same()
        seen = Math.max(seen, engine.ranking.farms().length)
      }
      expect(seen).toBeGreaterThan(1)
      const ties = engine.ranking.farms().flatMap((f) => f.ties.map((t) => t.attribute))
      const words = ties.slice(0, 3).map(
        (a, i): Word => ({
          ...{ id: `W-${i}`, is: 'not-tied', a, because: 'x', by: 'Ana', at: ringStart + i },
          ...(i === 0 && { b: 'person:W-1a' as SubjectRef }),
        }),
      )
      for (const word of words) {
        await sayWord(engine, word)
        await same()
      }
      for (const word of words) await undoWord(engine, word, { by: 'Ana', at: ringStart + 9 })
      await same()
    },
  )

  it('is read anew after a commit of links that failed', async () => {
    const store = memoryStore()
    const engine = await startEngine(thePlan, store)
    const { commitFold } = store
    engine.store.commitFold = async () => {
      throw new Error('the disk is full')
    }
    const rows = crew().map((r) => accepted(r))
    await expect(take(engine, { rows, quarantined: [] })).rejects.toThrow('the disk is full')
    engine.store.commitFold = commitFold
    await take(engine, { rows, quarantined: [] })
    const fresh = await loadRanking(store, () => engine)
    expect(engine.ranking.items()).toEqual(fresh.items())
    expect(engine.ranking.farms()).toHaveLength(1)
  })
})
