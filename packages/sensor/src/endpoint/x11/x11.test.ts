import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { authorityFor } from './authority.ts'
import { displayNumber } from './display.ts'
import { serverTimes } from './input.ts'
import { keyClass } from './key-class.ts'
import { paintAfter } from './paint.ts'

describe('name of a display', () => {
  it('is a number only on this machine', () => {
    expect([':0', ':12.0', 'unix:1', 'unix/:2'].map(displayNumber)).toEqual([0, 12, 1, 2])
    // Forwarded by SSH, or another machine's: the hands are elsewhere.
    for (const other of ['localhost:10.0', 'host.example:0', '', undefined, ':', 'wayland-0'])
      expect(displayNumber(other)).toBeUndefined()
  })
})

describe('cookies', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'telltale-auth-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const part = (text: string) => {
    const bytes = Buffer.from(text, 'latin1')
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  }
  const record = (family: number, host: string, display: string, name: string, data: string) =>
    Buffer.concat([Buffer.from([family >> 8, family & 255]), ...[host, display, name, data].map(part)])
  const cookie = 'MIT-MAGIC-COOKIE-1'
  const found = (number: number, ...records: Buffer[]) => {
    writeFileSync(join(folder, 'a'), Buffer.concat(records))
    return authorityFor(number, join(folder, 'a'), 'laptop').data.toString('latin1')
  }

  it('are taken for this machine and display, before those for any', () => {
    const records = [
      record(256, 'other', '1', cookie, 'elsewhere'),
      record(0xffff, '', '', cookie, 'any'),
      record(256, 'laptop', '1', 'XDM-AUTHORIZATION-1', 'unknown'),
      record(256, 'laptop', '1', cookie, 'mine'),
    ]
    expect(found(1, ...records)).toBe('mine')
    expect(found(2, ...records)).toBe('any')
    expect(found(2, records[3]!)).toBe('')
  })

  it('a file that is missing, empty or cut off gives what stands before', () => {
    expect(authorityFor(1, join(folder, 'none')).name).toBe('')
    expect(authorityFor(1, undefined).name).toBe('')
    expect(found(1)).toBe('')
    const whole = record(0xffff, '', '1', cookie, 'x')
    for (let length = 0; length < whole.length; length++) expect(found(1, whole.subarray(0, length))).toBe('')
    expect(found(1, whole, whole.subarray(0, 5))).toBe('x')
  })
})

describe('class of a keysym', () => {
  it('of Latin and other scripts, functions and signs', () => {
    const classes = {
      letter: [0x61, 0x5a, 0xe4, 0xdf, 0x6c1, 0x7e1, 0x1000416, 0x100305b],
      digit: [0x30, 0x39, 0xffb5],
      symbol: [0x21, 0x40, 0xa7, 0xd7, 0xfe51, 0xffab, 0x10020ac],
      space: [0x20],
      backspace: [0xff08, 0xffff],
      enter: [0xff0d, 0xff8d],
      modifier: [0xffe1, 0xffe5, 0xfe03, 0xff7f],
      navigation: [0xff1b, 0xff09, 0xff51, 0xffbe, 0x1008ff13, 0xfe20],
    }
    for (const [name, symbols] of Object.entries(classes))
      for (const symbol of symbols)
        expect([symbol.toString(16), keyClass(symbol)]).toEqual([symbol.toString(16), name])
  })
})

describe('when an event happened', () => {
  it('is when it was received, as long as the server’s stamp agrees', () => {
    const { of, resolution } = serverTimes(1_000_000)
    for (let i = 0; i < 100; i++) expect(of(i * 10 + 0.4, 1_000_000 + i * 10)).toBe(i * 10 + 0.4)
    expect(resolution()).toBe(0.1)
  })

  it('is held to the stamp where the machine was too busy to listen, and says that it is coarser', () => {
    const { of, resolution } = serverTimes(1_000_000)
    of(0.3, 1_000_000)
    // Ten events of ten milliseconds, received at once.
    const times = Array.from({ length: 40 }, (_, i) => of(500, 1_000_100 + 10 * i))
    expect(times.every((t, i) => Math.abs(t - (100 + 10 * i)) <= 2)).toBe(true)
    expect(resolution()).toBe(1)
  })

  it('follows the stamp over its 32 bits, and does not believe another clock’s', () => {
    const { of } = serverTimes(2 ** 32 - 5)
    expect(of(0.2, 2 ** 32 - 5)).toBe(0.2)
    expect(of(10.5, 5)).toBe(10.5)
    const other = serverTimes(1_000_000)
    expect([other.of(7.5, 123), other.of(9.5, 125)]).toEqual([7.5, 9.5])
  })
})

describe('a paint after a click', () => {
  const play = (strokes: [at: number, area: number][]) => {
    const see = paintAfter(0)
    for (const [at, area] of strokes) {
      const painted = see(at, area, 1000)
      if (painted !== undefined) return painted
    }
    return undefined
  }
  it('is the first large stroke after quiet, from where it began', () => {
    expect(
      play([
        [20, 1000],
        [40, 1000],
        [400, 30],
        [420, 200],
      ]),
    ).toBe(400)
    expect(play([[300, 1000]])).toBe(300)
  })
  it('is no button, caret, spinner or film', () => {
    expect(
      play([
        [20, 1000],
        [140, 1000],
        [260, 1000],
      ]),
    ).toBeUndefined()
    expect(
      play([
        [500, 20],
        [1000, 20],
        [1500, 20],
      ]),
    ).toBeUndefined()
    expect(play(Array.from({ length: 60 }, (_, i) => [16 * i, 900] as [number, number]))).toBeUndefined()
    expect(
      play([
        [300, 20],
        [400, 900],
      ]),
    ).toBeUndefined()
  })
})
