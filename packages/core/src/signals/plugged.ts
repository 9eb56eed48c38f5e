import { type Display, display } from '../observations/display.ts'
import { mac } from '../observations/normalise.ts'
import { defineAccumulator } from '../types.ts'

/** Every USB device of one vendor and product id that a window saw. Windows lists the functions of one apart. */
export interface PluggedUsb {
  /** Four lower-case hexadecimal digits each. */
  vid: string
  pid: string
  manufacturers: string[]
  products: string[]
  /** Without Windows' instance numbers, which are no serials. */
  serials: string[]
  /** Interface classes as two hexadecimal digits, or the inventory's own word in lower case. */
  classes: string[]
  /** Most interfaces that one snapshot gave it; 0 where none said. */
  interfaces: number
}

/** A machine on the same network: its hardware maker's prefix, and a name where that says what it is. */
export interface Neighbour {
  /** First three octets, `30:52:53`; empty where only a name was seen. */
  oui: string
  name: string
  gateway: boolean
}

export interface Plugged {
  usb: Record<string, PluggedUsb>
  displays: Record<string, Display>
  neighbours: Record<string, Neighbour>
  /** More was seen than is kept, so that absence means nothing. */
  full: boolean
}

const most = 256
const mostTexts = 8

/**
 * What was plugged into a device and stood beside it. Sets only, the first 256 in order of their keys, so that
 * neither order nor repetition matters. Hardware addresses are cut to the maker's prefix and names of other
 * machines are kept only where they may be a remote-control box's: the rest of a home is nobody's business.
 */
export const plugged = defineAccumulator({
  id: 'signals/plugged',
  version: 1,
  reads: ['inventory'],
  empty: { usb: {}, displays: {}, neighbours: {}, full: false } as Plugged,
  add(state, batch) {
    let next = state
    for (const { data } of batch) {
      const seen: Plugged = { usb: {}, displays: {}, neighbours: {}, full: false }
      for (const stated of data.usb ?? []) {
        const device = usb(stated)
        if (device) put(seen.usb, `${device.vid}:${device.pid}`, device, joinUsb)
      }
      for (const stated of data.displays ?? []) {
        const d = display(stated)
        if (d && (d.manufacturer || d.product || d.name || d.serial))
          put(seen.displays, [d.manufacturer, d.product, d.name, d.serial ?? ''].join('/'), d, first)
      }
      const near = [{ ...data.gateway, gateway: true }, ...(data.neighbours ?? [])]
      for (const stated of near) {
        const n = neighbour(stated)
        if (n) put(seen.neighbours, `${n.oui}/${n.name}/${n.gateway}`, n, first)
      }
      next = merge(next, seen)
    }
    return next
  },
  merge,
})

interface StatedUsb {
  vid: string
  pid: string
  manufacturer?: string
  product?: string
  serial?: string
  classes?: string[]
  interfaces?: number
}

function usb(stated: StatedUsb): PluggedUsb | undefined {
  const vid = usbId(stated.vid)
  const pid = usbId(stated.pid)
  if (!vid || !pid) return undefined
  const classes = (stated.classes ?? []).map(usbClass).filter((c) => c !== '')
  const distinct = texts(classes)
  // A list that repeats a class has one entry an interface.
  const counted = classes.length > distinct.length ? classes.length : 0
  return {
    vid,
    pid,
    manufacturers: texts([stated.manufacturer]),
    products: texts([stated.product]),
    serials: texts([stated.serial?.includes('&') ? undefined : stated.serial]),
    classes: distinct,
    interfaces: stated.interfaces ?? counted,
  }
}

/** `0x046D`, `46d` and `046d` are one vendor; undefined for anything that is no 16-bit hexadecimal number. */
export function usbId(written: string): string | undefined {
  const hex = written.trim().toLowerCase().replace(/^0x/, '')
  return /^[0-9a-f]{1,4}$/.test(hex) ? hex.padStart(4, '0') : undefined
}

/** `3`, `0x03`, `03/01/01` and `HID` are class 03. Words other than for input and storage stay words. */
export function usbClass(written: string): string {
  const word = written.trim().toLowerCase()
  const code = /^(?:0x)?([0-9a-f]{1,2})(?:$|[/:h])/.exec(word)
  if (code) return code[1]!.padStart(2, '0')
  if (/^(?:hid|human interface|keyboard|mouse)/.test(word)) return '03'
  if (/^(?:mass[ _-]?storage|usbstor|disk ?drive|storage)/.test(word)) return '08'
  return word
}

function neighbour(stated: { mac?: string; name?: string; gateway?: boolean }): Neighbour | undefined {
  const address = stated.mac ? mac(stated.mac) : undefined
  const name = (stated.name ?? '').trim().toLowerCase()
  const told = /kvm|pilot/.test(name) ? name.slice(0, 60) : ''
  if (!address && !told) return undefined
  return { oui: address?.slice(0, 8) ?? '', name: told, gateway: stated.gateway ?? false }
}

function merge(a: Plugged, b: Plugged): Plugged {
  const next: Plugged = {
    usb: { ...a.usb },
    displays: { ...a.displays },
    neighbours: { ...a.neighbours },
    full: a.full || b.full,
  }
  for (const [key, device] of Object.entries(b.usb)) put(next.usb, key, device, joinUsb)
  for (const [key, seen] of Object.entries(b.displays)) put(next.displays, key, seen, first)
  for (const [key, seen] of Object.entries(b.neighbours)) put(next.neighbours, key, seen, first)
  for (const part of [next.usb, next.displays, next.neighbours]) if (cut(part)) next.full = true
  return next
}

function put<T>(into: Record<string, T>, key: string, value: T, join: (a: T, b: T) => T): void {
  const there = Object.hasOwn(into, key) ? into[key] : undefined
  into[key] = there === undefined ? value : join(there, value)
}

function joinUsb(a: PluggedUsb, b: PluggedUsb): PluggedUsb {
  return {
    ...a,
    manufacturers: texts([...a.manufacturers, ...b.manufacturers]),
    products: texts([...a.products, ...b.products]),
    serials: texts([...a.serials, ...b.serials]),
    classes: texts([...a.classes, ...b.classes]),
    interfaces: Math.max(a.interfaces, b.interfaces),
  }
}

/** Two displays under one key may differ in stated size only; the larger one is kept. */
function first<T>(a: T, b: T): T {
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b
}

function texts(values: readonly (string | null | undefined)[]): string[] {
  const clean = values.map((v) => (v ?? '').trim()).filter((v) => v !== '')
  return [...new Set(clean)].sort().slice(0, mostTexts)
}

/** Keeps the first `most` entries in order of their keys; true when some were dropped. */
function cut(part: Record<string, unknown>): boolean {
  const keys = Object.keys(part)
  if (keys.length <= most) return false
  for (const key of keys.sort().slice(most)) delete part[key]
  return true
}
