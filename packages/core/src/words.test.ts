import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './digest.ts'
import { type AttributeState, rejudgeLinks, stepLinks } from './links.ts'
import type { ClaimCard, SubjectRef } from './observations/kind.ts'
import type { Share } from './out.ts'
import { plan } from './plan.ts'
import { peopleOf } from './signals/people.ts'
import { defineLinkDetector, type Evidence, schemes } from './types.ts'
import { said, statementProblem, type Word, wordId } from './words.ts'

function word(is: Word['is'], a: string, b?: string, undone = false): Word {
  const unsigned = {
    is,
    a: a as SubjectRef,
    ...(b && { b: b as SubjectRef }),
    because: 'seen',
    by: 'Ana',
    at: 1,
  }
  return { id: wordId(unsigned), ...unsigned, ...(undone && { undone: { by: 'Ana', at: 2 } }) }
}

/** Says how many people it sees, as detectors count them. */
const counting = plan([
  defineLinkDetector({
    id: 'test/counting',
    version: 1,
    title: 'A detector of this test',
    why: 'It counts people.',
    benign: ['none'],
    clears: ['nothing'],
    check: 'nothing',
    references: [{ title: 'none' }],
    attack: [],
    status: 'stable',
    family: 'links',
    stage: 'application',
    tests: 'identity',
    bears: schemes,
    calibration: { basis: 'assumed', on: 'nothing at all' },
    links: ['phone'],
    reads: ['application'],
    detect({ members, size }) {
      const people = peopleOf(members)
      if (people.length < 2) return { is: 'clear', says: `One person of ${size}.` }
      return {
        is: 'evidence',
        weight: { 'identity-invented': 2 },
        says: `${people.length} people of ${size}: ${people.map((p) => p.refs.join('=')).join(', ')}`,
        exhibits: [{ type: 'number', label: 'n', value: people.length, unit: '' }],
      }
    },
    examples: [] as never,
  }),
])

const phone: SubjectRef = 'phone:p1'

function share(subject: SubjectRef, claims: ClaimCard = {}, person?: SubjectRef): Share {
  return {
    key: `${phone} ${subject} 1`,
    attribute: { ref: phone, shown: '…17' },
    subject,
    day: 1,
    holders: [{ ...(person && { person }), claims }],
  }
}

function standing(shares: readonly Share[], words: readonly Word[]): string[] {
  return stepLinks(counting, new Map(), shares, said(words)).evidence.map((e) => e.says)
}

const reapplied: ClaimCard = { who: 'n1', contacts: ['email:e1'] }
const three = [share('application:A-1'), share('application:A-2'), share('application:A-3')]

describe('a word', () => {
  it('that two are one person makes one identity of them, through a third one too', () => {
    expect(standing(three, [])).toEqual(['3 people of 3: application:A-1, application:A-2, application:A-3'])
    expect(standing(three, [word('same-person', 'application:A-1', 'application:A-3')])).toEqual([
      '2 people of 3: application:A-1=application:A-3, application:A-2',
    ])
    const chain = [
      word('same-person', 'application:A-1', 'application:A-9'),
      word('same-person', 'application:A-9', 'application:A-2'),
    ]
    expect(standing(three, chain)[0]).toContain('application:A-1=application:A-2')
  })

  it('that two are different keeps people who look like one who applied again apart', () => {
    const alike = [share('application:A-1', reapplied), share('application:A-2', reapplied)]
    expect(standing(alike, [])).toEqual(['One person of 2.'])
    expect(standing(alike, [word('different-people', 'application:A-2', 'application:A-1')])).toEqual([
      '2 people of 2: application:A-1, application:A-2',
    ])
  })

  it('that two are different holds for those who are one with them, and a third record still finds its own', () => {
    const alike = three.map(({ subject }) => share(subject, reapplied))
    const split = word('different-people', 'application:A-1', 'application:A-2')
    expect(standing(alike, [split])).toEqual([
      '2 people of 3: application:A-1=application:A-3, application:A-2',
    ])
    const same = word('same-person', 'application:A-2', 'application:A-3')
    expect(standing(alike, [split, same])).toEqual([
      '2 people of 3: application:A-1, application:A-2=application:A-3',
    ])
  })

  it('about a person is heard where one of their applications or devices stands', () => {
    const held = [share('application:A-1', {}, 'person:W-1'), share('application:A-2')]
    expect(standing(held, [word('same-person', 'person:W-1', 'application:A-2')])).toEqual([
      'One person of 2.',
    ])
    expect(standing(held, [word('not-tied', phone, 'person:W-1')])).toEqual([])
  })

  it('that a share is no tie takes one subject out of it, or everybody', () => {
    expect(standing(three, [word('not-tied', phone, 'application:A-2')])).toEqual([
      '2 people of 2: application:A-1, application:A-3',
    ])
    expect(standing(three, [word('not-tied', phone)])).toEqual([])
    expect(standing(three, [word('not-tied', 'phone:another')])).toHaveLength(1)
  })

  it('that was undone says nothing any more', () => {
    expect(standing(three, [word('not-tied', phone, undefined, true)])).toEqual(standing(three, []))
  })

  it('that contradicts another one leaves the two apart, whichever came first', () => {
    const words = [
      word('same-person', 'application:A-1', 'application:A-2'),
      word('different-people', 'application:A-1', 'application:A-2'),
    ]
    expect(standing(three, words)[0]).toContain('3 people')
    expect(standing(three, words.reverse())[0]).toContain('3 people')
  })
})

