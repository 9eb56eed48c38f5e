import type { Row } from '@telltale/sensor'
import { describe, expect, it } from 'vitest'
import { merged } from './rows.ts'

const row = (kind: Row['kind'], id: number, data: object): Row => ({
  id: `s-${id}`,
  kind,
  at: 1000 + id,
  data: { source: 'browser', ...data },
})

describe('what leaves the page of a check', () => {
  it('is one row a kind, strokes in the order in which they were pressed', () => {
    const { rows, sent } = merged([
      row('keys', 0, { resolution: 1, press: [20], release: [60], class: ['space'], repeat: [0] }),
      row('pointer', 1, { resolution: 1, t: [5], dx: [1], dy: [0], down: [], up: [] }),
      row('keys', 2, {
        resolution: 0.1,
        press: [10, 30],
        release: [70, 80],
        class: ['letter', 'digit'],
        repeat: [0, 0],
      }),
      row('pointer', 3, { resolution: 1, t: [6, 7], dx: [1, 2], dy: [0, 0], down: [8], up: [9] }),
    ])
    expect(rows).toEqual([
      {
        id: 's-0',
        kind: 'keys',
        at: 1000,
        data: {
          source: 'browser',
          resolution: 0.1,
          press: [10, 20, 30],
          release: [70, 60, 80],
          class: ['letter', 'space', 'digit'],
          repeat: [0, 0, 0],
        },
      },
      {
        id: 's-1',
        kind: 'pointer',
        at: 1001,
        data: {
          source: 'browser',
          resolution: 1,
          t: [5, 6, 7],
          dx: [1, 1, 2],
          dy: [0, 0, 0],
          down: [8],
          up: [9],
        },
      },
    ])
    expect(sent).toEqual({ keys: 3, moves: 3, answers: 0 })
  })

  it('has no guesses in it, and keeps what was not answered', () => {
    const events = [
      { stimulus: 'prompt', shownAt: 100, respondedAt: 150, by: 'key' },
      { stimulus: 'prompt', shownAt: 100, respondedAt: 400, by: 'key' },
      { stimulus: 'target', shownAt: 900 },
    ]
    const { rows, sent } = merged([row('reaction', 0, { events })])
    expect(rows[0]!.data.events).toEqual(events.slice(1))
    expect(sent.answers).toBe(1)
  })

  it('may be nothing at all', () => {
    expect(merged([])).toEqual({ rows: [], sent: { keys: 0, moves: 0, answers: 0 } })
    const guess = { stimulus: 'prompt', shownAt: 100, respondedAt: 150 }
    expect(merged([row('reaction', 0, { events: [guess] })]).rows).toEqual([])
  })
})
