import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SubjectRef } from '../observations/kind.ts'
import { decode, encode, signature } from '../signals/minhash.ts'
import { bandsOf } from './bands.ts'
import { fewestPassages, nearDuplicate } from './likeness.ts'
import { commonPassage } from './passages.ts'
import { mostAlike, type Pair, resumeIndex, type StoredResume } from './resume-index.ts'

const word = (n: number) => `w${(n * 7919 + 104_729).toString(36)}x`
const text = (from: number, n = 160) => Array.from({ length: n }, (_, i) => word(from + i)).join(' ')
const resume = (n: number, written: string, at = 1): StoredResume => ({
  application: `application:A-${n}`,
  at,
  signature: signature(written)!,
})

/** The pairs that stand after every change: the last word on each. */
function standing(changes: readonly Pair[]): string[] {
  const out = new Map<string, string>()
  for (const { ends, is } of changes) {
    const key = ends
      .map((e) => `${e.application}@${e.at}`)
      .sort()
      .join(' ')
    if (is) out.set(key, `${key} ${is.wording.toFixed(6)} ${is.passages}`)
    else out.delete(key)
  }
  return [...out.values()].sort()
}

/** What should stand, from the definition: every two compared, no tables. */
function defined(resumes: readonly StoredResume[]): string[] {
  const newest = new Map<SubjectRef, StoredResume>()
  for (const r of resumes) if (r.at > (newest.get(r.application)?.at ?? 0)) newest.set(r.application, r)
  const all = [...newest.values()].map((r) => {
    const known = decode(r.signature)
    return { ...r, ...known, bands: bandsOf(known.words) }
  })
  const having = new Map<number, number>()
  for (const { passages } of all) for (const p of passages) having.set(p, (having.get(p) ?? 0) + 1)
  const pairs: { ends: [StoredResume, StoredResume]; wording: number; passages: number }[] = []
  const degree = new Map<SubjectRef, number>()
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      const words = new Set(a.words)
      const common = b.words.filter((w) => words.has(w)).length
      const wording = common / (a.words.length + b.words.length - common)
      const passages = b.passages.filter(
        (p) => a.passages.includes(p) && having.get(p)! <= commonPassage,
      ).length
      const whole = wording >= nearDuplicate && a.bands.some((band, i) => band === b.bands[i])
      if (!whole && passages < fewestPassages) continue
      pairs.push({ ends: [a, b], wording: whole ? wording : 0, passages: whole ? 0 : passages })
      for (const { application } of [a, b]) degree.set(application, (degree.get(application) ?? 0) + 1)
    }
  })
  return pairs
    .filter(({ ends }) => ends.every((e) => degree.get(e.application)! <= mostAlike))
    .map(({ ends, wording, passages }) => {
      const key = ends
        .map((e) => `${e.application}@${e.at}`)
        .sort()
        .join(' ')
      return `${key} ${wording.toFixed(6)} ${passages}`
    })
    .sort()
}

