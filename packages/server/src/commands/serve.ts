import { Command } from 'commander'
import { settings } from '../config.ts'

const width = Math.max(...Object.keys(settings).map((name) => name.length))

export default new Command('serve')
  .description('Start Telltale: store, engine, API and console (what "npm start" does)')
  .option('--empty', 'do not load the demo company on the very first start')
  .addHelpText(
    'after',
    `
Settings, from the environment:
${Object.entries(settings)
  .map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)
  .join('\n')}

Example:
  TELLTALE_PORT=8080 telltale serve --empty`,
  )
  .action(async (options: { empty?: boolean }) => {
    // Loaded only now: the other commands need neither the API nor the store.
    const { serve } = await import('../serve.ts')
    await serve(options)
  })
