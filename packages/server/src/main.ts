import { CommanderError } from 'commander'
import { keepCompiled } from './compile-cache.ts'

/** What `npm start` runs: the same as `telltale serve`. Exit 2 means that it was called wrongly. */
keepCompiled()
const { default: command } = await import('./commands/serve.ts')
try {
  await command.name('npm start --').exitOverride().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
