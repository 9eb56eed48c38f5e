/** `npm run study -- conditions|record|analyse|rehearse …`: see README.md. */
const commands = {
  conditions: async (args: string[]) => (await import('./conditions.ts')).conditions(args),
  record: async (args: string[]) => (await import('./record.ts')).record(args),
  analyse: async (args: string[]) => (await import('./analyse.ts')).analyse(args),
  rehearse: async (args: string[]) => (await import('./rehearse.ts')).rehearse(args),
}

const [name, ...args] = process.argv.slice(2)
if (!name || !Object.hasOwn(commands, name)) {
  process.stderr.write(
    `Say what to do: npm run study -- ${Object.keys(commands).join('|')} … (lab/study/README.md)\n`,
  )
  process.exitCode = 2
} else
  try {
    process.stdout.write(await commands[name as keyof typeof commands](args))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
