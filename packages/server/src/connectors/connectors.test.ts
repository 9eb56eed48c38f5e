import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accept, digest } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { connectors } from './index.ts'
import { rowsIn } from './rows-of.ts'

/** Every connector keeps the same contract, on fixtures that the project made itself. */

const fixtures = fileURLToPath(new URL('../../../../fixtures/connectors/', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const receivedAt = Date.UTC(2026, 11, 1)

const files = readdirSync(fixtures, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  .filter((entry) => entry.isFile())
  .map((entry) => ({
    connector: entry.parentPath.slice(fixtures.length).split('/')[0]!,
    path: join(entry.parentPath, entry.name),
  }))

describe.each(connectors.map((c) => [c.id, c] as const))('connector %s', (id, connector) => {
  const own = files.filter((f) => f.connector === id)

  it('is named after its file, has a test beside it and a fixture', () => {
    expect(existsSync(join(here, `${id}.ts`))).toBe(true)
    expect(existsSync(join(here, `${id}.test.ts`))).toBe(true)
    expect(own.length).toBeGreaterThan(0)
    expect(connector.takes.length).toBeGreaterThan(20)
  })

  it.each(own.map((f) => [f.path.slice(fixtures.length), f.path]))(
    'reads %s, and every row is accepted',
    async (name, path) => {
      const read = await rowsIn(path, name)
      expect(read.connector).toBe(id)
      expect(read.reasons).toEqual([])
      expect(read.values.length).toBeGreaterThan(0)
      for (const { row, value } of read.rows) {
        const accepted = accept(value, { source: 'test', id: `row ${row}`, receivedAt }, (t, v) =>
          digest(t + v),
        )
        expect(accepted.observation ? accepted.remarks : accepted.problems).toEqual([])
      }
    },
  )

  it.each(own.map((f) => [f.path.slice(fixtures.length), f.path]))(
    'gives the same rows twice: %s',
    async (name, path) => {
      expect(await rowsIn(path, name)).toEqual(await rowsIn(path, name))
    },
  )
})

it.each(files.map((f) => [f.path.slice(fixtures.length), f] as const))(
  'exactly one connector is certain of %s',
  (name, { connector, path }) => {
    const head = readFileSync(path, 'utf8').slice(0, 65_536)
    expect(connectors.filter((c) => c.recognises({ name, head }) === 'certain').map((c) => c.id)).toEqual([
      connector,
    ])
    // the name decides nothing
    const renamed = connectors
      .filter((c) => c.recognises({ name: 'export', head }) === 'certain')
      .map((c) => c.id)
    expect(renamed).toEqual([connector])
  },
)

it.each(['package.json', 'package-lock.json', 'biome.json', 'LICENSE', 'vitest.config.ts'])(
  'nothing recognises %s',
  async (name) => {
    const path = fileURLToPath(new URL(`../../../../${name}`, import.meta.url))
    expect(await rowsIn(path, name)).toMatchObject({ unrecognised: true, rows: [], bad: [] })
  },
)
