/**
 * `npm run study -- analyse RECORDINGS --study FOLDER --out FOLDER`: predictions first, with the digest that is lodged
 * with the keeper; then, with `--unblind KEY.csv --lodged DIGEST [--people people.csv] [--tools tools.csv]`, the report.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type StudyTool, tools } from './conditions.ts'
import { criteria } from './criteria.ts'
import { open } from './key.ts'
import { freeze, type Predictions, predict } from './predict.ts'
import { report, simulated } from './report.ts'
import { score } from './scores.ts'

export interface Unblind {
  key: string
  /** The digest as the keeper has it. */
  lodged: string
  people?: string
  /** `tool,own`: each tool's own delay at the set-up, milliseconds. */
  tools?: string
}

/** Writes predictions.json and predictions.sha256 into `out`; gives what is to be lodged, in words. */
export function blind(
  observations: string,
  study: string,
  out: string,
): { digest: string; predictions: Predictions; says: string } {
  mkdirSync(out, { recursive: true })
  const predictions = predict(observations, study)
  const digest = freeze(predictions, out)
  const { sessions, missing, unknown, problems } = predictions
  const says = [
    ...(predictions.simulated ? [simulated] : []),
    `${sessions.length - missing.length} of ${sessions.length} sessions were recorded and judged blind.`,
    ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}.`] : []),
    ...(unknown.length > 0
      ? [`No session has the codes ${unknown.join(', ')}: their rows were not used.`]
      : []),
    ...problems,
    `Lodge this digest with the keeper before the key is opened: ${digest}`,
  ]
  return { digest, predictions, says: `${says.join('\n')}\n` }
}

/** Opens the key over frozen predictions, writes report.md and scores.json into `out` and gives the report. */
export function unblind(observations: string, study: string, out: string, given: Unblind): string {
  const opened = open({ observations, study, out, ...given })
  const scores = score(opened, given.tools ? ownDelays(given.tools) : {})
  const page = report(opened, scores)
  const { simulated: notReal } = opened.predictions
  const result = {
    ...(notReal && { simulated }),
    digest: opened.digest,
    criteria: criteria(opened, scores),
    scores,
  }
  writeFileSync(join(out, 'report.md'), page)
  writeFileSync(join(out, 'scores.json'), `${JSON.stringify(result, null, 1)}\n`)
  return page
}

function ownDelays(file: string): Partial<Record<StudyTool, number>> {
  const rows = parse(readFileSync(file, 'utf8'), {
    columns: true,
    skip_empty_lines: true,
    trim: true,
  }) as Record<string, string>[]
  return Object.fromEntries(
    rows.map((row, i) => {
      if (!tools.includes(row.tool as StudyTool) || !row.own || !(Number(row.own) >= 0))
        throw new Error(
          `${file}, row ${i + 1}: expected a tool of ${tools.join(', ')} and its own delay in milliseconds`,
        )
      return [row.tool, Number(row.own)]
    }),
  )
}

export function analyse(args: readonly string[]): string {
  const [observations, ...rest] = args
  const option = (name: string) => {
    const at = rest.indexOf(`--${name}`)
    return at < 0 ? undefined : rest[at + 1]
  }
  const [study, out, key, lodged] = ['study', 'out', 'unblind', 'lodged'].map(option)
  if (!observations || observations.startsWith('-') || !study || !out)
    throw new Error(
      'name the recordings, the study and where to write: npm run study -- analyse RECORDINGS --study FOLDER --out FOLDER',
    )
  if (!key) return blind(observations, study, out).says
  if (!lodged)
    throw new Error(
      '--unblind needs --lodged with the digest that the keeper was given: without it the key stays sealed',
    )
  return unblind(observations, study, out, { key, lodged, people: option('people'), tools: option('tools') })
}
