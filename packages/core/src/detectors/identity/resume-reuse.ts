import { claimedKm, type Person, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector, type Exhibit } from '../../types.ts'

/**
 * By how much of the words are the same: a copy with a new name, a text reworked, passages taken over. All assumed.
 * Any of them happens to honest applicants, so that passages alone move nobody, and a whole résumé asks for one check.
 */
const worth = { copy: 1.5, reworked: 1, passages: 0.5 }
/** Of the weight, what stands where an agency sent both: it writes its candidates' résumés. Assumed. */
const oneAgency = 0.3
const oneTown = 0.5

export default defineLinkDetector({
  id: 'identity/resume-reuse',
  version: 1,
  title: 'Is this another applicant’s résumé, or parts of it?',
  why: 'Who invents several identities does not invent as many lives: one résumé is sent under new names, with other dates and employers, or its projects are taken over into the next. Texts are compared by the words and passages that two applications have in common, over all applications ever received; the order of sections, names, dates and contacts does not matter. Which of the two was first says nothing about whose it is: one’s résumé can be copied by others.',
  benign: [
    'One person who applied twice under another name or mailbox and was not recognised.',
    'An agency that writes its candidates’ résumés from one text.',
    'A résumé service, a school’s template or a writing program that gives many people the same sentences.',
    'Colleagues who describe one project in the words of its internal page.',
    'Somebody else copied this applicant’s public résumé: the finding names both.',
  ],
  clears: [
    'Each tells of the work in their own words, in detail, and shows some of it.',
    'Employers confirm each one’s employment.',
    'Both applications are one person’s: link them, and the finding goes.',
    'The agency confirms that it wrote both.',
  ],
  check: 'have the applicant tell of one of the projects in a live interview',
  settledBy: ['live-interview', 'show-work', 'verify-employment-dates'],
  references: [
    {
      title: 'A. Broder, On the resemblance and containment of documents, 1997',
      url: 'https://doi.org/10.1109/SEQUEN.1997.666900',
    },
    {
      title:
        'S. Schleimer, D. Wilkerson, A. Aiken, Winnowing: local algorithms for document fingerprinting, SIGMOD 2003',
      url: 'https://doi.org/10.1145/872757.872770',
    },
    {
      title: 'FBI public service announcement PSA250123, January 2025: cross-check what applicants share',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  attack: ['T1585', 'T1656'],
  status: 'experimental',
  family: 'links',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest applicants send one text is not published; that unrelated résumés are not taken for one is measured on generated ones (bench/applicants/near-duplicates.ts)',
  },
  thresholds: {
    copyFrom: {
      value: 0.9,
      unit: 'of the words',
      says: 'From this share of the words on a text is the other one with a name changed. Assumed.',
    },
    nearKm: {
      value: 25,
      unit: 'km',
      says: 'Homes this near may be one person who was not recognised as one, or a couple with one template. Assumed.',
    },
  },
  links: ['resume'],
  reads: ['application'],
  detect(shared) {
    const identities = peopleOf(shared.members)
    const { wording, passages } = shared.attribute.alike ?? { wording: 0, passages: 0 }
    const much = wording > 0 ? `${Math.floor(wording * 100)} %` : `${passages} passages`
    const exhibits: [Exhibit, ...Exhibit[]] = [
      wording > 0
        ? {
            type: 'number',
            label: 'Wording in common',
            value: Math.floor(wording * 100),
            unit: '%',
            expected: { low: 0, high: 30 },
          }
        : {
            type: 'number',
            label: 'Passages in common',
            value: passages,
            unit: '',
            expected: { low: 0, high: 3 },
          },
      { type: 'subjects', label: 'One text', subjects: identities.map((p) => ({ ref: p.ref, note: '' })) },
    ]
    if (identities.length < 2)
      return { is: 'clear', says: `One person sent this résumé each time they applied.`, exhibits }
    const [a, b] = identities as [Person, Person]
    const full =
      wording >= shared.threshold('copyFrom') ? worth.copy : wording > 0 ? worth.reworked : worth.passages
    const km = claimedKm(a, b)
    const together = km !== undefined && km <= shared.threshold('nearKm')
    const agency = agenciesOf(a).some((one) => agenciesOf(b).includes(one))
    const weight = full * (agency ? oneAgency : 1) * (together ? oneTown : 1)
    const what =
      wording > 0
        ? `The wording of this résumé is ${much} that of another application`
        : `This résumé has ${much} word for word in common with another application`
    return {
      is: 'evidence',
      weight: { 'identity-invented': weight, 'identity-stolen': 0.8 * weight, 'job-shared': 0.5 * weight },
      says: `${what}${agency ? '; the same agency sent both' : together ? ', from a home near this one' : ''}.`,
      exhibits,
      members: identities.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One résumé under two names, with another employer and other dates',
      gives: 'evidence',
      rows: [
        applies(1, { resumeText: life('Marta Quill', 'Harbor Systems', 2019), place: phoenix() }),
        applies(2, { resumeText: life('Tom Alder', 'Northwind Labs', 2021), place: columbus() }),
      ],
    },
    {
      title: 'Two projects of another résumé within a life of one’s own',
      gives: 'evidence',
      rows: [
        applies(1, { resumeText: life('Marta Quill', 'Harbor Systems', 2019) }),
        applies(2, { resumeText: `${projects()}\n\n${otherLife()}` }),
      ],
    },
    {
      title: 'One person who applied twice',
      gives: 'clear',
      rows: [1, 2].map((n) =>
        applies(n, {
          name: 'Marta Quill',
          emails: ['marta.quill@fastmail.com'],
          resumeText: life('Marta Quill', 'Harbor Systems', 2018 + n),
        }),
      ),
    },
    {
      title: 'Two answers to a form, too short to say anything',
      gives: 'abstain',
      rows: [1, 2].map((n) =>
        applies(n, { resumeText: 'Five years of work with databases and reports, details on request.' }),
      ),
    },
    {
      title: 'Two résumés of one trade',
      gives: 'abstain',
      rows: [
        applies(1, { resumeText: life('Marta Quill', 'Harbor Systems', 2019) }),
        applies(2, { resumeText: otherLife() }),
      ],
    },
  ],
})

function agenciesOf({ members }: Person): string[] {
  return members.flatMap(({ claims }) => claims?.agency ?? [])
}

function phoenix() {
  return { lat: 33.45, lon: -112.07 }
}

function columbus() {
  return { lat: 39.96, lon: -83 }
}

function applies(n: number, data: object) {
  return {
    kind: 'application' as const,
    at: 1_767_225_600_000 + n * 60_000,
    about: [`application:A-${n}` as const],
    data,
  }
}

function projects(): string {
  return [
    'Moved the nightly billing export of a freight carrier from a single overloaded machine to a queue of small workers, which cut the run from seven hours to forty minutes and let the finance office correct a wrong tariff before breakfast instead of the day after.',
    'Designed the seat map of a theatre chain so that two cashiers never sold one chair twice, first with row locks and later, after a winter of complaints about waiting, with short reservations that expire by themselves and a reconciliation that runs every quarter hour.',
  ].join('\n\n')
}

/** An invented résumé; the name, the employer and the year are what a copy changes. */
function life(name: string, employer: string, year: number): string {
  return [
    name,
    'Summary',
    'Backend engineer who likes dull, dependable systems and the people who must live with them at three in the morning.',
    `${employer}, senior engineer, ${year} to ${year + 4}`,
    projects(),
    'Taught a rotating group of apprentices how to read query plans, wrote the checklist that the operations team still prints, and answered for the quarterly recovery drill.',
    `Education: Bachelor of Science, ${year - 6}`,
  ].join('\n\n')
}

function otherLife(): string {
  return [
    'Summary',
    'Engineer for embedded controllers in agricultural machinery, with a weakness for measurement and a garden full of prototypes.',
    'Wrote the firmware that keeps a seed drill at constant depth on stony ground, including the calibration routine that a farmer can finish alone, gloves on, in the rain.',
    'Replaced a proprietary fieldbus by an open one across three product lines without stopping the assembly hall, and documented each message so that repair shops abroad could write their own diagnostics.',
    'Built a test bench from scrapped tractors which replays a whole harvest in twenty minutes, vibration and dust included, and found four defects that summer trials had missed for years.',
    'Education: Diploma in mechatronics',
  ].join('\n\n')
}
