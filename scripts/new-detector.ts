/**
 * `npm run new-detector -- location/some-name`: writes a detector that does its work on examples and keeps the contract
 * at once, in status shadow (it is run and shown to engineers, and scores nothing), with its test beside it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const usage =
  'usage: npm run new-detector -- FOLDER/NAME, for example: npm run new-detector -- location/some-name'

/** The family that most detectors of a folder belong to. The author decides; a family is one underlying cause. */
const families: Record<string, string> = {
  network: 'path',
  device: 'mechanism',
  hands: 'loop',
  identity: 'identity',
  location: 'links',
}

/** Why an id can't be used, in one sentence; undefined when it can. `root` is the repository's. */
export function refusal(id: string, root: string): string | undefined {
  if (!/^[a-z]+(?:-[a-z]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    return `${JSON.stringify(id)} can't be an id: it is a folder and a name in lower-case words with hyphens, such as location/some-name.`
  const file = `packages/core/src/detectors/${id}.ts`
  return existsSync(join(root, file)) ? `${id} exists already (${file}): choose another name.` : undefined
}

/** Detector and test as text, by path below the repository's root. */
export function template(id: string): Map<string, string> {
  const [folder, name] = id.split('/') as [string, string]
  const title = name.replaceAll('-', ' ')
  const variable = name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())
  const detector = `import { defineAccumulator, defineDetector } from '../../types.ts'

/** Fewest actions that a verdict may rest on. Assumed. */
const enough = 3

/** Actions of the window, and how many were of the sort that this detector looks for. Counts: any order will do. */
const actions = defineAccumulator({
  id: '${id}/actions',
  version: 1,
  reads: ['activity'],
  empty: { seen: 0, telling: 0 },
  add: (state, batch) => ({
    seen: state.seen + batch.length,
    telling: state.telling + batch.filter(({ data }) => data.action === 'to be replaced').length,
  }),
  merge: (a, b) => ({ seen: a.seen + b.seen, telling: a.telling + b.telling }),
})

export default defineDetector({
  id: '${id}',
  version: 1,
  title: 'To be written: ${title}, as a question that is answered yes or no?',
  why: 'To be written: why this tells a false claim from a true one, in one paragraph.',
  benign: ['To be written: what else could cause it, shown beside every finding.'],
  clears: ['To be written: what would clear the person.'],
  check: 'to be written: the one check to offer first',
  references: [{ title: 'To be written: paper, advisory or vendor page' }],
  attack: [],
  status: 'shadow',
  family: '${families[folder] ?? 'records'}',
  stage: 'work',
  tests: 'place',
  bears: ['hands-elsewhere'],
  calibration: { basis: 'assumed', on: 'Nothing yet: the weight below is a placeholder' },
  about: ['device', 'person'],
  reads: ['activity'],
  measures: [actions],
  detect(window) {
    const { seen, telling } = window.get(actions)
    if (seen < enough)
      return { is: 'abstain', because: \`\${seen} of \${enough} actions; \${enough - seen} more needed\` }
    if (telling === 0) return { is: 'clear', says: \`None of \${seen} actions was of the sort looked for.\` }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': 0.3 },
      says: \`\${telling} of \${seen} actions were of the sort looked for.\`,
      exhibits: [{ type: 'number', label: 'Actions looked for', value: telling, unit: 'actions' }],
    }
  },
  examples: [
    { title: 'One of three', gives: 'evidence', rows: did('to be replaced', 'other', 'other') },
    { title: 'Three others', gives: 'clear', rows: did('other', 'other', 'other') },
    { title: 'Too few', gives: 'abstain', rows: did('to be replaced', 'other') },
  ],
})

function did(...actions: string[]) {
  return actions.map((action) => ({
    kind: 'activity' as const,
    at: 1_767_225_600_000,
    about: ['person:W-1' as const],
    data: { system: 'example', action },
  }))
}
`
  const test = `import { describe, expect, it } from 'vitest'
import { accept, detectors, digest, drain, plan } from '../../index.ts'
import ${variable} from './${name}.ts'

const at = 1_767_225_600_000

function judge(...actions: string[]) {
  const rows = actions.map((action, i) => {
    const row = { kind: 'activity', at: at + i, about: ['person:W-1'], data: { system: 'test', action } }
    const accepted = accept(row, { source: 'test', id: \`r\${i}\`, receivedAt: at }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([${variable}]), [rows])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

describe('${id}', () => {
  it('weighs on the person', () => {
    const { evidence } = judge('to be replaced', 'other', 'other')
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.weighsOn).toEqual(['person:W-1'])
  })

  it('stays calm on what only looks alike', () => {
    expect(judge('other', 'to be replaced later', 'other').evidence?.is).toBe('clear')
  })

  it('says what is missing', () => {
    expect(judge('to be replaced').because).toBe('1 of 3 actions; 2 more needed')
  })

  it('is in the index', () => {
    expect(detectors).toContain(${variable})
  })
})
`
  const path = `packages/core/src/detectors/${id}`
  return new Map([
    [`${path}.ts`, detector],
    [`${path}.test.ts`, test],
  ])
}

function run(args: readonly string[]): number {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..')
  const [id] = args
  const wrong = id === undefined || args.length !== 1 ? usage : refusal(id, root)
  if (wrong || !id) {
    process.stderr.write(`${wrong}\n`)
    return 2
  }
  for (const [file, content] of template(id)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), content)
    process.stdout.write(`wrote ${file}\n`)
  }
  execFileSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' })
  process.stdout.write(`
Next:
  1. npx vitest run packages/core/src/detectors      it passes now and holds every later change to the contract
  2. packages/core/src/detectors/${id}.ts: replace each "to be written", the measurement, and the examples
  3. its .test.ts beside it: as many innocent look-alikes as findings
  4. npm run innocents, then status 'experimental'; until then it scores nothing
`)
  return 0
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2))
