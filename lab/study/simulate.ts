/**
 * SIMULATED volunteers, to rehearse the kit: they answer as the loop's own model has it, which is circular on purpose.
 * Nothing about people, tools or machines is to be read from them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Channel, channels } from '../../packages/core/src/signals/reactions.ts'
import { exponential, lognormal, normal, type Random, random, seedOf } from '../random.ts'
import type { Session, StudyTool } from './conditions.ts'

/** Invented own delays of the tools, milliseconds. */
const own: Record<StudyTool, number> = { rdp: 26, vnc: 35, novnc: 30, pikvm: 90, jetkvm: 60 }
/** Spacings of pointer moves, milliseconds. */
const pace: Record<StudyTool | '', number[]> = {
  '': [8],
  rdp: [0.5, 105],
  vnc: [24, 25, 24],
  novnc: [16.7],
  pikvm: [10],
  jetkvm: [8],
}
const added = { '': 0, bluetooth: 12, busy: 15, 'slow-screen': 40, 'virtual-machine': 25 } as const
const start = Date.UTC(2026, 0, 12, 8)

export interface Planted {
  /** Volunteers who are slower than others by so many milliseconds from the second day on. */
  slow?: ReadonlyMap<string, number>
  /** The same from the first day on. */
  always?: ReadonlyMap<string, number>
  /** Volunteers who answer half of everything late. */
  tardy?: ReadonlySet<string>
  seed?: number
  /** Prompts and targets of a session, each. */
  each?: number
}

/** Writes each session's rows as the sensors send them into `folder`, one file a session. */
export function simulate(sessions: readonly Session[], folder: string, planted: Planted = {}): void {
  mkdirSync(folder, { recursive: true })
  for (const session of sessions)
    writeFileSync(
      join(folder, `${session.code}.ndjson`),
      rowsOf(session, planted)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    )
}

function rowsOf(session: Session, { slow, always, tardy, seed = 1, each = 60 }: Planted) {
  const { code, volunteer, day, delay, jitter, hard, tool } = session
  const person = shiftsOf(random(seedOf(seed, volunteer)))
  const today = shiftsOf(random(seedOf(seed, volunteer, 'day', day)), { self: 8, channel: 5 })
  const rng = random(seedOf(seed, code))
  const far = tool === '' ? 0 : delay + own[tool]
  const late = (always?.get(volunteer) ?? 0) + (day > 1 ? (slow?.get(volunteer) ?? 0) : 0)
  const share = tardy?.has(volunteer) ? 0.55 : 0.2
  const answer = (channel: Channel): number | undefined => {
    const { location, sigma, tau } = channels[channel]
    const chance = rng()
    if (chance < 0.02) return 100 + 1800 * rng()
    if (chance < 0.05) return undefined
    const quick = normal(rng, location, sigma) + exponential(rng, tau)
    const wait = jitter === '' ? 0 : exponential(rng, jitter === 'high' ? 10 : 1)
    const all = quick + person[channel] + today[channel] + far + wait + added[hard] + late
    return chance < share ? all + lognormal(rng, 900, 0.7) : all
  }
  const at = start + (day - 1) * 86_400_000 + session.position * 3_600_000
  const row = (kind: string, i: number, data: object) => ({
    id: `${kind}-${i}`,
    kind,
    at: at + i * 60_000,
    about: [`device:${code}`],
    data: { source: 'browser', ...data },
  })
  const shown = Array.from({ length: each }, (_, i) => i * 9000 + 3000 * rng())
  const events = shown.flatMap((shownAt) =>
    (['prompt', 'target'] as const).map((stimulus, i) => {
      const took = answer(stimulus)
      const from = shownAt + 4000 * i
      return {
        stimulus,
        shownAt: ms(from),
        ...(took !== undefined && { respondedAt: ms(from + took), by: channels[stimulus].by }),
      }
    }),
  )
  const third = Math.ceil(events.length / 3)
  return [
    ...[0, 1, 2].map((i) => row('reaction', i, { events: events.slice(i * third, (i + 1) * third) })),
    row('keys', 0, keys(rng)),
    row('pointer', 0, { source: 'endpoint', resolution: 0.1, t: moves(rng, pace[tool]) }),
  ]
}

/** A person's or a day's shift in each channel, milliseconds. */
function shiftsOf(rng: Random, { self = 20, channel = 15 } = {}): Record<Channel, number> {
  const common = normal(rng, 0, self)
  return Object.fromEntries(
    Object.keys(channels).map((c) => [c, common + normal(rng, 0, channel)]),
  ) as Record<Channel, number>
}

function keys(rng: Random) {
  const press: number[] = []
  const release: number[] = []
  let t = 0
  for (let i = 0; i < 200; i++) {
    t += lognormal(rng, 160, 0.35)
    press.push(Math.round(t))
    release.push(Math.round(t + lognormal(rng, 95, 0.25)))
  }
  return { resolution: 1, press, release, class: press.map((_, i) => (i % 6 === 5 ? 'space' : 'letter')) }
}

function moves(rng: Random, spacing: readonly number[]): number[] {
  let t = 0
  return Array.from({ length: 400 }, (_, i) => {
    t += spacing[i % spacing.length]! + 0.3 * rng()
    return ms(t)
  })
}

function ms(t: number): number {
  return Math.round(t * 10) / 10
}

/** Fills in what the keeper would: round trips by ping, the tools' own delays, and what volunteers said. */
export function pretend(folder: string, sessions: readonly Session[]): { tools: string } {
  const key = join(folder, 'sealed/KEY.csv')
  const rng = random(7)
  const far = new Map(
    sessions
      .filter((s) => s.place === 'far')
      .map((s) => [s.code, s.delay + (s.jitter === 'high' ? 10.4 : 1.4)]),
  )
  const lines = readFileSync(key, 'utf8').split('\n')
  writeFileSync(
    key,
    lines.map((line) => `${line}${far.get(line.slice(0, line.indexOf(','))) ?? ''}`).join('\n'),
  )
  const one = (...of: string[]) => of[Math.floor(rng() * of.length)]!
  const people = [...new Set(sessions.map((s) => s.volunteer))].map((v) =>
    [
      v,
      one('18-39', '40-59', '60 or over', ''),
      one('none', 'none', 'none', 'screen magnifier'),
      one('right', 'right', 'left'),
      one('cable', 'bluetooth'),
      one('laptop', 'desktop'),
    ].join(','),
  )
  writeFileSync(
    join(folder, 'sealed/people.csv'),
    `volunteer,age,assistive,mouse,attachment,computer\n${people.join('\n')}\n`,
  )
  const tools = join(folder, 'sealed/tools.csv')
  writeFileSync(
    tools,
    `tool,own\n${Object.entries(own)
      .map(([t, d]) => `${t},${d}\n`)
      .join('')}`,
  )
  return { tools }
}
