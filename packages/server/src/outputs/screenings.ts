import { styleText } from 'node:util'
import { type Outcome, pseudonym, type Screening } from '@telltale/core'
import type { Scanned } from '../engine/scan.ts'
import type { ScreenedApplication } from '../engine/screen-folder.ts'

const words: Record<Outcome, string> = {
  proceed: '→ proceed',
  verify: '? verify',
  hold: '■ hold for two people',
}
/** Applications that are printed whole; the rest are counted. */
const printed = 50

interface Look {
  color: boolean
}

/** What `telltale screen` prints: who is to be verified or held, why, and what would settle it, then the totals. */
export function screeningReport(result: Scanned & { screened: ScreenedApplication[] }, look: Look): string {
  const { screened, quarantined, quarantinedCount } = result
  const open = screened.filter((s) => s.outcome !== 'proceed')
  const alone = screened.length === 1
  const parts = (alone ? screened : open.slice(0, printed)).map((s) => one(s, look, alone))
  if (open.length > printed) parts.push(`… and ${open.length - printed} more: --json prints them all.\n`)
  const count = (outcome: Outcome) => screened.filter((s) => s.outcome === outcome).length
  parts.push(
    `${screened.length} ${screened.length === 1 ? 'application' : 'applications'}: ${count('proceed')} proceed, ${count('verify')} verify, ${count('hold')} hold for two people. Telltale rejects nobody.\n`,
  )
  for (const q of quarantined.slice(0, 20))
    parts.push(
      `In quarantine: ${q.source}${q.row > 0 ? ` row ${q.row}` : ''}${q.field ? `, ${q.field}` : ''}: ${q.reason}\n`,
    )
  if (quarantinedCount > 20) parts.push(`… and ${quarantinedCount - 20} more in quarantine.\n`)
  return parts.join('\n')
}

function one(s: ScreenedApplication, { color }: Look, whole: boolean): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text) : text
  const { application, outcome, requisition, doesNotFit, checksOut, notChecked, offered } = s
  const name = `${pseudonym(application)}  ${application}${requisition ? `  ${requisition}` : ''}`
  const lines = [
    `${paint('bold', name)}  ${paint(outcome === 'proceed' ? 'cyan' : 'yellow', words[outcome])}`,
  ]
  if (doesNotFit.length > 0) lines.push('  Does not fit yet:')
  for (const f of doesNotFit) {
    lines.push(
      `   ≠ ${f.says}${f.without && f.without !== outcome ? ` Without this: ${words[f.without].slice(2)}.` : ''}`,
    )
    lines.push(paint('dim', `     Could also be: ${f.benign[0]}`))
  }
  if (whole && checksOut.length > 0) {
    lines.push('  Checks out:')
    for (const f of checksOut) lines.push(`   ✓ ${f.says}`)
  }
  if (whole && notChecked.length > 0)
    lines.push(
      paint(
        'dim',
        `  Not checked, counts neither way: ${notChecked.map((n) => lower(n.title).replace(/\?$/, '')).join('; ')}.`,
      ),
    )
  if (offered.length > 0) lines.push('  What would settle it:')
  for (const o of offered)
    lines.push(
      `   ${o.title} (${o.minutes} min): if confirmed, ${words[o.after.confirmed.outcome].slice(2)}; if denied, ${words[o.after.denied.outcome].slice(2)}.`,
    )
  return `${lines.join('\n')}\n`
}

function lower(title: string): string {
  return `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`
}

/** One line of NDJSON for each application, then a summary. */
export function* screeningLines(result: Scanned & { screened: ScreenedApplication[] }): Generator<string> {
  const totals: Record<Outcome, number> = { proceed: 0, verify: 0, hold: 0 }
  for (const s of result.screened) {
    totals[s.outcome]++
    yield JSON.stringify({
      type: 'screening',
      pseudonym: pseudonym(s.application),
      ...(s satisfies Screening),
    })
  }
  for (const q of result.quarantined) yield JSON.stringify({ type: 'quarantined', ...q })
  yield JSON.stringify({
    type: 'summary',
    applications: result.screened.length,
    ...totals,
    quarantined: result.quarantinedCount,
  })
}
