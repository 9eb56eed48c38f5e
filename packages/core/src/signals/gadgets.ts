import { digest } from '../digest.ts'
import { gadgetsNear } from '../observations/gadget.ts'
import { defineAccumulator } from '../types.ts'

/** A remote-control box beside a device, without its address. */
export interface SeenGadget {
  of: string
  alone: boolean
  /** Days since the epoch (UTC), ascending; the newest 90. */
  days: number[]
}

export interface Gadgets {
  /** By a digest of the hardware address, or by name where none was seen. */
  boxes: Record<string, SeenGadget>
  /** Days on which an inventory listed machines on the network at all; the newest 90. */
  looked: number[]
}

const mostBoxes = 64
const mostDays = 90

/** Remote-control boxes that stood on a device's network, and on which days. Of other machines nothing is kept. */
export const gadgets = defineAccumulator({
  id: 'signals/gadgets',
  version: 1,
  reads: ['inventory'],
  empty: { boxes: {}, looked: [] } as Gadgets,
  add(state, batch) {
    let next = state
    for (const { at, data } of batch) {
      if (!data.neighbours?.length) continue
      const day = Math.floor(at / 86_400_000)
      const boxes: Gadgets['boxes'] = {}
      for (const { mac, of, alone } of gadgetsNear(data))
        boxes[mac ? digest(mac).slice(0, 12) : of] = { of, alone, days: [day] }
      next = merge(next, { boxes, looked: [day] })
    }
    return next
  },
  merge,
})

function merge(a: Gadgets, b: Gadgets): Gadgets {
  const boxes: Gadgets['boxes'] = {}
  const keys = [...new Set([...Object.keys(a.boxes), ...Object.keys(b.boxes)])].sort().slice(0, mostBoxes)
  for (const key of keys) {
    const [x, y] = [a.boxes[key], b.boxes[key]]
    // a name may say more of one unit than its maker does
    const said = [x, y]
      .filter((box) => box !== undefined)
      .sort((p, q) => Number(q.alone) - Number(p.alone) || (p.of < q.of ? -1 : 1))
    boxes[key] = { of: said[0]!.of, alone: said[0]!.alone, days: days(x?.days ?? [], y?.days ?? []) }
  }
  return { boxes, looked: days(a.looked, b.looked) }
}

function days(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y).slice(-mostDays)
}
