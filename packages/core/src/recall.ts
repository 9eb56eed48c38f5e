import { markedOf, middleHalf } from './exact.ts'
import { exactInterval } from './interval.ts'
import type { CanariesView, CanaryView, SampledSubject, SampleRecall } from './views-of-coverage.ts'

/** What a number of clean checks is looked for up to: more than anybody could make. */
const mostChecks = 1_000_000

/**
 * Which share of what there was has been found. The found are known; how many were missed in the frame is estimated from
 * those of the sample that have been checked, with the exact interval of drawing without replacement. Whoever was skipped
 * or still waits tells nothing: it is said how many those are.
 */
export function sampleRecall(
  subjects: readonly Pick<SampledSubject, 'outcome'>[],
  frame: number,
  found: number,
): SampleRecall {
  const count = (outcome: SampledSubject['outcome']) => subjects.filter((s) => s.outcome === outcome).length
  const [waiting, skipped, missedInSample] = [count('waiting'), count('skipped'), count('confirmed')]
  const checked = missedInSample + count('cleared')
  const base = { checked, waiting, skipped, missedInSample, found }
  if (checked === 0)
    return { ...base, says: 'Nobody of the sample has been checked yet: nothing can be said.' }
  const estimate = (missedInSample / checked) * frame
  const { low, high } = markedOf(missedInSample, checked, frame)
  const missed = { estimate, low, high }
  const wantedForHalf = found > 0 ? cleanChecksFor(found, frame) : undefined
  const range = low === high ? whole(low) : `${whole(low)} to ${whole(high)}`
  const bias =
    skipped + waiting > 0
      ? ` ${skipped + waiting} of the sample have not been checked; the interval holds only if they are like the others.`
      : ''
  const seen = `${missedInSample} of ${checked} checked had been missed, so ${range} of ${whole(frame)} may have been.`
  if (found + high === 0)
    return { ...base, missed, says: `${seen} Nothing was found and nothing was missed.` }
  const recall = {
    estimate: found + estimate > 0 ? found / (found + estimate) : 1,
    low: found / (found + high),
    high: found + low > 0 ? found / (found + low) : 1,
  }
  const few =
    recall.low < 0.5 && missedInSample === 0 && wantedForHalf !== undefined
      ? ` This few checks say little: ${whole(wantedForHalf)} without a miss would say that at least half has been found.`
      : ''
  return {
    ...base,
    missed,
    recall,
    ...(wantedForHalf !== undefined && { wantedForHalf }),
    says: `${seen}${few}${bias}`,
  }
}

/** How many clean checks bound the missed by the found. */
function cleanChecksFor(found: number, frame: number): number | undefined {
  let [low, high] = [1, Math.min(frame, mostChecks)]
  if (markedOf(0, high, frame).high > found) return undefined
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (markedOf(0, middle, frame).high <= found) high = middle
    else low = middle + 1
  }
  return low
}

function whole(n: number): string {
  return Math.round(n).toLocaleString('en-US')
}

/**
 * Recall on planted cases, apart from every other figure: how many of those whose rows came in were found, with the exact
 * interval, and how long it took. One that is not found yet counts only once it has ended.
 */
export function canaryRecall(canaries: readonly CanaryView[]): Omit<CanariesView, 'canaries'> {
  const counted = canaries.filter((c) => c.arrived && (c.found || c.endedAt !== undefined))
  const found = counted.filter((c) => c.found)
  const time = middleHalf(found.map((c) => Math.max(0, c.found!.at - c.plantedAt)))
  const { low, high } = exactInterval(found.length, counted.length)
  const running = canaries.filter((c) => c.arrived && !c.found && c.endedAt === undefined).length
  const silent = canaries.filter((c) => !c.arrived).length
  const says = [
    counted.length === 0
      ? 'No canary has been found, and none has ended: nothing can be said.'
      : `${found.length} of ${counted.length} canaries were found. They are as hard to find as whoever planted them made them, so this is not the share of real cases that is found.`,
    running > 0 ? `${running} not found so far and not counted until ended.` : '',
    silent > 0 ? `Of ${silent} no row has come in: not counted.` : '',
  ]
  return {
    recall: { found: found.length, of: counted.length, low, high },
    ...(time && { time }),
    says: says.filter(Boolean).join(' '),
  }
}
