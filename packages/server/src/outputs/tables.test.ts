import type { CaseRow, Evidence, SubjectRef } from '@telltale/core'
import { pseudonym, score } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { casesCsv, decisionsCsv, evidenceCsv } from './tables.ts'
import { noon } from './test-events.ts'

const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[]

describe('tables', () => {
  it('of cases carry state, score and decision, and no name', () => {
    const row: CaseRow = {
      ...{ subject: 'person:W-1', pseudonym: pseudonym('person:W-1'), case: 'C-1', score: score([]) },
      ...{ standsOut: '=HYPERLINK("x")', check: 'offer a check', legs: [], firstSign: noon, lastSign: noon },
      simulated: false,
      work: {
        ...{ id: 'C-1', subject: 'person:W-1', state: 'decided', openedAt: noon, touchedAt: noon },
        decided: { conclusion: 'cleared', at: noon, ground: 'in-person' },
      },
    }
    expect(read(casesCsv([row]))[0]).toMatchObject({
      ...{ case: 'C-1', state: 'decided', conclusion: 'cleared', ground: 'in-person', model: 'assumed' },
      ...{ opened: '2026-03-02T12:00:00.000Z', owner: '', stands_out: '\'=HYPERLINK("x")' },
    })
  })

  it('of evidence name others by what is given for them', () => {
    const e: Evidence = {
      ...{
        id: 'E-1',
        detector: 'links/shared-network',
        version: 1,
        family: 'links',
        stage: 'work',
        is: 'evidence',
      },
      ...{ subject: 'network:abc', subjects: ['person:W-1', 'person:W-2'], weighsOn: ['person:W-1'] },
      ...{
        weights: { 'job-shared': 2 },
        weight: -0.25,
        says: 'Behind one door.',
        exhibits: [],
        from: noon,
        to: noon,
      },
      ...{
        status: 'final',
        shadow: false,
        calibration: { basis: 'assumed', on: 'nothing yet' },
        lists: { a: '1' },
      },
    }
    const shown = (s: SubjectRef) => (s === 'person:W-1' ? s : pseudonym(s))
    const [row] = read(evidenceCsv([e], shown))
    expect(row).toMatchObject({ weight_log10: '-0.25', basis: 'assumed', basis_n: '', lists: 'a 1' })
    expect(row!.subjects).toBe(`person:W-1 ${pseudonym('person:W-2')}`)
  })

  it('of decisions say how long they took and whether they were taken back', () => {
    const decided = {
      ...{
        case: 'C-1',
        subject: 'person:W-1' as const,
        act: 'a',
        conclusion: 'misrepresentation' as const,
        at: noon,
      },
      ...{ seats: ['m', 'n'], grounds: [], openedAt: noon - 36 * 3_600_000, overturned: noon + 1 },
    }
    expect(read(decisionsCsv([decided], pseudonym))[0]).toMatchObject({ days: '1.5', seats: '2', ground: '' })
    expect(decisionsCsv([], pseudonym).split('\r\n')).toHaveLength(2)
  })
})
