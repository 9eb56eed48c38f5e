import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine } from './machine.ts'
import type { Bench, Section } from './section.ts'

interface Result {
  title: string
  machine: string
  sections: Section[]
}

const here = dirname(fileURLToPath(import.meta.url))
const data = process.env.TELLTALE_DATA ?? join(here, '../../shared/data')

/**
 * Runs the benches of a folder beside this file, each in a fresh process, keeps results/FOLDER/NAME.json of each, and
 * writes results/FOLDER.md from all of those. Arguments: a bench's name, `--all`, or none. The evaluation data is not
 * part of the repository: TELLTALE_DATA names its folder.
 */
export async function benchPage(folder: string, title: string, intro: string): Promise<void> {
  const results = join(here, 'results', folder)
  mkdirSync(results, { recursive: true })
  const [first, name] = process.argv.slice(2)
  if (first === '--one') return one(folder, results, name!)
  for (const file of readdirSync(join(here, folder)).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const stem = file.replace(/\.ts$/, '')
    if (first && first !== '--all' && first !== stem) continue
    const { default: bench } = (await import(`./${folder}/${file}`)) as { default?: Bench }
    if (!bench) continue
    if (bench.long && !first) process.stdout.write(`Left out ${stem}: it takes long; --all runs it.\n`)
    else if (bench.needs && !existsSync(join(data, bench.needs)))
      process.stdout.write(`Skipped ${stem}: the data folder has no ${bench.needs}; set TELLTALE_DATA.\n`)
    else {
      const flags = bench.heap === undefined ? [] : [`--max-old-space-size=${bench.heap}`]
      const args = [...flags, process.argv[1]!, '--one', stem]
      if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) process.exitCode = 1
    }
  }
  writeFileSync(join(here, 'results', `${folder}.md`), page(results, title, intro))
}

async function one(folder: string, results: string, stem: string): Promise<void> {
  const { default: bench } = (await import(`./${folder}/${stem}.ts`)) as { default: Bench }
  process.stdout.write(`${bench.title} …\n`)
  const result: Result = { title: bench.title, machine: machine(), sections: await bench.run(data) }
  writeFileSync(join(results, `${stem}.json`), `${JSON.stringify(result, null, 1)}\n`)
  process.stdout.write(`${body(result)}\n`)
}

function page(results: string, title: string, intro: string): string {
  const all = readdirSync(results)
    .filter((f) => f.endsWith('.json'))
    .sort()
    .map((f) => JSON.parse(readFileSync(join(results, f), 'utf8')) as Result)
  const missed = all.flatMap((r) => r.sections.flatMap((s) => s.targets)).filter((t) => !t.met)
  return `${[
    `# ${title}`,
    '',
    intro,
    '',
    `${missed.length} of ${all.flatMap((r) => r.sections.flatMap((s) => s.targets)).length} aims missed.`,
    ...all.map(body),
  ].join('\n')}\n`
}

function body(result: Result): string {
  const lines = ['', `## ${result.title}`, '', `Machine: ${result.machine}`]
  for (const s of result.sections) {
    lines.push('', `### ${s.title}`, '')
    if (s.targets.length > 0) lines.push('| aim for | aim | measured | n | |', '|---|---|---|---|---|')
    for (const t of s.targets)
      lines.push(`| ${t.what} | ${t.aim} | ${t.measured} | ${t.n} | ${t.met ? '✓' : '✗'} |`)
    lines.push('', ...s.notes.map((n) => `- ${n}`))
    for (const { title, columns, rows } of s.tables ?? [])
      lines.push(
        '',
        title,
        '',
        `| ${columns.join(' | ')} |`,
        `|${columns.map(() => '---').join('|')}|`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
      )
  }
  return lines.join('\n')
}
