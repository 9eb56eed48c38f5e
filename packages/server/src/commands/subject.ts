import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { ask, download } from '../client.ts'
import { readConfig } from '../config.ts'
import type { Erased } from '../privacy/erasing.ts'

const exporting = new Command('export')
  .description('Write everything that is kept of somebody, readable and as data, without third parties')
  .addHelpText('after', '\nExample:\n  telltale subject export person:W-17 --out ./for-them')
  .argument('<ref>', 'person:…, application:… or device:…')
  .requiredOption('--out <folder>', 'where to; made where it is missing')
  .action(async (ref: string, { out }: { out: string }) => {
    await told('export', async () => {
      const config = readConfig(process.env)
      mkdirSync(out, { recursive: true, mode: 0o700 })
      for (const format of ['html', 'json']) {
        const file = join(out, `${ref.replace(/[^\w.-]/g, '-')}.${format}`)
        await download(
          config,
          `/v1/privacy/subjects/${encodeURIComponent(ref)}/export?format=${format}`,
          createWriteStream(file, { mode: 0o600 }),
        )
        process.stdout.write(`${file}\n`)
      }
    })
  })

const erasing = new Command('erase')
  .description(
    'Forget somebody for good: refused under a hold, an open case or within the time for an appeal',
  )
  .addHelpText('after', '\nExample:\n  telltale subject erase person:W-17 --because "left two years ago"')
  .argument('<ref>', 'person:…, application:… or device:…')
  .requiredOption('--because <reason>', 'why, without the name: it stays in the audit log')
  .action(async (ref: string, { because }: { because: string }) => {
    await told('erase', async () => {
      const { subjects, removed, rejudged, stays } = await ask<Erased>(
        readConfig(process.env),
        'POST',
        `/v1/privacy/subjects/${encodeURIComponent(ref)}/erase`,
        { because },
      )
      const rows = Object.entries(removed).map(([what, n]) => `${n.toLocaleString('en')} of ${what}`)
      process.stdout.write(
        `Forgotten: ${subjects.join(', ')} (${rows.join(', ') || 'nothing was stored'}). ${rejudged.toLocaleString('en')} shared attributes were judged anew.\n`,
      )
      for (const line of stays) process.stdout.write(`${line}\n`)
    })
  })

export default new Command('subject')
  .description('What one person may ask for: everything that is kept of them, or to be forgotten')
  .addCommand(exporting)
  .addCommand(erasing)
  .addHelpText('after', '\nExample:\n  telltale subject export person:W-17 --out ./for-them')

async function told(command: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale subject ${command}: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
