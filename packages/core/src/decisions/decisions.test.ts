import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Act, Deed } from './acts.ts'
import { decisionOf, foldActs, openingOf, type WorkState, withAct } from './fold.ts'
import { playbooks } from './playbooks.ts'
import { type Role, roles } from './roles.ts'
import { type Asker, type Circumstances, mayDo, refusal, seatOf } from './rules.ts'
import { actsSeenBy, viewsHidden } from './seen-by.ts'
import { summaryOf } from './summary.ts'

const day = 86_400_000
const start = 20_000 * day
const people: Record<string, Asker> = {
  ana: { id: 'ana', person: 'p-ana', role: 'analyst' },
  ann: { id: 'ann', person: 'p-ann', role: 'analyst' },
  lea: { id: 'lea', person: 'p-lea', role: 'lead' },
  pat: { id: 'pat', person: 'p-pat', role: 'people-partner' },
  col: { id: 'col', person: 'p-col', role: 'counsel' },
  /** Lea's second account. */
  lea2: { id: 'lea2', person: 'p-lea', role: 'counsel' },
  aud: { id: 'aud', person: 'p-aud', role: 'auditor' },
  tok: { id: 'token:telltale', role: 'analyst' },
}

/** A case under way: `does` throws what the rules refuse. */
function desk(counter: Circumstances['counter'] = []) {
  const acts: Act[] = [
    { id: openingOf('C-1'), case: 'C-1', at: start, by: 'telltale', is: 'opened', subject: 'person:W-1' },
  ]
  let state = foldActs(acts)!
  let now = start + 1
  const about = (): Circumstances => ({ now, counter })
  const put = (act: Act) => {
    acts.push(act)
    state = withAct(state, act)!
  }
  return {
    acts,
    counter,
    state: () => state,
    now: () => now,
    pass: (ms: number) => {
      now += ms
    },
    why: (who: Asker, deed: Deed, because = 'for a reason') => refusal(state, deed, who, about(), because),
    seat: (who: Asker) => seatOf(state, who, about()),
    may: (who: Asker) => mayDo(state, who, about()),
    does(who: Asker, deed: Deed, because = 'for a reason') {
      now++
      const why = refusal(state, deed, who, about(), because)
      if (why) throw new Error(why)
      put({ ...deed, id: `a${acts.length}`, case: 'C-1', at: now, by: who.id, role: who.role, ...(who.person && { person: who.person }), because }) // biome-ignore format: one act
    },
    says(deed: Deed) {
      now++
      put({ ...deed, id: `a${acts.length}`, case: 'C-1', at: now, by: 'subject' })
    },
  }
}
type Desk = ReturnType<typeof desk>

const { ana, ann, lea, pat, col, lea2, aud, tok } = people as Record<keyof typeof people, Asker> as Record<string, Asker> & { ana: Asker; ann: Asker; lea: Asker; pat: Asker; col: Asker; lea2: Asker; aud: Asker; tok: Asker } // biome-ignore format: names
const against: Deed = { is: 'viewed', conclusion: 'misrepresentation' }
const clears: Deed = { is: 'viewed', conclusion: 'cleared' }

/** Told, and past the time to answer. */
function heard(d: Desk = desk()): Desk {
  d.does(ana, { is: 'moved', to: 'investigating' })
  d.does(lea, { is: 'noticed', until: d.now() + 5 * day })
  d.pass(6 * day)
  return d
}
function decidedAgainst(d: Desk = heard()): Desk {
  d.does(ana, against)
  d.does(lea, against)
  return d
}

