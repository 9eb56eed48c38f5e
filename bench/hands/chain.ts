import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { detectors, type Observation } from '@telltale/core'
import { behind, chains } from '../../packages/core/src/signals/chains.ts'
import { open } from '../../packages/server/src/connectors/open.ts'
import { judgeAll, observe, wilson } from '../evaluate/set.ts'
import { auc, type HandsBench, type Section, type Target } from './section.ts'

interface Shell {
  client?: string
  server?: string
  sent: number[]
  ack: number[]
  echo: number[]
  minimum?: number
}

interface Capture {
  name: string
  connections: number
  /** Odd numbers: what the method was built on. Even numbers: reported. */
  tuned: boolean
  data: Shell
}

/** Milliseconds: the detector's own. */
const farther = 20
const detector = detectors.find((d) => d.id === 'network/shell-chain')!

async function captures(data: string): Promise<Capture[]> {
  const out: Capture[] = []
  for (const name of readdirSync(join(data, 'ssh-chains')).sort()) {
    const [, connections, number] = /^(\d)-connection-dataset(\d+)/.exec(name) ?? []
    if (!number) continue
    const opened = await open(join(data, 'ssh-chains', name), name)
    if ('problem' in opened) throw new Error(`${name}: ${opened.problem}`)
    for await (const row of opened.rows) {
      if (row.problem) throw new Error(`${name}, row ${row.row}: ${row.problem.reason}`)
      const { data: shell } = row.value as { data: Shell }
      out.push({ name, connections: Number(connections), tuned: Number(number) % 2 === 1, data: shell })
    }
  }
  return out
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!
}

/** Medians of `count` keys in a row, of one capture, without overlap. */
function blocks({ data }: Capture, count: number, of: (data: Shell, i: number) => number): number[] {
  const out: number[] = []
  for (let i = 0; i + count <= data.sent.length; i += count)
    out.push(median(Array.from({ length: count }, (_, k) => of(data, i + k))))
  return out
}

const gap = (d: Shell, i: number) => d.echo[i]! - d.ack[i]!
/** As if every acknowledgement had ridden on its echo. */
const above = (d: Shell, i: number) => d.echo[i]! - d.sent[i]! - d.minimum!

const bench: HandsBench = {
  title: 'Shell chains: echo minus acknowledgement',
  needs: 'ssh-chains',
  async run(data) {
    const all = await captures(data)
    return [published(all), riding(all), ours()]
  },
}
export default bench

function published(all: readonly Capture[]): Section {
  const rows: (string | number)[][] = []
  const targets: Target[] = []
  for (const [part, of] of [
    ['reported (even numbers)', all.filter((c) => !c.tuned)],
    ['built on (odd numbers)', all.filter((c) => c.tuned)],
    ['all', all],
  ] as const)
    for (const count of [5, 10]) {
      const far = of.filter((c) => c.connections > 2).flatMap((c) => blocks(c, count, gap))
      const near = of.filter((c) => c.connections === 2).flatMap((c) => blocks(c, count, gap))
      const area = auc(far, near)
      const found = far.filter((v) => v > farther).length
      const wrong = near.filter((v) => v > farther).length
      rows.push([
        part,
        count,
        far.length,
        near.length,
        area.toFixed(5),
        share(found, far.length),
        share(wrong, near.length),
      ])
      if (part.startsWith('reported')) {
        const aim = count === 5 ? 0.998 : 0.9999
        targets.push({
          what: `area under the curve at ${count} isolated keystrokes`,
          aim: `≥ ${aim}`,
          measured: area.toFixed(5),
          met: area >= aim,
          n: `${far.length} blocks of longer chains, ${near.length} of short ones, of even-numbered captures`,
        })
      }
    }
  return {
    title: 'Public captures, by medians of blocks of keystrokes',
    targets,
    notes: [
      'Real captures (Toxic5863) through 2 connections against 3 and 4. Each class is one fixed path on a few days: this validates the gap, not its size, and a perfect area says that the classes lie apart, not that every chain is found.',
      'A keystroke counts when the client was silent for 400 ms before it, the server had answered what came before and was silent for 100 ms, and nothing was sent until its echo. The 400 ms were chosen out of 200, 400, 600, 800 and 1,000 by how many gaps below 20 ms were left; that first look was at all captures, so that the reported part is not quite untouched. The bound of 20 ms is the published one.',
      `Read by the product’s own connector for tcpdump’s text. Captures with fewer keys than a block give none: at 10 keys ${all.filter((c) => c.connections === 4 && c.data.sent.length >= 10).length} of ${all.filter((c) => c.connections === 4).length} captures through 4 connections are left, because echoes of 460 ms seldom leave a key alone.`,
    ],
    tables: [
      {
        title: 'Blocks',
        columns: [
          'part',
          'keystrokes',
          'longer chains',
          'two connections',
          'area',
          `found above ${farther} ms`,
          'wrongly',
        ],
        rows,
      },
    ],
  }
}

