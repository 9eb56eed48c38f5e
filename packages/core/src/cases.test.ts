import { describe, expect, it } from 'vitest'
import { caseId, fold, isSimulated, pseudonym } from './cases.ts'
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
    expect(caseId('person:A')).toMatch(/^C-[0-9A-Z]{10}$/)
  })
})

it('pools nothing: somebody scores the same with the others’ evidence as alone', () => {
  const five: SubjectRef[] = ['person:A', 'person:B', 'person:C', 'person:D', 'person:E']
  const found = [roof(five), ...five.map(kvm)]
  const alone = fold(
    'person:A',
    found.filter((e) => e.weighsOn.includes('person:A')),
  )
  expect(fold('person:A', found).case?.score).toEqual(alone.case?.score)
  const others = [roof(five), ...five.slice(1).map(kvm)]
  expect(fold('person:A', others).case).toBeUndefined()
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
