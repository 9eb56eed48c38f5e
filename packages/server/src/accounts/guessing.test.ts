import { describe, expect, it } from 'vitest'
import { lockout } from './lockout.ts'
import { unfit } from './password-rules.ts'

describe('a password', () => {
  it.each([
    ['brass lantern tidal 41'],
    ['correct horse battery staple'],
    ['Xk9$wq!mPz2&vR'],
    ['мой синий велосипед едет'],
    ['私の青い自転車は坂を下ります'],
    ['aaaa bbbb cccc dddd eeee ffff'],
  ])('%j will do', (password) =>
    expect(unfit(password, ['m.alder', 'Mara Alder', 'Larkspur'])).toBeUndefined(),
  )

  it.each([
    ['short words', '11 characters'],
    ['password12345', 'common words'],
    ['P@ssw0rd!!!!1', 'common words'],
    ['Welcome2024!!', 'common words'],
    ['iloveyou12345', 'common words'],
    ['aaaaaaaaaaaa', 'repeats'],
    ['abababababab', 'repeats'],
    ['qwertyuiop12', 'keyboard'],
    ['123456789012', 'keyboard'],
    ['mara.alder.2024', 'common words'],
    ['Larkspur-2024!', 'common words'],
    ['telltale-admin-1', 'common words'],
    ['x'.repeat(201), '201 characters'],
  ])('%j will not: %s', (password, why) =>
    expect(unfit(password, ['m.alder', 'Mara Alder', 'Larkspur'])).toContain(why),
  )
})

describe('guessing', () => {
  it('from many addresses slows others down, but never whom the account knows, and never for long', () => {
    let at = 0
    const { waitFor, failed, succeeded } = lockout(() => at)
    succeeded('ana', '192.0.2.1')
    for (let i = 0; i < 400; i++) failed('Ana ', `203.0.${i >> 8}.${i & 255}`)
    expect(waitFor('ana', '198.51.100.1')).toBe(120_000)
    expect(waitFor('ana', '192.0.2.1')).toBe(0)
    expect(waitFor('ben', '198.51.100.1')).toBe(0)
    at += 120_000
    expect(waitFor('ana', '198.51.100.1')).toBe(0)
  })

  it('from one address waits twice as long each time, up to a quarter of an hour; a /64 is one address', () => {
    let at = 0
    const { waitFor, failed } = lockout(() => at)
    const waits = Array.from({ length: 14 }, (_, i) => {
      failed('ana', `2001:db8::${i + 1}`)
      const wait = waitFor('ana', '2001:db8::ffff')
      at += wait
      return wait / 1000
    })
    expect(waits).toEqual([0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900, 900])
    expect(waitFor('ana', '2001:db8:0:1::1')).toBe(0)
    at += 24 * 3_600_000
    expect(waitFor('ana', '2001:db8::1')).toBe(0)
  })
})
