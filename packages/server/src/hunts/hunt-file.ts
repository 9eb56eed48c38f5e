import type { Detector, HuntView } from '@telltale/core'
import { z } from 'zod'
import { nearest } from '../nearest.ts'

/** A hunt as it is written down. */
export type Hunt = Omit<HuntView, 'shipped'>

/** A name is the name of its file. */
export const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/

const threshold = z.number('expected a number')
const name = z
  .string('expected text')
  .regex(namePattern, 'use lower-case letters, digits and hyphens, at most 64, such as relays-from-8-ms')
  .describe('the name of the file without .json')

/** The members of a hunt beside its name. */
export const huntBody = z.strictObject({
  says: z
    .string('say in a sentence what the hunt supposes')
    .min(1, 'say in a sentence what the hunt supposes')
    .max(1000, 'at most 1000 characters are taken')
    .describe('what the hunt supposes, in a sentence'),
  detector: z.string('expected a detector’s id').max(200).optional().describe('the id of a detector'),
  thresholds: z
    .record(z.string(), threshold)
    .optional()
    .describe('thresholds of the detector that are tried otherwise; those left out are as they stand'),
  sql: z
    .string('expected text')
    .max(20_000, 'at most 20,000 characters are taken')
    .optional()
    .describe('one SELECT over the views of docs/hunts.md'),
})

export const huntFile = huntBody
  .extend({ $schema: z.string().optional().describe('for editors; not read'), name })
  .meta({
    title: 'A hunt of Telltale',
    description: 'A saved hypothesis: a detector with other thresholds, or SQL over documented views.',
  })

/** What is wrong with a hunt: the field, and what to do. */
export interface Fault {
  field: string
  reason: string
}

/** Reads a hunt that somebody wrote; gives what is wrong where it can't be used. */
export function readHunt(
  value: unknown,
  detectors: ReadonlyMap<string, Detector>,
): { hunt: Hunt } | { faults: Fault[] } {
  const read = huntFile.safeParse(value)
  if (!read.success) return { faults: read.error.issues.map(faultOf) }
  const { $schema: _, ...hunt } = read.data
  const faults = faultsOf(hunt, detectors)
  return faults.length > 0 ? { faults } : { hunt: plain(hunt) }
}

/** What a hunt asks for that is not there. */
export function faultsOf(
  { detector: id, thresholds, sql }: Pick<HuntView, 'detector' | 'thresholds' | 'sql'>,
  detectors: ReadonlyMap<string, Detector>,
): Fault[] {
  if (id === undefined && sql === undefined)
    return [{ field: 'detector', reason: 'a hunt needs a detector, or "sql": add one of them' }]
  if (id !== undefined && sql !== undefined)
    return [{ field: 'sql', reason: 'a hunt is a detector or SQL, not both: take one of them away' }]
  if (id === undefined)
    return Object.keys(thresholds ?? {}).length > 0
      ? [
          {
            field: 'thresholds',
            reason: 'thresholds are those of a detector, and SQL has none: take them away',
          },
        ]
      : []
  const detector = detectors.get(id)
  if (!detector) {
    const near = nearest(id, [...detectors.keys()])
    const what = `there is no detector ${JSON.stringify(id)}`
    return [
      {
        field: 'detector',
        reason: `${what}${near ? `; did you mean ${near}?` : ''} ("telltale detectors" lists them)`,
      },
    ]
  }
  if (detector.status === 'retired')
    return [{ field: 'detector', reason: `${id} is retired: what it found can be read, it can’t be run` }]
  const has = Object.keys(detector.thresholds ?? {})
  return Object.keys(thresholds ?? {})
    .filter((name) => !has.includes(name))
    .map((name) => ({
      field: `thresholds.${name}`,
      reason:
        has.length > 0
          ? `${id} has no such threshold; it has ${has.join(', ')}`
          : `${id} has no thresholds that can be tried; "telltale hunt list --detectors" shows which have`,
    }))
}

/** One sentence of what is wrong. */
export function sentenceOf(faults: readonly Fault[]): string {
  return `${faults.map(({ field, reason }) => (field ? `${field}: ${reason}` : reason)).join('; ')}.`
}

function faultOf({ path, message, ...issue }: z.core.$ZodIssue): Fault {
  const field = path.join('.')
  if (issue.code !== 'unrecognized_keys') return { field, reason: message }
  const keys = (issue as unknown as { keys: string[] }).keys.join(', ')
  return {
    field: keys,
    reason: 'not a member of a hunt, which has name, says, and detector with thresholds, or sql',
  }
}

function plain({ name, says, detector, thresholds, sql }: Hunt): Hunt {
  return {
    ...{ name, says },
    ...(detector !== undefined && { detector }),
    ...(thresholds !== undefined && { thresholds }),
    ...(sql !== undefined && { sql }),
  }
}
