import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan, score } from '../../index.ts'
import authorChange from './author-change.ts'

const at = 1_767_225_600_000
const formal =
  'The service was split into parts, each of which could be deployed on its own; that, in turn, made it necessary to agree on the form of the messages between them. It should be noted that the cost of such an agreement is paid by the teams who come later. '
const loose =
  'hey! so i did it, and then it broke... you know? i was like, what is it now! but my mate and me, we got it up again / no big deal! do you want me to send it? '
/** What a learner writes and what a teacher makes of it: articles and prepositions, nothing else. */
const learner =
  'When I was student, I worked in small shop near station. I learned that customer is always right, and that it is important to listen to people. After two year I went to other company, where I was responsible for website of the team. '
const corrected =
  'When I was a student, I worked in a small shop near the station. I learned that the customer is always right, and that it is important to listen to people. After two years I went to another company, where I was responsible for the website of the team. '

function judge(...texts: [of: string | undefined, sample: string, day?: number, subject?: string][]) {
  const rows = texts.map(([of, sample, day = 0, subject = 'application:A-1'], i) => {
    const row = { kind: 'text', at: at + day * 86_400_000 + i, about: [subject], data: { of, sample } }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    expect(JSON.stringify(accepted.observation)).not.toMatch(/service|mate|student/)
    return accepted.observation
  })
  const out = drain(plan([authorChange]), [rows])
  expect(out.faults).toEqual([])
  return {
    all: out.evidence,
    found: out.evidence.find((e) => e.is === 'evidence'),
    abstained: out.abstentions,
  }
}

describe('identity/author-change', () => {
  it('finds two manners in texts that came on different days', () => {
    const { found } = judge(['take-home', formal.repeat(6)], ['chat', loose.repeat(8), 20])
    expect(found?.says).toBe('The take-home text and the chat are written very differently.')
    expect(found!.weight).toBeLessThanOrEqual(0.3)
  })

  it('weighs a résumé half: others edit it', () => {
    const essay = judge(['take-home', formal.repeat(6)], ['chat', loose.repeat(8)]).found!.weight
    const resume = judge(['resume', formal.repeat(6)], ['chat', loose.repeat(8)]).found!.weight
    expect(resume).toBeCloseTo(essay / 2, 9)
  })

  it('is in shadow, and counts for nothing', () => {
    const { all, found } = judge(['take-home', formal.repeat(6)], ['chat', loose.repeat(8)])
    expect(found?.shadow).toBe(true)
    expect(score(all)).toMatchObject({ weight: 0, listed: false })
  })

  it('is not moved by missing articles: it measures no native language', () => {
    const { found, all } = judge(['take-home', corrected.repeat(6)], ['chat', learner.repeat(6)])
    expect(found).toBeUndefined()
    expect(all[0]?.is).toBe('clear')
  })

  it('does not compare two people', () => {
    const { all } = judge(['take-home', formal.repeat(6)], ['chat', loose.repeat(8), 0, 'application:A-2'])
    expect(all).toEqual([])
  })

  it.each([
    ['one text', [['chat', loose.repeat(8)]], /fewer than two kinds/],
    [
      'two texts of one kind',
      [
        ['chat', loose.repeat(8)],
        ['chat', formal.repeat(8)],
      ],
      /fewer than two kinds/,
    ],
    [
      'a text of an unknown kind',
      [
        ['chat', loose.repeat(8)],
        [undefined, formal.repeat(8)],
      ],
      /fewer than two kinds/,
    ],
    [
      'a few lines',
      [
        ['chat', loose],
        ['take-home', formal.repeat(8)],
      ],
      /150 words/,
    ],
    [
      'another language',
      [
        ['chat', loose.repeat(8)],
        ['take-home', 'Der Dienst wurde aufgeteilt. '.repeat(60)],
      ],
      /English/,
    ],
    [
      'code',
      [
        ['chat', loose.repeat(8)],
        ['take-home', 'const x = f(y); return x;\n'.repeat(90)],
      ],
      /English/,
    ],
  ] as [string, [string | undefined, string][], RegExp][])('does not judge %s', (_, texts, because) => {
    const { all, abstained } = judge(...texts)
    expect(all).toEqual([])
    expect(abstained.at(-1)?.because).toMatch(because)
  })
})
