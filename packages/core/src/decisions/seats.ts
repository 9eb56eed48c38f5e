import type { Millis } from '../observations/kind.ts'
import type { Mine } from '../views-of-decisions.ts'
import type { Conclusion } from './acts.ts'
import { isAdverse, isBarred, isHeard, knowsOthers, standing } from './deciding.ts'
import type { WorkState } from './fold.ts'
import type { Asker, Circumstances } from './rules.ts'
import { writtenDay } from './written-day.ts'

/** What the reader has not marked as read: standing counter-evidence, replies and appeals. */
export function unread(s: WorkState, asker: Asker, about: Circumstances): Mine['unread'] {
  const known = new Set(s.read[asker.id])
  const replies = s.replies.map((r) => ({ what: r.act, says: r.text }))
  return [...about.counter, ...replies].filter(({ what }) => !known.has(what))
}

/** Why this reader may not record this conclusion now. */
export function viewing(
  s: WorkState,
  conclusion: Conclusion,
  asker: Asker,
  about: Circumstances,
): string | undefined {
  const why = sitting(s, conclusion, asker, about)
  if (why) return why
  const left = unread(s, asker, about).length
  return left > 0
    ? `Read first what speaks for the person: ${left} ${left === 1 ? 'piece' : 'pieces'} of counter-evidence or reply you have not marked as read.`
    : undefined
}

/** The same, whatever is still to be read. */
export function sitting(
  s: WorkState,
  conclusion: Conclusion,
  { person }: Asker,
  { now }: Circumstances,
): string | undefined {
  if (person === undefined) return 'A program can’t sit.'
  if (standing(s).some((v) => v.person === person))
    return 'You have recorded a view: withdraw it first, or leave the second seat to somebody else.'
  if (!isAdverse({ conclusion })) return undefined
  if (s.state === 'triage')
    return 'Nobody is decided against out of triage: move the case to investigating first.'
  if (isBarred(s, person))
    return 'You sat in the decision that is appealed: two others decide whether it is upheld.'
  if (knowsOthers(s, person))
    return 'You know another’s view of this round: you may change yours in the person’s favour, not against them.'
  if (!isHeard(s, now)) return hearing(s, now)
  return undefined
}

function hearing({ notice }: WorkState, now: Millis): string {
  return notice && now < notice.until
    ? `The person may answer until ${writtenDay(notice.until)}: wait for the reply or that day.`
    : 'The person has not been told: give notice and wait for the answer, or have counsel delay it with a reason and an end.'
}
