import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Judged, judge } from '../../lab/judge.ts'
import { type Label, recordings, type Session } from '../../lab/recording.ts'
import { assess } from '../../packages/core/src/signals/hands.ts'
import { reactions } from '../../packages/core/src/signals/reactions.ts'
import type { Data } from '../../packages/core/src/types.ts'
import { wilson } from '../evaluate/set.ts'
import { seeded } from '../machine.ts'
import type { HandsBench, Section } from './section.ts'

const file = fileURLToPath(new URL('../../fixtures/range/full.ndjson.gz', import.meta.url))
type Event = Data['reaction']['events'][number]

const eventsOf = ({ rows }: Session) =>
  rows.flatMap((r) => (r.kind === 'reaction' ? (r.data as Data['reaction']).events : []))
const percent = (k: number, n: number) => (n === 0 ? '' : `${((100 * k) / n).toFixed(1)} %`)
const share = (k: number, n: number) => {
  const [low, high] = wilson(k, n)
  return n === 0 ? '' : `${k} of ${n} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %)`
}
const median = (list: readonly number[]) => {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted.length === 0
    ? Number.NaN
    : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

const loopOf = ({ evidence }: Judged) => evidence.find((e) => e.detector === 'hands/first-response')
const weightOf = (j: Judged) => {
  const found = loopOf(j)
  return found?.is === 'evidence' ? found.weight : 0
}
const legOf = (j: Judged) => loopOf(j)?.exhibits.flatMap((x) => (x.type === 'ribbon' ? x.legs : []))[0]

const bench: HandsBench = {
  title: 'The range: tools and delays on which nothing was fitted',
  async run() {
    if (!existsSync(file))
      throw new Error('fixtures/range/full.ndjson.gz is missing: run "npm run lab" as root')
    const sessions: Session[] = []
    for await (const session of recordings(file)) sessions.push(session)
    const office = (l: Label) => l.name.startsWith('office-')
    const judged = judge(sessions)
    const plain = judged.filter(({ label }) => !office(label))
    return [
      hands(plain),
      arrival(plain),
      negatives(plain),
      await ordinary(sessions.filter(({ label }) => office(label))),
    ]
  },
}
export default bench

const said =
  'REAL: X servers, TigerVNC, x11vnc, FreeRDP to xrdp, noVNC in Chromium, TCP, our endpoint sensor’s recorder. SIMULATED: the person (lab/human/person.ts), the hand’s devices, path delay. PLAYED without any KVM: ikvm (lab/tools/ikvm.ts).'

function hands(judged: readonly Judged[]): Section {
  const far = judged.filter(({ label }) => label.remote)
  const near = judged.filter(({ label }) => !label.remote && !label.negative)
  const rows: (string | number)[][] = []
  for (const rtt of [...new Set(far.map(({ label }) => label.rtt))].sort((a, b) => a - b))
    for (const tool of [...new Set(far.map(({ label }) => label.tool))].sort()) {
      const some = far.filter(({ label }) => label.rtt === rtt && label.tool === tool)
      if (some.length === 0) continue
      rows.push([
        `${tool}, ${rtt} ms`,
        some.length,
        some.filter((j) => weightOf(j) > 0).length,
        some.filter((j) => weightOf(j) >= 2).length,
        some.map((j) => legOf(j)?.estimate ?? '–').join(', '),
        some.map((j) => (legOf(j) ? `${legOf(j)!.low}–${legOf(j)!.high}` : 'abstains')).join(', '),
      ])
    }
  const days = (day: number) => near.filter(({ label }) => (label.day ?? 1) === day)
  for (const day of [1, 2, 3]) {
    const some = days(day)
    rows.push([
      `at the desk, day ${day}${day > 1 ? ' (with history)' : ''}`,
      some.length,
      some.filter((j) => weightOf(j) > 0).length,
      some.filter((j) => weightOf(j) >= 2).length,
      `median ${median(some.flatMap((j) => legOf(j)?.estimate ?? []))}`,
      '',
    ])
  }
  const beyond = far.filter(({ label }) => label.rtt >= 130)
  return {
    title:
      'Hands by tool and added round trip, twelve prompts, twelve targets, two holds, six office events a session',
    targets: [
      {
        what: 'sessions at 130 ms and more spoken of',
        aim: '≥ 95 %',
        measured: share(beyond.filter((j) => weightOf(j) > 0).length, beyond.length),
        met: beyond.filter((j) => weightOf(j) > 0).length >= 0.95 * beyond.length,
        n: `${beyond.length} sessions, as many people`,
      },
      {
        what: 'days at the desk spoken of',
        aim: '≤ .5 %',
        measured: share(near.filter((j) => weightOf(j) > 0).length, near.length),
        met: near.every((j) => weightOf(j) === 0),
        n: `${near.length} days of ${new Set(near.map(({ label }) => label.device)).size} people`,
      },
    ],
    notes: [
      said,
      'The detectors’ average person comes from the lab; the range’s people are somebody else’s model and some 60 ms quicker. Without own history that hides about as much delay: a company’s own average, learnt from its own fleet, would give it back. It is not built.',
      `Recorded while the emulator sent packets at most ${Math.max(...judged.map(({ label }) => label.late)).toFixed(1)} ms late (99th percentile of the worst session, median of sessions ${median(judged.map(({ label }) => label.late)).toFixed(1)} ms).`,
    ],
    tables: [
      {
        title: 'Sessions',
        columns: ['session', 'n', 'spoken of', '≥ 10²', 'estimates, ms', '90 % intervals, ms'],
        rows,
      },
    ],
  }
}

function arrival(judged: readonly Judged[]): Section {
  const detectors = [
    'hands/pointer-cadence',
    'hands/repeat-spread',
    'hands/injected-input',
    'hands/stall-burst',
  ]
  const groups = new Map<string, Judged[]>()
  for (const j of judged) {
    const { tool, jitter, negative } = j.label
    const name =
      negative ?? (tool === 'local' ? 'at the desk' : `${tool}, ${jitter >= 5 ? 'much' : 'little'} jitter`)
    groups.set(name, [...(groups.get(name) ?? []), j])
  }
  const spoken = (list: readonly Judged[], detector: string) =>
    list.filter((j) => j.evidence.some((e) => e.detector === detector && e.is === 'evidence')).length
  const aim = (what: string, detector: string, fits: (label: Label) => boolean) => {
    const some = judged.filter(({ label }) => fits(label))
    const found = spoken(some, detector)
    return {
      what,
      aim: '≥ 99 %',
      measured: share(found, some.length),
      met: found >= 0.99 * some.length,
      n: `${some.length} sessions`,
    }
  }
  return {
    title: 'How input arrives: sessions in which each detector speaks',
    targets: [
      aim(
        'TigerVNC and x11vnc by the pointer',
        'hands/pointer-cadence',
        ({ tool, negative }) => negative === undefined && (tool === 'tigervnc' || tool === 'x11vnc'),
      ),
      aim('FreeRDP to xrdp by two holds', 'hands/repeat-spread', ({ tool }) => tool === 'freerdp'),
    ],
    notes: [
      'FreeRDP’s repeats come as a release and a press in one moment, which our sensor reads as repeats since these sessions. On a path with 1 ms of jitter their spread is 1.3 to 1.9 ms, about the threshold of 1.3 that the lab’s desks gave; on one with much jitter a hold falls apart at gaps above 200 ms and too few repeats are left, so the detector abstains. What would close it: holds joined over gaps, and a wider quantile than the quartiles; not tried, since there is nothing unseen left here to try it on.',
      'A whole session is one device-day here. Repeats: two holds a session. The played IP-KVM has a 10 ms timer and a gadget polled every 1 or 8 ms: its figures say what that model does.',
    ],
    tables: [
      {
        title: 'Spoken of, of all sessions',
        columns: ['session', 'n', ...detectors.map((d) => d.replace('hands/', ''))],
        rows: [...groups]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, some]) => [
            name,
            some.length,
            ...detectors.map(
              (d) =>
                some.filter((j) => j.evidence.some((e) => e.detector === d && e.is === 'evidence')).length,
            ),
          ]),
      },
    ],
  }
}

