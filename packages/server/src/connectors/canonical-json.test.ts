import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'

const one = { kind: 'activity', at: 1772449200000, about: ['person:W-1'], data: {} }

describe('canonical-json', () => {
  it('reads an array and a single object, in any layout', async () => {
    for (const [document, n] of [
      [JSON.stringify([one, one]), 2],
      [JSON.stringify([one, one], null, 2), 2],
      [JSON.stringify(one, null, '\t'), 1],
    ] as const) {
      const read = await rowsOf('x', document)
      expect(read.connector).toBe('canonical-json')
      expect(read.values).toEqual(Array(n).fill(one))
    }
  })

  it('a document that is not JSON is one problem, without its content', async () => {
    const read = await rowsOf('x.json', `[${JSON.stringify(one)},{"secret":"s3cret"`)
    expect(read.values).toEqual([])
    expect(read.reasons).toEqual([expect.stringMatching(/^0 : is not JSON: Expected/)])
    expect(read.reasons[0]).not.toContain('s3cret')
  })

  it('leaves other JSON alone', async () => {
    for (const document of [
      '{}',
      '[]',
      '[1,2]',
      '{"name":"x","version":"1"}',
      '[{"kind":"Service","spec":{}}]',
    ])
      expect((await rowsOf('x.json', document)).unrecognised).toBe(true)
  })
})
