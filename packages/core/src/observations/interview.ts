import { defineKind } from './kind.ts'
import { number, object, oneOf, optional, text } from './schema.ts'

/** One interview of an application or a person, as a calendar has it; a later row about the same meeting replaces it. */
export default defineKind({
  title: 'An interview stands in the calendar, was held, missed or called off.',
  from: ['calendar'],
  privacy:
    'When somebody was interviewed and by whom; nothing of what was said. Times are compared with those of interviews under the same contact. Kept for the applicant retention period.',
  identifying: ['interviewer'],
  schema: object({
    /** The calendar’s own id of the meeting: it stays when the meeting is moved. */
    meeting: optional(text(300)),
    round: optional(text(200)),
    requisition: optional(text(500)),
    startAt: number(),
    endAt: number(),
    interviewer: optional(text(300)),
    state: optional(oneOf('scheduled', 'held', 'missed', 'cancelled')),
  }),
  notes({ meeting, startAt, endAt, state }) {
    const name = `interview ${meeting || `${startAt}-${endAt}`}`
    if (endAt <= startAt || state === 'missed' || state === 'cancelled') return [{ name }]
    return [{ name, says: { interview: { from: startAt, until: endAt, held: state === 'held' } } }]
  },
})
