import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { reasons } from '../sensing/presence/checks.ts'

interface Options {
  device?: string
  reason: string
  from?: string
  hours: string
}

export default new Command('presence-check')
  .description('Make a link to a presence check for one person; it opens once, and is printed here only')
  .argument('<person>', 'whom it is about: W-17, person:W-17 or application:A-3')
  .option('--device <device>', 'the laptop it is to be opened on, such as LT-0042')
  .option('--reason <reason>', reasons.join(', '), 're-verification')
  .option('--from <name>', 'who asks, as the person is told; the company’s name unless given')
  .option('--hours <hours>', 'how long the link is good, 1 to 720', '48')
  .addHelpText(
    'after',
    '\nExample:\n  telltale presence-check W-17 --device LT-0042 --reason first-day --hours 24',
  )
  .action(async (person: string, { device, reason, from, hours }: Options) => {
    try {
      const { link, check } = await ask<{ link: string; check: { expiresAt: number } }>(
        readConfig(process.env),
        'POST',
        '/v1/presence-checks',
        {
          subject: named('person', person),
          ...(device && { device: named('device', device) }),
          reason,
          ...(from && { from }),
          hours: Number(hours),
        },
      )
      process.stdout.write(`${link}\n`)
      const until = new Date(check.expiresAt).toISOString().replace('T', ' ').slice(0, 16)
      process.stderr.write(
        `Opens once, until ${until} UTC. What it measures, and why, the person reads before agreeing.\n`,
      )
    } catch (error) {
      process.stderr.write(`telltale presence-check: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

function named(type: string, id: string): string {
  return /^(?:person|application|device):/.test(id) ? id : `${type}:${id}`
}