describe('a decision against somebody', () => {
  it('takes two people, and names both', () => {
    const d = heard()
    d.does(ana, { ...against, ground: 'admission' } as Deed)
    expect(summaryOf(d.state(), d.now())).toMatchObject({ state: 'notice', waitingFor: 'second-seat' })
    d.does(lea, against)
    expect(d.state()).toMatchObject({ state: 'decided' })
    expect(decisionOf(d.state())).toMatchObject({
      ...{ conclusion: 'misrepresentation', seats: ['ana', 'lea'], ground: 'admission' },
    })
  })

  it('is never made by one human with two accounts', () => {
    const d = heard()
    d.does(lea, against)
    expect(d.why(lea2, against)).toMatch(/leave the second seat to somebody else/)
    expect(d.why(lea, against)).toBeTruthy()
  })

  it('has one lead, people partner or counsel among the two', () => {
    const d = heard()
    d.does(ana, against)
    d.does(ann, against)
    expect(d.state()).toMatchObject({ state: 'investigating', decisions: [] })
    d.does(pat, against)
    expect(decisionOf(d.state())?.seats).toEqual(['ana', 'ann', 'pat'])
  })

  it('waits until the person has been told and has answered, or had the time to', () => {
    const d = desk()
    d.does(ana, { is: 'moved', to: 'investigating' })
    expect(d.why(ana, against)).toMatch(/has not been told/)
    d.does(lea, { is: 'noticed', until: d.now() + 5 * day })
    expect(d.why(ana, against)).toMatch(/may answer until 2024-10-0\d/)
    d.says({ is: 'replied', text: 'It was my brother’s laptop', attachments: [] })
    expect(d.why(ana, against)).toMatch(/1 piece/)
    d.does(ana, { is: 'read', what: d.acts.at(-1)!.id })
    expect(d.why(ana, against)).toBeUndefined()
  })

  it('may come before the notice while counsel delays it, and is not closed before the person is told', () => {
    const d = desk()
    d.does(ana, { is: 'moved', to: 'investigating' })
    expect(d.why(lea, { is: 'notice-delayed', until: d.now() + day })).toMatch(/That is for counsel/)
    expect(d.why(col, { is: 'notice-delayed', until: d.now() + 91 * day })).toMatch(/at most 90 days/)
    expect(d.why(col, { is: 'notice-delayed', until: d.now() + day }, ' ')).toMatch(/A reason is needed/)
    d.does(col, { is: 'notice-delayed', until: d.now() + 10 * day })
    decidedAgainst(d)
    expect(summaryOf(d.state(), d.now())).toMatchObject({ waitingFor: 'notice', due: d.state().delay!.until })
    expect(d.why(lea, { is: 'closed' })).toMatch(/has not been told/)
    d.does(pat, { is: 'noticed', until: d.now() + day })
    expect(d.state().state).toBe('decided')
    d.does(lea, { is: 'closed' })
    expect(d.state().state).toBe('closed')
  })

  it('is not made once the delay has run out', () => {
    const d = desk()
    d.does(ana, { is: 'moved', to: 'investigating' })
    d.does(col, { is: 'notice-delayed', until: d.now() + day })
    d.does(ana, against)
    d.pass(2 * day)
    expect(d.why(lea, against)).toMatch(/has not been told/)
  })

  it('does not count a view that was recorded before the reply', () => {
    const d = heard()
    d.does(ana, against)
    d.says({ is: 'replied', text: 'Late, but here', attachments: [] })
    d.does(lea, { is: 'read', what: d.acts.at(-1)!.id })
    d.does(lea, against)
    expect(d.state().state).toBe('notice')
    expect(d.state().views[0]).toMatchObject({ lapsed: 'reply' })
  })

  it('is not made by programs, auditors, or whoever is close to the person', () => {
    const d = heard()
    expect(d.why(tok, against)).toMatch(/A program can comment/)
    expect(d.why(tok, { is: 'commented', text: 'ticket 7' })).toBeUndefined()
    expect(d.why(aud, against)).toMatch(/signed in as auditor/)
    expect(refusal(d.state(), against, lea, { now: d.now(), counter: [], conflict: 'manager' }, 'x')).toMatch(/you manage them/) // biome-ignore format: one call
    d.does(lea, { is: 'conflicted', account: 'lea', how: 'referrer', human: 'p-lea' })
    expect(d.why(lea, against)).toMatch(/you referred them/)
    expect(d.why(lea2, against)).toMatch(/Conflict of interest/)
    expect(d.why(lea2, { is: 'commented', text: 'I know them' })).toBeUndefined()
  })

  it('loses a view when its author turns out to be close to the person', () => {
    const d = heard()
    d.does(lea, against)
    d.does(col, { is: 'conflicted', account: 'lea', how: 'other', human: 'p-lea' })
    d.does(ana, against)
    expect(d.state().state).toBe('notice')
  })
})

