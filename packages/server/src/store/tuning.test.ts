import {
  defaultModel,
  type Evidence,
  emptyOut,
  type Suppression,
  type TuningAct,
  tuningOf,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import type { Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what people set about how evidence counts, and who came into the queue when. */

const day = 86_400_000
const at = 20_000 * day

const suppression = (id: string, subject: `person:${string}`): Suppression => ({
  ...{ id, scope: { on: 'subject', subject }, because: 'A KVM that the desk \0 lent.' },
  ...{ owner: 'Ana', until: at + 30 * day, by: 'A-1', at },
})
const said = (s: Suppression): TuningAct => ({ is: 'suppressed', at: s.at, suppression: s })

const evidence = (id: string, weighsOn: Evidence['weighsOn']): Evidence => ({
  ...{ id, detector: 'a/b', version: 1, family: 'path', stage: 'work', is: 'evidence' },
  ...{ subject: weighsOn[0]!, subjects: weighsOn, weighsOn, weights: { 'device-elsewhere': 1 }, weight: 1 },
  ...{ says: 'Far.', exhibits: [], from: at, to: at + day, status: 'final', shadow: false },
  ...{ calibration: { basis: 'assumed', on: 'nothing' }, lists: {} },
})
const found = async (store: Store, ...all: Evidence[]) =>
  store.commit({ rows: [], quarantined: [], out: { ...emptyOut(), evidence: all } })

describe.each(backends())('what people set, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('is kept with its audit entry, in order, over a restart', async () => {
    const { store, again } = await fresh()
    expect(await store.tuning()).toEqual([])
    const lifted: TuningAct = {
      is: 'lifted',
      at: at + 1,
      by: 'A-2',
      suppression: 'S-1',
      because: 'Returned.',
    }
    const model: TuningAct = {
      ...{ is: 'model', at: at + 2, by: 'A-3', version: 'M-1', because: 'Fewer.' },
      model: { ...defaultModel, memoryDays: 60 },
    }
    const event = { by: 'A-1', did: 'configuration.suppression', about: 'person:W-1', at } as const
    await store.keepTuning([said(suppression('S-1', 'person:W-1'))], [event])
    await store.keepTuning([lifted, model], [])
    const kept = await store.tuning()
    expect(kept).toEqual([said(suppression('S-1', 'person:W-1')), lifted, model])
    const reopened = await again()
    expect(await reopened.tuning()).toEqual(kept)
    const tuning = tuningOf(await reopened.tuning())
    expect(tuning.suppressions.get('S-1')?.lifted).toEqual({ by: 'A-2', at: at + 1, because: 'Returned.' })
    expect(tuning.model.memoryDays).toBe(60)
    expect(await reopened.audit({ limit: 9 })).toMatchObject([
      { by: 'A-1', did: 'configuration.suppression', about: 'person:W-1' },
    ])
  })

  it('says whom to fold again, in the same transaction', async () => {
    const { store } = await fresh()
    await store.keepTuning([said(suppression('S-1', 'person:W-1'))], [], ['person:W-1', 'person:W-1'])
    await store.markUnfolded(['person:W-2', 'person:W-1'])
    expect((await store.unfolded(9)).sort()).toEqual(['person:W-1', 'person:W-2'])
  })

  it('finds everybody on whom evidence weighs', async () => {
    const { store } = await fresh()
    const all = async () => {
      const subjects: string[] = []
      for await (const page of store.weighedOn()) subjects.push(...page)
      return [...new Set(subjects)].sort()
    }
    expect(await all()).toEqual([])
    await found(store, evidence('e1', ['person:W-1', 'person:W-2']), evidence('e2', ['person:W-1']))
    expect(await all()).toEqual(['person:W-1', 'person:W-2'])
  })

  it('keeps when somebody came into the queue', async () => {
    const { store, again } = await fresh()
    const begun = (subject: `person:${string}`, on: number, opened = false) => ({
      subject,
      begun: { subject, at: on, weight: 2.5, opened },
    })
    await store.commitFold([begun('person:W-2', at), begun('person:W-1', at + day)])
    await store.commitFold([begun('person:W-2', at + 2 * day, true), { subject: 'person:W-3' }])
    const reopened = await again()
    expect(await reopened.begun(at + 1)).toEqual([
      { subject: 'person:W-1', at: at + day, weight: 2.5, opened: false },
      { subject: 'person:W-2', at: at + 2 * day, weight: 2.5, opened: true },
    ])
  })

  it('goes away with the demo company where it names somebody of it', async () => {
    const { store } = await fresh()
    const ours = suppression('S-1', 'person:W-1')
    const theirs = suppression('S-2', 'person:larkspur-W-1')
    const lifted: TuningAct = { is: 'lifted', at: at + 1, by: 'A-2', suppression: 'S-2', because: 'Over.' }
    await store.keepTuning([said(ours), said(theirs), lifted], [])
    const subject = 'person:larkspur-W-1'
    await store.commitFold([{ subject, begun: { subject, at, weight: 3, opened: true } }])
    await store.removeSimulated()
    expect(await store.tuning()).toEqual([said(ours)])
    expect(await store.begun(0)).toEqual([])
  })
})
