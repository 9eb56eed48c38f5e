import { existsSync, readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import type { HuntRequest, HuntRun, HuntsView } from '@telltale/core'
import { Command, InvalidArgumentError } from 'commander'
import { ask } from '../client.ts'
import { type Config, readConfig } from '../config.ts'

interface Options {
  set: Record<string, number>
  detector?: string
  sql?: string
  save?: string
  says?: string
  minutes?: number
  json?: boolean
}

const hunt = new Command('hunt')
  .description(
    'Try a hypothesis on everything on record: what would have been raised, at what cost in false alarms',
  )
  .argument('[hunt]', 'a saved hunt, or a file with one; without it, name a --detector or --sql')
  .option('--set <threshold=value>', 'try this value (again for each threshold)', setting, {})
  .option('--detector <id>', 'hunt with this detector, its thresholds as --set says')
  .option('--sql <text>', 'hunt with one SELECT over the views of docs/hunts.md; - reads it from stdin')
  .option('--save <name>', 'keep the hunt under this name, then run it')
  .option('--says <sentence>', 'with --save: what the hunt supposes')
  .option('--minutes <n>', 'stop after this long (10)', minutes)
  .option('--json', 'print the answer as JSON')
  .addHelpText(
    'after',
    `
Asks the Telltale that runs. Nothing that a hunt finds is stored, and nobody's score moves. Ctrl-C ends it.
Exit status: 0 done, 1 it could not be run, 2 called wrongly.

Example:
  telltale hunt --detector network/layer-gap --set relayed=8
  telltale hunt relays-from-8-ms
  telltale hunt --sql "select detector, count(*) from evidence where accuses group by 1 order by 2 desc"`,
  )
  .action((name: string | undefined, options: Options) => trying(() => run(name, options)))

hunt
  .command('list')
  .description('List the saved hunts: those of TELLTALE_HOME/hunts, and those that come with Telltale')
  .option('--json', 'print one JSON object a line')
  .option('--detectors', 'list the detectors that have thresholds, and these, instead')
  .addHelpText('after', '\nExample:\n  telltale hunt list\n  telltale hunt list --detectors')
  .action((_: unknown, command: Command) =>
    // `--json` is one of `hunt` too, which takes it first.
    trying(() => list(command.optsWithGlobals())),
  )

export default hunt

async function run(name: string | undefined, options: Options): Promise<void> {
  const config = readConfig(process.env)
  const asked = await wanted(config, name, options)
  if (asked === undefined) return
  const minutes = options.minutes !== undefined && { minutes: options.minutes }
  if (options.save !== undefined) {
    const whole = asked.name === undefined ? asked : await saved(config, asked)
    const says = options.says ?? whole.says ?? inWords(whole)
    const { detector, thresholds, sql } = whole
    await ask(config, 'PUT', `/v1/hunts/${encodeURIComponent(options.save)}`, {
      ...{ says, detector, thresholds, sql },
    })
    process.stderr.write(`Saved as ${options.save}.\n`)
  }
  const request: HuntRequest = options.save === undefined ? withoutWords(asked) : { name: options.save }
  const found = await ask<HuntRun>(config, 'POST', '/v1/hunts/run', { ...request, ...minutes })
  if (options.json) process.stdout.write(`${JSON.stringify(found)}\n`)
  else {
    const { huntReport } = await import('../outputs/hunts.ts')
    process.stdout.write(huntReport(found, { color: process.stdout.isTTY && !process.env.NO_COLOR }))
  }
}

type Asked = HuntRequest & { says?: string }

/** What the arguments ask for; undefined, with a sentence said, where they don't fit together. */
async function wanted(
  config: Config,
  name: string | undefined,
  options: Options,
): Promise<Asked | undefined> {
  const given = [name, options.detector, options.sql].filter((part) => part !== undefined)
  if (given.length === 0)
    return wrong(
      'name a saved hunt, a file, a --detector or --sql; "telltale hunt list" shows the saved ones',
    )
  if (given.length > 1) return wrong('name one: a saved hunt or file, or a --detector, or --sql')
  const thresholds = Object.keys(options.set).length > 0 && { thresholds: options.set }
  if (options.sql !== undefined) {
    if (thresholds) return wrong('--set is for the thresholds of a detector; SQL has none')
    return { sql: options.sql === '-' ? await textOf(process.stdin) : options.sql }
  }
  if (options.detector !== undefined) return { detector: options.detector, ...thresholds }
  if (!/[/\\]|\.json$/.test(name!) && !existsSync(name!)) return { name: name!, ...thresholds }
  return fromFile(config, name!, options.set)
}

/** A hunt that is not saved, read where the command runs: the server need not see the file. */
async function fromFile(
  config: Config,
  path: string,
  set: Record<string, number>,
): Promise<Asked | undefined> {
  const { readHunt, sentenceOf } = await import('../hunts/hunt-file.ts')
  const { allDetectors } = await import('../engine/all-detectors.ts')
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return wrong(`${path} can't be read as JSON (${(error as Error).message})`)
  }
  const detectors = await allDetectors(config.detectors, config.counted)
  const read = readHunt(value, new Map(detectors.map((d) => [d.id, d])))
  if ('faults' in read) return wrong(`${path}: ${sentenceOf(read.faults)}`)
  const { name: _, thresholds, ...rest } = read.hunt
  const tried = { ...thresholds, ...set }
  return { ...rest, ...(Object.keys(tried).length > 0 && { thresholds: tried }) }
}

