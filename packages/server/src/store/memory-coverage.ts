import {
  type Decided,
  isSimulated,
  type Measurable,
  type Measured,
  type MeasuredPattern,
  type Millis,
  measuredIn,
  type ObservationView,
  type QueueItem,
  type SubjectRef,
  typeOf,
  type Unmeasured,
} from '@telltale/core'
import {
  type Canary,
  type CoverageStore,
  type Draw,
  remembering,
  type Skipped,
  undescribedOf,
} from './coverage.ts'
import { copy } from './memory-copy.ts'
import type { ScreeningFilter, ScreeningRow } from './screenings.ts'

interface Kept {
  kept: ReadonlyMap<string, ObservationView>
  listed: ReadonlyMap<SubjectRef, QueueItem>
  cases: ReadonlyMap<SubjectRef, { id: string; openedAt: Millis }>
  screenings(filter: ScreeningFilter): Promise<{ rows: ScreeningRow[] }>
}

export interface MemoryCoverage extends CoverageStore {
  keepMeasured(out: Parameters<typeof measuredIn>[0]): void
  removeSimulatedCoverage(of?: (subject: SubjectRef) => boolean): void
}

const everything = { limit: Number.MAX_SAFE_INTEGER }

/** The model of the Postgres one. */
export function memoryCoverage({ kept, listed, cases, screenings }: Kept): MemoryCoverage {
  const measured = new Map<string, Measured>()
  const described = new Map<string, Decided>()
  const canaries = new Map<string, Canary>()
  const draws = new Map<string, Draw>()
  const skips = new Map<string, Skipped>()
  const within = async (from: Millis, to: Millis) =>
    (await screenings(everything)).rows.filter((r) => r.appliedAt >= from && r.appliedAt < to)

  return {
    keepMeasured(out) {
      for (const row of measuredIn(out)) {
        const key = `${row.subject}\0${row.by}`
        measured.set(key, remembering(measured.get(key), row))
      }
    },
    async measuredPatterns(since) {
      const bySubject = new Map<string, string[]>()
      for (const { subject, by, judgedAt = -1 } of measured.values())
        if (judgedAt >= since) bySubject.set(subject, [...(bySubject.get(subject) ?? []), by])
      const patterns = new Map<string, MeasuredPattern>()
      for (const [subject, found] of bySubject) {
        const [type, by] = [typeOf(subject as SubjectRef) as Measurable, found.sort()]
        const key = `${type} ${by.join(' ')}`
        const pattern = patterns.get(key) ?? { type, by, subjects: 0 }
        pattern.subjects++
        patterns.set(key, pattern)
      }
      return [...patterns.values()]
    },
    async unmeasured(since) {
      const reasons = new Map<string, Unmeasured>()
      for (const { subject, by, judgedAt = -1, abstainedAt, because } of measured.values()) {
        if (judgedAt >= since || because === undefined || (abstainedAt !== 0 && abstainedAt! < since))
          continue
        const type = typeOf(subject as SubjectRef) as Measurable
        const key = `${type} ${by} ${because}`
        const reason = reasons.get(key) ?? { type, by, because, subjects: 0 }
        reason.subjects++
        reasons.set(key, reason)
      }
      return [...reasons.values()]
    },
    async applied(from, to) {
      return (await within(from, to)).length
    },
    async alwaysProceeded(from, to) {
      return (await within(from, to)).filter((r) => r.reached === 'proceed').map((r) => r.application)
    },
    async undescribed(limit) {
      const found = [...kept.values()].filter((row) => row.kind === 'disposition').map(undescribedOf)
      return copy(found.filter((d) => !described.has(d.id)))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
    },
    async describeDecided(decided) {
      for (const one of copy(decided)) if (!described.has(one.id)) described.set(one.id, one)
    },
    async decidedSince(from) {
      const found = [...described.values()].filter((d) => d.at >= from)
      return copy(found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)))
    },
    async openCases(from, to) {
      const decided = new Map<SubjectRef, Millis>()
      for (const d of described.values())
        if (d.outcome !== 'unsure') decided.set(d.subject, Math.max(d.at, decided.get(d.subject) ?? 0))
      return [...cases]
        .filter(
          ([subject, c]) =>
            c.openedAt >= from && c.openedAt < to && !((decided.get(subject) ?? -1) >= c.openedAt),
        )
        .map(([subject, c]) => {
          const scheme = listed.get(subject)?.score.scheme
          return { subject, case: c.id, openedAt: c.openedAt, ...(scheme && { scheme }) }
        })
        .sort((a, b) => b.openedAt - a.openedAt || (a.subject < b.subject ? -1 : 1))
    },
    async casesOf(subjects) {
      return new Map(subjects.flatMap((s) => (cases.has(s) ? [[s, { ...cases.get(s)! }] as const] : [])))
    },
    async canaries() {
      return copy([...canaries.values()]).sort((a, b) => a.plantedAt - b.plantedAt || (a.id < b.id ? -1 : 1))
    },
    async keepCanary(canary) {
      canaries.set(canary.id, copy(canary))
    },
    async draws() {
      const found = [...draws.values()].map(({ places: _, ...draw }) => copy(draw))
      return found.sort((a, b) =>
        a.quarter > b.quarter || (a.quarter === b.quarter && a.of > b.of) ? -1 : 1,
      )
    },
    async places(quarter, of) {
      return draws.get(`${quarter} ${of}`)?.places.slice()
    },
    async keepDraw(draw) {
      const key = `${draw.quarter} ${draw.of}`
      if (draws.has(key)) return false
      draws.set(key, { ...copy({ ...draw, places: undefined }), places: draw.places.slice() } as Draw)
      return true
    },
    async skipped() {
      return copy([...skips.values()])
    },
    async keepSkipped(skipped) {
      skips.set(`${skipped.quarter} ${skipped.of} ${skipped.subject}`, copy(skipped))
    },
    removeSimulatedCoverage(of = isSimulated) {
      const ours = (subject: string) => of(subject as SubjectRef)
      for (const map of [measured, described, canaries, skips] as Map<string, { subject: string }>[])
        for (const [key, { subject }] of map) if (ours(subject)) map.delete(key)
      for (const [key, draw] of draws) {
        draw.subjects = draw.subjects.filter((s) => !ours(s))
        if (draw.subjects.length === 0) draws.delete(key)
      }
    },
  }
}
