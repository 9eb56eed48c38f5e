import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical, digest, drain, type Evidence, plan } from '@telltale/core'
import { expect, it } from 'vitest'
import { accepted, type RawRow, receivedAt } from '../../../../test/world.ts'
import resumeReuse from '../../../core/src/detectors/identity/resume-reuse.ts'
import { memoryStore } from '../store/memory.ts'
import { startEngine, take } from './loop.ts'
import { scan } from './scan.ts'
import { screenNow } from './screen-now.ts'

const word = (n: number) => `w${(n * 7919 + 104_729).toString(36)}x`
const text = (from: number, n = 150) => Array.from({ length: n }, (_, i) => word(from + i)).join(' ')

function applied(n: number, resumeText: string, at = receivedAt - 86_400_000): RawRow {
  const data = { resumeText, ...(n === 2 && { place: { lat: 39.96, lon: -83 } }) }
  return { id: `applied-${n}-${at}`, kind: 'application', at, about: [`application:A-${n}`], data }
}

const raw = [
  applied(1, text(0)),
  applied(2, text(6)),
  applied(3, `${text(5000, 90)} ${text(0, 60)}`),
  applied(4, text(7000)),
  applied(1, text(4), receivedAt),
  applied(2, text(7000), receivedAt),
]
const only = plan([resumeReuse])

it('an answer before the commit names the same evidence as the loop does', async () => {
  const engine = await startEngine(only, memoryStore())
  for (const row of raw) {
    const { observation } = accepted(row)
    const [application] = observation.about
    const { evidence } = await screenNow(engine, observation)
    const size = engine.resumes.size
    await take(engine, { rows: [accepted(row)], quarantined: [] })
    const standing = (await engine.store.naming([application!])).get(application!) ?? []
    const ids = (all: readonly Evidence[]) => all.map((e) => e.id).sort()
    expect(ids(evidence)).toEqual(ids(standing))
    expect(engine.resumes.size - size).toBeLessThanOrEqual(1)
  }
  expect((await engine.store.evidence({})).map((e) => e.weight).sort()).toEqual([0.5, 1.5])
})

it('a folder of files gives what the loop gives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-resumes-'))
  try {
    writeFileSync(
      join(folder, 'all.ndjson'),
      raw
        .toReversed()
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    )
    const found: Evidence[] = []
    const scanned = await scan({
      folder,
      detectors: [resumeReuse],
      index: (type, value) => digest(`${type}\0${value}`),
      memory: 1 << 20,
      receivedAt,
      found: (e) => found.push(e),
    })
    expect(scanned.quarantined).toEqual([])
    const expected = drain(only, [raw.map((row) => accepted(row).observation)]).evidence
    const sorted = (all: readonly Evidence[]) => canonical([...all].sort((a, b) => (a.id < b.id ? -1 : 1)))
    expect(sorted(found)).toBe(sorted(expected))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
