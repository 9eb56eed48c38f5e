/**
 * Reused résumés with a million stored: applications per second and core, memory, and the time a start takes. In a
 * fresh process, medians of rounds, CPU time of all threads. Target: 3,000 a second with every detector.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  accept,
  close,
  collect,
  detectors,
  digest,
  emptyDirectory,
  type Loaded,
  learn,
  lessons,
  type Observation,
  plan,
  resumeIndex,
  resumesIn,
  reuse,
  stepLinks,
} from '@telltale/core'
import { signature } from '@telltale/core/signals/minhash'
import { machine, median } from '../machine.ts'
import { resumeTexts, written } from '../resume-texts.ts'

const stored = Number(process.env.BENCH_RESUMES ?? 1_000_000)
const rounds = 9
const inRound = 1000
const inBatch = 100
/** Stored résumés that brute force compares one with; the rest of the million is reckoned. */
const sample = 20_000

interface Measured {
  start: number
  tables: number
  resident: number
  signatures: number[]
  reuse: number[]
  everything: number[]
  without: number[]
  slowest: number
  brute: number
  copies: number
  found: number
}

function cpu(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function child(): void {
  const made = resumeTexts(5)
  const index = resumeIndex()
  const resident = process.memoryUsage.rss()
  let start = 0
  for (let i = 0; i < stored; i++) {
    const resume = made.resume()
    const found = signature(written(resume))!
    const began = performance.now()
    index.load({ application: `application:A-${i}`, at: i, signature: found })
    start += performance.now() - began
  }
  globalThis.gc?.()
  const out: Measured = {
    start: start / 1000,
    tables: index.bytes,
    resident: process.memoryUsage.rss() - resident,
    signatures: [],
    reuse: [],
    everything: [],
    without: [],
    slowest: 0,
    brute: 0,
    copies: 0,
    found: 0,
  }
  const again = resumeTexts(5) // the same ones, made anew so that the process did not have to keep them
  const known = Array.from({ length: sample }, () => again.resume())
  let n = 0
  /** One in a hundred is a stored one's copy. */
  const applied = (): string => {
    const resume = n % 100 === 99 ? { ...known[n % sample]!, name: made.name() } : made.resume()
    const row = {
      kind: 'application',
      at: Date.UTC(2026, 5, 1) + n,
      about: [`application:B-${n}`],
      data: {
        name: resume.name,
        emails: [`${resume.name.replace(' ', '.')}@mail.example`],
        phones: [`+1 ${200 + (n % 700)} 555 ${1000 + (n % 8999)}`],
        place: { city: 'Columbus', country: 'US', lat: 39.96, lon: -83 },
        education: [{ institution: resume.school, startDate: '2010', endDate: '2014' }],
        work: resume.jobs.map((j) => ({ name: j.company, position: j.title, summary: j.text })),
        resumeText: written(resume),
      },
    }
    n++
    return JSON.stringify(row)
  }
  const observe = (line: string, id: number): Observation => {
    const found = accept(
      JSON.parse(line),
      { source: 'bench', id: `${id}`, receivedAt: Date.UTC(2026, 6, 1) },
      (t, v) => digest(`${t}\0${v}`),
    )
    if (!found.observation) throw new Error(JSON.stringify(found.problems))
    return found.observation
  }
  const compiled = plan(detectors)
  const pass = (lines: readonly string[], directory = emptyDirectory(), withReuse = true) => {
    for (let i = 0; i < lines.length; i += inBatch) {
      const began = performance.now()
      const batch = lines.slice(i, i + inBatch).map((line, k) => observe(line, n * 1000 + i + k))
      const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
      for (const o of batch) for (const lesson of lessons(o)) learn(directory, lesson)
      collect(compiled, loaded, batch)
      const { shares } = close(compiled, directory, loaded)
      if (withReuse) shares.push(...reuse(index, directory, batch, []).shares)
      stepLinks(compiled, new Map(), shares)
      if (withReuse) out.slowest = Math.max(out.slowest, performance.now() - began)
    }
  }
  const lines = (): string[] => Array.from({ length: inRound }, applied)
  pass(lines(), undefined, false) // warms up
  for (let round = 0; round < rounds; round++) {
    const [own, whole] = [lines(), lines()]
    const batch = own.map(observe)
    const directory = emptyDirectory()
    const before = index.size
    out.signatures.push(inRound / cpu(() => [...resumesIn(batch)]))
    out.reuse.push(
      inRound /
        cpu(() => {
          for (let i = 0; i < inRound; i += inBatch) {
            const { shares } = reuse(index, directory, batch.slice(i, i + inBatch), [])
            out.found += shares.filter(
              (s) => s.attribute.alike!.wording >= 0.9 && s.subject.startsWith('application:B'),
            ).length
          }
        }),
    )
    out.copies += inRound / 100
    if (index.size - before !== inRound) throw new Error('not every résumé was taken in')
    const order = round % 2 === 0 ? [true, false] : [false, true]
    for (const withReuse of order)
      (withReuse ? out.everything : out.without).push(inRound / cpu(() => pass(whole, undefined, withReuse)))
  }
  const sets = known.map(
    (resume) =>
      new Set(
        written(resume)
          .toLowerCase()
          .match(/\p{L}{4,}/gu),
      ),
  )
  const own = new Set(
    written(made.resume())
      .toLowerCase()
      .match(/\p{L}{4,}/gu),
  )
  let alike = 0
  out.brute =
    (cpu(() => {
      for (const other of sets) {
        let common = 0
        for (const word of own) if (other.has(word)) common++
        if (common / (own.size + other.size - common) >= 0.8) alike++
      }
    }) *
      stored) /
    sample
  if (alike > 0) throw new Error('a stranger was taken for a copy')
  process.stdout.write(JSON.stringify(out))
}

export async function run(): Promise<string> {
  const m = JSON.parse(
    execFileSync(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=6144', fileURLToPath(import.meta.url), '--child'],
      { encoding: 'utf8' },
    ),
  ) as Measured
  const rate = (of: readonly number[]) =>
    [median(of), Math.min(...of), Math.max(...of)]
      .map((x) => Math.round(x).toLocaleString('en-US'))
      .join(' | ')
  const megabytes = (bytes: number) => Math.round(bytes / 1e6).toLocaleString('en-US')
  return `# Reused résumés beside ${stored.toLocaleString('en-US')} stored ones

Each application is compared with every résumé stored, taken into the index, and judged; one in a hundred is a copy with another name. Rows as JSON text, parsed within the clock, windows judged when they are finished as \`scan\` does; in memory, without a store. CPU time of all threads in a fresh process, ${rounds} rounds of ${inRound.toLocaleString('en-US')} applications, in batches of ${inBatch}; the order of "with" and "without" alternates. Résumés are simulated (bench/resume-texts.ts): 400 words, some 250 different ones. Target: 3,000 applications per second and core with every detector, résumé reuse among them.

${machine()}

| applications per second and core | median | least | most |
|---|---|---|---|
| signature alone | ${rate(m.signatures)} |
| signature, comparison and index | ${rate(m.reuse)} |
| everything: parse, every detector, links, résumé reuse | ${rate(m.everything)} |
| the same without résumé reuse | ${rate(m.without)} |

- Target of 3,000 with everything: ${median(m.everything) >= 3000 ? 'met' : 'missed'}, on résumés of 400 words; how fast the others are on shorter ones, \`npm run bench:applicants\` says.
- Slowest batch of ${inBatch}: ${m.slowest.toFixed(0)} ms, tables that grow among them.
- Copies found: ${m.found} of ${m.copies}.
- Memory: tables of ${megabytes(m.tables)} MB; the process grew by ${megabytes(m.resident)} MB, names of applications and the heap's slack among them.
- A start takes ${m.start.toFixed(0)} s (clock) to fill the index from stored signatures, beside reading them.
- Brute force, exact Jaccard of word sets in memory: ${m.brute.toFixed(2)} s for one application, reckoned from ${sample.toLocaleString('en-US')} compared. No well-kept package was found to compare with: the one that has an LSH index (minhash 0.0.9) keeps each band as a string in one object, 32 million of them for a million résumés, and was not run.
`
}

if (process.argv[2] === '--child') child()
