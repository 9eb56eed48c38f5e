/** Which sessions the range plays. Delays are not among those that anything was fitted on (20, 60, 110, 180, 250 ms). */
import { clean, type Impairment } from './path/impairment.ts'
import type { Plan } from './session.ts'

export const delays = [40, 90, 130, 240] as const
const paths: Record<'lo' | 'hi', Partial<Impairment>> = {
  lo: { jitter: 1 },
  hi: { jitter: 8, loss: 0.003, stalls: 0.15, stall: 160 },
}
const tools = ['tigervnc', 'x11vnc', 'freerdp', 'novnc'] as const

const tasks = {
  short: { typing: 5, prompts: 8, targets: 8, holds: 1, office: 0 },
  whole: { typing: 8, prompts: 12, targets: 12, holds: 2, office: 6 },
  /** Keys only, as with a screen reader. */
  keys: { typing: 8, prompts: 16, targets: 0, holds: 0, office: 0 },
  /** Ordinary work and nothing that we draw. */
  office: { typing: 5, prompts: 0, targets: 0, holds: 0, office: 50 },
} as const satisfies Record<string, Plan['tasks']>

type Less = Omit<Plan, 'name' | 'tool' | 'rtt' | 'remote' | 'tasks'>
const near = (name: string, more: Less, task: Plan['tasks'] = tasks.whole): Plan => ({
  name,
  tool: 'local',
  rtt: 0,
  remote: false,
  tasks: task,
  ...more,
})
const far = (
  tool: string,
  rtt: number,
  jit: 'lo' | 'hi',
  who: number,
  task: Plan['tasks'] = tasks.whole,
): Plan => ({
  name: `${tool}-${rtt}-${jit}-${who}`,
  tool,
  rtt,
  remote: true,
  who,
  path: paths[jit],
  tasks: task,
})

/** Innocent sessions that look a little like distant hands. Each is played by several people. */
const negatives: Record<string, (who: number) => Plan> = {
  // Connection intervals of 11 to 30 ms, several reports at once.
  bluetooth: (who) =>
    near(`bluetooth-${who}`, { who, negative: 'Bluetooth keyboard and mouse', gear: { keyboard: [11.25, 15, 22.5, 30][who % 4]!, mouse: [11.25, 15, 7.5, 11.25][who % 4]! } }), // biome-ignore format: one row
  busy: (who) => near(`busy-${who}`, { who, negative: 'busy processor', busy: 2 }),
  // A virtual machine on the person's own laptop: input and picture go through the hypervisor.
  machine: (who) =>
    near(`machine-${who}`, { who, negative: 'virtual machine', gear: { delay: 6, jitter: 4 }, lag: 60 }),
  slow: (who) => near(`slow-${who}`, { who, slow: true, negative: 'slow typist, older adult’s figures' }),
  // A television as a second monitor: picture processing of 80 to 110 ms.
  monitor: (who) =>
    near(`monitor-${who}`, { who, negative: 'monitor with two lags', lag: 80 + 10 * (who % 4) }),
  // A geostationary link: the line is slow, the hands are at the device.
  satellite: (who) => ({
    ...near(`satellite-${who}`, { who, negative: 'satellite link', collector: true }),
    rtt: 610,
    path: { jitter: 12, loss: 0.005, stalls: 0.05, stall: 300 },
  }),
  // Colleagues of the help desk, one city away, with a ticket.
  ticket: (who) => ({
    ...far('tigervnc', 40, 'lo', who),
    name: `ticket-${who}`,
    remote: false,
    negative: 'help-desk session with ticket',
    ticket: true,
  }),
  // Speech takes time before it can be answered; no pointer.
  reader: (who) =>
    near(`reader-${who}`, { who, negative: 'screen reader', speech: 240 + 40 * (who % 4) }, tasks.keys),
}

/** Twelve sessions for every change: each tool far away, people at their own desks, and hard negatives. */
export function smoke(): Plan[] {
  return [
    near('local-1', { who: 1 }, tasks.short),
    near('local-2', { who: 2 }, tasks.short),
    near('local-3', { who: 3 }, tasks.short),
    far('tigervnc', 240, 'lo', 4, tasks.short),
    far('x11vnc', 240, 'lo', 5, tasks.short),
    far('freerdp', 240, 'lo', 6, tasks.short),
    far('novnc', 240, 'lo', 7, tasks.short),
    far('ikvm', 240, 'lo', 8, tasks.short),
    far('tigervnc', 90, 'hi', 9, tasks.short),
    far('freerdp', 130, 'hi', 10, tasks.short),
    { ...negatives.bluetooth!(11), tasks: tasks.short },
    { ...negatives.busy!(12), tasks: tasks.short },
  ]
}

/** Everything: under an hour on two cores. */
export function full(): Plan[] {
  let who = 100
  const plans: Plan[] = []
  for (const rtt of delays)
    for (const jit of ['lo', 'hi'] as const) for (const tool of tools) plans.push(far(tool, rtt, jit, who++))
  for (const rtt of delays) plans.push(far('ikvm', rtt, 'lo', who++), far('ikvm', rtt, 'lo', who++))
  // Twelve people on three days each: two of them are their history.
  for (let i = 0; i < 12; i++)
    for (const day of [1, 2, 3]) plans.push(near(`local-${200 + i}-day${day}`, { who: 200 + i, day }))
  let other = 300
  for (const negative of Object.values(negatives)) for (let i = 0; i < 3; i++) plans.push(negative(other++))
  for (let i = 0; i < 3; i++) plans.push(near(`office-local-${400 + i}`, { who: 400 + i }, tasks.office))
  for (let i = 0; i < 3; i++)
    plans.push({ ...far(tools[i]!, 110, 'lo', 410 + i, tasks.office), name: `office-${tools[i]}-${410 + i}` })
  return plans
}

/** Ordinary work at people's own desks, on which the detectors' figures for it were fitted; these people are in no other list. */
export function tuning(): Plan[] {
  return Array.from({ length: 6 }, (_, i) =>
    near(`tuning-${500 + i}`, { who: 500 + i }, { ...tasks.office, holds: 4 }),
  )
}

/** The path of a plan, as its label tells it. */
export function jitterOf({ path }: Plan): number {
  return { ...clean, ...path }.jitter
}
