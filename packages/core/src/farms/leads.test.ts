import { describe, expect, it } from 'vitest'
import type { SubjectRef } from '../observations/kind.ts'
import { day } from '../plan.ts'
import { score } from '../scoring.ts'
import type { Evidence } from '../types.ts'
import { leadsFrom } from './leads.ts'
import { tieIndex } from './ties.ts'
import type { LeadInput } from './types.ts'

function shares(attribute: SubjectRef, names: string, weight: number): Evidence {
  const weighsOn = [...names].map((n): SubjectRef => `person:${n}`)
  return {
    ...{ id: `${attribute} ${names}`, detector: 'location/one', version: 1, family: 'links', stage: 'work' },
    ...{
      is: 'evidence',
      subject: attribute,
      subjects: weighsOn,
      weighsOn,
      weights: { 'hands-elsewhere': weight },
    },
    ...{
      weight,
      says: 'something is shared',
      exhibits: [],
      from: 0,
      to: day,
      status: 'final',
      shadow: false,
    },
    ...{ calibration: { basis: 'assumed', on: 'nothing' }, lists: {} },
  }
}

const leads = (ties: Evidence[], more: Partial<LeadInput> = {}) =>
  leadsFrom('person:A', {
    ties,
    scores: (s) => score(ties.filter((e) => e.weighsOn.includes(s))),
    ...more,
  })
const named = (found: ReturnType<typeof leads>) => found.map((l) => l.subject.slice(7)).join('')

describe('leads', () => {
  it('are everybody within two strong links, with the path that leads there', () => {
    const ties = [shares('network:n', 'AB', 2.5), shares('phone:p', 'BC', 1.5), shares('email:e', 'CD', 2)]
    const found = leads(ties, { shown: (a) => `shown ${a}` })
    expect(named(found)).toBe('BC')
    expect(found[1]!.path).toEqual([
      { attribute: 'network:n', shown: 'shown network:n', weight: 2.5, to: 'person:B' },
      { attribute: 'phone:p', shown: 'shown phone:p', weight: 1.5, to: 'person:C' },
    ])
  })

  it('do not follow weak links, hubs, or what is cleared, shadow or about a device', () => {
    const ties = [
      shares('phone:p', 'AB', 1.4),
      shares('network:hub', 'AC', 2.5),
      shares('device:L', 'AD', 2.5),
      { ...shares('email:e', 'AE', 2.5), shadow: true },
      { ...shares('email:f', 'AF', 2.5), is: 'clear' as const },
    ]
    expect(leads(ties, { size: (a) => (a === 'network:hub' ? 5000 : 2) })).toEqual([])
  })

  it('say what the confirmation adds, more for a neighbour than for a neighbour’s neighbour', () => {
    const ties = [shares('network:n', 'AB', 2), shares('network:m', 'BC', 2)]
    const [near, far] = leads(ties)
    expect(near!.after).toBeGreaterThan(near!.before)
    expect(far!.before).toBeCloseTo(near!.before, 9)
    expect(far!.after).toBeGreaterThan(far!.before)
    expect(near!.after).toBeGreaterThan(far!.after)
    expect(near!.before).toBe(score([ties[0]!]).probability)
  })

  it('take the path whose weakest link is stronger, in whatever order ties arrive', () => {
    const ties = [
      shares('network:n', 'AB', 2.5),
      shares('network:m', 'AC', 2.5),
      shares('phone:p', 'BD', 1.5),
      shares('email:e', 'CD', 2),
    ]
    const forth = leads(ties)
    expect(forth.find((l) => l.subject === 'person:D')!.path[0]!.to).toBe('person:C')
    expect(leads([...ties].reverse())).toEqual(forth)
  })

  it('name whoever was cleared last, marked, and do not lead on through them', () => {
    const ties = [shares('network:n', 'ABC', 2.5), shares('phone:p', 'BD', 1.5)]
    const found = leads(ties, { cleared: (s) => s === 'person:B' })
    expect(named(found)).toBe('CB')
    expect(found.map((l) => l.cleared)).toEqual([undefined, true])
  })

  it('read only what is around the confirmed subject', () => {
    const index = tieIndex([shares('network:n', 'AB', 2.5), shares('network:m', 'XYZ', 2.5)])
    const asked: string[] = []
    const of = (s: SubjectRef) => {
      asked.push(s)
      return index.of(s)
    }
    const ties = { ...index, of }
    leadsFrom('person:A', { ties, scores: () => undefined })
    expect(asked.sort()).toEqual(['person:A', 'person:B'])
  })
})
