import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

interface Shown {
  key?: string
  where?: string
  old: number
  rotation?: { key: string; startedAt: number; sealed: number; doneAt?: number; running: boolean }
}

const rotating = new Command('rotate')
  .description('Seal what identifies people with a new data key, page by page; all stays readable meanwhile')
  .addHelpText('after', '\nExample:\n  telltale keys rotate')
  .action(async () => {
    try {
      const config = readConfig(process.env)
      let now = await ask<Shown>(config, 'POST', '/v1/privacy/keys/rotate')
      while (now.rotation?.running) {
        await sleep(500)
        now = await ask<Shown>(config, 'GET', '/v1/privacy/keys')
      }
      if (now.rotation?.doneAt === undefined)
        throw new Error(
          'Sealing anew broke off: the log says why. Run it again, and it goes on where it was.',
        )
      const left = now.old > 0 ? ` ${now.old} older keys are held still: rotate again once the inbox is empty, or take them out of TELLTALE_DATA_KEY.` : '' // biome-ignore format: one sentence
      process.stdout.write(
        `${now.rotation.sealed.toLocaleString('en')} values sealed with the key ${now.key}, in ${now.where}. Keep a copy of it apart from the database.${left}\n`,
      )
    } catch (error) {
      process.stderr.write(`telltale keys rotate: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

export default new Command('keys')
  .description('The key that seals what identifies people in the store')
  .addCommand(rotating)
  .addHelpText(
    'after',
    '\nThe key lies in TELLTALE_HOME/data-key, or comes from a key store as TELLTALE_DATA_KEY (the newest first).\nWithout it nobody can read what it sealed.\n\nExample:\n  telltale keys rotate',
  )
