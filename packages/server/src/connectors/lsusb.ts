import type { Connector } from './connector.ts'
import { ownName, parseDate, statedDate } from './dates.ts'
import { wholeText } from './lines.ts'

/**
 * What `lsusb -v` prints (usbutils): every device with its descriptors. One inventory a file; the device is called what
 * the file is called (LT-0042.txt). The dump itself has no time: a date in the file's name counts, else a first line
 * such as `# 2026-03-02T09:30:00Z`, else the time at which the file was written.
 */
const limit = 16 * 1024 * 1024

const lsusb: Connector = {
  id: 'lsusb',
  title: 'lsusb dumps',
  takes: 'The output of lsusb -v, one file a device; the file’s name is the device’s id.',
  recognises({ head }) {
    const start = /^Bus \d{3} Device \d{3}: ID [0-9a-f]{4}:[0-9a-f]{4}/m.exec(head)
    // Line by line: one pattern for all of them takes exponential time over blank lines.
    const before = head.slice(0, start?.index).split('\n')
    if (!start || !before.every((line) => /^(?:\s*|#.*|Couldn't.*)$/.test(line))) return false
    return /^Device Descriptor:/m.test(head) ? 'certain' : 'likely'
  },
  async *read(file) {
    const whole = await wholeText(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const comment = /^#\s*(\d{4}-.*?)\s*$/m.exec(whole.text.slice(0, 1000))?.[1]
    const at = statedDate(file.name) ?? (comment && parseDate(comment)) ?? file.modifiedAt
    const device = `device:${ownName(file.name).replace(/\s+/g, '-')}`
    const usb = whole.text.split(/^(?=Bus \d{3} Device \d{3}: ID )/m).flatMap(usbDevice)
    yield {
      row: 1,
      value: { id: `lsusb:${device}:${at}`, kind: 'inventory', at, about: [device], data: { usb } },
    }
  },
}

export default lsusb

function usbDevice(section: string) {
  const head = /^Bus \d{3} Device \d{3}: ID ([0-9a-f]{4}):([0-9a-f]{4})/.exec(section)
  if (!head) return []
  const named = (field: string) =>
    new RegExp(`^\\s*${field}[ \\t]+\\d+[ \\t]+(\\S.*?)\\s*$`, 'm').exec(section)?.[1]
  const numbers = (field: string) =>
    [...section.matchAll(new RegExp(`^\\s*${field}[ \\t]+(\\d+)`, 'gm'))].map((m) => Number(m[1]))
  const hex = (n: number | undefined) => (n ?? 0).toString(16).padStart(2, '0')
  const classes = numbers('bInterfaceClass')
  const subclasses = numbers('bInterfaceSubClass')
  const protocols = numbers('bInterfaceProtocol')
  // class/subclass/protocol tell a keyboard (03/01/01) from a mouse (03/01/02)
  const functions = classes.map((c, i) => `${hex(c)}/${hex(subclasses[i])}/${hex(protocols[i])}`)
  const interfaces = numbers('bNumInterfaces')[0]
  return [
    {
      vid: head[1]!,
      pid: head[2]!,
      manufacturer: named('iManufacturer'),
      product: named('iProduct'),
      serial: named('iSerial'),
      ...(classes.length > 0 && {
        classes: [...new Set(classes.map(hex))],
        functions: [...new Set(functions)],
      }),
      ...(interfaces !== undefined && { interfaces }),
    },
  ]
}
