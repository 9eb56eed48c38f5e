import { defineKind } from './kind.ts'
import { object, optional, text } from './schema.ts'

export default defineKind({
  title: 'A sample of text that somebody handed in.',
  privacy:
    'Off by default. Features are computed on arrival and the text is dropped unless a policy keeps it.',
  secrets: ['sample'],
  schema: object({ sample: optional(text(1_000_000)) }),
})
