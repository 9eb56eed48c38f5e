import {
  type Abstention,
  type Evidence,
  type LinksOut,
  type Share,
  type SubjectRef,
  simulatedPrefix,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import type { Canary, Draw } from './coverage.ts'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what could be seen, decisions as they were made, canaries and samples. */

const day = 86_400_000
const at = 20_000 * day
const nothing: LinksOut = {
  ...{ evidence: [], withdrawn: [], abstentions: [], answered: [], faults: [], attributes: [] },
}
const change = (over: object) => ({
  ...{ rows: [], quarantined: [] },
  out: { ...nothing, windows: [], watermarks: [], learned: [], shares: [], late: 0, ...over },
})

function judged(detector: string, subject: string, on: number): Evidence {
  const subjects = [subject as SubjectRef]
  return {
    ...{
      id: `${detector} ${subject} ${on}`,
      detector,
      version: 1,
      family: 'loop',
      stage: 'work',
      is: 'clear',
    },
    ...{
      subject: subjects[0]!,
      subjects,
      weighsOn: subjects,
      weights: {},
      weight: 0,
      says: 'near',
      exhibits: [],
    },
    ...{ from: on, to: on + day, status: 'final', shadow: false, lists: {} },
    calibration: { basis: 'assumed', on: 'a test' },
  }
}
const abstained = (detector: string, subject: string, from: number, because: string): Abstention => ({
  ...{ detector, subject: subject as SubjectRef, weighsOn: [subject as SubjectRef], from, because },
})
const share = (type: string, subject: string, person?: string): Share => ({
  ...{ key: `${type} ${subject}`, attribute: { ref: `${type}:p` as SubjectRef, shown: '…17' } },
  ...{
    subject: subject as SubjectRef,
    day: 20_000,
    holders: person ? [{ person: person as SubjectRef }] : [],
  },
})

const disposition = (id: string, subject: string, outcome: string, on: number, more = {}) => ({
  digest: id,
  observation: {
    ...{ source: 'telltale', id, kind: 'disposition' as const, at: on, receivedAt: on },
    about: [subject as SubjectRef],
    data: { subject, outcome, ...more } as never,
    derived: { attributes: [] },
  },
})

async function patternsOf(store: Store, since = at): Promise<[string, string, number][]> {
  const found = await store.measuredPatterns(since)
  return found.map((p): [string, string, number] => [p.type, p.by.join(' '), p.subjects]).sort()
}

describe.each(backends())('coverage, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('counts people and applications by what judged them, over a restart', async () => {
    const { store, again } = await fresh()
    expect(await store.measuredPatterns(0)).toEqual([])
    await store.commit(
      change({
        evidence: [
          ...['person:1', 'person:2'].flatMap((s) => [judged('hands/a', s, at), judged('network/b', s, at)]),
          judged('hands/a', 'person:3', at),
          judged('hands/a', 'person:4', at - 2 * day), // before the time that is asked for
          judged('hands/a', 'device:LT-9', at), // nobody holds it
          judged('contact/c', 'application:A-1', at),
        ],
        shares: [share('phone', 'application:A-1'), share('display', 'device:LT-3', 'person:3')],
      }),
    )
    const expected = [
      ['application', 'attribute/phone contact/c', 1],
      ['person', 'attribute/display hands/a', 1],
      ['person', 'hands/a network/b', 2],
    ]
    expect(await patternsOf(store)).toEqual(expected)
    expect(await patternsOf(await again())).toEqual(expected)
  })

  it('counts what links found of whom they name', async () => {
    const { store } = await fresh()
    await store.commitLinks({ ...nothing, evidence: [judged('pay/shared-account', 'person:1', at)] }, [])
    expect(await patternsOf(store)).toEqual([['person', 'pay/shared-account', 1]])
  })

  it('groups why nothing was judged, by reason without its numbers, and only of those never judged', async () => {
    const { store } = await fresh()
    await store.commit(
      change({
        evidence: [judged('hands/a', 'person:1', at)],
        abstentions: [
          abstained('hands/a', 'person:1', at, '3 reactions of 20'),
          abstained('hands/a', 'person:2', at, '3 reactions of 20'),
          abstained('hands/a', 'person:3', at, '17 reactions of 20'),
          abstained('hands/a', 'person:4', at - 100 * day, '1 reaction of 20'),
        ],
      }),
    )
    const reasons = await store.unmeasured(at - 90 * day)
    expect(reasons).toEqual([{ type: 'person', by: 'hands/a', because: 'n reactions of n', subjects: 2 }])
    await store.commit(change({ abstentions: [abstained('hands/a', 'person:2', at, 'no claim')] }))
    expect((await store.unmeasured(at)).map((r) => [r.because, r.subjects]).sort()).toEqual([
      ['n reactions of n', 1],
      ['no claim', 1],
    ])
    // Judged at last: no longer a reason.
    await store.commit(change({ evidence: [judged('hands/a', 'person:3', at)] }))
    expect((await store.unmeasured(at)).map((r) => r.because)).toEqual(['no claim'])
  })

  it('keeps the newest day, whatever the order in which days come', async () => {
    const { store } = await fresh()
    for (const on of [at, at - 5 * day, at + 3 * day])
      await store.commit(change({ evidence: [judged('hands/a', 'person:1', on)] }))
    expect(await patternsOf(store, at + 3 * day)).toHaveLength(1)
    expect(await patternsOf(store, at + 5 * day)).toEqual([])
  })

  it('describes a decision once: what is learnt later does not change it', async () => {
    const { store, again } = await fresh()
    const rows = [
      disposition('d2', 'person:2', 'cleared', at + day),
      disposition('d1', 'person:1', 'confirmed', at, { ground: 'admission' }),
    ]
    await store.commit({ ...change({}), rows })
    const waiting = await store.undescribed(10)
    expect(waiting).toEqual([
      { id: 'telltale d1', subject: 'person:1', outcome: 'confirmed', at, ground: 'admission' },
      { id: 'telltale d2', subject: 'person:2', outcome: 'cleared', at: at + day },
    ])
    expect(await store.undescribed(1)).toHaveLength(1)
    await store.describeDecided([{ ...waiting[0]!, fired: ['hands/a'], case: 'C-1' }])
    await store.describeDecided([{ ...waiting[0]!, fired: [] }])
    expect((await store.undescribed(10)).map((d) => d.id)).toEqual(['telltale d2'])
    const kept = await (await again()).decidedSince(at)
    expect(kept).toEqual([expect.objectContaining({ id: 'telltale d1', fired: ['hands/a'], case: 'C-1' })])
  })

  it('knows which cases are open, and closes none that people were unsure of', async () => {
    const { store } = await fresh()
    const opened = ['person:1', 'person:2', 'person:3'].map((s, i) => ({
      subject: s as SubjectRef,
      case: { id: `C-${i + 1}`, openedAt: at + i },
    }))
    await store.commitFold(opened)
    await store.describeDecided([
      { id: 'x', subject: 'person:1', outcome: 'cleared', at: at + day, fired: [] },
      { id: 'y', subject: 'person:2', outcome: 'unsure', at: at + day, fired: [] },
      { id: 'z', subject: 'person:3', outcome: 'confirmed', at: at - day, fired: [] }, // of an earlier case
    ])
    expect(await store.openCases(at, at + day)).toEqual([
      { subject: 'person:3', case: 'C-3', openedAt: at + 2 },
      { subject: 'person:2', case: 'C-2', openedAt: at + 1 },
    ])
    expect(await store.openCases(at + 2, at + day)).toHaveLength(1)
    expect([...(await store.casesOf(['person:1', 'person:9']))]).toEqual([['person:1', opened[0]!.case]])
  })

  const canary: Canary = {
    ...{
      id: 'K-1',
      subject: 'person:lab-1',
      scheme: 'hands-elsewhere',
      what: 'Driven from afar',
      by: 'lead',
    },
    plantedAt: at,
  }
  it('keeps canaries, and that they ended', async () => {
    const { store, again } = await fresh()
    await store.keepCanary(canary)
    await store.keepCanary({ ...canary, id: 'K-0', plantedAt: at - 1 })
    await store.keepCanary({ ...canary, endedAt: at + day })
    expect((await (await again()).canaries()).map((c) => [c.id, c.endedAt])).toEqual([
      ['K-0', undefined],
      ['K-1', at + day],
    ])
  })

  const draw: Draw = {
    ...{
      quarter: '2026-Q4',
      of: 'workers',
      drawnAt: at,
      by: 'telltale',
      check: 'a video call',
      commitment: 'ab',
    },
    ...{ places: new Uint8Array([0, 1, 255]), subjects: ['person:2', 'person:1'] },
  }
  it('keeps a draw as it was made: the second of a quarter is refused', async () => {
    const { store, again } = await fresh()
    expect(await store.keepDraw(draw)).toBe(true)
    expect(await store.keepDraw({ ...draw, subjects: ['person:9'] })).toBe(false)
    expect(await store.keepDraw({ ...draw, of: 'applicants', subjects: ['application:1'] })).toBe(true)
    const skipped = {
      quarter: '2026-Q4',
      of: 'workers' as const,
      subject: 'person:1' as const,
      by: 'lead',
      at,
      because: 'on leave',
    }
    await store.keepSkipped(skipped)
    const opened = await again()
    const { places, ...kept } = draw
    expect(await opened.draws()).toEqual([kept, { ...kept, of: 'applicants', subjects: ['application:1'] }])
    expect([...(await opened.places('2026-Q4', 'workers'))!]).toEqual([...places])
    expect(await opened.places('2026-Q3', 'workers')).toBeUndefined()
    expect(await opened.skipped()).toEqual([skipped])
  })

  it('loses the demo company with everything of it, and nothing else', async () => {
    const { store } = await fresh()
    const ours = `person:${simulatedPrefix}1` as SubjectRef
    await store.commit(change({ evidence: [judged('hands/a', ours, at), judged('hands/a', 'person:1', at)] }))
    for (const subject of [ours, 'person:1'] as const) {
      await store.describeDecided([{ id: subject, subject, outcome: 'confirmed', at, fired: [] }])
      await store.keepCanary({ ...canary, id: subject, subject })
    }
    await store.keepDraw({ ...draw, quarter: '2026-Q2', subjects: [ours] })
    await store.keepDraw({ ...draw, subjects: [ours, 'person:1'] })
    await store.removeSimulated()
    expect(await patternsOf(store)).toEqual([['person', 'hands/a', 1]])
    expect((await store.decidedSince(0)).map((d) => d.subject)).toEqual(['person:1'])
    expect((await store.canaries()).map((c) => c.subject)).toEqual(['person:1'])
    expect((await store.draws()).map((d) => [d.quarter, d.subjects])).toEqual([['2026-Q4', ['person:1']]])
  })
})