function negatives(judged: readonly Judged[]): Section {
  const some = judged.filter(({ label }) => label.negative)
  const kinds = [...new Set(some.map(({ label }) => label.negative!))].sort()
  const all = some.length
  const accused = (list: readonly Judged[]) => list.filter((j) => weightOf(j) >= 1).length
  return {
    title: 'Innocent days that look a little like distant hands',
    targets: [
      {
        what: 'device-days weighed 10¹ or more by the loop',
        aim: '≤ 1 in 1,000',
        measured: share(accused(some), all),
        met: accused(some) === 0,
        n: `${all} device-days: far too few to show one in a thousand; the upper end of the interval says so`,
      },
    ],
    notes: [
      'The help-desk session is really remote: what is wanted of it is a name for the tool, and a ticket that excuses it. Tickets are not read by any detector yet.',
      'Everything that speaks is in the table, also what explains and never accuses.',
    ],
    tables: [
      {
        title: 'By kind',
        columns: ['kind', 'n', 'loop speaks', 'loop ≥ 10¹', 'estimates, ms', 'other detectors that speak'],
        rows: kinds.map((kind) => {
          const list = some.filter(({ label }) => label.negative === kind)
          const others = new Map<string, number>()
          for (const j of list)
            for (const e of j.evidence)
              if (e.is === 'evidence' && e.detector !== 'hands/first-response')
                others.set(e.detector, (others.get(e.detector) ?? 0) + 1)
          return [
            kind,
            list.length,
            list.filter((j) => weightOf(j) > 0).length,
            accused(list),
            list.map((j) => legOf(j)?.estimate ?? 'abstains').join(', '),
            [...others].map(([d, n]) => `${d} ${n}`).join(', '),
          ]
        }),
      },
    ],
  }
}

