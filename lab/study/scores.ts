/** From opened trials to figures. Every figure over people: a volunteer's sessions stand or fall together. */

import { wilson } from '../../bench/evaluate/set.ts'
import { auc } from '../../bench/hands/section.ts'
import { seeded } from '../../bench/machine.ts'
import { caps } from '../../packages/core/src/caps.ts'
import { floor } from '../../packages/core/src/detectors/hands/first-response.ts'
import { tools as cadences, type Tool } from '../../packages/core/src/signals/cadence.ts'
import { delays, type StudyTool, tools } from './conditions.ts'
import type { Opened, Trial, Volunteer } from './key.ts'
import { spread } from './people.ts'
import { type Way, ways } from './predict.ts'

export type Interval = [low: number, high: number] | undefined

export interface Rate {
  hits: number
  /** Sessions that were judged; abstentions are not among them. */
  of: number
  abstained: number
  people: number
  /** Over sessions, as if each were another person's: too narrow where a person has several. */
  wilson: [number, number]
  /** Over people: volunteers drawn again with replacement. Of no width where all agree; read Wilson's then. */
  clustered: Interval
}

export interface Scores {
  people: number
  falseAlarms: Record<
    Way,
    { desk: Rate; hard: Rate; byPerson: { volunteer: string; desk: string; hard: string }[] }
  >
  hard: Record<string, Rate>
  /** Mean of the capped ratio over plain days at the desk: an e-value keeps it at 1 or below. */
  mean: Record<Way, { value: number; clustered: Interval }>
  found: Record<Way, { delay: number; rate: Rate; auc: number; clustered: Interval }[]>
  byTool: { tool: StudyTool; machine: string; rate: Rate; named: string }[]
  /** Estimate against the delay that was really there, sessions from 60 ms on. */
  errors: Record<
    Way,
    { n: number; mean: number; bias: number; clustered: Interval; covered: Rate; half: number }
  >
  /** Sessions left out of it because nobody measured their tool's own delay. */
  untimed: number
  /** Sessions in it whose tool's own delay is the lab's figure and not measured on these machines. */
  assumed: number
  groups: Group[]
  spread: ReturnType<typeof spread>
}

/** False alarms of those who said something of themselves against everybody else's. */
export interface Group {
  what: string
  /** Absent where there are too few people to be told apart. */
  rate?: Rate
  others?: Rate
  /** Rate over the others' rate; absent where the others have none or the group is too small to be told apart. */
  ratio?: number
  /** Over people, half an alarm added to each side: with few alarms it says how little the ratio tells. */
  clustered: Interval
  reads: 'too few people' | 'no false alarm' | 'within 1.25' | 'above 1.25'
  /** Age and assistive input decide; mouse, attachment and computer are of the desk and are only shown. */
  decides: boolean
}

/** Smallest group that is told apart: fewer people say nothing. */
export const smallest = 5
export const fair = 1.25
const redraws = 1000

/** The study's name for a tool, and the cadence table's, whose overhead stands in where none was measured. */
const cadenceOf: Partial<Record<StudyTool, Tool>> = {
  rdp: 'microsoft-rdp',
  vnc: 'vnc',
  novnc: 'browser',
  pikvm: 'kvm-timer',
}

