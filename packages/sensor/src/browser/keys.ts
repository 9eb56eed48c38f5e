import { ms, resolution } from './clock.ts'
import { keyClass } from './key-class.ts'
import { isPrivate } from './private-fields.ts'

interface Stroke {
  press: number
  release?: number
  class: string
  repeat: number
}

/** A key that is not released for this long has lost its release to another window. */
const lost = 30_000

/** Presses and releases with the class of the key. Which key it was is held only until it is released, in memory. */
export function keys() {
  let strokes: Stroke[] = []
  const held = new Map<string, Stroke>()
  const step = resolution()
  return {
    /** True when it was a key of a person that may be looked at. */
    down(event: KeyboardEvent): boolean {
      // While an input method composes, keys mean something else and their times are the method's.
      if (!event.isTrusted || event.isComposing || event.keyCode === 229 || isPrivate(event.target))
        return false
      step.see(event.timeStamp)
      const stroke = { press: ms(event.timeStamp), class: keyClass(event.key), repeat: event.repeat ? 1 : 0 }
      strokes.push(stroke)
      if (!event.repeat) held.set(event.code, stroke)
      return true
    },
    up(event: KeyboardEvent): void {
      const stroke = held.get(event.code)
      if (!stroke) return
      stroke.release = ms(event.timeStamp)
      held.delete(event.code)
    },
    size: () => strokes.length,
    /** The strokes that are over; a key still held waits, unless its release was lost. */
    take(at: number, all: boolean): Record<string, unknown> | undefined {
      const over = (s: Stroke) => all || s.release !== undefined || s.repeat === 1 || at - s.press > lost
      const done = strokes.filter(over)
      if (done.length === 0) return undefined
      strokes = strokes.filter((s) => !over(s))
      // A repeat has no release of its own, and a lost one is not invented: both end where they began.
      return {
        source: 'browser',
        resolution: step.value(),
        press: done.map((s) => s.press),
        release: done.map((s) => s.release ?? s.press),
        class: done.map((s) => s.class),
        repeat: done.map((s) => s.repeat),
      }
    },
  }
}
