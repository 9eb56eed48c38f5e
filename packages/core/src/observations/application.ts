import { defineKind, type SubjectRef } from './kind.ts'
import { address, agency, email, phone, place, placeSchema, present } from './normalise.ts'
import { exit, handles, profile } from './online.ts'
import { list, number, object, optional, text } from './schema.ts'

/** One application as the applicant wrote it. Phone numbers keep their raw spelling. */
export default defineKind({
  title: 'Somebody applied: contacts, education, work and places as written.',
  from: ['applications'],
  privacy:
    'Names are shown to people with a purpose and never read by a detector. Contacts are read as written for their form, and matched by keyed hash. Birth date, documents and wallets serve the sanctions look-up on arrival and are never stored. Kept for the applicant retention period.',
  unread: ['name'],
  identifying: ['name', 'emails', 'phones', 'address', 'profiles', 'resumeText', 'ip', 'referrer'],
  schema: object({
    name: optional(text(2000)),
    emails: optional(list(text(500), 50)),
    phones: optional(list(text(500), 50)),
    address: optional(text(2000)),
    place: optional(placeSchema),
    education: optional(
      list(
        object({
          institution: optional(text(2000)),
          area: optional(text(2000)),
          studyType: optional(text(500)),
          startDate: optional(text(100)),
          endDate: optional(text(100)),
        }),
        100,
      ),
    ),
    work: optional(
      list(
        object({
          name: optional(text(2000)),
          position: optional(text(2000)),
          startDate: optional(text(100)),
          endDate: optional(text(100)),
          summary: optional(text(50_000)),
        }),
        200,
      ),
    ),
    profiles: optional(
      list(
        object({
          network: optional(text(200)),
          username: optional(text(500)),
          url: optional(text(2000)),
          createdAt: optional(number()),
          /** The last activity before the profile was last renamed, or before the export. */
          lastActiveAt: optional(number()),
          /** When the profile last changed its name, its picture or its employer, where the export says so. */
          renamedAt: optional(number()),
        }),
        50,
      ),
    ),
    resumeText: optional(text(2_000_000)),
    /** The applicant system's own id of the person behind several applications. */
    candidate: optional(text(300)),
    requisition: optional(text(500)),
    appliedAt: optional(number()),
    agency: optional(text(500)),
    /** When a reputation service that the company asks first saw the first of the e-mail addresses anywhere. */
    emailFirstSeenAt: optional(number()),
    ip: optional(text(100)),
    timeZone: optional(text(100)),
    referrer: optional(text(500)),
    /** For the sanctions look-up on arrival only: dropped as soon as it has been asked. */
    birthDate: optional(text(100)),
    documents: optional(list(object({ type: optional(text(100)), number: text(200) }), 20)),
    wallets: optional(list(text(200), 20)),
  }),
  secrets: ['birthDate', 'documents', 'wallets'],
  attributes: (data) =>
    present([
      ...(data.emails ?? []).map(email),
      ...(data.phones ?? []).map(phone),
      data.address ? address(data.address) : undefined,
      ...(data.profiles ?? []).map(profile),
      ...handles(data),
      data.ip ? exit(data.ip) : undefined,
    ]),
  who: (data) => data.name,
  home: (data) => data.address,
  claim(data, at) {
    const from = agency(data.agency)
    return {
      place: place(data.place),
      start: data.appliedAt ?? at,
      timeZone: data.timeZone,
      ...(data.requisition && { requisition: data.requisition }),
      ...(from && { agency: from }),
    }
  },
  referrer: (data) => data.referrer,
  // One candidate's applications are one identity, as far as the applicant system says: nobody shares a phone with themselves.
  belongs(data, about) {
    if (!data.candidate) return []
    const person = `person:candidate-${data.candidate.replace(/\s+/g, '-')}` as SubjectRef
    return about.filter((ref) => ref.startsWith('application:')).map((subject) => ({ subject, person }))
  },
})
