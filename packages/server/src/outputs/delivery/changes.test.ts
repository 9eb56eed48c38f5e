import {
  type CaseSummary,
  detectors,
  type Evidence,
  pseudonym,
  type QueueItem,
  type SubjectRef,
  score,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import type { Told } from '../../store/outputs.ts'
import { noon } from '../test-events.ts'
import { changes, type Standing } from './changes.ts'

const subject: SubjectRef = 'person:W-1'
const day = 86_400_000
const frame = {
  ...{ at: noon, company: 'Example', address: 'https://telltale.example' },
  detectors: new Map(detectors.map((d) => [d.id, d])),
}

function found(id: string, detector: string, over: Partial<Evidence> = {}): Evidence {
  return {
    ...{ id, detector, version: 1, family: 'layer', stage: 'work', is: 'evidence', subject: 'device:LT-1' },
    ...{ subjects: ['device:LT-1', subject], weighsOn: [subject], weights: { 'hands-elsewhere': 1.8 } },
    ...{ weight: 1.8, says: `${id} says so.`, exhibits: [], from: noon - day, to: noon, status: 'final' },
    ...{ shadow: false, calibration: { basis: 'assumed', on: 'nothing' }, lists: {} },
    ...over,
  } as Evidence
}

function item(over: Partial<QueueItem> = {}): QueueItem {
  return {
    ...{ subject, pseudonym: pseudonym(subject), score: { ...score([]), listed: true } },
    ...{ standsOut: 'A relay.', check: 'offer a presence check', legs: [], firstSign: noon, lastSign: noon },
    simulated: false,
    ...over,
  }
}

const work = (over: Partial<CaseSummary> = {}): CaseSummary => ({
  ...{ id: 'C-1', subject, state: 'new', openedAt: noon, touchedAt: noon },
  ...over,
})

/** Tells one standing after another, and gives what each said. */
function tell(...standings: Omit<Standing, 'subject'>[]) {
  let told: Told | undefined
  return standings.map((s) => {
    const changed = changes(told, { subject, ...s }, frame)
    told = changed.told
    return changed.events.map((e) => e.is)
  })
}

const layer = found('E-1', 'location/layer-gap')

describe('what others are told', () => {
  it('is that a subject is listed, and each finding once', () => {
    const other = found('E-2', 'links/shared-network', { subject: 'network:abc' })
    expect(
      tell(
        { item: item(), evidence: [layer] },
        { item: item(), evidence: [layer] },
        // Tomorrow's window of the same detector is no news; another detector is.
        {
          item: item(),
          evidence: [layer, found('E-3', 'location/layer-gap', { from: noon, to: noon + day })],
        },
        { item: item(), evidence: [layer, other] },
      ),
    ).toEqual([['listed', 'evidence'], [], [], ['evidence']])
  })

  it('is nothing of what clears, what is in shadow, or what is for counsel alone', () => {
    const counsel = detectors.find((d) => d.audience === 'counsel')!
    const quiet = [
      found('E-1', 'location/layer-gap', { is: 'clear' }),
      found('E-2', 'location/layer-gap', { shadow: true }),
      found('E-3', counsel.id),
    ]
    const { events } = changes(undefined, { subject, item: item(), evidence: quiet }, frame)
    expect(events.map((e) => [e.is, e.findings])).toEqual([['listed', []]])
  })

  it('is nothing at all of somebody who is not in the queue', () => {
    expect(changes(undefined, { subject, evidence: [layer] }, frame)).toEqual({ told: undefined, events: [] })
    const [, gone, back] = tell(
      { item: item(), evidence: [layer] },
      { evidence: [] },
      { item: item(), evidence: [layer] },
    )
    expect([gone, back]).toEqual([[], ['listed', 'evidence']])
  })

  it('follows a case: opened, moved, decided, closed, open again', () => {
    const with_ = (over: Partial<CaseSummary>) => ({
      ...{ item: item({ case: 'C-1' }), evidence: [layer], work: work(over) },
    })
    const decided = { conclusion: 'misrepresentation' as const, at: noon + 2 }
    expect(
      tell(
        with_({}),
        with_({ state: 'investigating', touchedAt: noon + 1 }),
        with_({ state: 'investigating', touchedAt: noon + 1, owner: 'm.alder' }),
        with_({ state: 'decided', touchedAt: noon + 2, decided }),
        with_({ state: 'closed', touchedAt: noon + 3, decided }),
        with_({ state: 'investigating', touchedAt: noon + 4 }),
        with_({ state: 'decided', touchedAt: noon + 5, decided: { conclusion: 'cleared', at: noon + 5 } }),
      ),
    ).toEqual([
      ['listed', 'evidence', 'case-opened'],
      ['case-moved'],
      [],
      ['case-decided'],
      ['case-closed'],
      ['case-reopened'],
      ['case-overturned'],
    ])
  })

  it('calls a clearing overturned only after an adverse decision', () => {
    const cleared = work({ state: 'decided', decided: { conclusion: 'cleared', at: noon } })
    expect(tell({ item: item({ case: 'C-1' }), evidence: [], work: cleared })).toEqual([
      ['listed', 'case-opened', 'case-decided'],
    ])
  })

  it('has the same id however often the same change is found, and another for another', () => {
    const ids = (evidence: Evidence[]) =>
      changes(undefined, { subject, item: item({ case: 'C-1' }), evidence }, frame).events.map((e) => e.id)
    expect(ids([layer])).toEqual(ids([layer]))
    expect(new Set([...ids([layer]), ...ids([found('E-9', 'links/shared-network')])]).size).toBe(5)
  })

  it('leads to the case, or to the subject where there is none', () => {
    const link = (over: Partial<QueueItem>) =>
      changes(undefined, { subject, item: item(over), evidence: [] }, frame).events[0]!.link
    expect(link({})).toBe('https://telltale.example/subjects/person%3AW-1')
    expect(link({ case: 'C-1' })).toBe('https://telltale.example/cases/C-1')
  })
})
