import {
  accept,
  type BlindIndex,
  claimsFor,
  close,
  collect,
  type Detector,
  type Directory,
  destinations,
  type Enrich,
  type Evidence,
  emptyDirectory,
  type FactLists,
  type Farm,
  farms,
  fold,
  isTie,
  type Listing,
  type Loaded,
  learn,
  lessons,
  type Observation,
  type Out,
  type Plan,
  plan,
  type ResumeIndex,
  resumeIndex,
  resumesIn,
  reused,
  type Share,
  type SubjectRef,
  type Suppression,
  said,
  sizeOf,
  stepLinks,
  treated,
  treatedForAll,
  tuningOf,
  type Word,
} from '@telltale/core'
import type { Quarantined } from '../store/store.ts'
import { type FoundFile, findFiles, readRows } from './files.ts'
import { seenRows } from './seen.ts'
import { spill, spillFolder } from './spill.ts'
import { treating } from './treating.ts'

export interface ScanOptions {
  folder: string
  detectors: readonly Detector[]
  /** Lists in place of the built-in ones. */
  lists?: Partial<FactLists>
  index: BlindIndex
  /** What arrival looks up beside the data. */
  enrich?: Enrich
  /** What people said of links: the scan heeds it as the server would. */
  words?: readonly Word[]
  /**
   * What people set aside. Those of networks find nothing: where evidence was seen from is not kept beside a scan.
   */
  suppressions?: readonly Suppression[]
  /** Bytes that each of the three sorts may hold before it spills. */
  memory: number
  /** When the rows count as received: rows dated more than a day later are quarantined. */
  receivedAt: number
  /** Where runs are spilled; the system's temporary folder unless given. */
  temporary?: string
  progress?(done: ScanProgress): void
  /** Everything that was judged, shadow and clear too, as it is found: each finding once, final. */
  judged?(out: Pick<Out, 'evidence' | 'abstentions'>): void
  /** Each accusing evidence as it is found, in order of subject. */
  found?(evidence: Evidence): void
}

export interface ScanProgress {
  step: 'reading' | 'judging' | 'linking' | 'scoring'
  /** Bytes read, of all; or subjects done. */
  done: number
  of?: number
  unit: 'bytes' | 'subjects'
}

export interface Scanned {
  /** Who claims what, as far as the folder says. */
  directory: Directory
  files: FoundFile[]
  observations: number
  replays: number
  quarantined: Quarantined[]
  quarantinedCount: number
  evidence: number
  faults: Out['faults']
  /** Heaviest first. */
  listings: (Listing & { case?: string })[]
  farms: Farm[]
}

/** Quarantine entries kept in memory for the report; the rest are counted. */
const shownQuarantine = 10_000

/**
 * Reads a folder once and judges everything in it, with memory as a setting: rows sorted by subject, shares
 * sorted by attribute, evidence sorted by whom it weighs on. Gives the same final evidence as the server does.
 */
