import {
  type Abstention,
  type AttributeState,
  type Derived,
  type Directory,
  type Evidence,
  emptyDirectory,
  type Fault,
  isSimulated,
  type Learned,
  type LinksOut,
  type Loaded,
  type LogEntry,
  learn,
  type Millis,
  type ObservationView,
  type QuarantineItem,
  type QueueItem,
  type Share,
  type StoredResume,
  type SubjectRef,
  typeOf,
  type WindowState,
  windowKey,
} from '@telltale/core'
import { newestDispositions } from './history.ts'
import { memoryAccounts } from './memory-accounts.ts'
import { memoryActs } from './memory-acts.ts'
import { memoryAuditing } from './memory-auditing.ts'
import { copy } from './memory-copy.ts'
import { memoryCoverage } from './memory-coverage.ts'
import { memoryLinking } from './memory-linking.ts'
import { memoryOutputs } from './memory-outputs.ts'
import { memoryPrivacy } from './memory-privacy.ts'
import { memoryScores } from './memory-scores.ts'
import { byApplication, memoryScreenings } from './memory-screenings.ts'
import { memoryTuning } from './memory-tuning.ts'
import {
  type Change,
  type Counts,
  type EvidenceFilter,
  type Folded,
  quarantineKey,
  retained,
  rowKey,
  type Store,
} from './store.ts'

