import { Command } from 'commander'
import { settings } from '../config.ts'
import { serve } from '../serve.ts'

const width = Math.max(...Object.keys(settings).map((name) => name.length))

export default new Command('serve')
  .description('start Telltale: store, engine, API and console')
  .option('--empty', 'start without the demo company')
  .addHelpText(
    'after',
    `
Settings, from the environment:
${Object.entries(settings)
  .map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)
  .join('\n')}

Example:
  $ TELLTALE_PORT=8080 npx telltale serve --empty`,
  )
  .action((options: { empty?: boolean }) => serve(options))
