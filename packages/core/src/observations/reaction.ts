import { defineKind } from './kind.ts'
import { list, number, object, oneOf, optional } from './schema.ts'

/** Something was shown and somebody responded: both times on one device clock, in milliseconds. */
export default defineKind({
  title: 'A person reacted to something that the screen showed.',
  privacy:
    'Times only. Raw times are dropped once the window has closed; a coarse likelihood per device-day stays. Off until a policy switches timing on.',
  timing: true,
  schema: object({
    source: optional(oneOf('endpoint', 'browser')),
    events: list(
      object({
        /**
         * Drawn by us: prompt, target, hold, touch. Ordinary work: a dialog, window or menu opened, the screen was
         * unlocked, a page painted after a click, a shell's prompt returned.
         */
        stimulus: oneOf(
          'prompt',
          'target',
          'hold',
          'touch',
          'dialog',
          'window',
          'menu',
          'unlock',
          'paint',
          'shell',
        ),
        shownAt: number(),
        respondedAt: optional(number()),
        by: optional(oneOf('key', 'motion', 'click', 'release', 'touch')),
        overshoot: optional(number()),
        settledAt: optional(number()),
      }),
      5000,
    ),
  }),
})
