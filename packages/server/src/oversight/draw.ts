import { createHash, createHmac } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { day, type Measurees, type Millis, periodOf, type SubjectRef } from '@telltale/core'
import type { Draw } from '../store/coverage.ts'
import { type OversightParts, workers } from './parts.ts'

/** What a lead has set: how many are drawn each quarter, and the check that all of them are offered. 0 draws nobody. */
export interface SampleSettings {
  workers: number
  applicants: number
  check: string
}

export const sampleSetting = 'sample'
const usual: SampleSettings = {
  workers: 0,
  applicants: 0,
  check: 'A video call with the device in view: its serial is read aloud, and a document is shown.',
}
/** Bytes that are kept of everybody's place. */
const placeBytes = 8
const hashedAtOnce = 5000

export async function sampleSettings(parts: Pick<OversightParts, 'store'>): Promise<SampleSettings> {
  return { ...usual, ...((await parts.store.setting(sampleSetting)) as Partial<SampleSettings> | undefined) }
}

/** The quarter that a time lies in, and the one before it. */
export function quarterAt(at: Millis): {
  period: string
  from: Millis
  before: { period: string; from: Millis }
} {
  const now = periodOf(Math.floor(at / day), 'quarter')
  return { ...now, before: periodOf(now.from / day - 1, 'quarter') }
}

/** The key that a quarter's places are made with. It may be shown once the quarter is over. */
export function quarterKey(secret: string, quarter: string): string {
  return createHmac('sha256', secret).update(`sample ${quarter}`).digest('hex')
}

export function commitmentTo(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Where somebody stands in a quarter's order: by nothing that is known of them but their id. */
export function placeOf(key: string, subject: SubjectRef): Buffer {
  return createHmac('sha256', key).update(subject).digest().subarray(0, placeBytes)
}

/**
 * Draws what is due: once a quarter, the first `size` in the quarter's order of all who don't stand out. The score orders
 * nobody and nothing is told of it; whoever is listed, has a case or is a canary is left out, because they are looked at
 * anyway. A quarter that was drawn stays as it was drawn.
 */
export async function drawDue(parts: OversightParts): Promise<void> {
  const { store, now, secret } = parts
  const { workers: ofWorkers, applicants, check } = await sampleSettings(parts)
  const at = now()
  const { period: quarter, from, before } = quarterAt(at)
  const drawn = new Set((await store.draws()).map((d) => `${d.quarter} ${d.of}`))
  const due: [Measurees, number, () => Promise<readonly SubjectRef[]>][] = [
    ['workers', ofWorkers, async () => workers(parts.engine, at)],
    ['applicants', applicants, () => store.alwaysProceeded(before.from, from)],
  ]
  for (const [of, size, everybody] of due) {
    if (size === 0 || drawn.has(`${quarter} ${of}`)) continue
    const frame = await withoutThoseLookedAt(parts, await everybody())
    if (frame.length === 0) continue
    const key = quarterKey(secret, quarter)
    const placed = await inOrder(key, frame)
    await store.keepDraw({
      ...{ quarter, of, drawnAt: at, by: 'telltale', check },
      commitment: commitmentTo(key),
      places: Buffer.concat(placed.map((p) => p.place)),
      subjects: placed.slice(0, size).map((p) => p.subject),
    })
  }
}

async function withoutThoseLookedAt(
  { store }: OversightParts,
  all: readonly SubjectRef[],
): Promise<SubjectRef[]> {
  const [queue, canaries] = await Promise.all([store.queue(), store.canaries()])
  const seen = new Set<SubjectRef>([...queue.map((i) => i.subject), ...canaries.map((c) => c.subject)])
  return all.filter((subject) => !seen.has(subject))
}

async function inOrder(
  key: string,
  frame: readonly SubjectRef[],
): Promise<{ subject: SubjectRef; place: Buffer }[]> {
  const placed: { subject: SubjectRef; place: Buffer }[] = []
  for (const [i, subject] of frame.entries()) {
    placed.push({ subject, place: placeOf(key, subject) })
    if (i % hashedAtOnce === hashedAtOnce - 1) await breathe() // others are served meanwhile
  }
  return placed.sort((a, b) => Buffer.compare(a.place, b.place))
}

export interface DrawProof {
  quarter: string
  of: Measurees
  holds: boolean
  says: string
  frame: number
  /** Once the quarter is over: with it everybody can compute their own place. */
  key?: string
}

/** Computes a draw again from the secret: the key is the one committed to, and those drawn are the first of all. */
export function proveDraw(
  draw: Pick<Draw, 'quarter' | 'of' | 'commitment' | 'subjects'>,
  places: Uint8Array,
  secret: string,
  over: boolean,
): DrawProof {
  const key = quarterKey(secret, draw.quarter)
  const all = Buffer.from(places)
  const at = (i: number) => all.subarray(i * placeBytes, (i + 1) * placeBytes)
  const frame = all.length / placeBytes
  const wrong = () => {
    if (commitmentTo(key) !== draw.commitment)
      return 'The key is not the one that was committed to: the secret has been changed since the draw.'
    for (let i = 1; i < frame; i++)
      if (Buffer.compare(at(i - 1), at(i)) > 0)
        return `The ${i + 1}th place kept is out of order: what was kept has been changed.`
    const first = new Set(draw.subjects.map((_, i) => at(i).toString('hex')))
    const other = draw.subjects.find((subject) => !first.has(placeOf(key, subject).toString('hex')))
    if (other)
      return `${other} is not among the first ${draw.subjects.length} of the quarter’s order: somebody else was to be drawn.`
    return undefined
  }
  const problem = wrong()
  const { quarter, of } = draw
  const says =
    problem ??
    `The ${draw.subjects.length} drawn are the first of all ${frame.toLocaleString('en-US')} in the order of ${quarter}, whose key was committed to when they were drawn.`
  return { quarter, of, holds: problem === undefined, says, frame, ...(over && { key }) }
}
