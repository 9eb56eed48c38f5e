import type { Input } from '../input.ts'
import type { Stimulus } from '../reactions.ts'
import type { Display, XEvent } from './display.ts'
import { xPaint } from './paint.ts'
import { xWindows } from './windows.ts'

/**
 * What an X session shows in ordinary work: windows, dialogs, menus, and paint after a click. Without the DAMAGE
 * extension paint is left out. Times are of receipt, on `performance.now()`.
 */
export async function xStimuli(display: Display, onShown: (stimulus: Stimulus, at: number) => void) {
  let handled = Number.NEGATIVE_INFINITY
  const windows = await xWindows(display, onShown, () => handled)
  const paint = await xPaint(display, (at) => onShown('paint', at)).catch(() => undefined)
  return {
    handle(event: XEvent): void {
      windows(event)
      paint?.handle(event)
    },
    take(input: Input): void {
      if (input.is === 'press' || input.is === 'down') handled = input.at
      if (input.is === 'press' || input.is === 'down') paint?.stop()
      else if (input.is === 'up' && input.primary) void paint?.click(input.at)
    },
    stop: () => paint?.stop(),
  }
}
