/** The X servers of a session, and what a remote-control tool must say about where device and operator sit. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Gear } from './human/hand.ts'
import type { Network } from './namespaces.ts'
import { type Children, until } from './processes.ts'
import { screen } from './task/layout.ts'
import { Display } from './x11.ts'

export interface Place {
  children: Children
  network: Network
  slot: number
  /** A folder of this session's own for frame buffers and settings. */
  folder: string
  /** Round trip of the path and its mean jitter, milliseconds, for tools whose path is played. */
  rtt: number
  jitter: number
}

/** Where the task page and the sensor run, and where the person sits. */
export interface Seats {
  device: number
  operator: number
  /** Frame buffer that the person looks at. */
  screen: string
  /** Programs of the session that must be running throughout. */
  needs: ChildProcess[]
  /** What a played tool adds: milliseconds before the picture reaches the eye, and what the hands go through. */
  played?: { lag: number; gear: Partial<Gear> }
}

/** One file of tools/ each: its default export starts the tool and resolves when the picture is up. */
export type Tool = (place: Place) => Promise<Seats>

export const deviceDisplay = (slot: number) => 100 + slot
export const operatorDisplay = (slot: number) => 200 + slot

/** An X server that keeps its frame buffer in a file, ready to be looked at. */
export async function xvfb(
  place: Place,
  display: number,
  ns: string,
): Promise<{ screen: string; server: ChildProcess }> {
  const folder = join(place.folder, `fb${display}`)
  mkdirSync(folder, { recursive: true })
  clearDisplay(display)
  const server = place.children.start(
    'Xvfb',
    [
      `:${display}`,
      ...['-screen', '0', `${screen.width}x${screen.height}x24`],
      ...['-fbdir', folder, '-ac', '-nolisten', 'tcp', '-noreset'],
    ],
    { in: ns },
  )
  await answers(display)
  return { screen: join(folder, 'Xvfb_screen0'), server }
}

/** TigerVNC's server: the device's X session and the VNC server in one. */
export async function xvnc(place: Place, display: number): Promise<ChildProcess> {
  clearDisplay(display)
  const server = place.children.start(
    'Xvnc',
    [
      `:${display}`,
      ...['-geometry', `${screen.width}x${screen.height}`, '-depth', '24'],
      ...[
        '-rfbport',
        '5900',
        '-SecurityTypes',
        'None',
        '-ac',
        '-AlwaysShared',
        '-nolisten',
        'tcp',
        '-noreset',
      ],
    ],
    { in: place.network.farm },
  )
  await answers(display)
  return server
}

/** TigerVNC's viewer on the operator's screen, without borders, covering it. */
export function vncviewer(place: Place): ChildProcess {
  return place.children.start(
    'vncviewer',
    [
      ...['-SecurityTypes', 'None', '-RemoteResize=0', '-FullScreen=1', '-MenuKey', 'None'],
      ...['-geometry', `${screen.width}x${screen.height}+0+0`, `${place.network.device}::5900`],
    ],
    {
      in: place.network.away,
      env: { DISPLAY: `:${operatorDisplay(place.slot)}`, HOME: place.folder },
    },
  )
}

export async function answers(display: number): Promise<void> {
  await until(`X server :${display}`, 20_000, async () => {
    if (!existsSync(`/tmp/.X11-unix/X${display}`)) return undefined
    try {
      const probe = await Display.open(display)
      probe.close()
      return true
    } catch {
      await wait(50)
      return undefined
    }
  })
}

/** A server that was killed leaves its lock and its socket. */
export function clearDisplay(display: number): void {
  rmSync(`/tmp/.X11-unix/X${display}`, { force: true })
  rmSync(`/tmp/.X${display}-lock`, { force: true })
}
