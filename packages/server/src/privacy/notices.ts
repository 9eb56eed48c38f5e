import { type Kind, type KindDefinition, kinds } from '@telltale/core'
import {
  kindsOfChecks,
  kindsOfEchoes,
  kindsOfEndpoints,
  kindsOfGateways,
  kindsOfPages,
} from '../sensing/sensors.ts'
import type { KeptPolicy } from './timing.ts'

export const sensorNames = ['browser', 'endpoint', 'presence', 'gateway'] as const
export type SensorName = (typeof sensorNames)[number]

/** What a person is told of one sensor, before it measures. */
export interface Notice {
  sensor: SensorName
  title: string
  /** Whether the outer switch is on; a gateway's capture has none, its rows are taken where a policy covers them. */
  on: boolean
  /** Kinds that it sends and that some policy covers somewhere. */
  collected: Kind[]
  /** Kinds that it could send and that nothing covers. */
  off: Kind[]
  /** Where policies switch it on. */
  where: string[]
  text: string
}

interface Sensor {
  title: string
  how: string
  kinds: readonly Kind[]
  never: string
  stop: string
}

const sensors: Record<SensorName, Sensor> = {
  browser: {
    title: 'In web pages',
    how: 'A script in pages of the company, such as sign-in, portals, interviews and coding tests, and the connection that it holds open meanwhile.',
    kinds: [...kindsOfPages, ...kindsOfEchoes],
    never:
      'which key, any text, passwords, what the page shows, other pages, files, camera, microphone or location; fields for passwords, codes and payment are left out altogether',
    stop: 'It ends when the page is left, and within a minute once the company switches it off.',
  },
  endpoint: {
    title: 'On laptops of the company',
    how: 'The program telltale-sensor on a laptop that the company owns, while somebody works at it.',
    kinds: [...kindsOfEndpoints, ...kindsOfEchoes],
    never:
      'which key, any text, what is on the screen, titles of windows, names of files, addresses of pages, arguments of programs, names of wireless networks, camera or microphone',
    stop: '“telltale-sensor status” shows what it does now. It stops within a minute once the company switches it off.',
  },
  presence: {
    title: 'Presence checks',
    how: 'A link that is sent to one person, who opens it, agrees, and spends about two minutes on it. Nothing is kept of what was measured until they have finished; they may decline, and ask for a check that is not about timing.',
    kinds: [...kindsOfChecks, ...kindsOfEchoes],
    never: 'which key, any text, camera, microphone or location',
    stop: 'Closing the page ends it, and nothing of it is kept.',
  },
  gateway: {
    title: 'At a gateway',
    how: 'Headers of SSH connections that a gateway of the company sees pass.',
    kinds: kindsOfGateways,
    never: 'the content of a connection, which is encrypted, commands, or which key',
    stop: 'It ends when the capture at the gateway ends.',
  },
}

/** Whether a sensor measures times at all: an inventory alone does not need a policy. */
function isTiming(kind: Kind): boolean {
  return (kinds[kind] as KindDefinition<unknown>).timing === true
}

/**
 * The notice of a sensor, made from what it may send, the switch and the policies as they are now. `keptDays` says how long
 * what was measured is kept.
 */
export function noticeOf(
  sensor: SensorName,
  now: { on: boolean; policies: readonly KeptPolicy[]; keptDays: number; company: string },
): Notice {
  const { title, how, kinds: sends, never, stop } = sensors[sensor]
  const covering = now.policies.filter((p) => p.kinds.some((kind) => sends.includes(kind)))
  const allowed = new Set(covering.flatMap((p) => p.kinds))
  const collected = now.on ? [...new Set(sends)].filter((k) => !isTiming(k) || allowed.has(k)) : []
  const off = [...new Set(sends)].filter((kind) => !collected.includes(kind))
  const where = covering.map(
    (p) => `${p.entity === '*' ? 'every employer' : p.entity}, ${p.place === '*' ? 'everywhere' : p.place}`,
  )
  const measures = collected.some(isTiming)
  const lines = [
    `# ${title}`,
    '',
    how,
    '',
    measures
      ? `${now.company} collects:`
      : `It is off: ${now.on ? 'no timing policy covers anybody' : 'the company has not switched it on'}. Nothing of time is collected.`,
    ...collected.map((kind) => `- **${kind}**: ${kinds[kind].title} ${kinds[kind].privacy}`),
    ...(measures && off.length > 0 ? ['', `Not collected, though it could be: ${off.join(', ')}.`] : []),
    ...(measures && where.length > 0
      ? [
          '',
          `Of people who work for, in: ${where.join('; ')}. Who may be in several places is treated by the strictest.`,
        ]
      : []),
    '',
    `Never: ${never}.`,
    '',
    'Why: to tell whether the person at the device is where, and who, they say they are. No decision is made by software; an adverse one takes two people, who hear you first.',
    '',
    `How long: raw times are not stored; minima, counts and coarse histograms of a day are kept for ${now.keptDays} days. ${stop}`,
    '',
    'You may see all that is kept of you, have what is wrong corrected, object, and ask for a check that is not about timing, without saying why.',
  ]
  return {
    ...{ sensor, title, on: now.on, collected, off, where },
    text: `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`,
  }
}
