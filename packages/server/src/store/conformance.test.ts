import {
  canonical,
  type Detector,
  defineAccumulator,
  defineDetector,
  defineLinkDetector,
  drain,
  type Evidence,
  emptyOut,
  type Observation,
  type Out,
  plan,
  type Reference,
  type SubjectRef,
  schemes,
} from '@telltale/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accepted, type RawRow, receivedAt, shuffled, world } from '../../../../test/world.ts'
import resumeReuse from '../../../core/src/detectors/identity/resume-reuse.ts'
import layerGap from '../../../core/src/detectors/network/layer-gap.ts'
import { closeWindows, type Engine, startEngine, take } from '../engine/loop.ts'
import { memoryStore } from './memory.ts'
import { postgresStore } from './postgres.ts'
import type { ObservationFilter, Row, Store } from './store.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: what one of them does, all of them do. */

const day = 86_400_000
const reference: [Reference] = [{ title: 'test' }]
const common = {
  version: 1,
  title: 'A detector of this test',
  why: 'It exercises what stores must keep.',
  benign: ['none'],
  clears: ['none'],
  check: 'none',
  references: reference,
  attack: [],
  status: 'stable',
  stage: 'work',
  tests: 'place',
  bears: schemes,
  calibration: { basis: 'assumed', on: 'nothing: it is a test' },
  examples: [] as never,
} as const

const inventories = defineAccumulator({
  id: 'test/inventories',
  version: 1,
  reads: ['inventory'],
  empty: { n: 0 },
  add: (state, batch) => ({ n: state.n + batch.length }),
  merge: (a, b) => ({ n: a.n + b.n }),
})

/** Remembers earlier windows, abstains at first, and throws for one device. */
const remembering = defineDetector({
  ...common,
  id: 'test/remembering',
  family: 'mechanism',
  about: ['device'],
  reads: ['inventory'],
  measures: [inventories],
  remembers: [inventories],
  detect(window) {
    if (window.subject === 'device:LT-1') throw new Error('broken \0 on purpose')
    const before = window.past(inventories).n
    if (before === 0) return { is: 'abstain', because: `nothing remembered of ${window.subject}` }
    const says = `Seen ${before} times before, now ${window.get(inventories).n}.`
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': 2.2 },
      says,
      exhibits: [{ type: 'number', label: 'before \ud800', value: before, unit: '' }],
    }
  },
})

const sharedDoor = defineLinkDetector({
  ...common,
  id: 'test/shared-door',
  family: 'links',
  links: ['network'],
  reads: ['inventory'],
  detect(shared) {
    const people = new Set(shared.members.map((m) => m.holder ?? m.subject))
    if (people.size < 2) return { is: 'clear', says: 'One person’s own network.' }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': 2.5 },
      says: `${people.size} people behind one door.`,
      exhibits: [{ type: 'subjects', label: 'Behind it', subjects: [] }],
    }
  },
})

const detectors: Detector[] = [layerGap, remembering, sharedDoor]
const thePlan = plan(detectors)
const raw = world({ people: 5, days: 4 })
const rows = raw.map((r) => accepted(r))

async function drained(store: Store, batches: readonly (readonly Row[])[]): Promise<Engine> {
  const engine = await startEngine(thePlan, store)
  for (const batch of batches) await take(engine, { rows: batch, quarantined: [] })
  await closeAll(engine)
  return engine
}

async function closeAll(engine: Engine): Promise<void> {
  for (let after = ''; ; ) {
    const subjects = await engine.store.stillOpen(after, 3)
    if (subjects.length === 0) return
    await closeWindows(engine, subjects)
    after = subjects.at(-1)!
  }
}

async function everything(store: Store): Promise<Evidence[]> {
  const all = await store.evidence({ limit: 100_000 })
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function split<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, i * size + size),
  )
}

const observations = (some: readonly Row[]): Observation[] => some.map((row) => row.observation)

const nothing = emptyOut()