/** Where the acknowledgement rides on the echo, echo minus the session's smallest round trip answers. */
function riding(all: readonly Capture[]): Section {
  const targets: Target[] = []
  const rows: (string | number)[][] = []
  for (const count of [5, 10]) {
    const reported = all.filter((c) => !c.tuned)
    const far = reported.filter((c) => c.connections > 2).flatMap((c) => blocks(c, count, above))
    const near = reported.filter((c) => c.connections === 2).flatMap((c) => blocks(c, count, above))
    const area = auc(far, near)
    rows.push([
      count,
      far.length,
      near.length,
      area.toFixed(5),
      median(near).toFixed(1),
      median(far).toFixed(1),
    ])
    if (count === 10)
      targets.push({
        what: 'an answer where the acknowledgement rides on the echo: area at 10 keystrokes, acknowledgements ignored',
        aim: '≥ .998',
        measured: area.toFixed(5),
        met: area >= 0.998,
        n: `${far.length} blocks of longer chains, ${near.length} of short ones`,
      })
  }
  const short = all.filter((c) => c.connections === 2)
  const found = short.filter((c) => evidence(c.data) !== undefined)
  return {
    title: 'The acknowledgement rides on the echo',
    targets,
    notes: [
      `In captures of two connections ${share(riders(short), keysOf(short))} of acknowledgements ride on the echo, so that echo minus acknowledgement is nothing. Echo minus the session’s smallest round trip shows a second connection some 25 ms away: the detector speaks of ${found.length} of ${short.length} of these captures, at half weight. They are chains too.`,
      'The table ignores every acknowledgement, as if all had ridden; the smallest round trip is of any packet of the session.',
    ],
    tables: [
      {
        title: 'Echo minus smallest round trip',
        columns: [
          'keystrokes',
          'longer chains',
          'two connections',
          'area',
          'median of two, ms',
          'median of longer, ms',
        ],
        rows,
      },
    ],
  }
}

function riders(of: readonly Capture[]): number {
  return of.reduce((n, { data }) => n + data.sent.filter((_, i) => gap(data, i) < 0.5).length, 0)
}

function keysOf(of: readonly Capture[]): number {
  return of.reduce((n, { data }) => n + data.sent.length, 0)
}

interface Played {
  of: { name: string; near: number; nearJitter: number; leg?: number }
  data: Shell
}

/** Sessions that lab/shell.ts played: the truth is known, and one host that answers itself is among them. */
function ours(): Section {
  const folder = fileURLToPath(new URL('../../fixtures/shell/', import.meta.url))
  const played = ['sessions', 'sessions-busy'].flatMap((name) =>
    readFileSync(join(folder, `${name}.ndjson`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Played),
  )
  const rows = played.map(({ of, data }) => {
    const session = chains.add(chains.empty, [row(data)]).furthest[0]!
    return [
      of.name,
      session.keys,
      of.leg ?? 0,
      behind(session).ms.toFixed(1),
      behind(session).by === 'minimum' ? 'smallest round trip' : 'acknowledgement',
      evidence(data) === undefined ? 'no' : 'yes',
    ]
  })
  const direct = played.filter((p) => p.of.leg === undefined)
  const chained = played.filter((p) => (p.of.leg ?? 0) > farther)
  const wrong = direct.filter((p) => evidence(p.data) !== undefined).length
  const found = chained.filter((p) => evidence(p.data) !== undefined).length
  const errors = chained
    .filter((p) => p.of.nearJitter === 0)
    .map((p) => Math.abs(behind(chains.add(chains.empty, [row(p.data)]).furthest[0]!).ms - p.of.leg!))
  return {
    title: 'Sessions of real OpenSSH over emulated paths',
    targets: [
      {
        what: 'sessions with another host more than 20 ms behind, found',
        aim: 'all',
        measured: share(found, chained.length),
        met: found === chained.length,
        n: `${chained.length} sessions of 30 keystrokes`,
      },
      {
        what: 'sessions whose host answers itself, wrongly found',
        aim: 'none',
        measured: share(wrong, direct.length),
        met: wrong === 0,
        n: `${direct.length} sessions of up to 30 keystrokes, ${Math.max(...direct.map((p) => p.of.near))} ms away and up to 20 ms of jitter among them`,
      },
    ],
    notes: [
      `Played by lab/shell.ts: OpenSSH 9.2, Linux 6’s own delayed acknowledgements, tcpdump; paths emulated. The list was played twice, the second time on a machine under load. Without jitter the leg is told within ${Math.max(...errors).toFixed(1)} ms. The rule for sessions in which only some acknowledgements ride was made after the second playing had missed one (25 ms behind, jitter 5); nothing else was tuned here. The list is short, and its paths are simulated.`,
      'Up to some 40 ms behind the host the acknowledgement rides on the echo; beyond, it comes by itself. A host nearer than 20 ms is not told from none.',
    ],
    tables: [
      {
        title: 'Session by session',
        columns: [
          'session',
          'keystrokes',
          'truly behind, ms',
          'measured, ms',
          'told by echo minus',
          'evidence',
        ],
        rows,
      },
    ],
  }
}

function row(data: Shell): Observation<'ssh'> {
  return observe({
    id: 's',
    kind: 'ssh',
    at: Date.UTC(2026, 0, 5),
    about: ['device:D'],
    data,
  }) as Observation<'ssh'>
}

function evidence(data: Shell): string | undefined {
  return judgeAll(detector, [row(data)]).evidence.find((e) => e.is === 'evidence')?.says
}

function share(k: number, n: number): string {
  const [low, high] = wilson(k, n)
  return `${k} of ${n} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %)`
}
