import type { SanctionsMatch } from '../../observations/kind.ts'
import { application } from '../../signals/application.ts'
import { defineDetector, type ExampleRow } from '../../types.ts'

const levels = {
  document: 'a document number',
  wallet: 'a wallet address',
  'birth date': 'the birth date',
  'birth year': 'the year of birth, where the list has no day,',
  name: 'the name',
} as const
/** The strongest first. */
const order = ['document', 'wallet', 'birth date', 'birth year', 'name'] as const

export default defineDetector({
  id: 'identity/sanctions-lead',
  version: 1,
  title: 'Does the application agree with an entry of the sanctions list?',
  why: 'Paying a listed person is an offence whatever they do for the pay, so counsel must see a lead. It is no finding: it weighs nothing, moves no outcome, and is shown to counsel alone. A document or a wallet identifies; a name agrees with thousands and counts only together with the birth date. The look-up is made on arrival and stores how well it agreed, not what was compared.',
  benign: [
    'Another person with the same name and birth date: common names have many.',
    'A document number that was mistyped, or one that another country issued under the same number.',
    'A wallet that belongs to an exchange or passed to somebody else.',
  ],
  clears: [
    'Counsel compares the entry with the identity document and records that it is another person.',
    'The entry has been taken off the list since.',
  ],
  check: 'give it to counsel, and to nobody else; decide nothing from it',
  audience: 'counsel',
  references: [
    {
      title:
        'OFAC, Specially Designated Nationals list: how to assess a match, "Assessing OFAC name matches"',
      url: 'https://ofac.treasury.gov/faqs/5',
    },
    {
      title: 'US advisory of 16 May 2022 on remote IT workers',
      url: 'https://ofac.treasury.gov/media/923126/download?inline',
    },
  ],
  attack: [],
  status: 'experimental',
  family: 'sanctions',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'A lead has no weight; how often names and birth dates agree by chance: bench/applicants/sanctions.ts',
  },
  about: ['application'],
  reads: ['application'],
  measures: [application],
  detect(window) {
    const derived = window.get(application)?.data.derived
    if (!derived?.lists?.sanctions)
      return { is: 'abstain', because: 'no sanctions list is loaded: telltale intel update' }
    const list = derived.lists.sanctions
    if (!derived.sanctions)
      return { is: 'clear', says: `Agrees with no entry of the sanctions list (${list}).` }
    const { entry, agrees } = derived.sanctions
    const found = order.filter((what) => agrees.includes(what))
    return {
      is: 'evidence',
      weight: {},
      says: `A lead for counsel: ${words(found)} ${found.length > 1 ? 'agree' : 'agrees'} with entry ${entry} of the sanctions list (${list}). It decides nothing.`,
      exhibits: [
        {
          type: 'table',
          label: `Entry ${entry}`,
          columns: ['Compared', 'Result'],
          rows: order.map((what) => [
            levels[what],
            found.includes(what) ? 'agrees' : 'does not agree, or is not known',
          ]),
        },
      ],
    }
  },
  examples: [
    {
      title: 'Name and birth date agree',
      gives: 'evidence',
      rows: [applies({ entry: '12345', agrees: ['name', 'birth date'] })],
    },
    {
      title: 'A wallet agrees',
      gives: 'evidence',
      rows: [applies({ entry: '12345', agrees: ['wallet'] })],
    },
    { title: 'Nothing agrees', gives: 'clear', rows: [applies(undefined)] },
    {
      title: 'No list is loaded',
      gives: 'abstain',
      rows: [{ kind: 'application', at: 1_767_225_600_000, about: ['application:A-1'], data: {} }],
    },
  ],
})

function words(found: readonly SanctionsMatch['agrees'][number][]): string {
  return found.map((what) => levels[what]).join(' and ')
}

function applies(sanctions: SanctionsMatch | undefined): ExampleRow {
  return {
    kind: 'application',
    at: 1_767_225_600_000,
    about: ['application:A-1'],
    data: {},
    derived: { lists: { sanctions: 'SDN of 2026-11-20' }, ...(sanctions && { sanctions }) },
  }
}
