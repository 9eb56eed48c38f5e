import { describe, expect, it } from 'vitest'
import { type Answer, foreperiod, handsOf, legsOf, missingOf, p10, statesOf, took } from './trial.ts'

const answers = (n: number, ms: number): Answer[] =>
  Array.from({ length: n }, (_, i) => ({
    stimulus: i % 2 ? ('target' as const) : ('prompt' as const),
    shownAt: i * 3000,
    respondedAt: i * 3000 + ms + (i % 2 ? 0 : 70) + (i % 5) * 12,
  }))

describe('a trial', () => {
  it('says near, and not local, after nineteen answers', () => {
    expect(handsOf({ answers: answers(19, 260) })?.band).toBe('local')
    const far = handsOf({ answers: answers(19, 480) })!
    expect(far.band).not.toBe('local')
    expect(far.estimate).toBeGreaterThan(150)
    expect(legsOf({ answers: answers(19, 480) })).toMatchObject([{ leg: 'hands', reads: 'contradicts' }])
  })

  it('holds late answers in one way only against nobody', () => {
    const keys = answers(40, 560).filter((a) => a.stimulus === 'prompt')
    expect(handsOf({ answers: keys })).toMatchObject({ oneWay: true, band: 'unremarkable' })
    expect(legsOf({ answers: keys })).toMatchObject([{ leg: 'hands', reads: 'unremarkable' }])
    const soon = answers(40, 260).filter((a) => a.stimulus === 'prompt')
    expect(handsOf({ answers: soon })).not.toHaveProperty('oneWay')
  })

  it('says nothing of the hands before five answers, and nothing of legs without measurements', () => {
    expect(handsOf({ answers: answers(4, 260) })).toBeUndefined()
    expect(legsOf({ answers: [] })).toEqual([])
    expect(legsOf({ answers: [], rtt: { transport: [18.4, 19], application: [19, 19] } })).toMatchObject([
      { leg: 'exit', estimate: 18.4 },
    ])
  })

  it('recovers a relay from echoes', () => {
    const echo = (ms: number) => Array.from({ length: 10 }, (_, i) => ms + i / 10)
    const device = (ms: number) =>
      legsOf({ answers: [], rtt: { transport: [20], application: echo(ms) } }).find((l) => l.leg === 'device')
    expect(device(20.5)).toMatchObject({ reads: 'clears' })
    expect(device(82)).toMatchObject({ reads: 'contradicts' })
    expect(device(82)!.estimate).toBeCloseTo(62)
  })

  it('leaves out a guess: it would count as near from anywhere', () => {
    const guess: Answer = { stimulus: 'prompt', shownAt: 1000, respondedAt: 1040 }
    expect(took(guess)).toBeUndefined()
    const far = answers(19, 480)
    expect(handsOf({ answers: [...far, guess, guess, guess] })).toEqual(handsOf({ answers: far }))
  })

  it('uses the person’s own earlier run', () => {
    const past = statesOf(answers(60, 300))
    const slow = { answers: answers(19, 300) }
    expect(handsOf({ ...slow, past })!.history).toBe(true)
    expect(missingOf({ ...slow, past }).at(-1)).toMatchObject({ have: 40, need: 40 })
  })

  it('lists what is missing, and that TCP can’t be timed where it can’t', () => {
    const rows = missingOf({ answers: answers(6, 250), rtt: { transport: [], application: [20] } })
    expect(rows.map((r) => [r.what, r.have])).toEqual([
      ['Prompts', 3],
      ['Pointer targets', 3],
      ['Path floor', 0],
      ['Application echoes', 1],
      ['Clock', 0],
      ['Own earlier runs', 0],
    ])
    expect(rows[2]!.note).toContain('can’t be timed')
  })
})

it('waits between .9 and 4.1 s before a stimulus', () => {
  for (const r of [0, 0.1, 0.5, 0.9, 0.999999]) {
    expect(foreperiod(r)).toBeGreaterThanOrEqual(900)
    expect(foreperiod(r)).toBeLessThanOrEqual(4100)
  }
})

it('takes the low tenth, and holds it inside what was seen', () => {
  expect(p10([1, 2, 3])).toBeUndefined()
  const q = p10([300, 250, 240, 260, 900, 245])!
  expect(q.low).toBe(240)
  expect(q.at).toBeGreaterThanOrEqual(q.low)
  expect(q.high).toBeGreaterThanOrEqual(q.at)
  expect(q.high).toBeLessThan(300)
})
