import type { Meeting } from '../../observations/kind.ts'
import { typeOf } from '../../observations/kind.ts'
import { commonAgency, mayLiveTogether, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** Shorter overlaps are a meeting that ran late. Assumed. */
const least = 10 * 60_000
/** Both took place; or one of them only stands in the calendar, from which it may be moved. Assumed. */
const weights = { held: 1, planned: 0.4 }
/** Of that weight, where they share a résumé's wording: others may have copied it. Assumed. */
const ofText = 0.4

const words = {
  email: 'an e-mail address',
  phone: 'a phone number',
  profile: 'a profile',
  resume: 'a résumé text',
} as const

export default defineLinkDetector({
  id: 'conduct/overlapping-interviews',
  version: 1,
  title: 'Are applications that share a contact interviewed at the same time?',
  why: 'A phone number on two applications is usually one person who applied twice. One person can’t be in two interviews at once: where both took place at one time, somebody else answered, under a contact that both claim as their own. Two interviews of one applicant at one time are a meeting that was moved.',
  benign: [
    'Two members of a household or a family, who share a number or a mailbox.',
    'An agency’s own contact on two of its candidates.',
    'A group interview, or one meeting that stands in the calendar twice.',
    'A time zone that was entered wrongly.',
  ],
  clears: [
    'The calendar is wrong: the interviews took place at different times.',
    'Each answers on a contact of their own.',
  ],
  check: 'ask each of them for a contact of their own and call it',
  settledBy: ['ask-contact', 'live-interview'],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: cross-check contacts between applicants',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585.002', 'T1656'],
  status: 'experimental',
  family: 'conduct',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often calendars hold a wrong time, and families apply together, is not published',
  },
  thresholds: {
    mostIdentities: {
      value: 8,
      unit: 'identities',
      says: 'More than this on one attribute: an agency, a mailbox business, a template. Assumed.',
    },
  },
  links: ['email', 'phone', 'profile', 'resume'],
  reads: ['application', 'person', 'interview'],
  detect(shared) {
    const people = peopleOf(shared.members).filter((p) => p.held)
    const text = typeOf(shared.attribute.ref) === 'resume'
    if (text && !(shared.attribute.alike && shared.attribute.alike.wording > 0))
      return { is: 'abstain', because: 'they have passages in common, as colleagues do' }
    if (shared.hub || people.length > shared.threshold('mostIdentities'))
      return { is: 'abstain', because: 'too many identities share it to be one operator’s' }
    const interviewed = people
      .map((person) => ({ person, at: meetings(person) }))
      .filter((p) => p.at.length > 0)
    if (people.length === 1 && interviewed.length === 1)
      return overlaps(interviewed[0]!.at, interviewed[0]!.at, true).length > 0
        ? { is: 'clear', says: 'Two of one applicant’s own interviews overlap: one of them was moved.' }
        : { is: 'abstain', because: 'one person’s own interviews' }
    if (interviewed.length < 2)
      return {
        is: 'abstain',
        because: 'fewer than two of the identities that share it have been interviewed',
      }
    if (commonAgency(people))
      return { is: 'abstain', because: 'all of them came through one agency: it is the agency’s own contact' }
    const found = interviewed.flatMap((a, i) =>
      interviewed
        .slice(i + 1)
        .flatMap((b) => overlaps(a.at, b.at).map((o) => ({ ...o, a: a.person, b: b.person }))),
    )
    const telling = found.filter((o) => !mayLiveTogether(o.a, o.b))
    const word = words[typeOf(shared.attribute.ref) as keyof typeof words]
    if (found.length === 0)
      return { is: 'clear', says: `Applications that share ${word} were never interviewed at the same time.` }
    if (telling.length === 0)
      return {
        is: 'clear',
        says: `Applications that share ${word} were interviewed at the same time, from homes near each other: a household.`,
      }
    const held = telling.some((o) => o.held)
    const weight = (held ? weights.held : weights.planned) * (text ? ofText : 1)
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
      says: held
        ? `This application shares ${word} with another one, and both were interviewed at the same time: that is not one person who applied twice.`
        : `This application shares ${word} with another one, and both are to be interviewed at the same time.`,
      exhibits: [
        {
          type: 'timeline',
          label: 'Interviews that overlap',
          events: telling.flatMap((o) => [
            { at: o.from, label: 'both have begun' },
            { at: o.until, label: 'the first one ends' },
          ]),
        },
      ],
      members: [...new Set(telling.flatMap((o) => [...o.a.refs, ...o.b.refs]))],
    }
  },
  examples: [
    {
      title: 'Two applications with one number, interviewed at once',
      gives: 'evidence',
      rows: [applies(1, 'Columbus'), applies(2, 'Phoenix'), meets(1, 9), meets(2, 9.5)],
    },
    {
      title: 'One after the other',
      gives: 'clear',
      rows: [applies(1, 'Columbus'), applies(2, 'Phoenix'), meets(1, 9), meets(2, 10)],
    },
    {
      title: 'A couple with one landline, interviewed on one morning',
      gives: 'clear',
      rows: [
        applies(1, 'Columbus', '12 Oak Street, Columbus OH'),
        applies(2, 'Columbus', '12 Oak St, Columbus OH'),
        meets(1, 9),
        meets(2, 9),
      ],
    },
    {
      title: 'An interview that was called off',
      gives: 'abstain',
      rows: [applies(1, 'Columbus'), applies(2, 'Phoenix'), meets(1, 9), meets(2, 9, 'cancelled')],
    },
  ],
})

function meetings({ members }: Person): Meeting[] {
  const all = new Map<string, Meeting>()
  for (const m of members.flatMap(({ claims }) => claims?.interviews ?? [])) {
    const key = `${m.from}-${m.until}`
    if (!all.get(key)?.held) all.set(key, m)
  }
  return [...all.values()].sort((a, b) => a.from - b.from || a.until - b.until)
}

/** Times for which both lasted; `same` compares one list with itself, each pair once. */
function overlaps(a: readonly Meeting[], b: readonly Meeting[], same = false): Meeting[] {
  return a.flatMap((x, i) =>
    (same ? b.slice(i + 1) : b).flatMap((y) => {
      const from = Math.max(x.from, y.from)
      const until = Math.min(x.until, y.until)
      return until - from >= least ? [{ from, until, held: x.held && y.held }] : []
    }),
  )
}

function applies(n: number, city: string, address?: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000 + n * 60_000,
    about: [`application:A-${n}` as const],
    data: { phones: ['(614) 555-2368'], place: { city }, ...(address && { address }) },
  }
}

function meets(n: number, hour: number, state: 'held' | 'cancelled' = 'held') {
  const startAt = 1_767_830_400_000 + hour * 3_600_000
  return {
    kind: 'interview' as const,
    at: startAt,
    about: [`application:A-${n}` as const],
    data: { startAt, endAt: startAt + 3_600_000, state },
  }
}
