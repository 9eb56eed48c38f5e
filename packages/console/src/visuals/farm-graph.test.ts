import { type Evidence, type QueueItem, type SubjectRef, type SubjectView, score } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { doorHeight, doors, farmGraph } from './farm-graph.ts'
import { farmTitle } from './farm-title.ts'

function item(n: number): QueueItem {
  const subject: SubjectRef = `person:W-${n}`
  const nothing = { standsOut: '', check: '', legs: [], firstSign: 0, lastSign: 0, simulated: false }
  return { subject, pseudonym: `Bird ${n}`, case: `C-${n}`, score: score([]), ...nothing }
}

function tie(attribute: SubjectRef, people: number[], weight = 1): Evidence {
  return {
    id: `${attribute} ${people}`,
    detector: 'location/same-roof',
    version: 1,
    family: 'links',
    stage: 'work',
    is: 'evidence',
    subject: attribute,
    subjects: people.flatMap((n): SubjectRef[] => [`device:LT-${n}`, `person:W-${n}`]),
    weighsOn: people.map((n): SubjectRef => `person:W-${n}`),
    weights: { 'hands-elsewhere': weight },
    weight,
    says: '',
    exhibits: [],
    from: 0,
    to: 1,
    status: 'final',
    shadow: false,
    calibration: { basis: 'assumed', on: '' },
    lists: {},
  }
}

/** The view of a person whose laptop evidence names. */
function view(n: number): SubjectView {
  const own = { ...tie('network:x', [n]), subject: `device:LT-${n}` as SubjectRef }
  return {
    ...item(n),
    subjects: [`person:W-${n}`, `device:LT-${n}`],
    evidence: [own],
    abstentions: [],
    log: [],
    neighbours: { position: 1, of: 1 },
  }
}

describe('the farm in columns', () => {
  const cases = [1, 2, 3].map(item)

  it('hangs laptops on their door and people on their laptop', () => {
    const graph = farmGraph({ cases, ties: [tie('network:a', [1, 2, 3])] }, [1, 2, 3].map(view))
    expect(graph.rows.map((r) => r.device)).toEqual(['device:LT-1', 'device:LT-2', 'device:LT-3'])
    expect(graph.edges.every((e) => e.to === 'device')).toBe(true)
    expect(graph.doors[0]?.y).toBeCloseTo(graph.rows[1]!.y)
  })

  it('ties a person whose laptop is not known to the door directly', () => {
    const graph = farmGraph({ cases, ties: [tie('network:a', [1, 2, 3])] }, [])
    expect(graph.rows.every((r) => r.device === undefined)).toBe(true)
    expect(graph.edges.map((e) => e.to)).toEqual(['identity', 'identity', 'identity'])
  })

  it('draws attributes of one type that tie the same people as one door, others apart', () => {
    const ties = [
      tie('network:a', [1, 2, 3]),
      tie('network:b', [1, 2, 3]),
      tie('display:c', [1, 2, 3]),
      tie('network:d', [1, 2]),
    ]
    expect(doors({ cases, ties }).map((d) => d.refs)).toEqual([
      ['display:c'],
      ['network:a', 'network:b'],
      ['network:d'],
    ])
  })

  it('says what remains when a link is wrong', () => {
    const ties = [tie('network:a', [1, 2]), tie('display:b', [2, 3])]
    const [first] = doors({ cases, ties })
    expect(first?.without).toEqual([2, 1])
    const doubled = doors({ cases, ties: [...ties, tie('account:c', [1, 2, 3])] })
    expect(doubled.every((d) => d.without.length === 1 || d.refs[0] === 'account:c')).toBe(true)
  })

  it('counts people that a link names beyond the farm', () => {
    expect(doors({ cases, ties: [tie('network:a', [1, 2, 9])] })[0]?.others).toBe(1)
  })

  it('keeps doors apart and inside the drawing', () => {
    const ties = [
      tie('network:a', [1, 2]),
      tie('display:b', [1, 2]),
      tie('account:c', [1, 2]),
      tie('phone:d', [1, 2]),
    ]
    const graph = farmGraph({ cases: cases.slice(0, 2), ties }, [])
    const ys = graph.doors.map((d) => d.y).sort((a, b) => a - b)
    for (let i = 1; i < ys.length; i++) expect(ys[i]! - ys[i - 1]!).toBeGreaterThanOrEqual(doorHeight - 1e-9)
    expect(ys[0]).toBeGreaterThanOrEqual(doorHeight / 2 - 1e-9)
    expect(ys.at(-1)! + doorHeight / 2).toBeLessThanOrEqual(graph.height + 1e-9)
  })

  it('is named by its doors, else by what is shared', () => {
    expect(farmTitle({ cases, ties: [tie('network:a', [1, 2, 3]), tie('display:b', [1, 2])] })).toBe(
      'One door, three identities',
    )
    expect(farmTitle({ cases: cases.slice(0, 2), ties: [tie('account:c', [1, 2])] })).toBe(
      'One pay account, two identities',
    )
  })
})
