import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../input.ts'
import { busOfNode, busOfType } from './bus.ts'

/** A device of the kernel that types or points. */
export interface EvDevice {
  /** `event5`. */
  node: string
  name: string
  does: 'keys' | 'pointer'
  /** Its positions are a finger's on a touchpad: movements, once taken as differences. */
  touchpad: boolean
  from: Source
}

const [evKey, evRel, evAbs] = [1, 2, 3]
const keyA = 30
const buttonLeft = 0x110
const buttonTouch = 0x14a
const propPointer = 0

/**
 * The devices in /proc/bus/input/devices below `root`: names, bus and capabilities, which elsewhere take ioctls (N:
 * name; H: handlers; B: bitmaps in words of 64 bits, most significant first). Those that neither type nor point
 * (lids, buttons, jacks, cameras) are left out. Empty where there is no such file.
 */
export function evDevices(root = '/'): EvDevice[] {
  let text: string
  try {
    text = readFileSync(join(root, 'proc/bus/input/devices'), 'utf8')
  } catch {
    return []
  }
  return text.split(/\n\s*\n/).flatMap((block) => {
    const node = /^H: Handlers=.*\b(event\d+)\b/m.exec(block)?.[1]
    if (!node) return []
    const has = (map: string) => bits(new RegExp(`^B: ${map}=([0-9a-f ]+)$`, 'm').exec(block)?.[1] ?? '')
    const [ev, key, abs, prop] = [has('EV'), has('KEY'), has('ABS'), has('PROP')]
    const types = ev(evKey) && key(keyA)
    const moves = ev(evRel) && has('REL')(0)
    const places = ev(evAbs) && abs(0) && (key(buttonLeft) || key(buttonTouch))
    if (!types && !moves && !places) return []
    const touchpad = places && prop(propPointer)
    const stated = Number.parseInt(/^I: Bus=([0-9a-f]+)/m.exec(block)?.[1] ?? '0', 16)
    const found = busOfNode(node, root)
    return [
      {
        node,
        name: /^N: Name="(.*)"$/m.exec(block)?.[1] ?? node,
        does: types ? 'keys' : 'pointer',
        touchpad,
        from: {
          bus: found === 'unknown' ? busOfType(stated) : found,
          injected: false,
          absolute: places && !touchpad && !moves,
        },
      },
    ]
  })
}

/** Whether a bit is set in such a bitmap. */
function bits(map: string): (bit: number) => boolean {
  const words = map.trim().split(/\s+/).reverse()
  return (bit) => {
    const word = words[bit >> 6]
    return word !== undefined && ((BigInt(`0x${word || '0'}`) >> BigInt(bit & 63)) & 1n) === 1n
  }
}
