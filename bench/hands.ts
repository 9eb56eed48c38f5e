/**
 * `npm run bench:hands [-- NAME]`: how well distant hands are told from near ones, against the aims of the project.
 * Each file of hands/ runs in a fresh process and leaves results/hands/NAME.json; results/hands.md is written from
 * those. The evaluation data is not part of the repository: TELLTALE_DATA names its folder.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HandsBench, Section } from './hands/section.ts'
import { machine } from './machine.ts'

interface Result {
  title: string
  machine: string
  sections: Section[]
}

const here = dirname(fileURLToPath(import.meta.url))
const data = process.env.TELLTALE_DATA ?? join(here, '../../shared/data')
const results = join(here, 'results/hands')
mkdirSync(results, { recursive: true })

const [first, name] = process.argv.slice(2)
if (first === '--one') await one(name!)
else {
  const files = readdirSync(join(here, 'hands'))
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && f !== 'section.ts')
    .sort()
  for (const file of files) {
    const stem = file.replace(/\.ts$/, '')
    if (first && first !== '--all' && first !== stem) continue
    const { default: bench } = (await import(`./hands/${file}`)) as { default?: HandsBench }
    if (!bench) continue
    if (bench.long && !first) process.stdout.write(`Left out ${stem}: it takes long; --all runs it.\n`)
    else if (bench.needs && !existsSync(join(data, bench.needs)))
      process.stdout.write(`Skipped ${stem}: the data folder has no ${bench.needs}; set TELLTALE_DATA.\n`)
    else if (
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--one', stem], { stdio: 'inherit' })
        .status !== 0
    )
      process.exitCode = 1
  }
  writeFileSync(join(here, 'results/hands.md'), page())
}

async function one(stem: string): Promise<void> {
  const { default: bench } = (await import(`./hands/${stem}.ts`)) as { default: HandsBench }
  process.stdout.write(`${bench.title} …\n`)
  const result: Result = { title: bench.title, machine: machine(), sections: await bench.run(data) }
  writeFileSync(join(results, `${stem}.json`), `${JSON.stringify(result, null, 1)}\n`)
  process.stdout.write(`${body(result)}\n`)
}

function page(): string {
  const all = readdirSync(results)
    .filter((f) => f.endsWith('.json'))
    .sort()
    .map((f) => JSON.parse(readFileSync(join(results, f), 'utf8')) as Result)
  const missed = all.flatMap((r) => r.sections.flatMap((s) => s.targets)).filter((t) => !t.met)
  return `${[
    '# How far away are the hands: measured',
    '',
    'Written by `npm run bench:hands`. Each aim with what was measured; ✗ where it was missed. Reaction times of the lab and of the range are simulated: their figures are conditional on the human model.',
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
