import { defineFacts } from './list.ts'

/** How many unrelated identities one attribute is seen on, in six groups; a group's name is what people read. */
export const sizeGroups = [
  { from: 1, name: '1' },
  { from: 2, name: '2' },
  { from: 3, name: '3–5' },
  { from: 6, name: '6–15' },
  { from: 16, name: '16–63' },
  { from: 64, name: '64 and more' },
] as const

/** Of all attributes of one kind, the share in each of `sizeGroups`; both lists sum to 1. */
export interface Commonness {
  /** In words, in the plural: "phone numbers". */
  what: string
  honest: readonly number[]
  farm: readonly number[]
  /** `counted`: `honest` was learnt from this many attributes of the company's own. */
  basis: 'assumed' | 'counted'
  n?: number
  /** What honest people share it for. */
  why: string
}

const assumed = { basis: 'assumed' as const }

/**
 * By attribute type, and `delivery` for addresses that a device was sent to and that are nobody's claimed home. What a
 * household shares counts only where its members do not claim one home: those are no strangers.
 */
export default defineFacts<{ types: Readonly<Record<string, Commonness>> }>({
  title: 'How common shared attributes are',
  version: '2026-11-1',
  source:
    'Assumed by the project: no such counts are published. The reasons stand beside the numbers; a company counts its own',
  licence: 'Facts restated by the project, Apache-2.0',
  data: {
    types: {
      phone: {
        what: 'phone numbers',
        honest: [0.987, 0.008, 0.002, 0.002, 0.0008, 0.0002],
        farm: [0.35, 0.3, 0.25, 0.07, 0.02, 0.01],
        why: 'Numbers are given to somebody new within months (2); an agency or a recruiter puts one on its candidates (6 and more).',
        ...assumed,
      },
      email: {
        what: 'mailboxes',
        honest: [0.9948, 0.0028, 0.001, 0.0008, 0.0004, 0.0002],
        farm: [0.45, 0.3, 0.18, 0.05, 0.01, 0.01],
        why: 'A mailbox is one person’s; what is shared is mostly an agency’s, a school’s or somebody who was not recognised.',
        ...assumed,
      },
      address: {
        what: 'home addresses',
        honest: [0.8, 0.14, 0.045, 0.008, 0.005, 0.002],
        farm: [0.2, 0.15, 0.3, 0.2, 0.1, 0.05],
        why: 'Couples, families, flatmates; student halls and mailbox businesses beyond that.',
        ...assumed,
      },
      delivery: {
        what: 'delivery addresses that are nobody’s claimed home',
        honest: [0.9, 0.06, 0.02, 0.012, 0.006, 0.002],
        farm: [0.15, 0.2, 0.3, 0.2, 0.1, 0.05],
        why: 'Parents, neighbours, holiday flats (1 and 2); offices, parcel shops and depots beyond that.',
        ...assumed,
      },
      recipient: {
        what: 'people who sign for parcels',
        honest: [0.93, 0.04, 0.015, 0.008, 0.005, 0.002],
        farm: [0.15, 0.2, 0.35, 0.2, 0.08, 0.02],
        why: 'Neighbours and flatmates (2); a porter, a mailroom or a shop whose clerk signs in person beyond that.',
        ...assumed,
      },
      account: {
        what: 'pay accounts',
        honest: [0.985, 0.0145, 0.0003, 0.0001, 0.00008, 0.00002],
        farm: [0.55, 0.25, 0.15, 0.04, 0.008, 0.002],
        why: 'Couples who work for one company (2); agencies and pooled card accounts beyond that.',
        ...assumed,
      },
      authenticator: {
        what: 'authenticators',
        honest: [0.992, 0.006, 0.001, 0.0005, 0.0003, 0.0002],
        farm: [0.6, 0.2, 0.12, 0.05, 0.02, 0.01],
        why: 'A family’s tablet, a phone that was handed on (2); an administrator’s key and shared kiosks beyond that.',
        ...assumed,
      },
      network: {
        what: 'routers and access points',
        honest: [0.86, 0.1, 0.02, 0.01, 0.007, 0.003],
        farm: [0.2, 0.2, 0.3, 0.2, 0.08, 0.02],
        why: 'Couples and flatmates (2); coworking spaces, offices and campuses beyond that.',
        ...assumed,
      },
      exit: {
        what: 'internet connections',
        honest: [0.75, 0.15, 0.05, 0.02, 0.02, 0.01],
        farm: [0.2, 0.25, 0.3, 0.15, 0.08, 0.02],
        why: 'Households (2), libraries and courses (3 and more), carriers that put thousands behind one address (64 and more).',
        ...assumed,
      },
      display: {
        what: 'monitors',
        honest: [0.9992, 0.0006, 0.0001, 0.00006, 0.00003, 0.00001],
        farm: [0.7, 0.25, 0.04, 0.008, 0.001, 0.001],
        why: 'Second-hand monitors and couples (2); meeting rooms, benches and repeated serials beyond that.',
        ...assumed,
      },
      profile: {
        what: 'profiles',
        honest: [0.997, 0.002, 0.0005, 0.0003, 0.00015, 0.00005],
        farm: [0.8, 0.14, 0.04, 0.015, 0.004, 0.001],
        why: 'Somebody who was not recognised (2); the page of a company, a school or a template beyond that.',
        ...assumed,
      },
      gadget: {
        what: 'remote-control boxes on a network',
        honest: [0.97, 0.025, 0.004, 0.0006, 0.0003, 0.0001],
        farm: [0.2, 0.25, 0.35, 0.15, 0.04, 0.01],
        why: 'A hobbyist’s flat with two workers (2); a company’s laboratory beyond that.',
        ...assumed,
      },
      relay: {
        what: 'relays of remote-access tools',
        honest: [0.7, 0.08, 0.08, 0.06, 0.05, 0.03],
        farm: [0.2, 0.2, 0.3, 0.2, 0.08, 0.02],
        why: 'The IT department’s own, a managed-service provider’s, a software maker’s support.',
        ...assumed,
      },
    },
  },
})
