import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, it } from 'vitest'

it('is under 6 kB gzipped, imports nothing and tells no path', async () => {
  const root = new URL('../..', import.meta.url).pathname
  const output = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  })
  const bundles = (Array.isArray(output) ? output : [output]) as { output: { code: string }[] }[]
  const { code } = bundles[0]!.output[0]!
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(6144)
  expect(code).not.toMatch(/\brequire\(|\bimport[ (]|node_modules|\/packages\//)
})
