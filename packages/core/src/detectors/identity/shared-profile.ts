import { withinSurprise } from '../../signals/commonness.ts'
import { claimedKm, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit } from '../../types.ts'

/** A profile carries one person’s name, face and history: nobody writes another’s by accident. Assumed. */
const worth = 1.5

export default defineLinkDetector({
  id: 'identity/shared-profile',
  version: 2,
  title: 'Do two applicants claim one and the same profile?',
  why: 'A professional profile or code account is one person’s. Who applies under a borrowed or bought life gives its profile, and so does its owner; who keeps several identities builds one profile and uses it for all. The name is compared with nothing: the link is the address of the profile alone.',
  benign: [
    'One person who applied twice, under a new name or with another e-mail address, and was not recognised.',
    'A pasted address of somebody else: a friend’s, a reference’s, a team’s project page.',
    'An agency that copies the wrong line from one candidate to the next.',
    'A couple or a band with one site.',
  ],
  clears: [
    'The owner of the profile, reached through the profile itself, says who applied.',
    'Both applications are one person’s: link them, and the finding goes.',
    'The agency confirms that it mixed up two candidates.',
  ],
  check: 'write to the owner through the profile and ask whether they applied',
  settledBy: ['call-claimed-owner', 'live-interview'],
  references: [
    {
      title:
        'C. Schmidt, December 2025, on remote-worker fraud: dormant professional accounts hijacked, access to them bought',
    },
    {
      title: 'FBI public service announcement PSA250123, January 2025: cross-check what applicants share',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585.001', 'T1586.001', 'T1656'],
  status: 'experimental',
  family: 'links',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants give another’s profile is not published',
  },
  thresholds: {
    mostIdentities: {
      value: 6,
      unit: 'identities',
      says: 'More than this is the page of a company, a school or a template, written by many in place of their own. Assumed.',
    },
    nearKm: {
      value: 25,
      unit: 'km',
      says: 'Homes this near may be one person who moved within a town and was not recognised as one. Assumed.',
    },
  },
  links: ['profile'],
  reads: ['application'],
  detect(shared) {
    const identities = peopleOf(shared.members)
    if (identities.length < 2)
      return { is: 'clear', says: 'One person gave this profile each time they applied.' }
    const size = shared.hub ? shared.size : identities.length
    if (size > shared.threshold('mostIdentities'))
      return {
        is: 'abstain',
        because: `${size} identities give it: the page of a company, a school or a template`,
      }
    const near = identities.every((a, i) =>
      identities.slice(i + 1).every((b) => together(a, b, shared.threshold('nearKm'))),
    )
    const full = withinSurprise(worth, shared.facts('commonness'), 'profile', size)
    const weight = near ? full / 3 : full
    const exhibit: Exhibit = {
      type: 'subjects',
      label: `One profile, ${identities.length} identities`,
      subjects: identities.map((p) => ({ ref: p.ref, note: near ? 'homes near each other' : '' })),
    }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight / 2 },
      says: `Another application gives the same profile (${shared.attribute.shown}) as its own${near ? ', from a home near this one' : ''}.`,
      exhibits: [exhibit],
      members: identities.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One profile, spelled in two ways, on two applications',
      gives: 'evidence',
      rows: [
        applies(1, 'https://www.linkedin.com/in/dana-reyes-dev/', { lat: 33.45, lon: -112.07 }),
        applies(2, 'linkedin.com/in/Dana-Reyes-Dev', { lat: 39.96, lon: -83 }),
      ],
    },
    {
      title: 'One person who applied twice',
      gives: 'clear',
      rows: [
        applies(1, 'https://github.com/dreyes-dev', undefined, {
          name: 'Dana Reyes',
          emails: ['dana@fastmail.com'],
        }),
        applies(2, 'https://github.com/dreyes-dev', undefined, {
          name: 'Dana Reyes',
          emails: ['dana@fastmail.com'],
        }),
      ],
    },
    {
      title: 'The page of a school that seven graduates give',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7].map((n) => applies(n, 'https://github.com/bootcamp-2025')),
    },
  ],
})

/** One claimed home, or homes of one town. Unknown is not near. */
function together(a: Person, b: Person, nearKm: number): boolean {
  const km = claimedKm(a, b)
  return km !== undefined && km <= nearKm
}

function applies(
  n: number,
  url: string,
  place?: { lat: number; lon: number },
  who: { name?: string; emails?: string[] } = {},
) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000 + n * 60_000,
    about: [`application:A-${n}` as const],
    data: { ...who, profiles: [{ url }], ...(place && { place }) },
  }
}
