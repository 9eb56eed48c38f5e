import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { accept, digest } from '@telltale/core'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { hex, ip4, links, pcap, pcapng, start, typed } from './invented.ts'
import { type ShellRow, sessions } from './sessions.ts'

const folder = mkdtempSync(join(tmpdir(), 'telltale-pcap-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const everything = [{ device: 'LT-1', addresses: [] }]
let files = 0

async function read(bytes: Buffer, watched: readonly { device: string; addresses: string[] }[] = everything) {
  const path = join(folder, `${files++}.pcap`)
  writeFileSync(path, bytes)
  const rows: ShellRow[] = []
  const summary = await sessions(path, watched, [22], (row) => rows.push(row))
  return { rows, summary }
}

const plain = links[0]![2]
const whole = () => pcap(typed(), 1, plain)

describe('captures of SSH', () => {
  describe.each(links)('%s', (_, link, frame) => {
    it.each<[string, Buffer]>([
      ['pcap', pcap(typed(), link, frame)],
      [
        'pcap of the other byte order, in nanoseconds',
        pcap(typed(), link, frame, { little: false, nano: true }),
      ],
      ['pcapng', pcapng(typed(), link, frame)],
      [
        'pcapng of the other byte order, in nanoseconds',
        pcapng(typed(), link, frame, { little: false, nano: true }),
      ],
    ])('%s', async (_, bytes) => {
      const { rows, summary } = await read(bytes)
      expect(summary.problem).toBeUndefined()
      expect(rows).toHaveLength(1)
      const { data } = rows[0]!
      expect(data.sent).toHaveLength(12)
      for (const [i, sent] of data.sent.entries()) {
        expect(sent).toBeCloseTo(start + 2000 + i * 900.125, 2)
        expect(data.ack[i]! - sent).toBeCloseTo(40, 2)
        expect(data.echo[i]! - sent).toBeCloseTo(149, 2)
      }
      expect(data.minimum).toBeCloseTo(40, 2)
      expect([data.client, data.server]).toEqual(
        data.client.includes(':') ? ['2001:db8::7', '2001:db8::5'] : ['198.51.100.7', '203.0.113.5'],
      )
    })
  })

  it('gives rows that the one door accepts, the same twice, and nothing of what the packets hold', async () => {
    const { rows } = await read(whole())
    const accepted = accept(rows[0], { source: 'pcap', id: 'x', receivedAt: start + 1e6 }, (t, v) =>
      digest(t + v),
    )
    expect(accepted.observation?.kind).toBe('ssh')
    expect((await read(whole())).rows).toEqual(rows)
    expect(JSON.stringify(rows)).not.toContain('these bytes')
  })

  it('knows which end the device is by its address, and leaves strangers out', async () => {
    const watched = [
      { device: 'LT-1', addresses: ['198.51.100.7'] },
      { device: 'LT-2', addresses: ['203.0.113.5', '203.0.113.6'] },
    ]
    const { rows } = await read(whole(), watched)
    expect(rows.map((r) => [r.about[0], r.data.role])).toEqual([
      ['device:LT-1', 'client'],
      ['device:LT-2', 'server'],
    ])
    const others = await read(whole(), [{ device: 'LT-3', addresses: ['192.0.2.1'] }])
    expect(others.rows).toEqual([])
    expect(others.summary.strangers).toBe(1)
  })

  it('needs no more of a packet than its headers', async () => {
    expect((await read(pcap(typed(), 1, plain, { snap: 96 }))).rows[0]?.data.sent).toHaveLength(12)
    expect((await read(pcap(typed(), 1, plain, { snap: 60 }))).rows[0]?.data.sent).toHaveLength(12)
    expect((await read(pcap(typed(), 1, plain, { snap: 30 }))).rows).toEqual([])
  })

  it('takes the length from the wire where a card segments by itself, and no pieces of packets', async () => {
    const offloaded = pcap(typed(), 101, (p) => ip4(p, { total: 0 }))
    expect((await read(offloaded)).rows[0]?.data.sent).toHaveLength(12)
    const pieces = pcap(typed(), 101, (p) => ip4(p, { fragment: 0x2000 }))
    expect((await read(pieces)).rows).toEqual([])
  })

  it('a file that is cut off gives what came before, and says where', async () => {
    for (const bytes of [whole(), pcapng(typed(), 1, plain)]) {
      const { rows, summary } = await read(bytes.subarray(0, bytes.length - 700))
      expect(rows[0]?.data.sent.length).toBeGreaterThan(8)
      expect(summary.problem).toMatch(/^is cut off within (packet|block) \d+; what came before was used$/)
    }
  })

  it('reads gzip, and a cut-off gzip as far as it goes', async () => {
    const zipped = gzipSync(pcap(typed(3000), 1, plain))
    expect((await read(zipped)).rows.reduce((n, r) => n + r.data.sent.length, 0)).toBe(3000)
    const half = await read(zipped.subarray(0, zipped.length >> 1))
    expect(half.summary.problem).toMatch(/compression/)
    expect(half.rows.length).toBeGreaterThan(0)
  })

  it('a session that goes on for long is told in parts, each once', async () => {
    const { rows } = await read(pcap(typed(1700), 1, plain))
    expect(rows.length).toBeGreaterThan(2)
    const sent = rows.flatMap((r) => r.data.sent)
    expect(new Set(sent).size).toBe(1700)
    expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length)
  })

  it.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /is empty/],
    ['text', Buffer.from('1767225602.1 IP 198.51.100.7.50814 > …'), /is text, not a capture/],
    ['a picture', hex('89504e47 0d0a1a0a 00000000'), /is no pcap or pcapng file: it begins with 89504e47/],
    ['a header that is cut off', whole().subarray(0, 20), /ends within its own header/],
    [
      'a packet of four gigabytes',
      Buffer.concat([whole().subarray(0, 24), hex('00000000 00000000 ffffffff ffffffff')]),
      /damaged there/,
    ],
    ['a section without a byte order', hex('0a0d0d0a 1c000000 00000000 00000000'), /without a byte order/],
    [
      'a block of nine bytes',
      Buffer.concat([pcapng([], 1, plain), hex('06000000 09000000 00')]),
      /states a block of 9 bytes/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, bytes, problem) => {
    const { rows, summary } = await read(bytes)
    expect(rows).toEqual([])
    expect(summary.problem).toMatch(problem)
  })

  it('says which link layer it does not read', async () => {
    expect([...(await read(pcap(typed(), 105, plain))).summary.links]).toEqual([105])
  })

  it('never fails on damaged bytes, and never makes an acknowledgement before its key', async () => {
    const forms = [whole(), pcapng(typed(), 1, plain)]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...forms),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 }),
        async (form, changes) => {
          const bytes = Buffer.from(form)
          for (const [at, value] of changes) bytes[at % bytes.length] = value
          const { rows } = await read(bytes)
          for (const { data } of rows)
            for (const [i, sent] of data.sent.entries()) {
              expect(data.ack[i]).toBeGreaterThanOrEqual(sent)
              expect(data.echo[i]).toBeGreaterThanOrEqual(data.ack[i]!)
            }
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('telltale-sensor pcap', () => {
  const bin = fileURLToPath(new URL('../../bin/telltale-sensor.mjs', import.meta.url))
  const run = (args: string[], input?: Buffer) =>
    spawnSync(process.execPath, [bin, 'pcap', ...args], { input, encoding: 'utf8' })

  it('reads a pipe and prints observations, one a line', () => {
    const done = run(['-', '--device', 'LT-1=203.0.113.5'], whole())
    expect(done.status).toBe(0)
    const rows = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ShellRow)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'ssh', about: ['device:LT-1'], data: { role: 'server' } })
    expect(done.stderr).toBe('standard input: 52 packets, 1 session with 12 isolated keystrokes.\n')
  })

  it('a bad file costs no other, and is told', () => {
    const good = join(folder, 'good.pcap')
    writeFileSync(good, whole())
    const done = run([join(folder, 'none.pcap'), good, '--device', 'LT-1'])
    expect(done.status).toBe(1)
    expect(done.stderr).toContain('none.pcap: does not exist.')
    expect(done.stdout.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    [['-'], /Name the device/],
    [['--device', 'LT-1'], /Name a capture/],
    [['-', '--device', 'LT-1=10.8.0'], /"10\.8\.0" is no IP address/],
    [['-', '--device', 'LT-1', '--device', 'LT-2'], /each needs its addresses/],
    [['-', '--device', 'LT-1', '--port', '0'], /no list of ports/],
    [['-', '--content'], /Unknown option/],
  ])('called wrongly: %j', (args, says) => {
    const done = run(args, whole())
    expect(done.status).toBe(2)
    expect(done.stderr).toMatch(says)
  })
})
