import { describe, expect, it } from 'vitest'
import canonicalNdjson from './canonical-ndjson.ts'
import { rowsOf } from './rows-of.ts'

const row = (members = '') =>
  `{"kind":"activity","at":1772449200000,"about":["person:W-1"],"data":{}${members}}`

describe('canonical-ndjson', () => {
  it('is told by its content, or by its name when the content is broken', () => {
    expect(canonicalNdjson.recognises({ name: 'x.txt', head: `\n${row()}\n` })).toBe('certain')
    expect(canonicalNdjson.recognises({ name: 'x.ndjson', head: 'nonsense' })).toBe('likely')
    expect(canonicalNdjson.recognises({ name: 'x.json', head: '[\n{"kind":"activity"' })).toBe(false)
    expect(canonicalNdjson.recognises({ name: 'x.log', head: '{"level":"info","kind":"x"}' })).toBe(false)
    expect(canonicalNdjson.recognises({ name: 'x', head: '{"text":"a \\"kind\\": \\"at\\": b"}' })).toBe(
      false,
    )
  })

  it('leaves another system’s log alone, but not a damaged file of its own', () => {
    const log = '{"eventType":"user.session.start","published":"2026-03-02T09:30:00Z"}'
    expect(canonicalNdjson.recognises({ name: 'log.jsonl', head: `${log}\n${log}\n` })).toBe(false)
    const inside = JSON.stringify({ log: JSON.parse(row()) })
    expect(canonicalNdjson.recognises({ name: 'log.jsonl', head: inside })).toBe(false)
    expect(canonicalNdjson.recognises({ name: 'x.md', head: `# Observations\n${row()}` })).toBe(false)
    expect(canonicalNdjson.recognises({ name: 'x.txt', head: `{"kind":\n${row()}\n` })).toBe('certain')
    expect(canonicalNdjson.recognises({ name: 'x.ndjson', head: '{"at":5,"about":["person:W-1"]}' })).toBe(
      'likely',
    )
  })

  it('is told by a first line that is longer than what is looked at', () => {
    const head = `{"kind":"keys","at":1,"data":{"press":[${'1,'.repeat(30_000)}`
    expect(canonicalNdjson.recognises({ name: 'x', head })).toBe('certain')
  })

  it('hands rows on as they are: unknown kinds and members are for the door to judge', async () => {
    const read = await rowsOf('x.ndjson', `${row(',"extra":[1]')}\n5\n{"kind":"new","at":1,"about":"x"}\n`)
    expect(read.values).toEqual([
      { kind: 'activity', at: 1772449200000, about: ['person:W-1'], data: {}, extra: [1] },
      5,
      { kind: 'new', at: 1, about: 'x' },
    ])
    expect(read.reasons).toEqual([])
  })

  it('numbers rows by line, blank lines included', async () => {
    const read = await rowsOf('x.ndjson', `${row()}\r\n\r\n${row()}`)
    expect(read.rows.map((r) => r.row)).toEqual([1, 3])
  })
})
