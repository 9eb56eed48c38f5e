/**
 * `npm run evaluate`: every detector against the public data it can be tried on. Found, missed and wrongly found,
 * every disagreement listed; percentages only for 200 rows or more, with their 95 % interval.
 * The data is not part of the repository: TELLTALE_DATA names its folder.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EvaluationSet, type Judged, type SetResult, wilson } from './evaluate/set.ts'

const here = dirname(fileURLToPath(import.meta.url))
const data = process.env.TELLTALE_DATA ?? join(here, '../../shared/data')
const listed = 40

function share(k: number, n: number): string {
  if (n < 200) return `${k} of ${n}`
  const [low, high] = wilson(k, n)
  const p = (x: number) => (x * 100).toFixed(2)
  return `${k} of ${n} (${p(k / n)} %, ${p(low)}–${p(high)})`
}

function count(judged: readonly Judged[]) {
  const positives = judged.filter((j) => j.expected)
  const negatives = judged.filter((j) => !j.expected)
  return {
    positives: positives.length,
    found: positives.filter((j) => j.found).length,
    negatives: negatives.length,
    wrong: negatives.filter((j) => j.found).length,
    abstained: judged.filter((j) => j.abstained).length,
  }
}

if (!existsSync(data)) {
  process.stdout.write(
    `Skipped: there is no evaluation data at ${process.env.TELLTALE_DATA ?? '../shared/data'}; set TELLTALE_DATA.\n`,
  )
} else {
  const results: SetResult[] = []
  const only = process.argv[2]
  for (const name of readdirSync(join(here, 'evaluate')).sort()) {
    if (!name.endsWith('.ts') || name === 'set.ts' || (only && !name.startsWith(only))) continue
    const { default: set } = (await import(`./evaluate/${name}`)) as { default: EvaluationSet }
    if (!existsSync(join(data, set.needs))) {
      process.stdout.write(`Skipped ${set.title}: ${set.needs} is not in the data folder.\n`)
      continue
    }
    process.stdout.write(`${set.title} …\n`)
    results.push(...(await set.run(data)))
  }
  const lines = [
    '# Detectors against public data',
    '',
    'Written by `npm run evaluate`. The data is read from where it lies and is not part of the repository. *Found* of what ought to be found, *wrongly found* of what ought not; percentages only for 200 rows or more, with their 95 % (Wilson) interval.',
    '',
    '| set | detector | row | found | wrongly found | abstained |',
    '|---|---|---|---|---|---|',
  ]
  for (const r of results) {
    const c = count(r.judged)
    lines.push(
      `| ${r.set} | ${r.detector} | ${r.unit} | ${share(c.found, c.positives)} | ${share(c.wrong, c.negatives)} | ${c.abstained} |`,
    )
  }
  for (const r of results) {
    lines.push('', `## ${r.set}`, '', ...r.notes.map((n) => `- ${n}`))
    if (r.table)
      lines.push(
        '',
        `| ${r.table.columns.join(' | ')} |`,
        `|${r.table.columns.map(() => '---').join('|')}|`,
        ...r.table.rows.map((row) => `| ${row.join(' | ')} |`),
      )
    const off = r.judged.filter((j) => j.expected !== j.found)
    lines.push('', off.length === 0 ? 'No disagreement.' : `Disagreements (${off.length}):`, '')
    for (const j of off.slice(0, listed))
      lines.push(`- ${j.expected ? 'missed' : 'wrongly found'}: ${j.what}${j.note ? ` — ${j.note}` : ''}`)
    if (off.length > listed)
      lines.push(`- … and ${off.length - listed} more of the same kind, in evaluate.json`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!only) {
    mkdirSync(join(here, 'results'), { recursive: true })
    writeFileSync(join(here, 'results/evaluate.md'), `${lines.join('\n')}\n`)
    const compact = results.map((r) => ({
      set: r.set,
      detector: r.detector,
      ...count(r.judged),
      disagreements: r.judged.filter((j) => j.expected !== j.found),
    }))
    writeFileSync(join(here, 'results/evaluate.json'), `${JSON.stringify(compact, null, 1)}\n`)
  }
}
