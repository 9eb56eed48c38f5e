import { defineKind } from './kind.ts'
import { placeSchema } from './normalise.ts'
import { number, object, optional, text } from './schema.ts'

export default defineKind({
  title: 'A call took place: its origin, its latency and its devices. Never its sound or picture.',
  from: ['calls'],
  privacy: 'IP addresses are personal. No recording, no face, no voice.',
  identifying: ['ip'],
  schema: object({
    system: optional(text(200)),
    ip: optional(text(100)),
    place: optional(placeSchema),
    avgLatency: optional(object({ audio_input: optional(number()), video_input: optional(number()) })),
    device: optional(object({ camera: optional(text(300)), microphone: optional(text(300)) })),
  }),
})
