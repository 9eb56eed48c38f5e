import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { caps } from '@telltale/core'
import { beforeAll, describe, expect, it } from 'vitest'

/**
 * Loaded in a Node process of its own, as the server does it: the test runner has a module system of its own, in which
 * files outside the repository would be found by other rules.
 */
const loader = fileURLToPath(new URL('./private-detectors.ts', import.meta.url))

type Loaded = { ids?: string[]; same?: boolean; error?: string }

const script = `
  const { loadPrivate } = await import(process.argv[1])
  const { detectors, plan } = await import(import.meta.resolve('@telltale/core', process.argv[1]))
  for (const folder of process.argv.slice(2))
    try {
      const found = await loadPrivate(folder)
      const all = plan([...detectors, ...found])
      const same = all.detectors.length === detectors.length + found.length
      console.log(JSON.stringify({ ids: found.map((d) => d.id), same }))
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }))
    }`

/** What becomes of each folder, given as its files; all in one process, one after the other. */
async function load(...folders: Record<string, string>[]): Promise<Loaded[]> {
  const root = mkdtempSync(join(tmpdir(), 'telltale-private-'))
  try {
    const paths = folders.map((files, i) => {
      for (const [name, text] of Object.entries(files)) {
        const path = join(root, String(i), name)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, text)
      }
      return join(root, String(i))
    })
    const flags = ['--experimental-import-meta-resolve', '--input-type=module', '-e', script]
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, `file://${loader}`, ...paths], {
      cwd: root,
    })
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A detector on a measurement that a built-in one uses too; `change` edits its text. */
function detector(id: string, change = (text: string) => text): string {
  return change(`
import { defineDetector, type Window } from '@telltale/core'
import { exits } from '@telltale/core/signals/exits'

const rtt = (transport: number[]) => ({
  kind: 'rtt' as const, at: 1_767_225_600_000, about: ['person:W-1' as const], data: { ip: '203.0.113.9', transport },
})

export default defineDetector({
  id: '${id}',
  version: 1,
  title: 'Is the way to the example long?',
  why: 'An example of a private detector, for a test.',
  benign: ['A long way for an innocent reason.'],
  clears: ['A short way from another place.'],
  check: 'ask where the example was',
  references: [{ title: 'An invented page about ways' }],
  attack: [],
  status: 'shadow',
  family: 'path',
  stage: 'work',
  tests: 'place',
  bears: ['device-elsewhere'],
  calibration: { basis: 'assumed', on: 'nothing: it is an example' },
  about: ['person'],
  reads: ['rtt'],
  measures: [exits],
  detect(window: Window<'rtt'>) {
    const [exit] = Object.values(window.get(exits))
    if (!exit || exit.transports < 2) return { is: 'abstain', because: 'fewer than two round trips' }
    if (exit.transport < 50) return { is: 'clear', says: 'The way is short.' }
    return {
      is: 'evidence', weight: { 'device-elsewhere': 0.5 }, says: 'The way is long.',
      exhibits: [{ type: 'number', label: 'Round trip', value: exit.transport, unit: 'ms' }],
    }
  },
  examples: [
    { title: 'long', gives: 'evidence', rows: [rtt([90, 91])] },
    { title: 'short', gives: 'clear', rows: [rtt([9, 10])] },
    { title: 'once', gives: 'abstain', rows: [rtt([9])] },
  ],
})
`)
}

