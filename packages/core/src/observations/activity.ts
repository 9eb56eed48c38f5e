import { defineKind } from './kind.ts'
import { number, object, optional, text } from './schema.ts'

export default defineKind({
  title: 'Somebody did something in a company system.',
  from: ['work'],
  privacy: 'The system and the sort of action, never its content.',
  schema: object({
    system: optional(text(200)),
    action: optional(text(500)),
    utcOffset: optional(number(-14 * 60, 14 * 60)),
  }),
})
