import { fisherExact, shareRatio } from './exact.ts'
import { exactInterval } from './interval.ts'
import type { AdverseImpactView, GroupImpact, Measurees, Rate, TraitImpact } from './views-of-coverage.ts'

/**
 * How people of one group came out. Counts only: who they are has been left behind. Of applicants, selection is what the
 * applicant system says: moved on, of those moved on or rejected; of workers nothing is selected.
 */
export interface GroupCount {
  of: Measurees
  trait: string
  value: string
  people: number
  /** Moved on, and moved on or rejected. */
  selected: number
  considered: number
  /** Asked for more, held, listed or with a case, of those whom nobody confirmed: what it costs the honest. */
  falseAlarms: number
  notConfirmed: number
}

/** Groups of fewer people are not shown: a rate of a few tells of each of them. */
export const smallestGroup = 10
/** 29 CFR 1607.4(D): a selection rate below four fifths of the highest is generally regarded as evidence of adverse impact. */
const fourFifths = 0.8
/** A few people don't set the bar for all others where a larger group can. Assumed. */
const smallestReference = 30

/**
 * Selection and false-alarm rates by volunteered group, each with an exact interval, against the group that fares best.
 * The four-fifths line is a rule of thumb: the same paragraph says that small numbers may mislead either way, so every
 * ratio carries its interval and an exact test.
 */
export function adverseImpact(counts: readonly GroupCount[], minimum = smallestGroup): AdverseImpactView {
  const traits = new Map<string, GroupCount[]>()
  for (const one of counts) {
    const key = `${one.of} ${one.trait}`
    traits.set(key, [...(traits.get(key) ?? []), one])
  }
  return { minimum, traits: [...traits.values()].map((own) => traitImpact(own, minimum)) }
}

function traitImpact(all: readonly GroupCount[], minimum: number): TraitImpact {
  const shown = all.filter((g) => g.people >= minimum)
  const { trait, of } = all[0]!
  const selection = against(shown, (g) => [g.selected, g.considered], minimum)
  // Not having been looked at without cause is what everybody wishes for: the line is the same.
  const peace = against(shown, (g) => [g.notConfirmed - g.falseAlarms, g.notConfirmed], minimum)
  const groups = shown
    .map((g): GroupImpact => {
      const chosen = selection(g)
      const quiet = peace(g)
      return {
        value: g.value,
        people: g.people,
        ...(chosen && { selection: chosen.rate, ...(chosen.ratio && { selectionRatio: chosen.ratio }) }),
        falseAlarms: rate(g.falseAlarms, g.notConfirmed),
        ...(quiet?.ratio && { peaceRatio: quiet.ratio }),
        says: words(chosen ?? quiet),
      }
    })
    .sort((a, b) => b.people - a.people || (a.value < b.value ? -1 : 1))
  const hidden = all.length - shown.length
  return {
    trait,
    of,
    groups,
    hidden,
    says: [
      summary(groups),
      hidden > 0
        ? `${hidden === 1 ? 'One group has' : `${hidden} groups have`} fewer than ${minimum} people and ${hidden === 1 ? 'is' : 'are'} not shown, to protect them.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  }
}

type Cell = (g: GroupCount) => readonly [number, number]
type Against = { rate: Rate; ratio?: NonNullable<GroupImpact['selectionRatio']> } | undefined

/** Rates against the best one of those that are large enough. */
function against(groups: readonly GroupCount[], cell: Cell, minimum: number): (g: GroupCount) => Against {
  const share = (g: GroupCount) => cell(g)[0] / cell(g)[1]
  const able = groups.filter((g) => cell(g)[1] >= minimum)
  const large = able.filter((g) => cell(g)[1] >= smallestReference)
  const best = (large.length > 0 ? large : able).reduce<GroupCount | undefined>(
    (a, b) => (!a || share(b) > share(a) ? b : a),
    undefined,
  )
  return (g) => {
    const [k, n] = cell(g)
    if (n < minimum) return undefined
    const own = rate(k, n)
    if (!best || able.length < 2) return { rate: own }
    if (g === best) return { rate: own, ratio: { reference: true, ratio: 1, low: 1, high: 1, p: 1 } }
    const [l, m] = cell(best)
    const ratio = shareRatio([k, n], [l, m])
    return {
      rate: own,
      ...(ratio && { ratio: { ...ratio, reference: false, p: fisherExact(k, n - k, l, m - l) } }),
    }
  }
}

function rate(k: number, n: number): Rate {
  return { k, n, rate: n > 0 ? k / n : 0, ...exactInterval(k, n) }
}

function words(found: Against): string {
  if (!found) return 'Too few have been moved on or rejected for a rate.'
  if (!found.ratio) return 'There is no other group to compare with.'
  const { ratio, low, high, reference, p } = found.ratio
  if (reference) return 'The reference: of the groups that are large enough, the one that fares best.'
  const r = ratio.toFixed(2)
  const chance = `Differences as large come by chance with p = ${p < 0.001 ? '< 0.001' : p.toFixed(3)} (Fisher’s exact test).`
  if (high < fourFifths) return `${r} is below 0.80, and so is its whole interval. ${chance}`
  if (ratio < fourFifths)
    return `${r} is below 0.80, and the interval reaches ${high.toFixed(2)}: too few people to say, and a reason to look. ${chance}`
  if (low < fourFifths)
    return `${r} is not below 0.80, but with so few people the interval reaches ${low.toFixed(2)}: this is not proof of balance.`
  return `${r}; the whole interval lies at or above 0.80.`
}

function summary(groups: readonly GroupImpact[]): string {
  const ratios = groups
    .flatMap((g) => [g.selectionRatio ?? [], g.peaceRatio ?? []].flat())
    .filter((r) => !r.reference)
  if (ratios.length === 0) return 'There is nothing to compare yet.'
  const below = ratios.filter((r) => r.ratio < fourFifths)
  if (below.length === 0) return 'None is below 0.80.'
  const sure = below.filter((r) => r.high < fourFifths).length
  return `${below.length === 1 ? 'One ratio is' : `${below.length} ratios are`} below 0.80, ${sure === 0 ? 'none' : sure} with the whole interval.`
}
