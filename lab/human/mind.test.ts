import { describe, expect, it } from 'vitest'
import { random } from '../random.ts'
import type { Mode } from '../task/layout.ts'
import type { Sight } from './eyes.ts'
import { Hand, plain } from './hand.ts'
import { Mind } from './mind.ts'
import { person } from './person.ts'

const nothing: Sight = {
  mode: 'idle',
  prompt: false,
  target: undefined,
  bar: 0,
  mark: undefined,
  office: undefined,
}

interface Done {
  at: number
  type: number
  detail: number
}

/** Plays what is seen from these times on, a millisecond at a time, and tells what the hand did to the X server. */
function play(seen: { from: number; sight: Partial<Sight> }[], until: number, who = 1, seed = 5): Done[] {
  const done: Done[] = []
  let t = 0
  const hand = new Hand((type, detail) => done.push({ at: t, type, detail }), plain, random(seed))
  const mind = new Mind(person(who), random(seed), hand, plain.mouse)
  for (t = 0; t < until; t++) {
    const now = seen.filter(({ from }) => from <= t).at(-1)
    mind.tick(t, { ...nothing, ...now?.sight })
    hand.act(t)
  }
  return done
}
const keys = (done: Done[]) => done.filter(({ type }) => type === 2)

describe('a simulated person', () => {
  it('answers a prompt by a key, after as long as a person needs, and not before it is seen', () => {
    const took = Array.from({ length: 60 }, (_, i) => {
      const [first] = keys(
        play(
          [
            { from: 0, sight: { mode: 'prompt' } },
            { from: 500, sight: { mode: 'prompt', prompt: true } },
          ],
          6000,
          i,
          i,
        ),
      )
      return first!.at - 500
    })
    expect(Math.min(...took)).toBeGreaterThan(50)
    const quick = took.filter((ms) => ms < 700)
    expect(quick.length).toBeGreaterThan(30)
    expect(quick.filter((ms) => ms > 150).length).toBeGreaterThan(0.9 * quick.length)
  })

  it('does nothing where nothing is shown', () => {
    for (const mode of ['idle', 'prompt', 'target', 'office', 'done'] as Mode[])
      expect(play([{ from: 0, sight: { mode } }], 3000)).toEqual([])
  })

  it('lets go of every key, even when the task changes in the middle of typing or holding', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const done = play(
        [
          { from: 0, sight: { mode: 'type' } },
          { from: 2000 + 37 * seed, sight: { mode: 'prompt' } },
          { from: 3000, sight: { mode: 'hold', mark: 30 } },
          { from: 3000 + 90 * seed, sight: { mode: 'target' } },
        ],
        9000,
        seed,
        seed,
      )
      const held = new Set<number>()
      for (const { type, detail } of done) {
        if (type === 2) held.add(detail)
        if (type === 3) held.delete(detail)
      }
      expect([...held]).toEqual([])
      expect(keys(done).length).toBeGreaterThan(3)
    }
  })

  it('moves to a target and clicks it, moving first', () => {
    const done = play(
      [
        { from: 0, sight: { mode: 'target' } },
        { from: 400, sight: { mode: 'target', target: 20 } },
      ],
      8000,
    )
    const motion = done.find(({ type }) => type === 6)!
    const click = done.find(({ type }) => type === 4)!
    expect(motion.at).toBeGreaterThan(450)
    expect(click.at).toBeGreaterThan(motion.at + 200)
  })

  it('is the same person each time, a little different each day, and hears later than it sees', () => {
    expect(person(7)).toEqual(person(7))
    expect(person(7, false, 2).prompt.mu).not.toBe(person(7).prompt.mu)
    expect(Math.abs(person(7, false, 2).prompt.mu - person(7).prompt.mu)).toBeLessThan(120)
    expect(person(7, false, 1, 300).prompt.mu).toBeCloseTo(person(7).prompt.mu + 300)
  })
})
