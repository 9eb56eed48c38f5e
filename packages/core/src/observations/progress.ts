import { defineKind } from './kind.ts'
import { object, oneOf, optional, text } from './schema.ts'

/** What the applicant system says became of an application, at the time when it happened; never Telltale's own word. */
export default defineKind({
  title: 'An application moved: rejected, advanced, interview, offer, hired, withdrawn.',
  from: ['applications'],
  privacy:
    'The step, the reason as the applicant system has it and who took it. Never read by a detector: it serves to follow outcomes and to report rejections. Kept for the applicant retention period.',
  identifying: ['by', 'reason'],
  schema: object({
    stage: oneOf('advanced', 'interview', 'offer', 'hired', 'rejected', 'withdrawn'),
    reason: optional(text(2000)),
    by: optional(text(300)),
    requisition: optional(text(500)),
  }),
})
