import { daysTo } from './calendar.ts'
import { defineKind, type SubjectRef } from './kind.ts'
import { address, email, phone, place, placeSchema, present } from './normalise.ts'
import { list, number, object, optional, text } from './schema.ts'

/** A worker as the HR system states them; later observations of the same person supersede earlier ones. */
export default defineKind({
  title: 'Somebody works here: claimed place, role, first day and contacts.',
  from: ['hr'],
  privacy:
    'Names are shown under a purpose and never read by a detector; contacts and the home address are matched by keyed hash. Pay is shown to people who work on a case, and to no detector. Kept for employment plus the retention period.',
  unread: ['name'],
  identifying: ['name', 'emails', 'phones', 'address', 'manager'],
  schema: object({
    name: optional(text(2000)),
    emails: optional(list(text(500), 50)),
    phones: optional(list(text(500), 50)),
    address: optional(text(2000)),
    place: optional(placeSchema),
    timeZone: optional(text(100)),
    role: optional(text(500)),
    startDate: optional(text(100)),
    manager: optional(text(500)),
    employer: optional(text(500)),
    application: optional(text(500)),
    startAt: optional(number()),
    /** Last day, where the person has left. */
    endDate: optional(text(100)),
    /** Gross pay in a year. Exposure only: it ranks urgency and raises no probability. */
    pay: optional(object({ yearly: number(0, 1e12), currency: text(3) })),
  }),
  attributes: (data) =>
    present([
      ...(data.emails ?? []).map(email),
      ...(data.phones ?? []).map(phone),
      data.address ? address(data.address) : undefined,
    ]),
  home: (data) => data.address,
  who: (data) => data.name,
  claim: (data) => ({
    place: place(data.place),
    start: data.startAt ?? day(data.startDate),
    employer: data.employer,
    role: data.role,
    timeZone: data.timeZone,
    end: day(data.endDate),
    pay: data.pay ?? undefined,
  }),
  belongs(data, about) {
    const person = about.find((ref) => ref.startsWith('person:'))
    if (!person || !data.application) return []
    const id = data.application.startsWith('application:')
      ? data.application
      : `application:${data.application}`
    return [{ subject: id as SubjectRef, person }]
  },
})

/** The first instant of a day; undefined when not YYYY-MM-DD. */
function day(written: string | undefined): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(written ?? '')
  if (!parts) return undefined
  const [month, date] = [Number(parts[2]), Number(parts[3])]
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined
  return daysTo(Number(parts[1]), month, date) * 86_400_000
}
