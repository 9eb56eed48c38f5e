/** False alarms beside what volunteers chose to say of themselves. */
import type { Trial, Volunteer } from './key.ts'
import { type Interval, overPeople, type Rate, rate, spoke } from './rates.ts'

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

/** Without own history: that is where the rule of 1.25 applies. */
export function groupsOf(list: readonly Trial[], volunteers: ReadonlyMap<string, Volunteer>): Group[] {
  const out: Group[] = []
  for (const field of ['age', 'assistive', 'mouse', 'attachment', 'computer'] as const) {
    const said = (t: Trial) => volunteers.get(t.volunteer)?.[field] ?? ''
    for (const value of [...new Set(list.map(said))].filter((v) => v !== '').sort()) {
      const mine = rate(
        list.filter((t) => said(t) === value),
        spoke('alone'),
      )
      const others = rate(
        list.filter((t) => said(t) !== value && said(t) !== ''),
        spoke('alone'),
      )
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
