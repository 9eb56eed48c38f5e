import type { Word } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { evidence, member, monitor, person, tie, twoDoors } from './two-doors.ts'
import {
  attributeName,
  cappedFrom,
  farmTitle,
  handsInWords,
  howCommon,
  ifWrong,
  money,
  namer,
  payInWords,
  reachesBeyond,
  weightRows,
  wordInWords,
} from './words.ts'

describe('a farm in words', () => {
  it('is named by its doors and laptops', () => {
    expect(farmTitle(twoDoors)).toBe('Two doors, nine laptops')
    expect(farmTitle({ ...twoDoors, members: twoDoors.members.map((m) => ({ ...m, devices: [] })) })).toBe(
      'Two doors, nine identities',
    )
    expect(farmTitle({ members: [member(1), member(2)], doors: [], ties: [tie('account:a', [1, 2])] })).toBe(
      'One pay account, two laptops',
    )
  })

  it('says of hands what was measured, and never “local” of what was not', () => {
    expect(handsInWords(twoDoors.members)).toBe('5 of 9 hands measured, 0 local')
    expect(handsInWords([member(1, 'clears'), member(2, 'unremarkable')])).toBe(
      '2 of 2 hands measured, 1 local',
    )
    expect(handsInWords([member(1)])).toBe('0 of 1 hands measured')
  })

  it('adds no dollars to euros, and takes a currency that nobody knows', () => {
    expect(payInWords(twoDoors.pay)).toBe('$405,650')
    expect(payInWords([...twoDoors.pay, { amount: 12_000.4, currency: 'EUR' }])).toBe('$405,650 + €12,000')
    expect(payInWords([])).toBeUndefined()
    expect(money({ amount: 5000, currency: 'nonsense' })).toBe('5,000 nonsense')
  })

  it('says how common a shared attribute is', () => {
    expect(howCommon(monitor)).toBe('1 of 9,310 monitors is on two or more')
    expect(howCommon({ ...monitor, commonness: { known: 0, shared: 0 } })).toMatch(/^not known/)
    expect(reachesBeyond(monitor)).toBe(false)
    expect(reachesBeyond({ ...monitor, size: 40 })).toBe(true)
  })
})

describe('the weight of a link', () => {
  it('is shown field by field where the detector says them, with what it is capped from', () => {
    const of = evidence(monitor, {
      exhibits: [
        {
          ...{ type: 'table', label: 'Field by field', columns: ['Field', 'Level', 'log₁₀ weight'] },
          rows: [
            ['EDID serial', 'exact', 2.6],
            ['Model', 'common', 0.1],
            ['Made week', 'exact', '+0.4'],
            ['Never on both at once', '', '−0.2'],
            ['Note', 'no number', 'none'],
          ],
        },
      ],
    })
    const rows = weightRows([of])
    expect(rows.by).toBe('field')
    expect(rows.rows.map((r) => r.weight)).toEqual([2.6, 0.1, 0.4, -0.2])
    expect(cappedFrom(monitor, rows)).toBeCloseTo(2.9)
  })

  it('is shown by scheme where not; then nothing is said to be capped', () => {
    const rows = weightRows([evidence(monitor)])
    expect(rows).toEqual({ by: 'scheme', rows: [{ label: 'Device elsewhere', weight: 1.9 }] })
    expect(cappedFrom(monitor, rows)).toBeUndefined()
    expect(weightRows([])).toEqual({ by: 'scheme', rows: [] })
  })

  it('says what remains if it is wrong, and how sure that leaves it only where that is known', () => {
    expect(ifWrong(twoDoors, monitor, '6 + 3 laptops')).toEqual({
      falls: 'The farm falls apart: 6 + 3 laptops. Each case keeps its other evidence.',
      sure: 'How sure it is falls from 99.1\u00a0% to 71\u00a0%: no other link costs more.',
    })
    expect(ifWrong(twoDoors, twoDoors.ties[0]!, '')).toEqual({
      falls: 'The other links still hold all 9 together.',
    })
  })
})

describe('what somebody said of a link', () => {
  const name = namer(twoDoors.members, twoDoors.ties)
  const word = (w: Partial<Word>): Word => ({
    ...{ id: 'w', is: 'not-tied', a: monitor.attribute, because: 'sold', by: 'R. Sorrel', at: 0 },
    ...w,
  })

  it('is a sentence with pseudonyms, and with the id of what is not known', () => {
    expect(wordInWords(word({}), name)).toBe('monitor LRK-27Q-0583 does not tie anybody')
    expect(wordInWords({ ...word({ a: 'display:gone' }), shown: 'DEL D2721H' }, name)).toBe(
      'monitor DEL D2721H does not tie anybody',
    )
    expect(wordInWords(word({ b: 'person:W-500' }), name)).toBe('monitor LRK-27Q-0583 does not tie W-500')
    expect(wordInWords(word({ is: 'same-person', a: person(1), b: person(2) }), name)).toMatch(
      /are one person$/,
    )
    expect(wordInWords(word({ is: 'different-people', a: person(1), b: person(2) }), name)).toMatch(
      /are never again one person$/,
    )
    expect(name('account:0123456789ab')).toBe('pay account 01234567')
    expect(attributeName('network:x', 'network 20:e5:2a:••:••:b7')).toBe('router 20:e5:2a:••:••:b7')
    expect(attributeName('address:x', 'an address held in the records')).toBe(
      'an address held in the records',
    )
    expect(attributeName('display:x', 'DEL D2721H')).toBe('monitor DEL D2721H')
  })
})
