import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, day, digest, drain, plan, score } from '../../index.ts'
import { bins, channels, reactions, undrawn } from '../../signals/reactions.ts'
import type { Observation } from '../../types.ts'
import firstResponse from './first-response.ts'

const at = 1_767_225_600_000

interface Event {
  stimulus: 'prompt' | 'target' | 'hold' | 'dialog' | 'menu' | 'window' | 'shell'
  shownAt: number
  respondedAt?: number
  settledAt?: number
  by?: 'key' | 'motion' | 'click' | 'release'
}

/** A repeatable source of numbers between 0 and 1. */
function dice(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32
  }
}

/** Reactions of somebody who is `shift` ms slower than the average person, a share of them late by seconds. */
function events(n: number, shift: number, how: { seed?: number; late?: number } = {}): Event[] {
  const roll = dice(how.seed ?? 1)
  return Array.from({ length: n }, (_, i) => {
    const stimulus = i % 2 ? 'target' : 'prompt'
    const { location, sigma, tau, by } = channels[stimulus]
    const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())
    const quick = location + sigma * normal - tau * Math.log(1 - roll())
    const took = shift + (roll() < (how.late ?? 0) ? 800 + 2000 * roll() : quick)
    return { stimulus, shownAt: i * 30_000, respondedAt: i * 30_000 + took, by }
  })
}

function rows(...batches: Event[][]): Observation<'reaction'>[] {
  return batches.map((list, i) => observe(list, i, at + i))
}

function observe(list: Event[], i: number, when: number): Observation<'reaction'> {
  const row = {
    kind: 'reaction',
    at: when,
    about: ['device:LT-1', 'person:W-1'],
    data: { source: 'endpoint', events: list },
  }
  const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: when }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation as Observation<'reaction'>
}

