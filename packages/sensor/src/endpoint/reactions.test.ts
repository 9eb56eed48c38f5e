import { describe, expect, it } from 'vitest'
import type { Input, Source } from './input.ts'
import { Reactions, type Stimulus } from './reactions.ts'

const from: Source = { bus: 'usb', injected: false, absolute: false }
const key = (at: number): Input => ({ is: 'press', at, hold: at, class: 'letter', from })
const move = (at: number, dx = 5): Input => ({ is: 'move', at, dx, dy: 0, from })
const click = (at: number): Input => ({ is: 'down', at, primary: true, from })

function told(play: (r: Reactions) => void) {
  const r = new Reactions()
  play(r)
  return { events: r.flush(), unused: r.unused }
}

describe('reactions in ordinary work', () => {
  it('go from what was shown to the first key, movement or click', () => {
    for (const [by, input] of [
      ['key', key(1310)],
      ['motion', move(1310)],
      ['click', click(1310)],
    ] as const) {
      const { events } = told((r) => {
        r.shown('dialog', 1000)
        r.take(input)
        r.take(key(1500))
      })
      expect(events).toEqual([{ stimulus: 'dialog', shownAt: 1000, respondedAt: 1310, by }])
    }
  })

  it('are not told where hands were busy already', () => {
    for (const stimulus of ['dialog', 'window', 'paint'] as Stimulus[])
      for (const busy of [[key(700), key(900)], [move(900)]]) {
        const { events, unused } = told((r) => {
          for (const input of busy) r.take(input)
          r.shown(stimulus, 1000)
          r.take(key(1300))
        })
        expect(events).toEqual([])
        expect(unused.moving).toBe(1)
      }
  })

  it('a click may open a menu and paint a page, and what follows answers it', () => {
    for (const stimulus of ['menu', 'paint'] as Stimulus[]) {
      const { events } = told((r) => {
        r.take(click(800))
        r.shown(stimulus, 1000)
        r.take(move(1280))
      })
      expect(events).toMatchObject([{ stimulus, respondedAt: 1280, by: 'motion' }])
    }
  })

  it('a single key may open a dialog, as Ctrl+O does', () => {
    const { events } = told((r) => {
      r.take({ ...key(780), class: 'modifier' } as Input)
      r.take(key(800))
      r.shown('dialog', 1000)
      r.take(key(1400))
    })
    expect(events).toMatchObject([{ stimulus: 'dialog', respondedAt: 1400 }])
  })

  it('a movement that began before is no answer, however long it goes on', () => {
    const { events } = told((r) => {
      for (let at = 700; at < 1400; at += 8) {
        r.take(move(at))
        if (at === 996) r.shown('window', 1000)
      }
    })
    expect(events).toEqual([])
  })

  it('nor is one whose first counts came before, or a mouse that counts one where it lies', () => {
    const slow = told((r) => {
      r.take(move(990, 1))
      r.shown('window', 1000)
      r.take(move(1010, 4))
      r.take(key(1300))
    })
    expect(slow.events).toEqual([])
    const lying = told((r) => {
      r.shown('window', 1000)
      for (let at = 1100; at < 1400; at += 100) r.take(move(at, 1))
      r.take(key(1450))
    })
    expect(lying.events).toMatchObject([{ by: 'key', respondedAt: 1450 }])
  })

  it('two things at nearly one time are one, within a second nobody knows which was answered, later it is the second', () => {
    const play = (second: number) =>
      told((r) => {
        r.shown('window', 1000)
        r.shown('dialog', second)
        r.take(key(second + 300))
      })
    expect(play(1100).events).toMatchObject([{ stimulus: 'window', shownAt: 1000 }])
    expect(play(1500)).toMatchObject({ events: [], unused: { together: 1 } })
    expect(play(3000).events).toMatchObject([{ stimulus: 'dialog', shownAt: 3000 }])
  })

  it('an answer that comes after four seconds is none', () => {
    const { events, unused } = told((r) => {
      r.shown('dialog', 1000)
      r.take(key(5100))
    })
    expect(events).toEqual([])
    expect(unused.unanswered).toBe(1)
  })

  it('a prompt that is told late, after the key that answered it', () => {
    const { events } = told((r) => {
      r.take(key(500))
      r.take(move(1100))
      r.take(key(1290))
      r.take(key(1400))
      r.shown('shell', 1000)
    })
    expect(events).toEqual([{ stimulus: 'shell', shownAt: 1000, respondedAt: 1290, by: 'key' }])
  })

  it('typing ahead of a prompt gives none', () => {
    const { events } = told((r) => {
      r.take(key(700))
      r.take(key(900))
      r.shown('shell', 1000)
      r.take(key(1100))
    })
    expect(events).toEqual([])
  })

  it('tell how long the next key waited after a held one, and nothing where nobody had to look', () => {
    const erase = (down: number, up: number): Input[] => [
      { is: 'press', at: down, hold: 900 + down, class: 'backspace', from },
      { is: 'release', at: up, hold: 900 + down },
    ]
    const play = (inputs: Input[]) =>
      told((r) => {
        for (const input of inputs) r.take(input)
      }).events
    expect(play([...erase(1000, 2600), key(3110)])).toEqual([
      { stimulus: 'hold', shownAt: 2600, respondedAt: 2600, settledAt: 3110 },
    ])
    // Held on another machine, whose repeats come as releases and presses.
    const sent = [1500, 1540, 1580].flatMap((at, i): Input[] => [
      { is: 'release', at, hold: i ? 7000 + i - 1 : 1900 },
      { is: 'press', at, hold: 7000 + i, class: 'backspace', from, again: true },
    ])
    expect(
      play([
        { is: 'press', at: 1000, hold: 1900, class: 'backspace', from },
        ...sent,
        { is: 'release', at: 2100, hold: 7002 },
        key(2700),
      ]),
    ).toEqual([{ stimulus: 'hold', shownAt: 2100, respondedAt: 2100, settledAt: 2700 }])
    // A tap, a pause over a coffee, a pointer that went elsewhere first, a key whose end nobody watches.
    expect(play([...erase(1000, 1090), key(1500)])).toEqual([])
    expect(play([...erase(1000, 2600), key(9000)])).toEqual([])
    expect(play([...erase(1000, 2600), move(2900), key(3110)])).toEqual([])
    expect(play([key(1000), { is: 'release', at: 2600, hold: 1000 }, key(3110)])).toEqual([])
  })
})
