import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { line } from './files.ts'

export interface UsbDevice {
  vid: string
  pid: string
  manufacturer?: string
  product?: string
  serial?: string
  classes: string[]
  interfaces: number
}

/**
 * What is plugged in, from sysfs (Documentation/ABI/testing/sysfs-bus-usb): a device `1-2` and its interfaces
 * `1-2:1.0`. Hubs and the machine's own host controllers (`usb1`) are left out: they are not what somebody plugs in.
 */
export function usbDevices(root: string): UsbDevice[] {
  const folder = join(root, 'sys/bus/usb/devices')
  const names = list(folder)
  return names
    .filter((name) => /^\d+-[\d.]+$/.test(name))
    .sort()
    .flatMap((name) => {
      const of = (file: string) => line(join(folder, name, file))
      const [vid, pid] = [of('idVendor'), of('idProduct')]
      if (!vid || !pid || of('bDeviceClass') === '09') return []
      const classes = names
        .filter((other) => other.startsWith(`${name}:`))
        .sort()
        .map((other) => line(join(folder, other, 'bInterfaceClass')))
        .filter((c) => c !== undefined)
      return [
        {
          ...{ vid, pid, manufacturer: of('manufacturer'), product: of('product'), serial: of('serial') },
          ...{ classes: classes.slice(0, 64), interfaces: Math.min(64, classes.length) },
        },
      ]
    })
    .slice(0, 500)
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
