import { type BusOf, busOfNode } from '../evdev/bus.ts'
import type { Source } from '../input.ts'
import type { Display } from './display.ts'

/** An input device of the X server that is attached to a master: what hands touch, or a program pretends to. */
export interface XDevice {
  id: number
  name: string
  does: 'keys' | 'pointer'
  from: Source
}

const slavePointer = 3
const slaveKeyboard = 4
const classValuator = 2

/**
 * The slave devices by id, with where each is attached (XIQueryDevice; XIGetProperty "Device Node", which the evdev
 * and libinput drivers set). A device without a node exists in software: XTEST, the pointer of a VNC server or xrdp.
 * Under Xwayland none has one and nothing can be told.
 */
export async function inputDevices(
  display: Display,
  busOf: BusOf = busOfNode,
): Promise<Map<number, XDevice>> {
  const { major } = await display.extension('XInputExtension')
  const reply = await display.ask(major, 48, Buffer.alloc(4)) // XIQueryDevice, all devices
  const nodeAtom = await atom(display, 'Device Node')
  const found = new Map<number, XDevice>()
  let at = 32
  for (let left = reply.readUInt16LE(8); left > 0; left--) {
    const id = reply.readUInt16LE(at)
    const use = reply.readUInt16LE(at + 2)
    const classes = reply.readUInt16LE(at + 6)
    const length = reply.readUInt16LE(at + 8)
    const name = reply.toString('utf8', at + 12, at + 12 + length)
    at += 12 + ((length + 3) & ~3)
    let absolute = false
    for (let c = 0; c < classes; c++) {
      if (reply.readUInt16LE(at) === classValuator && reply.readUInt16LE(at + 6) < 2)
        absolute ||= reply[at + 40] === 1
      at += 4 * reply.readUInt16LE(at + 2)
    }
    if (use !== slavePointer && use !== slaveKeyboard) continue
    const injected = / XTEST (?:pointer|keyboard)$/.test(name)
    const node = injected ? undefined : await nodeOf(display, major, id, nodeAtom)
    // Software posts places on axes that it declared as movements: XTEST, TigerVNC, xrdp.
    const software = node === undefined && !/^xwayland-/.test(name)
    const bus = node ? busOf(node) : software ? 'virtual' : 'unknown'
    found.set(id, {
      ...{ id, name, does: use === slavePointer ? 'pointer' : 'keys' },
      from: { bus, injected, absolute: use === slavePointer && (absolute || software) },
    })
  }
  return found
}

/** InternAtom. */
export async function atom(display: Display, name: string): Promise<number> {
  const body = Buffer.alloc(4 + name.length)
  body.writeUInt16LE(name.length, 0)
  body.write(name, 4, 'latin1')
  return (await display.ask(16, 0, body)).readUInt32LE(8)
}

async function nodeOf(display: Display, major: number, id: number, property: number) {
  const body = Buffer.alloc(20)
  body.writeUInt16LE(id, 0)
  body.writeUInt32LE(property, 4)
  body.writeUInt32LE(64, 16)
  const reply = await display.ask(major, 59, body).catch(() => undefined) // unplugged meanwhile
  if (reply?.[20] !== 8) return undefined
  return reply.toString('latin1', 32, 32 + reply.readUInt32LE(16)).replace(/\0.*$/, '') || undefined
}
