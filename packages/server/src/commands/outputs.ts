import type { OutputsView } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count } from '../outputs/sentences.ts'

const listing = new Command('list')
  .description('Every system that is told, and how delivery to it stands')
  .addHelpText('after', '\nExample:\n  telltale outputs list')
  .option('--json', 'print the reply as JSON')
  .action(({ json }: { json?: boolean }) =>
    told(async () => {
      const view = await ask<OutputsView>(readConfig(process.env), 'GET', '/v1/outputs')
      process.stdout.write(json ? `${JSON.stringify(view)}\n` : report(view))
    }),
  )

const testing = new Command('test')
  .description('Send one message that concerns nobody, now. Exit status 1 when it does not arrive')
  .addHelpText('after', '\nExample:\n  telltale outputs test siem')
  .argument('<target>', 'the id of a target')
  .action((target: string) =>
    told(async () => {
      const { delivered, because } = await ask<{ delivered: boolean; because?: string }>(
        readConfig(process.env),
        'POST',
        `/v1/outputs/${encodeURIComponent(target)}/test`,
      )
      process.stdout.write(
        delivered ? `A test message reached ${target}.\n` : `No message reached ${target}: ${because}.\n`,
      )
      if (!delivered) process.exitCode = 1
    }),
  )

const replaying = new Command('replay')
  .description('Send again what was given up on, or everything since a time')
  .addHelpText('after', '\nExample:\n  telltale outputs replay siem')
  .argument('<target>', 'the id of a target')
  .option('--since <time>', 'everything told since then, such as 2026-03-02 or 2026-03-02T09:00Z')
  .action((target: string, { since }: { since?: string }) =>
    told(async () => {
      const from = since === undefined ? undefined : Date.parse(since)
      if (Number.isNaN(from)) {
        process.stderr.write(`telltale outputs replay: ${since} is no time; write 2026-03-02T09:00Z\n`)
        process.exitCode = 2
        return
      }
      const { replayed } = await ask<{ replayed: number }>(
        readConfig(process.env),
        'POST',
        `/v1/outputs/${encodeURIComponent(target)}/replay`,
        from === undefined ? { dead: true } : { since: from },
      )
      process.stdout.write(`${count(replayed, 'message')} will be sent again to ${target}.\n`)
    }),
  )

export default new Command('outputs')
  .description('Systems that are told what was found and decided: list, test, replay')
  .addCommand(listing)
  .addCommand(testing)
  .addCommand(replaying)
  .addHelpText(
    'after',
    '\nThey are set in the console, under Settings, Outputs (docs/outputs.md).\n\nExample:\n  telltale outputs test siem',
  )

function report({ targets, stix }: OutputsView): string {
  const lines = targets.map(({ id, name, is, on, state }) => {
    const parts = [
      ...(on ? [] : ['off']),
      ...(state.waiting ? [`${state.waiting} waiting`] : []),
      ...(state.dead ? [`${count(state.dead, 'dead letter')}: telltale outputs replay ${id}`] : []),
      ...(state.withheld ? [`${state.withheld} kept back, sealed since`] : []),
      ...(state.lost ? [`${state.lost} lost, too many waited`] : []),
      state.lastSuccess
        ? `last delivered ${new Date(state.lastSuccess).toISOString()}`
        : 'nothing delivered yet',
      ...(state.waiting && state.lastFailure ? [`last failure: ${state.lastFailure.because}`] : []),
    ]
    return `${id.padEnd(20)} ${is.padEnd(8)} ${name}: ${parts.join('; ')}`
  })
  if (lines.length === 0)
    lines.push('Nobody is told anything: set targets in the console, under Settings, Outputs.')
  lines.push(stix.signed ? 'STIX: counsel has signed.' : 'STIX: off until counsel signs.')
  return `${lines.join('\n')}\n`
}

async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale outputs: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
