import { type AttributeState, hubMembers, rejudgeLinks, sizeOf } from '../links.ts'
import type { Millis, SubjectRef } from '../observations/kind.ts'
import { day, type Plan } from '../plan.ts'
import type { Evidence } from '../types.ts'
import { nothingSaid, type Said } from '../words.ts'
import { isTie } from './ties.ts'

/**
 * What ties stood on the days up to `until`: each attribute judged again with those days and the claim cards of those
 * days only, by today's detectors and lists. Words are given as they stood then, or left out. Reads the states and
 * changes nothing of them. What arrived late counts on the day that it is about.
 */
export function asKnown(
  plan: Plan,
  states: readonly AttributeState[],
  until: Millis,
  words: Said = nothingSaid,
): Evidence[] {
  const last = Math.floor(until / day)
  const then = states.flatMap((state) => {
    const earlier = upTo(state, last)
    return Object.keys(earlier.members).length > 1 ? [earlier] : []
  })
  return rejudgeLinks(plan, then, words).evidence.filter(isTie)
}

function upTo(state: AttributeState, last: number): AttributeState {
  const members: AttributeState['members'] = {}
  for (const [subject, { days, cards }] of Object.entries(state.members)) {
    const known = Object.entries(days).filter(([epochDay]) => Number(epochDay) <= last)
    if (known.length > 0) members[subject as SubjectRef] = { days: Object.fromEntries(known), cards }
  }
  // Of a hub only a fair sample is kept: as much of it as had been seen by then, so large was the hub.
  const share = Object.keys(members).length / Object.keys(state.members).length
  const overflowed = state.overflowed && sizeOf(state) * share > hubMembers
  return { attribute: state.attribute, members, overflowed, verdicts: {} }
}
