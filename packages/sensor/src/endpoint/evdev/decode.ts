import type { Input } from '../input.ts'
import type { EvDevice } from './devices.ts'
import { evKeyClass } from './key-class.ts'
import type { EvRecord } from './records.ts'

const [evSyn, evKey, evRel, evAbs] = [0, 1, 2, 3]
const [synReport, synDropped] = [0, 3]
const firstButton = 0x100
const buttonLeft = 0x110
const lastMouseButton = 0x117
const buttonTouch = 0x14a
const afterButtons = 0x160

/**
 * Records of one device as input. `at` gives the time of a record on `performance.now()`, `hold` a number that was
 * never used. After SYN_DROPPED the kernel has lost records: everything up to the next report is left out, and keys
 * that were down are forgotten rather than given a release that nobody saw.
 */
export function decoder(
  device: EvDevice,
  at: (record: EvRecord) => number,
  hold: () => number,
  onInput: (input: Input) => void,
): (record: EvRecord) => void {
  const { from } = device
  const down = new Map<number, number>()
  let [dx, dy, moved, lost, touching] = [0, 0, false, false, !device.touchpad]
  const place: [x: number, y: number] = [Number.NaN, Number.NaN]
  let before: [x: number, y: number] = [Number.NaN, Number.NaN]

  const key = (record: EvRecord) => {
    const { code, value } = record
    if (code >= firstButton && code < afterButtons) {
      if (code === buttonTouch && device.touchpad) {
        touching = value !== 0
        before = [Number.NaN, Number.NaN]
      }
      const primary = code === buttonLeft || (code === buttonTouch && !device.touchpad)
      if ((primary || (code > buttonLeft && code <= lastMouseButton)) && value < 2)
        onInput({ is: value === 1 ? 'down' : 'up', at: at(record), primary, from })
      return
    }
    const held = down.get(code)
    if (value === 0) {
      if (held !== undefined) onInput({ is: 'release', at: at(record), hold: held })
      down.delete(code)
    } else if (held !== undefined) onInput({ is: 'repeat', at: at(record), hold: held })
    else if (value === 1) {
      const number = hold()
      down.set(code, number)
      onInput({ is: 'press', at: at(record), hold: number, class: evKeyClass(code), from })
    }
  }
  const report = (record: EvRecord) => {
    if (!Number.isNaN(place[0] + place[1]) && touching && device.does === 'pointer') {
      if (!Number.isNaN(before[0] + before[1]) && (place[0] !== before[0] || place[1] !== before[1])) {
        dx += place[0] - before[0]
        dy += place[1] - before[1]
        moved = true
      }
      before = [...place]
    }
    if (moved) onInput({ is: 'move', at: at(record), dx, dy, from })
    ;[dx, dy, moved] = [0, 0, false]
  }

  return (record) => {
    const { type, code, value } = record
    if (type === evSyn && code === synDropped) {
      lost = true
      down.clear()
      ;[dx, dy, moved] = [0, 0, false]
      before = [Number.NaN, Number.NaN]
    } else if (lost) {
      if (type === evSyn && code === synReport) lost = false
    } else if (type === evSyn && code === synReport) report(record)
    else if (type === evKey) key(record)
    else if (type === evRel && code < 2) {
      moved = true
      if (code === 0) dx += value
      else dy += value
    } else if (type === evAbs && code < 2) place[code] = value
  }
}
