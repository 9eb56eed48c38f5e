import type { CaseView, Exhibit, SubjectRef } from '@telltale/core'
import { pseudonym } from '@telltale/core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestService, testService } from '../api/test-service.ts'
import { clearing, finding, openCase } from '../work/test-cases.ts'
import { caseFile } from './case-file.ts'
import { pdf } from './pdf.ts'

const subject: SubjectRef = 'person:W-1'
const exhibits: Exhibit[] = [
  { type: 'number', label: 'Round trip', value: 210, unit: 'ms', expected: { low: 20, high: 60 } },
  { type: 'histogram', label: 'Echoes', unit: 'ms', from: 0, step: 10, counts: [0, 2, 9, 4, 0, 1], mark: 40 },
  { type: 'table', label: 'Seen', columns: ['What', 'Times'], rows: [['relay 东京 Ω ж', 3]] },
  { type: 'timeline', label: 'When', events: [{ at: 1_700_000_000_000, label: 'first echo' }] },
  { type: 'subjects', label: 'Also there', subjects: [{ ref: 'person:W-2', note: 'same door' }] },
  {
    type: 'ribbon',
    legs: [{ leg: 'device', estimate: 190, low: 180, high: 205, level: 0.9, basis: 'median of 12', reads: 'contradicts' }], // biome-ignore format: one leg
    claim: { estimate: 30, low: 20, high: 60, label: 'claimed' },
    claimKm: 1650,
  },
]

let service: TestService
let view: CaseView
beforeAll(async () => {
  service = await testService()
  const more = Array.from({ length: 14 }, (_, i) =>
    finding(subject, `more-${i}`, {
      ...{
        detector: ['network/layer-gap', 'device/ip-kvm', 'location/same-roof'][i % 3]!,
        subject: `device:LT-${i}`,
      },
      ...{ says: `Finding ${i} also names person:W-2 at the same door.`, exhibits },
      calibration: { basis: 'measured', on: 'public data', n: 1200 },
    }),
  )
  const id = await openCase(service.context, subject, [clearing(subject, 'near-home'), ...more])
  const headers = service.account('ana', 'lead')
  const act = (deed: object) =>
    service.app.inject({
      ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers },
      payload: { ...deed, because: 'to look at it' },
    })
  await act({ is: 'moved', to: 'investigating' })
  await act({ is: 'commented', text: 'His neighbour Erika Muster says so.' })
  view = (await service.app.inject({ url: `/v1/cases/${id}`, headers })).json()
})
afterAll(() => service.end())

const options = (full = false) => ({
  ...{ detectors: service.context.engine.detectors, company: 'Example', madeBy: 'Ana', full },
  madeAt: 1_772_452_800_000,
})

async function pagesOf(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false })
  return text
}

describe('a case file', () => {
  it('has numbered pages, each with the content’s hash, and what clears on every page that accuses', async () => {
    const file = caseFile(view, options())
    const pages = await pagesOf(await pdf(file))
    expect(pages.length).toBeGreaterThan(3)
    for (const [i, text] of pages.entries()) {
      expect(text).toContain(`Page ${i + 1} of ${pages.length}`)
      expect(text.replaceAll(/\s/g, '')).toContain(file.sha256)
      if (text.includes('accuses')) expect(text).toContain('What clears')
    }
  })

  it('says in words what is claimed, what weighs, on what it rests, and what people did', async () => {
    const text = (await pagesOf(await pdf(caseFile(view, options())))).join('\n')
    for (const part of ['Not decided', 'not measured', 'Together', 'n = 1,200', 'Says near-home', 'investigating', 'Nobody has recorded a view', 'assumed model', 'Ω ж']) // biome-ignore format: a list
      expect(text).toContain(part)
    // The font has no Chinese: a reader sees that something stands there, and what.
    expect(text).toContain('[U+4E1C]')
    expect(text).not.toMatch(/fraud|guilty/i)
  })

  it('names others by pseudonym and leaves out what people wrote, until counsel has reviewed it', async () => {
    const masked = (await pagesOf(await pdf(caseFile(view, options())))).join('\n')
    expect(masked).toContain(pseudonym('person:W-2'))
    expect(masked).not.toContain('W-2')
    expect(masked).not.toContain('Erika')
    const full = (await pagesOf(await pdf(caseFile(view, options(true))))).join('\n')
    expect(full).toContain('person:W-2')
    expect(full).toContain('Erika Muster')
  })

  it('has the same hash for the same content, and another for any other', () => {
    const { sha256 } = caseFile(view, options())
    expect(caseFile(view, options()).sha256).toBe(sha256)
    expect(caseFile(view, options(true)).sha256).not.toBe(sha256)
    expect(caseFile({ ...view, pseudonym: 'Other' }, options()).sha256).not.toBe(sha256)
  })
})
