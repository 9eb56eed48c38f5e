import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unpack } from './unpack.ts'

/** A zip archive of these entries, as APPNOTE.TXT has it. */
function zip(entries: [name: string, content: string, method: 0 | 8 | 12][]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content, method] of entries) {
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(method, 8)
    header.writeUInt32LE(data.length, 18)
    header.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(data.length, 20)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    files.push(header, Buffer.from(name), data)
    directory.push(central, Buffer.from(name))
    at += 30 + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, ...directory, end])
}

const limit = 10_000

describe('a file is unpacked by what it holds, not by its name', () => {
  it.each([
    ['as it is', Buffer.from('a,b\n')],
    ['gzip', gzipSync('a,b\n')],
    ['zip', zip([['hd2023.csv', 'a,b\n', 8]])],
    ['zip without compression', zip([['hd2023.csv', 'a,b\n', 0]])],
    [
      'zip with other files before it',
      zip([
        ['readme.txt', 'no', 8],
        ['data/HD.CSV', 'a,b\n', 8],
      ]),
    ],
  ])('%s', (_, bytes) => {
    expect(unpack('file', bytes, limit).toString()).toBe('a,b\n')
  })

  it.each([
    ['a file of one byte', Buffer.from('a')],
    ['an empty file', Buffer.alloc(0)],
  ])('%s stays what it is', (_, bytes) => {
    expect(unpack('file', bytes, limit)).toEqual(bytes)
  })
})

describe('is refused', () => {
  const big = '0'.repeat(limit + 1)

  it.each([
    ['a gzip bomb', gzipSync(big), /inflates to more than 0\.01 MB/],
    ['a zip bomb', zip([['a.csv', big, 8]]), /inflates to more than/],
    ['gzip that is cut off', gzipSync('a,b\n'.repeat(100)).subarray(0, -9), /damaged or cut off/],
    ['zip that is cut off', zip([['a.csv', 'a,b\n', 8]]).subarray(0, 40), /damaged zip archive/],
    ['zip whose data are damaged', zip([['a.csv', 'a,b\n', 8]]).fill(0xff, 35, 38), /damaged or cut off/],
    ['zip without a table', zip([['readme.txt', 'no', 8]]), /without a \.csv or \.json/],
    ['zip in another compression', zip([['a.csv', 'x', 12]]), /packed in a way/],
  ])('%s', (_, bytes, says) => {
    expect(() => unpack('file', bytes, limit)).toThrow(says)
  })
})
