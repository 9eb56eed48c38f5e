import { defineKind } from './kind.ts'
import { list, object, optional, text } from './schema.ts'

export default defineKind({
  title: "A recruiter's approach that a member of staff reported.",
  from: ['people'],
  privacy: "The claimed recruiter's details as reported. Kept for the retention period of reports.",
  identifying: ['claims'],
  schema: object({
    channel: optional(text(200)),
    claims: optional(
      object({
        name: optional(text(500)),
        company: optional(text(500)),
        email: optional(text(500)),
        profile: optional(text(2000)),
      }),
    ),
    asks: optional(list(text(2000), 100)),
  }),
})
