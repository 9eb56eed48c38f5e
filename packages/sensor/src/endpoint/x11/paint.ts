import type { Display, XEvent } from './display.ts'

/** Nothing was drawn for this long, then something: a page that came, and not the button that was pressed. */
const quiet = 150
const patience = 4000
/** A caret, a spinner, a clock are smaller than this share of their window, within `gather` of their first stroke. */
const enough = 0.1
const gather = 50
const boundingBox = 2

/** Whether a window's strokes after a click are a paint. Times in milliseconds, areas in square pixels. */
export function paintAfter(clickAt: number) {
  let last = clickAt
  let candidate = Number.NaN
  return (at: number, area: number, whole: number): number | undefined => {
    if (at - last >= quiet) candidate = at
    last = at
    return at - candidate <= gather && area >= enough * whole ? candidate : undefined
  }
}

/**
 * The first paint of the window under the pointer after a click, once it has been quiet. DAMAGE 1.1 (damageproto.txt):
 * asked for from a click until the paint or four seconds have gone by, so that drawing costs nothing otherwise. Where
 * and how much is drawn is forgotten at once; what is drawn is never asked for.
 */
export async function xPaint(display: Display, onPaint: (at: number) => void) {
  const { major, firstEvent } = await display.extension('DAMAGE')
  await display.ask(major, 0, Buffer.from([1, 0, 0, 0, 1, 0, 0, 0]))
  let watching: { damage: number; see: ReturnType<typeof paintAfter> } | undefined
  let over: NodeJS.Timeout | undefined
  let again: NodeJS.Timeout | undefined

  const stop = () => {
    clearTimeout(over)
    clearTimeout(again)
    again = undefined
    if (watching) display.send(major, 2, word(watching.damage))
    watching = undefined
  }
  return {
    stop,
    /** A button was let go at `at`. */
    async click(at: number): Promise<void> {
      stop()
      const reply = await display.ask(38, 0, word(display.root)).catch(() => undefined) // QueryPointer
      const window = reply?.readUInt32LE(12)
      if (!window || watching) return
      const damage = display.id()
      const body = Buffer.alloc(12)
      body.writeUInt32LE(damage, 0)
      body.writeUInt32LE(window, 4)
      body[8] = boundingBox
      display.send(major, 1, body)
      watching = { damage, see: paintAfter(at) }
      over = setTimeout(stop, patience)
      over.unref()
    },
    handle({ type, at, bytes }: XEvent): void {
      if (type !== firstEvent || !watching || bytes.readUInt32LE(8) !== watching.damage) return
      const area = bytes.readUInt16LE(20) * bytes.readUInt16LE(22)
      const whole = bytes.readUInt16LE(28) * bytes.readUInt16LE(30)
      const paintedAt = watching.see(at, area, whole)
      if (paintedAt !== undefined) {
        stop()
        onPaint(paintedAt)
        return
      }
      // The box grows until it is taken back; often enough to see a stroke, seldom enough to cost nothing.
      const { damage } = watching
      again ??= setTimeout(() => {
        again = undefined
        if (watching?.damage === damage)
          display.send(major, 3, Buffer.concat([word(damage), Buffer.alloc(8)]))
      }, gather)
    },
  }
}

function word(value: number): Buffer {
  const body = Buffer.alloc(4)
  body.writeUInt32LE(value, 0)
  return body
}
