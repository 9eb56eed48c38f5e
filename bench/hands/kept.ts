/** What is kept of a device between days, and how large it is. */
import { deflateRawSync } from 'node:zlib'
import {
  close,
  collect,
  detectors,
  emptyDirectory,
  type Loaded,
  memoryDays,
  type Observation,
  plan,
  type SubjectRef,
} from '@telltale/core'
import { median } from '../machine.ts'
import type { Section } from './section.ts'
import { type Amount, observations, typing } from './typing.ts'

/** Rows that the server's engine takes in one step. */
export const delivery = 100

export function scan(rows: Observation[]): Loaded {
  const thePlan = plan(detectors)
  const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
  for (let i = 0; i < rows.length; i += delivery) collect(thePlan, loaded, rows.slice(i, i + delivery))
  close(thePlan, emptyDirectory(), loaded)
  return loaded
}

interface Profile {
  through: Record<string, unknown>
  bytes: number
  parts: Map<string, number>
}

/** Devices of which the size is taken. */
const few = 4

/** Profiles as the store writes them, after as many days as count. */
function kept(amount: Amount) {
  const loaded = scan(observations(typing(amount, few, memoryDays)))
  const profiles = new Map<SubjectRef, Profile>()
  for (const { subject, through } of [...loaded.windows.values()].sort((a, b) => a.from - b.from)) {
    const parts = Object.entries(through).map(([id, state]): [string, number] => [id, bytes(state)])
    if (parts.length > 0) profiles.set(subject, { through, bytes: bytes(through), parts: new Map(parts) })
  }
  const all = [...profiles.values()]
  const open = median([...loaded.windows.values()].map((w) => bytes(w.states)))
  return { sizes: all.map((p) => p.bytes), open, largest: all.reduce((a, b) => (b.bytes > a.bytes ? b : a)) }
}

/** How large a profile gets where prompts and targets are drawn, and where all of a working day is seen. */
export function size(): Section {
  const drawn = kept('pointer')
  const everything = kept('everything')
  const target = (what: string, { sizes }: ReturnType<typeof kept>) => ({
    what,
    aim: '≤ 2,000 bytes',
    measured: `${median(sizes)} bytes (largest ${Math.max(...sizes)})`,
    met: Math.max(...sizes) <= 2000,
    n: `${sizes.length} devices after ${memoryDays} days, as JSON text`,
  })
  const ways = ({ largest: { bytes: now, through } }: ReturnType<typeof kept>) => {
    const bare = { ...through, ...without(through) }
    return [
      now,
      bytes(uncounted(through)),
      bytes(bare),
      bytes(uncounted(bare)),
      deflateRawSync(JSON.stringify(through), { level: 9 }).length,
    ]
  }
  const [two, all] = [ways(drawn), ways(everything)]
  return {
    title: 'What is kept',
    targets: [
      target('profile of a device: prompts and targets', drawn),
      target('profile of a device: every channel of a working day', everything),
    ],
    notes: [
      'The profile is everything that detectors remember of a device between days. It is stored as JSON text; no binary form exists, so none is counted. One with 16 bits for a log likelihood would take 112 bytes a channel where the text takes about 450.',
      `What one device-day holds while it is open: ${drawn.open} bytes; with every channel ${everything.open} (medians).`,
    ],
    tables: [
      {
        title: 'What other ways of keeping the largest profile would take (none of them is built)',
        columns: ['way', 'prompts and targets', 'every channel'],
        rows: [
          'as it is',
          'without the counts of the histogram, which a past does not need',
          'without the sample of rhythms',
          'both',
          'as it is, deflated',
        ].map((way, i) => [way, two[i]!, all[i]!]),
      },
      {
        title: 'The largest profile by part',
        columns: ['part', 'prompts and targets', 'every channel'],
        rows: [...everything.largest.parts]
          .sort((a, b) => b[1] - a[1])
          .map(([part, size]) => [part, drawn.largest.parts.get(part) ?? 0, size]),
      },
    ],
  }
}

/** Without the histograms of reaction times. */
function uncounted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const parts = Object.entries(value).filter(([k, v]) => !(k === 'counts' && Array.isArray(v)))
  return Object.fromEntries(parts.map(([k, v]) => [k, uncounted(v)]))
}

/** The parts that hold a sample of rhythms, with none in it. */
function without(through: Record<string, unknown>): Record<string, unknown> {
  const parts = Object.entries(through) as [string, object][]
  return Object.fromEntries(
    parts.filter(([, v]) => 'rhythms' in v).map(([k, v]) => [k, { ...v, rhythms: {} }]),
  )
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
