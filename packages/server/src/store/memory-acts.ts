import { type Act, inOrder, isSimulated, type SubjectRef } from '@telltale/core'
import type { Dated } from '../audit/chain.ts'
import { type Acts, type CaseRecord, type DecidedCase, openingAct, openingAudit } from './acts.ts'
import { copy } from './memory-copy.ts'
import type { Folded, Row } from './store.ts'

export interface MemoryActs extends Acts {
  /** Opens the cases that a fold opened; those that are there already stay as they are. */
  openCases(folded: readonly Folded[]): Promise<void>
  openCaseCount(): number
  recordFor(subject: SubjectRef): CaseRecord | undefined
  removeSimulatedActs(of?: (subject: SubjectRef) => boolean): void
}

/** The model of the Postgres one. */
export function memoryActs(also: {
  changed: Set<SubjectRef>
  appendAudit(events: readonly Dated[]): Promise<void>
}): MemoryActs {
  const records = new Map<string, CaseRecord>()
  const bySubject = new Map<SubjectRef, string>()
  const acts = new Map<string, Map<string, Act>>()
  const bytes = new Map<string, Uint8Array>()
  const decided = new Map<string, readonly DecidedCase[]>()
  const tell = new Map<number, Row>()
  let sequence = 0

  const keep = (record: CaseRecord, act: Act) => {
    records.set(record.id, record)
    bySubject.set(record.subject, record.id)
    const own = acts.get(record.id) ?? new Map<string, Act>()
    acts.set(record.id, own.set(act.id, act))
  }
  const inOrderOf = (caseId: string) => [...(acts.get(caseId)?.values() ?? [])].sort(inOrder)
  const recordFor = (subject: SubjectRef) => {
    const id = bySubject.get(subject)
    return id === undefined ? undefined : records.get(id)
  }
  return {
    recordFor,
    openCaseCount: () =>
      [...records.values()].filter((r) => r.closedAt === undefined && r.mergedInto === undefined).length,
    async openCases(folded) {
      for (const f of folded) {
        if (!f.case || bySubject.has(f.subject)) continue
        const { act, record } = openingAct({ subject: f.subject, ...f.case })
        keep(record, act)
        await also.appendAudit([openingAudit(act as Act & { is: 'opened' })])
      }
    },
    async addAct(given) {
      const { act, record, decisions, tell: rows = [], audit, refold } = copy({ ...given, bytes: undefined })
      if (acts.get(act.case)?.has(act.id)) return
      keep(record, act)
      if (decisions) decided.set(act.case, decisions)
      if (given.bytes && act.is === 'attached')
        bytes.set(`${act.case}\0${act.attachment.id}`, given.bytes.slice())
      for (const row of rows) tell.set(++sequence, row)
      if (refold) also.changed.add(record.subject)
      await also.appendAudit(audit)
    },
    acts: async (caseId) => copy(inOrderOf(caseId)),
    async *openActs() {
      for (const record of [...records.values()])
        if (record.closedAt === undefined) yield copy(inOrderOf(record.id))
    },
    async caseRecord(id) {
      const record = records.get(id)
      return record && copy(record)
    },
    async caseRecords(subjects) {
      return new Map(
        subjects.flatMap((s) => {
          const record = recordFor(s)
          return record ? [[s, copy(record)] as const] : []
        }),
      )
    },
    async closedCases({ owner, after, limit }) {
      const found = [...records.values()].filter(
        (r) =>
          r.closedAt !== undefined &&
          (owner === undefined || r.owner === owner) &&
          (!after || r.closedAt < after.closedAt || (r.closedAt === after.closedAt && r.id > after.id)),
      )
      found.sort((a, b) => b.closedAt! - a.closedAt! || (a.id < b.id ? -1 : 1))
      return copy(found.slice(0, limit))
    },
    async guardedCases() {
      return copy([...records.values()].filter((r) => r.held || r.readers))
    },
    attachmentBytes: async (caseId, attachment) => bytes.get(`${caseId}\0${attachment}`)?.slice(),
    async decidedCases(from, to) {
      const found = [...decided.values()].flat().filter((d) => d.at >= from && d.at < to)
      return copy(found.sort((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1)))
    },
    async tellings(limit) {
      return copy([...tell].slice(0, limit).map(([id, row]) => ({ id, row })))
    },
    async tellingDone(ids) {
      for (const id of ids) tell.delete(id)
    },
    removeSimulatedActs(of = isSimulated) {
      for (const { id, subject } of [...records.values()].filter((r) => of(r.subject))) {
        for (const key of [...bytes.keys()].filter((k) => k.startsWith(`${id}\0`))) bytes.delete(key)
        records.delete(id)
        bySubject.delete(subject)
        acts.delete(id)
        decided.delete(id)
      }
      for (const [id, row] of tell) if (row.observation.about.some(of)) tell.delete(id)
    },
  }
}
