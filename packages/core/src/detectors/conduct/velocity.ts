import { typeOf } from '../../observations/kind.ts'
import { type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** Assumed. */
const weights = { keen: 0.3, byTool: 0.6 }

export default defineLinkDetector({
  id: 'conduct/velocity',
  version: 1,
  title: 'How many roles does one applicant apply for at once?',
  why: 'Whoever applies for a living, for several identities, applies to everything that is open: one ring sent sixty applications a day. A person who wants a job at a company applies for a few of its roles. Applications under one contact by one identity are counted by day and by week, each role once.',
  benign: [
    'A student or somebody just laid off who applies to everything that is open.',
    'A tool or a job board that applies on somebody’s behalf.',
    'A form that makes several applications of one: locations, seniorities, alerts.',
    'A recruiter who tests the form.',
  ],
  clears: ['They say which of the roles they want, and why.', 'They name the tool that applied for them.'],
  check: 'ask which of the roles they want',
  settledBy: ['ask-contact', 'live-interview'],
  references: [
    {
      title: 'FBI public service announcement PSA250123, January 2025: many identities applying at once',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585.002'],
  status: 'experimental',
  family: 'conduct',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many roles honest people apply for at one company in a day is not published',
  },
  thresholds: {
    keen: {
      value: 12,
      unit: 'roles',
      says: 'Roles of one company in one day (UTC) that somebody reads about and applies to by hand. Assumed.',
    },
    byTool: {
      value: 30,
      unit: 'roles',
      says: 'More than that in a day is done by a tool. Tools are sold to honest people too, so it moves nobody alone. Assumed.',
    },
    keenWeek: { value: 40, unit: 'roles', says: 'In seven days in a row. Assumed.' },
  },
  links: ['email', 'phone'],
  reads: ['application'],
  detect(shared) {
    const [keen, byTool] = [shared.threshold('keen'), shared.threshold('byTool')]
    const applying = peopleOf(shared.members).map((person) => ({ person, ...pace(person) }))
    const fastest = applying.reduce((a, b) => (b.day > a.day || (b.day === a.day && b.week > a.week) ? b : a))
    if (fastest.week < 2)
      return {
        is: 'abstain',
        because: 'no identity has applied for two roles under this contact by itself within a week',
      }
    const exhibit = {
      type: 'number' as const,
      label: 'Roles applied for in one day',
      value: fastest.day,
      unit: 'roles',
      expected: { low: 1, high: keen - 1 },
    }
    const weight =
      fastest.day >= byTool
        ? weights.byTool
        : fastest.day >= keen || fastest.week >= shared.threshold('keenWeek')
          ? weights.keen
          : 0
    if (weight === 0)
      return {
        is: 'clear',
        says: `At most ${fastest.day} roles in a day: a pace of a person.`,
        exhibits: [exhibit],
      }
    const says =
      fastest.day >= keen
        ? `They applied for ${fastest.day}${shared.hub ? ' roles or more' : ' roles'} in one day.`
        : `They applied for ${fastest.week}${shared.hub ? ' roles or more' : ' roles'} in one week.`
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
      says,
      exhibits: [exhibit],
      members: fastest.person.refs,
    }
  },
  examples: [
    { title: 'Fourteen roles in one day', gives: 'evidence', rows: applies(14, () => 0) },
    { title: 'Thirty-five roles in one day', gives: 'evidence', rows: applies(35, () => 0) },
    { title: 'A keen student: five roles in a week', gives: 'clear', rows: applies(5, (n) => n) },
    { title: 'One role now and one next year', gives: 'abstain', rows: applies(2, (n) => n * 365) },
    {
      title: 'An agency that submits its candidate for every role',
      gives: 'abstain',
      rows: applies(20, () => 0, { agency: 'Example Staffing' }),
    },
  ],
})

/**
 * Most roles in one day and in seven, counting what they did themselves: what an agency submits is the agency's pace. Of
 * a contact on very many applications only a sample is kept, so the counts are lower bounds.
 */
function pace({ members }: Person): { day: number; week: number } {
  const firstDay = new Map<string, number>()
  for (const { subject, days, claims } of members) {
    if (typeOf(subject) !== 'application' || claims?.agency) continue
    const role = claims?.requisition ?? subject
    firstDay.set(role, Math.min(days[0]!, firstDay.get(role) ?? days[0]!))
  }
  const days = [...firstDay.values()].sort((a, b) => a - b)
  const within = (length: number) =>
    days.reduce((most, from) => Math.max(most, days.filter((d) => d >= from && d < from + length).length), 0)
  return { day: within(1), week: within(7) }
}

function applies(roles: number, on: (n: number) => number, more: { agency?: string } = {}) {
  return Array.from({ length: roles }, (_, n) => ({
    kind: 'application' as const,
    at: 1_767_225_600_000 + on(n) * 86_400_000 + n * 60_000,
    about: [`application:A-${n}` as const],
    data: { emails: ['kim.lee@letters.example'], name: 'Kim Lee', requisition: `R-${n}`, ...more },
  }))
}
