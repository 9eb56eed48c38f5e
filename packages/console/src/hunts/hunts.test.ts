import { describe, expect, it } from 'vitest'
import { draftOf, isName, requestOf, triedOf } from './draft.ts'
import { changeInWords, difference, measuredInWords, took } from './words.ts'

const thresholds = {
  enoughDays: { value: 3, unit: 'days', says: 'Seen less than this can be a visit. Assumed.' },
  farKm: { value: 150, unit: 'km', says: 'Further apart cannot be one desk. Assumed.' },
}

describe('a hunt that is being written', () => {
  it('sends only the numbers that differ from what stands', () => {
    const draft = { detector: 'device/shared-gadget', typed: { enoughDays: '1', farKm: '150' } }
    expect(requestOf(draft, thresholds)).toEqual({
      request: { detector: 'device/shared-gadget', thresholds: { enoughDays: 1 } },
    })
  })

  it('says what is wrong instead of sending it', () => {
    const draft = { detector: 'device/shared-gadget', typed: { enoughDays: 'two' } }
    expect(triedOf(draft, thresholds).problems).toEqual({
      enoughDays: '“two” is no number: write one like 3.',
    })
    expect(requestOf(draft, thresholds)).toHaveProperty('because')
    expect(requestOf({ ...draft, typed: {} }, thresholds)).toEqual({
      because: 'Every number is as it stands: change one.',
    })
    expect(requestOf({ typed: {} }, undefined)).toHaveProperty('because')
    expect(requestOf({ typed: {}, sql: '  ' }, undefined)).toEqual({ because: 'Write a query first.' })
  })

  it('takes a true minus and an empty field for what they are', () => {
    expect(triedOf({ typed: { enoughDays: '−1', farKm: ' ' } }, thresholds)).toEqual({
      tried: { enoughDays: -1 },
      problems: {},
    })
  })

  it('starts from a saved hunt', () => {
    const hunt = { name: 'a', says: '', detector: 'x', thresholds: { enoughDays: 2 }, shipped: true }
    expect(draftOf(hunt)).toEqual({ detector: 'x', typed: { enoughDays: '2' } })
    expect(draftOf({ name: 'b', says: '', sql: 'select 1', shipped: false })).toEqual({
      sql: 'select 1',
      typed: {},
    })
  })

  it('is saved under the name of a file', () => {
    for (const good of ['a', 'early-roofs', 'x2']) expect(isName(good)).toBe(true)
    for (const bad of ['', '-a', 'a-', 'A', '../a', 'a b', 'a.json', 'x'.repeat(65)])
      expect(isName(bad)).toBe(false)
  })
})

describe('what a hunt found, in words', () => {
  it('never says 0 of what nobody decided', () => {
    expect(measuredInWords({ of: 0, raised: 0, low: 0, high: 1, listed: 0 })).toBe('not measured')
    expect(measuredInWords({ of: 40, raised: 2, low: 0.006, high: 0.169, listed: 0 })).toBe(
      '2 of 40, 0.6–17\u00a0%',
    )
  })

  it('says what changes', () => {
    expect(changeInWords({ already: 'nothing', wouldBe: 'listed' })).toBe('nothing → listed')
    expect(changeInWords({ already: 'listed', wouldBe: 'listed' })).toBe('stays listed')
    expect([difference(3, 15), difference(15, 3), difference(3, 3)]).toEqual(['+12', '−12', 'none'])
    expect([took(840), took(2340), took(125_400)]).toEqual([
      '840\u00a0ms',
      '2.3\u00a0s',
      '2\u00a0min 5\u00a0s',
    ])
  })
})
