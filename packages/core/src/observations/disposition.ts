import { defineKind } from './kind.ts'
import { object, oneOf, optional, text } from './schema.ts'

export default defineKind({
  title: 'A past decision about a subject, to calibrate on and to hunt from.',
  from: ['people'],
  privacy: 'The outcome, the reason and who decided. Kept with the audit trail.',
  identifying: ['because'],
  schema: object({
    subject: text(300),
    outcome: oneOf('confirmed', 'cleared', 'unsure'),
    because: optional(text(5000)),
    by: optional(text(300)),
    // What it rests on beside Telltale's own evidence. Only decisions with such a ground calibrate.
    ground: optional(oneOf('admission', 'recovered-device', 'in-person', 'issuer')),
  }),
  // An earlier finding that people confirmed makes whoever is tied to it worth a second look; no more than that.
  notes: ({ outcome }) => [
    {
      name: 'decision',
      ...(outcome === 'confirmed' && { says: { confirmed: true as const } }),
      ...(outcome === 'cleared' && { says: { cleared: true as const } }),
    },
  ],
})
