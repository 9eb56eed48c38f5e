import type { ListView } from '@telltale/core'
import { Command, InvalidArgumentError } from 'commander'
import { homeOf } from '../config.ts'
import type { Outcome } from '../intel/load.ts'

/** Loaded by each command when it runs: the other commands of `telltale` need none of it. */
const loading = () => import('../intel/load.ts')

interface Force {
  force?: boolean
}

const intel = new Command('intel')
  .description('Show the reference lists: where each is from, how old it is, what it holds')
  .option('--json', 'print one JSON object a line')
  .addHelpText(
    'after',
    `
A list marked with △ is older than its publisher's usual pace. Lists that your company fills itself (commonness,
companies, diploma-mills, forwarders, high-risk-institutions, institutions, programmes, abused-domains) stay in TELLTALE_HOME/intel.

Example:
  telltale intel
  telltale intel update sanctions universities`,
  )
  .action((options: { json?: boolean }) => trying(() => show(options)))

intel
  .command('update')
  .description(
    'Fetch lists over https and put each away, all or nothing; without names, those that were loaded before',
  )
  .argument('[list...]', 'the lists; "telltale intel" shows their names')
  .option('--force', 'take a list even when it has lost more than half of its entries')
  .option('--file <list=path>', 'load this list from a local file instead (again for each file)', pair, [])
  .addHelpText(
    'after',
    `
"telltale intel sources" prints the addresses. They and checksums can be set in TELLTALE_HOME/intel/sources.json:
  {"sanctions": {"sdn.csv": {"url": "https://mirror.example/sdn.csv", "sha256": "…"}}, "universities": false}

Example:
  telltale intel update sanctions
  telltale intel update --file sanctions=sdn.csv --file sanctions=alt.csv`,
  )
  .action((lists: string[], options: Force & { file: [string, string][] }) =>
    trying(() => fetchOrLoad(lists, options)),
  )

intel
  .command('load')
  .description('Load a list from files on this machine, also packed with gzip or zip')
  .argument('<list>', 'the list; "telltale intel" shows their names')
  .argument('<file...>', 'its files')
  .option('--date <day>', 'the day that the files are as of (the day they were written)', day)
  .option('--force', 'take the list even when it has lost more than half of its entries')
  .addHelpText(
    'after',
    `
A company's own lists are CSV with a header or JSON:
  commonness              type, identities, attributes
  companies               name, aliases, founded, closed, domains
  diploma-mills           name, aliases, reason
  forwarders              street, city, region, postcode, country, of
  high-risk-institutions  name, reason
  institutions            name, aliases, country, region, domains, from, to, degrees, was
  programmes              institution, fields, from, to
  abused-domains          domain, reason, since
Several values in one cell are written with semicolons between them.

Example:
  telltale intel load companies companies.csv`,
  )
  .action((list: string, files: string[], options: Force & { date?: string }) =>
    trying(async () => {
      const { load } = await loading()
      report([await load(list, files, { home: home(), now: Date.now(), ...options })])
    }),
  )

intel
  .command('remove')
  .description('Give up a loaded list: the built-in one, if any, stands again')
  .argument('<list>', 'the list')
  .addHelpText('after', '\nExample:\n  telltale intel remove companies')
  .action((list: string) =>
    trying(async () => {
      const { remove } = await loading()
      const gone = await remove(list, home())
      process.stdout.write(gone ? `${list} was removed.\n` : `${list} was not loaded.\n`)
    }),
  )

intel
  .command('sources')
  .description('Print where each list is fetched, in the form of TELLTALE_HOME/intel/sources.json')
  .addHelpText(
    'after',
    '\nExample:\n  telltale intel sources > sources.json   (then keep what you want to change)',
  )
  .action(() =>
    trying(async () => {
      const { sourcesOf } = await import('../intel/sources.ts')
      const { supplies } = await import('../intel/lists/index.ts')
      const sources = sourcesOf(home())
      const shown = supplies
        .filter((supply) => !supply.company)
        .map((supply) => {
          const files = sources(supply).map(({ name, optional: _, ...setting }) => [name, setting])
          return [supply.id, files.length > 0 && Object.fromEntries(files)]
        })
      process.stdout.write(`${JSON.stringify(Object.fromEntries(shown), null, 2)}\n`)
    }),
  )

