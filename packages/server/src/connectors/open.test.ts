import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open } from './open.ts'
import { rowsOf } from './rows-of.ts'

const observation = (i: number) =>
  `{"kind":"activity","at":${1_772_449_200_000 + i},"about":["person:W-${i}"],"data":{"system":"example","action":"a${i}"}}`
const many = (n: number) => Array.from({ length: n }, (_, i) => `${observation(i)}\n`).join('')
/** Hard to compress, so that a file of it is long. */
const shuffled = Array.from({ length: 20_000 }, (_, i) => `${observation((i * 7919) % 1_000_003)}\n`).join('')
const ats = (values: Record<string, unknown>[]) => values.map((v) => v.at)

describe('gzip', () => {
  it('is told by its bytes, whatever the name', async () => {
    for (const name of ['rows.ndjson.gz', 'rows.ndjson', 'rows']) {
      const read = await rowsOf(name, gzipSync(many(3)))
      expect(read.connector).toBe('canonical-ndjson')
      expect(read.values).toHaveLength(3)
    }
    expect((await rowsOf('plain.ndjson.gz', many(3))).values).toHaveLength(3)
  })

  it('reads files that were gzipped in parts and joined', async () => {
    const joined = Buffer.concat([gzipSync(many(2)), gzipSync(many(3))])
    expect((await rowsOf('a.ndjson.gz', joined)).values).toHaveLength(5)
  })

  it('cut off: every row that could be read, then one problem', async () => {
    const whole = gzipSync(shuffled)
    const read = await rowsOf('a.ndjson.gz', whole.subarray(0, Math.floor(whole.length / 2)))
    expect(read.values.length).toBeGreaterThan(5000)
    expect(ats(read.values)).toEqual(
      shuffled
        .split('\n')
        .slice(0, read.values.length)
        .map((line) => JSON.parse(line).at),
    )
    expect(read.reasons).toEqual([
      '0 : is cut off in the middle of its gzip data; what came before was used: copy or export the file again',
    ])
  })

  it('cut off anywhere: rows of the beginning and at most one problem, never another row', async () => {
    const whole = gzipSync(many(40))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
        const read = await rowsOf('a.ndjson.gz', whole.subarray(0, length))
        expect(read.bad.length + (read.problem ? 1 : 0)).toBe(1)
        expect(ats(read.values)).toEqual(read.values.map((_, i) => 1_772_449_200_000 + i))
      }),
      { numRuns: 40 },
    )
  })

  it('damaged in the middle: rows from before it, then one problem that says so', async () => {
    const whole = gzipSync(shuffled)
    const middle = Math.floor(whole.length / 2)
    whole.fill(0xff, middle, middle + 20)
    const read = await rowsOf('a.ndjson.gz', whole)
    expect(read.values.length).toBeGreaterThan(3000)
    expect(read.reasons.filter((r) => /damaged gzip data/.test(r))).toHaveLength(1)
  })

  it('a truncated document is not used at all, and says so', async () => {
    const whole = gzipSync(`[${many(300).trim().replaceAll('\n', ',')}]`)
    const read = await rowsOf('a.json.gz', whole.subarray(0, whole.length - 30))
    expect(read.values).toEqual([])
    expect(read.reasons).toEqual([expect.stringMatching(/cut off.*nothing of it could be used/)])
  })
})

describe('encodings', () => {
  it('accepts a UTF-8 byte order mark', async () => {
    const read = await rowsOf('a.ndjson', `\uFEFF${many(2)}`)
    expect(read.reasons).toEqual([])
    expect(read.values).toHaveLength(2)
  })

  it.each(['utf16le', 'utf16be'])('%s is one clear problem, with or without a mark', async (encoding) => {
    for (const mark of ['\uFEFF', '']) {
      const bytes = Buffer.from(mark + many(2), 'utf16le')
      if (encoding === 'utf16be') bytes.swap16()
      const read = await rowsOf('a.ndjson', bytes)
      expect(read).toMatchObject({ problem: 'is UTF-16 text: export or save the file as UTF-8', rows: [] })
      expect(read.unrecognised).toBeUndefined()
    }
  })

  it('Latin-1 is one problem for all the lines that hold it; the others are read', async () => {
    const line = observation(1).replace('example', 'Café')
    const text = [observation(0), line, observation(2), line, observation(4)].join('\n')
    const read = await rowsOf('a.ndjson', Buffer.from(text, 'latin1'))
    expect(ats(read.values)).toEqual([0, 2, 4].map((i) => 1_772_449_200_000 + i))
    expect(read.reasons).toEqual([
      '2 : is not UTF-8, nor is another line; the rest was used: export the file as UTF-8',
    ])
  })
})

