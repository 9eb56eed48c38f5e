/** Reads what was recorded: canonical observations about `device:CODE`, in any order, in any number of files. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { accept, canonical, digest, type Observation } from '@telltale/core'

export interface Recordings {
  /** By session code. Each row once, in an order of its own that does not depend on the files'. */
  sessions: Map<string, Observation[]>
  /** By file and line: what could not be used, and why. */
  problems: string[]
}

const receivedAt = 4_000_000_000_000

/**
 * Every `*.ndjson` and `*.ndjson.gz` of a folder. A row that can't be used is a problem by file, line and field, and
 * the rest is read. The same row twice counts once; two rows under one id are a problem, and neither is used.
 */
export function readRecordings(folder: string): Recordings {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.ndjson(\.gz)?$/.test(f))
    .sort()
  if (files.length === 0) throw new Error(`${folder} holds no recording (*.ndjson or *.ndjson.gz)`)
  const problems: string[] = []
  const known = new Map<string, { code: string; row: Observation; content: string }>()
  const disputed = new Set<string>()
  for (const file of files) {
    const bytes = readFileSync(join(folder, file))
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      const where = `${file}, line ${i + 1}`
      let raw: unknown
      try {
        raw = JSON.parse(line)
      } catch {
        problems.push(`${where}: not JSON; the line was left out`)
        continue
      }
      const given = accept(raw, { source: 'study', id: where, receivedAt }, (type, value) =>
        digest(`${type}\0${value}`),
      )
      if (!given.observation) {
        problems.push(`${where}: ${given.problems.map((p) => `${p.field} ${p.reason}`).join('; ')}`)
        continue
      }
      const { observation, content } = given
      const device = observation.about.find((ref) => ref.startsWith('device:'))
      if (!device) {
        problems.push(`${where}: names no device: a session's rows are about device:CODE`)
        continue
      }
      const code = device.slice('device:'.length)
      const key = `${code} ${observation.id}`
      const there = known.get(key)
      if (there && there.content !== content) {
        disputed.add(key)
        problems.push(
          `${where}: another row of ${code} has the id ${observation.id} and says something else; neither is used`,
        )
      }
      known.set(key, { code, row: observation, content })
    }
  }
  const sessions = new Map<string, Observation[]>()
  for (const key of [...known.keys()].sort()) {
    if (disputed.has(key)) continue
    const { code, row } = known.get(key)!
    sessions.set(code, [...(sessions.get(code) ?? []), row])
  }
  return { sessions, problems: problems.sort() }
}

/** SHA-256 of what a session's prediction rests on, whatever the order of its rows. */
export function digestOf(rows: readonly Observation[]): string {
  const texts = rows.map(({ id, kind, at, data }) => canonical({ id, kind, at, data })).sort()
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}