function judge(...batches: Event[][]) {
  const out = drain(plan([firstResponse]), [rows(...batches)])
  expect(out.faults).toEqual([])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

function weight(list: Event[]): number {
  return judge(list).evidence?.weights['hands-elsewhere'] ?? 0
}

/** Several days of one person, scored as a whole. */
function scored(days: Event[][]) {
  const out = drain(plan([firstResponse]), [days.map((list, i) => observe(list, i, at + i * day))])
  return score(out.evidence)
}

describe('hands/first-response', () => {
  it('finds hands behind a 180 ms path and a remote-control tool, and says how far with its interval', () => {
    const { evidence } = judge(events(24, 215))
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.weighsOn).toEqual(['person:W-1'])
    expect(evidence?.weight).toBeGreaterThanOrEqual(2)
    expect(evidence?.says).toMatch(/90 % interval/)
    const ribbon = evidence?.exhibits.find((e) => e.type === 'ribbon')
    expect(ribbon?.legs[0]).toMatchObject({ leg: 'hands', reads: 'contradicts', level: 0.9 })
    expect(ribbon!.legs[0]!.low).toBeLessThan(215)
    expect(ribbon!.legs[0]!.high).toBeGreaterThan(215)
  })

  it('credits somebody at the device, at most tenfold a day', () => {
    const { evidence } = judge(events(60, 0))
    expect(evidence?.is).toBe('clear')
    expect(evidence?.weight).toBe(-1)
  })

  it('does not mind late answers: half of them seconds late, near and far', () => {
    expect(weight(events(40, 0, { late: 0.5 }))).toBeLessThan(0)
    expect(weight(events(40, 215, { late: 0.5 }))).toBeGreaterThan(1.5)
  })

  it('must be surer where most answers came late and few quick ones are left', () => {
    const spoken = Array.from({ length: 200 }, (_, i) =>
      weight(events(16, 90, { seed: i + 1, late: 0.55 })),
    ).filter((w) => w > 0)
    expect(spoken.length).toBeGreaterThan(5)
    // A day whose late answers happen to be few is judged by the usual measure.
    expect(spoken.filter((w) => w < 0.7).length).toBeLessThan(spoken.length / 5)
    const prompt = Array.from({ length: 200 }, (_, i) => weight(events(16, 90, { seed: i + 1 }))).filter(
      (w) => w > 0,
    )
    expect(prompt.filter((w) => w < 0.7).length).toBeGreaterThan(prompt.length / 5)
  })

  it('says nothing against who answers in one way only: keys alone, or a screen that is heard', () => {
    const keysOnly = (shift: number, seed: number) =>
      events(48, shift, { seed }).filter((e) => e.stimulus === 'prompt')
    for (const shift of [150, 250, 400]) {
      const { evidence, because } = judge(keysOnly(shift, shift))
      expect(evidence).toBeUndefined()
      expect(because).toMatch(/^answers in one way only \(prompt to first key\)/)
    }
    expect(weight(events(24, 250))).toBeGreaterThan(2)
    // Quick answers cannot be had from far away, whatever the way.
    expect(weight(keysOnly(0, 1))).toBeLessThan(0)
  })

  it('judges who answers in one way only against their own earlier days', () => {
    const keysOnly = (shift: number, seed: number) =>
      events(90, shift, { seed }).filter((e) => e.stimulus === 'prompt')
    const judged = (...days: Event[][]) => {
      const out = drain(plan([firstResponse]), [days.map((list, i) => observe(list, i, at + i * day))])
      return out.evidence.find(({ from }) => from === at + (days.length - 1) * day)
    }
    const far = judged(keysOnly(0, 1), keysOnly(0, 2), keysOnly(220, 3))
    expect(far).toMatchObject({ is: 'evidence', history: true })
    expect(judged(keysOnly(0, 1), keysOnly(0, 2), keysOnly(10, 3))?.is).toBe('clear')
  })

  it('finds distant hands in ordinary work, and gives no credit for it', () => {
    const works = (shift: number, seed: number) => {
      const roll = dice(seed)
      return Array.from({ length: 80 }, (_, i): Event => {
        const stimulus = (['dialog', 'menu', 'window', 'shell'] as const)[i % 4]!
        const key = stimulus === 'dialog' || stimulus === 'shell'
        const { location, sigma, tau } = undrawn[key ? 'workKey' : 'workPointer']
        const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())
        const familiar = stimulus === 'dialog' || stimulus === 'window' ? 120 : 0
        const late = roll() < 0.6 ? 700 + 2500 * roll() : 0
        const took = location + familiar + sigma * normal - tau * Math.log(1 - roll()) + shift + late
        return { stimulus, shownAt: i * 30_000, respondedAt: i * 30_000 + took, by: key ? 'key' : 'motion' }
      })
    }
    expect(weight(works(200, 1))).toBeGreaterThan(1.5)
    for (const seed of [2, 3, 4]) expect(weight(works(0, seed))).toBe(0)
    // A hand that was moving already when something opened has not answered it.
    const stray = works(0, 5).map((e) => ({ ...e, respondedAt: e.shownAt + 40 }))
    expect(judge(stray).because).toMatch(/^0 of 8 usable reactions/)
  })

  it('takes from a hold how long the next key waited for the screen to come to rest', () => {
    const holds = (wait: number): Event[] =>
      Array.from({ length: 10 }, (_, i) => {
        const shownAt = i * 30_000 + 7e6
        const respondedAt = shownAt + 80
        return {
          stimulus: 'hold',
          shownAt,
          respondedAt,
          settledAt: respondedAt + wait + 23 * i,
          by: 'release',
        }
      })
    const drawn = events(16, 110, { seed: 9 })
    expect(weight([...drawn, ...holds(680)])).toBeGreaterThan(weight(drawn) + 0.3)
    expect(weight([...drawn, ...holds(470)])).toBeLessThan(weight(drawn))
    expect(weight(holds(470))).toBe(0)
  })

  it('accuses more the later the answers, up to the window’s ceiling', () => {
    const weights = [0, 60, 110, 150, 215, 300].map((shift) => weight(events(60, shift)))
    expect(weights).toEqual([...weights].sort((a, b) => a - b))
    expect(Math.max(...weights)).toBeLessThanOrEqual(3)
  })

  it('never lists local people who are 50 or 80 ms slower than average for a day of it', () => {
    const days = (slower: number) =>
      Array.from({ length: 60 }, (_, i) => weight(events(24, slower, { seed: i + 1, late: 0.2 })))
    expect(Math.max(...days(50))).toBeLessThan(1)
    const slow = days(80)
    expect(Math.max(...slow)).toBeLessThan(2)
    // An 80 ms slower person is said to be later than average on some days: about one in seven reaches tenfold.
    expect(slow.filter((w) => w >= 1).length).toBeLessThan(slow.length / 4)
  })

  it('lists a person whose hands are far on every day or on one day in five, and opens no case by itself', () => {
    const far = (seed: number) => events(30, 230, { seed })
    const near = (seed: number) => events(30, 0, { seed })
    const always = scored([1, 2, 3, 4, 5].map(far))
    const once = scored([near(1), near(2), far(3), near(4), near(5)])
    expect([always.listed, always.opens]).toEqual([true, false])
    expect([once.listed, once.opens]).toEqual([true, false])
    expect(scored([1, 2, 3, 4, 5].map(near)).listed).toBe(false)
  })

  it('says how many reactions are missing, and that some went unanswered', () => {
    expect(judge(events(5, 215)).because).toBe('5 of 8 usable reactions; 3 more needed')
    const unanswered = events(20, 0).map(({ stimulus, shownAt }): Event => ({ stimulus, shownAt }))
    expect(judge(unanswered).because).toBe(
      '0 of 8 usable reactions; 8 more needed (20 went unanswered for over 4 s)',
    )
  })

  it('reads keys after prompts and motion towards targets, not clicks or holds, which come later', () => {
    const clicks = events(24, 200).map((e): Event => ({ ...e, by: 'click' }))
    const holds = events(24, 200).map((e): Event => ({ ...e, stimulus: 'hold' }))
    expect(judge(clicks).because).toMatch(/^0 of 8/)
    expect(judge(holds).because).toMatch(/^0 of 8/)
    expect(weight([...events(24, 0), ...clicks, ...holds])).toBeLessThan(0)
  })

  it('does not call too little input near: a handful of early answers earns nothing', () => {
    const { evidence, because } = judge(events(7, -150))
    expect(evidence).toBeUndefined()
    expect(because).toMatch(/1 more needed/)
  })

  it('trusts no clock that answers before it asks', () => {
    const backwards = events(24, 0).map((e) => ({ ...e, respondedAt: e.shownAt - 5000 }))
    expect(judge(backwards).because).toMatch(/cannot be trusted/)
    expect(judge(events(24, 0), backwards.slice(0, 3)).evidence?.is).toBe('clear')
  })

  it('abstains on answers that no person gives: equal to the millisecond, or thousands', () => {
    const script = events(24, 0).map((e) => ({ ...e, respondedAt: e.shownAt + 180 }))
    expect(judge(script).because).toMatch(/no person answers like that/)
    expect(judge(events(3000, 0), events(3000, 0, { seed: 2 })).because).toMatch(/^6000 events/)
  })

  it('keeps counts and a likelihood, never a reaction time that happened in between', () => {
    const state = reactions.add(reactions.empty, rows(events(40, 0)))
    expect(state.channels.prompt?.counts).toHaveLength(bins.count)
    expect(JSON.stringify(state).length).toBeLessThan(1500)
  })
})

