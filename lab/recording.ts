/**
 * A session as canonical observations and a label. Times start at a fixed day, so that a recording says nothing of
 * when the range ran; positions of the pointer and keys are not in it, only times and classes.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { jitterOf } from './plans.ts'
import type { Recorded } from './session.ts'

/** The answer to a session, and how well it was recorded. Simulated: the people. Real: tools, X servers, TCP. */
export interface Label {
  name: string
  /** Device of the recording: one per person, so that earlier days are their history. */
  device: string
  day: number
  tool: string
  /** Round trip of the path and mean jitter per direction, milliseconds. */
  rtt: number
  jitter: number
  remote: boolean
  negative?: string
  /** Packets left the emulator later than due by this, 99th percentile of the worse direction, milliseconds. */
  late: number
}

export interface Row {
  id: string
  kind: 'keys' | 'pointer' | 'reaction' | 'rtt' | 'transit'
  at: number
  about: string[]
  data: object
}

/** One line of a recordings file. */
export interface Session {
  label: Label
  rows: Row[]
}

const firstDay = Date.UTC(2026, 0, 5, 9)
const aDay = 86_400_000

export function session({ plan, keys, pointer, answers, line, path }: Recorded): Session {
  const day = plan.day ?? 1
  const device = `range-${plan.day ? plan.who : plan.name}`
  const at = firstDay + (day - 1) * aDay
  const times = [keys.press, pointer.t, answers.map((a) => a.shownAt)].map(
    (t) => t[0] ?? Number.POSITIVE_INFINITY,
  )
  const start = Math.min(...times) - 1000
  const ms = (t: number) => Math.round((t - start) * 100) / 100
  const row = (kind: Row['kind'], data: object): Row => ({
    id: `${plan.name}-${kind}`,
    kind,
    at,
    about: [`device:${device}`],
    data,
  })
  const sensed = (kind: Row['kind'], data: object) => row(kind, { source: 'endpoint', ...data })
  return {
    label: {
      name: plan.name,
      device,
      day,
      tool: plan.tool,
      rtt: plan.rtt,
      jitter: jitterOf(plan),
      remote: plan.remote,
      ...(plan.negative && { negative: plan.negative }),
      late: Math.max(path.there.late.p99, path.back.late.p99),
    },
    rows: [
      sensed('keys', {
        resolution: keys.resolution,
        press: keys.press.map(ms),
        release: keys.release.map(ms),
        class: keys.class,
        repeat: keys.repeat,
      }),
      sensed('pointer', {
        resolution: pointer.resolution,
        t: pointer.t.map(ms),
        down: pointer.down.map(ms),
        up: pointer.up.map(ms),
      }),
      sensed('reaction', {
        events: answers.map((a) => ({
          ...a,
          shownAt: ms(a.shownAt),
          ...(a.respondedAt !== undefined && { respondedAt: ms(a.respondedAt) }),
          ...(a.settledAt !== undefined && { settledAt: ms(a.settledAt) }),
        })),
      }),
      ...(line
        ? [
            row('rtt', { collector: { name: 'range' }, via: 'getsockopt', ...line.rtt }),
            row('transit', line.transit),
          ]
        : []),
    ].filter(({ data }) => Object.values(data).some((v) => Array.isArray(v) && v.length > 0)),
  }
}

/** Sessions of a gzipped recordings file. */
export async function* recordings(file: string): AsyncGenerator<Session> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    if (line.trim()) yield JSON.parse(line) as Session
}
