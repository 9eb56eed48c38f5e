import { ms, resolution } from './clock.ts'

/** Motions and buttons. Only differences of positions: where on the page or screen it was is not kept. */
export function pointer() {
  let [t, dx, dy, down, up]: number[][] = [[], [], [], [], []] as unknown as number[][]
  let last: { x: number; y: number } | undefined
  const step = resolution()
  return {
    move(event: PointerEvent): void {
      // A page gets one event a frame; inside are the device's own, with their own times (Pointer Events 3, 4.1.3).
      const fine = event.getCoalescedEvents?.() ?? []
      for (const one of fine.length > 0 ? fine : [event]) {
        const at = { x: one.screenX, y: one.screenY }
        if (last) {
          step.see(one.timeStamp)
          t!.push(ms(one.timeStamp))
          dx!.push(Math.round(at.x - last.x))
          dy!.push(Math.round(at.y - last.y))
        }
        last = at
      }
    },
    button(event: PointerEvent): void {
      ;(event.type === 'pointerdown' ? down : up)!.push(ms(event.timeStamp))
    },
    size: () => t!.length + down!.length,
    take(): Record<string, unknown> | undefined {
      if (t!.length + down!.length + up!.length === 0) return undefined
      const data = { source: 'browser', resolution: step.value(), t, dx, dy, down, up }
      ;[t, dx, dy, down, up] = [[], [], [], [], []]
      return data
    },
  }
}
