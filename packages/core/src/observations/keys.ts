import { defineKind } from './kind.ts'
import { list, number, numbers, object, oneOf, optional } from './schema.ts'

/** A batch of keystrokes: when pressed and released, and the key's class, never the key. Parallel lists. */
export default defineKind({
  title: 'Keys were pressed: times and classes of keys, never which key.',
  from: ['endpoint-sensor', 'browser-sensor', 'presence-check'],
  privacy:
    'No key codes and no content. Raw times are dropped once the window has closed; coarse histograms stay. Off until a policy switches timing on.',
  timing: true,
  schema: object({
    source: optional(oneOf('endpoint', 'browser')),
    resolution: optional(number(0, 1000)),
    /** How the device that sent these is attached, where the sensor can tell. */
    bus: optional(oneOf('usb', 'bluetooth', 'internal', 'virtual', 'unknown')),
    press: numbers(20_000),
    release: optional(numbers(20_000)),
    class: optional(
      list(
        oneOf('letter', 'digit', 'symbol', 'space', 'backspace', 'enter', 'modifier', 'navigation'),
        20_000,
      ),
    ),
    repeat: optional(numbers(20_000)),
    injected: optional(numbers(20_000)),
  }),
})
