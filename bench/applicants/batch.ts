import {
  type Abstention,
  accept,
  close,
  collect,
  detectors,
  type Evidence,
  emptyDirectory,
  type Loaded,
  learn,
  lessons,
  type Observation,
  plan,
  type SubjectDetector,
  type SubjectRef,
  screen,
  stepLinks,
  thresholdOf,
} from '@telltale/core'
import { Engine } from 'json-rules-engine'
import { blindIndex } from '../../packages/server/src/ingest/blind-index.ts'
import { honestPeople } from './honest-people.ts'

/**
 * One side of the comparison, in a process of its own: `node batch.ts ours|rules N`. Prints microseconds of processor
 * time an application. Rows are objects in memory already; everything from there to the outcome counts.
 */
const [side, count] = process.argv.slice(2)
const batch = 500
const all = plan(detectors.filter((d) => d.id !== 'identity/resume-reuse'))
const known = new Map(detectors.map((d) => [d.id, d]))
const index = blindIndex('a key of the bench')
const rows = honestPeople(Number(count), 5)

function accepted(from: number): Observation[] {
  return rows.slice(from, from + batch).map(({ row, ipCountry }) => {
    const taken = accept(row, { source: 'bench', id: row.id, receivedAt: row.at }, index, () =>
      ipCountry ? { ipCountry } : undefined,
    )
    if (!taken.observation) throw new Error(JSON.stringify(taken.problems))
    return taken.observation
  })
}

function gathered(observations: readonly Observation[]) {
  const directory = emptyDirectory()
  const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
  for (const o of observations) for (const lesson of lessons(o)) learn(directory, lesson)
  collect(all, loaded, observations)
  return { directory, loaded }
}

/** The engine: windows, every detector, links, evidence with ids, outcomes. */
function ours(): void {
  for (let from = 0; from < rows.length; from += batch) {
    const observations = accepted(from)
    const { directory, loaded } = gathered(observations)
    const own = close(all, directory, loaded)
    const shared = stepLinks(all, new Map(), own.shares)
    const found = new Map<SubjectRef, { evidence: Evidence[]; abstentions: Abstention[] }>(
      observations.map((o) => [o.about[0]!, { evidence: [], abstentions: [] }]),
    )
    for (const out of [own, shared]) {
      for (const e of out.evidence) for (const s of e.subjects) found.get(s)?.evidence.push(e)
      for (const a of out.abstentions) found.get(a.subject)?.abstentions.push(a)
    }
    for (const [application, of] of found) screen({ application, ...of, detectors: known })
  }
}

/**
 * The same rules in json-rules-engine: each detector that reads an application is a rule whose fact is that very
 * detector's verdict on the same window. No links, no evidence, no outcome: only which rules fire.
 */
async function rules(): Promise<void> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  const own = all.slots.flatMap((s) => s.detectors).filter((d) => d.reads.includes('application'))
  for (const detector of own) {
    engine.addFact(detector.id, async (_params, almanac) =>
      judge(detector, await almanac.factValue('window')),
    )
    engine.addRule({
      name: detector.id,
      conditions: { all: [{ fact: detector.id, operator: 'equal', value: 'evidence' }] },
      event: { type: detector.id },
    })
  }
  for (let from = 0; from < rows.length; from += batch) {
    const { loaded } = gathered(accepted(from))
    for (const window of loaded.windows.values())
      if (window.counts.application && !window.slot.startsWith('shares')) await engine.run({ window })
  }
}

function judge(detector: SubjectDetector, value: unknown): string {
  const { states, subject, from, to } = value as {
    states: Record<string, unknown>
    subject: SubjectRef
    from: number
    to: number
  }
  return detector.detect({
    ...{ subject, from, to, claims: undefined, holders: [] },
    get: (a) => (states[`${a.id}@${a.version}`] ?? a.empty) as never,
    past: (a) => a.empty,
    known: (a) => a.empty,
    facts: (list) => all.facts[list].data,
    threshold: (name) => thresholdOf(all, detector, name),
  }).is
}

const work = side === 'rules' ? rules : ours
await work() // compiled and cached once: a server runs for days
const before = process.cpuUsage()
await work()
const { user, system } = process.cpuUsage(before)
process.stdout.write(`${(user + system) / rows.length}\n`)
