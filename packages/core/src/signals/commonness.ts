import assumed, { type Commonness, sizeGroups } from '../facts/commonness.ts'
import type { Exhibit, Facts } from '../types.ts'

/** Which of `sizeGroups` so many identities fall into; a size below 1 counts as 1. */
function groupOf(size: number): number {
  return sizeGroups.findLastIndex(({ from }, i) => i === 0 || size >= from)
}

/**
 * How much more often an attribute of this kind is seen on so many unrelated identities under a farm than among honest
 * people: the log10 ratio. 0 for kinds that the list does not know. Finite, whatever a company's list says.
 */
export function surprise(list: Facts['commonness'], type: string, size: number): number {
  const known = list.types[type]
  if (!known) return 0
  const group = groupOf(size)
  const least = 1e-6
  return Math.log10(Math.max(known.farm[group]!, least) / Math.max(known.honest[group]!, least))
}

/** A weight within what the size alone allows: what many honest people share says no more than that. Never below 0. */
export function withinSurprise(
  weight: number,
  list: Facts['commonness'],
  type: string,
  size: number,
): number {
  return list.types[type] ? Math.max(0, Math.min(weight, surprise(list, type, size))) : weight
}

/**
 * How much more common such a share is among a company's own attributes than is assumed, log10; 0 where it is as assumed or
 * rarer. For detectors whose weights rest on more than the size: what is common here is taken off them.
 */
export function commonerHere(list: Facts['commonness'], type: string, size: number): number {
  return Math.max(0, surprise(assumed.data, type, size) - surprise(list, type, size))
}

/** "Of honest people’s mailboxes, seen on 3–5 of them (assumed)". Undefined for kinds that the list does not know. */
export function howCommon(list: Facts['commonness'], type: string, size: number): Exhibit | undefined {
  const known = list.types[type]
  if (!known) return undefined
  const group = groupOf(size)
  const basis = known.basis === 'counted' ? `counted, n = ${known.n}` : 'assumed'
  return {
    type: 'number',
    label: `Of honest people’s ${known.what}, seen on ${sizeGroups[group]!.name} (${basis})`,
    value: Number((known.honest[group]! * 100).toPrecision(3)),
    unit: '%',
  }
}

/** Fewer attributes of one kind than this say too little about how often it is shared. Assumed. */
export const enoughToLearn = 500

/**
 * The list with `honest` counted from a company's own attributes: by kind, how many unrelated identities each one is seen
 * on. See `commonnessFrom`. What is no size (not finite, below 1) is left out.
 */
export function learnCommonness(
  sizesByType: Readonly<Record<string, Iterable<number>>>,
  before: Facts['commonness'],
  least = enoughToLearn,
): Facts['commonness'] {
  const counts: Record<string, number[]> = {}
  for (const [type, sizes] of Object.entries(sizesByType)) counts[type] = countSizes(sizes)
  return commonnessFrom(counts, before, least)
}

/** How many of these sizes fall into each of `sizeGroups`; each may stand for `times` attributes. */
export function countSizes(sizes: Iterable<number>, times = 1): number[] {
  const counts = sizeGroups.map(() => 0)
  for (const size of sizes) if (Number.isFinite(size) && size >= 1) counts[groupOf(size)]! += times
  return counts
}

/**
 * The list with `honest` from counts per `sizeGroups`. Kinds with fewer than `least` attributes keep what is assumed.
 * Smoothed by `least` / 5 attributes of the assumed distribution (a Dirichlet prior), so that a group nobody was seen in is
 * rare and not impossible. A company's own farms are among what is counted: shares weigh the less for it, never the more.
 */
export function commonnessFrom(
  counts: Readonly<Record<string, readonly number[]>>,
  before: Facts['commonness'],
  least = enoughToLearn,
): Facts['commonness'] {
  const types: Record<string, Commonness> = { ...before.types }
  for (const [type, own] of Object.entries(counts)) {
    const known = before.types[type]
    const n = own.reduce((a, b) => a + b, 0)
    if (!known || n < least) continue
    const prior = least / 5
    const honest = own.map((count, i) => (count + prior * known.honest[i]!) / (n + prior))
    types[type] = { ...known, honest, basis: 'counted', n }
  }
  return { ...before, types }
}
