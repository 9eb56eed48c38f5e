import type { Display, XEvent } from './display.ts'

/** XI2 device ids that stand for several: every device, and the two that all others are attached to. */
export const devices = { all: 0, masters: 1 }

/**
 * Raw input events, as they come from a device before any window gets them: {@link raw} takes one apart. An event
 * comes once from its device and once more from the master device that it is attached to; of `devices.masters` only
 * the second is asked for. Source: The X Input Extension, 2.3 (XI2proto.txt).
 */
export async function selectRaw(display: Display, of = devices.all): Promise<void> {
  const { major } = await display.extension('XInputExtension')
  await display.ask(major, 47, Buffer.from([2, 0, 2, 0])) // XIQueryVersion 2.2: raw events also under a grab
  const events = (1 << 13) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 17)
  selectXi(display, major, of, events)
}

/** XISelectEvents on the root window. A second call for the same `of` replaces the first. */
export function selectXi(display: Display, major: number, of: number, events: number): void {
  const body = Buffer.alloc(16)
  body.writeUInt32LE(display.root, 0)
  body.writeUInt16LE(1, 4)
  body.writeUInt16LE(of, 8)
  body.writeUInt16LE(1, 10)
  body.writeUInt32LE(events, 12)
  display.send(major, 46, body)
}

export interface RawInput {
  kind: 'press' | 'release' | 'down' | 'up' | 'move'
  device: number
  /** The device that it came from, where `device` is a master. */
  source: number
  /** Key code or button. */
  detail: number
  repeat: boolean
  /** The server's clock: whole milliseconds, 32 bits. */
  time: number
  /** Values of the axes that changed, by axis (0 x, 1 y), as the device gave them. */
  axes: [axis: number, value: number][]
}

const rawKinds = ['press', 'release', 'down', 'up', 'move'] as const

/** Undefined for anything but a raw event. */
export function raw({ type, bytes }: Pick<XEvent, 'type' | 'bytes'>): RawInput | undefined {
  if (type !== 35) return undefined
  const kind = rawKinds[bytes.readUInt16LE(8) - 13]
  if (!kind) return undefined
  const words = bytes.readUInt16LE(22)
  const axes: [number, number][] = []
  const values = 32 + 4 * words
  for (let bit = 0; bit < 32 * words; bit++)
    if (bytes[32 + (bit >> 3)]! & (1 << (bit & 7))) {
      const at = values + 8 * axes.length
      axes.push([bit, bytes.readInt32LE(at) + bytes.readUInt32LE(at + 4) / 2 ** 32])
    }
  return {
    kind,
    device: bytes.readUInt16LE(10),
    source: bytes.readUInt16LE(20),
    detail: bytes.readUInt32LE(16),
    repeat: (bytes.readUInt32LE(24) & 0x10000) !== 0,
    time: bytes.readUInt32LE(12),
    axes,
  }
}
