/** The `telltale-sensor` command: finds its commands in the folder beside it, and runs the one that is named. */
import { readdirSync } from 'node:fs'
import { type Command, Misused } from './command.ts'

const folder = new URL('./commands/', import.meta.url)
const files = new Map(
  readdirSync(folder).flatMap((file) => {
    const name = /^([a-z]+)\.(?:ts|mjs)$/.exec(file)?.[1]
    return name ? [[name, file] as const] : []
  }),
)

const load = async (name: string) =>
  ((await import(new URL(files.get(name)!, folder).href)) as { default: Command }).default

async function list(): Promise<string> {
  const lines = await Promise.all(
    [...files.keys()].sort().map(async (name) => {
      const { usage, says } = await load(name)
      return `  telltale-sensor ${`${name} ${usage}`.trim()}\n      ${says}`
    }),
  )
  return `Measures how far away the hands are, on this machine: times and classes, never what is typed.\n\n${lines.join('\n')}\n`
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(await list())
    return name === undefined ? 2 : 0
  }
  if (!files.has(name)) {
    process.stderr.write(`There is no command ${name}: telltale-sensor --help lists them.\n`)
    return 2
  }
  const command = await load(name)
  if (args.includes('--help') || args.includes('-h')) {
    const more = command.more ? `\n${command.more}\n` : ''
    process.stdout.write(`telltale-sensor ${`${name} ${command.usage}`.trim()}\n\n${command.says}\n${more}`)
    return 0
  }
  try {
    return await command.run(args)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const misused = error instanceof Misused || code.startsWith('ERR_PARSE_ARGS')
    process.stderr.write(`${(error as Error).message}\n`)
    if (misused) process.stderr.write(`Usage: telltale-sensor ${name} ${command.usage}\n`)
    return misused ? 2 : 1
  }
}

process.exitCode = await main(process.argv.slice(2))