export default intel

function home(): string {
  return homeOf(process.env)
}

function pair(text: string, before: [string, string][]): [string, string][] {
  const [, list, path] = /^([a-z-]+)=(.+)$/.exec(text) ?? []
  if (!list || !path) throw new InvalidArgumentError('write it as list=path.')
  return [...before, [list, path]]
}

function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('write the day as 2026-11-26.')
  return text
}

async function fetchOrLoad(
  lists: string[],
  { file, force }: Force & { file: [string, string][] },
): Promise<void> {
  const { load, update } = await loading()
  const how = { home: home(), now: Date.now(), ...(force && { force }) }
  const outcomes: Outcome[] = []
  for (const id of new Set(file.map(([list]) => list)))
    outcomes.push(
      await load(
        id,
        file.flatMap(([list, path]) => (list === id ? [path] : [])),
        how,
      ),
    )
  if (lists.length > 0 || file.length === 0) outcomes.push(...(await update(lists, { ...how, fetch })))
  if (outcomes.length === 0)
    process.stdout.write(
      'Nothing was loaded before: name the lists to fetch, such as "telltale intel update sanctions".\n',
    )
  report(outcomes)
}

function report(outcomes: readonly Outcome[]): void {
  for (const { id, loaded, same, problem } of outcomes) {
    if (problem) {
      process.stderr.write(`${id}: ${problem}\n`)
      process.exitCode = 1
    } else if (loaded) {
      const what = same ? 'is the same as before' : 'was loaded'
      const { leftOut = 0 } = loaded
      const slips = leftOut > 0 ? ` (${leftOut} that can't be used left out)` : ''
      process.stdout.write(
        `${id} ${what}: ${loaded.entries.toLocaleString('en-US')} entries${slips} of ${loaded.date}, sha256 ${loaded.inputs.map((i) => i.sha256.slice(0, 12)).join(', ')}\n`,
      )
    }
  }
}

async function show({ json }: { json?: boolean }): Promise<void> {
  const { openLists } = await import('../intel/open.ts')
  const { listViews } = await import('../intel/views.ts')
  const open = openLists(home())
  const views = listViews(open, Date.now())
  process.stdout.write(json ? views.map((view) => `${JSON.stringify(view)}\n`).join('') : table(views))
  for (const problem of open.problems) process.stderr.write(`${problem}\n`)
  if (open.problems.length > 0) process.exitCode = 1
}

const origins = {
  'built-in': 'built in',
  npm: 'npm package',
  loaded: 'loaded',
  company: 'company',
  none: 'not loaded',
}

function table(views: readonly ListView[]): string {
  const rows = [
    ['', 'LIST', 'ORIGIN', 'ENTRIES', 'SIZE', 'DATE', 'AGE', 'LICENCE', 'SOURCE'],
    ...views.map((view) => [
      view.stale ? '△' : '',
      view.into ? `${view.id} → ${view.into}` : view.id,
      origins[view.origin],
      view.entries === 0 ? '' : view.entries.toLocaleString('en-US'),
      view.bytes === 0 ? '' : sized(view.bytes),
      view.date ?? view.version.replace('empty', ''),
      view.ageDays === undefined ? '' : `${view.ageDays} d`,
      short(view.licence.replace(/^Facts restated by the project, /, ''), 20),
      short(view.source, 44),
    ]),
  ]
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const right = new Set([3, 4, 6])
  const text = rows.map((row) =>
    row
      .map((cell, i) => (right.has(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
  const stale = views.some((view) => view.stale)
    ? '\n△ is older than its publisher’s usual pace: "telltale intel update" fetches what was loaded before.\n'
    : ''
  return `${text.join('\n')}\n${stale}\n"telltale intel --json" shows version and source in full.\n`
}

function sized(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function short(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text
}

/** What a person can act on is a sentence; anything else is a mistake of ours and keeps its trace. */
async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { name, message } = error as Error
    if (name !== 'ListProblem' && name !== 'StoreProblem') throw error
    process.stderr.write(`telltale intel: ${message}\n`)
    process.exitCode = 1
  }
}