/** Scores of opened trials. `own`: each tool's own delay as measured at the set-up, milliseconds. Pure and seeded. */
export function score(opened: Opened, own: Partial<Record<StudyTool, number>> = {}): Scores {
  const blind = opened.trials.filter((t) => !t.baseline && t.rows !== undefined)
  const plain = blind.filter((t) => t.place === 'desk' && t.hard === '')
  const difficult = blind.filter((t) => t.hard !== '')
  const far = blind.filter((t) => t.place === 'far')
  const each = <T>(make: (way: Way) => T) =>
    Object.fromEntries(ways.map((way) => [way, make(way)])) as Record<Way, T>
  const timed = far.filter((t) => t.trip >= 60 && overhead(t, own) !== undefined)
  return {
    people: new Set(blind.map((t) => t.volunteer)).size,
    falseAlarms: each((way) => ({
      desk: rate(plain, spoke(way)),
      hard: rate(difficult, spoke(way)),
      byPerson: [...new Set(blind.map((t) => t.volunteer))].sort().map((volunteer) => ({
        volunteer,
        desk: said(plain, volunteer, way),
        hard: said(difficult, volunteer, way),
      })),
    })),
    hard: Object.fromEntries(
      [...new Set(difficult.map((t) => t.hard))]
        .sort()
        .map((kind) => [kind, rate(difficult.filter((t) => t.hard === kind), spoke('own'))]), // biome-ignore format: one line
    ),
    mean: each((way) => {
      const value = (list: readonly Trial[]) =>
        mean(list.map((t) => capped(t, way)).filter((e) => e !== undefined))
      return { value: value(plain), clustered: overPeople(plain, value) }
    }),
    found: each((way) =>
      delays.map((delay) => {
        const some = far.filter((t) => t.delay === delay)
        const area = (list: readonly Trial[]) =>
          auc(
            weights(list.filter((t) => t.place === 'far'), way),
            weights(list.filter((t) => t.place === 'desk'), way),
          ) // biome-ignore format: two lists
        const both = [...some, ...plain]
        return { delay, rate: rate(some, spoke(way)), auc: area(both), clustered: overPeople(both, area) }
      }),
    ),
    byTool: tools.flatMap((tool) =>
      [...new Set(far.filter((t) => t.tool === tool).map((t) => t.machine))].sort().map((machine) => {
        const some = far.filter((t) => t.tool === tool && t.machine === machine && t.delay >= 110)
        const all = far.filter((t) => t.tool === tool && t.machine === machine)
        const others = all.filter((t) => t.others.length > 0).length
        return { tool, machine, rate: rate(some, spoke('own')), named: `${others} of ${all.length}` }
      }),
    ),
    errors: each((way) => {
      const off = (t: Trial) => {
        const { estimate } = t.judged![way]
        return estimate === undefined ? undefined : estimate - t.trip - overhead(t, own)!
      }
      const list = timed.map(off).filter((e) => e !== undefined)
      const size = (some: readonly Trial[]) =>
        mean(
          some
            .map(off)
            .filter((e) => e !== undefined)
            .map(Math.abs),
        )
      return {
        n: list.length,
        mean: mean(list.map(Math.abs)),
        bias: mean(list),
        clustered: overPeople(timed, size),
        covered: rate(timed, (t) => {
          const { low, high } = t.judged![way]
          const truth = t.trip + overhead(t, own)!
          return low === undefined ? undefined : low <= truth && truth <= high!
        }),
        half: mean(timed.map((t) => t.judged![way]).filter((j) => j.low !== undefined).map((j) => (j.high! - j.low!) / 2)), // biome-ignore format: one line
      }
    }),
    untimed: far.filter((t) => t.trip >= 60).length - timed.length,
    assumed: timed.filter((t) => t.tool !== '' && own[t.tool] === undefined).length,
    groups: groupsOf([...plain, ...difficult], opened.volunteers),
    spread: spread(opened.trials, (list, figure) => overPeople(list, figure, true)),
  }
}

function overhead({ tool }: Trial, own: Partial<Record<StudyTool, number>>): number | undefined {
  if (tool === '') return undefined
  const assumed = cadenceOf[tool] && cadences[cadenceOf[tool]].overhead
  return own[tool] ?? (assumed && (assumed.low + assumed.high) / 2)
}

/** Whether the detector spoke; undefined where it abstained. */
function spoke(way: Way): (t: Trial) => boolean | undefined {
  return (t) => (t.judged![way].is === 'abstain' ? undefined : t.judged![way].is === 'evidence')
}

function rate(list: readonly Trial[], hit: (t: Trial) => boolean | undefined): Rate {
  const judged = list.filter((t) => hit(t) !== undefined)
  const hits = (some: readonly Trial[]) => some.filter((t) => hit(t)).length
  return {
    hits: hits(judged),
    of: judged.length,
    abstained: list.length - judged.length,
    people: new Set(judged.map((t) => t.volunteer)).size,
    wilson: wilson(hits(judged), judged.length),
    clustered: overPeople(judged, (some) => hits(some) / some.length),
  }
}