describe('views', () => {
  it('are recorded without knowing those of others', () => {
    const d = heard()
    d.does(ana, against, 'the latency')
    const seen = (who: Asker) => actsSeenBy(d.state(), d.acts, who.person).find((a) => a.is === 'viewed')
    for (const who of [lea, aud, tok]) {
      expect(seen(who)).toEqual({ id: 'a3', case: 'C-1', at: d.now(), by: 'ana', is: 'viewed' })
      expect(viewsHidden(d.state(), who.person)).toBe(true)
    }
    expect(seen(ana)).toMatchObject({ conclusion: 'misrepresentation', because: 'the latency' })
    d.does(lea, { is: 'viewed', conclusion: 'unsure' })
    expect(seen(lea)).toMatchObject({ because: 'the latency' })
  })

  it('may be changed in the person’s favour once another’s is known, not against them', () => {
    const d = heard()
    d.does(ana, against)
    d.does(lea, { is: 'viewed', conclusion: 'unsure' })
    d.does(lea, { is: 'view-withdrawn' })
    expect(d.why(lea, against)).toMatch(/in the person’s favour/)
    expect(d.seat(lea)).toMatchObject({
      canSit: 'second',
      conclusions: ['cleared', 'leak-or-mistake', 'unsure'],
    })
  })

  it('come after reading what speaks for the person', () => {
    const d = heard(desk([{ what: 'e1', says: 'The exit is near the claimed home.' }]))
    expect(d.seat(lea)).toMatchObject({ canSit: 'first', unread: [{ what: 'e1' }] })
    expect(d.why(lea, clears)).toMatch(/1 piece/)
    expect(d.why(lea, { is: 'read', what: 'e2' })).toMatch(/nothing "e2" to be read/)
    d.does(lea, { is: 'read', what: 'e1' })
    d.does(lea, clears)
    expect(decisionOf(d.state())).toMatchObject({ conclusion: 'cleared', seats: ['lea'] })
  })

  it('that disagree leave the case open to a third, and all are kept', () => {
    const d = heard()
    d.does(ana, against)
    d.does(lea, clears)
    expect(d.state()).toMatchObject({ state: 'investigating', decisions: [] })
    expect(summaryOf(d.state(), d.now()).waitingFor).toBe('third-view')
    d.does(pat, clears)
    expect(decisionOf(d.state())).toMatchObject({ conclusion: 'cleared', seats: ['lea', 'pat'] })
    expect(d.state().views).toHaveLength(3)
  })

  it('of two against one decide against somebody, the dissent on record', () => {
    const d = heard()
    d.does(ana, against)
    d.does(lea, clears)
    d.does(col, against)
    expect(decisionOf(d.state())?.seats).toEqual(['ana', 'col'])
  })

  it('clear by one person, out of triage too; nobody is decided against there', () => {
    const d = desk()
    d.does(ana, { is: 'moved', to: 'triage' })
    expect(d.seat(ana).conclusions).toEqual(['cleared', 'leak-or-mistake', 'unsure'])
    d.does(ana, clears)
    expect(d.state().state).toBe('decided')
  })
})

describe('an appeal', () => {
  it('is decided by two who did not sit before; overturning is a false accusation on record', () => {
    const d = decidedAgainst()
    d.says({ is: 'appealed', text: 'You never asked my provider' })
    const { id } = d.acts.at(-1)!
    expect(d.state().state).toBe('appealed')
    expect(decisionOf(d.state())).toBeDefined()
    for (const who of [ana, lea, ann, pat, col]) d.does(who, { is: 'read', what: id })
    expect(d.why(ana, against)).toMatch(/two others decide/)
    expect(d.why(lea2, against)).toBeTruthy()
    expect(d.seat(ana).conclusions).toContain('cleared')
    d.does(ann, against)
    expect(d.state().state).toBe('appealed')
    d.does(pat, clears)
    d.does(col, clears)
    expect(d.state().decisions).toMatchObject([
      { conclusion: 'misrepresentation', overturned: d.now() },
      { conclusion: 'cleared', round: 1 },
    ])
  })

  it('of a decision in the person’s favour changes nothing, even made past the rules', () => {
    const d = desk()
    d.does(ana, { is: 'moved', to: 'triage' })
    d.does(ana, clears)
    d.says({ is: 'appealed', text: 'no' })
    expect(d.state()).toMatchObject({ state: 'decided', round: 0, appeal: false })
  })

  it('that is upheld is final, but for new facts', () => {
    const d = decidedAgainst()
    expect(d.why(ana, { is: 'appealed', text: 'x' })).toMatch(/people-partner or counsel/)
    d.does(pat, { is: 'appealed', text: 'by letter' })
    for (const who of [ann, col]) {
      d.does(who, { is: 'read', what: d.state().replies[0]!.act })
      d.does(who, against)
    }
    expect(d.state().state).toBe('decided')
    expect(d.why(pat, { is: 'appealed', text: 'again' })).toMatch(/final/)
    d.does(lea, { is: 'reopened' })
    expect(d.state()).toMatchObject({ state: 'investigating', round: 2, appeal: false })
    expect(decisionOf(d.state())).toBeUndefined()
    expect(d.why(lea, against)).toMatch(/has not been told/)
  })
})

