/**
 * What the range does in X that a sensor does not: drawing on the root window, reading input as an application (core
 * events), and pressing keys as a hand would (XTEST). Connecting and raw input are the endpoint sensor's own. Byte
 * layouts: X Window System Protocol, appendix B; XTEST protocol (x.org). The range starts its servers with access
 * control off, inside its own namespaces.
 */
import { Display, type XEvent } from '@telltale/sensor/endpoint/x11/display'

export { Display, type XEvent }

/** A brush on the root window. Colours are 0xRRGGBB (24-bit TrueColor, which all servers of the range have). */
export class Brush {
  readonly display: Display
  readonly gc: number
  readonly target: number
  constructor(display: Display, target = display.root) {
    this.display = display
    this.target = target
    this.gc = display.id()
    const body = Buffer.alloc(12)
    body.writeUInt32LE(this.gc, 0)
    body.writeUInt32LE(target, 4)
    display.send(55, 0, body)
  }
  fill(colour: number, x: number, y: number, width: number, height: number): void {
    const paint = Buffer.alloc(12)
    paint.writeUInt32LE(this.gc, 0)
    paint.writeUInt32LE(4, 4) // GCForeground
    paint.writeUInt32LE(colour, 8)
    this.display.send(56, 0, paint)
    const body = Buffer.alloc(16)
    body.writeUInt32LE(this.target, 0)
    body.writeUInt32LE(this.gc, 4)
    body.writeInt16LE(x, 8)
    body.writeInt16LE(y, 10)
    body.writeUInt16LE(width, 12)
    body.writeUInt16LE(height, 14)
    this.display.send(70, 0, body)
  }
}

/** Asks for core events of a window: KeyPress 1, KeyRelease 2, ButtonPress 4, ButtonRelease 8, PointerMotion 64. */
export function select(display: Display, window: number, mask: number): void {
  const body = Buffer.alloc(12)
  body.writeUInt32LE(window, 0)
  body.writeUInt32LE(0x800, 4) // CWEventMask
  body.writeUInt32LE(mask, 8)
  display.send(2, 0, body)
}

/** A window at that place, above the others. `override`: no window manager touches it, as with menus. */
export function openWindow(
  display: Display,
  at: { x: number; y: number; width: number; height: number },
  colour: number,
): number {
  const id = display.id()
  const body = Buffer.alloc(36)
  body.writeUInt32LE(id, 0)
  body.writeUInt32LE(display.root, 4)
  body.writeInt16LE(at.x, 8)
  body.writeInt16LE(at.y, 10)
  body.writeUInt16LE(at.width, 12)
  body.writeUInt16LE(at.height, 14)
  body.writeUInt16LE(1, 18) // InputOutput
  body.writeUInt32LE(0x2 | 0x200, 24) // CWBackPixel, CWOverrideRedirect
  body.writeUInt32LE(colour, 28)
  body.writeUInt32LE(1, 32)
  display.send(1, 0, body)
  display.send(8, 0, word(id)) // MapWindow
  return id
}

export function closeWindow(display: Display, id: number): void {
  display.send(4, 0, word(id))
}

/** Hands: presses, releases and moves as XTEST lets a program do. */
export async function hands(
  display: Display,
): Promise<(type: number, detail: number, x?: number, y?: number) => void> {
  const { major } = await display.extension('XTEST')
  return (type, detail, x = 0, y = 0) => {
    const body = Buffer.alloc(32)
    body[0] = type // 2 key press, 3 key release, 4 button press, 5 button release, 6 motion
    body[1] = detail
    body.writeInt16LE(x, 20)
    body.writeInt16LE(y, 22)
    display.send(major, 2, body)
  }
}

function word(value: number): Buffer {
  const body = Buffer.alloc(4)
  body.writeUInt32LE(value, 0)
  return body
}
