import command from './commands/serve.ts'

/** What `npm start` runs: the same as `telltale serve`. */
await command.name('npm start --').parseAsync()
