import { readdir, stat } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  detectors as builtIn,
  caps,
  type Detector,
  drainExample,
  type Example,
  kinds,
  type Observation,
  observeExample,
  plan,
  type Scheme,
  schemes,
} from '@telltale/core'

/**
 * Loads a company's own detectors: every .ts, .mts, .js or .mjs below `folder` with a default export, tests left out.
 * They are held to the contract of the built-in ones: the id equals the path below the folder, everything that is
 * shown to people is there, and each example gives what it says. Throws an Error of one sentence that names the file
 * and the field; nothing is loaded then, since a company that wrote a detector relies on it.
 *
 * The files lie outside the repository and import '@telltale/core' (or '@telltale/core/signals/exits') without an
 * installation of their own: see `resolveCore`. Node 24 strips their types, so they need no build; as everywhere, only
 * erasable syntax works.
 */
export async function loadPrivate(folder: string): Promise<Detector[]> {
  const root = resolve(folder)
  const found = await stat(root).catch(() => undefined)
  if (!found?.isDirectory())
    throw new Error(`${folder} is not a folder: name the folder that holds your detectors`)
  resolveCore()
  const loaded: Detector[] = []
  for (const name of await sources(root)) {
    let exported: { default?: unknown }
    try {
      exported = (await import(pathToFileURL(join(root, name)).href)) as typeof exported
    } catch (error) {
      throw new Error(`${name} can't be loaded: ${firstLine(error)}`)
    }
    if (exported.default === undefined) continue
    const id = name.replace(/\.m?[jt]s$/, '')
    const problem = broken(exported.default, id)
    if (problem) throw new Error(`${name}: ${problem}`)
    loaded.push(exported.default as Detector)
  }
  plan([...builtIn, ...loaded]) // throws where two of them, or two of their accumulators, share an id
  return loaded
}

async function sources(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true })
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.m?[jt]s$/.test(name) && !/\.(?:test|d)\.m?[jt]s$/.test(name))
    .filter((name) => !name.split('/').some((part) => part === 'node_modules' || part.startsWith('.')))
    .sort()
}

let hooked = false

/**
 * Node looks for packages in the node_modules folders above the importing file, and a private folder has none. So an
 * import of @telltale/core that comes from anywhere is answered with this server's own core: there must be one copy,
 * because accumulators are compared by identity. Hooks of `registerHooks` run in this thread and stay registered.
 */
function resolveCore(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@telltale/core' || specifier.startsWith('@telltale/core/')
        ? next(specifier, { ...context, parentURL: import.meta.url })
        : next(specifier, context),
  })
}

const statuses = ['shadow', 'experimental', 'stable', 'retired']
const families = Object.keys(caps)
const stages = ['application', 'onboarding', 'work']
const tests = ['place', 'device', 'hands', 'identity', 'pay']
const bases = ['measured', 'simulated', 'assumed']

/** What is wrong with a detector, `field: reason`; undefined when it keeps the contract. */
function broken(value: unknown, id: string): string | undefined {
  if (value === null || typeof value !== 'object')
    return 'default export: must be a detector, made by defineDetector'
  const d = value as Detector & Record<string, unknown>
  if (d.id !== id)
    return `id: must be ${JSON.stringify(id)}, its path below the folder, and is ${JSON.stringify(d.id)}`
  if (builtIn.some((b) => b.id === id))
    return `id: ${JSON.stringify(id)} is a built-in detector; choose another name`
  if (!Number.isInteger(d.version) || d.version < 1) return 'version: must be a whole number from 1'
  for (const field of ['title', 'why', 'check'] as const)
    if (!sentence(d[field])) return `${field}: must be a sentence for people (more than 10 characters)`
  for (const field of ['benign', 'clears'] as const)
    if (!Array.isArray(d[field]) || d[field].length === 0 || !d[field].every(sentence))
      return `${field}: must list at least one sentence (more than 10 characters)`
  if (
    !Array.isArray(d.references) ||
    d.references.length === 0 ||
    !d.references.every((r) => sentence(r?.title))
  )
    return 'references: must list at least one paper, advisory or vendor page with its title'
  if (!Array.isArray(d.attack) || !d.attack.every((t) => /^T\d{4}(\.\d{3})?$/.test(String(t))))
    return 'attack: must list MITRE ATT&CK techniques such as T1219.003, or be empty'
  const closed = { status: statuses, family: families, stage: stages, tests }
  for (const [field, allowed] of Object.entries(closed))
    if (!allowed.includes(String(d[field]))) return `${field}: must be one of ${allowed.join(', ')}`
  if (!Array.isArray(d.bears) || d.bears.length === 0 || !d.bears.every((s) => schemes.includes(s)))
    return `bears: must list schemes among ${schemes.join(', ')}`
  if (!bases.includes(d.calibration?.basis)) return `calibration.basis: must be one of ${bases.join(', ')}`
  if (!sentence(d.calibration.on)) return 'calibration.on: must say where the ratios come from'
  if (typeof d.detect !== 'function') return 'detect: must be a function'
  const unread = Array.isArray(d.reads) ? d.reads.find((kind) => !Object.hasOwn(kinds, kind)) : 'nothing'
  if (unread) return `reads: must list kinds of observations, and ${JSON.stringify(unread)} is none`
  if ('links' in d ? !Array.isArray(d.links) : !Array.isArray(d.about) || !Array.isArray(d.measures))
    return 'about and measures: must be lists (or links, for a detector of shared attributes)'
  return brokenExamples(d)
}

function brokenExamples(detector: Detector): string | undefined {
  if (!Array.isArray(detector.examples)) return 'examples: must be a list'
  const gives = new Set(detector.examples.map((e) => e?.gives))
  for (const kind of ['evidence', 'clear', 'abstain'] as const)
    if (!gives.has(kind)) return `examples: none gives ${JSON.stringify(kind)}; one of each kind is needed`
  if (detector.status === 'retired') return undefined
  for (const [i, example] of detector.examples.entries()) {
    const field = `examples[${i}] (${example.title})`
    const rows = observe(example)
    if (typeof rows === 'string') return `${field}: ${rows}`
    try {
      const out = drainExample(detector, example, [rows])
      const fault = out.faults[0]
      if (fault) return `${field}: detect threw: ${fault.message}`
      const gave = out.evidence.some((e) => e.is === 'evidence')
        ? 'evidence'
        : out.evidence.length > 0
          ? 'clear'
          : 'abstain'
      if (gave !== example.gives) return `${field}: says that it gives ${example.gives} and gives ${gave}`
      const weighed = out.evidence.flatMap((e) => Object.keys(e.weights) as Scheme[])
      const undeclared = weighed.find((scheme) => !detector.bears.includes(scheme))
      if (undeclared) return `${field}: weighs ${undeclared}, which bears does not list`
      // the engine reads known schemes only, so a misspelt one weighs nothing
      const weightless = out.evidence.some(
        (e) => e.is === 'evidence' && !Object.values(e.weights).some((w) => w > 0),
      )
      if (weightless)
        return `${field}: its evidence weighs nothing: weight must name one of ${schemes.join(', ')}`
    } catch (error) {
      return `${field}: ${firstLine(error)}`
    }
  }
  return undefined
}

function observe(example: Example): Observation[] | string {
  if (!Array.isArray(example.rows)) return 'rows must be a list of observations'
  const rows = observeExample(example)
  return 'problem' in rows ? `rows[${rows.row}].${rows.problem.field} ${rows.problem.reason}` : rows
}

function sentence(value: unknown): boolean {
  return typeof value === 'string' && value.length > 10
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!
}
