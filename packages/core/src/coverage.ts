import {
  coverageDays,
  enough,
  instrumentsOf,
  type Measurable,
  measurable,
  populationsOf,
} from './measured.ts'
import { type ConnectionId, connections } from './observations/connection.ts'
import { kinds } from './observations/index.ts'
import type { Millis } from './observations/kind.ts'
import { day } from './plan.ts'
import { type ClaimTested, type Detector, type Kind, type Scheme, schemes } from './types.ts'
import type { CoverageView, DetectorCoverage, MeasuredShare, NextConnection } from './views-of-coverage.ts'

/** How many subjects of one type were judged by exactly these instruments. */
export interface MeasuredPattern {
  type: Measurable
  by: string[]
  subjects: number
}

/** How many subjects an instrument could not judge for one reason, and never judged within the time. */
export interface Unmeasured {
  type: Measurable
  by: string
  because: string
  subjects: number
}

export interface CoverageInput {
  detectors: readonly Detector[]
  population: Readonly<Record<Measurable, number>>
  patterns: readonly MeasuredPattern[]
  unmeasured: readonly Unmeasured[]
  heardFrom: readonly { kind: string; count: number; receivedAt: Millis }[]
  now: Millis
}

/** A kind that came in and has not for this long is stale. Assumed: most exports come daily or weekly. */
export const staleAfter = 8 * day
const reasonsShown = 5
const words = { person: 'workers', application: 'applicants' } as const
const cellWords: Record<ClaimTested, [what: string, verb: 'is' | 'are']> = {
  place: ['the place', 'is'],
  device: ['the device', 'is'],
  hands: ['hands', 'are'],
  identity: ['the identity', 'is'],
  pay: ['pay', 'is'],
}

/**
 * By which parts of the claim a scheme shows itself. Much else weighs a little on every scheme, and a weight that all of
 * them get tells none of them: a clean inventory is no look at the hands.
 */
const showsIn: Record<Scheme, readonly ClaimTested[]> = {
  'hands-elsewhere': ['hands'],
  'device-elsewhere': ['place', 'device'],
  'identity-stolen': ['identity'],
  'identity-invented': ['identity'],
  'job-shared': ['pay', 'hands'],
}

/**
 * What can be seen and what cannot. A subject counts as measured by a detector that judged it, evidence or clear, at
 * least once in the last 90 days; for what is shared, when the attribute itself was seen on it. What detectors in
 * shadow or for counsel judge is listed and opens nobody's eyes.
 */
export function coverage(input: CoverageInput): CoverageView {
  const { now, heardFrom } = input
  const seen = { person: 0, application: 0 }
  for (const { type, subjects } of input.patterns) seen[type] += subjects
  // Somebody may be measured whom no export names.
  const population = {
    person: Math.max(input.population.person, seen.person),
    application: Math.max(input.population.application, seen.application),
  }
  const of = { ...input, population, unseen: unseenOf(population, seen) }
  const used = input.detectors.filter((d) => d.status !== 'retired')
  const cells = Object.keys(cellWords) as ClaimTested[]
  return {
    at: now,
    days: coverageDays,
    workers: population.person,
    applicants: population.application,
    detectors: used.flatMap((d) => populationsOf(d).map((type) => detectorCoverage(of, d, type))),
    cells: cells.flatMap((cell) =>
      shares(
        of,
        cell,
        measuring(used, (d) => d.tests === cell),
      ),
    ),
    schemes: schemes.flatMap((scheme) =>
      shares(
        of,
        scheme,
        measuring(used, (d) => d.bears.includes(scheme) && showsIn[scheme].includes(d.tests)),
      ),
    ),
    blindSpots: cells.flatMap((cell) =>
      blindSpots(
        of,
        cell,
        measuring(used, (d) => d.tests === cell),
      ),
    ),
    next: nextConnections(of, used),
    stale: heardFrom
      .filter((h) => h.count > 0 && now - h.receivedAt > staleAfter)
      .map((h) => ({ ...h, days: Math.floor((now - h.receivedAt) / day) }))
      .sort((a, b) => a.receivedAt - b.receivedAt),
  }
}

type Known = CoverageInput & { unseen: Record<Measurable, number> }

function unseenOf(population: Record<Measurable, number>, seen: Record<Measurable, number>) {
  return {
    person: population.person - seen.person,
    application: population.application - seen.application,
  }
}

/** Detectors that look for themselves; those that compare what is shared only where no other one does. */
function measuring(detectors: readonly Detector[], fits: (d: Detector) => boolean): Detector[] {
  const fit = detectors.filter((d) => scores(d) && fits(d))
  const own = fit.filter((d) => !('links' in d))
  return own.length > 0 ? own : fit
}

function scores(d: Detector): boolean {
  return d.status !== 'shadow' && d.audience !== 'counsel'
}

/** How many of one type were judged by any of the detectors. */
function measuredBy(of: Known, detectors: readonly Detector[], type: Measurable): number {
  const wanted = new Set(detectors.flatMap(instrumentsOf))
  return of.patterns.reduce(
    (n, p) => (p.type === type && p.by.some((i) => wanted.has(i)) ? n + p.subjects : n),
    0,
  )
}

