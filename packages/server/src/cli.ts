import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Command, CommanderError } from 'commander'
import { keepCompiled } from './compile-cache.ts'
import { version } from './version.ts'

keepCompiled() // the commands are imported below
// Whoever reads our output may stop early: `telltale screen FOLDER --json | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

/** `telltale COMMAND`: one file per command in commands/, found from the folder. Exit 2 means that it was called wrongly. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'commands')
const program = new Command('telltale')
  .description(
    'Finds people among applicants and remote workers who are not where, or who, they say they are.',
  )
  .version(version)
  .showHelpAfterError('(telltale --help lists the commands)')
  .addHelpText('after', '\nExample:\n  telltale scan ./exports\n')

for (const name of readdirSync(folder).sort()) {
  if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
  const { default: command } = (await import(pathToFileURL(join(folder, name)).href)) as { default: Command }
  program.addCommand(command)
}

for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)])
  command.exitOverride()
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
