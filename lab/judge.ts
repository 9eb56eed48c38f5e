/** What the product makes of recorded sessions: the real engine over their rows, device by device. */
import { type Abstention, accept, detectors, digest, drain, type Evidence, plan } from '@telltale/core'
import type { Label, Session } from './recording.ts'

export interface Judged {
  label: Label
  evidence: Evidence[]
  abstentions: Abstention[]
}

/** Sessions with what is found on their own day; a device's earlier days are its history. A row that does not fit throws. */
export function judge(sessions: readonly Session[]): Judged[] {
  const observations = sessions.flatMap(({ rows }) =>
    rows.map((row) => {
      const receipt = { source: 'range', id: row.id, receivedAt: row.at + 3_600_000 }
      const accepted = accept(row, receipt, (type, value) => digest(`${type}\0${value}`))
      if (!accepted.observation) throw new Error(`${row.id}: ${JSON.stringify(accepted.problems)}`)
      return accepted.observation
    }),
  )
  const { evidence, abstentions } = drain(plan(detectors), [observations])
  return sessions.map(({ label, rows }) => {
    const at = rows[0]!.at
    const own = (found: { subject: string; from: number }) =>
      found.subject === `device:${label.device}` && found.from <= at && at < found.from + 86_400_000
    return { label, evidence: evidence.filter(own), abstentions: abstentions.filter(own) }
  })
}
