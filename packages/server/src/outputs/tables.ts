import type { CaseRow, Evidence, SubjectRef } from '@telltale/core'
import type { DecidedCase } from '../work/work.ts'
import { csv } from './csv.ts'

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())
const rounded = (n: number) => Math.round(n * 1e4) / 1e4

/** Cases as a table, by pseudonym and subject, never by name. */
export function casesCsv(rows: Iterable<CaseRow>): string {
  return csv<CaseRow>(
    {
      case: (r) => r.case,
      pseudonym: (r) => r.pseudonym,
      subject: (r) => r.subject,
      state: (r) => r.work.state,
      waiting_for: (r) => r.work.waitingFor,
      due: (r) => iso(r.work.due),
      owner: (r) => r.work.owner,
      opened: (r) => iso(r.work.openedAt),
      scheme: (r) => r.score.scheme,
      weight_log10: (r) => rounded(r.score.weight),
      probability: (r) => rounded(r.score.probability),
      model: (r) => (r.score.calibrated ? 'calibrated' : 'assumed'),
      stands_out: (r) => r.standsOut,
      check: (r) => r.check,
      conclusion: (r) => r.work.decided?.conclusion,
      decided: (r) => iso(r.work.decided?.at),
      ground: (r) => r.work.decided?.ground,
      simulated: (r) => r.simulated,
    },
    rows,
  )
}

/** Evidence as a table. `shown` gives what stands for a subject: others than the one asked for go by pseudonym. */
export function evidenceCsv(rows: Iterable<Evidence>, shown: (subject: SubjectRef) => string): string {
  return csv<Evidence>(
    {
      id: (e) => e.id,
      is: (e) => e.is,
      detector: (e) => e.detector,
      version: (e) => e.version,
      subject: (e) => shown(e.subject),
      subjects: (e) => e.subjects.map(shown).join(' '),
      from: (e) => iso(e.from),
      to: (e) => iso(e.to),
      weight_log10: (e) => rounded(e.weight),
      says: (e) => e.says,
      status: (e) => e.status,
      shadow: (e) => e.shadow,
      basis: (e) => e.calibration.basis,
      basis_on: (e) => e.calibration.on,
      basis_n: (e) => e.calibration.n,
      lists: (e) => Object.entries(e.lists).map(([list, v]) => `${list} ${v}`).join('; '), // biome-ignore format: one line
    },
    rows,
  )
}

/** Decisions as a table: what was decided, by how many, on what ground, and whether it was taken back. */
export function decisionsCsv(
  rows: Iterable<DecidedCase>,
  pseudonym: (subject: SubjectRef) => string,
): string {
  return csv<DecidedCase>(
    {
      case: (d) => d.case,
      pseudonym: (d) => pseudonym(d.subject),
      subject: (d) => d.subject,
      conclusion: (d) => d.conclusion,
      ground: (d) => d.ground,
      opened: (d) => iso(d.openedAt),
      decided: (d) => iso(d.at),
      days: (d) => Math.round(((d.at - d.openedAt) / 86_400_000) * 10) / 10,
      seats: (d) => d.seats.length,
      overturned: (d) => iso(d.overturned),
    },
    rows,
  )
}