export async function scan(options: ScanOptions): Promise<Scanned> {
  const compiled = plan(options.detectors, options.lists)
  const words = said(options.words ?? [])
  const tuning = tuningOf(
    (options.suppressions ?? []).map((s) => ({ is: 'suppressed', at: s.at, suppression: s })),
  )
  const temporary = spillFolder(options.temporary)
  try {
    const rows = spill(temporary.path, 'rows', options.memory)
    const shares = spill(temporary.path, 'shares', options.memory)
    const verdicts = spill(temporary.path, 'evidence', options.memory)
    const directory = emptyDirectory()
    const by = treating({ directory, tuning, now: () => options.receivedAt })
    const resumes = resumeIndex()
    const read = await readFolder(options, compiled, directory, resumes, rows)

    // What is for counsel alone is in no report of a scan.
    const counsel = new Set(options.detectors.filter((d) => d.audience === 'counsel').map((d) => d.id))
    let evidence = 0
    const faults: Out['faults'] = []
    const keep = async (out: Pick<Out, 'evidence' | 'faults' | 'abstentions'>) => {
      faults.push(...out.faults)
      options.judged?.(out)
      for (const e of out.evidence) {
        if (counsel.has(e.detector)) continue
        if (e.is === 'evidence' && !e.shadow) {
          evidence++
          options.found?.(e)
        }
        const text = JSON.stringify(e)
        for (const subject of e.weighsOn) await verdicts.add(`${subject}\u0001${e.id}`, text)
      }
    }

    let subjects = 0
    for await (const [subject, payloads] of rows.groups()) {
      const loaded: Loaded = { windows: new Map(), watermarks: new Map(), owns: (s) => s === subject }
      for await (const payload of payloads)
        faults.push(...collect(compiled, loaded, [JSON.parse(payload) as Observation]))
      const out = close(compiled, directory, loaded)
      for (const share of out.shares)
        await shares.add(`${share.attribute.ref}\u0001${share.key}`, JSON.stringify(share))
      await keep(out)
      options.progress?.({ step: 'judging', done: ++subjects, unit: 'subjects' })
    }
    for (const share of reused(resumes, directory))
      await shares.add(`${share.attribute.ref}\u0001${share.key}`, JSON.stringify(share))
    const ties: Evidence[] = []
    const tied = new Map<SubjectRef, { shown: string; size: number }>()
    for await (const [, payloads] of shares.groups()) {
      const shared: Share[] = []
      for await (const payload of payloads) shared.push(JSON.parse(payload) as Share)
      const linked = stepLinks(compiled, new Map(), shared, words)
      const tying = linked.evidence
        .map((e) => treatedForAll(e, by))
        .filter((e) => isTie(e) && !counsel.has(e.detector))
      ties.push(...tying)
      if (tying.length > 0)
        for (const state of linked.attributes)
          tied.set(state.attribute.ref, { shown: state.attribute.shown, size: sizeOf(state) })
      await keep(linked)
    }

    const listings: Scanned['listings'] = []
    let scored = 0
    for await (const [subject, payloads] of verdicts.groups()) {
      const standing: Evidence[] = []
      for await (const payload of payloads)
        standing.push(treated(JSON.parse(payload) as Evidence, subject as SubjectRef, by))
      const folded = fold(subject as SubjectRef, standing)
      if (folded.listing) listings.push({ ...(folded.case ?? folded.listing), case: folded.case?.id })
      options.progress?.({ step: 'scoring', done: ++scored, unit: 'subjects' })
    }
    listings.sort((a, b) => b.score.weight - a.score.weight || (a.subject < b.subject ? -1 : 1))
    const standing = new Map(
      listings.map((l) => [l.subject, l.case ? ('case' as const) : ('listed' as const)]),
    )
    const found = farms({
      ties,
      standing,
      ...claimsFor(directory),
      shown: (attribute) => tied.get(attribute)?.shown,
      size: (attribute) => tied.get(attribute)?.size,
    })
    return { ...read, directory, evidence, faults, listings, farms: found }
  } finally {
    temporary.dispose()
  }
}

async function readFolder(
  options: ScanOptions,
  compiled: Plan,
  directory: Directory,
  resumes: ResumeIndex,
  rows: ReturnType<typeof spill>,
) {
  const { index, receivedAt } = options
  const files = await findFiles(options.folder)
  const seen = seenRows()
  const quarantined: Quarantined[] = []
  let quarantinedCount = 0
  let observations = 0
  let replays = 0
  const set = (source: string, row: number, field: string, reason: string, text?: string) => {
    quarantinedCount++
    if (quarantined.length < shownQuarantine)
      quarantined.push({ source, row, field, reason, receivedAt, text })
  }
  let before = 0
  const of = files.reduce((sum, f) => sum + f.bytes, 0)
  for (const file of files) {
    for await (const row of readRows(file, (bytes) =>
      options.progress?.({ step: 'reading', done: before + bytes, of, unit: 'bytes' }),
    )) {
      if (row.problem) {
        set(file.name, row.row, row.problem.field, row.problem.reason, row.text)
        continue
      }
      const accepted = accept(row.value, { source: 'files', id: row.id, receivedAt }, index, options.enrich)
      if (!accepted.observation) {
        for (const p of accepted.problems.slice(0, 1)) set(file.name, row.row, p.field, p.reason)
        continue
      }
      const { observation, content, remarks } = accepted
      const known = seen.note(`${observation.source}\0${observation.id}`, content)
      if (known === 'replay') {
        replays++
        continue
      }
      if (known === 'conflict') {
        const reason = `${JSON.stringify(observation.id)} was already used for another content; the first one stands`
        set(file.name, row.row, 'id', reason)
        continue
      }
      observations++
      for (const p of remarks) set(file.name, row.row, p.field, `${p.reason}; the rest of the row was used`)
      for (const lesson of lessons(observation)) learn(directory, lesson)
      for (const resume of resumesIn([observation])) resumes.load(resume)
      const to = destinations(compiled, observation)
      if (to.size === 0) continue
      const text = JSON.stringify(observation)
      const order = `${String(observation.at).padStart(16, '0')}\u0001${JSON.stringify(observation.id)}`
      for (const subject of to) {
        const flushed = rows.add(`${subject}\u0001${order}`, text)
        if (flushed) await flushed
      }
    }
    before += file.bytes
  }
  return { files, observations, replays, quarantined, quarantinedCount }
}
