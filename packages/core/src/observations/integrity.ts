import { defineKind } from './kind.ts'
import { number, object, oneOf, optional, text } from './schema.ts'

/** Ingest or a sensor found that what a sensor sent contradicts itself. Made by Telltale, not by connectors. */
export default defineKind({
  title: 'What a sensor sent could not be what it says it is.',
  from: ['endpoint-sensor', 'browser-sensor'],
  privacy: 'Counts and reasons only.',
  schema: object({
    problem: oneOf('replayed', 'signature', 'clock', 'resolution', 'impossible', 'stopped'),
    count: optional(number(0, 1e9)),
    /** One sentence: what was seen. */
    detail: optional(text(500)),
  }),
})