describe('work on a case', () => {
  it('goes through its states and no others', () => {
    const d = desk()
    expect(d.why(ana, clears)).toMatch(/The case is new/)
    expect(d.why(lea, { is: 'closed' })).toMatch(/The case is new/)
    d.does(ana, { is: 'moved', to: 'triage' })
    d.does(ana, clears)
    d.does(ana, { is: 'closed' })
    expect(summaryOf(d.state(), d.now()).waitingFor).toBeUndefined()
    expect(d.why(ana, { is: 'reopened' })).toMatch(/That is for lead, people-partner or counsel/)
    d.does(lea, { is: 'reopened' })
    expect(d.state().state).toBe('investigating')
  })

  it('lets counsel alone choose between paying and blocking, and runs the clock', () => {
    const d = decidedAgainst()
    expect(d.why(lea, { is: 'playbook', playbook: 'clear', owner: 'lea' })).toMatch(/follows cleared/)
    const item = (name: string): Deed => ({ is: 'ticked', playbook: 'confirm', item: name, due: d.now() + 14 * day }) // biome-ignore format: one deed
    expect(d.why(col, item('block-pay'))).toMatch(/begin it first/)
    d.does(lea, { is: 'playbook', playbook: 'confirm', owner: 'lea' })
    expect(d.why(lea, item('block-pay'))).toBe('That item is counsel’s.')
    expect(d.why(lea, item('nothing'))).toMatch(/no item/)
    d.does(col, item('block-pay'))
    expect(d.why(col, item('pay-wages'))).toMatch(/was chosen instead/)
    expect(summaryOf(d.state(), d.now())).toMatchObject({ waitingFor: 'playbook', due: expect.any(Number) })
    d.does(col, { is: 'unticked', playbook: 'confirm', item: 'block-pay' })
    d.does(col, item('pay-wages'))
    for (const { item: name, choice } of playbooks.confirm.items) if (!choice) d.does(col, item(name))
    expect(summaryOf(d.state(), d.now()).waitingFor).toBe('closing')
  })

  it('shows a merged case under the other, and takes it back', () => {
    const d = desk()
    const other = foldActs([{ ...d.acts[0]!, id: openingOf('C-2'), case: 'C-2' }])!
    const about = { now: d.now(), counter: [], into: other }
    const merge: Deed = { is: 'merged', into: 'C-2' }
    expect(refusal(d.state(), merge, ana, { ...about, hasMerged: true }, 'x')).toMatch(/unmerge that first/)
    expect(refusal(d.state(), { is: 'merged', into: 'C-1' }, ana, about, 'x')).toMatch(/into itself/)
    const sealed = { ...about, into: { ...other, sealed: ['col'] } }
    expect(refusal(d.state(), merge, ana, sealed, 'x')).toMatch(/sealed for other readers/)
    expect(refusal(d.state(), merge, ana, about, 'one human')).toBeUndefined()
    const state = withAct(d.state(), { ...merge, id: 'm', case: 'C-1', at: d.now(), by: 'ana' } as Act)!
    expect(refusal(state, { is: 'moved', to: 'triage' }, ana, about)).toMatch(/shown under C-2/)
    expect(refusal(state, { is: 'unmerged' }, ana, { ...about, into: { ...other, stands: true, decisions: [{} as never] } }, 'x')).toMatch(/reopen it first/) // biome-ignore format: one call
    expect(refusal(state, { is: 'unmerged' }, ana, about, 'two humans')).toBeUndefined()
  })

  it('keeps custody of what was attached', () => {
    const d = desk()
    const attachment = { id: 'f1', name: 'bill.pdf', type: 'application/pdf', bytes: 5, sha256: 'aa' }
    d.does(ana, { is: 'attached', attachment })
    d.does(aud, { is: 'attachment-opened', attachment: 'f1' })
    expect(d.why(ana, { is: 'attachment-opened', attachment: 'f2' })).toMatch(/no attachment "f2"/)
    expect(d.state().attachments[0]!.custody).toMatchObject([
      { did: 'captured' },
      { did: 'opened', by: 'aud' },
    ])
  })

  it('is sealed by counsel, who stays a reader', () => {
    const d = desk()
    expect(d.why(lea, { is: 'sealed', readers: ['lea'] })).toMatch(/for counsel/)
    expect(d.why(col, { is: 'sealed', readers: ['lea'] })).toMatch(/add yourself/)
    d.does(col, { is: 'sealed', readers: ['lea', 'col'] })
    d.does(col, { is: 'held' })
    expect(summaryOf(d.state(), d.now())).toMatchObject({ sealed: true, held: true })
    expect(d.may(col)).toContain('released')
    expect(d.may(ana)).not.toContain('unsealed')
  })
})

