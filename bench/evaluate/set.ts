import { accept, type Detector, type Drained, digest, drain, type Observation, plan } from '@telltale/core'

/** A row that should or should not be found, and what happened. */
export interface Judged {
  /** What it is, as a reader can find it in the data: a pair, a file, a device. */
  what: string
  /** True when the detector ought to give evidence on it. */
  expected: boolean
  found: boolean
  /** In detail where it disagrees: what was said, or why it abstained. */
  note?: string
  abstained?: boolean
}

export interface SetResult {
  set: string
  detector: string
  /** What one row is: "device-day", "pair", "capture". */
  unit: string
  judged: Judged[]
  /** What a reader must know: simulated parts, confounds, how rows were made. */
  notes: string[]
  /** Any further table that belongs to the set. */
  table?: { columns: string[]; rows: (string | number)[][] }
}

/** One set of public data and the detector it tries. One file each in this folder. */
export interface EvaluationSet {
  title: string
  /** The folder or file below the data folder that must exist. */
  needs: string
  run(data: string): Promise<SetResult[]>
}

const receivedAt = 4_000_000_000_000

/** A canonical row as an observation; throws with the field when the row is not accepted. */
export function observe(row: {
  kind: string
  at: number
  about: string[]
  data: unknown
  id: string
}): Observation {
  const accepted = accept(row, { source: 'evaluate', id: row.id, receivedAt }, (type, value) =>
    digest(`${type}\0${value}`),
  )
  if (!accepted.observation) throw new Error(`${row.id}: ${JSON.stringify(accepted.problems)}`)
  return accepted.observation
}

export function judgeAll(detector: Detector, rows: readonly Observation[]): Drained {
  return drain(plan([detector]), [rows])
}

/** Wilson score interval of k out of n, at 95 %. */
export function wilson(k: number, n: number): [number, number] {
  if (n === 0) return [0, 1]
  const z = 1.959964
  const p = k / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
