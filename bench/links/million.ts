import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { learnModel } from '@telltale/core'
import { type Agreement, agreement } from '../../packages/server/src/linkage/agreement.ts'
import { linkAll } from '../../packages/server/src/linkage/batch.ts'
import { median } from '../machine.ts'
import type { Bench, Section, Target } from '../section.ts'
import { clustersIn, type Peer, peerName, splink } from './peer.ts'
import { sample } from './people.ts'
import { writePrepared } from './prepared.ts'

const wanted = Number(process.env.TELLTALE_BENCH_RECORDS ?? 1_000_000)
/** The size that is run several times, and that the peer's threshold is chosen on. */
const small = Math.min(wanted, 100_000)
const rounds = 3
const tuningSeed = 11
const seed = 12
const threads = 2
/** Match weights (log2 of odds) that the peer's threshold is chosen from. */
const weights = [-2, 0, 2, 4, 6, 8, 10, 12]

interface Run {
  /** Seconds of learning the model and linking. */
  whole: number
  /** Of linking alone. */
  link: number
  megabytes: number
  /** Of which the records themselves. */
  recordsMegabytes?: number
  pairs?: number
  found: Agreement
}

const bench: Bench = {
  title: 'A million records, beside Splink',
  long: true,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-links-'))
    try {
      const peer = splink()
      const has = 'problem' in peer ? undefined : peer
      const weight = has && (await tuned(has))
      const sections: Section[] = []
      for (const [count, times] of wanted > small
        ? ([
            [small, rounds],
            [wanted, 1],
          ] as const)
        : ([[small, rounds]] as const)) {
        const ours: Run[] = []
        const theirs: Run[] = []
        for (let round = 0; round < times; round++)
          for (const side of round % 2 === 0 ? ['ours', 'theirs'] : ['theirs', 'ours'])
            if (side === 'ours') ours.push(await own(count, folder))
            else if (has) theirs.push(await beside(has, count, seed, [weight!]).then((r) => r[0]!))
        sections.push(section(count, ours, theirs, 'problem' in peer ? peer.problem : undefined, weight))
      }
      return sections
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

export default bench

/** The peer's threshold with the best pairwise F1 on another seed's people. */
async function tuned(peer: Peer): Promise<number> {
  const runs = await beside(peer, small, tuningSeed, weights)
  const best = runs.reduce((a, b, i) => (b.found.f1 > runs[a]!.found.f1 ? i : a), 0)
  return weights[best]!
}

async function beside(peer: Peer, count: number, from: number, at: readonly number[]): Promise<Run[]> {
  const { records, people } = sample(count, from)
  const table = join(peer.folder, 'people.csv')
  const out = join(peer.folder, 'clusters')
  writePrepared(records, table)
  const told = (await peer.run('./beside_splink.py', [table, out, String(threads), ...at.map(String)])) as {
    train: number
    predict: number
    cluster: number
    pairs: number
    megabytes: number
  }
  return at.map((_, i) => ({
    ...{ whole: told.train + told.predict + told.cluster, link: told.predict + told.cluster },
    ...{ megabytes: told.megabytes, pairs: told.pairs },
    found: agreement(clustersIn(`${out}.${i}`, count), people),
  }))
}

/** This file again, in fresh processes: learning and linking at once, then linking under a model learnt beforehand. */
async function own(count: number, folder: string): Promise<Run> {
  const whole = await fresh(count, folder, 'whole')
  const frozen = await fresh(count, folder, 'frozen')
  return {
    ...{ whole: whole.seconds, link: frozen.seconds, found: whole.found },
    megabytes: Math.max(whole.megabytes, frozen.megabytes),
    recordsMegabytes: whole.recordsMegabytes,
  }
}

async function fresh(count: number, folder: string, how: string) {
  const out = join(folder, 'ours')
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=128', fileURLToPath(import.meta.url), String(count), String(seed), out, how],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk
  })
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error(`linking ${count} records ended with ${status}`)
  const bytes = readFileSync(out)
  const found = agreement(new Uint32Array(bytes.buffer, bytes.byteOffset, count), sample(count, seed).people)
  return { ...(JSON.parse(told) as { seconds: number; megabytes: number; recordsMegabytes: number }), found }
}

if (import.meta.main) {
  const [count, from, out, how] = process.argv.slice(2)
  const { records } = sample(Number(count), Number(from))
  const recordsMegabytes = process.memoryUsage().rss / 1e6
  const model = how === 'frozen' ? learnModel(records) : undefined
  const started = performance.now()
  const { linkage } = await linkAll(records, model, { threads })
  const seconds = (performance.now() - started) / 1000
  const megabytes = process.resourceUsage().maxRSS / 1024
  const at = new Map(records.map((r, i) => [r.id, i]))
  const found = Uint32Array.from(records, (_, i) => i)
  for (const { records: ids } of linkage.entities())
    for (const id of ids) found[at.get(id)!] = at.get(ids[0]!)!
  writeFileSync(out!, found)
  process.stdout.write(JSON.stringify({ seconds, megabytes, recordsMegabytes }))
}

