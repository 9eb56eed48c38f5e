import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { contradicted, peopleOf, sinceStart } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare it is that strangers stand beside one box, log10. Assumed. */
const byHome: Record<Apart, number> = {
  far: 0.7,
  between: -0.4,
  'other home': -0.2,
  unknown: -0.5,
  // a laboratory, an office, a house with two flats
  near: Number.NEGATIVE_INFINITY,
  one: Number.NEGATIVE_INFINITY,
}
const most = 2.3
/** Of the weight, what stands where the maker’s prefix is on ordinary routers too. Assumed. */
const alsoRouters = 0.4
/** Below this it is not worth a line. */
const speaks = 0.2

export default defineLinkDetector({
  id: 'device/shared-gadget',
  version: 1,
  title: 'Do laptops of several people stand beside one and the same remote-control box?',
  why: 'An IP-KVM lets somebody elsewhere see a screen and type. Its hardware address is one unit’s. When the laptops of people who claim homes far apart see the same unit on their network, they stand in one room that is made to be driven from outside.',
  benign: [
    'A flat in which two work and one is a hobbyist.',
    'A company laboratory or machine room where such boxes stand for their own purpose.',
    'A box that was sold, or goes along on travels.',
    'An inventory that still lists machines seen long ago.',
  ],
  clears: [
    'The owner shows the box and what it is for, and it is plugged into none of these laptops.',
    'The company names the building: a laboratory, a machine room.',
  ],
  check: 'ask where the laptop stands and what else is on that network',
  references: [
    { title: 'JetKVM', url: 'https://github.com/jetkvm/kvm' },
    { title: 'PiKVM', url: 'https://github.com/pikvm/pikvm' },
    { title: 'MITRE ATT&CK, Remote Access Hardware', url: 'https://attack.mitre.org/techniques/T1219/003/' },
  ],
  attack: ['T1219.003', 'T1200'],
  status: 'experimental',
  family: 'links',
  stage: 'work',
  tests: 'device',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How many homes hold such a box is not published; the list of commonness says what is assumed',
  },
  thresholds: {
    ...distances,
    enoughDays: {
      value: 2,
      unit: 'days',
      says: 'Days on which each was beside it: a visit of one day is none. Assumed.',
    },
    laboratory: {
      value: 8,
      unit: 'people',
      says: 'From this many people on, of whom half claim to live near each other, it is a laboratory. Assumed.',
    },
  },
  links: ['gadget'],
  reads: ['inventory'],
  detect(shared) {
    if (shared.hub)
      return { is: 'abstain', because: `${shared.size} devices stand beside it: a laboratory or an office` }
    const everybody = peopleOf(sinceStart(shared.members)).filter((p) => p.held)
    const people = everybody.filter((p) => p.days.length >= shared.threshold('enoughDays'))
    if (people.length < 2)
      return {
        is: 'abstain',
        because: 'fewer than two people’s laptops stand beside it for longer than a day',
      }
    const homes = householdsOf(people, shared.threshold('nearKm'), shared.threshold('farKm'))
    const exhibit = sharing(`Beside one ${shared.attribute.shown}`, people)
    if (homes.apart === 'one')
      return {
        is: 'clear',
        says: `Laptops of ${people.length} people of one claimed home see one such box on their network.`,
        exhibits: [exhibit],
      }
    const { locals, far } = contradicted(people, shared.threshold('farKm'))
    if (people.length >= shared.threshold('laboratory') && locals.length * 2 >= people.length)
      return { is: 'abstain', because: `${people.length} people, most of whom live near: a laboratory` }
    const named = homes.apart === 'far' ? far : people
    const list = shared.facts('commonness')
    const count = homes.households.length
    const routers = /routers/.test(shared.attribute.shown)
    const full = Math.min(most, surprise(list, 'gadget', count) + byHome[homes.apart])
    const weight = full * (routers ? alsoRouters : 1)
    if (weight < speaks || named.length === 0)
      return {
        is: 'abstain',
        because: `seen by laptops of ${count} households ${saidApart(homes)}: too little to tell`,
      }
    const common = howCommon(list, 'gadget', count)
    return {
      is: 'evidence',
      weight: {
        'hands-elsewhere': weight,
        'device-elsewhere': 0.8 * weight,
        'job-shared': 0.8 * weight,
        'identity-stolen': 0.6 * weight,
        'identity-invented': 0.6 * weight,
      },
      says: `Laptops of ${people.length} people ${saidApart(homes)} see one and the same ${shared.attribute.shown} on their network.`,
      exhibits: [exhibit, ...(common ? [common] : [])],
      members: named.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'One JetKVM beside two laptops whose people claim two states',
      gives: 'evidence',
      rows: [...beside(1, { lat: 33.45, lon: -112.07 }), ...beside(2, { lat: 39.96, lon: -83 })],
    },
    {
      title: 'A couple, one of whom owns a PiKVM',
      gives: 'clear',
      rows: [
        ...beside(
          1,
          { lat: 33.45, lon: -112.07 },
          { address: '12 Oak Street, Phoenix AZ', mac: 'b8:27:eb:01:02:03', name: 'pikvm' },
        ),
        ...beside(
          2,
          { lat: 33.45, lon: -112.07 },
          { address: '12 Oak St, Phoenix AZ', mac: 'b8:27:eb:01:02:03', name: 'pikvm' },
        ),
      ],
    },
    {
      title: 'Two flats in one town that one box was carried between',
      gives: 'abstain',
      rows: [...beside(1, { lat: 33.45, lon: -112.07 }), ...beside(2, { lat: 33.44, lon: -112.05 })],
    },
    {
      title: 'A printer on two networks',
      gives: 'abstain',
      rows: [
        ...beside(1, { lat: 33.45, lon: -112.07 }, { mac: '00:1b:a9:01:02:03' }),
        ...beside(2, { lat: 39.96, lon: -83 }, { mac: '00:1b:a9:01:02:03' }),
      ],
    },
  ],
})

function beside(
  n: number,
  place: { lat: number; lon: number },
  { address, mac = '30:52:53:0a:1b:2c', name }: { address?: string; mac?: string; name?: string } = {},
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
      data: { neighbours: [{ ip: '192.168.1.40', mac, ...(name && { name }) }] },
    })),
  ]
}
