import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import type { RetentionRun } from '../store/privacy.ts'

const running = new Command('run')
  .description('Remove what is past its time now; the service does so once a day by itself')
  .addHelpText('after', '\nExample:\n  telltale retention run --dry-run')
  .option('--dry-run', 'only count')
  .option('--json', 'print the run as JSON')
  .action(async ({ dryRun = false, json }: { dryRun?: boolean; json?: boolean }) => {
    await told('run', async () => {
      const run = await ask<RetentionRun>(readConfig(process.env), 'POST', '/v1/privacy/retention/run', {
        dryRun,
      })
      process.stdout.write(json ? `${JSON.stringify(run)}\n` : report(run))
    })
  })

const showing = new Command('show')
  .description('How many days what is kept, and when that was last seen to')
  .addHelpText('after', '\nExample:\n  telltale retention show')
  .action(async () => {
    await told('show', async () => {
      const found = await ask<Shown>(readConfig(process.env), 'GET', '/v1/privacy/retention')
      for (const { what, days, least, says } of found.periods)
        process.stdout.write(
          `${what.padEnd(14)}${String(days).padStart(6)} days (at least ${least})  ${says}\n`,
        )
      const [last] = found.runs
      process.stdout.write(
        last
          ? `\nLast run ${new Date(last.endedAt).toISOString()} by ${last.by}.\n`
          : '\nIt has not run yet: the service does so within an hour.\n',
      )
      if (found.due) process.exitCode = 1
    })
  })

interface Shown {
  periods: { what: string; days: number; least: number; says: string }[]
  runs: RetentionRun[]
  due: boolean
}

export default new Command('retention')
  .description('How long what is kept; remove what is past its time')
  .addCommand(running)
  .addCommand(showing)
  .addHelpText(
    'after',
    '\nKept all the same: what an open case, a legal hold or the time for an appeal needs. Periods are set under\nSettings, Privacy, or by PUT /v1/privacy/retention.\n\nExample:\n  telltale retention run --dry-run',
  )

function report({ lines, forgotten, floors, dryRun }: RetentionRun): string {
  const rows = lines
    .filter((line) => line.examined > 0)
    .map(
      ({ what, days, removed, kept }) =>
        `${what.padEnd(14)}${String(days).padStart(6)} days  ${removed.toLocaleString('en')} ${dryRun ? 'would go' : 'removed'}, ${kept.toLocaleString('en')} kept\n`,
    )
  const kept = Object.entries(floors)
    .filter(([, n]) => n > 0)
    .map(([why, n]) => `${why}: ${n.toLocaleString('en')}`)
  return `${rows.join('') || 'Nothing is past its time.\n'}${
    forgotten > 0 ? `${forgotten.toLocaleString('en')} of whom nothing was left were forgotten.\n` : ''
  }Kept whole by floors: ${kept.join('; ') || 'nobody'}.\n`
}

async function told(command: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale retention ${command}: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