/** Things that open by themselves in an office day; 50 are played a session. A choice, on the low side. */
const aDay = 120

async function ordinary(sessions: readonly Session[]): Promise<Section> {
  const random = seeded(31)
  const work = ['dialog', 'window', 'menu', 'paint', 'shell']
  const rows: (string | number)[][] = []
  const waits: number[] = []
  const falseDays = { n: 0, spoken: 0 }
  let usable = 0
  let shown = 0
  for (const session of sessions) {
    const events = eventsOf(session).filter((e) => work.includes(e.stimulus))
    const state = (list: Event[]) => reactions.add(reactions.empty, [{ source: '', id: '', kind: 'reaction', at: 0, receivedAt: 0, about: [], data: { events: list }, derived: { attributes: [] } }]).channels // biome-ignore format: one row
    const own = Object.values(state(events)).reduce((n, c) => n + c.n, 0)
    usable += own
    shown += events.length
    const day = () =>
      assess(state(Array.from({ length: aDay }, () => events[Math.floor(random() * events.length)]!)))
        .path !== undefined
    const days = 400
    const spoken = Array.from({ length: days }, day)
    if (session.label.remote) {
      const first: number[] = []
      for (let k = 0, wait = 0; k < days; k++) {
        wait++
        if (spoken[k]) {
          first.push(wait)
          wait = 0
        }
      }
      waits.push(...(first.length > 0 ? first : [days]))
    } else {
      falseDays.n += days
      falseDays.spoken += spoken.filter(Boolean).length
    }
    rows.push([
      session.label.name,
      events.length,
      own,
      percent(spoken.filter(Boolean).length, days),
      assess(state(events)).estimate,
    ])
  }
  const sorted = [...waits].sort((a, b) => a - b)
  const p95 = sorted[Math.floor(0.95 * (sorted.length - 1))] ?? Number.NaN
  return {
    title: 'Ordinary work: nothing drawn by us',
    targets: [
      {
        what: 'days until 110 ms is found without a drawn prompt',
        aim: 'median ≤ 1, p95 ≤ 3',
        measured: `median ${median(waits)}, p95 ${p95}`,
        met: median(waits) <= 1 && p95 <= 3,
        n: `${sessions.filter(({ label }) => label.remote).length} people far, days of ${aDay} events drawn from each one’s own session`,
      },
      {
        what: 'days at the desk spoken of',
        aim: '≤ .5 %',
        measured: percent(falseDays.spoken, falseDays.n),
        met: falseDays.spoken <= 0.005 * falseDays.n,
        n: `${falseDays.n} drawn days of ${sessions.filter(({ label }) => !label.remote).length} people`,
      },
    ],
    notes: [
      `CONDITIONAL ON THE HUMAN MODEL, and on ${aDay} events a day: a choice. Of ${shown} things that opened, ${usable} gave a usable reaction (${percent(usable, shown)}): ${Math.round((aDay * usable) / shown)} a day.`,
      'Where people look first, and how long, was fitted on six other people’s office sessions (npm run lab -- --tuning). Days of one person share that person: what counts is the number of people.',
    ],
    tables: [
      {
        title: 'Sessions of fifty events',
        columns: ['session', 'shown', 'usable', `days of ${aDay} spoken of`, 'estimate, ms'],
        rows,
      },
    ],
  }
}