const subjects = ['application:A-1', 'application:A-2', 'application:A-3', 'person:W-1'] as const
const someWords = fc.array(
  fc
    .tuple(
      fc.constantFrom('same-person' as const, 'different-people' as const, 'not-tied' as const),
      fc.constantFrom(...subjects),
      fc.constantFrom(...subjects),
      fc.boolean(),
    )
    .map(([is, a, b, undone]) => (is === 'not-tied' ? word(is, phone, b, undone) : word(is, a, b, undone)))
    .filter((w) => !statementProblem(w)),
  { maxLength: 6 },
)
const someShares = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...subjects), fc.boolean(), fc.boolean()), {
    selector: ([s]) => s,
  })
  .map((drawn) =>
    drawn.map(([s, again, held]) =>
      share(s, again ? reapplied : {}, held && s !== 'person:W-1' ? 'person:W-1' : undefined),
    ),
  )

describe('words', () => {
  it('give the same whatever their order, and said before the shares or after them', () => {
    fc.assert(
      fc.property(
        someShares,
        someWords.chain((words) =>
          fc.record({
            words: fc.constant(words),
            other: fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
          }),
        ),
        (shares, { words, other }) => {
          const before = standing(shares, words)
          expect(standing(shares, other)).toEqual(before)
          const states = new Map<SubjectRef, AttributeState>()
          const kept = new Map<string, Evidence>()
          const keep = (out: { evidence: Evidence[]; withdrawn: string[] }) => {
            for (const id of out.withdrawn) kept.delete(id)
            for (const e of out.evidence) kept.set(e.id, e)
          }
          keep(stepLinks(counting, states, shares))
          keep(rejudgeLinks(counting, states.values(), said(words)))
          expect([...kept.values()].map((e) => e.says)).toEqual(before)
          keep(rejudgeLinks(counting, states.values(), said([])))
          expect(canonical([...kept.values()].map((e) => e.says))).toBe(canonical(standing(shares, [])))
        },
      ),
    )
  })

  it('never bring two together who are said to be different', () => {
    fc.assert(
      fc.property(someWords, (words) => {
        const compiled = said(words)
        for (const w of words)
          if (w.is === 'different-people' && !w.undone) {
            expect(compiled.group(w.a) ?? []).not.toContain(w.b)
            expect(compiled.apart(w.a)).toContain(w.b)
            expect(compiled.apart(w.b!)).toContain(w.a)
          }
      }),
    )
  })

  it('are refused where they name what they can’t be about', () => {
    const reason = (is: Word['is'], a: string, b?: string) =>
      statementProblem({ is, a: a as SubjectRef, ...(b && { b: b as SubjectRef }) })?.reason
    expect(reason('same-person', 'application:A-1', 'person:W-1')).toBeUndefined()
    expect(reason('same-person', 'application:A-1')).toMatch(/missing/)
    expect(reason('same-person', 'application:A-1', 'application:A-1')).toMatch(/always itself/)
    expect(reason('different-people', 'device:LT-1', 'person:W-1')).toMatch(/no application and no person/)
    expect(reason('not-tied', 'person:W-1')).toMatch(/no shared attribute/)
    expect(reason('not-tied', 'phone:x', 'phone:y')).toMatch(/leave it out to mean everybody/)
    expect(reason('not-tied', 'phone:x')).toBeUndefined()
  })
})
