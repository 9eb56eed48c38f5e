import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Judged, judge } from './judge.ts'
import { recordings, type Session } from './recording.ts'

/** The recordings of the smoke run, judged again by today's detectors. People and path are simulated, tools are real. */
describe('recordings of the range', () => {
  const sessions: Session[] = []
  let judged: Judged[]
  beforeAll(async () => {
    const file = fileURLToPath(new URL('../fixtures/range/smoke.ndjson.gz', import.meta.url))
    for await (const session of recordings(file)) sessions.push(session)
    judged = judge(sessions)
  })
  const found = (j: Judged, detector: string) =>
    j.evidence.find((e) => e.detector === detector && e.is === 'evidence')
  const some = (fits: (label: Session['label']) => boolean) => judged.filter(({ label }) => fits(label))

  it('are twelve, with every tool among them', () => {
    expect(sessions).toHaveLength(12)
    expect([...new Set(sessions.map(({ label }) => label.tool))].sort()).toEqual([
      'freerdp',
      'ikvm',
      'local',
      'novnc',
      'tigervnc',
      'x11vnc',
    ])
  })

  it('find hands 240 ms away behind every tool, and say about how far', () => {
    const far = some(({ remote, rtt }) => remote && rtt === 240)
    expect(far.length).toBeGreaterThanOrEqual(5)
    for (const j of far) {
      const evidence = found(j, 'hands/first-response')
      expect(evidence?.weight, j.label.name).toBeGreaterThan(2)
      const leg = evidence!.exhibits.flatMap((x) => (x.type === 'ribbon' ? x.legs : []))[0]!
      expect(leg.low, j.label.name).toBeGreaterThan(60)
      expect(leg.high, j.label.name).toBeGreaterThan(200)
    }
  })

  it('accuse nobody at the device, by a Bluetooth keyboard and a busy processor neither', () => {
    const near = some(({ remote }) => !remote)
    expect(near.length).toBeGreaterThanOrEqual(5)
    for (const j of near) {
      expect(found(j, 'hands/first-response'), j.label.name).toBeUndefined()
      expect(found(j, 'hands/repeat-spread'), j.label.name).toBeUndefined()
      expect(found(j, 'hands/pointer-cadence'), j.label.name).toBeUndefined()
    }
  })

  it('name TigerVNC and x11vnc by the pace of the pointer', () => {
    const vnc = some(({ tool }) => tool === 'tigervnc' || tool === 'x11vnc')
    expect(vnc.length).toBeGreaterThanOrEqual(3)
    for (const j of vnc)
      expect(found(j, 'hands/pointer-cadence')?.says, j.label.name).toMatch(/TigerVNC or x11vnc/)
  })

  it('give the same evidence in any order of rows', () => {
    const by = (id: string) => createHash('sha256').update(id).digest('hex')
    const mixed = sessions.map(({ label, rows }) => ({
      label,
      rows: [...rows].sort((a, b) => (by(a.id) < by(b.id) ? -1 : 1)),
    }))
    const ids = (list: Judged[]) => list.flatMap((j) => j.evidence.map((e) => e.id)).sort()
    expect(ids(judge(mixed))).toEqual(ids(judged))
  })

  it('hold times and classes, and nothing else that could be content', () => {
    const words = new Set<string>()
    const collect = (value: unknown): void => {
      if (typeof value === 'string') words.add(value)
      else if (value !== null && typeof value === 'object') for (const v of Object.values(value)) collect(v)
    }
    for (const { rows } of sessions) for (const row of rows) collect(row.data)
    const classes = ['letter', 'digit', 'symbol', 'space', 'backspace', 'enter', 'modifier', 'navigation']
    const reactions = ['prompt', 'target', 'hold', 'dialog', 'window', 'menu', 'paint', 'shell']
    const ways = ['key', 'motion', 'click', 'release', 'endpoint']
    expect([...words].filter((w) => ![...classes, ...reactions, ...ways].includes(w))).toEqual([])
  })
})
