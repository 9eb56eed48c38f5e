import {
  canonical,
  defaultModel,
  detectors,
  type Model,
  type Piece,
  plan,
  reconstructed,
  type SubjectRef,
  scoreAt,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { accepted, world } from '../../../../test/world.ts'
import { startEngine, take } from '../engine/loop.ts'
import type { Folded, Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what past scores were made from. */

const subject: SubjectRef = 'person:W-1'
const piece = (id: string, weight: number, more: Partial<Piece> = {}): Piece => ({
  ...{ id, detector: 'device/ip-kvm', version: 1, family: 'mechanism', stage: 'work', is: 'evidence' },
  ...{
    subject: 'device:LT-1',
    subjects: [subject],
    weighsOn: [subject],
    weights: { 'hands-elsewhere': weight },
  },
  ...{
    weight,
    says: 'a box \0 is plugged in',
    from: 0,
    to: 86_400_000,
    status: 'provisional',
    shadow: false,
  },
  calibration: { basis: 'assumed', on: 'nothing' },
  ...more,
})
const other: Model = { ...defaultModel, priors: { ...defaultModel.priors, 'hands-elsewhere': -2 } }
const fold = (store: Store, at: number, pieces?: Piece[], model = defaultModel, more: Partial<Folded> = {}) =>
  store.commitFold([{ subject, at, ...(pieces && { scored: { model, pieces } }), ...more }])

describe.each(backends())('past scores, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('keeps each finding from when until when it counted, and by which model', async () => {
    const { store, again } = await fresh()
    await fold(store, 100, [piece('a', 2)])
    await fold(store, 200, [piece('a', 2), piece('b', 1)])
    await fold(store, 300, [piece('b', 1, { weights: { 'hands-elsewhere': 1.5 } })], other)
    await fold(store, 400)
    await fold(store, 500, [piece('a', 2)], other, {
      scored: { model: other, about: { stage: 'work' }, pieces: [piece('a', 2)] },
    })
    for (const reopen of [false, true]) {
      const s = reopen ? await again() : store
      const history = await s.scoreHistory(subject)
      const spans = history.pieces.map((p) => [p.piece.id, p.since, p.until])
      expect(spans.sort()).toEqual(
        [
          ['a', 100, 300],
          ['b', 200, 300],
          ['b', 300, 400],
          ['a', 500, undefined],
        ].sort(),
      )
      expect(history.marks.map((m) => [m.since, m.model !== undefined, m.about])).toEqual([
        [100, true, undefined],
        [300, true, undefined],
        [400, false, undefined],
        [500, true, { stage: 'work' }],
      ])
      for (const at of [100, 150, 200, 299, 300, 450, 500, 9_000]) {
        const slice = await s.scoreHistory(subject, at)
        expect(canonical(scoreAt(slice, at) ?? null)).toBe(canonical(scoreAt(history, at) ?? null))
      }
      expect(scoreAt(history, 99)).toBeUndefined()
      expect(scoreAt(history, 450)).toBeUndefined()
      expect(scoreAt(history, 150)!.score.weight).toBe(2)
      expect(scoreAt(history, 350)!.pieces[0]!.says).toBe('a box \0 is plugged in')
      expect(scoreAt(history, 350)!.score.schemes[0]!.prior).toBe(-2)
      expect(await s.scoreChanges(subject, 250)).toEqual({ since: 200, until: 300 })
      expect(await s.scoreChanges(subject, 99)).toEqual({ until: 100 })
      expect(await s.scoreChanges(subject, 1000)).toEqual({ since: 500 })
    }
  })

  it('adds nothing where nothing that counts has changed, a closed window included', async () => {
    const { store } = await fresh()
    await fold(store, 100, [piece('a', 2)])
    await fold(store, 200, [piece('a', 2)])
    await fold(store, 300, [piece('a', 2, { status: 'final' })])
    const { pieces, marks } = await store.scoreHistory(subject)
    expect(pieces).toHaveLength(1)
    expect(marks).toHaveLength(1)
    expect(await store.scoreChanges(subject, 350)).toEqual({ since: 100 })
  })

  it('keeps nothing of whoever never was in the queue', async () => {
    const { store } = await fresh()
    await fold(store, 100)
    const history = await store.scoreHistory(subject)
    expect([history.pieces, history.marks, history.models.size]).toEqual([[], [], 0])
    expect(reconstructed(history, 50)).toBeUndefined()
  })

  it('forgets whoever is erased, and the demo company, and nobody else', async () => {
    const { store, again } = await fresh()
    const simulated: SubjectRef = 'person:larkspur-1'
    await fold(store, 100, [piece('a', 2)])
    await store.commitFold([
      { subject: simulated, at: 100, scored: { model: defaultModel, pieces: [piece('a', 2)] } },
    ])
    await store.removeSimulated()
    expect((await store.scoreHistory(simulated)).marks).toEqual([])
    expect((await store.scoreHistory(subject)).marks).toHaveLength(1)
    await store.forgetScores([subject])
    const reopened = await again()
    expect((await reopened.scoreHistory(subject)).pieces).toEqual([])
  })

  it('makes every score again that the queue has shown, to the last bit', async () => {
    const { store, again } = await fresh()
    let clock = 20_600 * 86_400_000
    const engine = await startEngine(plan(detectors), store, () => clock)
    const rows = world({ people: 8, days: 6 }).map((r) => accepted(r))
    const shown: { at: number; scores: Map<string, string> }[] = []
    for (let i = 0; i < rows.length; i += 25) {
      clock += 60_000
      await take(engine, { rows: rows.slice(i, i + 25), quarantined: [] })
      const scores = new Map(engine.ranking.items().map((q) => [q.subject, canonical(q.score)]))
      shown.push({ at: clock, scores })
    }
    const subjects = new Set(shown.flatMap((s) => [...s.scores.keys()])) as Set<SubjectRef>
    expect(subjects.size).toBeGreaterThan(0)
    expect(shown.some((s) => s.scores.size < subjects.size)).toBe(true)
    const reopened = await again()
    for (const one of subjects) {
      const history = await reopened.scoreHistory(one)
      for (const { at, scores } of shown) {
        const then = scoreAt(history, at)
        expect(then && canonical(then.score)).toBe(scores.get(one))
        // Between two passes stands what the first of them left.
        expect(canonical(scoreAt(history, at + 59_999)?.score ?? null)).toBe(scores.get(one) ?? 'null')
      }
      const first = history.marks[0]!.since
      expect(reconstructed(history, first)).toBeUndefined()
      expect(reconstructed(history, first - 1)!.score.model).toBe(scoreAt(history, first)!.score.model)
    }
  })
})