/** Keeps everything in this process and nothing after it: for `scan`, for tests, and as the model of the others. */
export function memoryStore(): Store {
  const kept = new Map<string, ObservationView & { digest: string }>()
  const windows = new Map<SubjectRef, Map<string, WindowState>>()
  const watermarks = new Map<SubjectRef, Millis>()
  let learned: Learned[] = []
  const evidence = new Map<string, Evidence>()
  const evidenceOn = new Map<SubjectRef, Set<string>>()
  const abstained = new Map<string, Abstention>()
  const faulted: Fault[] = []
  const outbox = new Map<number, Share>()
  const shared = new Map<SubjectRef, AttributeState>()
  const changed = new Set<SubjectRef>()
  const listed = new Map<SubjectRef, QueueItem>()
  const cases = new Map<SubjectRef, { id: string; openedAt: Millis }>()
  const quarantined = new Map<string, QuarantineItem>()
  const settings = new Map<string, string>()
  const resumes = new Map<SubjectRef, StoredResume>()
  const { keep: keepScreened, move, removeSimulated: removeScreened, ...screened } = memoryScreenings()
  const { keepWords, removeSimulatedWords, ...linking } = memoryLinking({
    ...{ kept, windows, evidence, abstained, shared },
  })
  const { forgetInAudit, removeSimulatedAudit, ...audited } = memoryAuditing()
  const { keepBegun, removeSimulatedTuning, ...tuned } = memoryTuning({
    ...{ evidence, changed, appendAudit: audited.appendAudit },
  })
  const {
    openCases,
    openCaseCount,
    recordFor: _record,
    removeSimulatedActs,
    ...acted
  } = memoryActs({
    ...{ changed, appendAudit: audited.appendAudit },
  })
  const { keepMeasured, removeSimulatedCoverage, ...covered } = memoryCoverage({
    ...{ kept, listed, cases, screenings: screened.screenings },
  })
  const { keepScored, removeSimulatedScores, ...scores } = memoryScores()
  const { removeSimulatedAccounts, ...accounts } = memoryAccounts()
  const { removeSimulatedOutputs, ...outputs } = memoryOutputs()
  const derivedOf = new Map<string, Derived>()
  const privacy = memoryPrivacy({
    derivedOf,
    unlearn(key) {
      learned = learned.filter((l) => l.key !== key)
    },
    ...{ kept, windows, watermarks, evidence, evidenceOn, abstained, shared, changed, quarantined, settings },
    ...{ subjects: [watermarks, listed, cases, resumes], settle: (out) => settle(out) },
    appendAudit: audited.appendAudit,
    forgetInAudit,
    forget(of) {
      learned = learned.filter((l) => !of(l.subject) && !('person' in l && of(l.person)))
      for (const [id, share] of outbox)
        if (of(share.subject) || share.holders.some((h) => h.person && of(h.person))) outbox.delete(id)
      const left = faulted.filter((f) => !of(f.subject))
      faulted.splice(0, faulted.length, ...left)
      removeScreened(of)
      removeSimulatedActs(of)
      removeSimulatedWords(of)
      removeSimulatedOutputs(of)
      removeSimulatedTuning(of)
      removeSimulatedScores(of)
      removeSimulatedCoverage(of)
    },
  })
  let sequence = 0

  function settle(out: Omit<LinksOut, 'attributes'>): void {
    for (const a of out.answered) abstained.delete(`${a.detector}\0${a.subject}\0${a.from}`)
    for (const id of out.withdrawn) {
      const gone = evidence.get(id)
      if (!gone) continue
      evidence.delete(id)
      for (const subject of gone.weighsOn) {
        evidenceOn.get(subject)?.delete(id)
        changed.add(subject)
      }
    }
    for (const e of out.evidence) {
      evidence.set(e.id, e)
      for (const subject of e.weighsOn) {
        const ids = evidenceOn.get(subject)
        if (ids) ids.add(e.id)
        else evidenceOn.set(subject, new Set([e.id]))
        changed.add(subject)
      }
    }
    for (const a of out.abstentions) abstained.set(`${a.detector}\0${a.subject}\0${a.from}`, a)
    faulted.push(...out.faults)
  }

  return {
    ...privacy,
    ...screened,
    ...linking,
    ...covered,
    ...accounts,
    ...outputs,
    ...audited,
    ...acted,
    ...tuned,
    ...scores,
    async naming(applications) {
      const wanted = new Set<SubjectRef>(applications)
      const found = [...evidence.values()].filter((e) => e.subjects.some((s) => wanted.has(s)))
      return byApplication(applications, copy(found))
    },
    async directory(): Promise<Directory> {
      const directory = emptyDirectory()
      for (const lesson of learned) learn(directory, copy(lesson))
      return directory
    },
    async *resumes(of) {
      for (const resume of resumes.values())
        if (!of || of.includes(resume.application)) yield { ...resume, signature: resume.signature.slice() }
    },
    async known(keys) {
      return new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)!.digest] as const] : [])))
    },
    async load(from) {
      const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
      for (const [subject, start] of from) {
        const watermark = watermarks.get(subject)
        if (watermark !== undefined) loaded.watermarks.set(subject, watermark)
        const before = new Map<string, WindowState>()
        for (const window of windows.get(subject)?.values() ?? []) {
          if (window.from >= start || !window.closed) loaded.windows.set(windowKey(window), copy(window))
          else if ((before.get(window.slot)?.from ?? -1) < window.from) before.set(window.slot, window)
        }
        for (const window of before.values()) loaded.windows.set(windowKey(window), copy(window))
      }
      return loaded
    },
    async commit({ rows, moves = [], quarantined: bad, resumes: sent = [], out: given }: Change) {
      const out = copy(given) // what can't be kept fails here, before anything has changed
      for (const { observation, digest } of rows) {
        const { source, id, kind, at, receivedAt, about, derived } = observation
        const view = { source, id, kind, at, receivedAt, about: [...about], data: retained(observation) }
        derivedOf.set(rowKey(view), copy(derived))
        kept.set(rowKey(view), { ...copy({ ...view, attributes: derived.attributes }), digest })
      }
      for (const item of bad) {
        const key = quarantineKey(item)
        if (!quarantined.has(key)) quarantined.set(key, { ...item, id: ++sequence })
      }
      for (const window of out.windows) {
        const own = windows.get(window.subject)
        if (own) own.set(windowKey(window), window)
        else windows.set(window.subject, new Map([[windowKey(window), window]]))
      }
      for (const [subject, at] of out.watermarks) watermarks.set(subject, at)
      learned.push(...out.learned)
      for (const share of out.shares) outbox.set(++sequence, share)
      for (const r of sent) resumes.set(r.application, { ...r, signature: r.signature.slice() })
      move(copy(moves))
      settle(out)
      keepMeasured(out)
      for (const { observation } of rows)
        for (const ref of observation.about) if (typeOf(ref) === 'application') changed.add(ref)
    },
    async waiting(limit) {
      const first = [...outbox].slice(0, limit)
      return { ids: first.map(([id]) => id), shares: copy(first.map(([, share]) => share)) }
    },
    async attributes(refs) {
      return new Map(refs.flatMap((ref) => (shared.has(ref) ? [[ref, copy(shared.get(ref)!)] as const] : [])))
    },
    async commitLinks(given: LinksOut, relayed, said = []) {
      const out = copy(given)
      keepWords(copy(said))
      for (const state of out.attributes) shared.set(state.attribute.ref, state)
      for (const id of relayed) outbox.delete(id)
      settle(out)
      keepMeasured(out)
    },
    async unfolded(limit) {
      return [...changed].slice(0, limit)
    },
    async standing(subjects) {
      return new Map(
        subjects.map(
          (s) => [s, copy([...(evidenceOn.get(s) ?? [])].map((id) => evidence.get(id)!))] as const,
        ),
      )
    },
    async commitFold(folded: readonly Folded[]) {
      await openCases(copy(folded))
      for (const one of copy(folded)) {
        const { subject, item, case: opened, screened: outcomes, begun } = one
        keepScored(one)
        keepScreened(outcomes ?? [])
        if (begun) keepBegun([begun])
        changed.delete(subject)
        if (opened && !cases.has(subject)) cases.set(subject, opened)
        if (item) listed.set(subject, item)
        else listed.delete(subject)
      }
    },
    async queue() {
      return copy([...listed.values()]).sort(
        (a, b) => b.score.weight - a.score.weight || (a.subject < b.subject ? -1 : 1),
      )
    },
    async ties() {
      return copy(
        [...evidence.values()].filter(
          (e) => e.is === 'evidence' && !['application', 'person', 'device'].includes(typeOf(e.subject)),
        ),
      )
    },
    async evidence({ subject, detector, limit = 1000 }: EvidenceFilter) {
      const found = [...evidence.values()].filter(
        (e) =>
          (!detector || e.detector === detector) &&
          (!subject || e.weighsOn.includes(subject) || e.subjects.includes(subject)),
      )
      return copy(found.sort((a, b) => b.to - a.to || (a.id < b.id ? -1 : 1)).slice(0, limit))
    },
    async evidenceById(id) {
      const found = evidence.get(id)
      return found && copy(found)
    },
    async observations({ subjects, kinds, from, to, without = [], attribute, limit }) {
      const found = [...kept.values()].filter(
        (row) =>
          row.at >= from &&
          row.at < to &&
          row.about.some((ref) => subjects.includes(ref)) &&
          (!kinds || (kinds as readonly string[]).includes(row.kind)) &&
          !row.about.some((ref) => (without as readonly string[]).includes(typeOf(ref))) &&
          (!attribute || row.attributes.some(({ ref }) => ref === attribute)),
      )
      found.sort((a, b) => b.at - a.at || (rowKey(a) < rowKey(b) ? -1 : 1))
      return {
        observations: copy(found.slice(0, limit)).map(({ digest: _, ...view }) => view),
        total: found.length,
      }
    },
    async newest(subjects, kinds, each) {
      const found = new Map<SubjectRef, ObservationView[]>(subjects.map((s) => [s, []]))
      for (const row of kept.values())
        if ((kinds as readonly string[]).includes(row.kind))
          for (const ref of new Set(row.about)) found.get(ref)?.push(row)
      for (const [subject, rows] of found) {
        rows.sort((a, b) => b.at - a.at || (rowKey(a) < rowKey(b) ? -1 : 1))
        const views = copy(rows.slice(0, each)) as (ObservationView & { digest?: string })[]
        found.set(
          subject,
          views.map(({ digest: _, ...view }) => view),
        )
      }
      return found
    },
    async abstentions(subject) {
      return copy([...abstained.values()].filter((a) => a.weighsOn.includes(subject)))
    },
    async log(subject): Promise<LogEntry[]> {
      const opened = cases.get(subject)
      return opened ? [{ at: opened.openedAt, by: 'Telltale', did: 'opened the case' }] : []
    },
    async faults(limit) {
      return copy(faulted.slice(-limit))
    },
    async quarantine(limit) {
      return copy([...quarantined.values()].slice(-limit).reverse())
    },
    async counts(): Promise<Omit<Counts, 'farms'>> {
      return {
        observations: kept.size,
        subjects: new Set([...kept.values()].flatMap((row) => row.about)).size,
        evidence: [...evidence.values()].filter((e) => e.is === 'evidence').length,
        listed: listed.size,
        cases: openCaseCount(),
        quarantined: quarantined.size,
      }
    },
    async heardFrom() {
      const by = new Map<string, { kind: string; count: number; receivedAt: Millis }>()
      for (const { kind, receivedAt } of kept.values()) {
        const seen = by.get(kind) ?? { kind, count: 0, receivedAt: 0 }
        by.set(kind, { kind, count: seen.count + 1, receivedAt: Math.max(seen.receivedAt, receivedAt) })
      }
      return [...by.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1))
    },
    async stillOpen(after, limit) {
      return [...windows]
        .filter(([subject, own]) => subject > after && [...own.values()].some((w) => !w.closed))
        .map(([subject]) => subject)
        .sort()
        .slice(0, limit)
    },
    async setting(name) {
      const value = settings.get(name)
      return value === undefined ? undefined : JSON.parse(value)
    },
    async putSetting(name, value) {
      settings.set(name, JSON.stringify(value))
    },
    async settings(prefix) {
      const found = [...settings].filter(([name]) => name.startsWith(prefix))
      return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, v]) => [name, JSON.parse(v)]))
    },
    async windowsOf(slot, after, limit) {
      const found: WindowState[] = []
      for (const subject of [...windows.keys()].sort()) {
        if (found.length >= limit) break
        if (after && subject < after.subject) continue
        const own = [...windows.get(subject)!.values()].filter(
          (w) => w.slot === slot && (subject !== after?.subject || w.from > after.from),
        )
        found.push(...own.sort((a, b) => a.from - b.from))
      }
      return copy(found.slice(0, limit))
    },
    async attributesOf(type, after, limit) {
      const found = [...shared.values()].filter(
        ({ attribute: { ref } }) => typeOf(ref) === type && ref > after,
      )
      found.sort((a, b) => (a.attribute.ref < b.attribute.ref ? -1 : 1))
      return copy(found.slice(0, limit))
    },
    async dispositions() {
      return newestDispositions([...kept.values()].filter((row) => row.kind === 'disposition'))
    },
    async simulated() {
      return [...kept.values()].filter((row) => row.about.some(isSimulated)).length
    },
    async removeSimulated() {
      removeScreened()
      removeSimulatedActs()
      removeSimulatedWords()
      removeSimulatedAccounts()
      removeSimulatedOutputs()
      removeSimulatedAudit()
      removeSimulatedTuning()
      removeSimulatedScores()
      removeSimulatedCoverage()
      for (const [key, row] of kept) if (row.about.some(isSimulated)) kept.delete(key)
      for (const subject of [...windows.keys()].filter(isSimulated)) windows.delete(subject)
      for (const subject of [...watermarks.keys()].filter(isSimulated)) watermarks.delete(subject)
      learned = learned.filter((lesson) => !isSimulated(lesson.subject))
      for (const e of [...evidence.values()])
        if (e.subjects.some(isSimulated)) {
          evidence.delete(e.id)
          for (const subject of e.weighsOn) {
            evidenceOn.get(subject)?.delete(e.id)
            changed.add(subject)
          }
        }
      for (const [key, a] of abstained) if (a.weighsOn.some(isSimulated)) abstained.delete(key)
      for (const [id, share] of outbox) if (isSimulated(share.subject)) outbox.delete(id)
      for (const state of shared.values()) {
        for (const member of Object.keys(state.members) as SubjectRef[])
          if (isSimulated(member)) delete state.members[member]
        if (Object.keys(state.members).length === 0) shared.delete(state.attribute.ref)
      }
      for (const map of [listed, cases, resumes])
        for (const s of [...map.keys()].filter(isSimulated)) map.delete(s)
      for (const s of [...changed].filter(isSimulated)) changed.delete(s)
    },
    async close() {},
  }
}
