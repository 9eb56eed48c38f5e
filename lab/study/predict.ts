/** What Telltale makes of each session while nobody knows which is which. Everything is decided here, before the key. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonical } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import type { Tool } from '../../packages/core/src/signals/cadence.ts'
import { type Channel, channels } from '../../packages/core/src/signals/reactions.ts'
import type { Study } from './conditions.ts'
import { firstOf, type Judged, judge, measure, ofHands, otherEvidence, shifted, verdict } from './judge.ts'
import { digestOf, readRecordings } from './recordings.ts'

/** Against the average person; with the volunteer's own baseline; and against the other volunteers' average. */
export const ways = ['alone', 'own', 'centred'] as const
export type Way = (typeof ways)[number]

/** Reactions at which the range states its aims. */
export const sizes = [16, 24, 60] as const
export type Size = (typeof sizes)[number]

export interface Prediction {
  code: string
  volunteer: string
  baseline: boolean
  /** Digest of the rows; absent where nothing was recorded. */
  rows?: string
  /** Usable reactions. */
  n: number
  judged?: Record<Way, Judged>
  /** The same on the first so many usable reactions, where the session has them. */
  first?: Partial<Record<Size, Record<'alone' | 'own', Judged['is']>>>
  /** Most likely shift of each channel against the committed location, milliseconds. */
  shifts: Partial<Record<Channel, number>>
  /** The tool that the pointer's pace names. */
  pace?: Tool
  /** Every other detector of hands that gave evidence. */
  others: string[]
}

export interface Predictions {
  simulated: boolean
  /** The key's digest that the study was begun with. */
  key: string
  detectors: Record<string, number>
  sessions: Prediction[]
  missing: string[]
  /** Codes with rows that no session has. */
  unknown: string[]
  problems: string[]
}

/** Reads the open part of a study. Throws with the file where it is missing or damaged. */
export function readStudy(folder: string): {
  study: Study
  sessions: { code: string; volunteer: string; baseline: boolean }[]
} {
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      throw new Error(`${join(folder, name)} can't be read: --study names the folder that "conditions" wrote`)
    }
  }
  const study = JSON.parse(read('study.json')) as Study
  const rows = parse(read('sessions.csv'), { columns: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[]
  return {
    study,
    sessions: rows.map((r) => ({ code: r.code!, volunteer: r.volunteer!, baseline: r.baseline === '1' })),
  }
}

/** Predictions from recordings and the open part of a study; the same whatever the order of rows and files. */
export function predict(observations: string, folder: string): Predictions {
  const { study, sessions } = readStudy(folder)
  const { sessions: recorded, problems } = readRecordings(observations)
  const codes = new Set(sessions.map((s) => s.code))
  const measured = new Map([...recorded].map(([code, rows]) => [code, measure(rows)]))
  const baselines = new Map(sessions.filter((s) => s.baseline).map((s) => [s.volunteer, s.code]))
  const shifts = new Map([...baselines].map(([who, code]) => [who, measured.get(code)?.shifts ?? {}]))
  const made = [...sessions]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, volunteer, baseline }): Prediction => {
      const rows = recorded.get(code)
      if (!rows) return { code, volunteer, baseline, n: 0, shifts: {}, others: [] }
      const { n, shifts: own, tool } = measured.get(code)!
      const past = baseline ? undefined : recorded.get(baselines.get(volunteer) ?? '')
      const judged = {
        alone: judge(rows, tool),
        own: judge(rows, tool, past),
        centred: judge(shifted(rows, average(shifts, volunteer)), tool),
      }
      const first = Object.fromEntries(
        sizes.flatMap((size) => {
          const few = firstOf(rows, size)
          return few ? [[size, { alone: verdict(few).is, own: verdict(few, past).is }]] : []
        }),
      )
      const others = otherEvidence(rows)
      return {
        code,
        volunteer,
        baseline,
        rows: digestOf(rows),
        n,
        judged,
        first,
        shifts: own,
        pace: tool,
        others,
      }
    })
  return {
    simulated: study.simulated || sessions.some((s) => s.code.startsWith('SIM')),
    key: study.key,
    detectors: Object.fromEntries(ofHands.map((d) => [d.id, d.version]).sort()) as Record<string, number>,
    sessions: made,
    missing: made.filter((p) => p.rows === undefined).map((p) => p.code),
    unknown: [...recorded.keys()].filter((code) => !codes.has(code)).sort(),
    problems,
  }
}

/** Mean shift of the other volunteers' baselines: the person judged has no part in it. */
function average(shifts: ReadonlyMap<string, Partial<Record<Channel, number>>>, without: string) {
  const out: Partial<Record<Channel, number>> = {}
  for (const name of Object.keys(channels) as Channel[]) {
    const list = [...shifts].filter(([who]) => who !== without).flatMap(([, s]) => s[name] ?? [])
    if (list.length >= 3) out[name] = list.reduce((a, b) => a + b, 0) / list.length
  }
  return out
}

/** SHA-256 of the predictions in one form: what is lodged with the keeper. */
export function lodgeable(predictions: Predictions): string {
  return createHash('sha256').update(canonical(predictions)).digest('hex')
}

const files = { predictions: 'predictions.json', digest: 'predictions.sha256' }

/** Writes predictions and their digest. Throws where other ones stand there: predictions are made once. */
export function freeze(predictions: Predictions, out: string): string {
  const made = lodgeable(predictions)
  const standing = readFrozen(out, false)
  if (standing && lodgeable(standing) !== made)
    throw new Error(
      `${out} holds predictions that differ from these: predictions are made once. Name another folder with --out and say in the report that there are two`,
    )
  writeFileSync(join(out, files.predictions), `${JSON.stringify(predictions, null, 1)}\n`)
  writeFileSync(join(out, files.digest), `${made}\n`)
  return made
}

/** The frozen predictions of a folder. `undefined` where there are none and `must` is false. */
export function readFrozen(out: string, must = true): Predictions | undefined {
  const read = (name: string) => {
    try {
      return readFileSync(join(out, name), 'utf8')
    } catch {
      return undefined
    }
  }
  const text = read(files.predictions)
  const stated = read(files.digest)?.trim()
  if (text === undefined || stated === undefined) {
    if (!must) return undefined
    throw new Error(
      `${out} holds no frozen predictions: the key stays sealed until they are written and their digest is lodged. Run the analysis without --unblind first`,
    )
  }
  let predictions: Predictions
  try {
    predictions = JSON.parse(text) as Predictions
  } catch {
    throw new Error(
      `${join(out, files.predictions)} is not JSON any more: it was changed after it was frozen`,
    )
  }
  if (lodgeable(predictions) !== stated)
    throw new Error(
      `${join(out, files.predictions)} was changed after it was frozen: its digest is not the one in ${files.digest}`,
    )
  return predictions
}