/**
 * 95 % of what `figure` is when the volunteers are drawn again with replacement; undefined below 3 volunteers. `apart`:
 * it compares sessions of one person, so that somebody drawn twice must be two people.
 */
export function overPeople(
  list: readonly Trial[],
  figure: (list: readonly Trial[]) => number,
  apart = false,
): Interval {
  const byPerson = new Map<string, Trial[]>()
  for (const t of list) byPerson.set(t.volunteer, [...(byPerson.get(t.volunteer) ?? []), t])
  const people = [...byPerson.keys()].sort().map((who) => byPerson.get(who)!)
  if (people.length < 3) return undefined
  const random = seeded(22)
  const values: number[] = []
  for (let i = 0; i < redraws; i++) {
    const drawn = people.flatMap((_, copy) => {
      const mine = people[Math.floor(random() * people.length)]!
      return apart ? mine.map((t) => ({ ...t, volunteer: `${t.volunteer} ${copy}` })) : mine
    })
    const value = figure(drawn)
    if (Number.isFinite(value)) values.push(value)
  }
  if (values.length < redraws / 2) return undefined
  values.sort((a, b) => a - b)
  return [values[Math.floor(0.025 * values.length)]!, values[Math.ceil(0.975 * values.length) - 1]!]
}

function weights(list: readonly Trial[], way: Way): number[] {
  return list.map((t) => t.judged![way].weight).filter((w) => w !== undefined)
}

function capped(t: Trial, way: Way): number | undefined {
  const { weight, history } = t.judged![way]
  if (weight === undefined) return undefined
  return 10 ** Math.min(history ? caps.loop.withHistory : caps.loop.cap, Math.max(floor, weight))
}

function said(list: readonly Trial[], volunteer: string, way: Way): string {
  const mine = list.filter((t) => t.volunteer === volunteer)
  return mine.length === 0 ? 'missing' : mine.map((t) => t.judged![way].is).join(', ')
}

/** Without own history: that is where the rule of 1.25 applies. */
function groupsOf(list: readonly Trial[], volunteers: ReadonlyMap<string, Volunteer>): Group[] {
  const out: Group[] = []
  for (const field of ['age', 'assistive', 'mouse', 'attachment', 'computer'] as const) {
    const said = (t: Trial) => volunteers.get(t.volunteer)?.[field] ?? ''
    for (const value of [...new Set(list.map(said))].filter((v) => v !== '').sort()) {
      const mine = rate(list.filter((t) => said(t) === value), spoke('alone')) // biome-ignore format: one line
      const others = rate(list.filter((t) => said(t) !== value && said(t) !== ''), spoke('alone')) // biome-ignore format: one line
      const told = mine.people >= smallest && others.people >= smallest
      const [a, b] = [mine.hits / mine.of, others.hits / others.of]
      const ratio = told && b > 0 ? a / b : undefined
      const above = told && (b > 0 ? a / b > fair : a > 0)
      out.push({
        what: `${field}: ${value}`,
        ...(told && { rate: mine, others }),
        ratio,
        clustered: told
          ? overPeople(
              list.filter((t) => said(t) !== ''),
              (some) => smoothed(some, (t) => said(t) === value) / smoothed(some, (t) => said(t) !== value),
            )
          : undefined,
        decides: field === 'age' || field === 'assistive',
        reads: !told
          ? 'too few people'
          : a + b === 0
            ? 'no false alarm'
            : above
              ? 'above 1.25'
              : 'within 1.25',
      })
    }
  }
  return out
}

function smoothed(list: readonly Trial[], which: (t: Trial) => boolean): number {
  const some = list.filter((t) => which(t) && t.judged!.alone.is !== 'abstain')
  return (some.filter((t) => t.judged!.alone.is === 'evidence').length + 0.5) / (some.length + 1)
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length
}
