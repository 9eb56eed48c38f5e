import { defineKind } from './kind.ts'
import { object, oneOf, optional, text } from './schema.ts'

export default defineKind({
  title: 'A sample of text that somebody handed in.',
  from: ['texts'],
  privacy:
    'Off by default: nothing sends it unless the company sets that up. Counts of small words, punctuation and lengths are made on arrival and the text is dropped; no word can be read from them. Kept for the applicant retention period.',
  secrets: ['sample'],
  schema: object({
    sample: optional(text(1_000_000)),
    /** What it is: samples of different kinds of one applicant are compared, never those of two people. */
    of: optional(oneOf('resume', 'take-home', 'chat', 'interview')),
  }),
  prose: (data) => data.sample,
})