function detectorCoverage(of: Known, detector: Detector, type: Measurable): DetectorCoverage {
  const instruments = new Set(instrumentsOf(detector).concat(detector.id))
  const reasons = of.unmeasured
    .filter((u) => u.type === type && instruments.has(u.by))
    .sort((a, b) => b.subjects - a.subjects || (a.because < b.because ? -1 : 1))
  return {
    detector: detector.id,
    title: detector.title,
    tests: detector.tests,
    stage: detector.stage,
    status: detector.status,
    of: words[type],
    measured: measuredBy(of, [detector], type),
    population: of.population[type],
    reasons: reasons.slice(0, reasonsShown).map(({ because, subjects }) => ({ because, subjects })),
    otherReasons: reasons.slice(reasonsShown).reduce((n, r) => n + r.subjects, 0),
  }
}

function shares<T extends string>(of: Known, name: T, detectors: readonly Detector[]): MeasuredShare<T>[] {
  return measurable.flatMap((type) => {
    const able = detectors.filter((d) => populationsOf(d).includes(type))
    if (able.length === 0 || of.population[type] === 0) return []
    return [
      {
        name,
        of: words[type],
        measured: measuredBy(of, able, type),
        population: of.population[type],
        detectors: able.map((d) => d.id),
      },
    ]
  })
}

function blindSpots(
  of: Known,
  cell: ClaimTested,
  detectors: readonly Detector[],
): CoverageView['blindSpots'] {
  return shares(of, cell, detectors).flatMap(({ of: who, measured, population, detectors: ids }) => {
    const missing = population - measured
    if (missing === 0) return []
    const type = who === 'workers' ? 'person' : 'application'
    const own = detectors.filter((d) => ids.includes(d.id))
    const [what, verb] = cellWords[cell]
    const sources = sourcesOf(own)
    const tried = new Map<string, number>()
    for (const u of of.unmeasured)
      if (u.type === type && own.some((d) => d.id === u.by))
        tried.set(u.because, Math.max(tried.get(u.because) ?? 0, u.subjects))
    const [most] = [...tried].sort((a, b) => b[1] - a[1])
    const share = sharePercent(missing, population)
    return [
      {
        cell,
        of: who,
        subjects: missing,
        population,
        says: `${share} of ${who}: ${what} ${verb} not measured (nothing from ${sources})`,
        ...(most && { often: most[0] }),
      },
    ]
  })
}

/** The ways in which what the detectors read comes in, the one that most of them read first; at most three. */
function sourcesOf(detectors: readonly Detector[]): string {
  const counts = new Map<ConnectionId, number>()
  for (const d of detectors)
    for (const id of new Set(
      enough(d)
        .flat()
        .flatMap((k) => kinds[k].from),
    ))
      counts.set(id, (counts.get(id) ?? 0) + 1)
  const titles = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => connections[id].title)
  return titles.slice(0, 3).join(' or ')
}

/**
 * What each connection would add to what comes in: the detectors that could then judge, and the subjects for whom a
 * cell of the claim would be measured that is not measured at all. An upper bound: everybody would have to be
 * connected. The most cells an hour first; the hours are assumed.
 */
function nextConnections(of: Known, detectors: readonly Detector[]): NextConnection[] {
  const heard = new Set(of.heardFrom.filter((h) => h.count > 0).map((h) => h.kind))
  const usable = detectors.filter(scores)
  const out: (NextConnection & { worth: number })[] = []
  for (const [id, { title, hours }] of Object.entries(connections) as [
    ConnectionId,
    { title: string; hours: number },
  ][]) {
    const gives = (Object.keys(kinds) as Kind[]).filter((k) =>
      (kinds[k].from as readonly string[]).includes(id),
    )
    const gained = usable.filter((d) =>
      enough(d).some(
        (set) => set.some((k) => gives.includes(k)) && set.every((k) => gives.includes(k) || heard.has(k)),
      ),
    )
    const added = { person: 0, application: 0 }
    const cells = new Set<ClaimTested>()
    let worth = 0
    for (const type of measurable)
      for (const cell of Object.keys(cellWords) as ClaimTested[]) {
        const able = measuring(usable, (d) => d.tests === cell).filter((d) => populationsOf(d).includes(type))
        if (!able.some((d) => gained.includes(d))) continue
        const more = of.population[type] - measuredBy(of, able, type)
        if (more === 0) continue
        cells.add(cell)
        worth += more
        added[type] = Math.max(added[type], more)
      }
    if (worth === 0) continue
    const fresh = gained
      .filter((d) => !enough(d).some((set) => set.every((k) => heard.has(k))))
      .map((d) => d.id)
    const subjects = { workers: added.person, applicants: added.application }
    const connected = gives.some((k) => heard.has(k))
    out.push({
      connection: id,
      title,
      hours,
      connected,
      kinds: gives,
      cells: [...cells],
      detectors: fresh,
      ...subjects,
      worth,
    })
  }
  return out
    .sort((a, b) => b.worth / b.hours - a.worth / a.hours || (a.connection < b.connection ? -1 : 1))
    .map(({ worth: _, ...next }) => next)
}

/** "41 %"; never 0 % or 100 % of what is not none or all. */
export function sharePercent(part: number, whole: number): string {
  if (whole === 0) return '–'
  const rounded = Math.round((100 * part) / whole)
  if (rounded === 0 && part > 0) return '< 1 %'
  if (rounded === 100 && part < whole) return '> 99 %'
  return `${rounded} %`
}
