import type { Random } from './random.ts'

/** One USB device as an inventory states it. */
export interface Usb {
  vid: string
  pid: string
  manufacturer: string
  product: string
  serial?: string
  classes: string[]
  interfaces: number
}

export interface Monitor {
  /** Three letters. */
  manufacturer: string
  product: number
  name: string
  serial: string
}

const ordinaryUsb: readonly Usb[] = [
  { vid: '046d', pid: 'c52b', manufacturer: 'Logitech', product: 'USB Receiver', classes: ['03', '03', '03'], interfaces: 3 },
  { vid: '413c', pid: '2113', manufacturer: 'Dell', product: 'Dell KB216 Wired Keyboard', classes: ['03', '03'], interfaces: 2 },
  { vid: '413c', pid: '301a', manufacturer: 'PixArt', product: 'Dell MS116 USB Optical Mouse', classes: ['03'], interfaces: 1 },
  { vid: '045e', pid: '0745', manufacturer: 'Microsoft', product: 'Microsoft 2.4GHz Transceiver', classes: ['03', '03', '03'], interfaces: 3 },
  { vid: '046d', pid: '085c', manufacturer: 'Logitech', product: 'C922 Pro Stream Webcam', classes: ['0e', '0e', '01', '01'], interfaces: 4 },
  { vid: '17e9', pid: '6006', manufacturer: 'DisplayLink', product: 'Universal Dock', classes: ['ff', '01', '02', '0a'], interfaces: 6 },
] // biome-ignore format: a table

const makers: readonly [string, number, string][] = [
  ['DEL', 0xa1d2, 'DELL U2722D'],
  ['DEL', 0x40f7, 'DELL P2419H'],
  ['GSM', 0x5bbf, 'LG ULTRAFINE'],
  ['SAM', 0x0f99, 'S27A600'],
  ['HPN', 0x3556, 'HP E24 G4'],
  ['BNQ', 0x78e5, 'BenQ GW2480'],
]

export function ordinaryDevices(random: Random): Usb[] {
  const count = random.int(1, 3)
  const out: Usb[] = []
  while (out.length < count) {
    const next = random.pick(ordinaryUsb)
    if (!out.includes(next)) out.push(next)
  }
  return out
}

export function ordinaryMonitor(random: Random): Monitor {
  const [manufacturer, product, name] = random.pick(makers)
  return {
    manufacturer,
    product,
    name,
    serial: `${random.pick(['CN', 'MX', 'TW'])}${random.hex(8).toUpperCase()}`,
  }
}

/**
 * A disguise that ships with a JetKVM: a Dell keyboard that is also a drive, and one of three monitors whose
 * serials never change. Facts restated from the vendor's source (jetkvm/kvm, UsbInfoSetting and video settings).
 */
export const jetKvmDisguise: Usb = {
  vid: '413c',
  pid: '2011',
  manufacturer: 'Dell Inc.',
  product: 'Multimedia Pro Keyboard',
  serial: '1a2b3c4d',
  classes: ['03', '03', '03', '08'],
  interfaces: 4,
}
export const jetKvmDell: Monitor = {
  manufacturer: 'DEL',
  product: 0x2013,
  name: 'DELL D2721H',
  serial: '3S5GQ23',
}
export const jetKvmAcer: Monitor = {
  manufacturer: 'ACR',
  product: 0x0565,
  name: 'B246WL',
  serial: 'T8NEE0038522',
}

/** A PiKVM as it ships (pikvm/kvmd). */
export const piKvm: Usb = {
  vid: '1d6b',
  pid: '0104',
  manufacturer: 'PiKVM',
  product: 'PiKVM Composite Device',
  serial: 'CAFEBABE',
  classes: ['03', '03', '08'],
  interfaces: 3,
}
export const piKvmMonitor: Monitor = {
  manufacturer: 'LNX',
  product: 0x7771,
  name: 'PiKVM V3',
  serial: 'CAFEBABE',
}

/** A 128-byte EDID 1.3 (VESA E-EDID A.2) in hexadecimal, with a right checksum. */
export function edid(monitor: Monitor): string {
  const bytes = new Array<number>(128).fill(0)
  bytes.splice(0, 8, 0, 255, 255, 255, 255, 255, 255, 0)
  const [a, b, c] = [...monitor.manufacturer].map((letter) => letter.charCodeAt(0) - 64) as [
    number,
    number,
    number,
  ]
  bytes[8] = (a << 2) | (b >> 3)
  bytes[9] = ((b & 7) << 5) | c
  bytes[10] = monitor.product & 255
  bytes[11] = monitor.product >> 8
  bytes.splice(16, 9, 20, 31, 1, 3, 0x80, 60, 34, 120, 0x2a)
  descriptor(bytes, 54, 0xff, monitor.serial)
  descriptor(bytes, 72, 0xfc, monitor.name)
  descriptor(bytes, 90, 0x10, '')
  descriptor(bytes, 108, 0x10, '')
  bytes[127] = (256 - (bytes.reduce((sum, byte) => sum + byte, 0) % 256)) % 256
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function descriptor(bytes: number[], at: number, tag: number, words: string): void {
  bytes[at + 3] = tag
  const text = `${words.slice(0, 13)}${words.length < 13 ? '\n' : ''}`.padEnd(13, ' ')
  for (let i = 0; i < 13; i++) bytes[at + 5 + i] = text.charCodeAt(i)
}
