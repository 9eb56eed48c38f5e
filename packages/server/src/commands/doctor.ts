import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { version } from '../version.ts'

const marks = { ok: 'ok      ', missing: 'missing ', broken: 'broken  ' }

export default new Command('doctor')
  .description('Say what is configured, what is missing, and how to fix it; changes nothing')
  .addHelpText(
    'after',
    '\nExit status: 0 when nothing is broken, 1 otherwise.\n\nExample:\n  telltale doctor',
  )
  .action(async () => {
    try {
      const config = readConfig(process.env)
      const { diagnose } = await import('../diagnosis.ts')
      const findings = await diagnose(config, Date.now())
      process.stdout.write(`Telltale ${version}\n`)
      for (const { is, what, fix } of findings)
        process.stdout.write(`${marks[is]}${what}${fix ? `\n        → ${fix}` : ''}\n`)
      const broken = findings.filter((f) => f.is === 'broken').length
      process.stdout.write(broken === 0 ? '\nNothing is broken.\n' : `\n${broken} broken.\n`)
      if (broken > 0) process.exitCode = 1
    } catch (error) {
      process.stderr.write(`telltale doctor: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })
