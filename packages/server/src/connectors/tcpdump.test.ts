import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rowsIn, rowsOf } from './rows-of.ts'

const fixture = readFileSync(
  fileURLToPath(new URL('../../../../fixtures/connectors/tcpdump/LT-0009.txt', import.meta.url)),
  'utf8',
)
type Row = {
  at: number
  about: string[]
  data: { sent: number[]; ack: number[]; echo: number[]; minimum?: number }
}
const first = async (name: string, text: string) =>
  (await rowsOf(name, text)).values[0] as unknown as Row | undefined

/** The fixture with its times written as tcpdump writes them without -tt. */
const timed = (write: (seconds: number) => string) =>
  fixture.replace(/^\d+\.\d{6}/gm, (t) => write(Number(t)))
const clock = (t: number) => new Date(t * 1000).toISOString().slice(11, 19) + t.toFixed(6).slice(-7)

describe('tcpdump', () => {
  it('reads one session: every isolated key, and the device from the file’s name', async () => {
    const row = await first('LT-0009.txt', fixture)
    expect(row?.about).toEqual(['device:LT-0009'])
    expect(row?.data.sent).toHaveLength(14)
    for (const [i, echo] of row!.data.echo.entries()) {
      expect(echo - row!.data.ack[i]!).toBeGreaterThan(107)
      expect(row!.data.ack[i]! - row!.data.sent[i]!).toBeLessThan(45)
    }
    expect(row?.data.minimum).toBeCloseTo(40, 0)
  })

  it('never passes on what the packets said', async () => {
    const read = await rowsOf('LT-0009.txt', fixture)
    expect(JSON.stringify(read)).not.toContain('OpenSSH_9.2')
  })

  it('reads dates beside the times, the time of day with the date in the name, and a session over midnight', async () => {
    const whole = await first('LT-0009.txt', fixture)
    const dated = await first(
      'LT-0009.txt',
      timed((t) => `${new Date(t * 1000).toISOString().slice(0, 10)} ${clock(t)}`),
    )
    expect(dated?.at).toBe(whole?.at)
    const day = await first('LT-0009_2026-01-01.txt', timed(clock))
    expect(day?.at).toBe(whole?.at)
    const late = await first(
      'LT-0009.txt',
      `# 2026-01-01\n${timed((t) => clock(t + 86_400 - 8)).replace(/^#.*\n/, '')}`,
    )
    expect(late?.data.sent).toHaveLength(14)
    expect(late!.data.sent.at(-1)! - late!.data.sent[0]!).toBeCloseTo(
      whole!.data.sent.at(-1)! - whole!.data.sent[0]!,
      1,
    )
  })

  it('reads what -i any puts before the addresses, IPv6, and a capture that begins in the middle', async () => {
    const any = fixture.replaceAll(' IP ', ' eth0  Out IP ')
    expect((await first('LT-0009.txt', any))?.data.sent).toHaveLength(14)
    const six = fixture
      .replaceAll(' IP ', ' IP6 ')
      .replaceAll('198.51.100.7.', '2001:db8::7.')
      .replaceAll('203.0.113.5.', '2001:db8::5.')
    expect((await first('LT-0009.txt', six))?.data.sent).toHaveLength(14)
    // From the second key on, the first packet with its numbers in full.
    const lines = fixture
      .split('\n')
      .filter((l) => /Flags \[P?\.\]/.test(l))
      .slice(9)
    const middle = [
      lines[0]!.replace(/seq \d+:\d+, ack \d+/, 'seq 2071349400:2071349436, ack 3914204500'),
      ...lines.slice(1),
    ]
    expect((await first('LT-0009.txt', middle.join('\n')))?.data.sent.length).toBeGreaterThanOrEqual(12)
  })

  it('a broken line costs only itself', async () => {
    const lines = fixture.split('\n')
    lines.splice(
      10,
      0,
      '1767225602.1 IP 198.51.',
      'garbage \u0007 here',
      '1767225602.2 ARP, Request who-has 192.0.2.1',
    )
    const read = await rowsOf('LT-0009.txt', lines.join('\n'))
    expect((read.values[0] as unknown as Row).data.sent).toHaveLength(14)
    expect(read.reasons).toEqual(['12 : is no line of tcpdump -n', '13 : is no line of tcpdump -n'])
  })

  it.each([
    ['names in place of ports', (t: string) => t.replaceAll('.22', '.ssh')],
    [
      'what -v prints',
      (t: string) =>
        t.replace(
          / IP /g,
          ' IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 88)\n    ',
        ),
    ],
    ['a page that quotes tcpdump', (t: string) => `# How to\n\nRun tcpdump:\n\n> ${t}`],
  ])('leaves %s alone', async (_, change) => {
    expect((await rowsOf('x.txt', change(fixture))).unrecognised).toBe(true)
  })

  it('says so when there is no SSH in it, and that a session hides its rhythm', async () => {
    const web = await rowsOf('LT-1.txt', fixture.replaceAll('203.0.113.5.22', '203.0.113.5.443'))
    expect(web.reasons).toEqual(['0 : holds no packets of TCP port 22'])
    const crowded = Array.from(
      { length: 120 },
      (_, i) =>
        `${(1767225600 + i * 0.02).toFixed(6)} IP 198.51.100.7.5000 > 203.0.113.5.22: Flags [P.], seq ${i * 36}:${i * 36 + 36}, ack 1, win 5, length 36`,
    ).join('\n')
    const read = await rowsOf('LT-1.txt', crowded)
    expect(read.values).toEqual([])
    expect(Object.keys(read.skipped)[0]).toContain('no key stands alone')
  })

  const captures = `${process.env.TELLTALE_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname}/ssh-chains`
  it.skipIf(!existsSync(captures))('reads a real capture', async () => {
    const read = await rowsIn(`${captures}/3-connection-dataset1.txt.gz`, '3-connection-dataset1.txt.gz')
    expect(read.connector).toBe('tcpdump')
    expect(read.reasons).toEqual([])
    expect((read.values[0] as unknown as Row).data.sent.length).toBeGreaterThan(15)
  })
})