describe('loadPrivate', () => {
  it('loads detectors from outside the repository, sharing core and its signals with the built-in ones', async () => {
    const [found] = await load({
      'ours/way.ts': detector('ours/way'),
      'ours/way.test.ts': 'throw new Error("tests are not loaded")',
      'ours/shared.ts': 'export const limit = 5',
      'node_modules/x/index.js': 'throw new Error("packages are not loaded")',
      'README.md': 'nothing',
    })
    expect(found).toEqual({ ids: ['ours/way'], same: true })
  })

  it('loads plain JavaScript, and nothing from an empty folder', async () => {
    const plain = detector('ours/way', (t) =>
      t.replace(', type Window', '').replace(/: Window<'rtt'>|: number\[\]| as const/g, ''),
    )
    expect(await load({ 'ours/way.js': plain }, { 'notes.txt': 'x' })).toEqual([
      { ids: ['ours/way'], same: true },
      { ids: [], same: true },
    ])
  })

  const wrong: [string, string, (text: string) => string, string][] = [
    [
      'another id than its path',
      'ours/road.ts',
      (t) => t,
      'ours/road.ts: id: must be "ours/road", its path below the folder, and is "ours/way"',
    ],
    [
      'the id of a built-in one',
      'network/layer-gap.ts',
      (t) => t.replace('ours/way', 'network/layer-gap'),
      'network/layer-gap.ts: id: "network/layer-gap" is a built-in detector; choose another name',
    ],
    [
      'no innocent cause',
      'ours/way.ts',
      (t) => t.replace(/benign: \[.*\]/, 'benign: []'),
      'ours/way.ts: benign: must list at least one sentence (more than 10 characters)',
    ],
    [
      'an unknown family',
      'ours/way.ts',
      (t) => t.replace("'path'", "'luck'"),
      `ours/way.ts: family: must be one of ${Object.keys(caps).join(', ')}`,
    ],
    [
      'a kind that does not exist',
      'ours/way.ts',
      (t) => t.replace("reads: ['rtt']", "reads: ['aura']"),
      'ours/way.ts: reads: must list kinds of observations, and "aura" is none',
    ],
    [
      'no example that is clear',
      'ours/way.ts',
      (t) => t.replace(/.*title: 'short'.*\n/, ''),
      'ours/way.ts: examples: none gives "clear"; one of each kind is needed',
    ],
    [
      'an example that gives something else',
      'ours/way.ts',
      (t) => t.replace('[90, 91]', '[9, 10]'),
      'ours/way.ts: examples[0] (long): says that it gives evidence and gives clear',
    ],
    [
      'an example that is not accepted',
      'ours/way.ts',
      (t) => t.replace('rtt([90, 91])', '{ ...rtt([90]), at: 5 }'),
      'ours/way.ts: examples[0] (long): rows[0].at 5 is not between the years 2000 and 2100',
    ],
    [
      'a detect that throws',
      'ours/way.ts',
      (t) => t.replace("return { is: 'clear', says: 'The way is short.' }", "throw new Error('lost')"),
      'ours/way.ts: examples[1] (short): detect threw: lost',
    ],
    [
      'an unknown scheme',
      'ours/way.ts',
      (t) => t.replace("'device-elsewhere': 0.5", "'luck': 0.5"),
      'ours/way.ts: examples[0] (long): its evidence weighs nothing: weight must name one of hands-elsewhere, device-elsewhere, identity-stolen, identity-invented, job-shared',
    ],
    [
      'a scheme that it does not say it bears on',
      'ours/way.ts',
      (t) => t.replace("'device-elsewhere': 0.5", "'device-elsewhere': 0.5, 'job-shared': 0.1"),
      'ours/way.ts: examples[0] (long): weighs job-shared, which bears does not list',
    ],
    [
      'a scheme that does not exist among those it bears on',
      'ours/way.ts',
      (t) => t.replace("bears: ['device-elsewhere']", "bears: ['luck']"),
      'ours/way.ts: bears: must list schemes among hands-elsewhere, device-elsewhere, identity-stolen, identity-invented, job-shared',
    ],
    [
      'no schemes that it bears on',
      'ours/way.ts',
      (t) => t.replace(/bears: .*/, ''),
      'ours/way.ts: bears: must list schemes among hands-elsewhere, device-elsewhere, identity-stolen, identity-invented, job-shared',
    ],
    [
      'no detector at all',
      'ours/way.ts',
      () => 'export default 5',
      'ours/way.ts: default export: must be a detector, made by defineDetector',
    ],
  ]
  let found: Loaded[]
  beforeAll(async () => {
    found = await load(...wrong.map(([, name, change]) => ({ [name]: detector('ours/way', change) })))
  })

  it.each(wrong.map(([what, , , error], i) => [what, i, error] as const))(
    'refuses one with %s, in one sentence that names file and field',
    (_, i, error) => {
      expect(found[i]).toEqual({ error })
    },
  )

  it('says which file does not load, and that a folder is missing', async () => {
    const results = await load(
      { 'ours/way.ts': 'export default {' },
      { 'ours/way.ts': "import '@telltale/core/no'" },
      {},
    )
    expect(results.map((r) => r.error)).toEqual([
      expect.stringMatching(/^ours\/way\.ts can't be loaded: /),
      expect.stringMatching(/^ours\/way\.ts can't be loaded: /),
      expect.stringMatching(/2 is not a folder: name the folder that holds your detectors$/),
    ])
  })

  it('refuses two files of one id', async () => {
    const way = detector('ours/way')
    expect(await load({ 'ours/way.ts': way, 'ours/way.mts': way })).toEqual([
      { error: 'two detectors are called ours/way: rename one of them' },
    ])
  })
})
