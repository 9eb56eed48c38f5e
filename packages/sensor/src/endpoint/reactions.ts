import type { Input, KeyClass } from './input.ts'

/** What ordinary work shows: see core's kind `reaction`. */
export type Stimulus = 'dialog' | 'window' | 'menu' | 'unlock' | 'paint' | 'shell'

export type Reaction =
  | { stimulus: Stimulus; shownAt: number; respondedAt: number; by: 'key' | 'motion' | 'click' }
  /** A key was held until it had done enough, and let go at `respondedAt`; the next key had to wait for the screen. */
  | { stimulus: 'hold'; shownAt: number; respondedAt: number; settledAt: number }
type By = Doing['by']

/**
 * Keys that are held while one watches what they do, and how long they must be down to have repeated: half a second is
 * the usual delay before repeats begin.
 */
const watched: readonly KeyClass[] = ['backspace', 'navigation']
const repeating = 800

/** Later than this, whatever comes is no answer. Of what a program did by itself, nothing was missed. */
const patience = 4000
/** Two things shown within this: nobody can tell which of them was answered. */
const apart = 1000
/** Nearer than this they are one thing: a dialog and its shadow, a window and the paint in it. */
const same = 150
/**
 * How long hands must have been still before, in milliseconds: what hands were doing already, the stimulus did not
 * cause. A click that opens a menu, paints a page or ends a shell's command comes before it by its nature, and so does
 * a single key; a key in a flow of keys is somebody typing.
 */
const still: Record<Stimulus, { key: number; click: number; motion: number }> = {
  dialog: { key: 250, click: 100, motion: 250 },
  window: { key: 250, click: 100, motion: 250 },
  menu: { key: 0, click: 0, motion: 100 },
  unlock: { key: 100, click: 100, motion: 250 },
  paint: { key: 250, click: 100, motion: 250 },
  shell: { key: 250, click: 0, motion: 0 },
}
const flow = 700
/** Before a prompt of a shell one types; a pointer that moves meanwhile is about something else. */
const answers = (stimulus: Stimulus, by: By) => stimulus !== 'shell' || by === 'key'
/** A mouse that lies still counts one now and then: motion is three counts within so many milliseconds. */
const nudge = { counts: 3, within: 60 }
const remembered = 32

/** A key, a click, or a movement from its beginning to (so far) its end. */
interface Doing {
  by: 'key' | 'motion' | 'click'
  from: number
  to: number
}

/** From what the screen shows in ordinary work to the first response. Times on `performance.now()`. */
export class Reactions {
  /** Reactions by stimulus since the start, and what was not used because hands were moving or two came at once. */
  readonly seen: Partial<Record<Stimulus | 'hold', number>> = {}
  readonly unused = { moving: 0, together: 0, unanswered: 0 }
  #told: Reaction[] = []
  #open: { stimulus: Stimulus; shownAt: number } | undefined
  #lately: Doing[] = []
  #held: { hold: number; since: number } | undefined
  #letGo: number | undefined
  #since = 0
  #motion = { from: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY, counts: 0 }

  /** Something was shown at `shownAt`. What came from hands since then may have been told already. */
  shown(stimulus: Stimulus, shownAt: number): void {
    const before = this.#open
    if (before && shownAt - before.shownAt <= patience) {
      if (Math.abs(shownAt - before.shownAt) < same) return
      if (shownAt - before.shownAt < apart) {
        this.#open = undefined
        this.unused.together++
        return
      }
    }
    if (before) this.unused.unanswered++
    this.#open = { stimulus, shownAt }
    for (const doing of this.#lately) if (this.#open) this.#meets(doing)
  }

  take(input: Input): void {
    this.#holds(input)
    if (input.is === 'press' && input.class !== 'modifier' && !input.again) this.#did('key', input.at)
    else if (input.is === 'down') this.#did('click', input.at)
    else if (input.is === 'move') this.#moved(input.at, Math.abs(input.dx) + Math.abs(input.dy))
  }

  #holds(input: Input): void {
    if (input.is === 'release') {
      const held = this.#held
      if (held?.hold !== input.hold) return
      this.#held = undefined
      this.#since = held.since
      if (input.at - held.since >= repeating) this.#letGo = input.at
    } else if (input.is === 'press' && input.again) {
      // The hold goes on.
      this.#letGo = undefined
      if (watched.includes(input.class)) this.#held = { hold: input.hold, since: this.#since }
    } else if (input.is === 'press' && input.class !== 'modifier') {
      const letGo = this.#letGo
      this.#letGo = undefined
      this.#held = watched.includes(input.class) ? { hold: input.hold, since: input.at } : undefined
      if (letGo === undefined || input.at - letGo > patience) return
      this.#tell({ stimulus: 'hold', shownAt: letGo, respondedAt: letGo, settledAt: input.at })
    } else if (input.is === 'down' || input.is === 'move') this.#letGo = undefined
  }

  #tell(reaction: Reaction): void {
    this.#told.push(reaction)
    this.seen[reaction.stimulus] = (this.seen[reaction.stimulus] ?? 0) + 1
  }

  waiting(): number {
    return this.#told.length
  }

  flush(): Reaction[] {
    const told = this.#told
    this.#told = []
    return told
  }

  clear(): void {
    this.#told = []
    this.#lately = []
    this.#open = undefined
    this.#held = undefined
    this.#letGo = undefined
  }

  #moved(at: number, counts: number): void {
    const motion = this.#motion
    if (at - motion.last > nudge.within) this.#motion = { from: at, last: at, counts }
    else {
      motion.last = at
      motion.counts += counts
    }
    const now = this.#motion
    if (now.counts < nudge.counts) return
    const before = this.#lately.findLast(({ by }) => by === 'motion')
    if (before?.from === now.from) before.to = at
    else this.#did('motion', now.from, at)
  }

  #did(by: By, from: number, to = from): void {
    const doing = { by, from, to }
    this.#lately.push(doing)
    if (this.#lately.length > remembered) this.#lately.shift()
    if (this.#open) this.#meets(doing)
  }

  #single(at: number): boolean {
    return !this.#lately.some(({ by, from }) => by === 'key' && from < at && at - from < flow)
  }

  /** What hands did before it was shown rules a stimulus out, what they did after it answers it. */
  #meets({ by, from, to }: Doing): void {
    const { stimulus, shownAt } = this.#open!
    if (from <= shownAt) {
      const limit = still[stimulus][by]
      if (limit === 0 || shownAt - to >= limit || (by === 'key' && this.#single(from))) return
      this.#open = undefined
      this.unused.moving++
    } else if (answers(stimulus, by)) {
      this.#open = undefined
      if (from - shownAt > patience) {
        this.unused.unanswered++
        return
      }
      this.#tell({ stimulus, shownAt, respondedAt: from, by })
    }
  }
}
