import type { Scope, SubjectRef, SuppressionEffect, SuppressionView } from '@telltale/core'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { count } from '../outputs/sentences.ts'

interface Options {
  detector?: string
  ticket?: string
  from?: string
  to?: string
  clearing?: boolean
  until: string
  owner: string
  because: string
  worse?: boolean
  yes?: boolean
}

export default new Command('suppress')
  .description('Set evidence aside until a day: shows first what that would hide, and for whom')
  .argument('<ref>', 'a person, application or device, or a shared attribute such as phone:…')
  .requiredOption('--until <day>', 'when it ends by itself, such as 2026-12-31; at most a year ahead')
  .requiredOption('--owner <who>', 'who answers for it and is asked before it ends')
  .requiredOption('--because <reason>', 'why, in a sentence')
  .option('--detector <id>', 'from this detector only')
  .option('--ticket <id>', 'only a help desk’s session under this ticket, with --from and --to')
  .option('--from <time>', 'when the session began, such as 2026-11-26T14:00Z')
  .option('--to <time>', 'when it ended')
  .option('--clearing', 'set aside what speaks for them too: they look worse')
  .option('--worse', 'even if somebody looks worse by it')
  .option('--yes', 'set it aside; without this nothing is changed')
  .addHelpText(
    'after',
    `
Needs a running Telltale. Evidence that is set aside stays in sight and weighs nothing. Networks and groups are a
lead's to set aside, in the console.

Example:
  telltale suppress person:W-17 --detector network/layer-gap --until 2026-12-31 \\
    --owner "Network team" --because "The company's gateway in Chicago" --yes`,
  )
  .action(async (ref: string, options: Options) => {
    try {
      process.stdout.write(await run(ref, options))
    } catch (error) {
      process.stderr.write(`telltale suppress: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

async function run(ref: string, options: Options): Promise<string> {
  const { detector, clearing, owner, because, worse, yes } = options
  const proposed = {
    ...{
      scope: scopeOf(ref as SubjectRef, options),
      owner,
      because,
      until: timeOf('--until', options.until),
    },
    ...(detector && { detector }),
    ...(clearing && { clearing: true }),
  }
  const config = readConfig(process.env)
  const effect = await ask<SuppressionEffect>(config, 'POST', '/v1/suppressions/preview', proposed)
  const shown = effectReport(effect)
  if (!yes) return `${shown}Nothing was changed: add --yes to set it aside.\n`
  const s = await ask<SuppressionView>(config, 'POST', '/v1/suppressions', {
    ...proposed,
    ...(worse && { worse: true }),
  })
  return `${shown}Set aside as ${s.id}: "telltale suppressions lift ${s.id} --because …" takes it back.\n`
}

function scopeOf(ref: SubjectRef, { ticket, from, to }: Options): Scope {
  if (ticket !== undefined) {
    if (!from || !to) throw new Error('a session has a beginning and an end: give --from and --to.')
    return { on: 'session', subject: ref, ticket, from: timeOf('--from', from), to: timeOf('--to', to) }
  }
  return /^(?:person|application|device):/.test(ref)
    ? { on: 'subject', subject: ref }
    : { on: 'attribute', attribute: ref }
}

function timeOf(option: string, text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Error(`${option} ${text} is no day or time: write it as 2026-12-31.`)
  return at
}

/** What would be hidden, and who would stand otherwise. */
export function effectReport({ hides, counts, moved, notes }: SuppressionEffect): string {
  const lines = [
    `${count(hides.evidence, 'finding')} would be set aside${hides.clearing > 0 ? `, ${hides.clearing} of which speak for somebody` : ''}.`,
    `${counts.unlisted} off the list, ${counts.unopened} whose case would not have opened, ${counts.worse} who look worse.`,
    ...moved
      .slice(0, 20)
      .map(
        (m) =>
          `  ${m.pseudonym} (${m.subject}): ${m.was} → ${m.would}, ${m.weightWas.toFixed(1)} → ${m.weightWould.toFixed(1)}${m.decided ? `, ${m.decided} by people` : ''}`,
      ),
    ...notes,
  ]
  return `${lines.join('\n')}\n`
}
