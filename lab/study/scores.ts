/** From opened trials to figures. Every figure over people: a volunteer's sessions stand or fall together. */

import { auc } from '../../bench/hands/section.ts'
import { caps } from '../../packages/core/src/caps.ts'
import { floor } from '../../packages/core/src/detectors/hands/first-response.ts'
import { tools as cadences, type Tool } from '../../packages/core/src/signals/cadence.ts'
import { delays, type StudyTool, tools } from './conditions.ts'
import { type Group, groupsOf } from './groups.ts'
import type { Opened, Trial } from './key.ts'
import { spread } from './people.ts'
import { type Size, sizes, type Way, ways } from './predict.ts'
import { type Interval, overPeople, type Rate, rate, spoke } from './rates.ts'

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
  /** On the first so many reactions of a session: false alarms on plain days, found at 60, 110 and 180 ms. */
  first: { size: Size; way: 'alone' | 'own'; desk: Rate; found: { delay: number; rate: Rate }[] }[]
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
      [...new Set(difficult.map((t) => t.hard))].sort().map((kind) => [
        kind,
        rate(
          difficult.filter((t) => t.hard === kind),
          spoke('own'),
        ),
      ]),
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
            weights(
              list.filter((t) => t.place === 'far'),
              way,
            ),
            weights(
              list.filter((t) => t.place === 'desk'),
              way,
            ),
          )
        const both = [...some, ...plain]
        return { delay, rate: rate(some, spoke(way)), auc: area(both), clustered: overPeople(both, area) }
      }),
    ),
    first: sizes.flatMap((size) =>
      (['alone', 'own'] as const).map((way) => {
        const spoken = (t: Trial) => {
          const is = t.first?.[size]?.[way] ?? 'abstain'
          return is === 'abstain' ? undefined : is === 'evidence'
        }
        const found = [60, 110, 180].map((delay) => ({
          delay,
          rate: rate(
            far.filter((t) => t.delay === delay),
            spoken,
          ),
        }))
        return { size, way, desk: rate(plain, spoken), found }
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
        half: mean(
          timed
            .map((t) => t.judged![way])
            .filter((j) => j.low !== undefined)
            .map((j) => (j.high! - j.low!) / 2),
        ),
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

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length
}
