import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { peopleOf, sinceStart } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare it is that strangers answer to one relay, log10. A relay is no place. Assumed. */
const byHome: Record<Apart, number> = {
  far: 0.3,
  between: 0.3,
  'other home': 0.3,
  unknown: 0,
  near: 0,
  one: 0,
}
/** The IT department’s own tool on a few laptops must come to little. Assumed. */
const most = 0.9
/** Below this it is not worth a line. */
const speaks = 0.2

export default defineLinkDetector({
  id: 'device/shared-relay',
  version: 1,
  title: 'Do the remote-access tools of several people’s laptops answer to one relay?',
  why: 'Whoever drives several laptops through software has one server, tenant or partner for all of them. The tools say which: ScreenConnect in its launch parameters, RustDesk in its file name, AnyDesk and TeamViewer in the id that they are called with. On many laptops it is the IT department’s own; on a few, of people who have nothing to do with each other, somebody brought it along.',
  benign: [
    'The IT department, or a provider that works for it: its tenant is on every laptop, or on those it has helped.',
    'A software maker’s support that helped several.',
    'A couple or a team of administrators with a server of their own.',
    'A shared test machine that several connect to.',
  ],
  clears: [
    'The IT department names the relay as its own, or as its provider’s.',
    'The one who runs it says what it is for, and the company agrees.',
  ],
  check: 'ask IT whose relay that is',
  references: [
    {
      title: 'RustDesk, client configuration by file name: host, key and relay',
      url: 'https://rustdesk.com/docs/en/self-host/client-configuration/',
    },
    { title: 'LOLRMM: remote monitoring and management tools', url: 'https://lolrmm.io' },
    { title: 'MITRE ATT&CK, Remote Desktop Software', url: 'https://attack.mitre.org/techniques/T1219/002/' },
  ],
  attack: ['T1219.002'],
  status: 'experimental',
  family: 'links',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many of a company’s laptops answer to one relay is not published; the list of commonness says what is assumed',
  },
  thresholds: {
    ...distances,
    mostPeople: {
      value: 8,
      unit: 'people',
      says: 'On the laptops of more than this it is the IT department’s or its provider’s. Assumed.',
    },
    enoughDays: {
      value: 2,
      unit: 'days',
      says: 'Days on which each answered to it: one day is a support call. Assumed.',
    },
  },
  links: ['relay'],
  reads: ['inventory'],
  detect(shared) {
    const everybody = peopleOf(sinceStart(shared.members)).filter((p) => p.held)
    const size = shared.hub ? shared.size : everybody.length
    if (size > shared.threshold('mostPeople'))
      return { is: 'abstain', because: `${size} people’s laptops answer to it: the IT department’s own` }
    const people = everybody.filter((p) => p.days.length >= shared.threshold('enoughDays'))
    if (people.length < 2)
      return {
        is: 'abstain',
        because: 'fewer than two people’s laptops answered to it for longer than a support call',
      }
    const homes = householdsOf(people, shared.threshold('nearKm'), shared.threshold('farKm'))
    const exhibit = sharing(`Answer to ${shared.attribute.shown}`, people)
    if (homes.apart === 'one')
      return {
        is: 'clear',
        says: `Laptops of ${people.length} people of one claimed home answer to one relay.`,
        exhibits: [exhibit],
      }
    const list = shared.facts('commonness')
    const count = homes.households.length
    const weight = Math.min(most, surprise(list, 'relay', count) + byHome[homes.apart])
    if (weight < speaks)
      return { is: 'abstain', because: 'relays are shared so often here that it says nothing' }
    const common = howCommon(list, 'relay', count)
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': weight, 'job-shared': 0.5 * weight },
      says: `Remote-access tools on the laptops of ${people.length} people ${saidApart(homes)} answer to ${shared.attribute.shown}, and nobody else’s do.`,
      exhibits: [exhibit, ...(common ? [common] : [])],
      members: people.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'Two strangers’ laptops with one private RustDesk server',
      gives: 'evidence',
      rows: [...answers(1, { lat: 33.45, lon: -112.07 }), ...answers(2, { lat: 39.96, lon: -83 })],
    },
    {
      title: 'A couple with a server of their own',
      gives: 'clear',
      rows: [
        ...answers(1, { lat: 33.45, lon: -112.07 }, '12 Oak Street, Phoenix AZ'),
        ...answers(2, { lat: 33.45, lon: -112.07 }, '12 Oak St, Phoenix AZ'),
      ],
    },
    {
      title: 'The IT department’s own, on everybody’s laptop',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => answers(n, { lat: 30 + n, lon: -100 })),
    },
    {
      title: 'A relay that every user of the tool has',
      gives: 'abstain',
      rows: [
        ...answers(1, { lat: 33.45, lon: -112.07 }, undefined, 'rs-ny.rustdesk.com'),
        ...answers(2, { lat: 39.96, lon: -83 }, undefined, 'rs-ny.rustdesk.com'),
      ],
    },
  ],
})

function answers(
  n: number,
  place: { lat: number; lon: number },
  address?: string,
  host = 'hub.moss.example',
) {
  const at = 1_767_225_600_000
  return [
    {
      kind: 'person' as const,
      at,
      about: [`person:W-${n}` as const],
      data: { place, ...(address && { address }) },
    },
    ...[0, 1, 2].map((d) => ({
      kind: 'inventory' as const,
      at: at + d * 86_400_000 + 36_000_000,
      about: [`device:LT-${n}` as const, `person:W-${n}` as const],
      data: { processes: [`C:\\Users\\w\\rustdesk-host=${host},key=c2FtcGxl.exe`] },
    })),
  ]
}
