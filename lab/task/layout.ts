/**
 * What the task page draws where, and how it is read back from pixels. The page and the person share this file as a
 * page and its reader share a language; at run time nothing but pixels passes between them. Pictures that went
 * through a lossy codec are read with a wide tolerance.
 */
export const screen = { width: 1024, height: 768 } as const

export type Mode = 'idle' | 'type' | 'prompt' | 'target' | 'hold' | 'office' | 'done'

/**
 * The instruction patch in the corner: which task is on. No colour is near black, grey or white, which is what a
 * viewer shows before there is a picture.
 */
export const mode = { x: 8, y: 8, width: 48, height: 48 } as const
export const modes: Record<Mode, number> = {
  idle: 0x8020a0,
  type: 0x2040e0,
  prompt: 0xe0e020,
  target: 0x20e0e0,
  hold: 0xe020e0,
  office: 0xe08020,
  done: 0x20a020,
}

export const ground = 0x181818
/** The prompt: appears, and goes with the first key. */
export const prompt = { x: 432, y: 64, width: 160, height: 96, colour: 0xe02020 } as const

/** Targets appear in cells; their middles are what a person looks at. */
export const cells = { x: 64, y: 200, columns: 14, rows: 6, step: 64, colour: 0x20c040 } as const

/** The bar that grows while a key is held, the mark where to stop. One step per key event. */
export const bar = { x: 32, y: 700, step: 16, steps: 60, height: 32, colour: 0xd0d0d0 } as const
export const mark = { y: 676, height: 16, width: 8, colour: 0xe02020 } as const

/** A window, dialog or menu of the office tasks: its title patch says that it is there. */
export const office = { x: 300, y: 300, width: 400, height: 240 } as const
export const offices = {
  window: 0x6060f0,
  dialog: 0xf06060,
  menu: 0x60f060,
  paint: 0xf0f060,
  shell: 0x60f0f0,
} as const
export type Office = keyof typeof offices

export function cell(index: number): { x: number; y: number } {
  return {
    x: cells.x + cells.step * (index % cells.columns),
    y: cells.y + cells.step * Math.floor(index / cells.columns),
  }
}

/** Which of `colours` a pixel shows, if any is near. */
export function named<T extends string>(pixel: number, colours: Record<T, number>): T | undefined {
  let best: T | undefined
  let nearest = 70
  for (const name of Object.keys(colours) as T[]) {
    const d = apart(pixel, colours[name])
    if (d < nearest) {
      nearest = d
      best = name
    }
  }
  return best
}

/** Distance between two colours, the largest of the three channels. */
export function apart(a: number, b: number): number {
  return Math.max(
    Math.abs(((a >> 16) & 255) - ((b >> 16) & 255)),
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)),
    Math.abs((a & 255) - (b & 255)),
  )
}
