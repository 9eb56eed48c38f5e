import { defineKind } from './kind.ts'
import { flag, number, numbers, object, oneOf, optional } from './schema.ts'

/** A batch of pointer movements: times and distances, and button times. Parallel lists. */
export default defineKind({
  title: 'The pointer moved: times and distances.',
  from: ['endpoint-sensor', 'browser-sensor', 'presence-check'],
  privacy: 'No positions of windows and no content. Raw times are dropped once the window has closed.',
  timing: true,
  schema: object({
    source: optional(oneOf('endpoint', 'browser')),
    resolution: optional(number(0, 1000)),
    /** How the device that sent these is attached, where the sensor can tell. */
    bus: optional(oneOf('usb', 'bluetooth', 'internal', 'virtual', 'unknown')),
    t: numbers(50_000),
    dx: optional(numbers(50_000)),
    dy: optional(numbers(50_000)),
    absolute: optional(flag()),
    injected: optional(flag()),
    down: optional(numbers(20_000)),
    up: optional(numbers(20_000)),
  }),
})
