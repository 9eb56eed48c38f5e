import { describe, expect, it } from 'vitest'
import type { SubjectRef } from '../observations/kind.ts'
import { mostNodes, parts } from './cuts.ts'
import type { Bond } from './ties.ts'

const people = (names: string) => [...names].map((n): SubjectRef => `person:${n}`)
const bond = (names: string, milli: number): Bond => ({ members: people(names), milli })
const named = (found: SubjectRef[][]) => found.map((part) => part.map((s) => s.slice(7)).join(''))

/** Every set of people that no cut below `least` divides and that no larger one of them holds: by trying all. */
function byTrying(names: string, bonds: readonly Bond[], least: number): string[] {
  const all = people(names)
  const holds = (set: SubjectRef[]) => {
    for (let side = 1; side < 2 ** (set.length - 1); side++) {
      const here = new Set(set.filter((_, i) => (side >> i) & 1))
      const cut = bonds.reduce((sum, { members, milli }) => {
        const inside = members.filter((m) => set.includes(m))
        const spans = inside.some((m) => here.has(m)) && inside.some((m) => !here.has(m))
        return sum + (spans ? milli : 0)
      }, 0)
      if (cut < least) return false
    }
    return true
  }
  const sets = Array.from({ length: 2 ** all.length - 1 }, (_, i) => all.filter((_, j) => ((i + 1) >> j) & 1))
  const holding = sets.filter(holds)
  return holding
    .filter((s) => !holding.some((t) => t.length > s.length && s.every((m) => t.includes(m))))
    .map((s) => s.map((m) => m.slice(7)).join(''))
    .sort()
}

describe('parts', () => {
  it('are what trying every cut gives', () => {
    let seed = 7
    const next = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed / 2 ** 32
    }
    const names = 'ABCDEFGH'
    let joined = 0
    for (let round = 0; round < 120; round++) {
      const bonds = Array.from({ length: 9 }, () => {
        const members = new Set(
          Array.from({ length: 2 + Math.floor(next() * 3) }, () => names[Math.floor(next() * 8)]!),
        )
        return bond([...members].sort().join(''), Math.round(next() * 2600))
      }).filter((b) => b.members.length > 1)
      const expected = byTrying(names, bonds, 2500)
      expect(named(parts(people(names), bonds, 2500)).sort()).toEqual(expected)
      joined += expected.filter((s) => s.length > 2).length
    }
    expect(joined).toBeGreaterThan(30)
  })

  it('hold by ties that are light one by one', () => {
    const ring = [bond('AB', 1300), bond('BC', 1300), bond('CD', 1300), bond('AD', 1300)]
    expect(named(parts(people('ABCD'), ring, 2500))).toEqual(['ABCD'])
    expect(named(parts(people('ABCD'), ring.slice(1), 2500))).toEqual(['A', 'B', 'C', 'D'])
  })

  it('come largest first, and everybody is in one', () => {
    expect(named(parts(people('ABCDE'), [bond('CDE', 3000)], 2500))).toEqual(['CDE', 'A', 'B'])
    expect(parts([], [], 2500)).toEqual([])
  })

  it('hold by strong ties alone where more hang together by light ones than are looked into', () => {
    const ring = (size: number) => {
      const all = Array.from({ length: size }, (_, i): SubjectRef => `person:${1000 + i}`)
      const bonds = all.flatMap((m, i): Bond[] =>
        [1, 2].map((step) => ({ members: [m, all[(i + step) % size]!].sort(), milli: 1000 })),
      )
      return { all, bonds: [...bonds, { members: all.slice(0, 2), milli: 2500 }] }
    }
    const fewer = ring(60)
    expect(parts(fewer.all, fewer.bonds, 2500)).toHaveLength(1)
    const many = ring(mostNodes + 2)
    const found = parts(many.all, many.bonds, 2500)
    expect(found[0]).toEqual(many.all.slice(0, 2))
    expect(found).toHaveLength(many.all.length - 1)
  })
})
