/**
 * One session of the range: networks, servers, tool, page, person and sensor up; the tasks played; everything down;
 * what the sensor and the page recorded, as canonical observations, with its label.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { now } from './clock.ts'
import { Eyes } from './human/eyes.ts'
import type { Gear } from './human/hand.ts'
import { plain } from './human/hand.ts'
import type { Sits } from './human/main.ts'
import { connect, type Network } from './namespaces.ts'
import type { Passed } from './path/emulator.ts'
import { clean, type Impairment } from './path/impairment.ts'
import { Children, firstLine, until } from './processes.ts'
import { random, seedOf } from './random.ts'
import type { Place, Seats, Tool } from './seats.ts'
import type { Answer, Tasks } from './task/page.ts'

export interface Plan {
  /** Unique within a run; the recording's and the device's name. */
  name: string
  /** A file of tools/. */
  tool: string
  who: number
  /** Round trip of the path, milliseconds, and how it jitters. */
  rtt: number
  path?: Partial<Impairment>
  /** What the hands are: at the device or elsewhere. */
  remote: boolean
  /** A hard negative's name. */
  negative?: string
  gear?: Partial<Gear>
  /** Frame buffer to eye, milliseconds; else drawn for the machine, 15 to 45. */
  lag?: number
  slow?: boolean
  /** A person's days differ a little: which of them this is. */
  day?: number
  /** Milliseconds that a screen reader takes to say what appeared. */
  speech?: number
  /** Programs that keep the processor busy meanwhile. */
  busy?: number
  /** A help-desk ticket covers the session. */
  ticket?: boolean
  /** The path is the device's own line: a collector at its far end measures it. */
  collector?: boolean
  tasks: Omit<Tasks, 'display' | 'seed'>
}

export interface Recorded {
  plan: Plan
  /** As our endpoint sensor gives them, with the step of its times. */
  keys: { resolution: number; press: number[]; release: number[]; class: string[]; repeat: number[] }
  pointer: { resolution: number; t: number[]; dx: number[]; dy: number[]; down: number[]; up: number[] }
  answers: Answer[]
  /** What a collector measured, as canonical `rtt` and `transit` data. */
  line?: { rtt: object; transit: object }
  path: { there: Passed; back: Passed }
  seconds: number
}

/** Milliseconds between the reports of ordinary USB keyboards. */
const polls = [1, 2, 4, 8]

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const brief: Record<'page' | 'sensor' | 'human' | 'collector', string> = {
  collector: program('path/collector.ts'),
  page: program('task/page.ts'),
  sensor: program('sensor.ts'),
  human: program('human/main.ts'),
}

/** Plays one session in network slot `slot` (1–99). Rejects, with what the programs said, where it cannot record. */
export async function play(plan: Plan, slot: number): Promise<Recorded> {
  const started = now()
  const children = new Children()
  const stop = () => children.endNow()
  process.once('exit', stop)
  const folder = mkdtempSync(join(tmpdir(), 'telltale-range-'))
  const seed = seedOf('session', plan.name, plan.who, plan.day ?? 1)
  try {
    const way: Impairment = { ...clean, ...plan.path, delay: plan.rtt / 2 }
    const network = await connect(children, slot, way, way, seed)
    const place: Place = { children, network, slot, folder, rtt: plan.rtt, jitter: way.jitter }
    const { default: tool } = (await import(`./tools/${plan.tool}.ts`)) as { default: Tool }
    const seats = await tool(place)
    const tasks: Tasks = { ...plan.tasks, display: seats.device, seed }
    const page = children.start(process.execPath, [brief.page, JSON.stringify(tasks)], {
      in: network.farm,
      stdin: true,
    })
    await firstLine(page, 'drawn', 10_000)
    await pictureUp(seats)
    const sensor = children.start(process.execPath, [brief.sensor, String(seats.device)], { stdin: true })
    await firstLine(sensor, 'recording', 10_000)
    const machine = random(seedOf('machine', plan.name))
    const sits: Sits = {
      screen: seats.screen,
      display: seats.operator,
      who: plan.who,
      slow: plan.slow ?? false,
      day: plan.day ?? 1,
      speech: plan.speech ?? 0,
      seed,
      lag: (plan.lag ?? 15 + 30 * machine()) + (seats.played?.lag ?? 0),
      gear: {
        ...plain,
        keyboard: polls[Math.floor(polls.length * machine())]!,
        ...plan.gear,
        ...seats.played?.gear,
      },
    }
    const human = children.start(process.execPath, [brief.human, JSON.stringify(sits)], {
      stdin: true,
    })
    await firstLine(human, 'seated', 10_000)
    for (let i = 0; i < (plan.busy ?? 0); i++)
      children.start(process.execPath, ['-e', 'for(;;)Math.sqrt(Math.random())'], {
        in: network.farm,
      })
    const collector = plan.collector ? await measured(children, network) : undefined
    for (const needed of seats.needs)
      if (needed.exitCode !== null) throw new Error('a program that the session needs has ended')
    const over = firstLine(page, '{', 1000 * 300)
    over.catch(() => {}) // when the session fails first, the page is ended
    page.stdin!.write('go\n')
    const { answers } = JSON.parse(await Promise.race([over, left(human)])) as { answers: Answer[] }
    const recorded = firstLine(sensor, '{', 10_000)
    sensor.stdin!.end()
    const { keys, pointer } = JSON.parse(await recorded) as Pick<Recorded, 'keys' | 'pointer'>
    const line = collector && (JSON.parse(await told(collector)) as Recorded['line'])
    const path = await network.end()
    return {
      plan,
      keys,
      pointer,
      answers,
      ...(line && { line }),
      path,
      seconds: (now() - started) / 1000,
    }
  } catch (cause) {
    const said = [...children.said.values()].flatMap((lines) => lines.slice(-4)).join('\n    ')
    throw new Error(`${plan.name}: ${cause instanceof Error ? cause.message : cause}\n    ${said}`)
  } finally {
    await children.end()
    process.off('exit', stop)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The operator's screen shows the device's page, told by the instruction patch. */
async function pictureUp(seats: Seats): Promise<void> {
  const eyes = new Eyes(seats.screen)
  await until('picture of the device on the operator’s screen', 25_000, () =>
    eyes.look().mode === 'idle' ? true : undefined,
  )
  eyes.close()
}

/** A collector beyond the path, and the device's echo to it. */
async function measured(children: Children, network: Network): Promise<ChildProcess> {
  const run = (role: string, ns: string) =>
    children.start(process.execPath, [brief.collector, role, network.operator], { in: ns, stdin: true })
  const collector = run('answer', network.away)
  await firstLine(collector, 'listening', 10_000)
  run('call', network.farm)
  return collector
}

function told(collector: ChildProcess): Promise<string> {
  const line = firstLine(collector, '{', 10_000)
  collector.stdin!.end()
  return line
}

/** Rejects when the person's process ends by itself before the page is done. */
function left(human: ChildProcess): Promise<never> {
  return new Promise((_, fail) => {
    human.on('exit', (code) => {
      if (code !== 0) fail(new Error('the person has left'))
    })
  })
}
