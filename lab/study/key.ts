/** Opens what the keeper sealed, once there is something to hold it against. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { delays, hard, keyDigest, keyRows, machines, type Session, tools } from './conditions.ts'
import { lodgeable, type Prediction, type Predictions, predict, readFrozen } from './predict.ts'

/** What a volunteer chose to say. Empty where they did not. */
export interface Volunteer {
  volunteer: string
  age: string
  assistive: string
  mouse: string
  attachment: string
  computer: string
}

/** One session with its prediction and, at last, its condition. */
export interface Trial extends Prediction, Omit<Session, keyof Prediction> {
  /** Median round trip that the keeper measured, milliseconds; the router's setting where that is missing. */
  trip: number
  pinged: boolean
}

export interface Opened {
  trials: Trial[]
  volunteers: Map<string, Volunteer>
  predictions: Predictions
  digest: string
}

/**
 * Joins frozen predictions with the key. Throws, and opens nothing, where no predictions were frozen, where they are
 * not those that were lodged, where recordings or code give others now, or where the key is not the one that the study
 * was begun with.
 */
export function open(given: {
  observations: string
  study: string
  out: string
  key: string
  lodged: string
  people?: string
}): Opened {
  const frozen = readFrozen(given.out)!
  const digest = lodgeable(frozen)
  if (given.lodged.trim().toLowerCase() !== digest)
    throw new Error(
      `the digest that was lodged is not that of ${join(given.out, 'predictions.json')}: these are not the predictions that were made blind. The key stays sealed`,
    )
  const now = lodgeable(predict(given.observations, given.study))
  if (now !== digest)
    throw new Error(
      'the recordings and this version of the code give other predictions than the frozen ones: run the commit that made them, on the recordings as they were. The key stays sealed',
    )
  const text = readText(given.key)
  if (keyDigest(text) !== frozen.key)
    throw new Error(
      `${given.key} is not the key that this study was begun with (its digest differs from study.json's): sessions were reassigned afterwards, or it belongs to another study`,
    )
  const conditions = new Map(readKey(text, given.key).map((s) => [s.code, s]))
  const trials = frozen.sessions.map((prediction): Trial => {
    const condition = conditions.get(prediction.code)
    if (!condition) throw new Error(`${given.key} has no line for the session ${prediction.code}`)
    return { ...condition, ...prediction }
  })
  const volunteers = given.people
    ? readPeople(given.people, new Set(trials.map((t) => t.volunteer)))
    : new Map()
  return { trials, predictions: frozen, digest, volunteers }
}

const ages = ['', '18-39', '40-59', '60 or over']

/** Empty is an answer as well. Words other than the age band are free, in whatever case. */
function readPeople(file: string, known: ReadonlySet<string>): Map<string, Volunteer> {
  const rows = parse(readText(file), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  }) as Volunteer[]
  return new Map(
    rows.map((row, i) => {
      const said = Object.fromEntries(
        Object.entries(row).map(([k, v]) => [k, k === 'volunteer' ? v : v.toLowerCase()]),
      ) as unknown as Volunteer
      if (!known.has(said.volunteer))
        throw new Error(
          `${file}, row ${i + 1}: no volunteer of this study is called ${JSON.stringify(said.volunteer)}`,
        )
      if (!ages.includes(said.age))
        throw new Error(
          `${file}, row ${i + 1}: age is ${JSON.stringify(said.age)}; expected ${ages.slice(1).join(', ')}, or nothing`,
        )
      return [said.volunteer, said]
    }),
  )
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(
      `${path} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    )
  }
}

function readKey(text: string, file: string): (Session & Pick<Trial, 'trip' | 'pinged'>)[] {
  return keyRows(text).map((r, i) => {
    const one = <T extends string>(name: string, of: readonly T[], empty = false): T => {
      const value = r[name] ?? ''
      if ((empty && value === '') || of.includes(value as T)) return value as T
      throw new Error(
        `${file}, session ${i + 1}: ${name} is ${JSON.stringify(value)}; expected ${of.join(', ')}`,
      )
    }
    const delay = Number(r.delay)
    if (!delays.includes(delay as (typeof delays)[number]))
      throw new Error(
        `${file}, session ${i + 1}: delay is ${JSON.stringify(r.delay)}; expected ${delays.join(', ')}`,
      )
    const measured = r.measured ? Number(r.measured) : delay
    if (!(measured >= 0 && measured < 2000))
      throw new Error(
        `${file}, session ${i + 1}: measured is ${JSON.stringify(r.measured)}; expected milliseconds of round trip, or nothing`,
      )
    return {
      code: r.code!,
      volunteer: r.volunteer!,
      baseline: r.baseline === '1',
      machine: one('machine', machines),
      day: Number(r.day),
      position: Number(r.position),
      place: one('place', ['desk', 'far'] as const),
      hard: one('hard', hard, true) as Session['hard'],
      tool: one('tool', tools, true) as Session['tool'],
      delay,
      jitter: one('jitter', ['low', 'high'] as const, true) as Session['jitter'],
      trip: measured,
      pinged: Boolean(r.measured),
    }
  })
}
