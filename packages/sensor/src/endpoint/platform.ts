import type { Clock } from './clock.ts'
import { evInput } from './evdev/input.ts'
import type { Capture, Input } from './input.ts'
import type { Stimulus } from './reactions.ts'
import { listenToShells, promptPipe } from './shell.ts'
import { listenForUnlock } from './unlock.ts'
import { Display, displayNumber } from './x11/display.ts'
import { xInput } from './x11/input.ts'
import { xStimuli } from './x11/stimuli.ts'

/** What a platform is asked to tell. Times on `performance.now()`. */
export interface Wanted {
  input(input: Input): void
  shown(stimulus: Stimulus, at: number): void
  /** It has ended by itself: the session, the server or the last device has gone. */
  gone(why: string): void
}

export interface Choice {
  /** `auto`: X11 in an X session of this machine, else evdev. */
  capture: 'auto' | 'x11' | 'evdev'
  display: string | undefined
  /** The session is Wayland's: its X server is for old programs, and sees only what is done in them. */
  wayland: boolean
  /** Below which /dev, /proc and /sys are. */
  root: string
}

export const captures: readonly string[] = ['auto', 'x11', 'evdev'] satisfies Choice['capture'][]

/**
 * Everything that Linux tells of hands and of what is shown to them. Rejects, with what to do, where nothing can be
 * captured. Stimuli that this session does not have are left out. Another operating system is another function of
 * this shape.
 */
export async function linux(choice: Choice, clock: Clock, wanted: Wanted): Promise<Capture> {
  const x = choice.capture === 'x11' || !choice.wayland
  const number = x ? displayNumber(choice.display) : undefined
  if (choice.capture === 'x11' && number === undefined)
    throw new Error(
      choice.display
        ? `DISPLAY is ${choice.display}, which is not an X server of this machine: its hands are elsewhere.`
        : 'DISPLAY is not set: run in the session of the person who works here.',
    )
  const parts: { stop(): void }[] = []
  let over = false
  const stop = () => {
    over = true
    for (const part of parts.splice(0)) part.stop()
  }
  const gone = (why: string) => {
    if (over) return
    stop()
    wanted.gone(why)
  }
  try {
    let capture: Capture | undefined
    let take = wanted.input
    if (number !== undefined) {
      const display = await Display.open(number)
      parts.push({ stop: () => display.close() })
      display.onGone = gone
      const stimuli = await xStimuli(display, wanted.shown)
      parts.push(stimuli)
      take = (input) => {
        wanted.input(input)
        stimuli.take(input)
      }
      const input = choice.capture === 'evdev' ? undefined : await xInput(display, take)
      display.onEvent = (event) => {
        input?.handle(event)
        stimuli.handle(event)
      }
      capture = input
    }
    capture ??= await evInput(take, clock, choice.root, gone)
    parts.push({ stop: capture.stop })
    parts.push({ stop: listenForUnlock((at) => wanted.shown('unlock', at)) })
    const pipe = promptPipe()
    try {
      if (pipe)
        parts.push({
          stop: listenToShells(pipe, (epoch) => wanted.shown('shell', clock.monotonic(epoch))),
        })
    } catch {
      // without mkfifo, or with a runtime folder that can't be written, shells are not heard
    }
    return { ...capture, stop }
  } catch (error) {
    stop()
    throw error
  }
}
