import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'

/** `telltale scan` as its user runs it: a process, a folder, an exit status, a screen. */

const root = mkdtempSync(join(tmpdir(), 'telltale-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const cli = new URL('../cli.ts', import.meta.url).pathname
let made = 0

function folder(files: Record<string, string | Buffer>): string {
  const path = join(root, `f${made++}`)
  mkdirSync(path)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
  return path
}

function telltale(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, TELLTALE_HOME: join(root, 'home'), NO_COLOR: '1' }
    execFile(process.execPath, [cli, ...args], { env, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

const at = 1_767_600_000_000
const times = (n: number, ms: number) => Array.from({ length: n }, () => ms)
const relayed = (i: number, gap: number) =>
  JSON.stringify({
    id: `r${i}`,
    kind: 'rtt',
    at: at + i,
    about: [`device:LT-${i}`, `person:W-${i}`],
    data: { ip: '198.51.100.4', transport: times(10, 20), application: times(10, 20 + gap) },
  })

function parsed(out: string) {
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { lines, evidence: lines.filter((l) => l.type === 'evidence'), summary: lines.at(-1) }
}

describe('telltale scan', () => {
  it('prints evidence and a summary as NDJSON, and ends with 0', async () => {
    const path = folder({ 'rtt.ndjson': `${relayed(1, 190)}\n${relayed(2, 0.4)}\n` })
    const { status, out } = await telltale('scan', path, '--json')
    expect(status).toBe(0)
    const { evidence, summary } = parsed(out)
    expect(evidence).toHaveLength(1)
    expect(evidence[0]).toMatchObject({
      detector: 'network/layer-gap',
      subject: 'device:LT-1',
      subjects: ['device:LT-1', 'person:W-1'],
      weight: 2,
    })
    expect(Object.keys(evidence[0])).toEqual([
      'type',
      'id',
      'detector',
      'version',
      'subject',
      'subjects',
      'weight',
      'weights',
      'says',
      'from',
      'to',
    ])
    expect(summary).toMatchObject({
      type: 'summary',
      observations: 2,
      quarantined: 0,
      evidence: 1,
      cases: 0,
      farms: 0,
    })
  })

  it('shows a farm with its door and how sure it is, on the screen, as a page and as NDJSON', async () => {
    const homes = [
      [33.45, -112.07],
      [39.96, -83],
      [27.95, -82.46],
    ]
    const rows = homes.flatMap(([lat, lon], i) => [
      { id: `p${i}`, kind: 'person', at, about: [`person:W-${i}`], data: { place: { lat, lon } } },
      ...Array.from({ length: 50 }, (_, day) => ({
        ...{ id: `i${i}-${day}`, kind: 'inventory', at: at + day * 86_400_000 },
        ...{ about: [`device:LT-${i}`, `person:W-${i}`], data: { gateway: { mac: '3c:84:6a:10:22:7f' } } },
      })),
    ])
    const path = folder({ 'rows.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') })
    const farm = parsed((await telltale('scan', path, '--json')).out).lines.find((l) => l.type === 'farm')
    expect(farm).toMatchObject({ subjects: ['person:W-0', 'person:W-1', 'person:W-2'], cases: [] })
    expect(farm.probability).toBeGreaterThan(0.5)
    const page = join(root, 'farm.html')
    const screen = (await telltale('scan', path, '--html', page)).out
    for (const text of [screen, readFileSync(page, 'utf8')]) {
      expect(text).toContain(`Farm ${farm.id}`)
      expect(text).toMatch(/3 identities tied by what they\s+share, none with a case of its own/)
      expect(text).toContain('Door, 3 identities: network 3c:84:6a:••:••:7f')
    }
  })

  it('gives the same evidence whatever the files, their order and their compression, and from replays', async () => {
    const rows = [relayed(1, 190), relayed(2, 0.4), relayed(3, 60)]
    const one = await telltale('scan', folder({ 'a.ndjson': `${rows.join('\n')}\n` }), '--json')
    const split = folder({
      'z.ndjson.gz': gzipSync(`${rows[1]}\n${rows[0]}\n`),
      'a.json': `[${rows[2]}]`,
      'again.ndjson': `${rows[0]}\n`,
    })
    const other = await telltale('scan', split, '--json', '--memory', '8')
    expect(parsed(other.out).evidence).toEqual(parsed(one.out).evidence)
    expect(parsed(other.out).summary.observations).toBe(3)
    expect(other.status).toBe(0)
  })

  it('keeps bad rows apart, uses the rest, says where, and ends with 3', async () => {
    const path = folder({
      'rtt.ndjson': [
        relayed(1, 190),
        '{"kind":"rtt"',
        '{"id":"x","kind":"moonphase","at":1767600000000,"about":["device:A"],"data":{}}',
        `{"id":"y","kind":"rtt","at":${Date.UTC(20260, 0)},"about":["device:A"],"data":{}}`,
        `{"id":"w","kind":"rtt","at":${Date.now() + 7 * 86_400_000},"about":["device:A"],"data":{}}`,
        relayed(1, 20),
        '{"id":"v","kind":"rtt","at":1767600000000,"data":{}}',
        relayed(3, 190),
        '',
      ].join('\n'),
      'cut.ndjson.gz': gzipSync(`${relayed(7, 190)}\n`.repeat(1)).subarray(0, 90),
      'note.bin': Buffer.from([1, 2, 3, 0, 255]),
    })
    const { status, out } = await telltale('scan', path)
    expect(status).toBe(3)
    expect(out).toMatch(/rtt\.ndjson row 2/)
    expect(out).toMatch(/rtt\.ndjson row 3 kind: "moonphase" is not a known kind/)
    expect(out).toMatch(/rtt\.ndjson row 4 at: .*2000 and 2100/)
    expect(out).toMatch(/rtt\.ndjson row 5 at: .*more than a day after/)
    expect(out).toMatch(
      /rtt\.ndjson row 6 id: "r1" was already used for another content; the first one stands/,
    )
    expect(out).toMatch(/rtt\.ndjson row 7 about: names no subject/)
    expect(out).toMatch(/cut\.ndjson/)
    expect(out).toMatch(/note\.bin/)
    expect(out.match(/a relay answers for it/g)).toHaveLength(2)
  })

  it('uses an inventory whose display has a broken EDID, and sets the EDID apart', async () => {
    const row = {
      id: 'i',
      kind: 'inventory',
      at,
      about: ['device:D'],
      data: { displays: [{ edid: '00ffffffffffff00aa' }], usb: [{ vid: '046d', pid: 'c52b' }] },
    }
    const { status, out } = await telltale(
      'scan',
      folder({ 'i.ndjson': `${JSON.stringify(row)}\n` }),
      '--json',
    )
    expect(status).toBe(3)
    expect(parsed(out).summary).toMatchObject({ observations: 1, quarantined: 1 })
  })

  it('is called wrongly: status 2 and one sentence', async () => {
    for (const args of [
      ['scan'],
      ['scan', join(root, 'nowhere')],
      ['scan', folder({})],
      ['scan', root, '--memory', 'much'],
      ['scan', folder({ 'x.bin': Buffer.from([0, 1]) })],
    ]) {
      const { status, out, err } = await telltale(...args)
      expect([args, status]).toEqual([args, 2])
      expect(out).toBe('')
      expect(err.trim().length).toBeGreaterThan(20)
      expect(err).not.toMatch(/ {4}at /)
    }
  })

  it('writes a report that needs nothing else, with text from the data made harmless', async () => {
    const row = {
      id: 'h',
      kind: 'rtt',
      at,
      about: ['person:<script>alert(1)</script>'],
      data: { transport: times(12, 9), application: times(12, 209) },
    }
    const path = folder({ 'h.ndjson': `${JSON.stringify(row)}\n` })
    const file = join(root, 'report.html')
    const { status } = await telltale('scan', path, '--html', file)
    const page = readFileSync(file, 'utf8')
    expect(status).toBe(0)
    expect(page).not.toMatch(/<script/i)
    expect(page).not.toMatch(/(?:src|href)="(?!#)/)
    expect(page).toContain('a relay answers for it')
    expect(page).toContain('How else could it be explained?')
  })

  it('says so when there is no room to sort in', async () => {
    const path = folder({ 'r.ndjson': `${relayed(1, 0.4)}\n` })
    const { status, err } = await telltale('scan', path, '--temporary', join(root, 'no', 'room'))
    expect(status).toBe(2)
    expect(err).toMatch(/name another one with --temporary/)
    expect(err).not.toMatch(/ {4}at /)
  })

  it('says so when the report can not be written', async () => {
    const path = folder({ 'r.ndjson': `${relayed(1, 0.4)}\n` })
    const { status, err } = await telltale('scan', path, '--html', join(root, 'no', 'such', 'report.html'))
    expect(status).toBe(2)
    expect(err).toMatch(/could not be written/)
  })
})

describe('telltale scan --suppressions', () => {
  const s = {
    ...{ id: 'S-1', scope: { on: 'subject', subject: 'person:W-1' }, because: 'Our gateway.', owner: 'Ana' },
    ...{ until: Date.now() + 86_400_000, by: 'local-lead', at: 0 },
  }

  it('sets aside what people did of one subject, and of nobody else', async () => {
    const path = folder({ 'rows.ndjson': [1, 2].map((i) => relayed(i, 190)).join('\n') })
    const file = join(folder({ 'set-aside.ndjson': `${JSON.stringify(s)}\n` }), 'set-aside.ndjson')
    const listed = async (...args: string[]) =>
      parsed((await telltale('scan', path, '--json', ...args)).out)
        .lines.filter((l) => l.type === 'case' || l.type === 'listed')
        .map((l) => l.subject)
        .sort()
    expect(await listed()).toEqual(['person:W-1', 'person:W-2'])
    expect(await listed('--suppressions', file)).toEqual(['person:W-2'])
  })

  it('names the line and field that it can’t use', async () => {
    const path = folder({ 'rows.ndjson': relayed(1, 190) })
    const bad = JSON.stringify({ ...s, owner: '' })
    const file = join(folder({ 'bad.ndjson': `${JSON.stringify(s)}\n${bad}\n` }), 'bad.ndjson')
    const { status, err } = await telltale('scan', path, '--suppressions', file)
    expect([status, err]).toEqual([2, expect.stringMatching(/bad\.ndjson, line 2: owner: say who answers/)])
  })
})
