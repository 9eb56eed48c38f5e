import { accept, type BlindIndex, digest, type Observation } from '@telltale/core'
import type { Row } from '../packages/server/src/store/store.ts'

/** An observation as a client would send it. */
export interface RawRow {
  id: string
  kind: string
  at: number
  about: string[]
  data: Record<string, unknown>
}

const day = 86_400_000
const start = 1_767_225_600_000 // 2026-01-01
export const receivedAt = start + 60 * day

const homes = [
  { city: 'Columbus', country: 'US', lat: 39.96, lon: -83.0 },
  { city: 'Phoenix', country: 'US', lat: 33.45, lon: -112.07 },
  { city: 'Tampa', country: 'US', lat: 27.95, lon: -82.46 },
  { city: 'Spokane', country: 'US', lat: 47.66, lon: -117.43 },
]

/** Numbers in [0, 1) that are the same for the same seed. mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A small company for tests of stores and sources: workers with laptops, some behind a relay, some behind one
 * door, claims that arrive late and rows out of order. The same rows for the same arguments.
 */
export function world(options: { people: number; days: number; seed?: number }): RawRow[] {
  const random = seeded(options.seed ?? 1)
  const rows: RawRow[] = []
  const add = (kind: string, at: number, about: string[], data: Record<string, unknown>) =>
    rows.push({ id: `${kind}-${rows.length}`, kind, at: Math.round(at), about, data })
  for (let p = 0; p < options.people; p++) {
    const person = `person:W-${p}`
    const device = `device:LT-${p}`
    const home = homes[p % homes.length]!
    add('person', start + (p % 3) * day, [person], { name: `Example ${p}`, place: home, role: 'engineer' })
    add('device', start - day, [device], { serial: `S${p}`, model: 'Laptop', assignedTo: person })
    const relay = p % 3 === 0 ? 40 + random() * 120 : random() * 3
    for (let d = 0; d < options.days; d++) {
      const at = start + d * day + random() * 0.9 * day
      for (let n = 0; n < 3; n++)
        add('rtt', at + n * 60_000, [device, person], {
          collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
          ip: `198.51.100.${p}`,
          transport: times(random, 6, 20 + p),
          application: times(random, 6, 20 + p + relay),
        })
      if (d % 2 === 0)
        add('inventory', at, [device], {
          gateway: { mac: p % 4 < 2 ? '02:00:5e:00:53:01' : `02:00:5e:00:54:${String(10 + p)}` },
          programs: ['Text editor'],
        })
      if (d % 2 === 1)
        add('keys', at, [device], { press: times(random, 20, 1000), release: times(random, 20, 1080) })
    }
  }
  return rows
}

function times(random: () => number, n: number, from: number): number[] {
  return Array.from({ length: n }, () => Math.round((from + random() * 2) * 1000) / 1000)
}

/** Rows in another order, the same for the same seed (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed)
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}

const plain: BlindIndex = (type, value) => digest(`${type}\0${value}`)

/** A raw row through the one door, as the server's ingest does it. Throws when it is refused. */
export function accepted(raw: RawRow, source = 'test', index: BlindIndex = plain): Row {
  const result = accept(raw, { source, id: raw.id, receivedAt }, index)
  if (!result.observation) throw new Error(`${raw.id}: ${JSON.stringify(result.problems)}`)
  return { observation: result.observation as Observation, digest: digest(result.content) }
}
