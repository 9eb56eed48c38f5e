import type { SuppressionsView, SuppressionView } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

const fail = (error: unknown) => {
  process.stderr.write(`telltale suppressions: ${(error as Error).message}\n`)
  process.exitCode = 1
}

export default new Command('suppressions')
  .description('List what people set aside, who answers for it and until when')
  .option('--json', 'print NDJSON, one suppression a line; "telltale scan --suppressions" reads it')
  .addHelpText(
    'after',
    '\nNeeds a running Telltale. "telltale suppress" sets evidence aside.\n\nExample:\n  telltale suppressions',
  )
  .action(async ({ json }: { json?: boolean }) => {
    try {
      const found = await ask<SuppressionsView>(readConfig(process.env), 'GET', '/v1/suppressions')
      process.stdout.write(
        json ? found.suppressions.map((s) => `${JSON.stringify(s)}\n`).join('') : suppressionsReport(found),
      )
    } catch (error) {
      fail(error)
    }
  })
  .addCommand(
    new Command('lift')
      .description('Lift one: what it hid counts again at once; that it was made stays on record')
      .argument('<id>', 'such as S-1a2b3c4d')
      .requiredOption('--because <reason>', 'why, in a sentence')
      .addHelpText(
        'after',
        '\nExample:\n  telltale suppressions lift S-1a2b3c4d --because "The gateway has gone."',
      )
      .action(async (id: string, { because }: { because: string }) => {
        try {
          const path = `/v1/suppressions/${encodeURIComponent(id)}/lift`
          const s = await ask<SuppressionView>(readConfig(process.env), 'POST', path, { because })
          process.stdout.write(`${s.id} is lifted: evidence about ${s.reaches} counts again.\n`)
        } catch (error) {
          fail(error)
        }
      }),
  )

/** One paragraph each, those in force first. */
export function suppressionsReport({ suppressions, renew }: SuppressionsView): string {
  if (suppressions.length === 0) return 'Nobody has set anything aside.\n'
  return `${suppressions.map((s) => paragraph(s, renew.includes(s.id))).join('\n\n')}\n`
}

function paragraph(s: SuppressionView, renew: boolean): string {
  const on = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const state = {
    'in-force': `until ${on(s.until)} UTC`,
    ended: `ended ${on(s.until)} UTC`,
    lifted: 'lifted',
  }
  return [
    `${s.id}, ${state[s.state]}${renew ? ' (renew it, or let it end)' : ''}`,
    `  ${s.detector ?? 'every detector'} on ${s.reaches}${s.clearing ? ', evidence that speaks for them too' : ''}`,
    `  ${s.because} (${s.byName ?? s.by}; ${s.owner} answers for it)`,
    ...(s.lifted ? [`  lifted by ${s.lifted.by} on ${on(s.lifted.at)} UTC: ${s.lifted.because}`] : []),
  ].join('\n')
}
