import type { Finding, OfferedCheck } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { problemPlace, typeOfFile } from './files.ts'
import { afterWords, dueWords, plainSentence, requisitionName, weightWord } from './words.ts'

const day = 86_400_000
/** 2026-11-17, a Tuesday, at noon. */
const noon = Date.UTC(2026, 10, 17, 12)
const finding = (weight: number): Finding => ({
  ...{ evidence: `e${weight}`, detector: 'contact/some', title: 'Some?', says: 'Some.', weight },
  ...{ benign: [], clears: [] },
})
const leads = (outcome: 'proceed' | 'verify' | 'hold') => ({ outcome, weight: 0, probability: 0.01 })
const offer = (confirmed: 'proceed' | 'verify' | 'hold'): OfferedCheck => ({
  ...{ check: 'call-employer', title: 'Call', minutes: 10, because: [], moves: 0.1 },
  after: { confirmed: leads(confirmed), nobody: leads('verify'), denied: leads('hold') },
})
const sentence = (...args: Parameters<typeof plainSentence>) => plainSentence(...args).join('')

describe('the words of a weight', () => {
  it('are shares of all that does not fit', () => {
    const all = [finding(1), finding(0.4), finding(0.1)]
    expect(all.map((f) => weightWord(f, all))).toEqual(['most', 'some', 'little'])
  })

  it('call a finding that weighs nothing little, alone as well', () => {
    expect(weightWord(finding(0), [finding(0)])).toBe('little')
  })

  it('call nothing most where three weigh the same', () => {
    const all = [finding(0.5), finding(0.5), finding(0.5)]
    expect(all.map((f) => weightWord(f, all))).toEqual(['some', 'some', 'some'])
  })
})

describe('when a check is due', () => {
  const open = { outcome: 'verify', settled: false, overdue: false } as const

  it('is the last day on which it is in time, not the instant after it', () => {
    const endOf = (date: number) => Date.UTC(2026, 10, date + 1)
    expect(dueWords({ ...open, dueAt: endOf(17) }, noon)).toBe('settle today')
    expect(dueWords({ ...open, dueAt: endOf(18) }, noon)).toBe('settle by tomorrow')
    expect(dueWords({ ...open, dueAt: endOf(19) }, noon)).toBe('settle by 19 Nov')
    expect(dueWords({ ...open, dueAt: endOf(16), overdue: true }, noon)).toBe('overdue since 16 Nov')
  })

  it('is never said of whoever may proceed, was answered or was decided on', () => {
    const dueAt = noon - day
    expect(dueWords({ ...open, outcome: 'proceed', dueAt, overdue: true }, noon)).toBeUndefined()
    expect(dueWords({ ...open, settled: true, dueAt, overdue: true }, noon)).toBe('answered')
    expect(dueWords({ ...open, outcome: 'proceed', settled: true }, noon)).toBeUndefined()
    expect(dueWords(open, noon)).toBeUndefined()
  })
})

describe('the sentence of an applicant', () => {
  it('says that one can go on, also where little does not fit', () => {
    const nothing = { outcome: 'proceed', doesNotFit: [], offered: [], answered: [] } as const
    expect(sentence(nothing)).toBe('Nothing asks for a check. You can go on.')
    expect(sentence({ ...nothing, doesNotFit: [finding(0.2)] })).toBe(
      'One thing does not fit yet, and it is too little to ask for a check. You can go on.',
    )
  })

  it('names the minutes of the first check and what a confirmation would do', () => {
    const two = { outcome: 'verify', doesNotFit: [finding(1), finding(0.3)], answered: [] } as const
    expect(sentence({ ...two, offered: [offer('proceed')] })).toBe(
      'Two things do not fit yet. A check of 10\u00a0minutes may settle it, and if it is confirmed you can go on.',
    )
    expect(sentence({ ...two, offered: [offer('verify')] })).toMatch(
      /a part of it, not enough to go on by itself\.$/,
    )
    expect(sentence({ ...two, outcome: 'hold', offered: [offer('verify')] })).toMatch(
      /the outcome is verify\.$/,
    )
  })

  it('sends nobody back to a check that has been answered', () => {
    const done = {
      outcome: 'hold',
      doesNotFit: [finding(2)],
      offered: [],
      answered: ['employer-call'],
    } as const
    expect(sentence(done)).toBe(
      'One thing does not fit yet. What could be asked has been answered: two people look at it now.',
    )
    expect(sentence({ ...done, outcome: 'verify', answered: [] })).toMatch(/Moving on is yours\.$/)
  })

  it('accuses nobody', () => {
    for (const outcome of ['proceed', 'verify', 'hold'] as const)
      expect(
        sentence({ outcome, doesNotFit: [finding(2)], offered: [offer('proceed')], answered: [] }),
      ).not.toMatch(/fraud|fake|suspect|risk|safe|verified/i)
  })
})

describe('names and places', () => {
  it('of a requisition are what people know, without the mark of the demo company', () => {
    expect(requisitionName({ id: 'larkspur-REQ-208', title: 'Support engineer' })).toBe(
      'REQ-208 Support engineer',
    )
    expect(requisitionName({ id: 'REQ-9' })).toBe('REQ-9')
    expect(requisitionName({ id: 'none' })).toBe('No requisition named')
  })

  it('of what would follow name both answers', () => {
    expect(afterWords(offer('proceed').after)).toBe('if confirmed: proceed · if denied: hold for two people')
  })

  it('of a problem leave out what a file has not', () => {
    expect(problemPlace({ row: 4, field: 'email' })).toBe('row 4, email')
    expect(problemPlace({ row: 0, field: '' })).toBe('')
  })
})

describe('the type of a file', () => {
  it('follows from the end of its name, in either case', () => {
    expect(typeOfFile('Lebenslauf.final.PDF')).toBe('application/pdf')
    expect(typeOfFile('履歴書.docx')).toMatch(/wordprocessingml/)
  })

  it('is none for what holds no applicants', () => {
    for (const name of ['photo.jpg', 'pdf', 'a.pdf.exe', '']) expect(typeOfFile(name)).toBeUndefined()
  })
})
