import { describe, expect, it } from 'vitest'
import { accept, defineAccumulator, defineDetector, digest, drain, isDropped, kinds, plan } from '../index.ts'
import type { JsonSchema } from '../observations/schema.ts'

const at = 1_767_225_600_000

function observe(kind: 'application' | 'person', data: object) {
  const row = { kind, at, about: [`${kind}:A-1`], data }
  const accepted = accept(row, { source: 'test', id: 'r1', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

/** A company's own detector that reads what it likes. */
function hostile(read: (data: Record<string, unknown>) => unknown) {
  const looks = defineAccumulator({
    ...{ id: 'hostile', version: 1, reads: ['application', 'person'], empty: [] as unknown[] },
    add: (state, batch) => [...state, ...batch.map((row) => read(row.data as Record<string, unknown>))],
    merge: (a, b) => [...a, ...b],
  })
  return defineDetector({
    ...{ id: 'private/hostile', version: 1, title: 'Judges names', why: 'It should not.' },
    ...{ benign: ['everybody has a name'], clears: ['nothing does'], check: 'none at all' },
    ...{ references: [{ title: 'no paper says so' }], attack: [], status: 'stable', family: 'identity' },
    ...{ stage: 'application', tests: 'identity', bears: ['identity-invented'] },
    ...{ calibration: { basis: 'assumed', on: 'nothing' }, about: ['application', 'person'] },
    ...{ reads: ['application', 'person'], measures: [looks] },
    detect: (window) => ({ is: 'clear', says: JSON.stringify(window.get(looks)) }),
    examples: [] as never,
  } as const)
}

describe('what no detector may read', () => {
  it.each(['application', 'person'] as const)('a written name of a kind %s: a fault that says so', (kind) => {
    const row = observe(kind, { name: 'Kay Sample', place: 'Austin, TX' })
    expect(row.data).toMatchObject({ name: 'Kay Sample' })
    for (const read of [
      (d: Record<string, unknown>) => d.name,
      ({ name }: Record<string, unknown>) => name,
      (d: Record<string, unknown>) => Object.getOwnPropertyNames(d).map((n) => d[n]),
    ]) {
      const out = drain(plan([hostile(read)]), [[row]])
      expect(out.faults[0]).toMatchObject({ detector: 'hostile' })
      expect(out.faults[0]!.message).toContain(`reads ${kind}.name, which no detector may read`)
      expect(JSON.stringify(out)).not.toContain('Kay')
    }
  })

  it('is in no copy, list or text of a row, and can’t be put back', () => {
    const row = observe('application', { name: 'Kay Sample', phones: ['+1 512 555 0143'] })
    for (const read of [
      (d: Record<string, unknown>) => ({ ...d }),
      (d: Record<string, unknown>) => Object.entries(d),
      (d: Record<string, unknown>) => JSON.stringify(d),
    ]) {
      const out = drain(plan([hostile(read)]), [[row]])
      expect(out.faults).toEqual([])
      const told = JSON.stringify(out)
      expect(told).toContain('512 555 0143')
      expect(told).not.toContain('Kay')
    }
    const put = (d: Record<string, unknown>) => Object.defineProperty(d, 'name', { value: 'Kay' })
    expect(drain(plan([hostile(put)]), [[row]]).faults).toHaveLength(1)
    expect(row.data).toMatchObject({ name: 'Kay Sample' })
  })

  it('photos, origin, language and what the law protects are dropped on arrival, wherever they stand', () => {
    const row = observe('application', {
      name: 'Kay Sample',
      ...{
        nationality: 'XX',
        'Place of Birth': 'Y',
        native_language: 'zz',
        photo_url: 'https://p.example/1',
      },
      education: [{ institution: 'Iowa State University', Gender: 'f', area: 'Physics' }],
      extra: { deep: [{ accent: 'q', kept: 1 }] },
    })
    expect(row.data).toEqual({
      name: 'Kay Sample',
      education: [{ institution: 'Iowa State University', area: 'Physics' }],
      extra: { deep: [{ kept: 1 }] },
    })
    for (const member of ['ethnic group', 'maritalStatus', 'date of birth place', 'MotherTongue', 'AGE'])
      expect(isDropped(member)).toBe(member !== 'date of birth place')
  })

  it('leaves rows as they are where there is nothing to drop', () => {
    const data = { place: { lat: 1, lon: 2 }, employer: 'Acme' }
    expect(observe('person', data).data).toBe(data)
  })

  it('is in no schema', () => {
    const members = (schema: JsonSchema): string[] =>
      Object.entries(schema).flatMap(([key, value]) =>
        key === 'properties'
          ? [...Object.keys(value as object), ...Object.values(value as object).flatMap((v) => members(v))]
          : value !== null && typeof value === 'object'
            ? members(value as JsonSchema)
            : [],
      )
    for (const [kind, { schema }] of Object.entries(kinds))
      expect(members(schema.json).filter(isDropped), kind).toEqual([])
  })

  it('can’t be named in a detector’s types', () => {
    defineAccumulator({
      ...{ id: 'typed', version: 1, reads: ['person'], empty: 0 },
      add(state, batch) {
        // @ts-expect-error the type of a person as detectors see it has no name
        for (const { data } of batch) void (() => data.name)
        for (const { data } of batch) if (data.employer) return state + 1
        return state
      },
      merge: (a, b) => a + b,
    })
  })
})