describe('signals/reactions', () => {
  const anyEvents = fc.array(
    fc.record(
      {
        stimulus: fc.constantFrom('prompt' as const, 'target' as const, 'hold' as const),
        shownAt: fc.double({ min: 0, max: 1e7, noNaN: true }),
        respondedAt: fc.double({ min: -1e4, max: 1.001e7, noNaN: true }),
        by: fc.constantFrom('key' as const, 'motion' as const, 'click' as const),
      },
      { requiredKeys: ['stimulus', 'shownAt'] },
    ),
    { maxLength: 30 },
  )

  it('has the same state whatever the order and the splitting of its batches', () => {
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 6 }), fc.nat(), (lists, cut) => {
        const all = rows(...lists)
        const k = cut % (all.length + 1)
        const whole = reactions.add(reactions.empty, all)
        const reversed = [...all].reverse().reduce((s, row) => reactions.add(s, [row]), reactions.empty)
        const merged = reactions.merge(
          reactions.add(reactions.empty, all.slice(k)),
          reactions.add(reactions.empty, all.slice(0, k)),
        )
        expect(reversed).toEqual(whole)
        expect(merged).toEqual(whole)
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('gives a finite verdict for any input', () => {
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 4 }), (lists) => {
        const { evidence } = judge(...lists)
        expect(Number.isFinite(evidence?.weight ?? 0)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('leaves the state that it was given as it was', () => {
    const first = reactions.add(reactions.empty, rows(events(10, 0)))
    const before = JSON.stringify(first)
    reactions.add(first, rows(events(10, 100)))
    reactions.merge(first, first)
    expect(JSON.stringify(first)).toBe(before)
    expect(reactions.empty.channels).toEqual({})
  })
})