/** Everything that could be asked for, by anybody; the rules say what of it happens. Times are added when it is done. */
const conclusion = fc.constantFrom(...Array<'misrepresentation'>(5).fill('misrepresentation'), 'cleared', 'leak-or-mistake', 'unsure') // biome-ignore format: one list
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({ is: fc.constant('viewed' as const), conclusion }) as fc.Arbitrary<Deed>,
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Deed>({ is: 'noticed', until: day }, { is: 'notice-delayed', until: 3 * day }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Deed>({ is: 'appealed', text: 'no' }, { is: 'moved', to: 'investigating' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Deed>(
      ...(['view-withdrawn', 'closed', 'reopened', 'held', 'released', 'unsealed'] as const).map((is) => ({
        is,
      })),
      { is: 'replied', text: 'no', attachments: [] },
      ...['ana', 'lea', 'col'].map((account) => ({ is: 'conflicted' as const, account, how: 'other' as const, human: `p-${account}` })), // biome-ignore format: one list
    ),
  },
)
const anybody = fc.constantFrom(...Object.values(people), { id: 'subject', role: 'analyst' as Role })
const moves = fc.array(fc.tuple(anybody, deed, fc.integer({ min: 1, max: day / 2 })), { maxLength: 60 })

/** All that the rules let through of a list of wishes. */
function played(wishes: readonly (readonly [Asker, Deed, number])[]): { acts: Act[]; state: WorkState } {
  const d = desk()
  d.does(ana, { is: 'moved', to: 'investigating' })
  for (const [who, wished, later] of wishes) {
    d.pass(later)
    const wish = 'until' in wished ? { ...wished, until: d.now() + wished.until } : wished
    // The reader has read what there is: what is tried here is who may decide.
    for (const { what } of d.seat(who).unread) if (!d.why(who, { is: 'read', what })) d.does(who, { is: 'read', what }) // biome-ignore format: one step
    if (who.id === 'subject' && (wish.is === 'replied' || wish.is === 'appealed')) d.says(wish)
    else if (!d.why(who, wish)) d.does(who, wish)
  }
  return { acts: d.acts, state: d.state() }
}

describe('whatever anybody does, in whatever order', () => {
  it('nobody is decided against by one human, unheard, or by those who sat before', () => {
    let adverse = 0
    fc.assert(
      fc.property(moves, (wishes) => {
        const { acts, state } = played(wishes)
        const byId = new Map(acts.map((a) => [a.id, a]))
        for (const d of state.decisions) {
          if (d.conclusion !== 'misrepresentation') continue
          adverse++
          const views = state.views.filter((v) => d.seats.includes(v.by) && v.round === d.round && !v.lapsed)
          expect(new Set(views.map((v) => v.person)).size).toBeGreaterThanOrEqual(2)
          expect(views.some((v) => ['lead', 'people-partner', 'counsel'].includes(v.role))).toBe(true)
          const before = acts.filter((a) => a.at <= byId.get(d.act)!.at)
          expect(before.some((a) => a.is === 'noticed' || a.is === 'notice-delayed')).toBe(true)
          expect(views.every((v) => v.because.length > 0)).toBe(true)
        }
      }),
      { numRuns: 1500 },
    )
    expect(adverse).toBeGreaterThan(10)
  })

  it('acts made past the rules do not make a decision by one human either', () => {
    const any = fc.tuple(anybody, deed, fc.integer({ min: 0, max: 3 * day }), fc.constantFrom(...roles))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (wishes) => {
        const first: Act = { id: openingOf('C-1'), case: 'C-1', at: start, by: 'telltale', is: 'opened', subject: 'person:W-1' } // biome-ignore format: one act
        const acts = wishes.map(([who, wish, later, role], i): Act => ({ ...wish, id: `x${i}`, case: 'C-1', at: start + later, by: who.id, role, ...(who.person && { person: who.person }) })) // biome-ignore format: one act
        for (const d of foldActs([first, ...acts])!.decisions)
          if (d.conclusion === 'misrepresentation')
            expect(new Set(d.seats.map((id) => people[id]!.person)).size).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 1000 },
    )
  })

  it('a case is what its acts come to, in any order and however often each arrives', () => {
    fc.assert(
      fc.property(
        moves.chain((wishes) => {
          const { acts, state } = played(wishes)
          return fc.record({
            state: fc.constant(state),
            acts: fc.shuffledSubarray([...acts, ...acts], { minLength: 2 * acts.length }),
          })
        }),
        ({ acts, state }) => {
          expect(foldActs(acts)).toEqual(state)
        },
      ),
      { numRuns: 300 },
    )
  })
})
