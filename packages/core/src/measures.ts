import type { Family } from './types.ts'

/**
 * Something that a person has done so that a family is measured that was not, or once more under better conditions.
 * Checks (checks.ts) have answers; a measure has a reading, near or far.
 */
export interface Measure {
  title: string
  /** Work of the one who arranges and reads it; assumed. Waiting is no work. */
  minutes: number
  /** What it measures, the strongest first: a far reading counts as the first alone, a near one as all of them. */
  families: readonly [Family, ...Family[]]
  /** Where to be careful. */
  care: string
}

const measureList = {
  'presence-check': {
    title: 'Offer a presence check',
    minutes: 10,
    families: ['loop'],
    care: 'Offer it to a whole role. Declining weighs nothing, and an equal check that is not about timing is open to everybody.',
  },
  'witnessed-touch': {
    title: 'Offer a presence check in which a colleague sees the person touch the key',
    minutes: 30,
    families: ['touch', 'loop'],
    care: 'A colleague of their choice, live. Somebody who can’t use a key is offered an equal check without asking why.',
  },
  'connection-measured': {
    title: 'Have the laptop’s connection measured against a collector near the claimed place',
    minutes: 15,
    families: ['path', 'layer'],
    care: 'Ask first which VPN or gateway is in use: a distant gateway looks like a distant device.',
  },
  'devices-listed': {
    title: 'Have IT list what is plugged into the laptop, its displays and its network',
    minutes: 20,
    families: ['mechanism'],
    care: 'Docks, switches and a hobby computer are no finding by themselves.',
  },
  'input-listed': {
    title: 'Ask IT which remote-control tools are allowed on the device, and what makes its input',
    minutes: 20,
    families: ['cadence'],
    care: 'Help-desk sessions and assistive tools make input too; never ask why somebody uses one.',
  },
  'sessions-asked': {
    title: 'Ask which host the shell goes through, and who runs it',
    minutes: 15,
    families: ['chain'],
    care: 'Jump hosts of the company look the same.',
  },
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof measureList

/** Every measure by id. The id is permanent. */
export const measures: Readonly<Record<MeasureId, Measure>> = measureList
