/**
 * Eyes: read the operator's screen, pixel by pixel, from the frame buffer that Xvfb keeps in a file (`-fbdir`, X
 * window dump format). Nothing else about the session reaches the person.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import {
  apart,
  bar,
  cell,
  cells,
  type Mode,
  mark,
  mode,
  modes,
  named,
  type Office,
  office,
  offices,
  prompt,
} from '../task/layout.ts'

/** What is on the screen at one moment. */
export interface Sight {
  mode: Mode | undefined
  prompt: boolean
  /** Cell of the target that is shown. */
  target: number | undefined
  /** Steps of the bar that are filled, and the step of the mark. */
  bar: number
  mark: number | undefined
  /** The office window that is open. */
  office: Office | undefined
}

export class Eyes {
  readonly #fd: number
  readonly #pixels: number
  readonly #line: number
  readonly #row = Buffer.alloc(1 << 14)
  readonly #one = Buffer.alloc(4)

  /** Opens the file that `Xvfb -fbdir` writes. Throws where it is not a 32-bit X window dump. */
  constructor(file: string) {
    this.#fd = openSync(file, 'r')
    const header = Buffer.alloc(100)
    readSync(this.#fd, header, 0, 100, 0)
    const field = (i: number) => header.readUInt32BE(4 * i)
    if (field(1) !== 7 || field(11) !== 32) throw new Error(`${file}: not a 32-bit X window dump, version 7`)
    this.#pixels = field(0) + 12 * field(19)
    this.#line = field(12)
  }

  pixel(x: number, y: number): number {
    readSync(this.#fd, this.#one, 0, 4, this.#pixels + y * this.#line + 4 * x)
    return this.#one.readUInt32LE(0) & 0xffffff
  }

  /** Looks where the present task makes a person look. */
  look(): Sight {
    const now = named(this.pixel(mode.x + 24, mode.y + 24), modes)
    const sight: Sight = {
      mode: now,
      prompt: false,
      target: undefined,
      bar: 0,
      mark: undefined,
      office: undefined,
    }
    if (now === 'prompt') sight.prompt = apart(this.pixel(prompt.x + 80, prompt.y + 48), prompt.colour) < 70
    if (now === 'target') sight.target = this.#target()
    if (now === 'hold') {
      const filled = this.#along(bar.y + 16)
      sight.bar = filled(bar.colour)
      const marks = this.#along(mark.y + 8)
      sight.mark = marks(mark.colour, true)
    }
    if (now === 'office') sight.office = named(this.pixel(office.x + 200, office.y + 120), offices)
    return sight
  }

  #target(): number | undefined {
    for (let row = 0; row < cells.rows; row++) {
      const { y } = cell(row * cells.columns)
      readSync(this.#fd, this.#row, 0, this.#line, this.#pixels + y * this.#line)
      for (let column = 0; column < cells.columns; column++) {
        const at = row * cells.columns + column
        if (apart(this.#row.readUInt32LE(4 * cell(at).x) & 0xffffff, cells.colour) < 60) return at
      }
    }
    return undefined
  }

  /** Steps filled with a colour from the left, or the last step that has it. */
  #along(y: number): (colour: number, last?: boolean) => number {
    readSync(this.#fd, this.#row, 0, this.#line, this.#pixels + y * this.#line)
    return (colour, last) => {
      let found = 0
      for (let i = 0; i < bar.steps; i++) {
        const here = apart(this.#row.readUInt32LE(4 * (bar.x + bar.step * i + 4)) & 0xffffff, colour) < 70
        if (here) found = i + 1
        else if (!last) break
      }
      return found
    }
  }

  close(): void {
    closeSync(this.#fd)
  }
}