async function saved(config: Config, { name, thresholds }: Asked): Promise<Asked> {
  const { hunts } = await ask<HuntsView>(config, 'GET', '/v1/hunts')
  const found = hunts.find((hunt) => hunt.name === name)
  if (!found) throw new Error(`There is no hunt ${name}: "telltale hunt list" shows them.`)
  const tried = { ...found.thresholds, ...thresholds }
  return { ...found, ...(Object.keys(tried).length > 0 && { thresholds: tried }) }
}

function inWords({ detector, thresholds, sql }: Asked): string {
  if (sql !== undefined) return 'A question to the views.'
  const tried = Object.entries(thresholds ?? {}).map(([name, value]) => `${name} at ${value}`)
  return `${detector}${tried.length > 0 ? ` with ${tried.join(', ')}` : ''}.`
}

function withoutWords({ says: _, ...request }: Asked): HuntRequest {
  return request
}

async function list({ json, detectors }: { json?: boolean; detectors?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  if (detectors) {
    const { allDetectors } = await import('../engine/all-detectors.ts')
    for (const { id, thresholds = {} } of await allDetectors(config.detectors, config.counted))
      for (const [name, { value, unit, says }] of Object.entries(thresholds))
        process.stdout.write(
          json
            ? `${JSON.stringify({ detector: id, name, value, unit, says })}\n`
            : `${id}  ${name} = ${value} ${unit}\n    ${says}\n`,
        )
    return
  }
  const { hunts, problems } = await ask<HuntsView>(config, 'GET', '/v1/hunts')
  if (json) process.stdout.write(hunts.map((one) => `${JSON.stringify(one)}\n`).join(''))
  else {
    const { huntList } = await import('../outputs/hunts.ts')
    process.stdout.write(huntList(hunts, problems))
  }
}

function setting(given: string, before: Record<string, number>): Record<string, number> {
  const [, name, value] = /^([\w-]+)=(.+)$/.exec(given) ?? []
  const number = Number(value)
  if (!name || value?.trim() === '' || !Number.isFinite(number))
    throw new InvalidArgumentError('write it as threshold=number, such as relayed=8.')
  return { ...before, [name]: number }
}

function minutes(given: string): number {
  const number = Number(given)
  if (!(number > 0 && number <= 120)) throw new InvalidArgumentError('give 120 minutes or fewer.')
  return number
}

function wrong(message: string): undefined {
  process.stderr.write(`telltale hunt: ${message.replace(/([^.?!])$/, '$1.')}\n`)
  process.exitCode = 2
}

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale hunt: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
