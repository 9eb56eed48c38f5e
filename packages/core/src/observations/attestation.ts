import { defineKind } from './kind.ts'
import { anything, object, optional, text } from './schema.ts'

/** A person answered a fixed form: an interviewer's checklist, a school's confirmation, a serial read aloud. */
export default defineKind({
  title: 'Somebody attested something on a form.',
  from: ['people'],
  privacy: 'The answers and who gave them. Kept with the case or the application.',
  identifying: ['answers', 'by'],
  schema: object({ form: text(200), answers: optional(anything()), by: optional(text(300)) }),
})
