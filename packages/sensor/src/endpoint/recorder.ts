import type { Input, KeyClass, Source } from './input.ts'

export interface KeysData {
  source: 'endpoint'
  resolution: number
  bus?: Source['bus']
  press: number[]
  release: number[]
  class: KeyClass[]
  repeat: number[]
  injected?: number[]
}

export interface PointerData {
  source: 'endpoint'
  resolution: number
  bus?: Source['bus']
  t: number[]
  dx: number[]
  dy: number[]
  absolute?: boolean
  injected?: boolean
  down: number[]
  up: number[]
}

export type Recording = { kind: 'keys'; data: KeysData } | { kind: 'pointer'; data: PointerData }

interface Stroke {
  press: number
  release?: number
  class: KeyClass
  repeat: boolean
  from: Source
}

interface Hold {
  rows: Stroke[]
  repeats: number
}

/** A key that is not released for this long has lost its release, or something lies on it. Milliseconds. */
const lost = 30_000
/** Repeats of one hold that are kept: a book on the space bar is one long hold, not a day's data. */
const repeatsKept = 1000
/** Times this much before the one ahead of them are another clock's: what follows is a batch of its own. */
const backwards = 5

/**
 * Input as the canonical `keys` and `pointer` data. `onTheClock` moves a time of `performance.now()` to the clock
 * that is told. One recording per kind of source, so that `bus`, `injected` and `absolute` are true of all of it;
 * all in one with `together`.
 */
export class Recorder {
  /** Strokes and moves that wait to be taken. */
  strokes = 0
  moves = 0
  /** Repeats beyond the limit, releases before their press, clocks that ran backwards. */
  readonly odd = { repeats: 0, dwells: 0, clocks: 0 }
  readonly #onTheClock: (at: number) => number
  readonly #together: boolean
  #order: Stroke[] = []
  #pointers = new Map<string, PointerData>()
  /** The last one that was asked for: movements come in long rows from one device. */
  #moving: { from: Source; to: PointerData } | undefined
  #holds = new Map<number, Hold>()
  #broken: Recording[] = []
  #last = { keys: Number.NEGATIVE_INFINITY, pointer: Number.NEGATIVE_INFINITY }

  constructor(onTheClock: (at: number) => number, { together = false } = {}) {
    this.#onTheClock = onTheClock
    this.#together = together
  }

  take(input: Input): void {
    if (input.is === 'press') {
      this.#inOrder('keys', input.at)
      const row = { press: input.at, class: input.class, repeat: input.again === true, from: input.from }
      this.#holds.set(input.hold, { rows: [row], repeats: 0 })
      this.#add(row)
    } else if (input.is === 'repeat') {
      const hold = this.#holds.get(input.hold)
      if (!hold) return
      if (++hold.repeats > repeatsKept) this.odd.repeats++
      else {
        this.#inOrder('keys', input.at)
        const { class: kind, from } = hold.rows[0]!
        const row = { press: input.at, class: kind, repeat: true, from }
        hold.rows.push(row)
        this.#add(row)
      }
    } else if (input.is === 'release') {
      // All rows of a hold end with its release. Rows that were taken before it have ended where they began.
      for (const row of this.#holds.get(input.hold)?.rows ?? []) {
        if (row.release !== undefined) continue
        if (input.at < row.press) this.odd.dwells++
        row.release = Math.max(row.press, input.at)
      }
      this.#holds.delete(input.hold)
    } else {
      this.#inOrder('pointer', input.at)
      const to = this.#pointer(input.from)
      const at = this.#told(input.at)
      if (input.is === 'move') {
        to.t.push(at)
        to.dx.push(hundredths(input.dx))
        to.dy.push(hundredths(input.dy))
        this.moves++
        if (!input.from.injected) to.injected = false
        if (!input.from.absolute) to.absolute = false
      } else if (input.primary) to[input.is].push(at)
    }
  }

  /**
   * Everything that is over at `at`; a key that is still held waits, unless `all` or its release was lost. A release
   * that did not come is not invented: such a row ends where it began. `resolution` in milliseconds.
   */
  flush(at: number, resolution: number, all = false): Recording[] {
    const over = (s: Stroke) => all || s.release !== undefined || s.repeat || at - s.press > lost
    const done = this.#order.filter(over)
    this.#order = this.#order.filter((s) => !over(s))
    this.strokes = this.#order.length
    for (const stroke of done) stroke.release ??= stroke.press
    for (const [number, hold] of this.#holds)
      if (all || at - hold.rows[0]!.press > lost) {
        // The first row stays: it is what later repeats take their class from.
        hold.rows.length = 1
        if (all) this.#holds.delete(number)
      } else hold.rows = hold.rows.filter((row, i) => i === 0 || row.release === undefined)
    const groups = new Map<string, Stroke[]>()
    for (const stroke of done) {
      const name = this.#together ? '' : stroke.from.bus
      const group = groups.get(name)
      if (group) group.push(stroke)
      else groups.set(name, [stroke])
    }
    const taken: Recording[] = this.#broken
    for (const group of groups.values()) taken.push({ kind: 'keys', data: this.#keys(group) })
    for (const data of this.#pointers.values())
      if (data.t.length + data.down.length + data.up.length > 0) taken.push({ kind: 'pointer', data })
    this.#pointers = new Map()
    this.#moving = undefined
    this.#broken = []
    this.moves = 0
    for (const { data } of taken) data.resolution = resolution
    return taken
  }

  /** Throws away what was not taken. */
  clear(): void {
    this.#order = []
    this.#pointers.clear()
    this.#moving = undefined
    this.#holds.clear()
    this.#broken = []
    this.strokes = 0
    this.moves = 0
  }

  #add(row: Stroke): void {
    this.#order.push(row)
    this.strokes++
  }

  #inOrder(kind: 'keys' | 'pointer', at: number): void {
    if (at < this.#last[kind] - backwards && !this.#together) {
      this.odd.clocks++
      this.#broken = this.flush(at, 0, true)
    }
    this.#last[kind] = at
  }

  #keys(group: readonly Stroke[]): KeysData {
    const buses = new Set(group.map((s) => s.from.bus))
    return {
      source: 'endpoint',
      resolution: 0,
      ...(buses.size === 1 && { bus: group[0]!.from.bus }),
      press: group.map((s) => this.#told(s.press)),
      release: group.map((s) => this.#told(s.release!)),
      class: group.map((s) => s.class),
      repeat: group.map((s) => (s.repeat ? 1 : 0)),
      injected: group.map((s) => (s.from.injected ? 1 : 0)),
    }
  }

  #pointer(from: Source): PointerData {
    if (this.#moving?.from === from) return this.#moving.to
    const { bus, injected, absolute } = from
    const name = this.#together ? '' : `${bus} ${injected} ${absolute}`
    let to = this.#pointers.get(name)
    if (!to) {
      to = {
        ...({ source: 'endpoint', resolution: 0, bus, t: [], dx: [], dy: [] } as const),
        ...{ absolute, injected, down: [], up: [] },
      }
      this.#pointers.set(name, to)
    } else if (to.bus !== bus) delete to.bus
    this.#moving = { from, to }
    return to
  }

  #told(at: number): number {
    return Math.round(this.#onTheClock(at) * 1000) / 1000
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