describe('bad rows', () => {
  it('NUL bytes cost their own row', async () => {
    const read = await rowsOf('a.ndjson', `${observation(0)}\n\0\0\0\n${observation(2)}\n`)
    expect(ats(read.values)).toHaveLength(2)
    expect(read.reasons).toEqual(['2 : holds NUL bytes: the file was damaged or is not text'])
  })

  it('a 10 MB line costs its own row and is not held', async () => {
    const long = `{"kind":"text","at":1772449200000,"about":["person:W-1"],"data":{"sample":"${'x'.repeat(10_000_000)}"}}`
    const read = await rowsOf('a.ndjson', `${observation(0)}\n${long}\n${observation(2)}\n`)
    expect(ats(read.values)).toHaveLength(2)
    expect(read.reasons).toEqual(['2 : is a line of 10.0 MB; at most 8.4 MB are read'])
    expect(read.bad[0]?.text?.length).toBeLessThan(1000)
  })

  it('a line that is not JSON says what is wrong, and where in the file', async () => {
    const read = await rowsOf('a.ndjson', `${observation(0)}\n{"kind":\n\nnonsense\n${observation(4)}`)
    expect(read.values).toHaveLength(2)
    expect(read.reasons).toEqual([
      '2 : is not JSON: Unexpected end of JSON input',
      "4 : is not JSON: Unexpected token 'o'",
    ])
  })
})

describe('files', () => {
  it.each([
    ['empty', ''],
    ['blank', ' \n\n\r\n'],
    ['only a byte order mark', '\uFEFF'],
    ['gzip of nothing', gzipSync('')],
  ])('%s: no rows and nothing wrong', async (_, content) => {
    expect(await rowsOf('a.csv', content)).toMatchObject({ connector: 'empty', rows: [], bad: [] })
  })

  it.each([
    ['notes.txt', 'Remember to buy milk.\n'],
    ['photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['servers.csv', 'server,city,lat,lon\nx,Exampleton,1,2\n'],
  ])('%s is left alone', async (name, content) => {
    expect(await rowsOf(name, content)).toMatchObject({ unrecognised: true, bad: [] })
  })

  it('says what keeps it from reading, without throwing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-open-'))
    try {
      mkdirSync(join(folder, 'x.ndjson'))
      expect(await open(join(folder, 'x.ndjson'), 'x.ndjson')).toMatchObject({ unrecognised: true })
      expect(await open(join(folder, 'gone'), 'gone')).toEqual({
        problem: expect.stringMatching(/it is not there/),
      })
      if (process.getuid?.() !== 0) {
        writeFileSync(join(folder, 'locked'), many(1))
        chmodSync(join(folder, 'locked'), 0)
        expect(await open(join(folder, 'locked'), 'locked')).toEqual({
          problem: expect.stringMatching(/may not read/),
        })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('reports its progress in bytes on disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-open-'))
    try {
      const bytes = gzipSync(many(2000))
      writeFileSync(join(folder, 'a'), bytes)
      const seen: number[] = []
      const opened = await open(join(folder, 'a'), 'a', (n) => seen.push(n))
      if ('problem' in opened) throw new Error(opened.problem)
      for await (const row of opened.rows) expect(row.row).toBeGreaterThan(0)
      expect(seen.at(-1)).toBe(bytes.length)
      expect(seen).toEqual([...seen].sort((a, b) => a - b))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('whatever the bytes', () => {
  const starts = [
    '',
    '{"kind":"activity","at":1,"about":[]}\n',
    '[{"kind":"activity","at":1}',
    'kind,at,about,data.ip\n',
    'First Name,Last Name,Email,Applied on,Job\n',
    '[{"first_name":"Example","last_name":"One","applications":[',
    '{"name":"usb_devices","action":"added","columns":{}}\n',
    'Bus 001 Device 001: ID 1d6b:0002 x\nDevice Descriptor:\n',
  ].map((s) => Buffer.from(s))

  it('never throws, and numbers bad rows from the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string({ unit: 'grapheme', maxLength: 200 }).map((s) => Buffer.from(s)),
        ),
        fc.boolean(),
        async (start, rest, zipped) => {
          const bytes = Buffer.concat([start, rest])
          const read = await rowsOf('x', zipped ? gzipSync(bytes) : bytes, { maxLine: 150 })
          for (const { row, problem } of read.bad) {
            expect(row).toBeGreaterThanOrEqual(0)
            expect(problem.reason).not.toBe('')
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