describe('résumé index', () => {
  it('finds a copy, a near-duplicate and a borrowed passage, and nothing else', () => {
    const index = resumeIndex()
    index.put(resume(1, text(0)))
    index.put(resume(2, `${text(5000, 100)} ${text(0, 60)}`))
    index.put(resume(3, text(8)))
    index.put(resume(4, text(9000)))
    const { found, total } = index.near(signature(text(0))!)
    expect(total).toBe(3)
    expect(found.map((f) => f.application)).toEqual(['application:A-1', 'application:A-3', 'application:A-2'])
    expect(found[0]).toMatchObject({ wording: 1, passages: 0 })
    expect(found[1]!.wording).toBeCloseTo(152 / 168, 2)
    expect(found[2]).toMatchObject({ wording: 0, passages: expect.any(Number) })
    expect(found[2]!.passages).toBeGreaterThanOrEqual(fewestPassages)
    expect(index.near(signature(text(20_000))!)).toEqual({ found: [], total: 0 })
  })

  it('compares texts of thousands of words by a fair sample of them', () => {
    const index = resumeIndex()
    index.put(resume(1, text(0, 4000)))
    index.put(resume(2, text(0, 900)))
    const [same] = index.near(signature(text(200, 4000))!).found
    expect(same?.application).toBe('application:A-1')
    expect(Math.abs(same!.wording - 3800 / 4200)).toBeLessThan(0.03)
    // A part of it is no near-duplicate, though every word of the part is there.
    expect(index.pairsOf('application:A-2').map((p) => p.is?.wording ?? 0)).not.toContain(1)
    expect(index.near(signature(text(2500, 4000))!).found.filter((f) => f.wording > 0)).toEqual([])
  })

  it('gives signatures back as they were, long gaps and samples too', () => {
    const written = fc.array(fc.integer({ min: 0, max: 1 << 20 }), { minLength: 70, maxLength: 1500 })
    fc.assert(
      fc.property(written, (words) => {
        const found = signature(words.map(word).join(' '))
        if (found) expect(encode(decode(found))).toEqual(found)
      }),
      { numRuns: 50 },
    )
  })

  it('does not find what a résumé of the same words in other runs, half of them, shares', () => {
    const index = resumeIndex()
    index.put(resume(1, text(0)))
    const shuffled = Array.from({ length: 160 }, (_, i) => word(i % 2 === 0 ? i : 7000 + i)).join(' ')
    expect(index.put(resume(2, shuffled))).toEqual([])
  })

  it('counts a wave and lists none of it, whatever came before; and lists again what is left of it', () => {
    const index = resumeIndex()
    const changes: Pair[] = []
    const wave = Array.from({ length: mostAlike + 1 }, (_, i) =>
      resume(i, `${text(0)} ${text(10_000 + i * 9, 4)}`),
    )
    for (const r of wave) changes.push(...index.put(r)!)
    expect(standing(changes)).toHaveLength((wave.length * (wave.length - 1)) / 2)
    const one = resume(900, text(0))
    const withdrawn = index.put(one)!
    expect(standing([...changes, ...withdrawn])).toEqual([])
    expect(withdrawn.every((p) => p.was && !p.is)).toBe(true)
    const { found, total } = index.near(one.signature)
    expect([found.length, total]).toEqual([mostAlike, mostAlike + 2])
    changes.push(...withdrawn, ...index.remove(one.application))
    expect(standing(changes)).toEqual(standing([...index.pairs()]))
    expect(standing(changes)).toHaveLength((wave.length * (wave.length - 1)) / 2)
  })

  it('takes a passage that one more than its limit have for a phrase, and from then on for none', () => {
    const index = resumeIndex()
    const passage = text(500_000, 60)
    const having = (n: number) => resume(n, `${text(1_000_000 + n * 500, 90)} ${passage}`)
    const twice = (n: number) => resume(n, `${text(1_000_000 + n * 500, 90)} ${passage} ${text(600_000, 60)}`)
    const changes = [twice(0), twice(1)].flatMap((r) => index.put(r)!)
    for (let n = 2; n < commonPassage; n++) changes.push(...index.put(having(n))!)
    expect(standing(changes)).toHaveLength((commonPassage * (commonPassage - 1)) / 2)
    changes.push(...index.put(having(commonPassage))!)
    const left = standing(changes)
    // Beside the two with a second passage, a few share what winnowing took at the borders of the first.
    expect(left.length).toBeLessThan(20)
    expect(left).toEqual(standing([...index.pairs()]))
    changes.push(...index.remove('application:A-9'))
    expect(standing(changes)).toHaveLength((commonPassage * (commonPassage - 1)) / 2)
  })

  it('takes the newer of two versions, in either order, and forgets what only the older one shared', () => {
    const [first, second, other] = [resume(1, text(0), 1), resume(1, text(4000), 2), resume(2, text(2), 1)]
    for (const order of [
      [first, other, second],
      [second, other, first],
      [other, second, first],
    ]) {
      const index = resumeIndex()
      expect(standing(order.flatMap((r) => index.put(r) ?? []))).toEqual([])
      expect(index.size).toBe(2)
      expect(index.near(second.signature).total).toBe(1)
    }
  })

  it('lists the same pairs in any order, all at once, and by definition', () => {
    // Three texts with edits around the threshold, and passages that 60 to 70 of them share.
    const drawn = fc.array(
      fc.record({
        application: fc.integer({ min: 0, max: 400 }),
        base: fc.integer({ min: 0, max: 2 }),
        cut: fc.integer({ min: 0, max: 12 }),
        borrows: fc.boolean(),
        at: fc.integer({ min: 1, max: 1_000_000 }),
      }),
      { minLength: 100, maxLength: 170, size: 'max' },
    )
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (rows, noise) => {
        const resumes = rows.map(({ application, base, cut, borrows, at }, i) => {
          const own = base * 30_000 + (base === 2 ? 3000 * i : 0)
          const written = `${text(own + cut * 2, 150)} ${borrows ? text(200_000, 50) : text(300_000 + i * 60, 20)}`
          return resume(application, written, at * 1000 + i)
        })
        const expected = defined(resumes)
        const first = resumeIndex()
        expect(standing(resumes.flatMap((r) => first.put(r) ?? []))).toEqual(expected)
        const orders = resumes.map((r) => [noise.next().value!, r] as const).sort(([a], [b]) => a - b)
        const second = resumeIndex()
        expect(standing(orders.flatMap(([, r]) => second.put(r) ?? []))).toEqual(expected)
        const third = resumeIndex()
        for (const r of resumes) third.load(r)
        expect(standing([...third.pairs()])).toEqual(expected)
        const [, last] = orders.at(-1)!
        const without = resumes.filter((r) => r.application !== last.application)
        const changes = [
          ...orders.flatMap(([, r]) => third.pairsOf(r.application)),
          ...third.remove(last.application),
        ]
        expect(standing(changes)).toEqual(defined(without))
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })
})
