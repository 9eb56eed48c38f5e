/**
 * What every platform's capture hands on, and all that it hands on. A key is its class and a number that pairs a
 * press with its release and is never used again: which key it was stays inside the capture. Times are milliseconds
 * on `performance.now()`.
 */
export type KeyClass =
  | 'letter'
  | 'digit'
  | 'symbol'
  | 'space'
  | 'backspace'
  | 'enter'
  | 'modifier'
  | 'navigation'

export type Bus = 'usb' | 'bluetooth' | 'internal' | 'virtual' | 'unknown'

/** Where input came from, as far as the operating system tells. */
export interface Source {
  bus: Bus
  /** Made by a program through an interface for that (XTEST). */
  injected: boolean
  /** A pointing device that tells places instead of movements: tablets, touch screens, virtual machines, some KVMs. */
  absolute: boolean
}

export type Input =
  /**
   * `again`: the same key was let go in the same moment. No finger does that; it is a repeat that was made elsewhere
   * and sent as a release and a press, as FreeRDP does.
   */
  | { is: 'press'; at: number; hold: number; class: KeyClass; from: Source; again?: true }
  | { is: 'repeat'; at: number; hold: number }
  | { is: 'release'; at: number; hold: number }
  | { is: 'move'; at: number; dx: number; dy: number; from: Source }
  | { is: 'down'; at: number; primary: boolean; from: Source }
  | { is: 'up'; at: number; primary: boolean; from: Source }

/** A capture that runs. */
export interface Capture {
  /** `x11`, `evdev`, …: for `status`. */
  name: string
  /** Devices that it listens to now, in words. */
  devices(): { name: string; does: 'keys' | 'pointer'; from: Source }[]
  /** The finest step of its times in milliseconds: what `resolution` honestly is. */
  resolution(): number
  stop(): void
}

/** Starts to listen. Rejects, with what to do, where that is not possible; `gone` is told when it ends by itself. */
export type StartCapture = (onInput: (input: Input) => void, gone: (why: string) => void) => Promise<Capture>
