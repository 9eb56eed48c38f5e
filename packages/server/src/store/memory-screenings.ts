import {
  day,
  type Evidence,
  isSimulated,
  type Millis,
  type ScreenedDay,
  type SubjectRef,
} from '@telltale/core'
import {
  type Move,
  type RequisitionCount,
  type Screened,
  type ScreeningRow,
  type Screenings,
  supersede,
} from './screenings.ts'

interface Kept {
  row: Partial<ScreeningRow>
  stageKey?: [Millis, string]
  decidedKey?: [Millis, string]
}

export interface MemoryScreenings extends Omit<Screenings, 'naming'> {
  keep(rows: readonly Screened[]): void
  move(moves: readonly Move[]): void
  removeSimulated(of?: (subject: SubjectRef) => boolean): void
}

/** The screenings of the memory store: the model of the Postgres one. */
export function memoryScreenings(): MemoryScreenings {
  const kept = new Map<SubjectRef, Kept>()
  const of = (application: SubjectRef): Kept => {
    const found = kept.get(application) ?? { row: {} }
    kept.set(application, found)
    return found
  }
  const screened = (): ScreeningRow[] =>
    [...kept.values()].flatMap(({ row }) => (row.outcome ? [{ ...(row as ScreeningRow) }] : []))

  return {
    keep(rows) {
      for (const row of rows) {
        const found = of(row.application)
        found.row = supersede(found.row, row)
      }
    },
    move(moves) {
      for (const { application, at, key, stage, reason, decided } of moves) {
        const found = of(application)
        if (stage && later([at, key], found.stageKey)) {
          found.stageKey = [at, key]
          found.row.stage = stage
          if (reason === undefined) delete found.row.reason
          else found.row.reason = reason
        }
        if (decided && later([at, key], found.decidedKey)) {
          found.decidedKey = [at, key]
          found.row.decided = decided
        }
      }
    },
    async screenings({ application, requisition, requisitions, without, outcome, limit }) {
      const found = screened().filter(
        (row) =>
          (!application || row.application === application) &&
          (!requisition || row.requisition === requisition) &&
          (!requisitions || requisitions.includes(row.requisition)) &&
          !without?.includes(row.application) &&
          (!outcome || row.outcome === outcome),
      )
      found.sort(
        (a, b) => b.worth - a.worth || b.appliedAt - a.appliedAt || (a.application < b.application ? -1 : 1),
      )
      return { rows: found.slice(0, limit), total: found.length }
    },
    async requisitions() {
      const counts = new Map<string, RequisitionCount>()
      for (const { requisition, outcome, appliedAt } of screened()) {
        const count = counts.get(requisition) ?? { requisition, proceed: 0, verify: 0, hold: 0, newest: 0 }
        count[outcome]++
        count.newest = Math.max(count.newest, appliedAt)
        counts.set(requisition, count)
      }
      return [...counts.values()].sort(
        (a, b) => b.newest - a.newest || (a.requisition < b.requisition ? -1 : 1),
      )
    },
    async screenedDays() {
      const days = new Map<string, ScreenedDay>()
      for (const row of screened()) {
        const on = Math.floor(row.appliedAt / day)
        const key = `${on} ${row.reached}`
        const count = days.get(key) ?? {
          ...{ day: on, reached: row.reached, screened: 0, confirmed: 0, cleared: 0 },
          ...{ rejected: 0, advanced: 0 },
        }
        count.screened++
        if (row.decided === 'confirmed') count.confirmed++
        if (row.decided === 'cleared') count.cleared++
        if (row.stage === 'rejected') count.rejected++
        if (row.stage && row.stage !== 'rejected' && row.stage !== 'withdrawn') count.advanced++
        days.set(key, count)
      }
      return [...days.values()].sort((a, b) => a.day - b.day || (a.reached < b.reached ? -1 : 1))
    },
    removeSimulated(of = isSimulated) {
      for (const application of [...kept.keys()].filter((a) => of(a))) kept.delete(application)
    },
  }
}

function later(a: [Millis, string], b: [Millis, string] | undefined): boolean {
  return !b || a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
}

/** Evidence by the applications that it names. */
export function byApplication(
  applications: readonly SubjectRef[],
  evidence: Iterable<Evidence>,
): Map<SubjectRef, Evidence[]> {
  const found = new Map<SubjectRef, Evidence[]>(applications.map((a) => [a, []]))
  for (const e of evidence) for (const subject of e.subjects) found.get(subject)?.push(e)
  return found
}
