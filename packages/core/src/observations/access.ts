import { defineKind } from './kind.ts'
import { list, object, optional, text } from './schema.ts'

export default defineKind({
  title: 'What a person can reach. Ranks urgency; never raises probability.',
  from: ['access'],
  privacy: 'Read by no detector. Shown as exposure to people who work on a case.',
  schema: object({
    groups: optional(list(text(300), 5000)),
    adminRoles: optional(list(text(300), 1000)),
    repositories: optional(list(text(500), 20_000)),
    secrets: optional(list(text(500), 5000)),
    payments: optional(list(text(300), 1000)),
  }),
})
