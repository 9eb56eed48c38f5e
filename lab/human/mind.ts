/**
 * What a person does about what they see: the tasks of the page, one state each. Called about once a millisecond
 * with the present sight; whatever it decides goes to the hand at its time. The model's figures are in person.ts.
 */
import { normal, type Random } from '../random.ts'
import { cell, type Office } from '../task/layout.ts'
import type { Sight } from './eyes.ts'
import type { Hand } from './hand.ts'
import { jerk, type Person, reacts, typed } from './person.ts'

const key = { space: 65, enter: 36, escape: 9, held: 43 } as const

export class Mind {
  readonly #who: Person
  readonly #rng: Random
  readonly #hand: Hand
  readonly #mouse: number
  readonly #attends: (rng: Random) => boolean
  /** Movements that are decided and begin or go on later. */
  #plan: { at: number; act: () => void; release?: boolean }[] = []
  #before: Sight = {
    mode: undefined,
    prompt: false,
    target: undefined,
    bar: 0,
    mark: undefined,
    office: undefined,
  }
  /** Hold task: where it stands, since when the bar has stood still, and the lead that was learnt, in steps. */
  #hold: 'ready' | 'pressing' | 'released' | 'confirmed' = 'ready'
  #stillSince = 0
  #lead = 2

  constructor(who: Person, rng: Random, hand: Hand, mouse: number) {
    this.#who = who
    this.#rng = rng
    this.#hand = hand
    this.#mouse = mouse
    // In ordinary work most of what opens is not answered at once: it is read, or was not waited for.
    this.#attends = (r) => r() < 0.6
  }

  /** Lets time pass; says when the next planned movement is, or infinity. */
  tick(now: number, sight: Sight): number {
    const was = this.#before
    // Another task begins: what was decided is dropped, but whatever is down is let go.
    if (sight.mode !== was.mode) {
      this.#plan = this.#plan.filter(({ at, release }) => release || at < now + 150)
      if (was.mode === 'hold')
        this.#plan.push({
          at: now + 200,
          act: () => this.#hand.key(now + 200, key.held, false),
          release: true,
        })
    }
    if (sight.mode === 'type' && was.mode !== 'type') this.#type(now + 500)
    if (sight.prompt && !was.prompt)
      this.#press(now + reacts(this.#rng, this.#who.prompt, this.#who), key.space)
    if (sight.target !== undefined && sight.target !== was.target) this.#point(now, cell(sight.target))
    if (sight.mode === 'hold') this.#holds(now, sight)
    if (sight.office !== undefined && sight.office !== was.office) this.#works(now, sight.office)
    this.#before = sight
    this.#plan.sort((a, b) => a.at - b.at)
    while (this.#plan.length > 0 && this.#plan[0]!.at <= now) this.#plan.shift()!.act()
    return this.#plan[0]?.at ?? Number.POSITIVE_INFINITY
  }

  #later(at: number, act: () => void): void {
    this.#plan.push({ at, act })
  }

  /** The release is planned once the key is down, so that dropping a plan never leaves a key held. */
  #stroke(down: number, up: number, code: number): void {
    this.#later(down, () => {
      this.#hand.key(down, code, true)
      this.#plan.push({ at: up, act: () => this.#hand.key(up, code, false), release: true })
    })
  }

  #press(at: number, code: number, held = this.#who.held): void {
    this.#stroke(at, at + Math.max(30, normal(this.#rng, held, held / 5)), code)
  }

  #type(from: number): void {
    for (const { press, release, key: code } of typed(this.#rng, this.#who, 80))
      this.#stroke(from + press, from + release, code)
  }

  /** A first movement that falls a little short, a correction, and a click once the pointer is seen to be there. */
  #point(now: number, to: { x: number; y: number }): void {
    const rng = this.#rng
    const start = now + reacts(rng, this.#who.target, this.#who)
    const from = { x: this.#hand.x, y: this.#hand.y }
    const far = Math.hypot(to.x - from.x, to.y - from.y)
    const time = this.#who.fitts.a + this.#who.fitts.b * Math.log2(far / 30 + 1)
    const short = Math.min(1.03, normal(rng, 0.94, 0.04))
    const aim = {
      x: from.x + (to.x - from.x) * short,
      y: from.y + (to.y - from.y) * short + normal(rng, 0, far / 60),
    }
    const end = this.#sweep(start, 0.75 * time, from, aim)
    const goal = { x: to.x + normal(rng, 0, 3), y: to.y + normal(rng, 0, 3) }
    const there = this.#sweep(end + 40 + 60 * rng(), 0.35 * time, aim, goal)
    const click = there + 90 + Math.abs(normal(rng, 0, 60))
    const up = click + Math.max(40, normal(rng, 85, 15))
    this.#later(click, () => {
      this.#hand.button(click, true)
      this.#plan.push({ at: up, act: () => this.#hand.button(up, false), release: true })
    })
  }

  #sweep(start: number, time: number, from: { x: number; y: number }, to: { x: number; y: number }): number {
    for (let at = start; at < start + time + this.#mouse; at += this.#mouse) {
      const share = jerk((at - start + this.#mouse) / time)
      const x = from.x + (to.x - from.x) * share
      const y = from.y + (to.y - from.y) * share
      this.#later(at, () => this.#hand.move(at, x, y))
    }
    return start + time
  }

  #holds(now: number, sight: Sight): void {
    const moved = sight.bar !== this.#before.bar
    if (moved) this.#stillSince = now
    if (this.#hold === 'confirmed' && sight.bar === 0) this.#hold = 'ready'
    if (this.#hold === 'ready' && sight.mark && sight.bar === 0 && this.#before.mark === sight.mark) {
      this.#hold = 'pressing'
      const at = now + 300 + reacts(this.#rng, this.#who.prompt, { ...this.#who, late: 0 })
      this.#later(at, () => this.#hand.key(at, key.held, true))
      this.#stillSince = at + 2000
    } else if (this.#hold === 'pressing' && sight.mark && sight.bar >= sight.mark - this.#lead) {
      this.#hold = 'released'
      this.#stillSince = now
      const at = now + Math.max(40, normal(this.#rng, 80, 20))
      this.#plan.push({ at, act: () => this.#hand.key(at, key.held, false), release: true })
    } else if (this.#hold === 'released' && now - this.#stillSince > this.#who.still + 120) {
      this.#hold = 'confirmed'
      this.#lead = Math.max(0, this.#lead + this.#who.learns * (sight.bar - (sight.mark ?? sight.bar)))
      this.#press(
        now +
          reacts(
            this.#rng,
            { ...this.#who.prompt, mu: this.#who.prompt.mu - 60 },
            { ...this.#who, late: this.#who.late / 2 },
          ),
        key.enter,
      )
    }
  }

  /** Dialogs and a shell's prompt are answered by key, the rest by pointing; many are read first. */
  #works(now: number, shown: Office): void {
    const reading = this.#attends(this.#rng) ? 0 : 800 + 2500 * this.#rng()
    const familiar = shown === 'shell' || shown === 'menu' ? 40 : 160
    if (shown === 'dialog' || shown === 'shell') {
      this.#press(
        now + reading + familiar + reacts(this.#rng, this.#who.prompt, this.#who),
        shown === 'dialog' ? key.enter : key.space,
      )
    } else {
      const at = now + reading + familiar
      this.#later(at, () => this.#point(at, { x: 340 + 300 * this.#rng(), y: 330 + 160 * this.#rng() }))
    }
  }
}
