import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Line, lines, wholeText } from './lines.ts'

async function* pieces(bytes: Buffer, sizes: readonly number[]) {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const source = (bytes: AsyncIterable<Buffer>, maxLine: number) => ({
  name: 'x',
  bytes,
  damage: () => undefined,
  maxLine,
  modifiedAt: 0,
  skip() {},
})

async function read(bytes: Buffer, sizes: readonly number[], maxLine = 1000): Promise<Line[]> {
  const out: Line[] = []
  for await (const block of lines(source(pieces(bytes, sizes), maxLine))) out.push(...block)
  return out
}

const texts = fc.array(
  fc.constantFrom('', 'a', 'bb\r', '\0', 'naïve', '€'.repeat(9), 'x'.repeat(30), '\x80'),
  {
    maxLength: 12,
  },
)

it('cuts the same lines however the bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (parts, sizes) => {
        const bytes = Buffer.concat(parts.map((p) => Buffer.from(`${p}\n`, p === '\x80' ? 'latin1' : 'utf8')))
        expect(await read(bytes, sizes)).toEqual(await read(bytes, [1_000_000]))
      },
    ),
  )
})

it('gives what was written, numbered, without blank lines', async () => {
  expect(await read(Buffer.from('a\r\n\nb\nc'), [2])).toEqual([
    { row: 1, text: 'a' },
    { row: 3, text: 'b' },
    { row: 4, text: 'c' },
  ])
})

it('finds a line too long wherever it ends, and goes on after it', async () => {
  for (const size of [1, 7, 64, 1000]) {
    const found = await read(Buffer.from(`a\n${'x'.repeat(200)}\nb\n${'y'.repeat(200)}`), [size], 100)
    expect(found.map((l) => l.problem?.reason ?? l.text)).toEqual([
      'a',
      'is a line of 200 bytes; at most 100 bytes are read',
      'b',
      'is a line of 200 bytes; at most 100 bytes are read',
    ])
    expect(found.map((l) => l.row)).toEqual([1, 2, 3, 4])
  }
})

it('refuses a document past its limit before it has been read whole', async () => {
  let taken = 0
  async function* endless() {
    for (;;) {
      taken++
      yield Buffer.alloc(100, 0x20)
    }
  }
  const out = await wholeText(source(endless(), 100), 1000)
  expect(out).toMatchObject({ row: 0, problem: { reason: expect.stringMatching(/longer than 1000 bytes/) } })
  expect(taken).toBe(11)
})
