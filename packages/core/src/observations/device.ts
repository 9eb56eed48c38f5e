import { defineKind, type SubjectRef } from './kind.ts'
import { object, optional, text } from './schema.ts'

/** A company device and who it was handed to, as asset management states it. */
export default defineKind({
  title: 'A device exists and is assigned to somebody.',
  from: ['inventory', 'shipping'],
  privacy:
    'The assignment links a device to a person. Kept while the device is in service plus the retention period.',
  schema: object({
    serial: optional(text(200)),
    model: optional(text(300)),
    os: optional(text(300)),
    assignedTo: optional(text(300)),
  }),
  belongs(data, about) {
    if (!data.assignedTo) return []
    const person = (
      data.assignedTo.startsWith('person:') ? data.assignedTo : `person:${data.assignedTo}`
    ) as SubjectRef
    return about.filter((ref) => ref.startsWith('device:')).map((subject) => ({ subject, person }))
  },
})
