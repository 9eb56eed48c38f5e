import { readFileSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Bus } from '../input.ts'

/** Where the device behind a node such as `/dev/input/event5` is attached. */
export type BusOf = (node: string) => Bus

/** Bus types of linux/input.h. What sits on a board is internal: I8042, I2C, host, SPI, RMI, Intel ISHTP, AMD SFH. */
const buses: Record<number, Bus> = {
  3: 'usb',
  5: 'bluetooth',
  6: 'virtual',
  17: 'internal',
  24: 'internal',
  25: 'internal',
  28: 'internal',
  29: 'internal',
  31: 'internal',
  32: 'internal',
}

export function busOfType(type: number): Bus {
  return buses[type] ?? 'unknown'
}

/**
 * From sysfs below `root`. A device that a program made with uinput may claim any bus; its place in the tree of
 * devices tells. Bluetooth LE keyboards are made by a program too, through uhid, which stands elsewhere in the tree.
 */
export function busOfNode(node: string, root = '/'): Bus {
  const device = join(root, 'sys/class/input', basename(node), 'device')
  try {
    if (realpathSync(device).includes('/devices/virtual/input/')) return 'virtual'
    return busOfType(Number.parseInt(readFileSync(join(device, 'id/bustype'), 'latin1'), 16))
  } catch {
    return 'unknown'
  }
}
