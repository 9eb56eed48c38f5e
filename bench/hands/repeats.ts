import { drain, plan } from '@telltale/core'
import repeatSpread from '../../packages/core/src/detectors/hands/repeat-spread.ts'
import { observe, wilson } from '../evaluate/set.ts'
import { events, type LabEvent, sessions } from './lab.ts'
import type { HandsBench } from './section.ts'

const thePlan = plan([repeatSpread])

/**
 * Holds of one session: times of the key events that the task page saw. X repeats a held key as a release and a
 * press of the same server time; anything else is a new hold.
 */
function holds(list: readonly LabEvent[]): number[][] {
  const out: number[][] = []
  let hold: number[] = []
  let up: { key: string; server: number; ms: number } | undefined
  for (const e of list) {
    if (e.stream !== 'app' || (e.ev !== 'KP' && e.ev !== 'KU')) continue
    const [key, server] = e.f4.split(':') as [string, string]
    if (e.ev === 'KU') up = { key, server: Number(server), ms: e.ms }
    else if (up?.key === key && Math.abs(Number(server) - up.server) <= 1 && e.ms - up.ms < 2) hold.push(e.ms)
    else {
      if (hold.length > 1) out.push(hold)
      hold = [e.ms]
    }
  }
  if (hold.length > 1) out.push(hold)
  return out
}

/** Evidence from these holds as one device-day; undefined when there were too few repeats. */
function judge(pair: readonly number[][], i: number): boolean | undefined {
  const press = pair.flat()
  const repeat = pair.flatMap((hold) => hold.map((_, k) => (k === 0 ? 0 : 1)))
  const row = observe({
    id: `h${i}`,
    kind: 'keys',
    at: Date.UTC(2026, 0, 5),
    about: ['device:D'],
    data: { source: 'endpoint', resolution: 0.001, press, repeat },
  })
  const [evidence] = drain(thePlan, [[row]]).evidence
  return evidence && evidence.is === 'evidence'
}

const bench: HandsBench = {
  title: 'Repeat spread: do held keys repeat at the device',
  needs: 'lab/labels.jsonl',
  async run(data) {
    const by = new Map<string, { all: number; hit: number }>()
    let n = 0
    for (const session of sessions(data)) {
      const some = holds(events(data, session)).filter((h) => h.length >= 18)
      for (let i = 0; i + 2 <= some.length; i += 2) {
        const hit = judge(some.slice(i, i + 2), n++)
        if (hit === undefined) continue
        const key = session.remote
          ? `${session.tool}, ${session.rtt} ms, ${session.jit}`
          : `local, ${session.batch}`
        const seen = by.get(key) ?? { all: 0, hit: 0 }
        by.set(key, { all: seen.all + 1, hit: seen.hit + (hit ? 1 : 0) })
      }
    }
    const of = (start: string) => {
      const some = [...by].filter(([key]) => key.startsWith(start)).map(([, v]) => v)
      return { all: some.reduce((s, v) => s + v.all, 0), hit: some.reduce((s, v) => s + v.hit, 0) }
    }
    const p = ({ hit, all }: { hit: number; all: number }) =>
      `${((100 * hit) / all).toFixed(1)} % (${hit} of ${all})`
    const rdp = of('rdp')
    const local = of('local')
    const [low, high] = wilson(local.hit, local.all)
    return [
      {
        title: 'Pairs of holds with 56 repeats or more, each a device-day of its own',
        targets: [
          {
            what: 'FreeRDP to xrdp found at two holds',
            aim: '≥ 99 %',
            measured: p(rdp),
            met: rdp.hit / rdp.all >= 0.99,
            n: `${rdp.all} pairs`,
          },
          {
            what: 'false alarms on local pairs',
            aim: '≤ 1 %',
            measured: `${p(local)}, 95 % interval ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`,
            met: local.hit / local.all <= 0.01,
            n: `${local.all} pairs, 15 people`,
          },
        ],
        notes: [
          'Tools, X servers and repeat timers are real; who holds, and for how long, is simulated, and so is the path. The rate differs between local and remote by construction; only the spread is used.',
          'x11vnc and TigerVNC on a path without jitter leave the repeats as even as they are at the device: that is what this signal can’t see.',
        ],
        tables: [
          {
            title: 'By tool, added round trip and jitter',
            columns: ['session', 'pairs', 'spoken of'],
            rows: [...by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, v.all, p(v)]),
          },
        ],
      },
    ]
  },
}
export default bench
