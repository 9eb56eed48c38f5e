import { createHmac } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secretFile } from '../secrets.ts'
import { blindIndex, openBlindIndex } from './blind-index.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'telltale-key-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('blindIndex', () => {
  it('is the first 80 bits of HMAC-SHA-256 in lower-case base 32', () => {
    const digits = 'abcdefghijklmnopqrstuvwxyz234567'
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, value) => {
        const mac = createHmac('sha256', key).update(`phone\0${value}`).digest('hex')
        const bits = [...mac.slice(0, 20)]
          .map((c) => Number.parseInt(c, 16).toString(2).padStart(4, '0'))
          .join('')
        const expected = bits.match(/.{5}/g)!.map((five) => digits[Number.parseInt(five, 2)])
        expect(blindIndex(key)('phone', value)).toBe(expected.join(''))
      }),
    )
  })

  it('differs by key, type and value, and by nothing else', () => {
    const index = blindIndex('one')
    const refs = [
      index('phone', '1'),
      index('email', '1'),
      index('phone', '2'),
      blindIndex('two')('phone', '1'),
    ]
    expect(new Set(refs).size).toBe(4)
    expect(blindIndex('one')('phone', '1')).toBe(refs[0])
  })
})

describe('the key', () => {
  it('is made once, for its owner only, and kept', () => {
    const { index, remark } = openBlindIndex(join(home, 'new', 'folder'))
    expect(remark).toBeUndefined()
    const path = join(home, 'new', 'folder', 'key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')).toHaveLength(32)
    expect(openBlindIndex(join(home, 'new', 'folder')).index('phone', '1')).toBe(index('phone', '1'))
  })

  it('is refused when others can read it, with the command that mends it', () => {
    secretFile(home, 'key')
    chmodSync(join(home, 'key'), 0o644)
    expect(() => secretFile(home, 'key')).toThrow(`run "chmod 600 ${join(home, 'key')}"`)
  })

  it('is refused when it is damaged, and left as it is', () => {
    writeFileSync(join(home, 'key'), 'abc\n', { mode: 0o600 })
    expect(() => secretFile(home, 'key')).toThrow(/is damaged \(3 characters\): restore it/)
    expect(readFileSync(join(home, 'key'), 'utf8')).toBe('abc\n')
  })

  it('gives way to one for this run where the folder can’t be used, and says so', () => {
    writeFileSync(join(home, 'file'), '')
    const opened = openBlindIndex(join(home, 'file'))
    expect(opened.remark).toContain('hold for this run only')
    expect(opened.index('phone', '1')).toMatch(/^[a-z2-7]{16}$/)
    expect(openBlindIndex(join(home, 'file')).index('phone', '1')).not.toBe(opened.index('phone', '1'))
  })
})
