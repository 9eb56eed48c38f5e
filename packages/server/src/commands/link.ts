import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Entity, type Linkage, type LinkModel, readLinkModel } from '@telltale/core'
import { Command } from 'commander'
import { homeOf } from '../config.ts'
import { findFiles } from '../engine/files.ts'
import { openBlindIndex } from '../ingest/blind-index.ts'
import { agreement } from '../linkage/agreement.ts'
import { linkAll } from '../linkage/batch.ts'
import { type Column, fieldNamed } from '../linkage/columns.ts'
import { type People, readPeople } from '../linkage/read-people.ts'
import { type Linked, linkLines, linkReport, pairReport } from '../outputs/links.ts'

interface Options {
  out?: string
  pairs?: string
  map: string[]
  model?: string
  learn?: string
  truth?: string
  explain?: string[]
  json?: boolean
}

export default new Command('link')
  .description('Find the records of files that are one person, and say field by field why')
  .argument('<file...>', 'tables of people (CSV) or observations, gzipped or not, or a folder of them')
  .option('--out <file>', 'write each record’s entity as CSV')
  .option('--pairs <file>', 'write the pairs inside entities with their weights as CSV')
  .option(
    '--map <column=field>',
    'take a column for something else, or for none',
    (v, all: string[]) => [...all, v],
    [],
  )
  .option('--model <file>', 'link with this frozen model instead of one learnt from the records')
  .option('--learn <file>', 'keep the model that is learnt from these records')
  .option('--truth <column>', 'measure against the column that says who each record is')
  .option('--explain <ids...>', 'explain two records, field by field')
  .option('--json', 'print NDJSON: entities, pairs to look at, hubs, then a summary')
  .addHelpText(
    'after',
    '\nFields for --map: id, name, given, middle, family, birth, phone, email, address, number, street, line2, city, region,\npostcode, country, document, account, profile, at, none.\nExit status: 0 done, 2 called wrongly, 3 done but some input is in quarantine.\n\nExample:\n  telltale link applicants.csv workers.csv --out entities.csv\n  telltale link applicants.csv --explain A-17 A-1203',
  )
  .action(run)

async function run(paths: string[], options: Options): Promise<void> {
  const mapped = mapOf(options.map)
  if (typeof mapped === 'string') return usage(mapped)
  const away = paths.find((p) => !existsSync(p))
  if (away) return usage(`there is no file or folder ${away}; name one that holds records of people`)
  if (options.explain && options.explain.length !== 2) return usage('--explain takes the ids of two records')
  try {
    const files = (await Promise.all(paths.map((p) => findFiles(p)))).flat().map((f) => f.path)
    const { index, remark } = openBlindIndex(homeOf(process.env))
    if (remark) process.stderr.write(`${remark}\n`)
    const people = await readPeople(files, {
      ...{ mapped, index, now: Date.now() },
      ...(options.truth !== undefined && { truth: options.truth }),
    })
    const given = options.model === undefined ? undefined : modelIn(options.model)
    if (typeof given === 'string') return usage(given)
    const { linkage, model, modelFrom } = await linkAll(people.records, given)
    if (options.learn !== undefined) writeFileSync(options.learn, `${JSON.stringify(model)}\n`)
    if (options.explain) explain(people, linkage, model, options.explain as [string, string])
    else report(people, linkage, model, modelFrom, options)
    if (people.unusedCount > 0 && process.exitCode === undefined) process.exitCode = 3
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).syscall === undefined) throw error
    usage(error.message)
  }
}

function explain(people: People, linkage: Linkage, model: LinkModel, [a, b]: [string, string]): void {
  const known = new Set(people.records.map((r) => r.id))
  const missing = [a, b].find((id) => !known.has(id))
  const pair = linkage.explain(a, b)
  if (missing !== undefined) usage(`there is no record ${missing}: ids are as --out writes them`)
  else if (!pair) usage(`${a} and ${b} are one record: name two`)
  else process.stdout.write(pairReport(pair, model.version))
}

function report(
  people: People,
  linkage: Linkage,
  model: LinkModel,
  modelFrom: string,
  options: Options,
): void {
  const entities = [...linkage.entities()].sort((a, b) => b.records.length - a.records.length)
  const linked: Linked = {
    ...{ people, model, modelFrom, linkage, entities, review: linkage.review(20) },
    ...(people.truth && { truth: options.truth, agreement: measured(people, entities) }),
  }
  if (options.out !== undefined) writeFileSync(options.out, entitiesCsv(people, entities))
  if (options.pairs !== undefined) writeFileSync(options.pairs, pairsCsv(linkage, entities))
  if (options.json) for (const line of linkLines(linked)) process.stdout.write(`${line}\n`)
  else process.stdout.write(linkReport(linked))
}

/** Records whose truth is not known count for nothing. */
function measured(people: People, entities: readonly Entity[]) {
  const at = new Map(people.records.map((r, i) => [r.id, i]))
  const found = Uint32Array.from(people.records, (_, i) => i)
  for (const { records } of entities) for (const id of records) found[at.get(id)!] = at.get(records[0]!)!
  const numbers = new Map<string, number>()
  const known = people.truth!.flatMap((person, i) => (person === '' ? [] : [i]))
  const truth = Uint32Array.from(known, (i) => {
    const person = people.truth![i]!
    if (!numbers.has(person)) numbers.set(person, numbers.size)
    return numbers.get(person)!
  })
  return agreement(
    Uint32Array.from(known, (i) => found[i]!),
    truth,
  )
}

function entitiesCsv(people: People, entities: readonly Entity[]): string {
  const of = new Map(entities.flatMap((e) => e.records.map((id) => [id, e] as const)))
  const rows = people.records.map(({ id }) => {
    const entity = of.get(id)
    return `${cell(id)},${entity?.id ?? ''},${entity?.records.length ?? 1}`
  })
  return `id,entity,records\n${rows.map((row) => `${row}\n`).join('')}`
}

/** The pairs of an entity that the model links by themselves; the others are there through them. */
function pairsCsv(linkage: Linkage, entities: readonly Entity[]): string {
  const out = ['a,b,weight,linked,rule']
  for (const { records } of entities)
    for (const [i, a] of records.slice(0, mostPaired).entries())
      for (const b of records.slice(i + 1, mostPaired)) {
        const pair = linkage.explain(a, b)
        if (pair)
          out.push([cell(a), cell(b), pair.weight.toFixed(3), pair.linked, cell(pair.rule ?? '')].join(','))
      }
  return `${out.join('\n')}\n`
}

/** Records of one entity whose pairs are written out: their number grows with the square. */
const mostPaired = 200

/** A CSV cell that a spreadsheet does not run: OWASP, CSV injection. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function mapOf(options: readonly string[]): Map<string, Column | 'none'> | string {
  const mapped = new Map<string, Column | 'none'>()
  for (const option of options) {
    const at = option.lastIndexOf('=')
    const field = at < 1 ? undefined : fieldNamed(option.slice(at + 1))
    if (!field)
      return `--map ${option} is not understood: write it as "Column=field"; "telltale link --help" lists the fields`
    mapped.set(option.slice(0, at), field)
  }
  return mapped
}

/** The model in a file, or what is wrong with it. */
function modelIn(path: string): LinkModel | string {
  try {
    return readLinkModel(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    return `${path} is no linkage model (${(error as Error).message}): --learn writes one`
  }
}

function usage(message: string): void {
  process.stderr.write(`telltale link: ${message}\n`)
  process.exitCode = 2
}
