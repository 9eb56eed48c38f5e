import { describe, expect, it } from 'vitest'
import { caseId, farms, fold, isSimulated, pseudonym } from './cases.ts'
import type { SubjectRef } from './observations/kind.ts'
import { day } from './plan.ts'
import type { Evidence, Family, Ratios } from './types.ts'

const start = 20_454 * day
let made = 0

function evidence(
  family: Family,
  weighsOn: SubjectRef[],
  weights: Ratios,
  more: Partial<Evidence> = {},
): Evidence {
  const weight = Math.max(...Object.values(weights))
  return {
    id: `e${made++}`,
    detector: `${family}/one`,
    version: 1,
    family,
    stage: 'work',
    is: weight > 0 ? 'evidence' : 'clear',
    subject: weighsOn[0]!,
    subjects: weighsOn,
    weighsOn,
    weights,
    weight,
    says: 'something',
    exhibits: [],
    from: start,
    to: start + day,
    status: 'final',
    shadow: false,
    calibration: { basis: 'assumed', on: 'nothing' },
    lists: {},
    ...more,
  }
}

const roof = (weighsOn: SubjectRef[], weight = 3, more: Partial<Evidence> = {}) =>
  evidence('links', weighsOn, { 'hands-elsewhere': weight }, { subject: 'network:n1', ...more })
const kvm = (person: SubjectRef) => evidence('mechanism', [person], { 'hands-elsewhere': 2 })

function casesOf(subjects: SubjectRef[], found: Evidence[]) {
  return subjects.flatMap((s) => fold(s, found).case ?? [])
}

describe('fold', () => {
  it('gives nothing, a listing, or a case, as the score says', () => {
    const mild = evidence('layer', ['person:A'], { 'device-elsewhere': 1 })
    expect(fold('person:A', [mild])).toEqual({})
    const listed = fold('person:A', [roof(['person:A'])])
    expect(listed.listing?.score.listed).toBe(true)
    expect(listed.case).toBeUndefined()
    const opened = fold('person:A', [roof(['person:A']), kvm('person:A')])
    expect(opened.case?.scheme).toBe('hands-elsewhere')
    expect(opened.case?.weight).toBe(5)
  })

  it('never opens a case about a device: nobody is behind it yet', () => {
    const found = [roof(['device:LT-1']), kvm('device:LT-1')]
    const { listing, case: opened } = fold('device:LT-1', found)
    expect(listing?.score.opens).toBe(true)
    expect(opened).toBeUndefined()
  })

  it('leaves out evidence that weighs on others', () => {
    expect(fold('person:A', [roof(['person:B']), kvm('person:B')])).toEqual({})
  })

  it('names the subject first, then everything that accusing evidence names with it', () => {
    const clear = evidence(
      'path',
      ['person:A'],
      { 'device-elsewhere': -0.5 },
      { subjects: ['person:A', 'device:Z'] },
    )
    const found = [
      roof(['person:A', 'person:B'], 3, { subjects: ['device:L', 'person:A', 'person:B'] }),
      kvm('person:A'),
      clear,
    ]
    expect(fold('person:A', found).case?.subjects).toEqual(['person:A', 'device:L', 'person:B'])
  })

  it('shows clearing evidence beside accusing evidence, newest first', () => {
    const clear = evidence('path', ['person:A'], { 'device-elsewhere': -0.5 }, { to: start + 5 * day })
    const { listing } = fold('person:A', [roof(['person:A']), clear])
    expect(listing?.evidence.map((e) => e.is)).toEqual(['clear', 'evidence'])
  })

  it('gives one subject one case id for ever, and two subjects two', () => {
    expect(caseId('person:A')).toBe(caseId('person:A'))
    expect(caseId('person:A')).not.toBe(caseId('person:B'))
    expect(caseId('person:A')).toMatch(/^C-[0-9A-Z]{6}$/)
  })
})

