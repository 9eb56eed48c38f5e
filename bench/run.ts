/** `npm run bench [name]`: each file of speed/ in turn; results go to bench/results/<name>.md. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
mkdirSync(join(here, 'results'), { recursive: true })
for (const name of readdirSync(join(here, 'speed')).sort()) {
  if (!name.endsWith('.ts') || (process.argv[2] && name !== `${process.argv[2]}.ts`)) continue
  process.stdout.write(`${name}\n`)
  const { run } = (await import(`./speed/${name}`)) as { run(): Promise<string> }
  const page = await run()
  writeFileSync(join(here, 'results', name.replace(/\.ts$/, '.md')), page)
  process.stdout.write(`\n${page}\n`)
}
