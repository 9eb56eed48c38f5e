import { describe, expect, it } from 'vitest'
import { along, chosenDay, dayOf, endOf, isDay, stepped, timeline } from './days.ts'
import { twoDoors } from './two-doors.ts'

const day = 86_400_000

describe('the slider of days', () => {
  const line = timeline(twoDoors)

  it('has every week from the first to the last, quiet ones too', () => {
    expect(dayOf(line.from)).toBe('2026-02-23')
    expect(dayOf(line.last)).toBe('2026-11-17')
    expect(line.weeks).toHaveLength(39)
    expect(line.weeks.filter((w) => w.ties > 0).map((w) => [dayOf(w.from), w.height])).toEqual([
      ['2026-02-23', 1 / 3],
      ['2026-07-06', 1],
      ['2026-11-02', 2 / 3],
    ])
    expect(line.months.map(dayOf)[0]).toBe('2026-03-01')
    expect(line.months).toHaveLength(9)
  })

  it('steps from day to day and stops at both ends; the last day is not in the address', () => {
    expect(stepped(line, undefined, -1)).toBe('2026-11-16')
    expect(stepped(line, '2026-11-16', 1)).toBeUndefined()
    expect(stepped(line, undefined, 1)).toBeUndefined()
    expect(stepped(line, '2026-02-23', -1)).toBe('2026-02-23')
    expect(stepped(line, '2020-01-01', 0)).toBe('2026-02-23')
    expect(chosenDay(line, line.last + 40 * day)).toBeUndefined()
  })

  it('shows what was known by the end of the day', () => {
    expect(endOf('2026-07-09')).toBe(Date.parse('2026-07-10'))
    expect(along(line, line.from)).toBe(0)
    expect(along(line, line.last + day)).toBe(1)
    expect(along(line, 0)).toBe(0)
  })

  it('reads a day from an address that anybody may have typed', () => {
    for (const bad of ['2026-13-40', 'today', '', undefined, 20260709, '2026-7-9'])
      expect(isDay(bad)).toBe(false)
    expect(isDay('2026-07-09')).toBe(true)
  })

  it('takes a farm that was seen on one day and has no weeks', () => {
    const one = timeline({ firstSeen: day * 4, lastSeen: day * 5, weeks: [] })
    expect(one.weeks).toEqual([{ from: day * 4, ties: 0, height: 0 }])
    expect(stepped(one, undefined, -1)).toBeUndefined()
  })
})