function finding(id: string, weighsOn: SubjectRef[], over: Partial<Evidence> = {}): Evidence {
  return {
    id,
    detector: 'test/made',
    version: 1,
    family: 'layer',
    stage: 'work',
    is: 'evidence',
    subject: weighsOn[0]!,
    subjects: weighsOn,
    weighsOn,
    weights: { 'device-elsewhere': 1 },
    weight: 1,
    says: 'Made for a test.',
    exhibits: [],
    from: 0,
    to: day,
    status: 'provisional',
    shadow: false,
    calibration: { basis: 'assumed', on: 'nothing' },
    lists: {},
    ...over,
  }
}

describe.each(backends())('$name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores

  it('gives the final evidence of the engine in memory, whatever the splitting, the order and the replays', async () => {
    const expected = drain(thePlan, [observations(rows)])
    expect(
      expected.evidence.filter((e) => e.detector === 'test/shared-door' && e.is === 'evidence'),
    ).not.toEqual([])
    expect(expected.evidence.filter((e) => e.detector === 'test/remembering')).not.toEqual([])
    for (const batches of [
      [rows],
      split(rows, 17),
      [...split(shuffled(rows, 7), 5), rows.slice(0, 40), shuffled(rows, 8).slice(0, 9)],
    ]) {
      const { store } = await fresh()
      await drained(store, batches)
      expect(canonical(await everything(store))).toBe(canonical(expected.evidence))
      expect((await store.counts()).observations).toBe(rows.length)
    }
  })

  it('keeps everything over a restart, and goes on where it was', async () => {
    const { store, again } = await fresh()
    const half = Math.floor(rows.length / 2)
    const engine = await startEngine(thePlan, store)
    for (const batch of split(rows.slice(0, half), 30)) await take(engine, { rows: batch, quarantined: [] })
    const before = [
      await store.queue(),
      await store.counts(),
      await store.heardFrom(),
      await everything(store),
    ]
    const reopened = await again()
    expect([
      await reopened.queue(),
      await reopened.counts(),
      await reopened.heardFrom(),
      await everything(reopened),
    ]).toEqual(before)
    await drained(reopened, split(rows.slice(half - 20), 30))
    const whole = drain(thePlan, [observations(rows)])
    expect(canonical(await everything(reopened))).toBe(canonical(whole.evidence))
  })

  it('finds reused résumés whatever the order, over a restart, and after a commit that failed', async () => {
    const word = (n: number) => `w${(n * 7919 + 104_729).toString(36)}x`
    const text = (from: number, n: number) => Array.from({ length: n }, (_, i) => word(from + i)).join(' ')
    const applied = (n: number, resumeText: string, at = receivedAt - day) =>
      accepted({
        id: `applied-${n}-${at}`,
        kind: 'application',
        at,
        about: [`application:A-${n}`],
        data: { resumeText },
      })
    const resumes = [
      applied(1, text(0, 150)),
      applied(2, text(6, 150)),
      applied(3, `${text(5000, 90)} ${text(0, 60)}`),
      applied(4, text(9000, 150)),
      applied(5, text(2, 150)),
      applied(5, text(20_000, 150), receivedAt), // a newer version that is another text
      applied(6, text(9000, 150)),
    ]
    const only = plan([resumeReuse])
    const expected = drain(only, [observations(resumes)]).evidence
    expect(expected.map((e) => e.weight).sort()).toEqual([0.5, 0.5, 1.5, 1.5])
    for (const order of [resumes, resumes.toReversed(), shuffled(resumes, 5)]) {
      const { store, again } = await fresh()
      let engine = await startEngine(only, store)
      for (const row of order.slice(0, 3)) await take(engine, { rows: [row], quarantined: [] })
      const lost = { ...store, commit: () => Promise.reject(new Error('the disk is full')) }
      await expect(
        take({ ...engine, store: lost }, { rows: order.slice(3, 5), quarantined: [] }),
      ).rejects.toThrow('full')
      for (const row of order.slice(3, 5)) await take(engine, { rows: [row], quarantined: [] })
      const reopened = await again()
      engine = await startEngine(only, reopened)
      await take(engine, { rows: order.slice(5), quarantined: [] })
      expect(canonical(await everything(reopened))).toBe(canonical(expected))
      const kept: string[] = []
      for await (const { application } of reopened.resumes()) kept.push(application)
      expect(kept.sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `application:A-${n}`))
      for await (const { at, signature } of reopened.resumes(['application:A-5']))
        expect([at, signature.length > 60]).toEqual([receivedAt, true])
    }
  })

  it('keeps the first of two rows with one id, and the second as a reason', async () => {
    const { store } = await fresh()
    const engine = await startEngine(thePlan, store)
    const [first] = raw.filter((r) => r.kind === 'rtt') as [RawRow]
    const other = accepted({ ...first, at: first.at + 1 })
    await take(engine, { rows: [accepted(first)], quarantined: [] })
    await take(engine, { rows: [accepted(first), other], quarantined: [] })
    await take(engine, { rows: [other], quarantined: [] }) // delivered again after a crash
    const [item, ...more] = await store.quarantine(10)
    expect(more).toEqual([])
    expect(item).toMatchObject({ field: 'id', reason: expect.stringContaining(first.id) })
    expect(await store.counts()).toMatchObject({ observations: 1, quarantined: 1 })
    expect(await store.known([`test\0${first.id}`, 'test\0never seen'])).toEqual(
      new Map([[`test\0${first.id}`, accepted(first).digest]]),
    )
  })

  it('keeps text as it came, NUL and unpaired surrogates included', async () => {
    const { store, again } = await fresh()
    const odd = {
      id: 'odd',
      kind: 'person',
      at: receivedAt,
      about: ['person:W-odd'],
      data: { name: 'a\0b\ud800', role: '\\"{}' },
    }
    const engine = await startEngine(thePlan, store)
    const text = '{"id":"x\0'
    await take(engine, {
      rows: [accepted(odd)],
      quarantined: [{ source: 'test', row: 3, field: '', reason: 'broken \0', receivedAt: 1, text }],
    })
    const reopened = await again()
    expect(await reopened.quarantine(1)).toEqual([
      expect.objectContaining({ row: 3, reason: 'broken \0', text }),
    ])
    expect((await reopened.directory()).claims.get('person:W-odd')?.[0]?.value.role).toBe('\\"{}')
  })

  it('leaves nothing of a commit that fails', async () => {
    const { store } = await fresh()
    const engine = await startEngine(thePlan, store)
    await take(engine, { rows: rows.slice(0, 20), quarantined: [] })
    const before = [await store.counts(), await everything(store), await store.waiting(10)]
    const impossible = accepted({ ...raw[30]!, id: 'impossible' })
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const change = {
      rows: [impossible],
      quarantined: [],
      out: {
        ...nothing,
        evidence: [finding('e-lost', ['person:W-1'])],
        faults: [{ detector: 'x', subject: 'person:W-1' as SubjectRef, from: 0, message: circular as never }],
      },
    }
    await expect(store.commit(change)).rejects.toThrow(/circular/i)
    expect([await store.counts(), await everything(store), await store.waiting(10)]).toEqual(before)
  })

  it('gives the newest observations of each of many subjects, as it gives those of one', async () => {
    const { store } = await fresh()
    await store.commit({ rows, quarantined: [], out: nothing })
    const subjects: SubjectRef[] = ['device:LT-1', 'person:W-1', 'device:LT-2', 'person:NOBODY']
    const kinds = ['inventory', 'keys'] as const
    for (const each of [1, 3, 1000]) {
      const found = await store.newest(subjects, kinds, each)
      expect([...found.keys()]).toEqual(subjects)
      for (const subject of subjects) {
        const alone = { subjects: [subject], kinds, from: 0, to: receivedAt, limit: each }
        expect(found.get(subject)).toEqual((await store.observations(alone)).observations)
      }
    }
    expect((await store.newest(subjects, kinds, 1000)).get('device:LT-2')!.length).toBeGreaterThan(3)
    expect(await store.newest([], kinds, 5)).toEqual(new Map())
  })

  it('gives the observations of subjects in a window, newest first; timing kinds without their raw times', async () => {
    const { store } = await fresh()
    for (const batch of split(shuffled(rows, 3), 40))
      await store.commit({ rows: batch, quarantined: [], out: nothing })
    const all: Omit<ObservationFilter, 'subjects'> = { from: 0, to: receivedAt, limit: 1000 }
    const mine = await store.observations({ ...all, subjects: ['device:LT-1'] })
    const given = rows.filter((r) => r.observation.about.includes('device:LT-1'))
    expect(mine.total).toBe(given.length)
    expect(mine.observations.map((o) => o.at)).toEqual(
      given.map((r) => r.observation.at).sort((a, b) => b - a),
    )
    for (const { data, kind, id, attributes, ...rest } of mine.observations) {
      const { observation } = given.find((r) => r.observation.id === id)!
      expect(data).toEqual(['rtt', 'keys'].includes(kind) ? null : observation.data)
      expect({ kind, attributes }).toEqual({
        kind: observation.kind,
        attributes: observation.derived.attributes,
      })
      const { source, at, about } = observation
      expect(rest).toEqual({ source, at, receivedAt, about })
    }
    const some = async (filter: Partial<ObservationFilter>) => {
      const found = await store.observations({ ...all, subjects: ['person:W-1', 'device:LT-1'], ...filter })
      return { total: found.total, kinds: [...new Set(found.observations.map((o) => o.kind))].sort() }
    }
    const firstDay = given.filter((r) => Math.floor(r.observation.at / day) === 20_454).length
    const [midnight, next] = [20_454 * day, 20_455 * day]
    expect(await some({ subjects: ['device:LT-1'], from: midnight, to: next })).toMatchObject({
      total: firstDay,
    })
    const [last] = mine.observations
    expect(await some({ subjects: ['device:LT-1'], from: last!.at, to: last!.at + 1 })).toMatchObject({
      total: 1,
    })
    expect(await some({ subjects: ['device:LT-1'], from: last!.at - 1, to: last!.at })).toMatchObject({
      total: 0,
    })
    expect((await some({ kinds: ['inventory', 'person'] })).kinds).toEqual(['inventory', 'person'])
    expect(await some({ subjects: ['person:W-1'], without: ['device'] })).toEqual({
      total: 1,
      kinds: ['person'],
    })
    expect(await some({ subjects: ['person:nobody'] })).toEqual({ total: 0, kinds: [] })
    const two = await store.observations({ ...all, subjects: ['device:LT-1'], limit: 2 })
    expect(two).toEqual({ observations: mine.observations.slice(0, 2), total: given.length })
    const [door] = mine.observations.find((o) => o.kind === 'inventory')!.attributes
    expect(await some({ attribute: door!.ref })).toEqual({ total: 2, kinds: ['inventory'] })
    expect((await some({ attribute: `${door!.ref}x` as SubjectRef })).total).toBe(0)
  })

  it('gives back neither what was secret in a row nor what was removed', async () => {
    const { store } = await fresh()
    const at = 20_454 * day
    const number = 'DE02 1203 0000 0000 2020 51'
    const paid = (id: string, about: string[]) =>
      accepted({ id, kind: 'account', at, about, data: { kind: 'bank', number, holder: 'a\0b \ud800' } })
    const both = [paid('p1', ['person:W-1']), paid('p2', ['person:larkspur-W-2'])]
    await store.commit({ rows: both, quarantined: [], out: nothing })
    const subjects: SubjectRef[] = ['person:W-1', 'person:larkspur-W-2']
    const filter = { subjects, from: at, to: at + day, limit: 10 }
    const found = await store.observations(filter)
    expect(found.observations.map((o) => o.data)).toEqual(
      Array(2).fill({ kind: 'bank', holder: 'a\0b \ud800' }),
    )
    expect(found.observations[0]!.attributes).toEqual([
      { ref: expect.stringMatching(/^account:/), shown: 'account •••51' },
    ])
    expect(JSON.stringify(found)).not.toMatch(/1203|2020/)
    await store.removeSimulated()
    const left = await store.observations(filter)
    expect([left.total, left.observations.map((o) => o.id)]).toEqual([1, ['p1']])
  })

  it('keeps timing kinds as what was measured, never the raw times', async () => {
    if (!backend.connection) return expect(backend.name).toBe('memory') // as the test of what it gives back shows
    const { store } = await fresh()
    await take(await startEngine(thePlan, store), { rows, quarantined: [] })
    const schema = stores.schema()
    const { rows: kept } = await stores.query(
      `select kind, count(data)::int as raw, count(*)::int as n from ${schema}.observations group by kind order by kind`,
    )
    const of = Object.fromEntries(kept.map((r) => [r.kind, r]))
    expect(of.rtt).toMatchObject({ raw: 0, n: rows.filter((r) => r.observation.kind === 'rtt').length })
    expect(of.keys.raw).toBe(0)
    expect(of.person.raw).toBe(of.person.n)
  })

  it('relays shares at least once, in order, and takes them out only when told', async () => {
    const { store } = await fresh()
    const engine = await startEngine(thePlan, store)
    const share = (n: number) => ({
      key: `k${n}`,
      attribute: { ref: 'network:n1' as SubjectRef, shown: 'network \0' },
      subject: `device:LT-${n}` as SubjectRef,
      day: 20_000,
      holders: [{ person: `person:W-${n}` as SubjectRef }],
    })
    await store.commit({
      rows: [],
      quarantined: [],
      out: { ...nothing, shares: [share(0), share(2), share(3)] },
    })
    const first = await store.waiting(2)
    expect(first.shares).toEqual([share(0), share(2)])
    expect((await store.waiting(2)).ids).toEqual(first.ids)
    await take(engine, { rows: [], quarantined: [] }) // settles: relays and folds
    expect(await store.waiting(5)).toEqual({ ids: [], shares: [] })
    const once = await everything(store)
    await store.commit({ rows: [], quarantined: [], out: { ...nothing, shares: [share(0), share(2)] } })
    await take(engine, { rows: [], quarantined: [] })
    expect(await everything(store)).toEqual(once)
    expect((await store.attributes(['network:n1', 'network:none'])).get('network:n1')?.attribute.shown).toBe(
      'network \0',
    )
    expect(await store.ties()).toEqual(once.filter((e) => e.is === 'evidence'))
  })

  it('hands out who is to be folded until that is done, and again when evidence changes meanwhile', async () => {
    const { store } = await fresh()
    const put = (e: Evidence, withdrawn: string[] = []) =>
      store.commit({ rows: [], quarantined: [], out: { ...nothing, evidence: [e], withdrawn } })
    await put(finding('e1', ['person:W-1', 'person:W-2']))
    expect(new Set(await store.unfolded(10))).toEqual(new Set(['person:W-1', 'person:W-2']))
    expect(await store.unfolded(1)).toHaveLength(1)
    await store.commitFold([{ subject: 'person:W-1' }, { subject: 'person:W-2' }])
    expect(await store.unfolded(10)).toEqual([])
    await put(finding('e2', ['person:W-1']), ['e1']) // withdrawn: W-2 changes too
    expect(new Set(await store.unfolded(10))).toEqual(new Set(['person:W-1', 'person:W-2']))
    expect((await store.standing(['person:W-1', 'person:W-2'])).get('person:W-2')).toEqual([])
    if (!backend.connection) return
    await put(finding('e3', ['person:W-2'])) // between handing out and the fold
    await store.commitFold([{ subject: 'person:W-1' }, { subject: 'person:W-2' }])
    expect(await store.unfolded(10)).toEqual(['person:W-2'])
  })

  it('finds evidence by subject, detector and id, newest first; final replaces provisional under one id', async () => {
    const { store } = await fresh()
    const a = finding('a', ['person:W-1'], { to: day })
    const b = finding('b', ['person:W-1', 'person:W-2'], {
      to: 3 * day,
      subjects: ['device:LT-9', 'person:W-1'],
    })
    const c = finding('c', ['person:W-3'], { to: 2 * day, detector: 'test/other' })
    await store.commit({ rows: [], quarantined: [], out: { ...nothing, evidence: [a, b, c] } })
    await store.commit({
      rows: [],
      quarantined: [],
      out: { ...nothing, evidence: [{ ...a, status: 'final' }] },
    })
    expect((await store.evidence({})).map((e) => e.id)).toEqual(['b', 'c', 'a'])
    expect((await store.evidence({ subject: 'person:W-1' })).map((e) => e.id)).toEqual(['b', 'a'])
    expect((await store.evidence({ subject: 'device:LT-9' })).map((e) => e.id)).toEqual(['b'])
    expect((await store.evidence({ detector: 'test/other' })).map((e) => e.id)).toEqual(['c'])
    expect(
      (await store.evidence({ subject: 'person:W-2', detector: 'test/other' })).map((e) => e.id),
    ).toEqual([])
    expect((await store.evidence({ limit: 1 })).map((e) => e.id)).toEqual(['b'])
    expect((await store.evidenceById('a'))?.status).toBe('final')
    expect(await store.evidenceById('never')).toBeUndefined()
  })

  it('keeps one reason for each window that could not be judged until it is answered, and faults apart', async () => {
    const { store } = await fresh()
    const abstention = (because: string, from = 0) => ({
      detector: 'test/made',
      subject: 'device:LT-1' as SubjectRef,
      weighsOn: ['person:W-1' as SubjectRef],
      from,
      because,
    })
    const put = (out: Partial<Out>) =>
      store.commit({ rows: [], quarantined: [], out: { ...nothing, ...out } })
    await put({ abstentions: [abstention('2 of 10'), abstention('another day', day)] })
    await put({ abstentions: [abstention('4 of 10')] })
    expect((await store.abstentions('person:W-1')).map((a) => a.because)).toEqual(['4 of 10', 'another day'])
    expect(await store.abstentions('person:W-2')).toEqual([])
    await put({ answered: [{ detector: 'test/made', subject: 'device:LT-1', from: 0 }] })
    expect((await store.abstentions('person:W-1')).map((a) => a.because)).toEqual(['another day'])
    const fault = (n: number) => ({
      detector: 'd',
      subject: 'device:LT-1' as SubjectRef,
      from: n,
      message: 'm\0',
    })
    await put({ faults: [fault(1), fault(2), fault(3)] })
    expect(await store.faults(2)).toEqual([fault(2), fault(3)])
  })

  it('ranks the queue by weight, keeps an opened case and its first date, and drops who is no longer listed', async () => {
    const { store } = await fresh()
    const engine = await drained(store, [rows])
    const queue = await store.queue()
    expect(queue.length).toBeGreaterThan(1)
    expect(queue.map((q) => q.score.weight)).toEqual(queue.map((q) => q.score.weight).sort((a, b) => b - a))
    const opened = queue.filter((q) => q.case)
    expect(opened.length).toBe((await store.counts()).cases)
    expect(opened.length).toBeGreaterThan(0)
    const [first] = opened
    const log = await store.log(first!.subject)
    expect(log).toEqual([{ at: expect.any(Number), by: 'Telltale', did: 'opened the case' }])
    const standing = (await store.standing([first!.subject])).get(first!.subject)!
    const out = { ...nothing, withdrawn: standing.map((e) => e.id) }
    await store.commit({ rows: [], quarantined: [], out })
    await take(engine, { rows: [], quarantined: [] })
    const now = (await store.queue()).find((q) => q.subject === first!.subject)
    expect(now).toMatchObject({ case: first!.case, score: { weight: 0 } })
    expect(await store.log(first!.subject)).toEqual(log)
    await store.commitFold([{ subject: first!.subject }])
    expect((await store.queue()).map((q) => q.subject)).not.toContain(first!.subject)
    expect(await store.log('person:nobody')).toEqual([])
  })

  it('counts what it heard, by kind', async () => {
    const { store } = await fresh()
    await drained(store, split(rows, 50))
    const kinds = new Map<string, number>()
    for (const { observation: o } of rows) kinds.set(o.kind, (kinds.get(o.kind) ?? 0) + 1)
    const expected = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(await store.heardFrom()).toEqual(expected.map(([kind, count]) => ({ kind, count, receivedAt })))
    expect(await store.counts()).toMatchObject({ observations: rows.length, subjects: 10, quarantined: 0 })
  })

  it('removes what is simulated and nothing else', async () => {
    const demo = world({ people: 3, days: 3, seed: 5 }).map((r) => ({
      ...r,
      id: `demo-${r.id}`,
      about: r.about.map((ref) => ref.replace(':', ':larkspur-')),
      ...(r.kind === 'device' && {
        data: { ...r.data, assignedTo: String(r.data.assignedTo).replace(':', ':larkspur-') },
      }),
    }))
    const alone = await fresh()
    await drained(alone.store, [rows])
    const { store } = await fresh()
    const engine = await drained(store, [rows, demo.map((r) => accepted(r, 'demo'))])
    expect(await store.simulated()).toBe(demo.length)
    await store.removeSimulated()
    await take(engine, { rows: [], quarantined: [] })
    expect(await store.simulated()).toBe(0)
    const left = await everything(store)
    expect(left.filter((e) => e.subjects.some((s) => s.includes('larkspur')))).toEqual([])
    const own = (e: Evidence) => e.detector !== 'test/shared-door' // the doors were shared with the demo company
    expect(left.filter(own)).toEqual((await everything(alone.store)).filter(own))
    expect(await store.counts()).toMatchObject({ observations: rows.length, subjects: 10 })
    expect(JSON.stringify([...(await store.directory()).claims.keys()])).not.toContain('larkspur')
    expect((await store.queue()).filter((q) => q.simulated)).toEqual([])
    expect(await store.stillOpen('', 100)).toEqual([])
  })

  it('keeps settings by name', async () => {
    const { store } = await fresh()
    expect(await store.setting('policy')).toBeUndefined()
    await store.putSetting('policy', { browser: false })
    await store.putSetting('policy', { browser: true, why: 'it’s "on"' })
    await store.putSetting('device:B', [2])
    await store.putSetting('device:A', [1])
    expect(await store.setting('policy')).toEqual({ browser: true, why: 'it’s "on"' })
    expect([...(await store.settings('device:'))]).toEqual([
      ['device:A', [1]],
      ['device:B', [2]],
    ])
    expect([...(await store.settings('device_'))]).toEqual([])
  })

  it('lets one engine write at a time, and takes its place back when its session was cut', async (test) => {
    if (!backend.connection) return test.skip('a store in memory has no other process')
    const { store } = await fresh()
    const { to, where } = await backend.connection()
    const config = typeof to === 'string' ? { connectionString: to } : to
    const same = { to: { ...config, options: `-c search_path=${stores.schema()}` }, where }
    await expect(postgresStore(same)).rejects.toThrow(`Another Telltale is using the store in ${where}`)
    const { rows: cut } = await stores.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and objid = (hashtext($1)::bigint & 4294967295)::oid`,
      [stores.schema()],
    )
    expect(cut).toHaveLength(1)
    const engine = await startEngine(thePlan, store)
    await take(engine, { rows: rows.slice(0, 5), quarantined: [] })
    expect((await store.counts()).observations).toBe(5)
    await expect(postgresStore(same)).rejects.toThrow('Another Telltale')
  })

  it('loads for each subject what is needed and not more, like the memory store', async () => {
    const { store } = await fresh()
    const model = memoryStore()
    for (const s of [store, model]) {
      const engine = await startEngine(thePlan, s)
      for (const batch of split(rows, 25)) await take(engine, { rows: batch, quarantined: [] })
    }
    const subjects = [...new Set(rows.flatMap((r) => r.observation.about))]
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...subjects), fc.integer({ min: 20_450, max: 20_465 })), {
          selector: ([s]) => s,
        }),
        async (wanted) => {
          const from = new Map(wanted.map(([s, d]) => [s, d * day]))
          const [got, expected] = [await store.load(from), await model.load(from)]
          const sorted = (m: ReadonlyMap<string, unknown>) => [...m].sort(([a], [b]) => (a < b ? -1 : 1))
          expect(sorted(got.windows)).toEqual(sorted(expected.windows))
          expect(sorted(got.watermarks)).toEqual(sorted(expected.watermarks))
        },
      ),
      { numRuns: 25 },
    )
    expect(await store.stillOpen('', 1000)).toEqual(await model.stillOpen('', 1000))
    expect(await store.stillOpen('device:LT-2', 2)).toEqual(await model.stillOpen('device:LT-2', 2))
  })
})
