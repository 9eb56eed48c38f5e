import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import { displays } from './displays.ts'
import { bssidsOfIw, bssidsOfNmcli, interfacesOfIw, type Neighbour, surroundings } from './network.ts'
import { processes, programs } from './programs.ts'
import { type UsbDevice, usbDevices } from './usb.ts'

/** Core's kind `inventory`. A part that this machine can't tell is absent, not empty. */
export interface Inventory {
  processes?: string[]
  programs?: string[]
  usb?: UsbDevice[]
  displays?: { edid: string }[]
  gateway?: { ip: string; mac?: string }
  neighbours?: Neighbour[]
  bssids?: string[]
}

/** Runs a program and gives what it printed; empty where it is missing, fails or takes over five seconds. */
export type Ask = (program: string, ...args: string[]) => Promise<string>

const ask: Ask = (program, ...args) =>
  new Promise((done) => {
    execFile(
      program,
      args,
      { timeout: 5000, maxBuffer: 4 << 20, env: { ...process.env, LC_ALL: 'C' } },
      (_, out) => done(out ?? ''),
    )
  })

/** All that an inventory has, from the files below `root`. */
export async function inventory(root = '/', asked: Ask = ask): Promise<Inventory> {
  const around = surroundings(root, await asked('ip', '-6', 'neigh'))
  return shown({
    processes: processes(root),
    programs: programs(root),
    usb: usbDevices(root),
    displays: displays(root),
    gateway: around.gateway,
    neighbours: around.neighbours,
    bssids: await bssids(asked),
  })
}

/** Changes when something is plugged in or out, or the machine stands in another network. */
export function fingerprint(root = '/'): string {
  const { gateway } = surroundings(root)
  return hash('sha256', JSON.stringify([usbDevices(root), displays(root), gateway]), 'base64url')
}

/** What the radio has heard lately; it is not asked to listen again. */
async function bssids(asked: Ask): Promise<string[]> {
  const found: string[] = []
  for (const name of interfacesOfIw(await asked('iw', 'dev')))
    found.push(
      ...bssidsOfIw(
        `${await asked('iw', 'dev', name, 'scan', 'dump')}\n${await asked('iw', 'dev', name, 'link')}`,
      ),
    )
  if (found.length === 0)
    found.push(
      ...bssidsOfNmcli(await asked('nmcli', '-t', '-f', 'BSSID', 'dev', 'wifi', 'list', '--rescan', 'no')),
    )
  return [...new Set(found)].slice(0, 500)
}

function shown(all: Inventory): Inventory {
  return Object.fromEntries(
    Object.entries(all).filter(([, part]) => part !== undefined && (!Array.isArray(part) || part.length > 0)),
  )
}