describe('farms', () => {
  const five: SubjectRef[] = ['person:A', 'person:B', 'person:C', 'person:D', 'person:E']

  it('group the cases that shares tie, directly or through others', () => {
    const found = [
      roof(five.slice(0, 3)),
      roof(five.slice(2), 3, { subject: 'display:d1' }),
      ...five.map(kvm),
    ]
    const [farm, ...none] = farms(casesOf(five, found), found)
    expect(none).toEqual([])
    expect(farm!.subjects).toEqual(five)
    expect(farm!.cases).toEqual(five.map(caseId))
    expect(farm!.ties).toHaveLength(2)
  })

  it('pool nothing: a member scores the same with the others as alone', () => {
    const found = [roof(five), ...five.map(kvm)]
    const alone = fold(
      'person:A',
      found.filter((e) => e.weighsOn.includes('person:A')),
    )
    expect(fold('person:A', found).case?.score).toEqual(alone.case?.score)
    const others = [roof(five), ...five.slice(1).map(kvm)]
    expect(fold('person:A', others).case).toBeUndefined()
  })

  it('hold cases only: somebody who shares a door with a farm is no member without a case', () => {
    const found = [roof([...five, 'person:Neighbour']), ...five.map(kvm)]
    const cases = casesOf([...five, 'person:Neighbour'], found)
    expect(farms(cases, found)[0]!.subjects).toEqual(five)
  })

  it('are not made of a couple without cases, of one case, or of clear and shadow evidence', () => {
    const couple = [roof(['person:A', 'person:B'], 0.5)]
    expect(farms(casesOf(five, couple), couple)).toEqual([])
    const one = [roof(['person:A', 'person:B']), kvm('person:A')]
    expect(farms(casesOf(five, one), one)).toEqual([])
    const apart = [
      roof(['person:A'], 3, { subject: 'network:n2' }),
      roof(['person:B'], 3, { subject: 'network:n3' }),
      kvm('person:A'),
      kvm('person:B'),
      roof(['person:A', 'person:B'], 3, { shadow: true }),
      evidence('links', ['person:A', 'person:B'], { 'hands-elsewhere': -0.3 }, { subject: 'network:n4' }),
    ]
    expect(casesOf(five, apart)).toHaveLength(2)
    expect(farms(casesOf(five, apart), apart)).toEqual([])
  })

  it('are not tied by evidence about a person or a device, though it names several', () => {
    const found = [
      roof(['person:A'], 3, { subject: 'network:n2' }),
      roof(['person:B'], 3, { subject: 'network:n3' }),
      evidence('mechanism', ['person:A', 'person:B'], { 'hands-elsewhere': 2 }, { subject: 'device:L' }),
    ]
    expect(casesOf(five, found)).toHaveLength(2)
    expect(farms(casesOf(five, found), found)).toEqual([])
  })

  it('keep two doors apart', () => {
    const found = [
      roof(['person:A', 'person:B']),
      roof(['person:C', 'person:D'], 3, { subject: 'network:n2' }),
      ...five.map(kvm),
    ]
    expect(
      farms(casesOf(five, found), found)
        .map((f) => f.subjects)
        .sort(),
    ).toEqual([
      ['person:A', 'person:B'],
      ['person:C', 'person:D'],
    ])
  })
})

describe('a pseudonym', () => {
  it('is the same everywhere and tells nothing of the id', () => {
    expect(pseudonym('person:W-17')).toBe(pseudonym('person:W-17'))
    expect(pseudonym('person:W-17')).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  })

  it('spreads: a thousand people share few names', () => {
    const names = new Set(Array.from({ length: 1000 }, (_, i) => pseudonym(`person:W-${i}`)))
    expect(names.size).toBeGreaterThan(550) // 637 expected of 1,024 fair names
  })
})

it('the demo company is known by its ids', () => {
  expect(isSimulated('person:larkspur-W-0001')).toBe(true)
  expect(isSimulated('person:W-larkspur-1')).toBe(false)
})
