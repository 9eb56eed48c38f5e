import { claimedKm, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit } from '../../types.ts'

/** Assumed: a word that one person liked may be liked by another. */
const weight = 0.4

export default defineLinkDetector({
  id: 'contact/email-handle',
  version: 1,
  title: 'Does a self-chosen handle stand before the @ of another identity as well?',
  why: 'Whoever keeps several identities makes up names, and falls back on the same handle: one mailbox at two providers, or a mailbox and a code account. Handles that are made of the person’s own name are not looked at, since people of one name choose them independently.',
  benign: [
    'A word that several people like: a game, a song, a place.',
    'One person who applied under a changed name, or with another address.',
    'A couple or a family that uses one handle.',
  ],
  clears: [
    'Both applications are one person’s: link them, and the finding goes.',
    'Each answers from their own mailbox and says where the handle comes from.',
  ],
  check: 'write to each address, and ask about the other records of the handle',
  settledBy: ['ask-contact', 'live-interview'],
  references: [
    {
      title: 'Perito et al., How unique and traceable are usernames? (PETS 2011)',
      url: 'https://doi.org/10.1007/978-3-642-22263-4_1',
    },
  ],
  attack: ['T1585.002', 'T1585.001'],
  status: 'experimental',
  family: 'mailbox',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often two honest applicants of one company chose the same handle of eight letters or more is not published',
  },
  thresholds: {
    mostIdentities: {
      value: 4,
      unit: 'identities',
      says: 'More than this under one handle: a word that many choose. Assumed.',
    },
  },
  links: ['handle'],
  reads: ['application'],
  detect(shared) {
    const people = peopleOf(shared.members)
    const handle = shared.attribute.shown
    if (people.length < 2)
      return { is: 'clear', says: `One person used the handle ${handle} each time they applied.` }
    if (shared.hub || people.length > shared.threshold('mostIdentities'))
      return {
        is: 'abstain',
        because: `${shared.hub ? shared.size : people.length} identities chose it: a word that many like`,
      }
    const pairs = people.flatMap((a, i) => people.slice(i + 1).map((b) => [a, b] as const))
    const apart = pairs.filter(([a, b]) => claimedKm(a, b) !== 0)
    if (apart.length === 0)
      return { is: 'clear', says: `The handle ${handle} is used within one claimed home.` }
    // a shared mailbox or number is weighed where it is found, and of course has one handle
    const telling = apart.filter(
      ([a, b]) => !contactsOf(a).some((contact) => contactsOf(b).includes(contact)),
    )
    if (telling.length === 0)
      return { is: 'abstain', because: 'they share a mailbox or a number, which is weighed by itself' }
    const named = people.filter((p) => telling.some((pair) => pair.includes(p)))
    const exhibit: Exhibit = {
      type: 'subjects',
      label: `One handle, ${named.length} identities`,
      subjects: named.map((p) => ({ ref: p.ref, note: handle })),
    }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight / 2 },
      says: `The handle ${handle} stands on another application too, before an e-mail address or on a profile.`,
      exhibits: [exhibit],
      members: named.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One handle at two providers, under two names',
      gives: 'evidence',
      rows: [
        applies(1, 'Kim Ito', 'silverfox.builds@gmail.com'),
        applies(2, 'Lee Ash', 'silverfoxbuilds@proton.me'),
      ],
    },
    {
      title: 'One person who applied twice',
      gives: 'clear',
      rows: [
        applies(1, 'Kim Ito', 'silverfox.builds@gmail.com'),
        applies(2, 'Kim Ito', 'silverfox.builds@gmail.com'),
      ],
    },
    {
      title: 'One mailbox on two identities, which is weighed elsewhere',
      gives: 'abstain',
      rows: [
        applies(1, 'Kim Ito', 'silverfox.builds@gmail.com'),
        applies(2, 'Lee Ash', 'silverfox.builds@gmail.com'),
      ],
    },
    {
      title: 'Two people of one name',
      gives: 'abstain',
      rows: [
        applies(1, 'Kim Silverfox', 'kim.silverfox@gmail.com'),
        applies(2, 'Kim Silverfox', 'kimsilverfox@proton.me'),
      ],
    },
    {
      title: 'A word that five people like',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5].map((n) =>
        applies(n, `Kim Ito ${'abcde'[n - 1]}`, `moonlight.sonata@mail${n}.example`),
      ),
    },
  ],
})

function contactsOf(person: Person): string[] {
  return person.members.flatMap(({ claims }) => claims?.contacts ?? [])
}

function applies(n: number, name: string, email: string) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000 + n,
    about: [`application:A-${n}` as const],
    data: { name, emails: [email] },
  }
}