function section(
  count: number,
  ours: Run[],
  theirs: Run[],
  problem: string | undefined,
  weight: number | undefined,
): Section {
  const n = count.toLocaleString('en-US')
  const of = (runs: Run[], pick: (r: Run) => number) => median(runs.map(pick))
  const whole = (r: Run) => r.whole
  const [link, all, memory] = [of(ours, (r) => r.link), of(ours, whole), of(ours, (r) => r.megabytes)]
  const times = ours.length === 1 ? 'one run' : `median of ${ours.length} fresh processes`
  const targets: Target[] = []
  if (count >= 1_000_000)
    targets.push(
      {
        what: `${n} records linked on two cores, under a frozen model`,
        ...{ aim: '≤ 30 s', measured: `${link.toFixed(1)} s`, met: link <= 30 },
        n: `${times}; from records in memory to entities; with learning the model ${all.toFixed(1)} s`,
      },
      {
        what: 'peak memory of the process',
        ...{ aim: '≤ 4 GB', measured: `${(memory / 1024).toFixed(2)} GB`, met: memory <= 4096 },
        n: `${times}; the records themselves take ${(of(ours, (r) => r.recordsMegabytes!) / 1024).toFixed(2)} GB of it`,
      },
    )
  if (theirs.length > 0) {
    const ratio = of(theirs, whole) / all
    const [f1, peerF1] = [of(ours, (r) => r.found.f1), of(theirs, (r) => r.found.f1)]
    targets.push(
      {
        what: `${n} records, learning and linking: how many times faster than ${peerName}`,
        ...{ aim: '≥ 2', measured: ratio.toFixed(1), met: ratio >= 2 },
        n: `${times} each, alternating; linking alone ${(of(theirs, (r) => r.link) / link).toFixed(1)}`,
      },
      {
        what: `pairwise F1 less that of ${peerName}`,
        ...{ aim: '≥ 0', measured: signed(f1 - peerF1), met: f1 >= peerF1 },
        n: `${n} records`,
      },
      {
        what: `entity F1 less that of ${peerName}`,
        aim: '≥ 0',
        ...difference(
          of(ours, (r) => r.found.clusters.f1),
          of(theirs, (r) => r.found.clusters.f1),
        ),
        n: 'entities of two or more records that hold all of one person’s and nobody else’s',
      },
    )
  }
  const row = (name: string, runs: Run[]) => [
    name,
    ...[of(runs, (r) => r.link), of(runs, whole)].map((s) => s.toFixed(1)),
    (of(runs, (r) => r.megabytes) / 1024).toFixed(2),
    ...(['precision', 'recall', 'f1'] as const).map((k) => of(runs, (r) => r.found[k]).toFixed(4)),
    of(runs, (r) => r.found.clusters.f1).toFixed(4),
    of(runs, (r) => r.found.largest),
  ]
  return {
    title: `${n} records`,
    targets,
    notes: [
      'People and their records are invented (bench/links/people.ts): how often each error, move and share happens is our assumption. Records come in no order.',
      'Time counts from records in memory to entities: ours from JavaScript objects, Splink’s from a table in DuckDB in memory, cleaned beforehand as its documentation asks (lower case, digits only, no placeholders). Reading files counts for neither.',
      'Learning: ours is learnModel on the same records, on one thread while the other reads them; Splink’s is its u by random sampling and three EM sessions. Ours is given no threshold: its own rule sets it without any labels.',
      ...(problem
        ? [problem]
        : [
            `Splink: full name, birth date, phone, e-mail, address, profile and document compared with term frequencies, ten blocking rules (bench/links/beside_splink.py), ${threads} threads; threshold ${weight} (match weight) chosen for the best pairwise F1 on ${small.toLocaleString('en-US')} records of another seed.`,
          ]),
    ],
    tables: [
      {
        title: 'Both',
        columns: [
          '',
          'link, s',
          'learn and link, s',
          'peak GB',
          'precision',
          'recall',
          'F1',
          'entity F1',
          'largest',
        ],
        rows: [row('Telltale', ours), ...(theirs.length > 0 ? [row(peerName, theirs)] : [])],
      },
    ],
  }
}

function difference(a: number, b: number) {
  return { measured: signed(a - b), met: a >= b }
}

function signed(n: number): string {
  return `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(4)}`
}
