import type { LeadsView, LeadView } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count, percent } from '../outputs/sentences.ts'

export default new Command('leads')
  .description('List whom a confirmed case leads to: everybody within two strong links, with the path')
  .option('--json', 'print NDJSON, one lead a line')
  .addHelpText(
    'after',
    `
Needs a running Telltale. A case is confirmed by a disposition observation (docs/observations.md). A lead weighs
nothing, lists nobody and opens nothing; probabilities are of an assumed model.

Example:
  telltale leads`,
  )
  .action(async ({ json }: { json?: boolean }) => {
    try {
      const found = await ask<LeadsView>(readConfig(process.env), 'GET', '/v1/confirmed-leads')
      process.stdout.write(
        json ? found.leads.map((l) => `${JSON.stringify(l)}\n`).join('') : leadsReport(found),
      )
    } catch (error) {
      process.stderr.write(`telltale leads: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

/** One paragraph a lead, the likeliest first. */
export function leadsReport({ leads, confirmed }: LeadsView): string {
  if (confirmed.length === 0) return 'Nobody’s case has been confirmed, so nothing leads anywhere.\n'
  const from = `${count(confirmed.length, 'confirmed case')}, ${count(leads.length, 'lead')}.`
  return `${[from, ...leads.map(paragraph)].join('\n\n')}\n`
}

function paragraph(lead: LeadView): string {
  const { item, subject, before, after, cleared } = lead
  const at = item.case ? `, ${item.case}` : item.score.listed ? ', listed' : ''
  const lines = [
    `${item.pseudonym} (${subject}${at})${cleared ? ': cleared by people before' : ''}`,
    `  ${percent(before)} as scored, ${percent(after)} so near a confirmed case (assumed model; moves nobody’s score)`,
    `  from ${lead.confirmedPseudonym} (${lead.confirmed}), confirmed`,
    ...lead.path.map(
      (step) => `    +${step.weight.toFixed(1)} ${step.shown} → ${step.pseudonym} (${step.to})`,
    ),
  ]
  return lines.join('\n')
}
