import type { Capture, Input } from '../input.ts'
import { inputDevices, type XDevice } from './devices.ts'
import type { Display, XEvent } from './display.ts'
import { keyClass } from './key-class.ts'
import { raw, selectXi, devices as which } from './raw-input.ts'

const hierarchyChanged = 11
const mappingNotify = 34
/** Milliseconds within which a key cannot be let go and pressed again by a finger. */
const sameMoment = 3
const rawEvents = (1 << 13) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 17)

/** The capture, and the door through which it sees the display's events. */
export interface XInput extends Capture {
  handle(event: XEvent): void
}

/**
 * Input of every device of an X server. Raw events come from the device before any window gets them, once per event
 * (asked of the master devices, which name the source). The keys that the server itself repeats are not among them.
 */
export async function xInput(display: Display, onInput: (input: Input) => void): Promise<XInput> {
  let known = await inputDevices(display)
  let symbols = await display.keysyms()
  const { major } = await display.extension('XInputExtension')
  await display.ask(major, 47, Buffer.from([2, 0, 2, 0])) // XIQueryVersion 2.2: raw events also under a grab
  selectXi(display, major, which.all, 1 << hierarchyChanged)
  selectXi(display, major, which.masters, rawEvents)
  const times = serverTimes()
  /** Keys that are down, by device and code: the code goes no further than this map. */
  const down = new Map<number, number>()
  const places = new Map<number, [x: number, y: number]>()
  let letGo = { key: -1, at: Number.NEGATIVE_INFINITY }
  let holds = 0
  let asking = false

  const again = () => {
    if (asking) return
    asking = true
    Promise.all([inputDevices(display), display.keysyms()])
      .then(([d, s]) => {
        known = d
        symbols = s
      })
      .catch(() => {}) // the display's end is told elsewhere
      .finally(() => {
        asking = false
      })
  }
  const fallback: XDevice = {
    ...({ id: 0, name: '', does: 'keys' } as const),
    from: { bus: 'unknown', injected: false, absolute: false },
  }

  return {
    name: 'x11',
    devices: () => [...known.values()].map(({ name, does, from }) => ({ name, does, from })),
    resolution: times.resolution,
    stop() {
      down.clear()
      places.clear()
    },
    handle(event) {
      if (event.type === mappingNotify) return again()
      if (event.type !== 35) return
      if (event.bytes.readUInt16LE(8) === hierarchyChanged) return again()
      const input = raw(event)
      if (!input) return
      const device = known.get(input.source) ?? fallback
      if (device === fallback) again()
      const at = times.of(event.at, input.time)
      if (input.kind === 'press' || input.kind === 'release') {
        const key = input.source * 1024 + input.detail
        const hold = down.get(key)
        if (input.kind === 'release') {
          // xrdp lets a key go before it presses it: of a key that was up, a release says nothing.
          if (hold === undefined) return
          onInput({ is: 'release', at, hold })
          down.delete(key)
          letGo = { key, at }
        } else if (hold !== undefined) onInput({ is: 'repeat', at, hold })
        else {
          down.set(key, ++holds)
          const kind = keyClass(symbols.get(input.detail) ?? 0xff00)
          const again = letGo.key === key && at - letGo.at <= sameMoment
          onInput({ is: 'press', at, hold: holds, class: kind, from: device.from, ...(again && { again }) })
        }
      } else if (input.kind === 'move') {
        const [dx, dy] = device.from.absolute
          ? fromPlaces(places, input.source, input.axes)
          : movement(input.axes)
        if (dx !== undefined && dy !== undefined) onInput({ is: 'move', at, dx, dy, from: device.from })
      } else if (input.detail < 4 || input.detail > 7)
        onInput({ is: input.kind, at, primary: input.detail === 1, from: device.from })
    },
  }
}

type Axes = readonly [axis: number, value: number][]
type Moved = [dx: number, dy: number] | [undefined, undefined]
/** Axes from the third on are wheels, pressure and tilt. */
const neither: Moved = [undefined, undefined]

function movement(axes: Axes): Moved {
  if (!axes.some(([axis]) => axis < 2)) return neither
  const along = (which: number) => axes.find(([axis]) => axis === which)?.[1] ?? 0
  return [along(0), along(1)]
}

function fromPlaces(places: Map<number, [number, number]>, source: number, axes: Axes): Moved {
  const before = places.get(source) ?? [Number.NaN, Number.NaN]
  const now: [number, number] = [...before]
  for (const [axis, value] of axes) if (axis < 2) now[axis] = value
  places.set(source, now)
  if (Number.isNaN(before[0] + before[1]) || !axes.some(([axis]) => axis < 2)) return neither
  return [now[0] - before[0], now[1] - before[1]]
}

/**
 * When an event happened. The server stamps whole milliseconds of CLOCK_MONOTONIC, which is also what
 * `performance.now()` counts; we receive it some tenths later, or much later when the machine is busy. So the time
 * of receipt is right as long as it is within two milliseconds of the stamp (one that was cut off, one that a coarse
 * kernel clock may be behind), and is held to them otherwise. A server whose stamps are from another clock (they never
 * agree to 5 ms) gets times of receipt.
 */
const window = 2

export function serverTimes(origin = Number(process.hrtime.bigint()) / 1e6 - performance.now()) {
  let [seen, held, step] = [0, 0, 0.1]
  let nearest = Number.POSITIVE_INFINITY
  return {
    of(receivedAt: number, stamp: number): number {
      const monotonic = receivedAt + origin
      const behind = (((monotonic - stamp) % 2 ** 32) + 2 ** 32) % 2 ** 32
      const late = behind > 2 ** 31 ? behind - 2 ** 32 : behind
      nearest = Math.min(nearest, Math.abs(late))
      seen++
      if (nearest > 5 || (late >= 0 && late < window)) return receivedAt
      held++
      return receivedAt - (late < 0 ? late : late - window)
    },
    /**
     * Of what came since it was asked last: tenths of a millisecond, or whole ones where many times were held to the
     * server's. Few events say nothing new.
     */
    resolution(): number {
      if (seen > 20) {
        step = held > seen / 5 ? 1 : 0.1
        seen = held = 0
      }
      return step
    },
  }
}
