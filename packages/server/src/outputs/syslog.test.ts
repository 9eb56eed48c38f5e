import { describe, expect, it } from 'vitest'
import { counted, syslog } from './syslog.ts'
import { noon } from './test-events.ts'

const rfc5424 =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) - (.*)$/s

describe('syslog', () => {
  it('has the header of RFC 5424', () => {
    const message = syslog({ at: noon, rank: 4, id: 'case-opened', text: 'CEF:0|…', host: 'siem.example' })
    const [, priority, at, host, app, , id, text] = rfc5424.exec(message)!
    expect([priority, at, host, app, id, text]).toEqual([
      ...['83', '2026-03-02T12:00:00.000Z', 'siem.example', 'telltale', 'case-opened', 'CEF:0|…'],
    ])
  })

  it('keeps names in the header printable, and ranks severities', () => {
    const priorities = ([1, 2, 3, 4, 5] as const).map(
      (rank) => rfc5424.exec(syslog({ at: noon, rank, id: 'é x', text: '', host: 'zürich 1' }))!,
    )
    expect(priorities.map((m) => Number(m[1]) - 80)).toEqual([5, 5, 4, 3, 2])
    expect([priorities[0]![3], priorities[0]![6]]).toEqual(['zrich1', 'x'])
    expect(rfc5424.exec(syslog({ at: noon, rank: 1, id: 'é', text: '', host: '日本' }))![3]).toBe('-')
  })

  it('counts octets, not characters', () => {
    expect(counted('né').toString('utf8')).toBe('3 né')
  })
})
