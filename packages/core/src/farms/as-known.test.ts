import { describe, expect, it } from 'vitest'
import { detectors } from '../detectors/index.ts'
import { emptyDirectory } from '../directory.ts'
import { needed, step } from '../engine.ts'
import { type AttributeState, stepLinks } from '../links.ts'
import type { SubjectRef } from '../observations/kind.ts'
import { day, plan } from '../plan.ts'
import type { Evidence, Observation } from '../types.ts'
import type { Loaded } from '../windows.ts'
import { said } from '../words.ts'
import { asKnown } from './as-known.ts'
import { isTie } from './ties.ts'

const start = 20_454 * day
const compiled = plan(detectors)
const cities = [
  { lat: 33.45, lon: -112.07 },
  { lat: 39.96, lon: -83 },
  { lat: 27.95, lon: -82.46 },
]

/** Three workers who claim three cities; from day 20 on the third stands behind the router of the others as well. */
function history() {
  const rows: Observation[] = []
  let n = 0
  const row = (
    kind: Observation['kind'],
    at: number,
    about: SubjectRef[],
    data: object,
    attributes: SubjectRef[],
  ) =>
    rows.push({
      ...{ source: 'test', id: `${n++}`, kind, at, receivedAt: at, about, data: data as Observation['data'] },
      derived: { attributes: attributes.map((ref) => ({ ref, shown: ref })) },
    })
  cities.forEach((place, i) => {
    const [device, person]: SubjectRef[] = [`device:L${i}`, `person:W${i}`]
    row('person', start, [person!], { place }, [])
    for (let d = i === 2 ? 20 : 0; d < 40; d++)
      row('inventory', start + d * day + 1, [device!, person!], {}, ['network:n'])
  })
  const directory = emptyDirectory()
  const attributes = new Map<SubjectRef, AttributeState>()
  const standing = new Map<string, Evidence>()
  const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
  const out = step(compiled, directory, loaded, rows, needed(compiled, directory, rows))
  const links = stepLinks(compiled, attributes, out.shares)
  for (const e of links.evidence) standing.set(e.id, e)
  for (const id of links.withdrawn) standing.delete(id)
  return { states: [...attributes.values()], standing: [...standing.values()].filter(isTie) }
}

describe('what was known then', () => {
  const { states, standing } = history()
  const then = (days: number) => asKnown(compiled, states, start + days * day)

  it('is what stands, at the end', () => {
    expect(standing.length).toBeGreaterThan(0)
    expect(then(1000)).toEqual(standing)
  })

  it('is nothing before anything tied anybody, and two people before the third came', () => {
    expect(then(-1)).toEqual([])
    expect(then(1)).toEqual([])
    expect(then(15).map((e) => e.weighsOn)).toEqual([['person:W0', 'person:W1']])
    expect(then(39).map((e) => e.weighsOn)).toEqual([['person:W0', 'person:W1', 'person:W2']])
  })

  it('weighs by the days until then', () => {
    const weights = [4, 10, 18].map((days) => then(days)[0]!.weight)
    expect(weights).toEqual([...weights].sort((a, b) => a - b))
    expect(weights[0]).toBeLessThan(weights[2]!)
  })

  it('heeds what people say now, and leaves the states as they are', () => {
    const before = JSON.stringify(states)
    const word = {
      is: 'not-tied' as const,
      a: 'network:n' as const,
      because: 'office',
      by: 'me',
      at: start,
      id: 'W',
    }
    expect(asKnown(compiled, states, start + 30 * day, said([word]))).toEqual([])
    expect(JSON.stringify(states)).toBe(before)
  })
})
